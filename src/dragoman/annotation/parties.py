"""For whom a described source speaks: `Tanzanian police`, `a Foreign Office spokesman`, `Syrian state media`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.records import Mention, Span

if TYPE_CHECKING:
    from dragoman.actors import Hit

_WORD = re.compile(r"[^\W_][\w.-]*")
_OFFICIAL = frozenset(
    "government ministry ministries minister ministers official officials authorities police army military forces navy embassy office department "
    "spokesman spokeswoman spokesperson president parliament administration leader leaders diplomat diplomats troops commander commanders "
    "foreign court prosecutors prosecutor cabinet kremlin pentagon council ambassador delegation envoy officer officers regime state "
    "representative representatives intelligence command junta security commission secretary chancellor premier king emir congress senate "
    "lawmakers lawmaker presidency consulate mission".split()
)
_PARTIES = frozenset(["state", "igo", "body", "organ", "group", "territory"])


def party_of(text: str, source: Span, mentions: Sequence[Mention], hits: Sequence[Hit]) -> str | None:
    """The country or body that the words act for; None for experts, media, private people."""
    official = any(w.removesuffix("'s") in _OFFICIAL for w in _WORD.findall(text[source[0] : source[1]].lower().replace("’", "'")))
    size = source[1] - source[0] - (4 if text[source[0] : source[0] + 4].lower() == "the " else 0)
    for mention in mentions:
        if source[0] <= mention.start and mention.end <= source[1] and mention.code and mention.type not in ("place", "person", "kind"):
            return mention.code if official or mention.end - mention.start >= 0.6 * size else None
    for hit in hits:
        if not (source[0] <= hit.start and hit.end <= source[1]):
            continue
        entry = hit.names[0].entry
        if entry.kind in ("person", "place"):
            continue
        if official or hit.end - hit.start >= 0.6 * size:
            return entry.party or entry.country or None
        return None
    return None
