"""The compiled registry in memory: entries, names, terms of office, and where names stand in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from dragoman.actor_names import Lexicon, fold, longest, lower, person_key, slug
from dragoman.dates import Window, parse_partial
from dragoman.errors import RegistryError


class Entry(msgspec.Struct, frozen=True):
    """Somebody or something that acts. `party` is the code used in events; empty: never a party (a place, a title)."""

    code: str
    kind: str
    name: str
    party: str
    country: str | None
    sectors: tuple[str, ...]


class Name(msgspec.Struct, frozen=True):
    """A spelling of an entry: name, demonym, people, capital, seat, body, organ, office, holder, kind, part,
    office or place."""

    text: str
    entry: Entry
    role: str
    strong: bool


class Hit(msgspec.Struct, frozen=True):
    """Where a name stands: text[start:end], with all readings of it."""

    start: int
    end: int
    text: str
    names: tuple[Name, ...]


class Term(msgspec.Struct, frozen=True):
    """A person in an office, for the days from `start` to `end`; None where it is not known or has not ended."""

    person: str
    names: tuple[str, ...]
    title: str
    country: str | None
    body: str | None
    level: str
    sectors: tuple[str, ...]
    start: Window | None
    end: Window | None

    def covers(self, on: date) -> bool:
        """Whether the day may lie in the term."""
        return (self.start is None or self.start.start <= on) and (self.end is None or on <= self.end.end)


class Kind(msgspec.Struct, frozen=True):
    """A kind of people: the suffix of its code, its sectors, and whether it acts for its country (troops, police)."""

    name: str
    suffix: str
    sectors: tuple[str, ...]
    acts_for_country: bool
    nouns: tuple[str, ...]


class Office(msgspec.Struct, frozen=True, array_like=True):
    """A title before or instead of a name: the sector of its holder and its level (minister, judge, expert, …)."""

    title: str
    sector: str
    level: str


class Titles(msgspec.Struct, frozen=True):
    """Words before names: polite ones, military ranks and offices."""

    honorifics: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    ranks_sector: str = ""
    offices: tuple[Office, ...] = ()


class Organs(msgspec.Struct, frozen=True):
    """Common nouns for parts of a state, and the words that turn or end a reading of a phrase."""

    organs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Sectors and nouns."""
    acts_for_country: frozenset[str] = frozenset()
    fields: dict[str, tuple[str, ...]] = {}
    former: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    not_actors: frozenset[str] = frozenset()
    unsafe: frozenset[str] = frozenset()


_TermRow = tuple[str, list[str], str, str | None, str | None, str, list[str], str | None, str | None]


class File(msgspec.Struct):
    """The compiled file."""

    version: str
    entries: dict[str, tuple[str, str, str, str | None, tuple[str, ...]]]
    names: list[tuple[str, str, str, int]]
    states: dict[str, dict[str, Any]]
    terms: list[_TermRow]
    kinds: tuple[Kind, ...] = ()
    titles: Titles = Titles()
    organs: Organs = Organs()


LEVELS: dict[str, tuple[str, ...]] = {
    "head_of_state": ("head of state",),
    "head_of_government": ("head of government", "premier", "pm", "prime minister"),
    "foreign_minister": (
        "foreign minister", "minister of foreign affairs", "foreign affairs minister", "foreign secretary",
        "top diplomat", "minister for foreign affairs", "secretary of state", "external affairs minister", "fm",
    ),
    "defence_minister": (
        "defence minister", "defense minister", "minister of defence", "minister of defense", "defense secretary",
        "defence secretary", "secretary of defense", "defense chief", "defence chief", "minister for defence",
        "minister of national defence", "minister of national defense", "pentagon chief",
    ),
    "head": ("chief", "head", "secretary general", "director general", "president", "chair", "chairman"),
}  # fmt: skip
"""Words for an office -> its level, for titles that differ from the office's own."""
STATE_LEVELS = frozenset({
    "head_of_state", "head_of_government", "minister", "deputy", "diplomat", "spokesperson", "legislator", "military",
    "judge", "police", "local",
})  # fmt: skip
"""Levels of offices whose holder acts for a country."""
DEPUTIES = frozenset({"vice", "deputy", "former", "ex", "assistant", "candidate", "elect", "designate"})


def read_file() -> File:
    """The compiled registry of the package."""
    data = (resources.files("dragoman") / "data" / "actors.json").read_bytes()
    try:
        return msgspec.json.decode(data, type=File)
    except msgspec.DecodeError as error:
        raise RegistryError(f"data/actors.json: {error} (run: python tools/compile_resources.py actors)") from error


def _forms(title: str) -> set[str]:
    """A title in lower case, without the star, in singular and plural."""
    bare = lower(fold(title)).replace("*", "").strip()
    for word in ("of", "for", "to", "in"):
        bare = bare.removesuffix(f" {word}")
    return {bare, bare + "s"} if bare else set()


def _title_words(title: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", fold(title).lower()) if word not in {"the", "s", "acting"}]


class Index:
    """Look-ups over the compiled registry."""

    def __init__(self, content: File) -> None:
        self.version = content.version
        self.entries = {code: Entry(code, *row) for code, row in content.entries.items()}
        self.states = content.states
        nouns = {lower(fold(noun)): kind for kind in content.kinds for noun in kind.nouns}
        self.kinds = nouns | {kind.name: kind for kind in content.kinds}
        """By noun and by name."""
        self.titles = content.titles
        self.organs = content.organs
        self._terms = content.terms
        self._made: dict[int, Term] = {}
        self.acting = frozenset(kind.suffix for kind in content.kinds if kind.acts_for_country)
        self._names = Lexicon(self._spellings(content.names))
        self._nouns = Lexicon(self._common_nouns())
        self._organs = Lexicon(self._organ_nouns())

    @functools.cached_property
    def rank_pattern(self) -> re.Pattern[str]:
        """A military rank before a name or at the end."""
        ranks = "|".join(re.escape(rank) for rank in sorted(self.titles.ranks, key=len, reverse=True))
        return re.compile(rf"\b(?:{ranks})(?= [A-Z]|$)") if ranks else re.compile(r"(?!)")

    @functools.cached_property
    def polite(self) -> frozenset[str]:
        """Words that stand before names and are no part of them."""
        return frozenset((*self.titles.honorifics, *self.titles.ranks))

    @functools.cached_property
    def _persons(self) -> dict[str, list[int]]:
        """Numbers of terms by every name of the person."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self._terms):
            for name in {person_key(name) for name in (row[0], *row[1])}:
                found.setdefault(name, []).append(number)
        return found

    @functools.cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Numbers of terms by body, else by country."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self._terms):
            found.setdefault(row[4] or row[3] or "", []).append(number)
        return found

    def _spellings(self, rows: Iterable[tuple[str, str, str, int]]) -> Iterable[tuple[str, Name]]:
        """Each name as written, and in capitals where it is long enough not to be mistaken."""
        for text, code, role, strong in sorted(rows, key=lambda row: -row[3]):
            name = Name(text, self.entries[code], role, bool(strong))
            yield text, name
            capitals = text.upper()
            if capitals != text and len(text) >= 4:
                yield capitals, name

    def _common_nouns(self) -> Iterable[tuple[str, Name]]:
        """Kinds of people and titles, in lower case."""
        for kind in {kind.name: kind for kind in self.kinds.values()}.values():
            entry = Entry(kind.suffix, "kind", kind.name, kind.suffix, None, kind.sectors)
            for noun in kind.nouns:
                yield lower(fold(noun)), Name(noun, entry, "kind", False)
        for office in self.titles.offices:
            if office.level in STATE_LEVELS:
                entry = Entry(slug(office.title), office.level, office.title, "", None, (office.sector,))
                for noun in _forms(office.title):
                    yield noun, Name(office.title, entry, "office", False)

    def _organ_nouns(self) -> Iterable[tuple[str, Name]]:
        """Parts of states, and titles that act for no state; they count in a phrase, not in running text."""
        for sectors, nouns in self.organs.organs:
            for noun in nouns:
                entry = Entry(slug(noun), "part", noun, "", None, sectors)
                for form in {lower(fold(noun).replace("*", "").strip())} - {""}:
                    yield form.removesuffix(" of"), Name(noun, entry, "part", False)
        for office in self.titles.offices:
            if office.level not in STATE_LEVELS:
                entry = Entry(slug(office.title), office.level, office.title, "", None, (office.sector,))
                for form in _forms(office.title):
                    yield form, Name(office.title, entry, "office", False)

    def scan(self, text: str) -> list[Hit]:
        """Names, kinds and titles in the text, leftmost-longest, at word boundaries."""
        plain = fold(text)
        low = lower(plain)
        nouns = (match for match in self._nouns.matches(low) if self._is_noun(plain, low, match))
        found = longest([*self._names.matches(plain), *nouns])
        return [Hit(start, end, text[start:end], names) for start, end, names in found]

    def _is_noun(self, plain: str, low: str, match: tuple[int, int, tuple[Name, ...]]) -> bool:
        """A kind of people stands in lower case or begins a sentence; a title may stand in capitals."""
        start, end, names = match
        if low[start:end] in self.organs.unsafe:
            return False
        if plain[start].islower() or any(name.role == "office" for name in names):
            return True
        before = plain[max(0, start - 200) : start].rstrip(" \"“'(")
        return (
            not before
            or before[-1] in ".!?:;|"
            or (plain[start:end].isupper() and plain[max(0, start - 4) : start].isupper())
        )

    def scan_names(self, text: str) -> list[Hit]:
        """As `scan`, without kinds and titles."""
        found = longest(self._names.matches(fold(text)))
        return [Hit(start, end, text[start:end], names) for start, end, names in found]

    def scan_phrase(self, text: str) -> list[Hit]:
        """As `scan`, with the nouns that count only inside a phrase about an actor, in capitals too."""
        plain = fold(text)
        low = lower(plain)
        matches = [*self._names.matches(plain), *self._nouns.matches(low), *self._organs.matches(low)]
        return [Hit(start, end, text[start:end], names) for start, end, names in longest(matches)]

    def named(self, text: str) -> tuple[Name, ...]:
        """The readings of exactly this name."""
        return self._names.get(" ".join(fold(text).split()))

    def terms(self, person: str) -> tuple[Term, ...]:
        """The terms of a person by full name, in any order, or by a surname that only one person has."""
        rows = self._persons.get(person_key(person), [])
        if len({self._terms[number][0] for number in rows}) != 1:
            rows = [number for number in rows if person_key(self._terms[number][0]) == person_key(person)]
        return tuple(self._term(number) for number in rows)

    def spellings(self, person: str) -> set[str]:
        """The full names of a person, of two words or more, each as a key."""
        terms = self.terms(person)
        keys = {person_key(name) for term in terms for name in (term.person, *term.names)}
        return {key for key in keys if " " in key}

    def holders(self, name: str, on: date | None = None) -> tuple[Term, ...]:
        """The terms of everybody with this name, on the day where one is given."""
        found = (self._term(number) for number in self._persons.get(person_key(name), []))
        return tuple(term for term in found if on is None or term.covers(on))

    def in_office(self, title: str, country: str | None, body: str | None, on: date) -> Term | None:
        """Who held the office on the day: "president", "prime minister", "foreign minister" of a country or body."""
        numbers = self._holders.get(body or country or "", [])
        wanted = _title_words(title)
        ranked = []
        for number in numbers:
            fit = _fit(wanted, self._terms[number][2], self._terms[number][5])
            if fit:
                term = self._term(number)
                if term.covers(on):
                    ranked.append((fit, term.start.start if term.start else date.min, term))
        return max(ranked, key=lambda item: item[:2])[2] if ranked else None

    def _term(self, number: int) -> Term:
        """A row as a term, made once."""
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Term:
        person, names, title, country, body, level, sectors, start, end = self._terms[number]
        first, last = (parse_partial(text) if text else None for text in (start, end))
        return Term(person, tuple(names), title, country, body, level, tuple(sectors), first, last)


def _fit(wanted: list[str], title: str, level: str) -> int:
    """How well the words asked for name an office: 3 its title, 2 part of it, 1 its level, 0 not at all."""
    own = _title_words(title)
    if wanted == own:
        return 3
    if not wanted or DEPUTIES & set(wanted) ^ DEPUTIES & set(own):
        return 0
    if set(wanted) <= set(own) and level != "other":
        return 2
    text = " ".join(wanted)
    if text in LEVELS.get(level, ()):
        return 1
    return int(
        text in {"leader", "ruler", "supreme leader"} and level in {"leader", "head_of_government", "head_of_state"}
    )
