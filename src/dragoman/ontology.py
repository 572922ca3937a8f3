"""The ontology: PLOVER 2.0 as this project reads it. The only door to types, modes, contexts, sectors and scores.

What people edit stands in resources/ontology and is compiled into data/ontology.json; the decisions behind it are in
docs/decisions/ontology.md. Nothing is read at import: `Ontology.load()` reads once and keeps the result.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

from dragoman.errors import OntologyError

NONE: Final = "NONE"
"""The label that says: no event between the two parties."""

T = TypeVar("T")


class Mode(msgspec.Struct, frozen=True):
    """A kind within a type; `intensity` is None where the manual gives no score."""

    name: str
    definition: str
    intensity: float | None = None


class Example(msgspec.Struct, frozen=True):
    """A sentence of a type, with the words in it that name its parties (one, several, or none)."""

    text: str
    mode: str | None
    actor: str | tuple[str, ...] | None
    recipient: str | tuple[str, ...] | None


class NearMiss(msgspec.Struct, frozen=True, rename={"other": "is"}):
    """A sentence that looks like the type and is another one, or none, with the reason."""

    text: str
    other: str
    why: str


class EventType(msgspec.Struct, frozen=True):
    """One PLOVER type with all that is known of it. `hypotheses` are short paraphrases over the parties S and T."""

    name: str
    quad: str
    requires_recipient: bool
    symmetric: bool
    intensity: float
    definition: str
    boundary: tuple[str, ...]
    modes: tuple[Mode, ...]
    examples: tuple[Example, ...]
    near_misses: tuple[NearMiss, ...]
    hypotheses: tuple[str, ...]
    planned_as: str | None = None
    """The strict type of such an act while it is only planned."""


class Context(msgspec.Struct, frozen=True):
    """A theme that an event may belong to, beside its type."""

    name: str
    definition: str


class Sector(msgspec.Struct, frozen=True):
    """A part of society, or (`international`) a kind of body that stands above states."""

    code: str
    definition: str
    international: bool = False


class _Quad(msgspec.Struct, frozen=True):
    numeric: int
    definition: str


class _NoEvent(msgspec.Struct, frozen=True):
    name: str
    definition: str
    hypotheses: tuple[str, ...]


class _Source(msgspec.Struct, frozen=True):
    """The shape of data/ontology.json."""

    version: str
    labels: tuple[str, ...]
    types: tuple[EventType, ...]
    none: _NoEvent
    quads: dict[str, _Quad]
    statuses: dict[str, str]
    contexts: dict[str, str]
    sectors: dict[str, str]
    international: dict[str, str]


class Ontology(msgspec.Struct, frozen=True):
    """Types, modes, contexts, sectors and their rules. Made by `Ontology.load()`; each look-up of a code that is not
    there raises OntologyError, whose message lists what there is."""

    version: str
    """`plover-2.0+` and eight digits of a hash over all that the codes mean to a program."""
    labels: tuple[str, ...]
    """The sixteen types and NONE, in an order that never changes."""
    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    statuses: Mapping[str, str]
    symmetric: frozenset[str]
    """Types whose parties are equals: all are actors."""
    quads: Mapping[str, int]
    """Name of each quad class and its number, 1 to 4."""
    no_event: tuple[str, ...]
    """The hypotheses of NONE."""

    @staticmethod
    def load() -> Ontology:
        """The ontology that the package ships; read once. Raises OntologyError when its file is absent or damaged."""
        return _load()

    def type(self, name: str) -> EventType:
        """The type of that name."""
        return _look_up("type", self.types, name)

    def context(self, name: str) -> Context:
        """The context of that name."""
        return _look_up("context", self.contexts, name)

    def sector(self, code: str) -> Sector:
        """The sector, or international body, of that code."""
        return _look_up("sector", self.sectors, code)

    def modes(self, name: str) -> tuple[str, ...]:
        """Names of the modes of a type; empty for a type without."""
        return tuple(mode.name for mode in self.type(name).modes)

    def mode(self, name: str, mode: str) -> Mode:
        """A mode of a type."""
        return _look_up(f"mode of {name}", {each.name: each for each in self.type(name).modes}, mode)

    def quad(self, name: str) -> str:
        """Quad class of a type: verbal_cooperation, material_cooperation, verbal_conflict or material_conflict."""
        return self.type(name).quad

    def strict_type(self, name: str, status: str) -> str:
        """The type to record for an act with a status: a planned CONSULT, SUPPORT, COOPERATE or AID is AGREE.

        The act itself stays what it is and is kept beside the type.
        """
        found = self.type(name)
        _look_up("status", self.statuses, status)
        return found.planned_as or name if status == "planned" else name

    def score(self, name: str, mode: str | None = None) -> float:
        """Intensity from -10 to +10: that of the mode where it has one, else that of the type."""
        found = self.type(name)
        own = self.mode(name, mode).intensity if mode is not None else None
        return found.intensity if own is None else own

    def hypotheses(self, label: str) -> tuple[str, ...]:
        """Short sentences over S and T that say what a label means; NONE has its own."""
        return self.no_event if label == NONE else self.type(label).hypotheses


@functools.cache
def _load() -> Ontology:
    try:
        data = resources.files("dragoman").joinpath("data", "ontology.json").read_bytes()
        source = msgspec.json.decode(data, type=_Source)
    except (OSError, msgspec.DecodeError) as error:
        raise OntologyError(f"data/ontology.json cannot be read ({error}); install the package again") from error
    return _from_source(source)


def _from_source(source: _Source) -> Ontology:
    international = {code: Sector(code, text, True) for code, text in source.international.items()}
    return Ontology(
        version=source.version,
        labels=source.labels,
        types=MappingProxyType({each.name: each for each in source.types}),
        contexts=MappingProxyType({name: Context(name, text) for name, text in source.contexts.items()}),
        sectors=MappingProxyType({code: Sector(code, text) for code, text in source.sectors.items()} | international),
        statuses=MappingProxyType(source.statuses),
        symmetric=frozenset(each.name for each in source.types if each.symmetric),
        quads=MappingProxyType({name: quad.numeric for name, quad in source.quads.items()}),
        no_event=source.none.hypotheses,
    )


def _look_up(kind: str, table: Mapping[str, T], name: str) -> T:
    found = table.get(name)
    if found is None:
        known = ", ".join(table) or "none"
        raise OntologyError(f"no {kind} {name!r}; there is: {known}")
    return found
