"""Pledges and the calendar: what is planned, for which day, and what the record later shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from dragoman.groups import Asked, label
from dragoman.records import Event
from dragoman.store.ledger import Ledger
from dragoman.store.question import Clause, Question, parse
from dragoman.store.told import Told

Outcome = Literal["done", "denied", "open", "nothing found by that day"]
_ENTRY = ("BEGIN:VEVENT", "END:VEVENT")


class Pledge(msgspec.Struct, frozen=True):
    """What was planned and what became of it; `shown_by` is the event that shows it."""

    told: Told
    outcome: Outcome
    shown_by: str | None = None


def pledges(ledger: Ledger, terms: Iterable[str] | Question, today: date | None = None) -> Iterator[Pledge]:
    """Everything that a page told as planned, with its fate.

    Done: the event occurred by a later report, or another of the same act and parties did from the day on which the
    plan was told to the end of the day that it names. A plan for an unknown day stays open. What pages published after
    `today` say is not known on that day.
    """
    day = today or date.today()
    for told in ledger.ask(parse(terms).also("status:planned,occurred,denied")):
        known = [r for r in told.reports if _known(r.published, day)]
        plans = [r for r in known if r.record.status == "planned"]
        if not plans:
            continue
        if told.record.status != "planned" and len(known) > len(plans):
            yield Pledge(told, "done" if told.record.status == "occurred" else "denied", told.id)
            continue
        kept = _kept(ledger, told, plans[0].published, day)
        if kept:
            yield Pledge(told, "done", kept)
        else:
            named = told.record.date.end if told.record.date else None
            yield Pledge(told, "nothing found by that day" if named and named < day else "open")


def _known(published: str | None, day: date) -> bool:
    return (published or "")[:10] <= day.isoformat()


def _kept(ledger: Ledger, told: Told, published: str | None, day: date) -> str | None:
    """An event that occurred as planned, where the plan names the act, the parties and a day."""
    e = told.record
    if e.date is None or e.act == "AGREE":
        return None
    first = max(published or "", (e.date.start - timedelta(days=1)).isoformat())
    last = (e.date.end + timedelta(days=1)).isoformat()
    if first > last:
        return None
    codes = [p.code for p in (*e.actor, *e.recipient)]
    sides = tuple(Clause("party", (code,), who=(Asked(code, code),)) for code in codes)
    asked = Question((*parse([f"type:{e.act}", "status:occurred", f"date:{first}..{last}"]).clauses, *sides))
    found = ledger.ask(asked) if codes else ()
    others = (other for other in found if other.id != told.id)
    return next((other.id for other in others if any(_known(r.published, day) for r in other.reports)), None)


def icalendar(found: Iterable[Pledge]) -> str:
    """What is planned for a known day as iCalendar (RFC 5545), an all-day entry each; the same file each time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dragoman//calendar//EN", "CALSCALE:GREGORIAN"]
    for pledge in found:
        e = pledge.told.record
        if e.date is None:
            continue
        report = pledge.told.reports[0]
        stamp = (report.published or e.date.start.isoformat()).replace("-", "")
        days = [d.strftime("%Y%m%d") for d in (e.date.start, e.date.end + timedelta(days=1))]
        status = {"done": "CONFIRMED", "denied": "CANCELLED"}.get(pledge.outcome, "TENTATIVE")
        body = [f"UID:{pledge.told.id}@dragoman", f"DTSTAMP:{stamp}T000000Z", f"DTSTART;VALUE=DATE:{days[0]}",
                f"DTEND;VALUE=DATE:{days[1]}", f"SUMMARY:{_text(_summary(e))}", f"STATUS:{status}",
                f"DESCRIPTION:{_text(e.evidence.text)} [{_text(report.ref)}]"]  # fmt: skip
        place = e.place and (e.place.name or (label(e.place.country) if e.place.country else ""))
        lines += [_ENTRY[0], *body, *([f"LOCATION:{_text(place)}"] if place else []), _ENTRY[1]]
    return "".join(folded + "\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _summary(e: Event) -> str:
    others = ", ".join(p.name for p in (*e.actor, *e.recipient))
    return f"{e.act.lower()}: {others}"


def _text(value: str) -> str:
    plain = " ".join(value.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Lines of 75 octets at most, the rest on lines that begin with a space."""
    part, size, first = "", 0, True
    for letter in line:
        width = len(letter.encode("utf-8"))
        if size + width > (75 if first else 74):
            yield part if first else " " + part
            part, size, first = "", 0, False
        part, size = part + letter, size + width
    yield part if first else " " + part
