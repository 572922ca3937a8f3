"""Readings of times counted from the day of writing or of the story: weekdays, last week, days later; lengths, sets."""

from __future__ import annotations

import re
from datetime import date

from dragoman.annotation import calendar_rules as rules
from dragoman.annotation.times_scene import Reading, Scene, counted, first_of, length, shifted, unit_code
from dragoman.annotation.times_words import TIMED, Token
from dragoman.annotation.times_written import read_month_day
from dragoman.dates import Window, day, month, shift

_PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "daybreak": "MO", "afternoon": "AF", "afternoons": "AF",
    "mid-afternoon": "AF", "evening": "EV", "evenings": "EV", "dusk": "EV", "nightfall": "EV", "night": "NI",
    "nights": "NI", "noon": "12:00", "midday": "12:00", "midnight": "24:00",
}  # fmt: skip
_RATES = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "hourly": "PT1H"}
_UNTIL = re.compile(r"\b(?:until|till|by) $")
_COMPARED = re.compile(r"\b(?:compared|(?:up|down|rose|fell) [^.;]{0,30}from|from|against|over|than)\b[^.;]{0,60}$")
_AHEAD = {"next", "coming", "following", "upcoming", "subsequent"}


def read_deictic(run: list[Token], scene: Scene) -> Reading | None:
    """`today`, `late yesterday`, `tomorrow morning`, `overnight`, `tonight`."""
    told, part = first_of(run, "T"), first_of(run, "P")
    if told is None:
        return None
    word = told.word.lower()
    count = {"yesterday": -1, "tomorrow": 1, "overnight": -1 if scene.tense(run) < 0 else 0}.get(word, 0)
    value, window = scene.relative(lambda d: rules.unit_window(d, "D", count), "D")
    if word in {"overnight", "tonight"} and part is None:
        if word == "overnight" and window and scene.published:
            window = Window(window.start, shift(window.end, 1 if count else 0), "window", "relative")
        return "TIME", f"{value}TNI", window
    return _with_part(value, window, part)


def _with_part(value: str, window: Window | None, part: Token | None) -> Reading:
    return ("TIME", f"{value}T{_PARTS[part.word.lower()]}", window) if part else ("DATE", value, window)


def read_weekday(run: list[Token], scene: Scene) -> Reading | None:
    """`Friday`, `last Tuesday`, `next Monday`, `Friday night`, `Wednesday last week`; `Fridays` is a set."""
    told, part, mark, unit = (first_of(run, letters) for letters in ("W", "P", "LXt", "U"))
    if told is None:
        return None
    number = int(told.number or 0)
    plural = told.word.lower().endswith("s") or (part is not None and part.word.lower().endswith("s"))
    if plural or first_of(run, "Q"):
        return "SET", f"XXXX-WXX-{number + 1}" + (f"T{_PARTS[part.word.lower()]}" if part else ""), None
    if scene.published is None or scene.published.days > 366:
        return _with_part(f"XXXX-WXX-{number + 1}", None, part)
    if mark is not None and unit is not None:
        _, week = shifted(mark, unit, scene)
        if week is None or week.days != 7:
            return None
        found = day(shift(week.start, number), "relative")
        return _with_part(rules.value_of(found), found, part)
    tense = {"L": -1, "X": 1, "t": 1}.get(mark.letter, 0) if mark else scene.tense(run) or -1
    if mark is None and _UNTIL.search(scene.text, max(0, told.start - 8), told.start):
        tense = 1
    strict = 1 if mark is not None and mark.letter in "LX" else 0
    value, window = scene.relative(
        lambda d: day(rules.weekday_near(shift(d, strict * tense), number, tense), "relative"), "D"
    )
    return _with_part(value, window, part)


