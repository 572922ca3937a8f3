"""The country of a kind of people or of an office that the words alone do not place: "the government", "police".

Every country named nearby is scored by where it stands; a country that is not clearly ahead is not given. Weights were
fitted (a conditional logit) on the annotated documents of training/, by the project.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import NamedTuple

import msgspec

from dragoman.annotation.spans import Spans, number_at
from dragoman.annotation.units import Unit, is_locative
from dragoman.places import Candidate, Gazetteer, key
from dragoman.records import Person, Span

FEATURES = (
    "nearest", "first", "before", "after", "earlier first", "earlier", "two back", "paragraph", "main", "opening",
    "share", "noun", "spot before", "spot after", "spot earlier", "owner", "local spot", "person",
)  # fmt: skip
"""What can speak for a country: nearest, first, any before or after in the sentence; in the sentence before, two back,
or earlier in the paragraph; the page's main one, its first one, its share of the page's; given to the same noun before;
the scene (after "in") in the sentence or the one before; the subject where "its" or "his" stands before the noun."""
Row = tuple[float, ...]
ACTS: Row = (0.9, -0.1, 0.2, 0.3, 0.2, 0.6, 0.4, 0.6, 0.7, 0.7, 3.0, 0.8, 1.2, 1.4, 0.7, 2.6, 0.7, 0.5)
PEOPLE: Row = (1.1, -0.8, 0.9, 0.3, 0.0, 0.6, 0.2, 0.6, 0.6, 0.8, 2.2, 1.3, 1.7, 1.5, 1.4, 0.8, 1.1, 0.1)
HOLDERS: Row = (0.5, -0.5, -0.2, -0.1, 0.1, -0.3, 0.5, 2.0, 0.8, 1.5, 0.3, 0.0, 1.2, 0.7, -0.2, 0.0, 0.5, 0.0)
"""Weights of the features for bodies that act for a state, for kinds of people, and for holders of an office."""
SURE, SURE_OF_PERSON = 0.5, 0.4
"""Probability below which no country is given, to a kind and to the holder of an office."""
_OWNED = re.compile(r"\b(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|whose) (?:\w+ ){0,3}$")
_LOCAL = re.compile(
    r"police|court|prosecut|guard|officer|gendarm|judge|investigat|authorit|soldier|resident|people|civilian|protest"
    r"|demonstr|villag|\w*men$|child|crowd",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Ff]rom|into|towards?|of) (?:the (?:\w+ )?)?"
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
)
_TOWN = 200_000
"""Inhabitants from which a town places its neighbours in a country that the page does not name."""
_NO_STATES = re.compile(
    r"\b(?:European|[Ww]estern|African|Arab|Gulf|Asian|Latin American|[Ii]nternational|[Ff]oreign|[Rr]egional|[Gg]lobal"
    r"|Scandinavian|Nordic|Baltic|Balkan) (?:\w+ )?$"
)
"""Words that say that people are of no one state."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_LEAD = 3
"""How much more a country counts in the first two sentences."""
_BACK = 12
"""Names of countries of one paragraph that are looked at."""
_TOP = 5
"""The page's commonest countries, which are candidates everywhere."""


class Named(NamedTuple):
    """A country where the page names it, or somebody of it."""

    start: int
    end: int
    country: str
    spot: bool
    person: bool


