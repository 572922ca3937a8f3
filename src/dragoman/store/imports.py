"""Imported rows in the ledger: under their source's name, each address once, never merged with one's own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from dragoman import merge
from dragoman.records import Event

Execute = Callable[..., Any]
_encode = msgspec.json.Encoder().encode


class Imported(msgspec.Struct, frozen=True):
    """A row of another data set: an event, and the page that it names."""

    document: str
    url: str | None
    outlet: str | None
    published: date | None
    event: Event


def insert(execute: Execute, source: str, rows: Iterable[Imported], now: str) -> int:
    """Record the rows; how many were new."""
    new = 0
    for row in rows:
        key = sha256(f"{source}\x1f{row.document}".encode("utf-8", "replace")).hexdigest()[:32]
        day = row.published and row.published.isoformat()
        execute(
            f"INSERT OR IGNORE INTO documents VALUES (NULL{',?' * 17})",
            (key, row.document[:200], key, None, row.url, row.outlet, None, "", day, day, f"{source} import", "", "{}",
             "{}", _VERSIONS, now, source),
        )  # fmt: skip
        e = row.event
        added = execute(
            "INSERT OR IGNORE INTO events VALUES (?,?,?,?,?,?,?,?,?,?)",
            (key, e.id, e.type, e.status, e.date and e.date.start.isoformat(), e.date and e.date.end.isoformat(),
             e.place and e.place.country, 0, e.confidence, _encode(e).decode()),
        ).rowcount  # fmt: skip
        if added:
            new += 1
            event = merge.event_id(key, e.id)
            execute("INSERT INTO reports VALUES (?,?,?,?,?)", (key, e.id, event, event, f"a row of {source}"))
            for role, side in (("actor", e.actor), ("recipient", e.recipient)):
                for p in side:
                    values = (key, e.id, role, p.code, p.country or "")
                    execute("INSERT OR IGNORE INTO parties VALUES (?,?,?,?,?)", values)
    return new


_VERSIONS = '{"shown":"0"}'
