"""What a reading of a time may use: the words it matched, the day of writing, and where the story is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from dragoman.annotation import calendar_rules as rules
from dragoman.annotation.times_words import TIMED, UNITS, Token
from dragoman.dates import Basis, Window, day
from dragoman.tense import direction

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Reading = tuple[Kind, str, Window | None]
STORY = {"following", "previous", "preceding", "subsequent", "latest"}
"""Words that count from the day the story is at, not from the day of writing."""


FAR = 4
"""Sentences for which a report stays with the quarter that it named."""
_WIDEST = {"D": 31, "N": 31, "WE": 31, "W": 62, "F": 62, "M": 183, "Q": 183}
"""The widest window of writing, in days, from which a unit can still be counted."""


class Scene(msgspec.Struct):
    """What a reading may use: the text, the day of writing, and the last day that the story named."""

    text: str
    published: Window | None
    sentence: tuple[int, int] = (0, 0)
    last: Window | None = None
    last_sentence: int = -1
    number: int = 0
    quarter: Window | None = None
    """The last quarter that the story named, in whose terms a report on earnings counts."""
    quarter_sentence: int = -1

    def year_before(self, run: list[Token]) -> tuple[str, Window] | None:
        """The quarter a year before the one the report is about, for `from $10 million a year ago`."""
        if self.quarter is None or self.number - self.quarter_sentence > FAR or run[0].start <= self.sentence[0]:
            return None
        first = self.quarter.start
        found = rules.unit_window(first, "Q", -4, self.quarter.basis)
        return (rules.value_of(found, "Q"), found) if found else None

    def tense(self, run: list[Token]) -> int:
        """Whether the words around tell it as past (-1) or to come (1)."""
        return direction(self.text, run[0].start, run[-1].end, self.sentence)

    def relative(self, make: Callable[[date], Window | None], unit: str) -> tuple[str, Window | None]:
        """Value and window counted from the day of writing; from both ends of it where it is a window."""
        if self.published is None or self.published.days > _WIDEST.get(unit, 366):
            return unknown(unit), None
        return hull(make(self.published.start), make(self.published.end), unit)

    def from_story(self, make: Callable[[date], Window | None], unit: str) -> tuple[str, Window | None]:
        """The same, counted from the last day that the story named, else from the day of writing."""
        if self.last is None or self.last.days > 31:
            return self.relative(make, unit)
        return hull(make(self.last.start), make(self.last.end), unit)


def unknown(unit: str) -> str:
    """The value of a unit of which nothing is known."""
    known = {"W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "D": "XXXX-XX-XX", "N": "XXXX-XX-XX"}
    return known.get(unit, "XXXX")


def hull(first: Window | None, last: Window | None, unit: str) -> tuple[str, Window | None]:
    """Value and window from the first to the last of two windows; what they do not share of the value is masked."""
    if first is None or last is None:
        return unknown(unit), None
    value = rules.value_of(first, unit)
    if first == last:
        return value, first
    other = rules.value_of(last, unit)
    same = next((n for n, (a, b) in enumerate(zip(value, other, strict=False)) if a != b), len(value))
    masked = value[:same] + re.sub(r"\d", "X", value[same:])
    return masked, Window(first.start, last.end, "window", first.basis)


def first_of(run: list[Token], letters: str) -> Token | None:
    """The first token of one of the classes."""
    return next((t for t in run if t.letter in letters), None)


def counted(run: list[Token]) -> float | None:
    """The number that a run writes: `24`, `twenty four`, `two hundred`, `a`, `a couple of`; None for `several`."""
    total: float | None = None
    for token in run:
        lower = token.word.lower()
        if token.letter == "r":
            break
        if lower in {"hundred", "thousand"}:
            total = (total or 1) * (100 if lower == "hundred" else 1000)
        elif token.letter in "ndYo" and token.number is not None and not (token.letter == "o" and total is None):
            total = token.number if total is None else total + token.number
        elif lower == "couple":
            return 2
        elif lower in {"dozen"}:
            total = (total or 1) * 12
        elif token.letter == "q":
            return None
        elif token.letter == "a" and total is None:
            total = 1
    return total


def unit_code(token: Token) -> str:
    """The TIMEX3 letter of a unit word."""
    return UNITS[token.word.lower()]


def length(count: float | None, token: Token) -> str:
    """The TIMEX3 value of a length: `P3D`, `PT4H`, `PXY`."""
    unit, timed = unit_code(token), token.word.lower() in TIMED
    if count is None and unit in {"E", "C"}:
        return f"PX{unit}"
    if count == 24 and unit == "H":
        return "P1D"
    factor, letter = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "F": (2, "W"), "N": (1, "D")}.get(unit, (1, unit))
    number = "X" if count is None else f"{count * factor:g}"
    return f"P{'T' if timed else ''}{number}{letter}"


def valid(y: float | None, m: float | None, d: float | None, basis: Basis = "stated") -> Window | None:
    """The window of a day, or None where the calendar has no such day."""
    try:
        return day(date(int(y or 0), int(m or 0), int(d or 0)), basis)
    except ValueError:
        return None


def shifted(mark: Token, unit: Token, scene: Scene) -> tuple[str, Window | None]:
    """`last week`, `this year`, `next month`, `that day`, `the following month`."""
    code, word = unit_code(unit), mark.word.lower()
    count = {"L": -1, "X": 1}.get(mark.letter, 0)
    if word == "latest":
        count = -1 if code == "Q" else 0
    story = word in STORY or mark.letter == "z" or (code == "D" and mark.letter in "LX")
    where = scene.from_story if story else scene.relative
    if mark.letter == "z" and scene.last is not None and code in {"Y", "M"}:
        anchor = scene.last
        return hull(rules.unit_window(anchor.start, code, 0), rules.unit_window(anchor.end, code, 0), code)
    return where(lambda d: rules.unit_window(d, code, count), code)
