"""People's corrections of records: right, wrong, another type, another status. Appended, signed, never overwritten.

They stand in the ledger's table of corrections beside those of merging. A correction names its record by document,
id and place (`key:id@start-end~parties`), so that it finds it again when the document is coded again and the id has
changed. `lay_over` puts them over the machine's records for one connection: every question, count and filter of that
connection then answers from the corrected records, and what the machine found stays as it is in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from dragoman.errors import InputError, NotOnRecord
from dragoman.ontology import Ontology
from dragoman.records import Event
from dragoman.store.ledger import Ledger

FIELDS = ("verdict", "type", "status", "queue")
VERDICTS = ("right", "wrong", "edited")
_NAME = re.compile(r"(?P<key>[0-9a-f]+):(?P<id>[^@]*)@(?P<start>\d+)-(?P<end>\d+)~(?P<codes>.*)", re.S)
_TABLE = """CREATE TEMP TABLE amended (
    key TEXT NOT NULL, id TEXT NOT NULL, verdict TEXT, type TEXT NOT NULL, status TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (key, id)) WITHOUT ROWID"""
_VIEW = """CREATE TEMP VIEW events AS
    SELECT e.key, e.id, coalesce(a.type, e.type) AS type, coalesce(a.status, e.status) AS status, e.start, e.stop,
    e.country, e.at, e.confidence, coalesce(a.json, e.json) AS json
    FROM main.events e LEFT JOIN temp.amended a ON a.key = e.key AND a.id = e.id
    WHERE a.verdict IS NULL OR a.verdict <> 'wrong'"""
_event = msgspec.json.Decoder(Event)


class Correction(msgspec.Struct, frozen=True):
    """One row of the log."""

    number: int
    record: str
    field: str
    value: str | None
    who: str
    made: str
    why: str | None


class Standing(msgspec.Struct, frozen=True):
    """What people have decided of a record, and the record as it stands then."""

    machine: Event
    record: Event
    verdict: str | None = None
    """right, wrong, edited; None: nobody has looked."""


def name_of(key: str, event: Event) -> str:
    """The name under which a document's record is corrected."""
    return f"{key}:{event.id}@{event.evidence.start}-{event.evidence.end}~{_codes(event)}"


def _codes(event: Event) -> str:
    return ",".join(sorted({p.code for p in (*event.actor, *event.recipient)}))


def log(ledger: Ledger, record: str | None = None, most: int = 100_000) -> list[Correction]:
    """The corrections made at the desk, newest first; of one record, where it is named."""
    marks = ",".join("?" * len(FIELDS))
    where, values = (" AND record = ?", [record]) if record else ("", [])
    sql = f"SELECT number, record, field, value, who, made, why FROM corrections WHERE field IN ({marks}){where}"
    return [Correction(*row) for row in ledger.rows(f"{sql} ORDER BY number DESC LIMIT ?", [*FIELDS, *values, most])]


def decided(ledger: Ledger) -> dict[str, dict[str, str]]:
    """What stands of each corrected record, by its name: the last value of each field, where it is not taken back."""
    found: dict[str, dict[str, str]] = {}
    for row in reversed(log(ledger)):
        fields = found.setdefault(row.record, {})
        fields.pop(row.field, None)
        if row.value is not None:
            fields[row.field] = row.value
    return {name: fields for name, fields in found.items() if fields}


def standings(key: str, events: Sequence[Event], decisions: Mapping[str, Mapping[str, str]]) -> list[Standing]:
    """Each event of a document as it stands after the decisions."""
    by_event: dict[str, Mapping[str, str]] = {}
    for name, fields in decisions.items():
        event = _meant(name, key, events)
        if event is not None:
            by_event[event.id] = fields
    return [_stands(event, by_event.get(event.id, {})) for event in events]


