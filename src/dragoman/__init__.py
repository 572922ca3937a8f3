"""Reads pages of international news and keeps a record that can be checked: who did what to whom, and who said what."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.actors import Registry
    from dragoman.api import annotate, code, read, relate, resolve
    from dragoman.dates import Window
    from dragoman.errors import DragomanError, InputError, ModelError, StoreError
    from dragoman.ontology import Ontology
    from dragoman.records import (
        Annotations,
        Attribution,
        Coded,
        Document,
        Event,
        Evidence,
        Fact,
        Mention,
        Party,
        Person,
        Statement,
    )
    from dragoman.store.ledger import Ledger

__all__ = [
    "Annotations",
    "Attribution",
    "Coded",
    "Document",
    "DragomanError",
    "Event",
    "Evidence",
    "Fact",
    "InputError",
    "Ledger",
    "Mention",
    "ModelError",
    "Ontology",
    "Party",
    "Person",
    "Registry",
    "Statement",
    "StoreError",
    "Window",
    "__version__",
    "annotate",
    "code",
    "read",
    "relate",
    "resolve",
]

_HOMES = {
    "actors": ("Registry",),
    "api": ("annotate", "code", "read", "relate", "resolve"),
    "dates": ("Window",),
    "errors": ("DragomanError", "InputError", "ModelError", "StoreError"),
    "ontology": ("Ontology",),
    "records": ("Annotations", "Attribution", "Coded", "Document", "Event", "Evidence", "Fact", "Mention", "Party",
                "Person", "Statement"),
    "store.ledger": ("Ledger",),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Public names are fetched when first asked for: `import dragoman` loads nothing heavy."""
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"dragoman.{home}"), name)
            return value
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
