"""Marks over a text, cut where they begin and end, so that overlapping ones can be written as elements that do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from dragoman.records import Span


class Mark(msgspec.Struct, frozen=True):
    """Characters of a text that carry something; `key` names the record they are evidence of, where there is one."""

    start: int
    end: int
    kind: str
    key: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A run of characters under the same marks."""

    start: int
    end: int
    kinds: tuple[str, ...]
    keys: tuple[str, ...]


def pieces(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """text[start:end] as runs in order: nothing left out, nothing twice."""
    inside = [m for m in marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    for a, b in pairwise(cuts):
        over = [m for m in inside if m.start <= a and m.end >= b]
        kinds = dict.fromkeys(word for m in over for word in m.kind.split())
        yield Piece(a, b, tuple(_one_side(kinds)), tuple(dict.fromkeys(m.key for m in over if m.key)))


def _one_side(kinds: dict[str, None]) -> Iterator[str]:
    """Where events of both sides stand on the same words, the colour is the first one's."""
    sides = [kind for kind in kinds if kind in ("good", "bad")]
    return (kind for kind in kinds if kind not in sides[1:])


def field_spans(value: Any) -> list[Span]:
    """The spans of an evidence field, which is one [start, end] or a list of them."""
    if not value:
        return []
    listed = [value] if isinstance(value[0], int) else value
    return [(int(start), int(end)) for start, end in listed]
