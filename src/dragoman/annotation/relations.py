"""What passed between two parties: the model's answers, calibrated, as readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from dragoman.annotation.encoder import Array, Encoder
from dragoman.annotation.pairs import RECIPIENT, TOKENS
from dragoman.annotation.scenes import Pair, Scene, Way
from dragoman.ontology import NONE, Ontology
from dragoman.records import Status

STATUSES: tuple[Status, ...] = ("occurred", "planned", "hypothetical", "denied")


class Reading(msgspec.Struct, frozen=True):
    """The model's answer for one pair: probabilities that sum to 1 over the 16 types and NONE."""

    type: str
    probability: float
    probabilities: dict[str, float]
    act: str
    mode: str | None
    status: Status
    status_probability: float


class Reader:
    """Turns scenes into readings, with the model's calibration applied."""

    def __init__(self, encoder: Encoder) -> None:
        """A reader over a loaded model."""
        self.encoder, self.ontology = encoder, Ontology.load()
        self.temperature = float(encoder.manifest["calibration"]["temperature"])
        self.bias = np.zeros(len(self.ontology.labels), np.float32)
        self.none = self.ontology.labels.index(NONE)
        self.bias[self.none] = float(encoder.manifest["calibration"]["none"])
        self.modes: list[tuple[str, str | None]] = [(t, m) for t, m in encoder.manifest["modes"]]

    def read(self, text: str, scenes: Sequence[Scene], least: float = 0.0) -> Iterator[tuple[Pair, Reading]]:
        """Every pair of the scenes with its reading, where its likeliest type has at least that probability."""
        shown = [scene.text(text) for scene in scenes]
        ways = [[w for w in s.ways() if _stands(w, t)] for s, t in zip(scenes, shown, strict=True)]
        for scene, listed, readings in zip(scenes, ways, self.grids(shown, ways, least), strict=True):
            yield from ((scene.pair(way), reading) for way, reading in zip(listed, readings, strict=True) if reading)

    def relate(self, rendered: Sequence[str]) -> list[Reading]:
        """One reading a sentence with one marked pair, in order."""
        ways: list[list[Way]] = [[(0, 1 if RECIPIENT in text else None)] for text in rendered]
        return [reading for readings in self.grids(rendered, ways) for reading in readings if reading]

    def grids(
        self, shown: Sequence[str], ways: Sequence[Sequence[Way]], least: float = 0.0
    ) -> list[list[Reading | None]]:
        """For each text the readings of its pairs, in order; None where the likeliest type is less probable."""
        sizes = [_size(listed) for listed in ways]
        asked = [n for n, size in enumerate(sizes) if size]
        found = self.encoder.run([shown[n] for n in asked], [sizes[n] for n in asked])
        out: list[list[Reading | None]] = [[] for _ in shown]
        for place, n in enumerate(asked):
            types = _softmax((found["type"][place] + self.bias) / self.temperature)
            for a, b in ways[n]:
                cell = (a, types.shape[1] - 1 if b is None else b)
                row = types[cell]
                sure = max(row[: self.none].max(), row[self.none + 1 :].max(initial=0.0)) >= least
                out[n].append(
                    self._reading(row, found["status"][place][cell], found["mode"][place][cell]) if sure else None
                )
        return out

    def _reading(self, types: Array, statuses: Array, modes: Array) -> Reading:
        labels = self.ontology.labels
        probabilities = {label: float(p) for label, p in zip(labels, types, strict=True)}
        best = max((label for label in labels if label != NONE), key=probabilities.__getitem__)
        shares = _softmax(statuses)
        act = best
        if best == "AGREE":
            act = max(("CONSULT", "SUPPORT", "COOPERATE", "AID"), key=probabilities.__getitem__)
        return Reading(
            type=best,
            probability=probabilities[best],
            probabilities=probabilities,
            act=act,
            mode=self._mode(best, modes),
            status=STATUSES[int(np.argmax(shares))],
            status_probability=float(shares.max()),
        )

    def _mode(self, name: str, scores: Array) -> str | None:
        numbers = [n for n, (t, _) in enumerate(self.modes) if t == name]
        return self.modes[max(numbers, key=lambda n: scores[n])][1] if numbers else None


def _stands(way: Way, shown: str) -> bool:
    """Whether the parties' tokens stand in the text: words that overlap another party's are shown as that party's."""
    return TOKENS[way[0]] in shown and (way[1] is None or TOKENS[way[1]] in shown)


def _size(ways: Sequence[Way]) -> int:
    return max((max(a, b or 0) + 1 for a, b in ways), default=0)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares
