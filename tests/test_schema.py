"""The committed JSON Schema is that of the records, and what is printed keeps to it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.records import Coded, Document
from dragoman.views import wire

ROOT = Path(__file__).resolve().parent.parent
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "records.schema.json").read_text("utf-8"))


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """As much of JSON Schema as ours uses."""
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].split("/")[-1]])
    if "anyOf" in schema:
        return any(fits(value, choice) for choice in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": (int, float),
             "integer": int, "null": type(None),
             "boolean": bool}  # fmt: skip
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return False
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        needed = set(schema.get("required", ())) <= set(value)
        rest = [v for k, v in value.items() if k not in known]
        allowed = not rest or more is True or (isinstance(more, dict) and all(fits(v, more) for v in rest))
        return needed and allowed and all(fits(v, known[k]) for k, v in value.items() if k in known)
    if isinstance(value, list):
        items = schema.get("items", True)
        return items in (True, False) or all(fits(v, items) for v in value)
    return True


def test_the_committed_schema_is_that_of_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import compile_schema

    assert compile_schema.TARGET.read_text("utf-8") == compile_schema.compiled()
    sys.modules.pop("compile_schema")


def test_what_is_printed_keeps_to_the_schema(japan: tuple[Document, Coded]) -> None:
    for line in (
        wire.line(japan[1]),
        wire.line(japan[1], "text"),
        wire.line(Coded("a", None, None, None, "fr", note="x")),
    ):
        record = json.loads(line)
        assert fits(record, SCHEMA)
        assert set(record) <= set(SCHEMA["$defs"]["Coded"]["properties"])
    assert not fits({**record, "events": [{"id": 1}]}, SCHEMA)


def test_the_page_on_records_names_every_field() -> None:
    page = (ROOT / "docs" / "records.md").read_text("utf-8")
    for name in ("Coded", "Event", "Statement", "Fact", "Person", "Party", "Evidence", "EventPlace", "Window"):
        for field in SCHEMA["$defs"][name]["properties"]:
            assert re.search(rf"[`\"]{field}[`\"]", page), f"docs/records.md does not name `{field}` of {name}"
