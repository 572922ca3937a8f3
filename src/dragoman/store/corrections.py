"""People's corrections of what is one event: appended, attributed, never overwritten, and undone by another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

from dragoman.errors import NotOnRecord, StoreError
from dragoman.store import placing
from dragoman.store.told import Ask, Report, Told, load

Execute = Callable[..., Any]
By = tuple[str, str, str | None]
"""Who made the correction, when (ISO), and why."""


def event(ask: Ask, name: str, path: str) -> Told:
    """The event with this id, or with a report of this id, or one that was joined to another. Raises NotOnRecord."""
    each = " UNION ".join(f"SELECT event FROM reports WHERE {column} = ?1" for column in ("event", "made", "id"))
    found = ask(each, (name,))
    ids = {row[0] for row in found}
    if name in ids:
        ids = {name}
    if len(ids) != 1:
        several = f"; it stands in {', '.join(sorted(ids))}" if ids else ""
        raise NotOnRecord(f"{path}: no event {name!r} on record{several}; `dragoman timeline PARTY` lists events")
    return load(ask, [ids.pop()], show_all=True)[0]


def join(execute: Execute, ask: Ask, pair: tuple[str, str], path: str, by: By) -> str:
    """Take the second event for the first; the id that both have then."""
    first, second = (event(ask, name, path) for name in pair)
    if first.id == second.id:
        raise StoreError(f"{pair[0]} and {pair[1]} are one event already")
    placing.correct(execute, (second.id, "joined", first.id, *by))
    return first.id


def split(execute: Execute, ask: Ask, named: tuple[str, str], path: str, by: By) -> str:
    """Part a report, or an event that was joined by hand, from an event; the id of what was parted."""
    whole, other = event(ask, named[0], path), named[1]
    joined = ask("SELECT value FROM corrections WHERE record = ? AND field = 'joined' ORDER BY number DESC LIMIT 1",
                 (other,))  # fmt: skip
    if joined and joined[0][0]:
        placing.correct(execute, (other, "joined", None, *by))
        return other
    report = _report(whole, other)
    if len(whole.reports) == 1:
        raise StoreError(f"{whole.id}: {report.document} is its only report; there is nothing to part it from")
    own = "e" + blake2b(f"split\x1f{report.key}\x1f{report.record.id}".encode(), digest_size=6).hexdigest()
    placing.correct(execute, (f"{report.key}:{report.record.id}", "event", own, *by))
    return own


def _report(whole: Told, name: str) -> Report:
    found = [r for r in whole.reports if name in (r.document, r.record.id, r.ref, r.key)]
    if len(found) != 1:
        there = ", ".join(r.ref for r in whole.reports)
        raise NotOnRecord(f"{whole.id}: {len(found) or 'no'} report {name!r} in it; its reports: {there}")
    return found[0]


def made(ask: Ask, records: Sequence[str]) -> list[tuple[str, str, str | None, str, str, str | None]]:
    """The corrections of these records, oldest first: record, field, value, who, when, why."""
    marks = ",".join("?" * len(records))
    where = f"record IN ({marks}) OR value IN ({marks}) ORDER BY number"
    sql = f"SELECT record, field, value, who, made, why FROM corrections WHERE {where}"
    return [tuple(row) for row in ask(sql, [*records, *records])]
