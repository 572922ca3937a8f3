"""The coders: whatever turns a document's annotations into readings of pairs. `coder_named` is the table's door."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from dragoman.actors import Registry
from dragoman.annotation.encoder import Encoder, read_manifest, shipped, shipped_folder
from dragoman.annotation.lexicon import SURE, lexicon_reading
from dragoman.annotation.pairs import render
from dragoman.annotation.relations import Reader, Reading
from dragoman.annotation.scenes import Pair, candidate_pairs, scenes
from dragoman.confidence import confidence
from dragoman.errors import ModelError
from dragoman.ontology import Ontology
from dragoman.records import Annotations, Document


class Coder(Protocol):
    """What a coder must do."""

    name: str
    shown: float
    """Events of at least this confidence are shown by default."""

    def read(self, document: Document, annotations: Annotations) -> list[tuple[Pair, Reading]]:
        """The pairs of a document with what passed between them."""
        ...

    def relate(self, texts: list[str]) -> list[Reading]:
        """Readings of rendered sentences, each with one marked pair."""
        ...

    def confidence(self, features: Mapping[str, float]) -> float:
        """The chance that an assembled event with these features is right."""
        ...

    def versions(self) -> dict[str, str]:
        """The versions that made a record: coder, ontology, registry; and the confidence from which it is shown."""
        ...


class ModelCoder:
    """The relation model over every candidate pair."""

    def __init__(self, encoder: Encoder) -> None:
        """A coder over a loaded model."""
        self.name = "model"
        self._reader = Reader(encoder)
        self._manifest = encoder.manifest
        self.shown = float(encoder.manifest["calibration"]["shown"])

    def read(self, document: Document, annotations: Annotations) -> list[tuple[Pair, Reading]]:
        """Every candidate pair with its reading; those that are surely nothing are left out."""
        found = scenes(document.text, annotations.sentences, annotations.parties, document.furniture)
        return list(self._reader.read(document.text, found, self._manifest["calibration"]["least"]))

    def relate(self, texts: list[str]) -> list[Reading]:
        """Readings of rendered sentences."""
        return self._reader.relate(texts)

    def confidence(self, features: Mapping[str, float]) -> float:
        """By the weights that ship with the model."""
        return confidence(features, self._manifest["calibration"]["event"])

    def versions(self) -> dict[str, str]:
        """The model's own version beside ontology and registry."""
        return {"coder": str(self._manifest["version"]), **_versions(), "shown": f"{self.shown:g}"}


class BaselineCoder:
    """A lexicon of verbs and the nearest parties, for comparison: what the field did before models."""

    name = "baseline"
    shown = 0.5

    def read(self, document: Document, annotations: Annotations) -> list[tuple[Pair, Reading]]:
        """Pairs with a verb of the lexicon between or beside them."""
        pairs = candidate_pairs(document.text, annotations.sentences, annotations.parties, document.furniture)
        found = ((pair, lexicon_reading(_shown(document.text, pair))) for pair in pairs)
        return [(pair, reading) for pair, reading in found if reading.probability >= self.shown]

    def relate(self, texts: list[str]) -> list[Reading]:
        """Readings of rendered sentences."""
        return [lexicon_reading(text) for text in texts]

    def confidence(self, features: Mapping[str, float]) -> float:
        """The same for all: a lexicon knows no doubt."""
        return SURE

    def versions(self) -> dict[str, str]:
        """The lexicon's version beside ontology and registry."""
        return {"coder": "baseline-1", **_versions(), "shown": f"{self.shown:g}"}


def _shown(text: str, pair: Pair) -> str:
    recipient = [(pair.recipient.start, pair.recipient.end)] if pair.recipient else []
    return render(text, pair.sentence, [(pair.actor.start, pair.actor.end)], recipient)


def _versions() -> dict[str, str]:
    return {"ontology": Ontology.load().version, "registry": Registry.load().version}


@cache
def coder_named(name: str) -> Coder:
    """`model` (shipped), `baseline`, or the folder of a user's own model. Raises ModelError."""
    if name == "model":
        return ModelCoder(shipped())
    if name == "baseline":
        return BaselineCoder()
    if not Path(name).is_dir():
        raise ModelError(f"--coder {name}: neither model nor baseline nor a folder with a model")
    return ModelCoder(Encoder(Path(name)))


def check_coder(name: str) -> None:
    """Whether `coder_named` would find that coder whole, without starting it. Raises ModelError."""
    if name == "baseline":
        return
    folder = shipped_folder() if name == "model" else Path(name)
    if name != "model" and not folder.is_dir():
        raise ModelError(f"--coder {name}: neither model nor baseline nor a folder with a model")
    read_manifest(folder)
