"""From a phrase ("Deputy Minister of Defence of Russia", "over two dozen men") to ranked candidates."""

from __future__ import annotations

from datetime import date

import msgspec

from dragoman.actor_index import Index


class Candidate(msgspec.Struct, frozen=True):
    """One reading of a phrase: the party's code, its country and sectors, and why."""

    code: str | None
    country: str | None
    sector: str | None
    sectors: tuple[str, ...]
    name: str
    confidence: float
    reasons: tuple[str, ...]


def rank(index: Index, phrase: str, on: date | None, context: str | None) -> list[Candidate]:
    return []
