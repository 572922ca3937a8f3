"""Questions to the ledger: names in, rows out."""

from __future__ import annotations

from dragoman import groups
from dragoman.actors import Registry
from dragoman.store.answer import Events
from dragoman.store.ledger import Ledger, Row
from dragoman.store.question import parse


def code_of(name: str) -> str:
    """The party code that a code or a name means, or the words themselves where nobody is known by them."""
    return groups.code_of(name) or name


def between(ledger: Ledger, *terms: str, first: str, second: str | None = None, show_all: bool = False) -> Events:
    """Events of one party or group, or between two, and whatever else the terms ask. Raises QuestionError."""
    sides = [f"party:{name}" for name in (first, second) if name]
    question = parse([*sides, *terms])
    return ledger.ask(question.also("confidence:0") if show_all and not question.show_all else question)


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
    """A party's or group's name with its code."""
    return groups.asked(name).name
