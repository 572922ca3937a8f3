"""Windows of days with a precision and how they are known. Nothing here invents a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

import msgspec

Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade", "window"]
Basis = Literal["stated", "address", "relative", "document", "inferred", "given"]
"""stated: the words give it; address: in the page's URL; relative: resolved against the publication day;
document: taken from the document's own day; inferred: from what the text shows; given: handed in by the user."""


class Window(msgspec.Struct, frozen=True):
    """The days, first and last inclusive, in which something lies."""

    start: date
    end: date
    precision: Precision = "day"
    basis: Basis = "stated"

    def overlaps(self, other: Window) -> bool:
        """Whether any day is in both."""
        return self.start <= other.end and other.start <= self.end

    @property
    def days(self) -> int:
        """How many days it spans, at least 1."""
        return (self.end - self.start).days + 1

    def label(self) -> str:
        """As a reader would write it: 2022-06-29, 2022-06, 2022 or 2022-06-26 to 2022-06-29."""
        if self.start == self.end:
            return self.start.isoformat()
        if self.precision == "month" and self.start.day == 1:
            return self.start.isoformat()[:7]
        if self.precision == "year" and (self.start.month, self.start.day) == (1, 1):
            return self.start.isoformat()[:4]
        return f"{self.start.isoformat()} to {self.end.isoformat()}"


def day(value: date, basis: Basis = "stated") -> Window:
    """The window of one day."""
    return Window(value, value, "day", basis)


def month(year: int, number: int, basis: Basis = "stated") -> Window:
    """The window of one month."""
    return Window(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month", basis)


def year(number: int, basis: Basis = "stated") -> Window:
    """The window of one year."""
    return Window(date(number, 1, 1), date(number, 12, 31), "year", basis)


def parse_partial(text: str, basis: Basis = "given") -> Window | None:
    """The window that an ISO day, month, year or timestamp names (`2022-06-29`, `2022-06`, `2022`); else None."""
    head = text.strip()[:10]
    parts = head.split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(parts) >= 3:
            return day(date(numbers[0], numbers[1], numbers[2]), basis)
        if len(parts) == 2:
            return month(numbers[0], numbers[1], basis)
        return year(numbers[0], basis) if len(parts[0]) == 4 else None
    except (ValueError, IndexError):
        return None


def shift(value: date, days: int) -> date:
    """`value` moved by days, kept inside the calendar."""
    try:
        return value + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max
