"""Pairs: which two parties have most on record, and two of them over time with table, sources and method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from dragoman import groups
from dragoman.desk import drawing, events, figures
from dragoman.desk.faces import counted, side
from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.records import Event, Party
from dragoman.store.ledger import Ledger
from dragoman.store.told import Told
from dragoman.views import wire
from dragoman.views.words import numbered

MOST_PAIRS = 200
MOST_EVENTS = 5_000
"""Events of a pair that are read for its page; beyond, the page says that it shows the first."""
_PAIRS = """SELECT a.code, b.code, count(DISTINCT r.event) AS n, count(*) FROM parties a
    JOIN parties b ON b.key = a.key AND b.event = a.event AND b.code > a.code
    JOIN reports r ON r.key = a.key AND r.id = a.event JOIN events e ON e.key = r.key AND e.id = r.id
    JOIN documents d ON d.key = r.key
    WHERE e.confidence >= coalesce(CAST(json_extract(d.versions, '$.shown') AS REAL), 0) AND d.source = 'pages'
    GROUP BY a.code, b.code ORDER BY n DESC, a.code, b.code LIMIT ?"""
COLUMNS = ("first", "first_name", "second", "second_name", "events", "reports")


def busiest(ledger: Ledger, most: int = MOST_PAIRS) -> list[dict[str, Any]]:
    """The pairs with most events on record."""
    return [{"first": a, "first_name": groups.label(a), "second": b, "second_name": groups.label(b), "events": n,
             "reports": reports} for a, b, n, reports in ledger.rows(_PAIRS, (most,)) if a and b]  # fmt: skip


def among(told: Iterable[Told], most: int = MOST_PAIRS) -> list[dict[str, Any]]:
    """The pairs with most events among some events."""
    found: dict[tuple[str, str], list[int]] = {}
    for each in told:
        codes = sorted({p.code for p in (*each.record.actor, *each.record.recipient) if p.code})
        for pair in combinations(codes, 2):
            found.setdefault(pair, []).append(len(each.reports))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:most]
    return [{"first": a, "first_name": groups.label(a), "second": b, "second_name": groups.label(b),
             "events": len(reports), "reports": sum(reports)} for (a, b), reports in ranked]  # fmt: skip


def listed(rows: Sequence[Mapping[str, Any]], links: Links) -> View:
    """The list of pairs."""
    shown = [{**row, "address": links.pair(row["first"], row["second"])} for row in rows]
    most = max((row["events"] for row in rows), default=1)
    return View("pairs.html", "Pairs", {"rows": shown, "most": most, "cut": len(rows) == MOST_PAIRS}, {"pairs": rows},
                COLUMNS, rows)  # fmt: skip


def page(ledger: Ledger, links: Links, first: str, second: str, asked: str = "") -> View:
    """Two parties, named by code or name. Raises RegistryError, QuestionError."""
    a, b = groups.asked(first), groups.asked(second)
    question = " ".join(part for part in (f"{figures.term('party', a.code)} {figures.term('party', b.code)}", asked)
                        if part)  # fmt: skip
    found = ledger.ask(question)
    counts = found.counts()
    told = found.page(0, MOST_EVENTS)
    series = figures.made_of([_point(t.record) for t in told], ledger)
    table = _table(told, series, a.code, b.code)
    title = f"{a.name} and {b.name}"
    values = {
        "first": a, "second": b, "counts": counted(*counts), "question": question, "events_at": links.events(question),
        "chart": drawing.chart(series, f"{title} by {series.unit}", _bar_link(links, question), coverage=True),
        "series": series, "table": [row for row in table if row["events"]], "periods": len(series.periods),
        "undated": numbered(series.undated, "event") if series.undated else "", "total": counts[0],
        "rows": [events.row(t, links) for t in told[: events.ON_A_PAGE]], "sources": _sources(told, links),
        "cut": counts[0] > len(told), "made": _versions(ledger), "summary": _summary(told, a.code, b.code),
    }  # fmt: skip
    record = {"first": a.code, "second": b.code, "question": question,
              "counts": dict(zip(("events", "reports", "outlets"), counts, strict=True)), "unit": series.unit,
              "series": table, "undated": series.undated,
              "events": [msgspec.Raw(wire.told(t).encode()) for t in told]}  # fmt: skip
    return View("pair.html", title, values, record, list(table[0]) if table else ["period"], table)


def _bar_link(links: Links, question: str) -> drawing.Link:
    return lambda period: links.events(f"{question} date:{period.label}")


def _point(event: Event) -> tuple[str | None, bool, bool, int]:
    day = event.date.start.isoformat() if event.date else None
    return day, side(event) == "good", event.status == "occurred", 1


def _table(told: Sequence[Told], series: figures.Series, first: str, second: str) -> list[dict[str, Any]]:
    """A row a period, those without an event too: by direction and side, with the pages that the ledger has of it."""
    sums: dict[str, Counter[str]] = {}
    length = len(series.periods[0].label) if series.periods else 0
    for each in told:
        if each.record.date:
            row = sums.setdefault(each.record.date.start.isoformat()[:length], Counter())
            row[f"{_direction(each.record, first, second)}_{side(each.record)}"] += 1
            row["events"] += 1
            row["occurred"] += each.record.status == "occurred"
            row["reports"] += len(each.reports)
    names = {"out_good": "cooperation_first_to_second", "out_bad": "conflict_first_to_second",
             "back_good": "cooperation_second_to_first", "back_bad": "conflict_second_to_first",
             "both_good": "cooperation_together", "both_bad": "conflict_together", "events": "events",
             "occurred": "occurred", "reports": "reports"}  # fmt: skip
    return [{"period": p.label, **{name: sums.get(p.label, Counter())[key] for key, name in names.items()},
             "pages": p.pages} for p in series.periods]  # fmt: skip


def _direction(event: Event, first: str, second: str) -> str:
    """out: the first acts on the second; back: the other way; both: they act together, or each on both sides."""
    out = _has(event.actor, first) and _has(event.recipient, second)
    back = _has(event.actor, second) and _has(event.recipient, first)
    return "both" if out == back else "out" if out else "back"


def _has(parties: Sequence[Party], code: str) -> bool:
    return any(code in (p.code, p.country) for p in parties)


def _summary(told: Sequence[Told], first: str, second: str) -> list[tuple[str, int, int]]:
    """Cooperation and conflict by direction: what the table says at one glance."""
    found = Counter((_direction(t.record, first, second), side(t.record)) for t in told)
    named = ((f"{first} → {second}", "out"), (f"{second} → {first}", "back"), ("together", "both"))
    return [(label, found[way, "good"], found[way, "bad"]) for label, way in named]


def _sources(told: Sequence[Told], links: Links) -> list[dict[str, Any]]:
    """By outlet: its reports, the first and the last of them, and the pages."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for each in told:
        for r in each.reports:
            found.setdefault(r.source or "(no outlet told)", []).append(
                (r.published or "", r.title or r.document, r.key)
            )
    out = []
    for name, reports in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        days = sorted(day for day, _, _ in reports if day)
        pages = sorted({(title, links.article(key)) for _, title, key in reports})
        out.append({"outlet": name, "reports": len(reports), "first": days[0] if days else "undated",
                    "last": days[-1] if days else "undated", "pages": pages})  # fmt: skip
    return out


def _versions(ledger: Ledger) -> list[str]:
    """What coded the documents on record."""
    rows = ledger.rows("SELECT versions, count(*) FROM documents GROUP BY versions ORDER BY 2 DESC LIMIT 5")
    out = []
    for versions, n in rows:
        told = msgspec.json.decode(versions)
        named = ", ".join(f"{k} {v}" for k, v in told.items() if k != "shown")
        out.append(f"{numbered(n, 'page')}: {named or 'versions unknown'}")
    return out
