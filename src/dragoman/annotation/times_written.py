"""Readings of dates that are written out: days and months by name, years, decades, quarters, seasons, feasts."""

from __future__ import annotations

import re
from datetime import date

from dragoman.annotation import calendar_rules as rules
from dragoman.annotation.times_scene import Reading, Scene, first_of, shifted, unit_code, valid
from dragoman.annotation.times_words import Token
from dragoman.dates import Basis, Window, day, month, year

_LED = re.compile(r"\b(?:in|since|by|during|for|until) $")


def read_month_day(run: list[Token], scene: Scene) -> Reading | None:
    """`June 29`, `29 June 2022`, `Friday, May 3, 2019`, `June 29 to 30`, `30 May to 2 June`."""
    names = [t for t in run if t.letter == "M"]
    days = [t for t in run if t.letter in "do" and t.number and t.number <= 31]
    if not days or not names:
        return None
    written = first_of(run, "Yy")
    first_month, last_month = names[0].number or 0, names[-1].number or 0
    number = int(written.number or 0) if written else _year_of(scene, run, int(first_month), int(days[0].number or 0))
    if number is None:
        return "DATE", f"XXXX-{int(first_month):02}-{int(days[0].number or 0):02}", None
    basis: Basis = "stated" if written else "relative"
    first = valid(number, first_month, days[0].number, basis)
    last = valid(number, last_month, days[-1].number, basis)
    if first is None or last is None:
        return None
    if last.start <= first.start:
        return "DATE", rules.value_of(first), first
    window = Window(first.start, last.end, "window", basis)
    return "DATE", rules.value_of(first), window


def _year_of(scene: Scene, run: list[Token], number: int, at: int | None = None) -> int | None:
    """The year of a month told without one."""
    tense = scene.tense(run)
    if scene.published:
        named = first_of(run, "W")
        weekday = int(named.number or 0) if named else None
        against = rules.AGAINST_DAY if at else rules.AGAINST_MONTH
        return rules.nearest_year(scene.published, (number, at or 1), tense, weekday, against)
    near = scene.last if scene.last and scene.last_sentence >= scene.number - 1 else None
    return near.start.year if near and near.start.year == near.end.year else None


def read_month(run: list[Token], scene: Scene) -> Reading | None:
    """`March 2019`, `early March`, `last June`, `June of that year`, `this September`."""
    name = first_of(run, "M")
    if name is None:
        return None
    number = int(name.number or 0)
    written = first_of(run, "Yy")
    told = int(written.number or 0) if written else _month_year(run, scene, number)
    if told is None:
        return "DATE", f"XXXX-{number:02}", None
    window = month(told, number, "stated" if written else "relative")
    part = first_of(run, "E")
    return "DATE", rules.value_of(window, "M"), rules.part_of_month(window, part.word.lower() if part else "")


def _month_year(run: list[Token], scene: Scene, number: int) -> int | None:
    marks = [t for t in run if t.letter in "LXtz"]
    unit = first_of(run, "U")
    if unit is not None and marks:
        _, window = shifted(marks[-1], unit, scene)
        return window.start.year if window and window.start.year == window.end.year else None
    if not marks:
        return _year_of(scene, run, number)
    if scene.published is None:
        return None
    sign = next((s for letter, s in (("L", -1), ("X", 1)) if any(m.letter == letter for m in marks)), None)
    near = scene.published.end
    if sign == -1:
        return near.year if number < near.month else near.year - 1
    if sign == 1:
        return near.year if number > near.month else near.year + 1
    return near.year if abs(number - near.month) < 10 else near.year + (1 if number < near.month else -1)


# ---- years, decades, quarters, seasons


def read_year(run: list[Token], scene: Scene) -> Reading | None:
    """`1998`, `the end of 1998`, `mid-1996`, `fiscal 1998`."""
    told = first_of(run, "Yy")
    if told is None or told.number is None:
        return None
    window = year(int(told.number))
    return "DATE", f"{int(told.number):04}", window


def read_decade(run: list[Token], scene: Scene) -> Reading | None:
    """`the 1990s`, `the early '80s`, `the nineties`."""
    told = first_of(run, "c")
    if told is None:
        return None
    tens = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8}
    word = told.word.lower()
    if told.number is None:
        first = 1900 + 10 * tens.get(word, 9)
    elif told.number < 100:
        if told.word[0].isdigit() and run[0].letter not in "bE":
            return None
        first = 1900 + int(told.number)
    else:
        first = int(told.number)
    if first % 10:
        return None
    early = next((t.word.lower() for t in run if t.letter == "E"), "")
    bounds = {"early": (0, 4), "mid": (3, 6), "late": (5, 9), "end": (8, 9), "beginning": (0, 2)}.get(early, (0, 9))
    return "DATE", f"{first // 10}", rules.years(first + bounds[0], first + bounds[1], "stated")


