"""Counts under a question: facets, periods, coverage. All of them count events, not reports, unless they say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from dragoman import groups
from dragoman.dates import parse_partial
from dragoman.ontology import Ontology
from dragoman.store import conditions
from dragoman.store.answer import Ask, Events
from dragoman.store.ledger import Ledger
from dragoman.store.question import Question

Unit = Literal["day", "month", "year"]
_FROM = "FROM reports r JOIN events e ON e.key = r.key AND e.id = r.id JOIN documents d ON d.key = r.key"
HOST = (
    "coalesce(d.outlet, nullif(substr(d.url, instr(d.url, '//') + 2, "
    "instr(substr(d.url, instr(d.url, '//') + 2), '/') - 1), ''))"
)
"""The outlet of a document, else the host of its address: the same words as the store counts outlets by."""
_LENGTH = {"day": 10, "month": 7, "year": 4}
MOST_VALUES = 10
"""Values that a facet shows."""
MOST_DAYS, MOST_PERIODS = 62, 160
"""Days, and months, beyond which the next longer unit is taken."""


class Value(msgspec.Struct, frozen=True):
    """A value of a facet with how many events have it."""

    value: str
    label: str
    count: int
    chosen: bool
    question: str
    """The question narrowed to it; without it where it is chosen."""


class Facet(msgspec.Struct, frozen=True):
    """A field with its most frequent values under a question."""

    field: str
    label: str
    values: tuple[Value, ...]


class Period(msgspec.Struct, frozen=True):
    """A day, month or year with its events by side; `open` ones are planned, feared or denied. `pages`: published."""

    label: str
    good: int = 0
    good_open: int = 0
    bad: int = 0
    bad_open: int = 0
    pages: int = 0

    @property
    def total(self) -> int:
        """All events of it."""
        return self.good + self.good_open + self.bad + self.bad_open


class Series(msgspec.Struct, frozen=True):
    """Periods without a gap from the first event to the last, and how many events have no date."""

    unit: Unit
    periods: tuple[Period, ...]
    undated: int = 0


class Asked(msgspec.Struct, frozen=True):
    """A question whose reports lie in the table temp.asked of its connection, so that every count reads them once."""

    question: Question
    ask: Ask


def gather(events: Events) -> Asked:
    """Answer a question once for all its counts. The next one takes its place."""
    sql, values = conditions.of_events(events.question)
    events.ask("DROP TABLE IF EXISTS temp.asked", ())
    columns = f"r.event, r.key, r.id, e.type, e.status, e.country, e.start, {HOST} AS outlet"
    events.ask(f"CREATE TEMP TABLE asked AS SELECT {columns} {_FROM} WHERE {sql}", values)
    return Asked(events.question, events.ask)


def facets(asked: Asked) -> list[Facet]:
    """The facets of a question."""
    party = "temp.asked a JOIN parties p ON p.key = a.key AND p.event = a.id"
    columns = (("type", "Type", "a.type", "temp.asked a"), ("status", "Status", "a.status", "temp.asked a"),
               ("party", "Party", "p.code", party), ("place", "Country", "a.country", "temp.asked a"),
               ("outlet", "Outlet", "a.outlet", "temp.asked a"))  # fmt: skip
    found = (_facet(asked, *column) for column in columns)
    return [facet for facet in found if facet.values]


def counts(asked: Asked) -> tuple[int, int, int]:
    """How many events, reports of them, and outlets that told them."""
    sql = "SELECT count(DISTINCT event), count(*), count(DISTINCT outlet) FROM temp.asked"
    events, reports, outlets = asked.ask(sql, ())[0]
    return int(events), int(reports), int(outlets)


def types(asked: Asked) -> dict[str, tuple[int, str]]:
    """How many events of each type there are, and the id of one."""
    rows = asked.ask("SELECT type, count(DISTINCT event), min(event) FROM temp.asked GROUP BY type", ())
    return {name: (count, event) for name, count, event in rows}


def _facet(asked: Asked, field: str, label: str, column: str, source: str) -> Facet:
    question = asked.question
    chosen = [v for c in question.of(field) if not c.negated for v in _values(c.values, field)]
    rows = asked.ask(
        f"SELECT {column} AS v, count(DISTINCT a.event) AS n FROM {source} WHERE v IS NOT NULL AND v <> '' "
        "GROUP BY v ORDER BY n DESC, v LIMIT ?", (MOST_VALUES,),
    )  # fmt: skip
    out = [Value(v, _label(field, v), n, v in chosen, _turned(question, field, v, v in chosen)) for v, n in rows]
    return Facet(field, label, tuple(out))


def _values(values: Sequence[str], field: str) -> Sequence[str]:
    if field in ("party", "place"):
        return [groups.code_of(v) or v for v in values]
    return values


def _label(field: str, value: str) -> str:
    return groups.label(value) if field in ("party", "place") else value.lower() if field == "type" else value


def _turned(question: Question, field: str, value: str, chosen: bool) -> str:
    """The question narrowed to the value, or widened by dropping the clause that names it."""
    if chosen:
        dropped = [c for c in question.of(field) if value in _values(c.values, field)]
        return str(question.without(dropped[0]))
    return f"{question} {term(field, value)}".strip()


def term(field: str, value: str) -> str:
    """A clause of a question, with quotation marks where its value has spaces."""
    clean = value.replace('"', " ")
    return f'{field}:"{clean}"' if any(c in clean for c in " ,'") else f"{field}:{clean}"


def series(asked: Asked, ledger: Ledger | None = None) -> Series:
    """Events by period and side. With the ledger, also how many pages each period has."""
    each = "SELECT min(start) AS s, min(type) AS t, max(status = 'occurred') AS o FROM temp.asked GROUP BY event"
    rows = asked.ask(f"SELECT s, t, o, count(*) FROM ({each}) GROUP BY s, t, o", ())
    quad = {name: kind.quad for name, kind in Ontology.load().types.items()}
    told = [(day, quad[name].endswith("cooperation"), bool(occurred), n) for day, name, occurred, n in rows]
    return made_of(told, ledger)


def made_of(told: Sequence[tuple[str | None, bool, bool, int]], ledger: Ledger | None = None) -> Series:
    """A series of (first day, whether cooperation, whether occurred, how many)."""
    dated = [(day, good, occurred, n) for day, good, occurred, n in told if day]
    undated = sum(row[3] for row in told if not row[0])
    if not dated:
        return Series("month", (), undated)
    unit = _unit(min(row[0] for row in dated), max(row[0] for row in dated))
    cut = _LENGTH[unit]
    sums: dict[str, dict[str, int]] = {}
    for day, good, occurred, n in dated:
        side = ("good" if good else "bad") + ("" if occurred else "_open")
        period = sums.setdefault(day[:cut], {})
        period[side] = period.get(side, 0) + n
    pages = _pages(ledger, cut) if ledger else {}
    labels = _between(min(sums), max(sums), unit)
    return Series(unit, tuple(Period(x, **sums.get(x, {}), pages=pages.get(x, 0)) for x in labels), undated)


def _unit(first: str, last: str) -> Unit:
    if _count(first, last, "day") <= MOST_DAYS:
        return "day"
    return "month" if _count(first, last, "month") <= MOST_PERIODS else "year"


def _count(first: str, last: str, unit: str) -> int:
    a, b = parse_partial(first), parse_partial(last)
    if a is None or b is None:
        return 0
    months = (b.start.year - a.start.year) * 12 + b.start.month - a.start.month
    return (b.start - a.start).days + 1 if unit == "day" else months + 1


def _between(first: str, last: str, unit: Unit) -> list[str]:
    """Every period from the first to the last: zero is not missing."""
    from datetime import date, timedelta

    if unit == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if unit == "month":
        a, b = (int(x[:4]) * 12 + int(x[5:7]) - 1 for x in (first, last))
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(a, b + 1)]
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]


def _pages(ledger: Ledger, cut: int) -> Mapping[str, int]:
    """How many pages were published in each period."""
    sql = "SELECT substr(published, 1, ?) AS p, count(*) FROM documents WHERE published IS NOT NULL GROUP BY p"
    return dict(ledger.rows(sql, (cut,)))
