"""What the compiled registry holds: entries, names, terms of office, kinds of people, titles."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

import msgspec

from dragoman.dates import Window
from dragoman.errors import RegistryError

LONGEST_TERM = 75
"""Years; no ruler of the registry's time has held an office for longer."""
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
        """Whether the day may lie in the term; one without an end lasts `LONGEST_TERM` years at most."""
        if self.start is not None and on < self.start.start:
            return False
        if self.end is None:
            return self.start is None or on.year - self.start.start.year <= LONGEST_TERM
        return on <= self.end.end


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


def read_file() -> File:
    """The compiled registry of the package."""
    data = (resources.files("dragoman") / "data" / "actors.json").read_bytes()
    try:
        return msgspec.json.decode(data, type=File)
    except msgspec.DecodeError as error:
        raise RegistryError(f"data/actors.json: {error} (run: python tools/compile_resources.py actors)") from error
