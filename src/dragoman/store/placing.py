"""Where a report belongs: which event on record it tells, or a new one; and people's corrections of that.

The functions work inside a transaction of the ledger, whose `execute` they are given. What the machine gave a report
stays in `reports.made`; `reports.event` follows from it and the corrections, which are never overwritten and apply
again whenever the document is coded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from dragoman import copies, merge
from dragoman.dates import Window, parse_partial
from dragoman.records import Document, Event

Execute = Callable[..., Any]
COMMON = 64
"""Documents that share a shingle from which it is a site's own words, and neither counted nor recorded again."""
MOST_CANDIDATES = 200
"""Reports that one is compared with; those of the same weeks and parties, the newest first."""
_CANDIDATES = """
    SELECT e.json, r.key, r.event, d.published, d.published_end
    FROM (SELECT DISTINCT key, id FROM blocks WHERE block IN ({marks}) LIMIT ?) AS b
    JOIN reports r ON r.key = b.key AND r.id = b.id JOIN events e ON e.key = b.key AND e.id = b.id
    JOIN documents d ON d.key = b.key"""
_event = msgspec.json.Decoder(Event)


Placed = Mapping[str, tuple[str, str]]
"""By report, the event that the machine gave it and why."""


def placed(execute: Execute, key: str) -> Placed:
    """What the reports of a document belong to: one that is coded again and tells the same stays where it is."""
    return {row[0]: (row[1], row[2]) for row in execute("SELECT id, made, why FROM reports WHERE key = ?", (key,))}


def place(
    execute: Execute, key: str, document: Document, published: Window | None, events: Sequence[Event],
    before: Placed = MappingProxyType({}),
) -> None:  # fmt: skip
    """Find the copies of a new document, and give each of its reports an event."""
    twins = _find_copies(execute, key, document)
    taken: set[tuple[str, str]] = set()
    for event in sorted(events, key=lambda e: -e.confidence):
        telling = merge.Telling(key, event, published)
        blocks = merge.blocks(telling)
        found = before.get(event.id) or _best(_candidates(execute, blocks), telling, twins, taken)
        made, why = found or (merge.event_id(key, event.id), "first report")
        taken.add((made, event.status))
        record = (key, event.id, _corrected(execute, f"{key}:{event.id}", made), made, why)
        execute("INSERT OR REPLACE INTO reports VALUES (?,?,?,?,?)", record)
        for block in blocks:
            execute("INSERT OR IGNORE INTO blocks VALUES (?,?,?)", (block, key, event.id))


def place_all(execute: Execute) -> None:
    """Give every report of a ledger from before merging its event, in the order of publication."""
    rows = execute("SELECT key FROM documents ORDER BY published IS NULL, published, number").fetchall()
    for (key,) in rows:
        head, text, start, end = execute(
            "SELECT document, text, published, published_end FROM documents WHERE key = ?", (key,)
        ).fetchone()
        document = msgspec.structs.replace(msgspec.json.decode(head, type=Document), text=text)
        told = [_event.decode(row[0]) for row in execute("SELECT json FROM events WHERE key = ?", (key,))]
        place(execute, key, document, window(start, end), told)


def window(start: str | None, end: str | None) -> Window | None:
    """The days from one ISO day to another."""
    first, last = (parse_partial(text) if text else None for text in (start, end))
    return Window(first.start, last.end, "window", "given") if first and last else None


def _candidates(execute: Execute, blocks: Sequence[int]) -> list[merge.Telling]:
    sql = _CANDIDATES.format(marks=",".join("?" * len(blocks)))
    rows = execute(sql, (*blocks, MOST_CANDIDATES)).fetchall()
    return [merge.Telling(row[1], _event.decode(row[0]), window(row[3], row[4]), row[2]) for row in rows]


def _best(
    candidates: Iterable[merge.Telling], telling: merge.Telling, twins: frozenset[str], taken: set[tuple[str, str]]
) -> tuple[str, str] | None:
    """The event with the best match whose other reports do not exclude this one, and the reason."""
    events: dict[str, list[merge.Telling]] = {}
    for candidate in candidates:
        if (candidate.event, telling.record.status) not in taken:
            events.setdefault(candidate.event, []).append(candidate)
    best: tuple[float, str, str] | None = None
    for event, tellings in events.items():
        if any(merge.clash(telling, other) for other in tellings):
            continue
        for other in tellings:
            match = merge.compare(telling, other, other.key in twins)
            if match and (best is None or (match.score, event) > best[:2]):
                best = match.score, event, match.reason
    return best[1:] if best else None


def _find_copies(execute: Execute, key: str, document: Document) -> frozenset[str]:
    """Record the document's sketch; the keys of the documents that it is a copy of."""
    (number,) = execute("SELECT number FROM documents WHERE key = ?", (key,)).fetchone()
    own, shared = copies.sketch(document), dict[int, int]()
    for value in own:
        rows = execute("SELECT number FROM shingles WHERE hash = ? LIMIT ?", (value, COMMON)).fetchall()
        if len(rows) == COMMON:
            continue
        for (other,) in rows:
            shared[other] = shared.get(other, 0) + 1
        execute("INSERT OR IGNORE INTO shingles VALUES (?,?)", (value, number))
    found = set()
    for other, count in shared.items():
        if other == number or count < copies.FEWEST:
            continue
        (size,) = execute("SELECT count(*) FROM shingles WHERE number = ?", (other,)).fetchone()
        likeness = copies.share(count, len(own), size)
        if likeness >= copies.SAME:
            (original,) = execute("SELECT key FROM documents WHERE number = ?", (other,)).fetchone()
            execute("INSERT OR REPLACE INTO copies VALUES (?,?,?)", (key, original, round(min(likeness, 1.0), 3)))
            found.add(original)
    return frozenset(found)


def _corrected(execute: Execute, report: str, made: str) -> str:
    """The event of a report after corrections: its own, if it was split off, followed through what was joined."""
    moved = _last(execute, report, "event")
    event, seen = moved or made, set[str]()
    while event not in seen:
        seen.add(event)
        event = _last(execute, event, "joined") or event
    return event


def _last(execute: Execute, record: str, field: str) -> str | None:
    row = execute(
        "SELECT value FROM corrections WHERE record = ? AND field = ? ORDER BY number DESC LIMIT 1", (record, field)
    ).fetchone()
    return row[0] if row else None


def correct(execute: Execute, entry: tuple[str, str, str | None, str, str, str | None]) -> int:
    """Append a correction (record, field, value, who, made, why); how many reports followed it to another event."""
    record, field = entry[0], entry[1]
    key, _, report = record.partition(":")
    there = {record, _corrected(execute, "", record)} if field == "joined" else set[str]()
    execute("INSERT INTO corrections (record, field, value, who, made, why) VALUES (?,?,?,?,?,?)", entry)
    marks = ",".join("?" * len(there))
    rows = execute(
        f"SELECT key, id, made, event FROM reports WHERE (key = ? AND id = ?) OR event IN ({marks})",
        (key, report, *there),
    ).fetchall()
    moved = 0
    for key, report, made, event in rows:
        now = _corrected(execute, f"{key}:{report}", made)
        if now != event:
            execute("UPDATE reports SET event = ? WHERE key = ? AND id = ?", (now, key, report))
            moved += 1
    return moved
