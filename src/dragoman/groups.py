"""Parties as people ask for them: a code or a name, or the members of a body on a day.

What the registry knows of memberships stands in the files of bodies (docs/registry.md).
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

import msgspec

from dragoman.actors import Registry
from dragoman.dates import Window, parse_partial
from dragoman.errors import RegistryError

_MEMBERS = re.compile(r"(?:members? (?:states? )?of (?:the )?)(?P<a>.+)|(?P<b>.+?)(?:'s?)? members?(?: states?)?", re.I)

_SLUG = re.compile(r"(?:[a-z0-9]+|[A-Z]{3})(?:-[a-z0-9]+)+")


class Membership(msgspec.Struct, frozen=True):
    """A state in a body, from one day to another; None where the day is not known or it has not ended."""

    code: str
    body: str
    start: Window | None = None
    end: Window | None = None

    def covers(self, on: date) -> bool:
        """Whether the day may lie in the membership."""
        begun = self.start is None or self.start.start <= on
        return begun and (self.end is None or on <= self.end.end)


class Asked(msgspec.Struct, frozen=True):
    """Whom a question means: one party, or the members of a body. `name` is for the reader."""

    code: str
    name: str
    members: tuple[Membership, ...] = ()
    unknown: str = ""
    """Why the registry cannot tell who is meant; the ledger may know the code from a page."""


def asked(name: str) -> Asked:
    """Whom the words mean: `JPN`, `Japan`, `EU`, `EU members`, `members of NATO`.

    A single word that the registry does not know may be the code of somebody whom a page introduced, and is taken as
    it stands, with the reason. Raises RegistryError for other words.
    """
    words = " ".join(name.split())
    found = _MEMBERS.fullmatch(words)
    if found:
        code = known_code(found["a"] or found["b"])
        listed = members(code)
        if not listed:
            raise RegistryError(f"{words!r}: the registry knows no members of {label(code)}")
        return Asked(code, f"members of {label(code)}", listed)
    try:
        code = known_code(words)
    except RegistryError as problem:
        if " " in words:
            raise
        return Asked(words, words, unknown=str(problem))
    return Asked(code, label(code))


def known_code(name: str) -> str:
    """The party code that a code or a name means: "JPN", "Japan", "jpn" and "Tokyo" are one party.

    Raises RegistryError, with the nearest names, where nobody is known by it.
    """
    code = code_of(name)
    if code:
        return code
    registry = Registry.load()
    names = {entry.name.lower(): entry for entry in registry.entries.values()}
    names |= {code.lower(): entry for code, entry in registry.entries.items()}
    near = [names[n] for n in get_close_matches(name.lower(), names, n=3, cutoff=0.7)]
    hint = ", ".join(dict.fromkeys(f"{e.name} ({e.code})" for e in near))
    raise RegistryError(f"nobody is known as {name!r}" + (f"; did you mean {hint}?" if hint else ""))


def code_of(name: str) -> str | None:
    """As `known_code`; None where nobody is known by the name."""
    registry = Registry.load()
    for spelling in (name, name.upper(), name.lower()):
        if spelling in registry.entries:
            return spelling
    if _SLUG.fullmatch(name):
        return name  # somebody whom only the pages know, or a kind of people: SYR-civilians
    found = registry.candidates(name)
    return found[0].code if found else None


def label(code: str) -> str:
    """A party's name with its code."""
    entry = Registry.load().entries.get(code)
    return f"{entry.name} ({code})" if entry and entry.name != code else code


def members(body: str) -> tuple[Membership, ...]:
    """All who were ever members of a body, in the order of the registry."""
    rows = Registry.load().states.get(body, {}).get("members", [])
    return tuple(_membership(body, row) for row in rows)


def memberships(code: str) -> tuple[Membership, ...]:
    """All bodies of which a state was ever a member, by code of the body."""
    states = Registry.load().states
    found = ((body, row) for body, facts in sorted(states.items()) for row in facts.get("members", []))
    return tuple(_membership(body, row) for body, row in found if row["code"] == code)


def _membership(body: str, row: dict[str, str]) -> Membership:
    first, last = (parse_partial(str(row[key])) if row.get(key) else None for key in ("from", "to"))
    return Membership(row["code"], body, first, last)
