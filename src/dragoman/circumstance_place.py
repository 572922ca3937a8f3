"""Where an act took place: countries that the page names or that its parties have, weighed by what speaks for each.

Signs come from the act's sentence ("in Ankara", "to Tokyo"), from the sentences before it, the dateline, the title,
summits and visits that the page tells of, the page's places as a whole, and last from whose the parties are. Weights,
one set a group of acts, are fitted on documents annotated for this project (tools/fit_venue.py) and compiled from
resources/places/venue.yml. The docs say more: docs/how-places-are-decided.md.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping

import msgspec

from dragoman.annotation.scenes import Pair
from dragoman.annotation.spans import number_at, starting
from dragoman.annotation.toponym_sense import places as resolved
from dragoman.annotation.toponyms import find_toponyms
from dragoman.places import Gazetteer
from dragoman.records import Annotations, Document, EventPlace, Place, Span

Signs = dict[str, float]
GROUPS = {
    **dict.fromkeys(("ASSAULT", "MOBILIZE", "RETREAT", "AID"), "field"),
    **dict.fromkeys(("PROTEST", "COERCE"), "home"),
    **dict.fromkeys(("CONSULT", "AGREE", "COOPERATE"), "meeting"),
}
"""Acts in the field, acts at home, acts in which parties meet; all other acts are words and measures."""
NOWHERE = "nowhere"
"""Stands among the countries for an act that has no place, or none that the page tells."""
WINDOW = 40
_IN = re.compile(
    r"\b(?:in|at|near|inside|outside|around|across|throughout|within|over|off|on|along|north of|south of"
    r"|east of|west of|outskirts of|city of|town of|village of|province of|region of|capital of|streets of"
    r"|port of|district of)"
    r" (?:(?:the|nearby|neighbou?ring|downtown|war-torn|besieged|occupied|capital|city|town|village|province|region"
    r"|port|of|[a-z]+ern|(?:north|south|east|west)-?(?:east|west)?|central|eastern and|southern and|coast|border|island"
    r"|city’s) )*$",
    re.I,
)
_ON = re.compile(r"\bon (?:the )?$", re.I)
_TO = re.compile(
    r"\b(?:to|into|toward|towards|onto|for|reached|entered|visit(?:ed|s|ing)?|toured) (?:the |[a-z]+ern )*$", re.I
)
_FROM = re.compile(r"\b(?:from|out of|left|leaving|fled|via) (?:the |[a-z]+ern )*$", re.I)
_OF = re.compile(r"\b(?:of|with|against|between|by|and) (?:the )?$", re.I)
_HOST = re.compile(
    r"\b(?:summit|talks|meeting|conference|negotiations|session|ceremony|gathering|forum|congress|trip|visit|tour|rally"
    r"|met|arrived|speaking|spoke|signed|told reporters|opened|held|hosted)\b[^.;\n]{0,50}$",
    re.I,
)
_VISIT = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|trip|tour|arriv\w+|fl(?:ew|ying)|travel\w*|hosted by)\b[^.;\n]{0,30}$", re.I
)
_DATELINE = re.compile(r"[^\n]{0,60}?(?:\([^)\n]{2,30}\)|--|–|—| -|/\.)")
_HERE = re.compile(r"\bhere\b")


class Named(msgspec.Struct, frozen=True):
    """A place that the page names, with how the words before it lead to it."""

    place: Place
    country: str
    way: str
    """in, to, from, of, date (the dateline), bare."""
    host: bool
    visit: bool

    @property
    def start(self) -> int:
        """Its first character."""
        return self.place.start


class Stage(msgspec.Struct, frozen=True):
    """All that a page says of places, whatever the act."""

    named: tuple[Named, ...]
    shares: Mapping[str, float]
    title: frozenset[str]
    dateline: str | None
    hosts: Mapping[str, float]
    visited: Mapping[str, float]


def event_place(
    document: Document, annotations: Annotations, pair: Pair, act: str, mode: str | None = None
) -> tuple[EventPlace | None, Span | None]:
    """Where the act of a pair took place, and the words that tell it. None where nothing speaks for a country."""
    stage = _stage(document.text, document.title, _Same(annotations.places))
    signs = signs_of(document.text, annotations, stage, pair, act)
    weights = Gazetteer.load().venue.get(group(act, mode), {})
    if not signs:
        return None, None
    best = max(sorted(signs), key=lambda c: weigh(weights, signs[c]))
    if weigh(weights, signs[best]) < weights.get(NOWHERE, -9.0):
        return None, None
    return _told(stage, annotations, pair, best)


def group(act: str, mode: str | None) -> str:
    """The group of acts whose weights apply."""
    return "visit" if act == "CONSULT" and mode == "visit" else GROUPS.get(act, "word")


def weigh(weights: Mapping[str, float], signs: Signs) -> float:
    """The sum of what speaks for a country."""
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def stage_of(document: Document, annotations: Annotations) -> Stage:
    """What a page says of places."""
    return _stage(document.text, document.title, _Same(annotations.places))


class _Same:
    """Places as a key: the same ones, not equal ones, so that a look-up does not walk through all of a long page's."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self.places = places

    def __hash__(self) -> int:
        return id(self.places)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.places is self.places


@functools.lru_cache(maxsize=4)
def _stage(text: str, title: str | None, same: _Same) -> Stage:
    named = tuple(_read(text, place, place.country) for place in same.places if place.country)
    counts = Counter(n.country for n in named if n.way != "date")
    hosts, visited = Counter[str](), Counter[str]()
    for n in named:
        hosts[n.country] += n.host and n.way == "in"
        visited[n.country] += n.visit
    return Stage(
        named=named,
        shares={c: k / counts.total() for c, k in counts.items()},
        title=_in_title(title),
        dateline=next((n.country for n in named if n.way == "date"), None),
        hosts={c: min(1.0, k / 2) for c, k in hosts.items() if k},
        visited={c: min(1.0, k / 2) for c, k in visited.items() if k},
    )


