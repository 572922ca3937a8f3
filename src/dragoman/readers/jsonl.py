"""A line of JSON Lines: `{"id", "title", "text", "published", "url"}`, all but text optional; the text is
canonical as given.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from dragoman.dates import Window
from dragoman.errors import EmptyInput, MalformedRecord
from dragoman.readers.published import given_date
from dragoman.readers.text import document_from_text
from dragoman.records import Document, Page

_SURROGATE = re.compile("[\ud800-\udfff]")


class Record(msgspec.Struct):
    """The fields that are read; others are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | int | Given | None = None
    url: str | None = None
    language: str | None = None


class Given(msgspec.Struct):
    """A publication window as this package prints it."""

    start: str
    end: str


def read(page: Page) -> Document:
    """The document of one line."""
    record = _record(page)
    text = _SURROGATE.sub("\ufffd", record.text)
    return document_from_text(
        text,
        id=page.id,
        title=record.title or None,
        url=record.url or None,
        published=_given(record, page.origin),
        declared=record.language,
        origin=page.origin,
    )


def identifier(line: bytes) -> str | None:
    """The `id` of a line, if it has one that can be read."""
    try:
        found = msgspec.convert(_object(line), _Id).id
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return None if found is None else str(found)


class _Id(msgspec.Struct):
    id: str | int | None = None


def _object(line: bytes) -> Any:
    """The value of a line; the strict parser of the standard library serves where the fast one refuses a lone
    surrogate.
    """
    line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json.loads(line)


def _record(page: Page) -> Record:
    try:
        return msgspec.convert(_object(page.data), Record)
    except msgspec.ValidationError as error:
        reason = "lacks `text`" if "missing required field `text`" in str(error) else f"is not a document: {error}"
    except (ValueError, RecursionError) as error:
        reason = f"is not JSON: {str(error)[:120]}"
    if not page.data.strip():
        raise EmptyInput(f"{page.origin}: empty line")
    raise MalformedRecord(f"{page.origin}: the line {reason}")


def _given(record: Record, origin: str) -> Window | None:
    value = record.published
    if value is None or value == "":
        return None
    if isinstance(value, Given):
        first, last = given_date(value.start), given_date(value.end)
        if first and last and first.start <= last.end:
            return first if first == last else Window(first.start, last.end, "window", "given")
    elif found := given_date(str(value)):
        return found
    raise MalformedRecord(f"{origin}: `published` is no day, month or timestamp: {str(value)[:60]!r}")
