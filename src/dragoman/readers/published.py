"""The day a page was published, as it says so: in its metadata, in a line of its text, or in its address.

Never today, and never the year of a copyright line. What a page only shows is read in `inferred.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from dragoman.dates import Window, day, month, parse_partial, shift
from dragoman.datewords import NamedDate, named_dates

_EARLIEST = date(1970, 1, 2)
_PATH = re.compile(
    r"/(?P<y>19[89][0-9]|20[0-9]{2})[/-](?:(?P<m>0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:[/-](?P<d>[0-3]?[0-9]))?|(?P<m1>[1-9])/(?P<d1>[0-3]?[0-9]))(?![0-9])",
    re.I,
)
_PACKED = re.compile(
    r"(?<![0-9])(?P<y>20[0-9]{2})(?P<sep>-?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LABEL = re.compile(
    r"\b(?:published|posted|issued|date|first published|publication date|released|release date|created|updated|"
    r"last updated|modified|by|press release|statement|GMT|UTC|BST|EDT|EST|EDT|CET|IST|a\.?m\.?|p\.?m\.?)\b",
    re.I,
)
_UPDATED = re.compile(r"\b(?:updated|modified|upd)\b", re.I)
_NOT_DATE = re.compile(r"©|\(c\)|\bcopyright\b|all rights reserved|accessed|retrieved|deadline", re.I)
_TRIVIAL = re.compile(
    r"[0-9:.,|/·•()\[\]–—-]+|\b(?:on|at|in|the|of|min|mins|minutes?|read|last|first|published|posted|issued|date|dated|by|"
    r"updated|modified|release[d]?|created|GMT|UTC|BST|E[SD]?T|P[SD]?T|CES?T|IST|WAT|EAT|[ap]\.?m\.?|hrs|mon|tue|tues|wed|thu|"
    r"thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|for immediate release|news|world|press|politics)\b",
    re.I,
)


def stamp_date(stamp: str) -> Window | None:
    """The day in a timestamp of metadata: ISO, packed, RFC 822, or a date in words. The day is the writer's own."""
    text = stamp.strip()[:80]
    if re.fullmatch(r"1[0-9]{9}(?:[0-9]{3})?", text):
        return _sane(day(datetime.fromtimestamp(int(text[:10]), UTC).date(), "stated"))
    iso = re.match(r"(?:19|20)[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}", text)
    if iso:
        return _sane(parse_partial("-".join(p.zfill(2) for p in re.split("[-/]", iso.group())), "stated"))
    if packed := re.match(r"(20[0-9]{2})([01][0-9])([0-3][0-9])(?:T?[0-9]{4,6})?(?![0-9])", text):
        return _sane(parse_partial("-".join(packed.groups()), "stated"))
    days = [d for d in named_dates(text) if d.year and d.day]
    return _sane(days[0].window()) if days else None


def given_date(value: str) -> Window | None:
    """What a user hands in: a day, month, year or timestamp."""
    text = value.strip()
    iso = re.match(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?![0-9])", text)
    found = parse_partial(iso.group(), "given") if iso else stamp_date(text)
    return Window(found.start, found.end, found.precision, "given") if found else None


def address_date(url: str | None) -> Window | None:
    """The day or month in the path of an address."""
    path = re.sub(r"^[a-z]+://[^/]*", "", (url or "")[:1000], flags=re.I).split("?")[0]
    for m in _PATH.finditer(path):
        word, at = (m["m"] or m["m1"]).lower(), m["d"] or m["d1"]
        number = _MONTHS.index(word) + 1 if word in _MONTHS else int(word)
        found = _calendar(int(m["y"]), number, int(at) if at else None)
        if found:
            return found
    for m in _PACKED.finditer(path):
        if found := _calendar(int(m["y"]), int(m["m"]), int(m["d"])):
            return found
    return None


def _calendar(y: int, m: int, d: int | None) -> Window | None:
    try:
        return _sane(day(date(y, m, d), "address") if d else month(y, m, "address"))
    except ValueError:
        return None


def stated_in_text(text: str) -> Window | None:
    """The day that a line at the head or the foot of a text gives as its own."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    head = stated_in_lines([line for line in lines[:12] if len(line) < 200])
    foot = [line for line in lines[-4:] if len(line) < 120]
    return head or _dateline(lines[:8]) or _sign_off(lines[-1]) or stated_in_lines(foot)


def stated_in_lines(lines: Iterable[str], anywhere: bool = True) -> Window | None:
    """The first day that stands alone in a line, or beside `Published`, a time or a byline; `Updated` only if
    nothing else.
    """
    later: Window | None = None
    for line in lines:
        found = _line_date(line, anywhere)
        if found is None:
            continue
        if not _UPDATED.search(line[: line.find(str(found.start.year)) + 1] or line) or "ublished" in line:
            return found
        later = later or found
    return later


def _line_date(line: str, anywhere: bool) -> Window | None:
    if _NOT_DATE.search(line):
        return None
    days = [d for d in named_dates(line, bare_years=False) if d.year and d.day and d.last_day is None]
    if not days:
        return None
    rest = _TRIVIAL.sub(" ", _without(line, days)).split()
    byline = re.match(r"(?:by|from)\b", line, re.I) is not None or "|" in line
    alone = len(rest) <= (2 if anywhere else 4) or (byline and len(rest) <= 8)
    labelled = _LABEL.match(line.lstrip("(|[ ")) is not None and len(rest) <= 8 and not line.rstrip().endswith(".")
    return _sane(days[0].window()) if alone or labelled else None


def _without(line: str, dates: list[NamedDate]) -> str:
    for found in reversed(dates):
        line = line[: found.start] + " " + line[found.end :]
    return line


def _dateline(lines: list[str]) -> Window | None:
    """`PARIS, March 3, 2019 (Reuters) -`: a day with its year between a place in capitals and a dash."""
    for line in lines:
        head = re.match(r"[A-Z][A-Z .,'’/-]{2,40}[,(]?[^–—\n]{0,60}?(?: -|[–—]|--)", line[:110])
        days = [d for d in named_dates(head.group(), bare_years=False) if d.year and d.day] if head else []
        if days:
            return _sane(days[0].window())
    return None


def _sign_off(last: str) -> Window | None:
    """`MAP 05 April 2018` as the last words of a text."""
    days = [d for d in named_dates(last, bare_years=False) if d.year and d.day and d.end >= len(last.rstrip(" .)")) - 1]
    if not days or _NOT_DATE.search(last[-120:]):
        return None
    before = last[: days[0].start].rstrip()
    signed = re.search(r"(?:[.!?”\"]|^)\s*[A-Z]{2,6}$", before) or before.endswith((".", "”", '"')) or not before
    return _sane(days[0].window()) if signed else None


def _sane(found: Window | None) -> Window | None:
    """Not before the first pages of the web's time counting, and not in the future of the machine's clock."""
    if found is None or found.start < _EARLIEST or found.start > shift(datetime.now(UTC).date(), 2):
        return None
    return found
