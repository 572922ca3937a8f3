"""Facts of a page: what the registry knows of the offices of the persons that it names, on the day of the page."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors import Registry, Term
from dragoman.dates import Window
from dragoman.records import Annotations, Document, Fact


def facts_of(document: Document, annotations: Annotations) -> tuple[Fact, ...]:
    """Offices held at the page's time by the persons that it names."""
    registry = Registry.load()
    found = {fact for person in annotations.people for fact in _offices(person.name, registry, document.published)}
    return tuple(sorted(found, key=lambda f: (f.subject, f.object, f.start or "")))


def _offices(name: str, registry: Registry, on: Window | None) -> Iterator[Fact]:
    for term in registry.terms(name):
        if " " in name and on is not None and _held(term, on):
            whose = term.country or term.body
            yield Fact(
                term.person,
                "holds office",
                f"{term.title}, {whose}" if whose else term.title,
                term.start.label() if term.start else None,
                term.end.label() if term.end else None,
            )


def _held(term: Term, on: Window) -> bool:
    began = term.start is None or term.start.start <= on.end
    return began and (term.end is None or term.end.end >= on.start)
