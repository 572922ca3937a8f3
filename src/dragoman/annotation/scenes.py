"""The sentences of a document as the relation model reads them: each party replaced by a token of its own.

One pass of the encoder reads a sentence with all its parties; what passed between each two of them is then a small
head's work (docs/decisions/0008). A sentence that names one party alone is read with the sentence before it, whose
parties may be the other side: "The rebels hold the town. Government forces shelled it on Monday."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.pairs import BREAK, LONGEST_BEFORE, MOST_PARTIES, mark
from dragoman.annotation.spans import number_at, starting
from dragoman.records import Mention, Span

MOST_BEFORE = 3
"""Parties of the sentence before that a lone party is paired with: the first ones, subjects mostly."""

Group = tuple[Mention, ...]
Way = tuple[int, int | None]
"""The numbers of actor and recipient among the parties of a scene."""


class Pair(msgspec.Struct, frozen=True):
    """An ordered pair of parties; `recipient` None asks what the actor did to nobody in particular."""

    sentence: Span
    actor: Mention
    recipient: Mention | None


class Scene(msgspec.Struct, frozen=True):
    """A sentence with its parties, each a group of mentions of one code; the first `own` stand in it."""

    sentence: Span
    before: Span | None
    parties: tuple[Group, ...]
    own: int

    def ways(self) -> Iterator[Way]:
        """The ordered pairs of parties that are asked about, by number; None for a recipient whom nobody names.

        A party beside others is not asked about alone: it is seldom right (docs/decisions/0006).
        """
        for a, group in enumerate(self.parties):
            if all(m.how.endswith("as a place") for m in group):
                continue
            if a < self.own == 1:
                yield a, None
            for b, other in enumerate(self.parties):
                if a != b and min(a, b) < self.own and not _shared(group, other):
                    yield a, b

    def pair(self, way: Way) -> Pair:
        """The pair as mentions: the two that stand closest."""
        actors = [m for m in self.parties[way[0]] if not m.how.endswith("as a place")]
        if way[1] is None:
            return Pair(self.sentence, actors[0], None)
        return Pair(self.sentence, *_nearest(actors, self.parties[way[1]]))

    def text(self, text: str) -> str:
        """The sentence as the model reads it."""
        marks = [(m.start, m.end, number) for number, group in enumerate(self.parties) for m in group]
        shown = mark(text, self.sentence, [m for m in marks if m[0] >= self.sentence[0]])
        if self.before is None:
            return shown
        earlier = mark(text, self.before, [m for m in marks if m[0] < self.sentence[0]], LONGEST_BEFORE)
        return f"{earlier} {BREAK} {shown}"


def scenes(
    text: str, sentences: Sequence[Span], mentions: Sequence[Mention], furniture: Sequence[Span] = ()
) -> list[Scene]:
    """Every sentence of the document's own text that names a party who may act."""
    out: list[Scene] = []
    last: Span | None = None
    for sentence in sentences:
        if number_at(furniture, sentence[0]) is not None:
            continue
        groups = _groups(sentence, mentions)
        own = len(groups)
        before = last if own == 1 and last else None
        if before:
            known = {code for m in groups[0] for code in (m.code or "").split(JOINT)}
            others = [g for g in _groups(before, mentions) if not known & set((g[0].code or "").split(JOINT))]
            groups += others[:MOST_BEFORE]
            before = before if others else None
        if groups:
            out.append(Scene(sentence, before, tuple(groups), own))
        last = sentence
    return [scene for scene in out if any(True for _ in scene.ways())]


def candidate_pairs(
    text: str, sentences: Sequence[Span], mentions: Sequence[Mention], furniture: Sequence[Span] = ()
) -> list[Pair]:
    """Every ordered pair of different parties that one sentence names, and a party that it names alone."""
    return [
        scene.pair(way)
        for scene in scenes(text, sentences, mentions, furniture)
        for way in scene.ways()
        if max(way[0], way[1] or 0) < scene.own
    ]


def _groups(sentence: Span, mentions: Sequence[Mention]) -> list[Group]:
    parties: dict[str, list[Mention]] = {}
    for m in starting(mentions, *sentence):
        if m.code and m.type not in ("media", "place") and m.end <= sentence[1]:
            parties.setdefault(m.code, []).append(m)
    return [tuple(group) for group in parties.values()][:MOST_PARTIES]


def _shared(a: Group, b: Group) -> bool:
    return bool(set((a[0].code or "").split(JOINT)) & set((b[0].code or "").split(JOINT)))


def _nearest(a: Sequence[Mention], b: Sequence[Mention]) -> tuple[Mention, Mention]:
    """The two mentions that stand closest; of two as close the first. The same two whichever side is asked first."""
    return min(
        ((x, y) for x in a for y in b), key=lambda p: (abs(p[0].start - p[1].start), min(p[0].start, p[1].start))
    )
