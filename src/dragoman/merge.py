"""The same event in several documents: whether two reports tell one event, and why.

Pure: two reports in, a match with its reason or nothing out. The rules are the same parties, the same act, days that
agree, places that may be one, and similar words; how similar the words must be depends on how much the rest proves.
Within one document the assembler has joined retellings, so two reports of one document are joined here only where the
one tells the act and the other its denial.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from math import cos, hypot, radians

import msgspec

from dragoman.dates import Window
from dragoman.ontology import Ontology
from dragoman.records import Event, EventPlace

CELL = 7
"""Days of a cell of the calendar: reports are compared within the cells that both touch."""
WIDEST = 45
"""Days; a wider window says so little that only a copied sentence is joined over it."""
EXACT = 3
"""Days of a window that counts as a date told exactly: a day, a week-end."""
NEAR = 60.0
"""Kilometres between two named places that may be one (a town and its airport)."""
MOST_PARTIES = 6
"""Parties of an event by whose pairs it is looked up."""
COPIED = 0.75
"""Words that a sentence and its copy have in common."""
_ACTS_OF_PRESENCE = frozenset({"CONSULT", "AGREE"})
_PLAN_AND_FATE = ({"planned", "occurred"}, {"planned", "denied"}, {"occurred", "denied"})
_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    "the and for with that this from into over under after before between against about which who whom whose were "
    "was  are been have has had will would could should may might must its his her their they them also than then "
    "there where  when while what such some more most other both only between during since until within without "
    "on in at of to by as  be is it an or but not said says say told according statement official officials "
    "government president minister prime  foreign ministry spokesman spokeswoman spokesperson country countries "
    "state states leader leaders news agency  reported report monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july  august september october november december week month year "
    "day today yesterday late early earlier".split()
)


class Telling(msgspec.Struct, frozen=True):
    """A report: an event as one document tells it, and the event on record that it belongs to (empty: none yet)."""

    key: str
    record: Event
    published: Window | None = None
    event: str = ""


class Match(msgspec.Struct, frozen=True):
    """Two reports tell one event; `score` orders matches, `reason` is for the reader."""

    score: float
    reason: str


def event_id(key: str, report: str) -> str:
    """The id of the event that a report founds: from the document's key and the report's id, so from content alone."""
    return "e" + blake2b(f"{key}\x1f{report}".encode(), digest_size=6).hexdigest()


def blocks(telling: Telling) -> tuple[int, ...]:
    """Numbers under which a report is looked up; reports with none in common cannot be one event.

    One for each pair of its parties (for a lone party, that party), in each week that its days touch.
    """
    act = telling.record.act
    codes = sorted(_all(telling.record))[:MOST_PARTIES]
    pairs = ["|".join(pair) for pair in combinations(codes, 2)] or codes
    return tuple(sorted({_number(f"{act}|{pair}|{cell}") for pair in pairs for cell in _cells(telling)}))


def compare(one: Telling, other: Telling, copied: bool = False) -> Match | None:
    """Whether two reports of two documents tell one event. `copied`: one document is a copy of the other."""
    a, b = one.record, other.record
    if a.act != b.act or clash(one, other):
        return None
    parties = _parties_alike(a, b)
    if not parties:
        return None
    if one.key == other.key:
        return _denied_beside(a, b) if parties == 1 else None
    words_a, words_b = _stems(a), _stems(b)
    shared = words_a & words_b
    alike = len(shared) / max(1, min(len(words_a), len(words_b)))
    if copied and alike >= COPIED:
        return Match(2.0 + alike, "a copied text with the same sentence")
    needed = _needed(one, other) + (0.05 if parties < 1 else 0.0) - (0.1 if _same_numbers(a, b) else 0.0)
    if alike < needed or (needed > 0.05 and len(shared) < 2):
        return None
    return Match(alike + parties, _reason(one, other, parties, shared))


def clash(one: Telling, other: Telling) -> bool:
    """Whether the two cannot be one event: days or places that exclude each other, or fates that do not go together."""
    a, b = one.record, other.record
    if a.status != b.status and {a.status, b.status} not in _PLAN_AND_FATE:
        return True
    return bool(a.date and b.date and _apart(a.date, b.date) > 1) or not _places_agree(a.place, b.place)


def _denied_beside(a: Event, b: Event) -> Match | None:
    """One page tells an act and its denial: the same event, contested, where parties and day are the same."""
    if {a.status, b.status} != {"occurred", "denied"} or not (a.date and b.date) or _apart(a.date, b.date):
        return None
    return Match(1.0, "the same page tells it and its denial; same act, parties and day")


def _needed(one: Telling, other: Telling) -> float:
    """The share of words in common that the dates call for."""
    a, b = one.record, other.record
    if a.date and b.date:
        exact = max(a.date.days, b.date.days) <= EXACT
        if _apart(a.date, b.date):
            return 0.5
        if not exact:
            return 0.35 if max(a.date.days, b.date.days) <= WIDEST else COPIED
        if a.act in _ACTS_OF_PRESENCE:
            return 0.0 if a.actor and len(_all(a)) > 1 else 0.2
        return 0.12 if _same_town(a.place, b.place) else 0.2
    if one.published and other.published:
        return 0.4 if a.status == b.status else 0.5
    return COPIED


def _cells(telling: Telling) -> range:
    """The weeks that the report's days touch; undated: the week before publication; neither: one cell of its own."""
    window, back = telling.record.date, 1
    if window is None or window.days > WIDEST:
        window, back = telling.published, 7
    if window is None or window.days > WIDEST:
        return range(-1, 0)
    return range((window.start.toordinal() - back) // CELL, (window.end.toordinal() + 1) // CELL + 1)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _all(event: Event) -> frozenset[str]:
    return frozenset(p.code for side in (event.actor, event.recipient) for p in side)


def _sides(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(p.code for p in event.actor), frozenset(p.code for p in event.recipient)


def _parties_alike(a: Event, b: Event) -> float:
    """1 the same parties on the same sides (of equals all are one side), 0.5 one report names some of the other's."""
    if {a.act, a.type, b.type} & Ontology.load().symmetric:
        sides = [(_all(a), _all(b))]
    else:
        sides = list(zip(_sides(a), _sides(b), strict=True))
    if all(x == y for x, y in sides):
        return 1.0
    within = all(x <= y for x, y in sides) or all(y <= x for x, y in sides)
    return 0.5 if within and all(x & y or not (x or y) for x, y in sides) else 0.0


def _apart(a: Window, b: Window) -> int:
    """Days between two windows; 0 where they share one."""
    return max(0, (a.start - b.end).days, (b.start - a.end).days)


def _places_agree(a: EventPlace | None, b: EventPlace | None) -> bool:
    if a is None or b is None:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if not (_town(a) and _town(b)) or _same_town(a, b) or (a.name or "") == b.admin1 or (b.name or "") == a.admin1:
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return hypot(a.lat - b.lat, east) * 111.2 <= NEAR


def _town(place: EventPlace | None) -> str:
    return place.name.casefold() if place and place.name and place.precision != "country" else ""


def _same_town(a: EventPlace | None, b: EventPlace | None) -> bool:
    return bool(_town(a)) and _town(a) == _town(b)


def _same_numbers(a: Event, b: Event) -> bool:
    return any(b.numbers.get(name) == value for name, value in a.numbers.items())


def _stems(event: Event) -> frozenset[str]:
    names = " ".join(f"{p.text} {p.name}" for side in (event.actor, event.recipient) for p in side)
    return _words(event.evidence.text) - _words(names)


@lru_cache(maxsize=65_536)
def _words(text: str) -> frozenset[str]:
    """Words that carry something, cut to six letters so that endings do not count."""
    found = _WORD.findall(text.lower())
    return frozenset(w[:6] for w in found if w not in _STOP and (len(w) > 2 or w.isdigit()))


def _reason(one: Telling, other: Telling, parties: float, shared: frozenset[str]) -> str:
    a, b = one.record, other.record
    said = ["same act and parties" if parties == 1 else "same act, parties of one among the other's"]
    if a.date and b.date:
        said.append("days overlap" if not _apart(a.date, b.date) else "a day apart")
    else:
        said.append("published near each other")
    if _same_town(a.place, b.place) and a.place:
        said.append(f"both in {a.place.name}")
    if a.status != b.status:
        said.append(f"{' then '.join(sorted((a.status, b.status), key=('planned', 'occurred', 'denied').index))}")
    return "; ".join(said) + (f"; words: {', '.join(sorted(shared)[:8])}" if shared else "")
