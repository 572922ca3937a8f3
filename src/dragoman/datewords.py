"""The words in which English names days: months, weekdays, numbers, and dates that stand written in full.

Readers use it to find the day of a page, annotation to find every time expression; so it stands below both.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import msgspec

from dragoman.dates import Basis, Window, day, month, year

MONTH_NAMES = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

MONTHS: dict[str, int] = {name: n for n, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: n for n, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}

WEEKDAYS: dict[str, int] = {name: n for n, name in enumerate(WEEKDAY_NAMES)}
WEEKDAYS |= {name[:3]: n for n, name in enumerate(WEEKDAY_NAMES)}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}

UNITS_WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS_NAMES = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
TENS_WORDS = dict(zip(TENS_NAMES, range(20, 100, 10), strict=True))
NUMBERS: dict[str, int] = {name: n for n, name in enumerate(UNITS_WORDS)} | TENS_WORDS

ORDINAL_WORDS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
]  # fmt: skip
ORDINALS: dict[str, int] = {name: n for n, name in enumerate(ORDINAL_WORDS, 1)}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])"
)
_MONTH_CAPS = "|".join(name.upper() for name in MONTH_NAMES)
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day|\.)?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
_YEAR = r"(?:1[6-9]|20)[0-9]{2}(?![0-9])"
_GAP = r"[ \t\u00a0]{0,2}"
_TO = rf"{_GAP}(?:-|–|—|to|and|until|through){_GAP}"


class NamedDate(msgspec.Struct, frozen=True):
    """A date as the text writes it; what it does not write is None."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    """Month of the last day, for a range of days."""
    last_day: int | None = None
    weekday: int | None = None

    def window(self, basis: Basis = "stated", in_year: int | None = None) -> Window | None:
        """The days meant; `in_year` stands in for a year that is not written. None where the calendar has no such
        day.
        """
        number = self.year or in_year
        if number is None:
            return None
        try:
            if self.month is None:
                return year(number, basis)
            if self.day is None:
                return month(number, self.month, basis)
            first = date(number, self.month, self.day)
            if self.last_day is None:
                return day(first, basis)
            last = date(number, self.last_month or self.month, self.last_day)
        except ValueError:
            return None
        return Window(first, last, "window", basis) if last >= first else None


@cache
def _pattern() -> re.Pattern[str]:
    """One linear pattern; the alternatives begin with different characters or fail at once."""
    named = rf"(?:{_MONTH}|(?:{_MONTH_CAPS})\b)"
    forms = (
        r"(?P<iso>(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])",
        rf"(?P<m1>{named}){_GAP}(?P<d1>{_DAY})(?:{_TO}(?:(?P<m1b>{named}){_GAP})?(?P<d1b>{_DAY}))?"
        rf"(?:{_GAP},?{_GAP}(?P<y1>{_YEAR})(?!,?[0-9]| (?:people|troops|soldiers|dead)))?",
        rf"(?P<d2>{_DAY})(?:(?:{_GAP}(?P<m2a>{named}))?{_TO}(?P<d2b>{_DAY}))?{_GAP}(?:of )?(?P<m2>{named})"
        rf"(?:{_GAP},?{_GAP}(?P<y2>{_YEAR}))?",
        rf"(?P<m3>{named})(?:,| of)?{_GAP}(?P<y3>{_YEAR})",
        r"(?P<n1>[0-3]?[0-9])(?P<sep>[/.])(?P<n2>[0-3]?[0-9])(?P=sep)(?P<y4>(?:19|20)[0-9]{2})(?![0-9])",
        r"(?P<y5>(?:19|20)[0-9]{2})(?![0-9]|[-/.,][0-9]|s\b)",
    )
    weekday = rf"(?:(?P<w>{_WEEKDAY}),?{_GAP}(?:the )?)?"
    return re.compile(rf"(?<![0-9A-Za-z$€£.,/-]){weekday}(?:{'|'.join(forms)})")


def named_dates(text: str, bare_years: bool = True) -> list[NamedDate]:
    """Every date written with a month or a year, in reading order. A year alone only when `bare_years`."""
    return [found for m in _pattern().finditer(text) if (found := _named(m)) and (bare_years or found.month)]


def month_number(word: str) -> int | None:
    """The number of a month by name or abbreviation, whatever its case."""
    return MONTHS.get(word.lower().rstrip("."))


def _day_number(word: str | None) -> int | None:
    return int(word.rstrip("sthndr")) if word else None


def _named(m: re.Match[str]) -> NamedDate | None:
    g = m.groupdict()
    weekday = WEEKDAYS.get(g["w"].lower().rstrip(".")) if g["w"] else None
    if g["iso"]:
        y, mo, d = (int(p) for p in g["iso"].split("-"))
        return _checked(NamedDate(m.start(), m.end(), y, mo, d, weekday=weekday))
    if g["m1"]:
        last = month_number(g["m1b"]) if g["m1b"] else None
        y1 = int(g["y1"]) if g["y1"] else None
        first = month_number(g["m1"])
        return NamedDate(m.start(), m.end(), y1, first, _day_number(g["d1"]), last, _day_number(g["d1b"]), weekday)
    if g["m2"]:
        return _day_first(m, g, weekday)
    if g["m3"]:
        return NamedDate(m.start(), m.end(), int(g["y3"]), month_number(g["m3"]))
    if g["y4"]:
        return _numeric(m, g)
    return NamedDate(m.start("y5"), m.end(), int(g["y5"]))


def _day_first(m: re.Match[str], g: dict[str, str], weekday: int | None) -> NamedDate:
    number = month_number(g["m2"])
    first = month_number(g["m2a"]) if g["m2a"] else number
    last_month = number if g["d2b"] else None
    year2 = int(g["y2"]) if g["y2"] else None
    return NamedDate(m.start(), m.end(), year2, first, _day_number(g["d2"]), last_month, _day_number(g["d2b"]), weekday)


def _numeric(m: re.Match[str], g: dict[str, str]) -> NamedDate | None:
    """29/06/2022 and 06/29/2022 are clear; 05/06/2022 is not, so it gives its year alone. Dots mean the day first."""
    a, b, y = int(g["n1"]), int(g["n2"]), int(g["y4"])
    if g["sep"] == "." or a > 12 or a == b:
        return _checked(NamedDate(m.start(), m.end(), y, b, a))
    if b > 12:
        return _checked(NamedDate(m.start(), m.end(), y, a, b))
    return NamedDate(m.start(), m.end(), y)


def _checked(found: NamedDate) -> NamedDate | None:
    return found if found.window() else None