def _meant(name: str, key: str, events: Sequence[Event]) -> Event | None:
    """The event that a correction names: by its id, else the only one of those parties on those words."""
    found = _NAME.fullmatch(name)
    if found is None or found["key"] != key:
        return None
    for event in events:
        if event.id == found["id"]:
            return event
    place = (int(found["start"]), int(found["end"]), found["codes"])
    there = [e for e in events if (e.evidence.start, e.evidence.end, _codes(e)) == place]
    return there[0] if len(there) == 1 else None


def _stands(event: Event, fields: Mapping[str, str]) -> Standing:
    record, ontology = event, Ontology.load()
    name = fields.get("type", event.type)
    if name != event.type:
        mode = event.mode if event.mode in ontology.modes(name) else None
        record = msgspec.structs.replace(record, type=name, act=name, mode=mode)
    status = fields.get("status", event.status)
    if status != event.status:
        record = msgspec.structs.replace(record, status=status)
    return Standing(event, record, fields.get("verdict"))


def lay_over(ledger: Ledger) -> None:
    """Put the corrections over the records for this connection. It must not write records afterwards."""
    by_key: dict[str, dict[str, dict[str, str]]] = {}
    for name, fields in decided(ledger).items():
        by_key.setdefault(name.partition(":")[0], {})[name] = fields
    rows = [row for key, decisions in by_key.items() for row in _rows(ledger, key, decisions)]
    if not rows:
        return
    ledger.rows(_TABLE)
    for row in rows:
        ledger.rows("INSERT INTO temp.amended VALUES (?,?,?,?,?,?)", row)
    ledger.rows(_VIEW)


def _rows(ledger: Ledger, key: str, decisions: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[Any, ...]]:
    events = [_event.decode(row[0]) for row in ledger.rows("SELECT json FROM main.events WHERE key = ?", (key,))]
    for found in standings(key, events, decisions):
        if found.verdict or found.record != found.machine:
            e = found.record
            yield key, e.id, found.verdict, e.type, e.status, msgspec.json.encode(e).decode()


def decide(ledger: Ledger, record: str, fields: Mapping[str, str], who: str, why: str | None) -> list[int]:
    """Append a decision on a record: the numbers of its rows. Raises NotOnRecord, InputError, StoreError."""
    found = _NAME.fullmatch(record)
    known = found and ledger.rows("SELECT 1 FROM main.events WHERE key = ? AND id = ?", (found["key"], found["id"]))
    if not known:
        raise NotOnRecord(f"{record[:60]}: no such record; it may have been coded again since: open Review again")
    ontology = Ontology.load()
    allowed = {"verdict": VERDICTS, "type": tuple(ontology.types), "status": tuple(ontology.statuses),
               "queue": ("audit",)}  # fmt: skip
    for field, value in fields.items():
        if value not in allowed.get(field, ()):
            raise InputError(f"{field} {value[:40]!r}: there is {', '.join(allowed.get(field, ())) or 'no such field'}")
    return [_append(ledger, record, field, value, who, why) for field, value in fields.items()]


def undo(ledger: Ledger, numbers: Sequence[int], who: str) -> str:
    """Take rows of the log back by appending what stood before each; the record's name. Raises NotOnRecord."""
    record = ""
    for number in numbers:
        rows = ledger.rows("SELECT record, field FROM corrections WHERE number = ?", (number,))
        if not rows or rows[0][1] not in FIELDS:
            raise NotOnRecord(f"no correction {number} of the desk on record")
        record, field = rows[0]
        sql = "SELECT value FROM corrections WHERE record = ? AND field = ? AND number < ? ORDER BY number DESC LIMIT 1"
        before = ledger.rows(sql, (record, field, number))
        _append(ledger, record, field, before[0][0] if before else None, who, f"takes back {number}")
    return record


def _append(ledger: Ledger, record: str, field: str, value: str | None, who: str, why: str | None) -> int:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    sql = "INSERT INTO corrections (record, field, value, who, made, why) VALUES (?,?,?,?,?,?) RETURNING number"
    return int(ledger.rows(sql, (record, field, value, who, made, why))[0][0])
