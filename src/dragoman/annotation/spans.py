"""Looking up what lies at a place of a text, without walking through all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from dragoman.records import Span

T = TypeVar("T")


class Spans(Generic[T]):
    """Things with a place in a text, to be found by place."""

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        self.items = sorted(items, key=lambda item: item[:2])
        self.starts = [start for start, _, _ in self.items]
        self.longest = max((end - start for start, end, _ in self.items), default=0)

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """What shares a character with text[start:end], in order."""
        for n in range(bisect_left(self.starts, start - self.longest), len(self.items)):
            item = self.items[n]
            if item[0] >= end:
                return
            if item[1] > start:
                yield item

    def inside(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """What lies wholly in text[start:end], in order."""
        return (item for item in self.touching(start, end) if item[0] >= start and item[1] <= end)


def number_at(spans: Sequence[Span], at: int) -> int | None:
    """The number of the span, of spans in order, that holds an offset; None where none does."""
    n = bisect_right(spans, (at, 1 << 60)) - 1
    return n if n >= 0 and spans[n][0] <= at < spans[n][1] else None
