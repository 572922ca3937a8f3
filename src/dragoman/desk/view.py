"""What a page shows, before it is HTML, JSON or CSV: the three are written from the same view."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

_RISKY = ("=", "+", "-", "@", "\t", "\r")


class View(msgspec.Struct, frozen=True):
    """One page: its template with what that needs, and its twins."""

    template: str
    title: str
    values: Mapping[str, Any]
    """What the template needs."""
    record: Any
    """The JSON twin."""
    columns: Sequence[str] = ()
    rows: Iterable[Mapping[str, Any]] = ()
    """The CSV twin."""


def as_json(record: Any) -> bytes:
    """The JSON twin, for machines and for eyes."""
    return msgspec.json.format(msgspec.json.encode(record, enc_hook=dict), indent=1)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The CSV twin: UTF-8 with a mark at its head, so that spreadsheets read it; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    """A spreadsheet runs text that begins like a formula; an apostrophe before it stops that (OWASP, CSV injection)."""
    if isinstance(value, str) and value.startswith(_RISKY):
        return "'" + value
    return "" if value is None else value
