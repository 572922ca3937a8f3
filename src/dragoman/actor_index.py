"""The compiled registry in memory: entries, names, terms of office, and where names stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from dragoman.actor_names import Lexicon, fold, longest, lower, person_key
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
    """A spelling of an entry: name, demonym, people, capital, seat, body, organ, office, holder, kind or place."""

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


class Title(msgspec.Struct, frozen=True):
    """A title before or instead of a name: what its holder is, and for whom the holder acts (country, body, none)."""

    name: str
    sectors: tuple[str, ...]
    acts_for: str
    level: str
    nouns: tuple[str, ...]


_TermRow = tuple[str, list[str], str, str | None, str | None, str, list[str], str | None, str | None]


class _File(msgspec.Struct):
    """The compiled file."""

    version: str
    entries: dict[str, tuple[str, str, str, str | None, list[str]]]
    names: list[tuple[str, str, str, int]]
    states: dict[str, dict[str, Any]]
    terms: list[_TermRow]
    kinds: list[Kind] = []
    titles: list[Title] = []


LEVELS: dict[str, tuple[str, ...]] = {
    "head_of_state": ("head of state",),
    "head_of_government": ("head of government", "premier", "pm", "prime minister"),
    "foreign_minister": (
        "foreign minister", "minister of foreign affairs", "foreign affairs minister", "foreign secretary", "top diplomat",
        "minister for foreign affairs", "secretary of state", "external affairs minister", "chief diplomat", "fm",
    ),
    "defence_minister": (
        "defence minister", "defense minister", "minister of defence", "minister of defense", "defense secretary",
        "defence secretary", "secretary of defense", "defense chief", "defence chief", "minister for defence",
        "minister of national defence", "minister of national defense", "pentagon chief",
    ),
    "head": ("chief", "head", "secretary general", "director general", "president", "chair", "chairman"),
}  # fmt: skip
"""Words for an office -> its level, for titles that differ from the office's own."""
DEPUTIES = frozenset({"vice", "deputy", "former", "ex", "assistant", "candidate", "elect", "designate"})


def read_file() -> _File:
    """The compiled registry of the package."""
    data = (resources.files("dragoman") / "data" / "actors.json").read_bytes()
    try:
        return msgspec.json.decode(data, type=_File)
    except msgspec.DecodeError as error:
        raise RegistryError(f"data/actors.json: {error} (run: python tools/compile_resources.py actors)") from error


def _title_words(title: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", fold(title).lower()) if word not in {"the", "s", "acting"}]


class Index:
    """Look-ups over the compiled registry."""

    def __init__(self, content: _File) -> None:
        self.version = content.version
        self.entries = {code: Entry(code, *row[:4], tuple(row[4])) for code, row in content.entries.items()}
        self.states = content.states
        self.kinds = {kind.name: kind for kind in content.kinds}
        self.titles = {title.name: title for title in content.titles}
        self._terms = content.terms
        self._persons: dict[str, list[int]] = {}
        self._holders: dict[str, list[int]] = {}
        self._index_terms()
        self._names = Lexicon(self._spellings(content.names))
        self._nouns = Lexicon(self._common_nouns())

    def _index_terms(self) -> None:
        for number, row in enumerate(self._terms):
            for name in {person_key(name) for name in (row[0], *row[1])}:
                self._persons.setdefault(name, []).append(number)
            self._holders.setdefault(row[4] or row[3] or "", []).append(number)

    def _spellings(self, rows: Iterable[tuple[str, str, str, int]]) -> Iterable[tuple[str, Name]]:
        """Each name as written, and in capitals where it is long enough not to be mistaken."""
        for text, code, role, strong in rows:
            name = Name(text, self.entries[code], role, bool(strong))
            yield text, name
            capitals = text.upper()
            if capitals != text and len(text) >= 4:
                yield capitals, name

    def _common_nouns(self) -> Iterable[tuple[str, Name]]:
        """Kinds of people and titles, in lower case."""
        for kind in self.kinds.values():
            entry = Entry(kind.suffix, "kind", kind.name, kind.suffix, None, kind.sectors)
            for noun in kind.nouns:
                yield noun.lower(), Name(noun, entry, "kind", False)
        for title in self.titles.values():
            entry = Entry(title.name, "office", title.name, "", None, title.sectors)
            for noun in title.nouns:
                yield noun.lower(), Name(noun, entry, "office", False)

    def scan(self, text: str) -> list[Hit]:
        """Names, kinds and titles in the text, leftmost-longest, at word boundaries."""
        plain = fold(text)
        matches = [*self._names.matches(plain), *self._nouns.matches(lower(plain))]
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
    return int(text in {"leader", "ruler", "supreme leader"} and level in {"leader", "head_of_government", "head_of_state"})