def read_part(run: list[Token], scene: Scene) -> Reading | None:
    """`this morning`, `last night`, `that evening`, `the afternoon`."""
    part, mark = first_of(run, "P"), first_of(run, "LXtzb")
    if part is None or mark is None:
        return None
    count = -1 if mark.letter == "L" else 0
    where = scene.from_story if mark.letter in "zb" else scene.relative
    value, window = where(lambda d: rules.unit_window(d, "D", count), "D")
    return _with_part(value, window, part)


def read_unit(run: list[Token], scene: Scene) -> Reading | None:
    """`last week`, `later this year`, `the end of the month`, `the following day`, `this weekend`."""
    unit, mark = first_of(run, "Ul"), first_of(run, "LXtz") or first_of(run, "b")
    if unit is None or mark is None:
        return None
    word = unit.word.lower()
    plural = word.endswith("s")
    if word == "weekend" and mark.letter == "b":
        count = -1 if scene.tense(run) <= 0 else 0
        value, window = scene.relative(lambda d: rules.unit_window(shift(d, 2 if count else 0), "WE", count), "WE")
        return "DATE", value, window
    if mark.letter != "b" and plural:
        if mark.word.lower() == "last" and run[0].letter != "b":
            return None
        return _vague_span(mark, unit)
    if word in TIMED:
        return None
    if mark.word.lower() == "past" and word != "weekend":
        return _past_span(1, unit, scene, -1)
    if word == "year" and mark.letter == "L" and _COMPARED.search(scene.text, scene.sentence[0], run[0].start):
        same = scene.year_before(run)
        if same:
            return "DATE", *same
    value, window = shifted(mark, unit, scene)
    return ("TIME", f"{value}TNI", window) if word == "night" else ("DATE", value, window)


def _vague_span(mark: Token, unit: Token) -> Reading:
    value = {"X": "FUTURE_REF", "t": "PRESENT_REF"}.get(mark.letter)
    return ("DATE", value, None) if value else ("DURATION", length(None, unit), None)


def read_recent(run: list[Token], scene: Scene) -> Reading | None:
    """`recent years`, `coming weeks`."""
    unit = first_of(run, "U")
    return None if unit is None else ("DURATION", length(None, unit), None)


def read_ago(run: list[Token], scene: Scene) -> Reading | None:
    """`three weeks ago`, `a year earlier`, `two days later`, `several years ago`, `a week or so ago`."""
    unit, mark = first_of(run, "U"), run[-1]
    if unit is None:
        return None
    word = mark.word.lower()
    if mark.letter == "E" and word not in {"earlier", "later"}:
        return None
    before = run[: run.index(unit)]
    count = counted(before) if before else (None if unit.word.endswith("s") else 1)
    sign = 1 if word in {"later", "hence"} else -1
    if count is None or count != int(count):
        return ("DURATION", length(None, unit), None) if mark.letter == "E" else ("DATE", "PAST_REF", None)
    code = unit_code(unit)
    if code == "Y" and count == 1 and sign < 0 and (same := scene.year_before(run)):
        return "DATE", *same
    if unit.word.lower() in TIMED:
        return "TIME", "PAST_REF" if sign < 0 else "FUTURE_REF", None
    size, code = (int(count) * 10, "Y") if code == "E" else (int(count), code)
    where = scene.from_story if mark.letter == "E" else scene.relative
    value, window = where(lambda d: rules.unit_window(d, code, sign * size), code)
    if code == "W" and size == 1:  # its value is the week, but a writer who says so counts seven days
        window = where(lambda d: rules.unit_window(d, "D", sign * 7), "D")[1]
    return "DATE", value, window


def read_past_span(run: list[Token], scene: Scene) -> Reading | None:
    """`the past three years`, `the next few days`, `the last couple of months`."""
    mark, unit = first_of(run, "LXR"), first_of(run, "U")
    if mark is None or unit is None:
        return None
    sign = 1 if mark.word.lower() in _AHEAD else -1
    return _past_span(counted(run[run.index(mark) + 1 : run.index(unit)]), unit, scene, sign)


