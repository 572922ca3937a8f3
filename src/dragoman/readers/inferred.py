"""The window in which a text shows that it was written: its own dates, their tense, and the terms of those it
names in office.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import msgspec

from dragoman.dates import Window, shift
from dragoman.datewords import MONTH_NAMES, NUMBERS, NamedDate, month_number, named_dates
from dragoman.readers.holders import Held, office_terms
from dragoman.tense import direction

_WIDEST = 3653
"""A window of more than ten years tells nothing."""
_FRESH = 183
"""A day or month told without its year is the nearest one: at most this many days off."""
_MONTH_ALONE = re.compile(
    r"\b(?:in|since|until|by|during|from|early|late|mid)[ -]("
    + "|".join(n.title() for n in MONTH_NAMES)
    + r")\b(?! ?[0-9]| of)"
)
_OTHER_YEAR = re.compile(
    r"(?:,? of)? (?:that|the same|the following|the previous|last|next|each|every) year|,? (?:last|a) year", re.I
)
_LAST = re.compile(r"\b(?:last|next|each|every|previous) $", re.I)
_SINCE = re.compile(r"\b[Ss]ince (19[5-9][0-9]|20[0-9]{2})\b")
_FOR_YEARS = re.compile(
    r"\b[Ff]or (?:(over|more than|nearly|almost|about|some) )?([0-9]{1,2}|" + "|".join(NUMBERS) + r") years\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*")
_YEAR_AGO = re.compile(r"\blast year\b", re.I)


class _Bounds(msgspec.Struct, frozen=True):
    low: date
    high: date

    def within(self, low: date, high: date) -> _Bounds | None:
        """What is left of the days inside others; None where nothing is."""
        first, last = max(self.low, low), min(self.high, high)
        return _Bounds(first, last) if first <= last else None


class _Told(msgspec.Struct, frozen=True):
    """A date of the text with the tense it is told in."""

    found: NamedDate
    tense: int


def infer(text: str) -> Window | None:
    """The days on which the text can have been written; None where it does not show a beginning and an end."""
    held = office_terms(text)
    told, unplaced = _dates(text)
    if not held:  # a year alone is then too little: it may be a target or a forecast
        told = [t for t in told if t.found.month]
    bounds = _together(_in_office(held), told)
    bounds = _after_what_is_past(bounds, told)
    bounds = _before_what_is_to_come(bounds, told)
    bounds = _after_last_year(bounds, text, held)
    bounds = _since(bounds, text) if held else bounds
    bounds = _season(bounds, unplaced)
    if bounds.low == date.min or bounds.high == date.max or (bounds.high - bounds.low).days > _WIDEST:
        return None
    return Window(bounds.low, bounds.high, "window", "inferred")


def _in_office(held: list[Held]) -> list[_Bounds]:
    """The runs of days on which the most of the named holders held office together."""
    people = {h.name.split()[-1]: h.terms for h in held}
    edges: Counter[date] = Counter()
    for terms in people.values():
        for first, last in terms:
            edges[first] += 1
            if last < date.max:
                edges[shift(last, 1)] -= 1
    depth = best = 0
    runs: list[_Bounds] = []
    days = sorted(edges)
    for at, following in zip(days, [*days[1:], None], strict=False):
        depth += edges[at]
        if depth > best:
            best, runs = depth, []
        if depth == best and depth > 0:
            runs.append(_Bounds(at, shift(following, -1) if following else date.max))
    return runs


def _together(runs: list[_Bounds], told: list[_Told]) -> _Bounds:
    """From the first to the last of the runs that the text's past dates allow; all days where there is none."""
    starts = [w.start for t in told if t.tense < 0 and (w := t.found.window())]
    open_runs = [run for run in runs if not starts or run.high >= max(starts)] or runs
    if not open_runs:
        return _Bounds(date.min, date.max)
    return _Bounds(min(run.low for run in open_runs), max(run.high for run in open_runs))


def _dates(text: str) -> tuple[list[_Told], list[_Told]]:
    """The dates whose year is written, and those of no year that can be placed by the day of writing."""
    told: list[_Told] = []
    unplaced: list[_Told] = []
    for sentence in _SENTENCE.finditer(text):
        span = sentence.span()
        dates = [_moved(d, span[0]) for d in named_dates(sentence.group())]
        dated = any(d.year for d in dates)
        for found in dates:
            one = _Told(found, direction(text, found.start, found.end, span))
            if found.year:
                told.append(one)
            elif not dated and not _elsewhere(text, found):
                unplaced.append(one)
        if not dated:
            unplaced += [m for m in _months(text, span) if not _elsewhere(text, m.found)]
    return told, unplaced


