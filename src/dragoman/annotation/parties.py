"""For whom a described source speaks: `Tanzanian police`, `a Foreign Office spokesman`, `Syrian state media`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.annotation.language import words
from dragoman.annotation.spans import Spans
from dragoman.records import Mention, Span

if TYPE_CHECKING:
    from dragoman.actors import Hit

_WORD = re.compile(r"[^\W_][\w.-]*")
_KIND = re.compile(r"[A-Z]{3}-")


def party_of(text: str, source: Span, mentions: Spans[Mention], hits: Spans[Hit]) -> str | None:
    """The country or body that the words act for; None for experts, media, private people."""
    official = any(
        w.removesuffix("'s") in words("rules", "parties_official")
        for w in _WORD.findall(text[source[0] : source[1]].lower().replace("’", "'"))
    )
    size = source[1] - source[0] - (4 if text[source[0] : source[0] + 4].lower() == "the " else 0)
    for start, end, mention in mentions.inside(*source):
        if mention.type == "media" and not official:
            return None
        if mention.code and mention.type not in ("place", "person"):
            code = mention.code[:3] if official and _KIND.match(mention.code) else mention.code
            return code if official or end - start >= 0.6 * size else None
    for start, end, hit in hits.inside(*source):
        entry = hit.names[0].entry
        if entry.kind == "media" and not official:
            return None
        if entry.kind in ("person", "place", "kind") or not (entry.party or entry.country):
            continue
        if official or end - start >= 0.6 * size:
            return entry.party or entry.country or None
        return None
    return None