def _past_span(count: float | None, unit: Token, scene: Scene, sign: int) -> Reading:
    """A stretch that ends, or begins, with the day of writing."""
    value, code = length(count, unit), unit_code(unit)
    if scene.published is None or count is None or count != int(count) or unit.word.lower() in TIMED:
        return "DURATION", value, None
    if code == "E":
        count, code = count * 10, "Y"
    anchor = scene.published
    try:
        far = _far(anchor.start if sign < 0 else anchor.end, code, sign * int(count))
    except (ValueError, OverflowError):
        return "DURATION", value, None
    first, last = (far, anchor.end) if sign < 0 else (anchor.start, far)
    return "DURATION", value, Window(first, last, "window", "relative")


def _far(anchor: date, code: str, count: int) -> date:
    if code in {"M", "Q", "Y", "C"}:
        y, m = rules.months(anchor, count * {"M": 1, "Q": 3, "Y": 12, "C": 1200}[code])
        return min(month(y, m).end, date(y, m, 1).replace(day=min(anchor.day, month(y, m).end.day)))
    return shift(anchor, count * {"W": 7, "F": 14}.get(code, 1))


def read_length(run: list[Token], scene: Scene) -> Reading | None:
    """`five years`, `two-day`, `a month`, `more than four hours`, `several weeks`; bare `years`."""
    unit = first_of(run, "U")
    if unit is None:
        return None
    before = run[: run.index(unit)]
    count = counted(before) if before else None
    if not before and not unit.word.lower().endswith(("s", "ies")):
        return None
    return "DURATION", length(count, unit), None


def read_first_units(run: list[Token], scene: Scene) -> Reading | None:
    """`the first nine months`."""
    unit = first_of(run, "U")
    count = counted([t for t in run if t.letter in "nd"])
    return None if unit is None or count is None else ("DURATION", length(count, unit), None)


def read_set(run: list[Token], scene: Scene) -> Reading | None:
    """`daily`, `every two years`, `each month`, `twice a week`."""
    word = run[0].word.lower()
    if run[0].letter == "V":
        return "SET", _RATES.get(word, "P1Y"), None
    unit = first_of(run, "U")
    if unit is not None:
        return "SET", length(counted([t for t in run if t.letter in "nd"]) or 1, unit), None
    name = first_of(run, "MSP")
    if name is None:
        return None
    if name.letter == "M":
        return "SET", f"XXXX-{int(name.number or 0):02}", None
    if name.letter == "P":
        return "SET", f"XXXX-XX-XXT{_PARTS[name.word.lower()]}", None
    return "SET", f"XXXX-{rules.SEASONS[name.word.lower()][0]}", None


def read_clock(run: list[Token], scene: Scene) -> Reading | None:
    """`10:30 a.m. Friday`, `6 p.m.`, `0600 GMT`, `at 14:15`, `noon Wednesday`."""
    told, half = first_of(run, "KdnYP"), first_of(run, "m")
    if told is None:
        return None
    written = _clock(told.word, half.word.lower() if half else "")
    clock = _PARTS.get(told.word.lower()) if told.letter == "P" else written
    if clock is None:
        return None
    where = [t for t in run if t.letter in "WTMdoYLXt" and t is not told]
    base: Reading | None = None
    if first_of(where, "M"):
        base = read_month_day(where, scene) if first_of(where, "do") else None
    elif first_of(where, "W"):
        base = read_weekday(where, scene)
    elif first_of(where, "T"):
        base = read_deictic(where, scene)
    clock += "Z" if half is not None and any(t.word in {"GMT", "UTC"} for t in run) else ""
    value, window = (base[1], base[2]) if base else scene.from_story(lambda d: day(d, "document"), "D")
    return "TIME", f"{value}T{clock}", window


def _clock(word: str, half: str) -> str | None:
    digits = word.replace(":", "")
    if not digits.isdigit() or len(digits) > 4:
        return None
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None
