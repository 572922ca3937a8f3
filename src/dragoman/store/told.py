"""An event on record: what several documents tell of it, what became of it, and where they disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dragoman.dates import Window
from dragoman.records import Event, Party, Status

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
CHUNK = 400
"""Events loaded with one question."""
_REPORTS = """
    SELECT r.event, e.json, r.key, d.id, d.title, d.outlet, d.url, d.origin, d.published, r.why, s.speaker
    FROM reports r JOIN events e ON e.key = r.key AND e.id = r.id JOIN documents d ON d.key = r.key
    LEFT JOIN statements s ON s.key = r.key AND s.id = (
        SELECT id FROM statements t WHERE t.key = r.key AND t.at <= e.at
        AND json_extract(t.json, '$.end') >= json_extract(e.json, '$.evidence.end') ORDER BY t.at DESC LIMIT 1)
    WHERE r.event IN ({marks}){shown}
    ORDER BY d.published IS NULL, d.published, d.number, e.at"""
SHOWN = " AND e.confidence >= coalesce(CAST(json_extract(d.versions, '$.shown') AS REAL), 0)"
"""Only what its coder shows by default (docs/decisions/0004-shown-confidence.md)."""
_event = msgspec.json.Decoder(Event)


class Report(msgspec.Struct, frozen=True):
    """One document's telling of an event."""

    key: str
    document: str
    title: str | None
    outlet: str | None
    url: str | None
    origin: str
    published: str | None
    why: str
    """Why it was taken for the same event."""
    said_by: str | None
    """Whose statement it stands in, where the page tells it in somebody's words."""
    record: Event

    @property
    def source(self) -> str:
        """The outlet, or the host of the address; empty where neither is known."""
        return self.outlet or (urlsplit(self.url).hostname or "" if self.url else "")

    @property
    def ref(self) -> str:
        """Where it stands: document@offset."""
        return f"{self.document}@{self.record.evidence.start}"


class Dispute(msgspec.Struct, frozen=True):
    """A field on which reports disagree: each value with the reports that give it."""

    field: str
    values: tuple[tuple[str, tuple[Report, ...]], ...]


class Told(msgspec.Struct, frozen=True):
    """An event with its reports in the order of publication. `record` is the surest telling of what became of it,
    with the narrowest date that a report gives."""

    id: str
    record: Event
    reports: tuple[Report, ...]
    disputes: tuple[Dispute, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell it, each once."""
        return tuple(sorted({r.source for r in self.reports if r.source}))

    @property
    def contested(self) -> bool:
        """Whether reports disagree on status, date, parties or numbers."""
        return bool(self.disputes)

    def __repr__(self) -> str:
        when = self.record.date.label() if self.record.date else "undated"
        mark = ", contested" if self.contested else ""
        what = f"{self.record.sentence()}, {self.record.status}{mark}"
        return f"<Told {self.id} {when}: {what}, {len(self.reports)} reports>"


def load(ask: Ask, events: Sequence[str], show_all: bool = False) -> list[Told]:
    """The events of these ids, in this order; one of whose reports none is shown is left out."""
    found: dict[str, list[Report]] = {}
    for at in range(0, len(events), CHUNK):
        some = events[at : at + CHUNK]
        sql = _REPORTS.format(marks=",".join("?" * len(some)), shown="" if show_all else SHOWN)
        for event, record, *rest in ask(sql, some):
            found.setdefault(event, []).append(Report(*(*rest, _event.decode(record))))
    return [told(event, found[event]) for event in events if event in found]


def told(event: str, reports: Sequence[Report]) -> Told:
    """The event that these reports tell."""
    status = _status(reports)
    surest = max((r.record for r in reports if r.record.status == status), key=lambda e: e.confidence)
    dates = [r.record.date for r in reports if r.record.date and r.record.status != "hypothetical"]
    date = surest.date
    if dates and (date is None or min(d.days for d in dates) < date.days):
        date = min(dates, key=lambda d: (d.days, d.start))
    place = surest.place or next((r.record.place for r in reports if r.record.place), None)
    numbers = {name: value for r in reports for name, value in r.record.numbers.items()} | surest.numbers
    record = msgspec.structs.replace(surest, id=event, date=date, place=place, numbers=numbers)
    return Told(event, record, tuple(reports), tuple(_disputes(reports)))


def _status(reports: Sequence[Report]) -> Status:
    """What became of it: what occurred stays occurred; else the latest of planned and denied."""
    statuses = [r.record.status for r in reports]
    if "occurred" in statuses:
        return "occurred"
    return next((s for s in reversed(statuses) if s != "hypothetical"), "hypothetical")


def _disputes(reports: Sequence[Report]) -> Iterable[Dispute]:
    if {"occurred", "denied"} <= {r.record.status for r in reports}:
        yield _by(reports, "status", lambda e: e.status)
    days = [r for r in reports if r.record.date and r.record.date.days == 1]
    if len({_day(r.record.date) for r in days}) > 1:
        yield _by(days, "date", lambda e: _day(e.date))
    sets = {frozenset(p.code for p in (*r.record.actor, *r.record.recipient)) for r in reports}
    if any(not (a <= b or b <= a) for a, b in combinations(sets, 2)):
        yield _by(reports, "parties", lambda e: f"{_codes(e.actor)} → {_codes(e.recipient)}".removesuffix(" → "))
    for name in sorted({name for r in reports for name in r.record.numbers}):
        counted = [r for r in reports if name in r.record.numbers]
        if len({r.record.numbers[name] for r in counted}) > 1:
            yield _by(counted, name, lambda e, name=name: str(e.numbers[name]))  # type: ignore[misc]


def _by(reports: Sequence[Report], field: str, value: Callable[[Event], str]) -> Dispute:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(value(report.record), []).append(report)
    return Dispute(field, tuple((name, tuple(listed)) for name, listed in found.items()))


def _day(window: Window | None) -> str:
    return window.label() if window else ""


def _codes(side: Sequence[Party]) -> str:
    return ", ".join(p.code for p in side)