def read_century(run: list[Token], scene: Scene) -> Reading | None:
    """`the 19th century`."""
    told, unit = first_of(run, "o"), first_of(run, "U")
    if told is None or unit is None or unit_code(unit) != "C" or not told.number:
        return None
    first = int(told.number) * 100 - 100
    return "DATE", f"{first // 100}", rules.years(max(first, 1), first + 99, "stated")


def read_quarter(run: list[Token], scene: Scene) -> Reading | None:
    """`the third quarter of 1998`, `fourth-quarter`, `this year's second quarter`, `the first half of 2003`."""
    told = first_of(run, "oL")
    units = [t for t in run if t.letter in "Uv"]
    which = next((t for t in units if t.letter == "v" or unit_code(t) == "Q"), None)
    if which is None:
        return read_century(run, scene)
    number = 2 if told and told.word.lower() == "last" else int(told.number or 0) if told else 0
    if not 1 <= number <= 4:
        return None
    base = _year_in(run, scene, [t for t in units if t is not which])
    basis: Basis = "stated" if first_of(run, "Y") else "relative"
    if which.letter == "v":
        if number > 2 or (base is None and len(units) < 2 and not first_of(run, "Y")):
            return None
        if base is None:
            return "DATE", f"XXXX-H{number}", None
        last = month(base, 6 * number, basis)
        return "DATE", f"{base}-H{number}", Window(date(base, 6 * number - 5, 1), last.end, "window", basis)
    if base is None and scene.published and scene.published.days <= 92:
        near = scene.published.end
        ahead = scene.tense(run) > 0
        base = near.year if ahead or rules.quarter(near.year, number, basis).start <= near else near.year - 1
    if base is None:
        return "DATE", f"XXXX-Q{number}", None
    return "DATE", f"{base}-Q{number}", rules.quarter(base, number, basis)


def _year_in(run: list[Token], scene: Scene, units: list[Token]) -> int | None:
    told = first_of(run, "Yy")
    if told is not None and told.number:
        return int(told.number)
    mark = first_of(run, "LXtz")
    unit = next((t for t in units if t.letter == "U" and unit_code(t) == "Y"), None)
    if mark is None or unit is None:
        return None
    _, window = shifted(mark, unit, scene)
    return window.start.year if window and window.start.year == window.end.year else None


def read_season(run: list[Token], scene: Scene) -> Reading | None:
    """`last spring`, `the summer of 1998`, `this fall`."""
    told = first_of(run, "S")
    if told is None:
        return None
    name = told.word.lower()
    code, first = rules.SEASONS[name]
    written = first_of(run, "Yy")
    if name == "fall" and len(run) == 1 and not _LED.search(scene.text, max(0, told.start - 8), told.start):
        return None
    number = int(written.number or 0) if written else _month_year(run, scene, first)
    if number is None:
        return "DATE", f"XXXX-{code}", None
    basis: Basis = "stated" if written else "relative"
    return "DATE", f"{number}-{code}", rules.season(number, name, basis)


def read_feast(run: list[Token], scene: Scene) -> Reading | None:
    """`Christmas Eve`, `Easter`, `Ramadan 2019`, `9/11`."""
    told = first_of(run, "H")
    if told is None:
        return None
    if told.word == "9/11":
        return "DATE", "2001-09-11", day(date(2001, 9, 11))
    written = first_of(run, "Yy")
    sample = rules.feast(told.word, 2000)
    if sample is None:
        return None
    number = int(written.number or 0) if written else _month_year(run, scene, sample.start.month)
    found = rules.feast(told.word, number) if number else None
    if found is None:
        return "DATE", f"XXXX-{sample.start:%m-%d}" if sample.days == 1 else "XXXX", None
    basis: Basis = "stated" if written else "relative"
    window = Window(found.start, found.end, found.precision, basis)
    return "DATE", rules.value_of(window, "D" if window.days == 1 else "M"), window


def read_iso(run: list[Token], scene: Scene) -> Reading | None:
    """`2022-06-29`."""
    year, month, day = (int(part) for part in run[0].word.split("-"))
    window = valid(year, month, day)
    return None if window is None else ("DATE", run[0].word, window)


def read_numeric(run: list[Token], scene: Scene) -> Reading | None:
    """`29/06/2022`, `06/29/98`; where day and month cannot be told apart the month stays unknown."""
    a, b, y = (int(p) for p in run[0].word.split("/"))
    number = y if y > 99 else (1900 + y if y > 30 else 2000 + y)
    if a > 12 or a == b:
        window = valid(number, b, a)
    elif b > 12:
        window = valid(number, a, b)
    else:
        return "DATE", f"{number}", year(number)
    return None if window is None else ("DATE", rules.value_of(window), window)


def read_vague(run: list[Token], scene: Scene) -> Reading | None:
    """`now`, `recently`, `soon`, `the near future`, `the past`."""
    word = run[-1].word.lower()
    if word == "future" and len(run) == 1:
        return None
    if run[-1].letter == "N":
        return "DATE", "PRESENT_REF", None
    return "DATE", "FUTURE_REF" if word == "future" else "PAST_REF", None
