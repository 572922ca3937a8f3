"""Questions to the ledger: names in, rows out."""

from __future__ import annotations

from dragoman.actors import Registry
from dragoman.store.ledger import Ledger, Row


def code_of(name: str) -> str:
    """The party code that a code or a name means: "JPN", "Japan", "jpn" and "Tokyo" are one party."""
    registry = Registry.load()
    for spelling in (name, name.upper(), name.lower()):
        if spelling in registry.entries:
            return spelling
    found = registry.candidates(name)
    return found[0].code or name if found else name


def timeline(ledger: Ledger, first: str, second: str | None = None, *, show_all: bool = False) -> list[Row]:
    """Events of one party, or between two, by date; those below the shown confidence only with `show_all`."""
    codes = [code_of(first)] + ([code_of(second)] if second else [])
    return ledger.events(*codes, show_all=show_all)


def statements(ledger: Ledger, speaker: str | None, about: str | None) -> list[Row]:
    """Statements by a speaker (part of a name, or a party by code or name) about a party (code or name)."""
    return ledger.statements(speaker, code_of(about) if about else None, _party_named(speaker) if speaker else None)


def _party_named(name: str) -> str | None:
    """The code of a party that is meant itself: Russia, Moscow and RUS, but not the country that a person acts for."""
    registry, code = Registry.load(), code_of(name)
    entry = registry.entries.get(code)
    if entry is None or name.lower() == code.lower():
        return code if entry else None
    return code if registry.candidates(name)[0].name == entry.name else None


def names(first: str, second: str | None) -> str:
    """The pair as a heading: names with their codes."""
    return label(first) + (f" and {label(second)}" if second else "")


def label(name: str) -> str:
    """A party's name with its code, or the words that were asked for where nobody is known by them."""
    entry = Registry.load().entries.get(code_of(name))
    return f"{entry.name} ({entry.code})" if entry else name