def _moved(found: NamedDate, by: int) -> NamedDate:
    return msgspec.structs.replace(found, start=found.start + by, end=found.end + by)


def _months(text: str, span: tuple[int, int]) -> list[_Told]:
    found = []
    for m in _MONTH_ALONE.finditer(text, *span):
        named = NamedDate(m.start(1), m.end(), None, month_number(m.group(1)))
        found.append(_Told(named, direction(text, m.start(1), m.end(), span)))
    return found


def _elsewhere(text: str, found: NamedDate) -> bool:
    """`June of that year`, `last June`: another year than the nearest."""
    return bool(_OTHER_YEAR.match(text, found.end) or _LAST.search(text, max(0, found.start - 12), found.start))


def _after_what_is_past(bounds: _Bounds, told: list[_Told]) -> _Bounds:
    """Not before the latest date told as past; one past the holders' terms is a slip or a plan, and is passed over."""
    starts = [w.start for t in told if t.tense < 0 and (w := t.found.window()) and w.start <= bounds.high]
    return bounds.within(max(starts), date.max) or bounds if starts else bounds


def _before_what_is_to_come(bounds: _Bounds, told: list[_Told]) -> _Bounds:
    ends = [w.end for t in told if t.tense > 0 and (w := t.found.window()) and w.end >= bounds.low]
    return bounds.within(date.min, min(ends)) or bounds if ends else bounds


def _after_last_year(bounds: _Bounds, text: str, held: list[Held]) -> _Bounds:
    """Who did something in office last year was in office last year."""
    for one in held:
        stop = text.find(".", one.end)
        said = text[one.end : stop if stop > 0 else one.end + 200][:200]
        if _YEAR_AGO.search(said) and len(one.terms) == 1 and one.terms[0][0] > date.min:
            bounds = bounds.within(date(one.terms[0][0].year + 1, 1, 1), date.max) or bounds
    return bounds


def _since(bounds: _Bounds, text: str) -> _Bounds:
    """`Since 1999` and `for over eight years`, each once in the text, speak of one stretch that ends at the writing."""
    years = {int(y) for y in _SINCE.findall(text)}
    lengths = set(_FOR_YEARS.findall(text))
    if len(years) != 1 or len(lengths) != 1:
        return bounds
    how, words = lengths.pop()
    count = years.pop() + (int(words) if words.isdigit() else NUMBERS[words])
    first, last = {"over": (0, 1), "more than": (0, 1), "nearly": (-1, 0), "almost": (-1, 0)}.get(how, (-1, 1))
    return bounds.within(date(count + first, 1, 1), date(count + last, 12, 31)) or bounds


def _season(bounds: _Bounds, unplaced: list[_Told]) -> _Bounds:
    """The days between the last of the yearless dates told as past and the first to come, if one year alone allows
    them.
    """
    if bounds.low == date.min or bounds.high == date.max or (bounds.high - bounds.low).days > _WIDEST:
        return bounds
    cost, arcs = 0, []
    for year in range(bounds.low.year, bounds.high.year + 1):
        options = [arc for month in range(1, 13) if (arc := _arc(date(year, month, 15), unplaced))]
        arcs += [arc for arc in options if bounds.within(arc[1].low, arc[1].high)]
    cost = min((c for c, _ in arcs), default=0)
    best = {(b.low, b.high) for c, b in arcs if c <= cost + 30}
    if len({low.year for low, _ in best}) != 1:
        return bounds
    return bounds.within(min(b[0] for b in best), max(b[1] for b in best)) or bounds


def _arc(near: date, unplaced: list[_Told]) -> tuple[int, _Bounds] | None:
    """If the text was written about `near`: how far its yearless dates are off in all, and the days between them."""
    low, high, cost, some = shift(near, -_FRESH), shift(near, _FRESH), 0, False
    for told in unplaced:
        windows = [w for y in (near.year - 1, near.year, near.year + 1) if (w := told.found.window(in_year=y))]
        if not windows or told.tense == 0:
            continue
        nearest = min(windows, key=lambda w: abs((w.start - near).days))
        weekday = told.found.weekday
        if weekday is not None and nearest.start.weekday() != weekday:
            return None
        some = True
        cost += abs((nearest.start - near).days)
        if told.tense < 0:
            low = max(low, nearest.start)
        else:
            high = min(high, nearest.start if told.found.day else nearest.end)
    return (cost, _Bounds(low, high)) if some and low <= high else None
