"""Looking up what lies at a place of a text, without walking through all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from dragoman.records import Span


class Starts(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...


T = TypeVar("T")
S = TypeVar("S", bound=Starts)


class Spans(Generic[T]):
    """Things with a place in a text, to be found by place."""

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        self.items = sorted(items, key=lambda item: item[:2])
        self.starts = [start for start, _, _ in self.items]
        self.reach = list(accumulate((end for _, end, _ in self.items), max))

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """What shares a character with text[start:end], in order."""
        for n in range(bisect_right(self.reach, start), len(self.items)):
            item = self.items[n]
            if item[0] >= end:
                return
            if item[1] > start:
                yield item

    def inside(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """What lies wholly in text[start:end], in order."""
        return (item for item in self.touching(start, end) if item[0] >= start and item[1] <= end)


def starting(things: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Of things in order of their start, those that start in text[start:end]."""
    return things[bisect_left(things, start, key=_start) : bisect_left(things, end, key=_start)]


def _start(thing: Starts) -> int:
    return thing.start


def number_at(spans: Sequence[Span], at: int) -> int | None:
    """The number of the span, of spans in order, that holds an offset; None where none does."""
    n = bisect_right(spans, (at, 1 << 60)) - 1
    return n if n >= 0 and spans[n][0] <= at < spans[n][1] else None
