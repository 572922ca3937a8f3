"""The registry of actors: a name, a day and a context in; ranked candidates with reasons out.

What people edit stands in resources/actors and is compiled into data/actors.json (docs/registry.md). Nothing is read
at import: `Registry.load()` reads once and keeps the result.
"""

from __future__ import annotations

import functools
from datetime import date

from dragoman.actor_entries import Entry, Hit, Kind, Name, Office, Organs, Term, Titles, read_file
from dragoman.actor_index import Index
from dragoman.actor_persons import Candidate
from dragoman.actor_phrases import rank

__all__ = ["Candidate", "Entry", "Hit", "Kind", "Name", "Office", "Organs", "Registry", "Term", "Titles"]


class Registry(Index):
    """Everybody who acts: look-ups by name, office and day, and readings of a phrase."""

    @classmethod
    def load(cls) -> Registry:
        """The registry of the package, read once."""
        return _load()

    def candidates(self, phrase: str, on: date | None = None, context: str | None = None) -> list[Candidate]:
        """Who the phrase may mean, best first; empty when it is no actor. `context` is a country, as code or name."""
        return rank(self, phrase, on, context)


@functools.cache
def _load() -> Registry:
    return Registry(read_file())