class Page:
    """The countries of a page, for many questions about which of them is meant."""

    def __init__(self, text: str, sentences: Sequence[Span], units: Sequence[Unit]) -> None:
        self.text, self.sentences = text, sentences
        self.named = [_named(text, u) for u in units if u.country]
        self.paragraphs = [0, *(m.end() for m in _PARAGRAPH.finditer(text))]
        lead = sentences[min(len(sentences) - 1, 1)][1] if sentences else 0
        self.counts: Counter[str] = Counter()
        for n in self.named:
            self.counts[n.country] += _LEAD if n.start < lead else 1
        self.total = max(1, self.counts.total())
        self.top = [country for country, _ in self.counts.most_common(_TOP)]
        self.nouns: dict[str, str] = {}
        """The country last given to a noun by the words beside it."""
        self.opening = self.named[0].country if self.named else None
        self.named = sorted([*self.named, *_scenes(text, units, self.counts)])
        self.starts = [n.start for n in self.named]

    def country(self, unit: Unit) -> str | None:
        """The country of a unit, None where none is clearly ahead."""
        rows = self.rows(unit)
        if unit.choices:
            rows = {c: row for c, row in rows.items() if c in unit.choices}
        weights = HOLDERS if unit.type == "person" else ACTS if unit.acts else PEOPLE
        scores = {c: exp(sum(w * v for w, v in zip(weights, row, strict=True))) for c, row in rows.items()}
        best = max(scores, key=scores.__getitem__, default=None)
        sure = SURE_OF_PERSON if unit.type == "person" else SURE
        return best if best and scores[best] >= sure * sum(scores.values()) else None

    def rows(self, unit: Unit) -> dict[str, Row]:
        """The features of every country that the unit may be of."""
        at = number_at(self.sentences, unit.start)
        here, one, two = self._in(at, 0), self._in(at, 1), self._in(at, 2)
        before = [n for n in here if n.end <= unit.start]
        after = [n for n in here if n.start >= unit.end]
        part = self.paragraphs[bisect_right(self.paragraphs, unit.start) - 1]
        last = bisect_left(self.starts, unit.start)
        paragraph = self.named[max(bisect_left(self.starts, part), last - _BACK) : last]
        seen = [*before, *after, *one, *two, *paragraph]
        countries = dict.fromkeys([*(n.country for n in seen), *self.top])
        views = _views(self, unit, before, after, one, two, paragraph)
        main = self.top[0] if self.top else None
        noun = self.nouns.get(noun_of(self.text, unit))
        out = {}
        for c in countries:
            row = [float(c in view) for view in views]
            row[8:8] = [float(c == main), float(c == self.opening), self.counts[c] / self.total, float(c == noun)]
            out[c] = tuple(row)
        return out

    def _in(self, number: int | None, back: int) -> Sequence[Named]:
        if number is None or number < back:
            return ()
        start, end = self.sentences[number - back]
        return self.named[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _views(
    page: Page,
    unit: Unit,
    before: Sequence[Named],
    after: Sequence[Named],
    one: Sequence[Named],
    two: Sequence[Named],
    paragraph: Sequence[Named],
) -> list[set[str]]:
    """The countries that each feature holds for, those of the whole page left out."""
    acting, earlier = [n for n in before if not n.spot], [n for n in one if not n.spot]
    owned = _OWNED.search(page.text, max(0, unit.start - 30), unit.start)
    subject = (acting or earlier)[:1] if owned else []
    scene = [n for n in (*before, *after) if n.spot] or [n for n in one if n.spot]
    local = scene if _LOCAL.search(page.text, unit.start, unit.end) else []
    return [
        {n.country for n in group}
        for group in (
            acting[-1:],
            acting[:1],
            acting,
            [n for n in after if not n.spot],
            earlier[:1],
            earlier,
            two,
            [n for n in paragraph if not n.spot],
            [n for n in before if n.spot],
            [n for n in after if n.spot],
            [n for n in one if n.spot],
            subject,
            local,
            [n for n in acting if n.person],
        )
    ]


def _scenes(text: str, units: Sequence[Unit], counts: Counter[str]) -> Iterator[Named]:
    """Towns and regions after "in" or "near", in the page's countries where they can be, else the one large town."""
    taken = Spans((u.start, u.end, u) for u in units if u.code or u.type in ("place", "person"))
    gazetteer = Gazetteer.load()
    for found in _SCENE.finditer(text):
        start, end = found.span(1)
        if next(taken.touching(start, end), None):
            continue
        country = _land(gazetteer.named(key(found[1])), counts)
        if country:
            yield Named(start, end, country, True, False)


def _land(candidates: Sequence[Candidate], counts: Counter[str]) -> str | None:
    able = [c for c in candidates if c.country in counts]
    best = max(able, key=lambda c: c.population, default=candidates[0] if candidates else None)
    return best.country if best and (able or best.population >= _TOWN) else None


def noun_of(text: str, unit: Unit) -> str:
    """The last word of a unit, in lower case."""
    return text[unit.start : unit.end].split()[-1].lower()


def _named(text: str, u: Unit) -> Named:
    spot = u.type == "place" or (u.role in ("name", "capital") and is_locative(text, u.start))
    return Named(u.start, u.end, u.country or "", spot, u.type == "person")


def placed(text: str, sentences: Sequence[Span], units: list[Unit], people: Mapping[str, Person]) -> list[Unit]:
    """Units in order; kinds and offices without a country have one from the page where it is clear."""
    page = Page(text, sentences, units)
    holders: dict[str, str | None] = {}
    seen: dict[str, Unit] = {}
    out = []
    for unit in units:
        if unit.type == "kind" and unit.country is None and unit.code is None:
            unit = _held(unit, seen, people) or _in_country(unit, _country(page, unit))
        elif unit.type == "person" and unit.acts:
            country = holders.setdefault(unit.name, page.country(unit))
            how = "an office without a country" if country else unit.how
            unit = msgspec.structs.replace(unit, code=country or unit.code, country=country, how=how)
        elif unit.type == "kind" and unit.country:
            page.nouns[noun_of(text, unit)] = unit.country
        if unit.type == "person":
            seen.pop(unit.name, None)
            seen[unit.name] = unit
        out.append(unit)
    return out


def _country(page: Page, unit: Unit) -> str | None:
    """The country of a kind of people, None for "European officials" and "foreign troops"."""
    if _NO_STATES.search(page.text, max(0, unit.start - 30), unit.start):
        return None
    return page.country(unit)


def _held(unit: Unit, seen: Mapping[str, Unit], people: Mapping[str, Person]) -> Unit | None:
    """An office as that of the one person named before who holds it: "the president" after "President Lula"."""
    if unit.role != "office":
        return None
    title = re.findall(r"\w+", unit.name.lower())
    parties = {}
    for name, person in seen.items():
        role = re.findall(r"\w+", ((people[name].role if name in people else None) or "").lower())
        if person.code and not person.code.islower() and role[-len(title) :] == title:
            parties[person.code] = person
    if len(parties) != 1:
        return None
    ((code, person),) = parties.items()
    return msgspec.structs.replace(unit, code=code, country=person.country, how=f"office of {person.name}")


def _in_country(unit: Unit, country: str | None) -> Unit:
    """The kind as that country's; without a country it is nobody: of `citizens` alone, one in forty was a party."""
    if country is None:
        return msgspec.structs.replace(unit, how="country unknown")
    code = country if unit.acts else f"{country}-{unit.suffix}"
    return msgspec.structs.replace(unit, code=code, country=country, how="country from the context")
