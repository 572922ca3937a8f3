"""Questions to the ledger: names in, rows out."""

from __future__ import annotations

from dragoman.actors import Registry
from dragoman.store.ledger import Ledger, Row
from dragoman.views.wire import threshold


def code_of(name: str) -> str:
    """The party code that a code or a name means: "JPN", "Japan", "jpn" and "Tokyo" are one party."""
    registry = Registry.load()
    if name in registry.entries or name.upper() in registry.entries:
        return name if name in registry.entries else name.upper()
    found = registry.candidates(name)
    return found[0].code or name if found else name


def timeline(ledger: Ledger, first: str, second: str | None = None, *, show_all: bool = False) -> list[Row]:
    """Events of one party, or between two, by date; those below the shown confidence only with `show_all`."""
    codes = [code_of(first)] + ([code_of(second)] if second else [])
    return ledger.events(*codes, least=0.0 if show_all else threshold())


def statements(ledger: Ledger, speaker: str | None, about: str | None) -> list[Row]:
    """Statements by a speaker (part of a name, or a party's code) about a party (code or name)."""
    return ledger.statements(speaker, code_of(about) if about else None)


def names(first: str, second: str | None) -> str:
    """The pair as a heading: codes with their names."""
    registry = Registry.load()

    def label(name: str) -> str:
        entry = registry.entries.get(code_of(name))
        return f"{entry.name} ({entry.code})" if entry else name
    return label(first) + (f" and {label(second)}" if second else "")
