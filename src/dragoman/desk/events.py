"""Events: what a question asks for, with facets, a histogram and the sentences; and one event with all its reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.desk import amended, drawing, figures
from dragoman.desk.faces import Face, counted, face, shown_report
from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.errors import DragomanError, NotOnRecord
from dragoman.store.answer import Events
from dragoman.store.ledger import Ledger
from dragoman.store.question import Clause, Question, parse
from dragoman.store.told import Report, Told
from dragoman.views import wire
from dragoman.views.words import numbered

ON_A_PAGE = 50
MOST_IN_CSV = 100_000


class Row(msgspec.Struct, frozen=True):
    """A line of the table."""

    face: Face
    weight: str
    contested: tuple[str, ...]
    event: str
    article: str
    source: str
    document: str


class Pill(msgspec.Struct, frozen=True):
    """A clause of the question in words, with the address of the question without it."""

    words: str
    without: str


def page(ledger: Ledger, links: Links, asked: str = "", number: int = 1) -> View:
    """The events that a question asks for. A question that cannot be read gives a page that says why."""
    try:
        question = parse(asked)
    except DragomanError as problem:
        return _unread(asked, problem)
    found = ledger.ask(question)
    told = found.page((number - 1) * ON_A_PAGE, ON_A_PAGE)
    gathered = figures.gather(found)
    counts = figures.counts(gathered)
    values = {
        "question": str(question), "words": in_words(question), "pills": list(pills(question, links)),
        "counts": counted(*counts), "rows": [row(each, links) for each in told], "facets": figures.facets(gathered),
        "first": (number - 1) * ON_A_PAGE + 1, "total": counts[0], "emptied": _emptied(found, links, counts[0]),
        "before": links.events(str(question), number - 1) if number > 1 else "",
        "after": links.events(str(question), number + 1) if number * ON_A_PAGE < counts[0] else "",
        **_drawn(gathered, links),
    }  # fmt: skip
    return View("events.html", in_words(question), values, _record(question, counts, told, number),
                list(found.columns), _first(found))  # fmt: skip


def _unread(asked: str, problem: DragomanError) -> View:
    values = {"question": asked, "words": "", "pills": [], "problem": str(problem), "rows": [], "facets": [],
              "total": 0, "emptied": [], "chart": "", "counts": ""}  # fmt: skip
    return View("events.html", "Events", values, {"error": str(problem)})


def _first(found: Events) -> Iterator[dict[str, Any]]:
    """The rows of the CSV, up to a bound that keeps the desk answering."""
    for number, each in enumerate(found.rows()):
        if number == MOST_IN_CSV:
            return
        yield each


def _record(question: Question, counts: tuple[int, int, int], found: list[Told], number: int) -> dict[str, Any]:
    events = [msgspec.Raw(wire.told(told).encode()) for told in found]
    named = dict(zip(("events", "reports", "outlets"), counts, strict=True))
    return {"question": str(question), "words": in_words(question), "counts": named, "page": number,
            "of": -(-counts[0] // ON_A_PAGE), "events": events}  # fmt: skip


def _drawn(asked: figures.Asked, links: Links) -> dict[str, Any]:
    series = figures.series(asked)
    rest = Question(tuple(c for c in asked.question.clauses if c.field != "date"))
    title = f"Events by {series.unit}: cooperation above the line, conflict below"
    drawn = drawing.chart(series, title, lambda p: links.events(f"{rest} date:{p.label}".strip()))
    return {"chart": drawn, "unit": series.unit, "undated": numbered(series.undated, "event") if series.undated else ""}


def row(told: Told, links: Links) -> Row:
    """An event as a line of a table."""
    shown = shown_report(told)
    reports, outlets = len(told.reports), len(told.outlets)
    weight = f"{numbered(reports, 'report')} · {numbered(outlets, 'outlet') if outlets else 'no outlet told'}"
    return Row(face(told.record), weight, tuple(d.field for d in told.disputes), links.event(told.id),
               links.article(shown.key, f"e-{shown.record.id}"), shown.source or shown.document,
               shown.title or shown.document)  # fmt: skip


def _emptied(found: Events, links: Links, total: int) -> list[tuple[str, str]]:
    """For an empty answer: what there would be without each clause, and where."""
    if total:
        return []
    out = [(f"{numbered(n, 'event')} without {clause}", links.events(_without(found.question, clause)))
           for clause, n in found.emptied_by()]  # fmt: skip
    if not found.question.show_all:
        hidden = len(Events(found.ask, found.question.also("confidence:0")))
        if hidden:
            wider = f"{found.question} confidence:0".strip()
            out.append((f"{numbered(hidden, 'event')} below the confidence that is shown", links.events(wider)))
    return out


def _without(question: Question, clause: str) -> str:
    return " ".join(str(c) for c in question.clauses if str(c) != clause)


_SAID = {
    "party": "with {}", "actor": "by {}", "recipient": "towards {}", "type": "of type {}", "act": "for the act {}",
    "mode": "of mode {}", "quad": "of {}", "context": "about {}", "status": "{}", "date": "that took place {}",
    "published": "published {}", "place": "in {}", "outlet": "told by {}", "document": "in the document {}",
    "source": "from {}", "confidence": "with confidence of at least {}", "words": "whose sentence has “{}”",
}  # fmt: skip


def in_words(question: Question) -> str:
    """The question as a reader would put it."""
    parts = [clause_words(clause) for clause in question.clauses]
    return ("Events " + ", ".join(parts)) if parts else "All events"


def clause_words(clause: Clause) -> str:
    """One clause in words."""
    if clause.field in ("date", "published"):
        value = " to ".join(part or "…" for part in clause.values[0].split(".."))
        value = f"in {value}" if ".." not in clause.values[0] else f"from {value}"
    elif clause.who:
        value = " or ".join(who.name for who in clause.who)
    else:
        value = " or ".join(v.lower().replace("_", " ") if clause.field in ("type", "act", "quad") else v
                            for v in clause.values)  # fmt: skip
    return ("not " if clause.negated else "") + _SAID.get(clause.field, clause.field + " {}").format(value)


def pills(question: Question, links: Links) -> Iterator[Pill]:
    """The clauses, each with what drops it."""
    for clause in question.clauses:
        yield Pill(clause_words(clause), links.events(str(question.without(clause))))


def one(ledger: Ledger, links: Links, name: str) -> View:
    """One event: its record, all its reports, where they disagree, who corrected it. Raises NotOnRecord."""
    told = _found(ledger, name)
    log = [c for c in amended.log(ledger) if _same(c.record, told)]
    values = {
        "row": row(told, links), "told": told, "reports": [_report(r, links) for r in told.reports], "log": log,
        "disputes": [(d.field, [(v, [r.ref for r in listed]) for v, listed in d.values]) for d in told.disputes],
        "pair": _pair(told, links),
        "review": links.review(item=amended.name_of(told.reports[0].key, told.reports[0].record)),
    }  # fmt: skip
    record = {"event": msgspec.Raw(wire.told(told).encode()), "corrections": log}
    rows = [_told_by(report) for report in told.reports]
    return View("event.html", told.record.sentence(), values, record, list(rows[0]), rows)


def _found(ledger: Ledger, name: str) -> Told:
    """The event. One whose reports were all struck out is not on record any more."""
    try:
        return ledger.event(name)
    except IndexError as problem:
        raise NotOnRecord(f"{name}: struck out by a person; the log on the Review page says by whom") from problem


def _told_by(report: Report) -> dict[str, Any]:
    e = report.record
    return {"document": report.document, "title": report.title, "outlet": report.source, "url": report.url,
            "published": report.published, "status": e.status, "date": e.date and e.date.label(),
            "start": e.evidence.start, "end": e.evidence.end, "sentence": e.evidence.text,
            "why": report.why}  # fmt: skip


def _same(record: str, told: Told) -> bool:
    """Whether a correction is of one of its reports: type and parties may have changed since."""
    return any(record.startswith(f"{r.key}:{r.record.id}@") for r in told.reports)


def _report(report: Report, links: Links) -> dict[str, Any]:
    return {"face": face(report.record), "source": report.source or report.document, "title": report.title,
            "published": report.published or "undated", "why": report.why, "said_by": report.said_by,
            "article": links.article(report.key, f"e-{report.record.id}")}  # fmt: skip


def _pair(told: Told, links: Links) -> list[tuple[str, str]]:
    """The pairs of parties of an event, with their pages."""
    parties = list({p.code: p for p in (*told.record.actor, *told.record.recipient) if p.code}.values())
    found = [(a, b) for n, a in enumerate(parties) for b in parties[n + 1 :]][:6]
    pages = ((f"{a.name} – {b.name}", links.pair(*sorted((a.code, b.code)))) for a, b in found)
    return [(label, address) for label, address in pages if address]