def _in_title(title: str | None) -> frozenset[str]:
    if not title:
        return frozenset()
    spans = [(t.start, t.end) for t in find_toponyms(title, (), ())]
    return frozenset(p.country for p in resolved(title, spans) if p.country)


def _read(text: str, place: Place, country: str) -> Named:
    before = text[max(0, place.start - WINDOW - 30) : place.start]
    near = before[-WINDOW:]
    if _heads(text, place):
        way = "date"
    else:
        ways = (("in", _IN), ("to", _TO), ("from", _FROM), ("of", _OF))
        way = next((name for name, pattern in ways if pattern.search(near)), "bare")
        if way == "in" and place.precision == "country" and _ON.search(near):
            way = "bare"
    return Named(place, country, way, bool(_HOST.search(before)), bool(_VISIT.search(before)))


def _heads(text: str, place: Place) -> bool:
    """Whether the place stands in a dateline: at the head of a line of the first few, before a dash or an agency."""
    line = text.rfind("\n", 0, place.start) + 1
    if place.start - line > 30 or line > 400 or (not text[line : place.start].isupper() and place.start != line):
        return False
    return bool(_DATELINE.match(text, place.end)) and text[place.end : place.end + 1] in " ,(/—–-"


def signs_of(text: str, annotations: Annotations, stage: Stage, pair: Pair, act: str) -> dict[str, Signs]:
    """For each country that comes into question, what speaks for it."""
    signs: dict[str, Signs] = defaultdict(dict)
    _from_sentences(text, signs, annotations, stage, pair)
    _from_page(text, signs, stage, pair, number_at(annotations.sentences, pair.sentence[0]) or 0)
    _from_parties(signs, pair, act)
    return dict(signs)


def _from_sentences(text: str, signs: dict[str, Signs], annotations: Annotations, stage: Stage, pair: Pair) -> None:
    number = number_at(annotations.sentences, pair.sentence[0]) or 0
    here = [n for n in starting(stage.named, *pair.sentence) if n.way != "date"]
    marks = [m for m in (pair.actor, pair.recipient) if m is not None]
    inside = [n for n in here if n.way == "in"]
    nearest = min(inside, key=lambda n: min(abs(n.place.start - m.end) for m in marks), default=None)
    for n in here:
        own = any(m.start <= n.place.start < m.end for m in marks)
        _add(signs, n.country, f"{n.way} the sentence" + (", in a party" if own else ""))
        if n is nearest:
            _add(signs, n.country, "nearest in the sentence")
        if n.way == "in" and n.place.precision != "country":
            _add(signs, n.country, "a town in the sentence")
        if n.host and n.way in ("in", "to"):
            _add(signs, n.country, "host in the sentence")
        if n.visit:
            _add(signs, n.country, "visited in the sentence")
    for back, name in ((1, "in the sentence before"), (2, "in the second before"), (3, "in the third before")):
        if number >= back:
            start, end = annotations.sentences[number - back]
            for n in starting(stage.named, start, end):
                if n.way in ("in", "to"):
                    _add(signs, n.country, name)


def _from_page(text: str, signs: dict[str, Signs], stage: Stage, pair: Pair, number: int) -> None:
    for country, share in stage.shares.items():
        if share >= 0.1:
            signs[country]["share of the page"] = share
    for country in stage.title:
        _add(signs, country, "in the title")
    for country, value in stage.hosts.items():
        signs[country]["host on the page"] = value
    for country, value in stage.visited.items():
        signs[country]["visited on the page"] = value
    if stage.dateline:
        _add(signs, stage.dateline, "dateline of the sentence" if number <= 1 else "dateline")
        if _HERE.search(text, *pair.sentence):
            _add(signs, stage.dateline, "here")


def _from_parties(signs: dict[str, Signs], pair: Pair, act: str) -> None:
    sides = [("actor", pair.actor), ("recipient", pair.recipient)]
    for name, mention in sides:
        if mention is None:
            continue
        if mention.country:
            _add(signs, mention.country, name if mention.code == mention.country else f"private {name}")
            _add(signs, mention.country, f"{name} of {act}")
        elif mention.code and (seat := Gazetteer.load().seat(mention.code)) and seat.country:
            _add(signs, seat.country, f"seat of the {name}")
    if pair.recipient and pair.actor.country and pair.actor.country == pair.recipient.country:
        _add(signs, pair.actor.country, "domestic")


def _add(signs: dict[str, Signs], country: str, name: str) -> None:
    signs[country][name] = 1.0


def _told(stage: Stage, annotations: Annotations, pair: Pair, country: str) -> tuple[EventPlace, Span | None]:
    """The place with the narrowest name that the act's sentence gives it; else the country."""
    found = [n for n in starting(stage.named, *pair.sentence) if n.country == country]
    found.sort(key=lambda n: (n.way not in ("in", "to"), n.way == "date", n.place.precision == "country"))
    if found and (found[0].way in ("in", "to", "date") or found[0].place.precision != "country"):
        p = found[0].place
        return EventPlace(country, p.name, p.admin1, p.lat, p.lon, p.precision), (p.start, p.end)
    side = next((m for m in (pair.recipient, pair.actor) if m is not None and m.country == country), None)
    span = (found[0].place.start, found[0].place.end) if found else (side.start, side.end) if side else None
    centre = Gazetteer.load().country(country)
    if centre is None:
        return EventPlace(country), span
    return EventPlace(country, centre.name, None, centre.lat, centre.lon), span
