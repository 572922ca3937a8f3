"""The series of a pair: cooperation and conflict by day, week, month or year, in both directions, and what was read.

The calendar is complete: a period without an event is a row of zeros, and `pages` says how many pages were published in
it, so that nothing reported and nothing read are told apart. An event counts once, however many pages tell it, in the
period of its date; one whose date is wider than the period, or unknown, is in no period and counted beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import msgspec

from dragoman.dates import Window, parse_partial
from dragoman.errors import QuestionError
from dragoman.ontology import Ontology
from dragoman.records import Event
from dragoman.store.answer import Events
from dragoman.store.ledger import Ledger

PERIODS = ("day", "week", "month", "year")
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
MOST = 40_000
"""Periods of a series; over a hundred years by day."""


class Point(msgspec.Struct):
    """A period in one direction. `score`: sum of PLOVER intensities, -10 to 10 an event."""

    period: str
    source: str
    target: str
    events: int = 0
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0
    score: float = 0.0
    pages: int = 0

    @property
    def conflict(self) -> int:
        """Events of both conflict quads."""
        return self.verbal_conflict + self.material_conflict

    @property
    def cooperation(self) -> int:
        """Events of both cooperation quads."""
        return self.verbal_cooperation + self.material_cooperation


class Series(msgspec.Struct, frozen=True):
    """Points by period, each period once a direction; `undated` events are in none."""

    first: str
    second: str
    by: str
    points: tuple[Point, ...]
    undated: int
    drivers: dict[str, list[str]]
    """Sentences of events by period, the most told first."""


def pair(ledger: Ledger, first: str, second: str, found: Events, by: str) -> Series:
    """The series between two codes (or countries) over the events of an answer."""
    check(by)
    counted: dict[tuple[str, str], Point] = {}
    drivers: dict[str, list[tuple[int, str]]] = {}
    undated = 0
    for told in found:
        period = period_of(told.record.date, by)
        ways = [w for w in directions(told.record) if w in ((first, second), (second, first))]
        undated += period is None
        if period is None or not ways:
            continue
        drivers.setdefault(period, []).append((-len(told.reports), told.record.sentence()))
        for way in ways:
            point = counted.setdefault((period, way[0]), Point(period, *way))
            add(point, told.record)
    pages = coverage(ledger, by)
    calendar = list(between(min([*pages, *drivers], default=""), max([*pages, *drivers], default=""), by))
    points = []
    for period, (a, b) in product(calendar, ((first, second), (second, first))):
        point = counted.get((period, a)) or Point(period, a, b)
        point.pages = pages.get(period, 0)
        points.append(point)
    return Series(first, second, by, tuple(points), undated, {p: [s for _, s in sorted(d)] for p, d in drivers.items()})


def dyads(ledger: Ledger, found: Events, by: str) -> Iterator[dict[str, Any]]:
    """Every directed pair of states by period, with zeros, keyed by ISO, COW and Gleditsch–Ward codes."""
    from dragoman.actors import Registry

    check(by)
    states, counted = Registry.load().states, dict[tuple[str, str, str], Point]()
    for told in found:
        period = period_of(told.record.date, by)
        for a, b in directions(told.record) if period else ():
            if a in states and b in states and "members" not in states[a] and "members" not in states[b]:
                add(counted.setdefault((a, b, period or ""), Point(period or "", a, b)), told.record)
    periods = [p for _, _, p in counted]
    calendar = list(between(min(periods, default=""), max(periods, default=""), by))
    pages = coverage(ledger, by)
    for a, b in sorted({(a, b) for a, b, _ in counted}):
        for period in calendar:
            point = counted.get((a, b, period)) or Point(period, a, b)
            row = msgspec.to_builtins(point) | {"iso_a": a, "iso_b": b, "pages": pages.get(period, 0)}
            row |= {f"{name}_{side}": states[c].get(name) for side, c in (("a", a), ("b", b)) for name in ("cow", "gw")}
            yield {k: row[k] for k in DYAD_COLUMNS}


DYAD_COLUMNS = ("period", "iso_a", "iso_b", "cow_a", "cow_b", "gw_a", "gw_b", "events", *QUADS, "score", "pages")


def check(by: str) -> None:
    """Raises QuestionError where there is no such period."""
    if by not in PERIODS:
        raise QuestionError(f"no period {by!r}; there is: {', '.join(PERIODS)}")


def directions(event: Event) -> set[tuple[str, str]]:
    """Who acts toward whom, by code and by country; equals act toward each other."""
    actors, recipients = (_names(side) for side in (event.actor, event.recipient))
    if recipients:
        return {(a, b) for a in actors for b in recipients if a != b}
    return {(a, b) for a in actors for b in actors if a != b}


def _names(side: Iterable[Any]) -> set[str]:
    return {name for p in side for name in (p.code, p.country) if name}


def add(point: Point, event: Event) -> None:
    """Count an event."""
    ontology = Ontology.load()
    quad = ontology.quad(event.type)
    point.events += 1
    setattr(point, quad, getattr(point, quad) + 1)
    point.score += ontology.score(event.type, event.mode)


def period_of(window: Window | None, by: str) -> str | None:
    """The period in which the whole window lies: 2022-06-29, 2022-W26, 2022-06, 2022."""
    if window is None:
        return None
    first, last = _name(window.start, by), _name(window.end, by)
    return first if first == last else None


def _name(day: date, by: str) -> str:
    if by == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]]


def between(first: str, last: str, by: str) -> Iterator[str]:
    """All periods from one to another."""
    if not first:
        return
    day, count, name = _start(first, by), 0, first
    while name <= last and count < MOST:
        yield name
        day = _next(day, by)
        name, count = _name(day, by), count + 1


def _start(name: str, by: str) -> date:
    if by == "week":
        return date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    window = parse_partial(name)
    return window.start if window else date.min


def _next(day: date, by: str) -> date:
    if by == "year":
        return date(day.year + 1, 1, 1)
    if by == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 if by == "week" else 1)


def coverage(ledger: Ledger, by: str) -> dict[str, int]:
    """Pages by period of publication; pages of an unknown day are in none."""
    rows = ledger.rows(
        "SELECT published, count(*) FROM documents WHERE published IS NOT NULL AND published = published_end "
        "AND source = 'pages' GROUP BY published"
    )
    found: Counter[str] = Counter()
    for day, number in rows:
        found[_name(date.fromisoformat(day), by)] += number
    return dict(found)
