"""What passed between two parties of a sentence: which pairs are asked about, and what the model answers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.encoder import Array, Encoder
from dragoman.annotation.pairs import render
from dragoman.annotation.spans import number_at, starting
from dragoman.ontology import NONE, Ontology
from dragoman.records import Mention, Span, Status

MOST_PARTIES = 7
"""Parties of one sentence that are paired; a longer list is an enumeration, and its first ones stand for it."""
STATUSES: tuple[Status, ...] = ("occurred", "planned", "hypothetical", "denied")


class Pair(msgspec.Struct, frozen=True):
    """An ordered pair of parties of one sentence; `recipient` None asks what the actor did to nobody in particular."""

    sentence: Span
    actor: Mention
    recipient: Mention | None


class Reading(msgspec.Struct, frozen=True):
    """The model's answer for one pair: probabilities that sum to 1 over the 16 types and NONE."""

    type: str
    probability: float
    probabilities: dict[str, float]
    act: str
    mode: str | None
    status: Status
    status_probability: float


def candidate_pairs(
    text: str, sentences: Sequence[Span], mentions: Sequence[Mention], furniture: Sequence[Span] = ()
) -> list[Pair]:
    """Every ordered pair of different parties that one sentence names, and a party that it names alone.

    Beside others a lone party is not asked about: it is seldom right (docs/decisions/0006).
    """
    pairs: list[Pair] = []
    for sentence in sentences:
        if number_at(furniture, sentence[0]) is not None:
            continue
        for group_a, group_b in _groups(sentence, starting(mentions, *sentence)):
            if group_b is None:
                pairs.append(Pair(sentence, group_a[0], None))
            else:
                pairs.append(Pair(sentence, *_nearest(group_a, group_b)))
    return pairs


def _groups(sentence: Span, mentions: Sequence[Mention]) -> list[tuple[list[Mention], list[Mention] | None]]:
    parties: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.code and m.type not in ("media", "place") and m.end <= sentence[1]:
            parties.setdefault(m.code, []).append(m)
    codes = list(parties)[:MOST_PARTIES]
    out: list[tuple[list[Mention], list[Mention] | None]] = []
    for a in codes:
        acting = [m for m in parties[a] if not m.how.endswith("as a place")]
        if not acting:
            continue
        if len(codes) == 1:
            out.append((acting, None))
        out += [(acting, parties[b]) for b in codes if not set(a.split(JOINT)) & set(b.split(JOINT))]
    return out


def _nearest(a: list[Mention], b: list[Mention]) -> tuple[Mention, Mention]:
    """The two mentions that stand closest; a name before an adjective where both are as close."""
    return min(((x, y) for x in a for y in b), key=lambda p: (abs(p[0].start - p[1].start), p[0].start))


def show(text: str, pair: Pair) -> str:
    """The pair's sentence as the model reads it."""
    recipient = [(pair.recipient.start, pair.recipient.end)] if pair.recipient else []
    return render(text, pair.sentence, [(pair.actor.start, pair.actor.end)], recipient)


class Reader:
    """Turns rendered sentences into readings, with the model's calibration applied."""

    def __init__(self, encoder: Encoder) -> None:
        """A reader over a loaded model."""
        self.encoder, self.ontology = encoder, Ontology.load()
        self.temperature = float(encoder.manifest["calibration"]["temperature"])
        self.bias = np.zeros(len(self.ontology.labels), np.float32)
        self.bias[self.ontology.labels.index(NONE)] = float(encoder.manifest["calibration"]["none"])
        self.modes: list[tuple[str, str | None]] = [(t, m) for t, m in encoder.manifest["modes"]]

    def read(self, rendered: Sequence[str]) -> list[Reading]:
        """One reading a text, in order."""
        if not rendered:
            return []
        found = self.encoder.run(rendered)
        types = _softmax((found["type"] + self.bias) / self.temperature)
        statuses = _softmax(found["status"])
        return [self._reading(t, s, m) for t, s, m in zip(types, statuses, found["mode"], strict=True)]

    def _reading(self, types: Array, statuses: Array, modes: Array) -> Reading:
        labels = self.ontology.labels
        probabilities = {label: float(p) for label, p in zip(labels, types, strict=True)}
        best = max((label for label in labels if label != NONE), key=probabilities.__getitem__)
        status = STATUSES[int(np.argmax(statuses))]
        act = best
        if best == "AGREE":
            act = max(("CONSULT", "SUPPORT", "COOPERATE", "AID"), key=probabilities.__getitem__)
        return Reading(
            best, probabilities[best], probabilities, act, self._mode(best, modes), status, float(statuses.max())
        )

    def _mode(self, name: str, scores: Array) -> str | None:
        numbers = [n for n, (t, _) in enumerate(self.modes) if t == name]
        return self.modes[max(numbers, key=lambda n: scores[n])][1] if numbers else None


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares
