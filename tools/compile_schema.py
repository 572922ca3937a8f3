"""JSON Schema of what `dragoman code --format jsonl` prints, made from the records: docs/records.schema.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from dragoman.records import Coded

TARGET = Path(__file__).resolve().parent.parent / "docs" / "records.schema.json"
TITLE = "A line of `dragoman code --format jsonl`"
LEFT_OUT = {"Person": ("mentions",)}
"""Fields of the records that `code` does not print."""


def compiled() -> str:
    """The schema as text."""
    (top,), parts = msgspec.json.schema_components((Coded,), ref_template="#/$defs/{name}")
    for name, fields in LEFT_OUT.items():
        for field in fields:
            del parts[name]["properties"][field]
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": TITLE, **top}
    return json.dumps({**schema, "$defs": dict(sorted(parts.items()))}, indent=1, ensure_ascii=False) + "\n"
