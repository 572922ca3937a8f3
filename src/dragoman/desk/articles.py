"""Articles: the list of all, and one with its events and statements marked in the text and on cards beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.desk import amended
from dragoman.desk.faces import Face, Words, face, field_marks, side, words
from dragoman.desk.figures import HOST
from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.records import Coded, Document, Person, Span, Statement
from dragoman.store.ledger import Ledger
from dragoman.views.marks import Mark, pieces
from dragoman.views.words import count, dated, numbered

ON_A_PAGE = 50
_LIST = f"""SELECT d.key, d.id, d.title, {HOST}, d.url, d.published, d.language,
    (SELECT count(DISTINCT r.event) FROM reports r JOIN events e ON e.key = r.key AND e.id = r.id
     WHERE r.key = d.key AND e.confidence >= coalesce(CAST(json_extract(d.versions, '$.shown') AS REAL), 0)),
    (SELECT count(*) FROM statements s WHERE s.key = d.key), json_extract(d.coded, '$.note') FROM documents d"""
COLUMNS = ("key", "id", "title", "outlet", "url", "published", "language", "events", "statements", "note")


class Card(msgspec.Struct, frozen=True):
    """An event beside the text, with where it leads."""

    key: str
    number: int
    face: Face
    verdict: str | None
    was: str
    """What the machine had, where a person changed it."""
    event: str
    review: str


class Part(msgspec.Struct, frozen=True):
    """A run of words, with the references that begin there: key, label, class, name."""

    words: Words
    refs: tuple[tuple[str, str, str, str], ...] = ()


def listed(ledger: Ledger, links: Links, asked: str = "", number: int = 1, only: Sequence[str] | None = None) -> View:
    """All articles, the latest first; those that hold the words asked for, or of the given keys."""
    where, values = _where(asked, only)
    total = int(ledger.rows(f"SELECT count(*) FROM documents d{where}", values)[0][0])
    order = " ORDER BY d.published IS NULL, d.published DESC, d.number LIMIT ? OFFSET ?"
    found = ledger.rows(f"{_LIST}{where}{order}", [*values, ON_A_PAGE, (number - 1) * ON_A_PAGE])
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    counts = ledger.counts()
    shown = {
        "asked": asked, "rows": [row | {"address": links.article(row["key"])} for row in rows], "total": total,
        "counts": ", ".join(numbered(counts[name], name.removesuffix("s")) for name in ("documents", "statements")),
        "before": links.articles(asked, number - 1) if number > 1 else "", "empty": not counts["documents"],
        "after": links.articles(asked, number + 1) if number * ON_A_PAGE < total else "",
    }  # fmt: skip
    return View("articles.html", "Articles", shown, {"articles": rows, "total": total}, COLUMNS, rows)


def _where(asked: str, only: Sequence[str] | None) -> tuple[str, list[Any]]:
    parts, values = [], list[Any]()
    words = re.findall(r"\w+", asked)
    if words:
        parts.append("d.number IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(" ".join(f'"{word}"*' for word in words[:20]))
    if only is not None:
        parts.append("d.key IN (SELECT value FROM json_each(?))")
        values.append(msgspec.json.encode(only).decode())
    return (" WHERE " + " AND ".join(parts)) if parts else "", values


def page(ledger: Ledger, links: Links, name: str, excerpts: bool = False) -> View:
    """One article. With `excerpts`, only the words that carry its records. Raises NotOnRecord."""
    document, coded = ledger.document(name)
    key = ledger.rows("SELECT key FROM documents WHERE key = ?1 OR id = ?1", (name,))[0][0]
    floor = float(coded.versions.get("shown", 0.0))
    stood = amended.standings(key, coded.events, amended.decided(ledger))
    stood = [s for s in stood if s.machine.confidence >= floor or s.verdict]
    placed = dict(ledger.rows("SELECT id, event FROM reports WHERE key = ?", (key,)))
    cards = [_card(n, s, key, placed, links) for n, s in enumerate(stood, 1)]
    standing = [(c, s) for c, s in zip(cards, stood, strict=True) if s.verdict != "wrong"]
    values = {
        "document": document, "byline": dated(coded.published, long=True), "cards": [c for c, _ in standing],
        "struck": [c for c, s in zip(cards, stood, strict=True) if s.verdict == "wrong"], "note": coded.note,
        "statements": [_said(n, s) for n, s in enumerate(coded.statements, 1)], "people": coded.people,
        "paragraphs": list(_paragraphs(document, coded, standing, excerpts)), "excerpts": excerpts, "key": key,
        "related": _related(ledger, key, links), "made": coded.versions, "hidden": len(coded.events) - len(stood),
        "counts": [count(things, name) for things, name in (([c for c, _ in standing], "event"),
                   (coded.statements, "statement"), (coded.people, "person")) if things],
    }  # fmt: skip
    title = coded.title or document.title or document.id
    rows = list(_rows(standing, document))
    return View("article.html", title, values, _record(document, coded, stood, key, excerpts), _COLUMNS, rows)


_COLUMNS = (
    "kind",
    "id",
    "date",
    "who",
    "what",
    "whom",
    "status",
    "sure",
    "start",
    "end",
    "words",
    "verdict",
    "document",
)


def _rows(standing: Sequence[tuple[Card, amended.Standing]], document: Document) -> Iterator[dict[str, Any]]:
    for card, stood in standing:
        e = stood.record
        yield {"kind": "event", "id": e.id, "date": card.face.date, "who": ";".join(p.code for p in e.actor),
               "what": e.type, "whom": ";".join(p.code for p in e.recipient), "status": e.status, "sure": e.confidence,
               "start": e.evidence.start, "end": e.evidence.end, "words": e.evidence.text, "verdict": stood.verdict,
               "document": document.id}  # fmt: skip


def _record(
    document: Document, coded: Coded, stood: Sequence[amended.Standing], key: str, excerpts: bool
) -> dict[str, Any]:
    events = [{**msgspec.to_builtins(s.record), "verdict": s.verdict,
               "machine": {"type": s.machine.type, "status": s.machine.status}} for s in stood]  # fmt: skip
    head = {"key": key, "id": document.id, "title": document.title, "outlet": document.outlet, "url": document.url,
            "author": document.author, "language": document.language, "published": coded.published,
            "note": coded.note, "versions": coded.versions}  # fmt: skip
    text = {} if excerpts else {"text": document.text}
    return {**head, **text, "events": events, "statements": coded.statements, "people": coded.people}


def _card(number: int, stood: amended.Standing, key: str, placed: Mapping[str, str], links: Links) -> Card:
    machine, record = stood.machine, stood.record
    was = [f"{old} → {new}" for old, new in ((machine.type.lower(), record.type.lower()),
           (machine.status, record.status)) if old != new]  # fmt: skip
    event = links.event(placed[record.id]) if record.id in placed else ""
    return Card(f"e-{record.id}", number, face(record), stood.verdict, ", ".join(was), event,
                links.review(item=amended.name_of(key, machine)))  # fmt: skip


def _said(number: int, s: Statement) -> dict[str, Any]:
    stances = ((code, s.stance.get(code, "neutral")) for code in s.about)
    about = ", ".join(code if view == "neutral" else f"{code} ({view})" for code, view in stances)
    content = " ".join(s.content.split())
    content = content if len(content) <= 260 else content[:258].rsplit(" ", 1)[0] + " …"
    return {"key": f"s-{number}", "number": number, "speaker": s.speaker or "somebody", "actor": s.actor,
            "cue": s.cue or "said", "kind": s.kind, "content": content, "about": about}  # fmt: skip


def _related(ledger: Ledger, key: str, links: Links) -> list[dict[str, Any]]:
    """Other articles that tell the same events."""
    sql = """SELECT d.key, coalesce(d.title, d.id), d.published, count(DISTINCT r.event) AS n FROM reports o
        JOIN reports r ON r.event = o.event AND r.key <> o.key JOIN documents d ON d.key = r.key
        WHERE o.key = ? GROUP BY d.key ORDER BY n DESC, d.published LIMIT 12"""
    found = ({"title": title, "published": day or "undated", "shared": numbered(n, "shared event"),
              "address": links.article(k)} for k, title, day, n in ledger.rows(sql, (key,)))  # fmt: skip
    return [each for each in found if each["address"]]


def _paragraphs(
    document: Document, coded: Coded, standing: Sequence[tuple[Card, amended.Standing]], excerpts: bool
) -> Iterator[tuple[str, list[Part]]]:
    """The text, paragraph by paragraph: its class, and its runs of words in order, nothing left out or twice."""
    text = document.text
    marks = [m for m in _marks(document, coded, standing) if 0 <= m.start < m.end <= len(text)]
    refs = {c.key: (str(c.number), side(s.record), f"event {c.number}") for c, s in standing}
    refs |= {f"s-{n}": (f"“{n}", "say", f"statement {n}") for n, _ in enumerate(coded.statements, 1)}
    seen: set[str] = set()
    for found in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        spans = _kept(text, found.span(), marks) if excerpts else [found.span()]
        if not found.group().strip() or not spans:
            continue
        parts, kinds = [], set[str]()
        for start, end in spans:
            if start > found.start():
                parts.append(Part(Words(" … ")))
            for piece in pieces(start, end, marks):
                new = [key for key in piece.keys if key not in seen]
                seen.update(new)
                kinds.update(piece.kinds)
                parts.append(Part(words(text, piece), tuple((key, *refs[key]) for key in new)))
        if spans[-1][1] < found.end():
            parts.append(Part(Words(" …")))
        yield "site" if kinds == {"fu"} else "said" if "st" in kinds else "", parts


def _kept(text: str, paragraph: Span, marks: Sequence[Mark]) -> list[Span]:
    """The runs of a paragraph that carry a record: all that an excerpt shows of it."""
    first, last = paragraph
    spans = sorted((max(first, m.start), min(last, m.end)) for m in marks if m.key and m.start < last and m.end > first)
    out: list[Span] = []
    for start, end in spans:
        if out and not text[out[-1][1] : start].strip():
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _marks(document: Document, coded: Coded, standing: Sequence[tuple[Card, amended.Standing]]) -> Iterator[Mark]:
    for card, stood in standing:
        e = stood.record
        yield Mark(e.evidence.start, e.evidence.end, f"ev {side(e)}", card.key)
        yield from field_marks(e)
    for number, statement in enumerate(coded.statements, 1):
        yield Mark(statement.start, statement.end, "st", f"s-{number}")
    people: Sequence[Person] = coded.people
    for person in people:
        for start, end in person.mentions:
            yield Mark(start, end, "person")
    for start, end in document.furniture:
        yield Mark(start, end, "fu")
