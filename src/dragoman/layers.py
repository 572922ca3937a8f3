"""The layers that judges and users call one by one: `relate` a marked pair, `resolve` a phrase."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dragoman.actors import Registry
from dragoman.annotation.pairs import render
from dragoman.annotation.relations import Reading
from dragoman.coders import Coder, coder_named
from dragoman.dates import parse_partial
from dragoman.errors import MalformedRecord, UnreadableInput
from dragoman.records import Span

T = TypeVar("T")
BATCH = 256
Line = tuple[str, Any]
"""Where a record stands, for messages, and the record: bytes of JSON, or what JSON would give."""


class Marked(msgspec.Struct, frozen=True):
    """A text with a pair of parties marked in it. Spans may be one [start, end] or a list of them."""

    text: str
    actor: Any
    recipient: Any = None
    id: Any = None


class Phrase(msgspec.Struct, frozen=True):
    """A phrase for an actor, with the day and the country that help to tell who it is."""

    text: str
    on: str | None = None
    country: str | None = None
    id: Any = None


def read_lines(path: str) -> list[Line]:
    """Lines of a file (or standard input, `-`) with where they stand. Raises UnreadableInput."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as problem:
        raise UnreadableInput(f"{path}: cannot be read: {problem.strerror}") from problem
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [(f"{path}:{n}", line) for n, line in enumerate(lines, 1) if line.strip()]


def relate(lines: Iterable[Line], coder: str = "model") -> Iterator[dict[str, Any] | MalformedRecord]:
    """For each line the type, mode and status of the act between its two parties, in order."""
    reader, waiting = coder_named(coder), iter(lines)
    while batch := list(islice(waiting, BATCH)):
        yield from _answers(reader, [_rendered(*line) for line in batch])


def _rendered(where: str, record: Any) -> tuple[Any, str] | MalformedRecord:
    try:
        marked = _read(record, Marked)
        end = len(marked.text)
        return marked.id, render(marked.text, (0, end), _spans(marked.actor, end), _spans(marked.recipient, end))
    except (ValueError, TypeError, RecursionError) as problem:
        return MalformedRecord(f'{where}: not {{"id", "text", "actor": [s,e], "recipient": [s,e]}}: {problem}')


def _answers(
    reader: Coder, waiting: list[tuple[Any, str] | MalformedRecord]
) -> Iterator[dict[str, Any] | MalformedRecord]:
    readings = iter(reader.relate([item[1] for item in waiting if isinstance(item, tuple)]))
    for item in waiting:
        yield item if isinstance(item, MalformedRecord) else relation_record(item[0], next(readings))


def relation_record(name: Any, reading: Reading) -> dict[str, Any]:
    """A reading in the shape that `relate` prints."""
    rounded = {label: round(p, 4) for label, p in reading.probabilities.items()}
    return {"id": name, "type": reading.type, "mode": reading.mode, "status": reading.status,
            "probability": round(reading.probability, 4), "probabilities": rounded}  # fmt: skip


def _spans(value: Any, length: int) -> list[Span]:
    if not value:
        return []
    spans = [(int(s), int(e)) for s, e in ([value] if isinstance(value[0], int) else value)]
    for start, end in spans:
        if not 0 <= start < end <= length:
            raise ValueError(f"the span [{start}, {end}] is not within the text's {length} characters")
    return spans


def resolve(lines: Iterable[Line]) -> Iterator[dict[str, Any] | MalformedRecord]:
    """For each line who the phrase means; code null where it is no actor."""
    registry = Registry.load()
    for where, record in lines:
        try:
            yield _resolved(_read(record, Phrase), registry)
        except (ValueError, TypeError, RecursionError) as problem:
            yield MalformedRecord(f'{where}: not {{"id", "text", "on", "country"}}: {problem}')


def _resolved(phrase: Phrase, registry: Registry) -> dict[str, Any]:
    window = parse_partial(phrase.on) if phrase.on else None
    if phrase.on and window is None:
        raise ValueError(f"`on` is no ISO day, month or year: {phrase.on!r}")
    found = registry.candidates(phrase.text, window.start if window else None, phrase.country)
    if not found:
        return {
            "id": phrase.id,
            "code": None,
            "country": None,
            "sector": None,
            "sectors": [],
            "name": None,
            "confidence": 0.0,
        }
    best = found[0]
    return {"id": phrase.id, "code": best.code, "country": best.country, "sector": best.sector,
            "sectors": list(best.sectors), "name": best.name, "confidence": best.confidence}  # fmt: skip


def _read(record: Any, kind: type[T]) -> T:
    return msgspec.json.decode(record, type=kind) if isinstance(record, bytes) else msgspec.convert(record, kind)
