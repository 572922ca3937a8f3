"""Arithmetic of the calendar for time expressions: weeks, quarters, seasons, feasts, and the nearest day of a name."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.dates import Basis, Precision, Window, day, month, shift, year

SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year’s day": (1, 1), "new year's day": (1, 1), "new year": (1, 1),
    "new year’s eve": (12, 31), "new year's eve": (12, 31),
    "valentine's day": (2, 14), "valentine’s day": (2, 14), "halloween": (10, 31), "bastille day": (7, 14),
    "may day": (5, 1), "nowruz": (3, 21), "armistice day": (11, 11),
}  # fmt: skip


def months(first: date, count: int) -> tuple[int, int]:
    """Year and month `count` months after that of `first`."""
    number = first.year * 12 + first.month - 1 + count
    return number // 12, number % 12 + 1


def unit_window(anchor: date, unit: str, count: int, basis: Basis = "relative") -> Window | None:
    """The day, week, month, quarter, year, decade or century that is `count` units from the one `anchor` is in."""
    try:
        return _unit_window(anchor, unit, count, basis)
    except (ValueError, OverflowError):
        return None


def _unit_window(anchor: date, unit: str, count: int, basis: Basis) -> Window:
    if unit in {"D", "N"}:
        return day(anchor + timedelta(days=count), basis)
    if unit in {"W", "F"}:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=count * (2 if unit == "F" else 1))
        return Window(monday, monday + timedelta(days=6), "week", basis)
    if unit == "WE":
        saturday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=5, weeks=count)
        return Window(saturday, saturday + timedelta(days=1), "window", basis)
    if unit == "M":
        return month(*months(anchor, count), basis)
    if unit == "Q":
        y, m = months(date(anchor.year, (anchor.month - 1) // 3 * 3 + 1, 1), 3 * count)
        return quarter(y, (m + 2) // 3, basis)
    if unit == "Y":
        return year(anchor.year + count, basis)
    size: int = {"E": 10, "C": 100}[unit]
    start = anchor.year // size * size + count * size
    return years(start, start + size - 1, basis)


def years(first: int, last: int, basis: Basis) -> Window:
    """From the first day of one year to the last of another."""
    precision: Precision = "decade" if last - first == 9 else "window"
    return Window(date(first, 1, 1), date(last, 12, 31), precision, basis)


def quarter(of_year: int, number: int, basis: Basis) -> Window:
    """The window of a quarter of a year."""
    last = month(of_year, number * 3, basis)
    return Window(date(of_year, number * 3 - 2, 1), last.end, "quarter", basis)


def season(of_year: int, name: str, basis: Basis) -> Window:
    """The window of a northern season; winter is the one that begins in that year."""
    first = SEASONS[name][1]
    start = date(of_year, first, 1)
    return Window(start, month(*months(start, 2), basis).end, "season", basis)


def part_of_month(whole: Window, part: str) -> Window:
    """The days meant by early, mid or late in a month; the month for any other word."""
    days = {"early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, whole.end.day)}.get(part)
    if days is None:
        return whole
    return Window(whole.start.replace(day=days[0]), whole.start.replace(day=days[1]), "window", whole.basis)


def value_of(window: Window, unit: str = "D") -> str:
    """The TIMEX3 value of a window of one unit."""
    start = window.start
    if unit in {"W", "F"}:
        return f"{start.isocalendar().year:04}-W{start.isocalendar().week:02}"
    if unit == "WE":
        return f"{start.isocalendar().year:04}-W{start.isocalendar().week:02}-WE"
    if unit == "Q":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    lengths = {"M": 7, "Y": 4, "E": 3, "C": 2}
    return start.isoformat()[: lengths.get(unit, 10)]


AGAINST_DAY, AGAINST_MONTH = 150, 250
"""Days by which a date that goes against the tense must be nearer to be taken, told with its day and without."""


def nearest_year(
    published: Window, first: tuple[int, int], tense: int, weekday: int | None = None, against: int = AGAINST_DAY
) -> int | None:
    """The year of a month and day told without one: the nearest, those against the tense counted as farther off."""
    if published.days > 366:
        return None
    near = published.end if tense < 0 else published.start
    options = []
    for number in (near.year - 1, near.year, near.year + 1):
        try:
            options.append(date(number, *first))
        except ValueError:
            continue
    if weekday is not None:
        options = [o for o in options if o.weekday() == weekday] or options
    return min(options, key=lambda o: _off(o, near, tense, against)).year if options else None


def _off(option: date, near: date, tense: int, against: int) -> int:
    days = (option - near).days
    return abs(days) + (against if days * tense < 0 and (option.year, option.month) != (near.year, near.month) else 0)


def weekday_near(anchor: date, number: int, tense: int) -> date:
    """The day of that name on or before `anchor`, or on or after it for what is to come."""
    if tense > 0:
        return shift(anchor, (number - anchor.weekday()) % 7)
    return shift(anchor, -((anchor.weekday() - number) % 7))


def feast(name: str, of_year: int) -> Window | None:
    """The days of a feast in a year; None for one that this calendar does not know."""
    lower = " ".join(name.lower().split())
    if lower in _FIXED:
        return day(date(of_year, *_FIXED[lower]))
    offsets = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "palm sunday": -7}
    if lower in offsets:
        return day(shift(_easter(of_year), offsets[lower]))
    if lower.startswith("thanksgiving"):
        first = date(of_year, 11, 1)
        return day(shift(first, (3 - first.weekday()) % 7 + 21))
    return _islamic(lower, of_year)


def _easter(of_year: int) -> date:
    """Gauss's rule in Butcher's form."""
    a, b, c = of_year % 19, of_year // 100, of_year % 100
    d, e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30, c % 4
    f = (32 + 2 * (b % 4) + 2 * (c // 4) - d - e) % 7
    g = (a + 11 * d + 22 * f) // 451
    number = d + f - 7 * g + 114
    return date(of_year, number // 31, number % 31 + 1)


def _islamic(lower: str, of_year: int) -> Window | None:
    """Ramadan and the two Eids by the tabular calendar; the moon may leave it by a day, so the window is wider."""
    feasts = {"ramadan": (9, 1, 30), "eid al-fitr": (10, 1, 3), "eid al-adha": (12, 10, 4)}
    if lower not in feasts:
        return None
    number, first, length = feasts[lower]
    for hijri in range(int((of_year - 622) * 1.0307) - 1, int((of_year - 622) * 1.0307) + 3):
        days = first + (59 * (number - 1) + 1) // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 227014
        start = date.fromordinal(days)
        if start.year == of_year:
            return Window(shift(start, -1), shift(start, length), "window")
    return None
