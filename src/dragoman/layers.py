"""The layers that judges and users call one by one: `relate` a marked pair, `resolve` a phrase."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.actors import Registry
from dragoman.annotation.pairs import render
from dragoman.annotation.relations import Reading
from dragoman.coders import coder_named
from dragoman.dates import parse_partial
from dragoman.errors import MalformedRecord, UnreadableInput
from dragoman.records import Span

BATCH = 256


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


def read_lines(path: str) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Lines of a file (or standard input, `-`) with where they stand; failures are for the caller to tell."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as problem:
        raise UnreadableInput(f"{path}: cannot be read ({problem.strerror})") from problem
    lines = [(f"{path}:{n}", line) for n, line in enumerate(data.splitlines(), 1) if line.strip()]
    return lines, []


def relate(lines: Iterable[tuple[str, bytes]], coder: str = "model") -> Iterator[dict[str, Any] | MalformedRecord]:
    """For each line the type, mode and status of the act between its two parties, in order."""
    reader, waiting = coder_named(coder), list[tuple[str, Any, str] | MalformedRecord]()
    for where, line in lines:
        try:
            marked = msgspec.json.decode(line, type=Marked)
            rendered = render(marked.text, (0, len(marked.text)), _spans(marked.actor), _spans(marked.recipient))
            waiting.append((where, marked.id, rendered))
        except (msgspec.DecodeError, TypeError, ValueError) as problem:
            waiting.append(MalformedRecord(f'{where}: no {{"id", "text", "actor", "recipient"}} ({problem})'))
        if len(waiting) >= BATCH:
            yield from _answers(reader, waiting)
            waiting = []
    yield from _answers(reader, waiting)


def _answers(reader: Any, waiting: list[Any]) -> Iterator[dict[str, Any] | MalformedRecord]:
    readings = iter(reader.relate([w[2] for w in waiting if isinstance(w, tuple)]))
    for item in waiting:
        yield item if isinstance(item, MalformedRecord) else relation_record(item[1], next(readings))


def relation_record(name: Any, reading: Reading) -> dict[str, Any]:
    """A reading in the shape that `relate` prints."""
    return {"id": name, "type": reading.type, "mode": reading.mode, "status": reading.status,
            "probability": round(reading.probability, 4),
            "probabilities": {label: round(p, 4) for label, p in reading.probabilities.items()}}


def _spans(value: Any) -> list[Span]:
    if not value:
        return []
    listed = [value] if isinstance(value[0], int) else value
    return [(int(s), int(e)) for s, e in listed]


def resolve(lines: Iterable[tuple[str, bytes]]) -> Iterator[dict[str, Any] | MalformedRecord]:
    """For each line who the phrase means; code null where it is no actor."""
    registry = Registry.load()
    for where, line in lines:
        try:
            phrase = msgspec.json.decode(line, type=Phrase)
        except msgspec.DecodeError as problem:
            yield MalformedRecord(f'{where}: no {{"id", "text", "on", "country"}} ({problem})')
            continue
        window = parse_partial(phrase.on) if phrase.on else None
        found = registry.candidates(phrase.text, window.start if window else None, phrase.country)
        best = found[0] if found else None
        yield {"id": phrase.id, "code": best.code if best else None, "country": best.country if best else None,
               "sector": best.sector if best else None, "sectors": list(best.sectors) if best else [],
               "name": best.name if best else None, "confidence": best.confidence if best else 0.0}
