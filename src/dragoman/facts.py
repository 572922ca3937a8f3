"""Facts: what the registry knows of offices and memberships, on a page's day or on any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.actors import Registry, Term
from dragoman.dates import Window
from dragoman.groups import Membership, members, memberships
from dragoman.records import Annotations, Document, Fact


def facts_of(document: Document, annotations: Annotations) -> tuple[Fact, ...]:
    """Offices held at the page's time by the persons that it names."""
    registry = Registry.load()
    found = {fact for person in annotations.people for fact in _offices(person.name, registry, document.published)}
    return tuple(sorted(found, key=lambda f: (f.subject, f.object, f.start or "")))


def _offices(name: str, registry: Registry, on: Window | None) -> Iterator[Fact]:
    for term in registry.terms(name):
        if " " in name and on is not None and _held(term, on):
            yield _office(term)


def _office(term: Term) -> Fact:
    whose = term.country or term.body
    return Fact(
        term.person,
        "holds office",
        f"{term.title}, {whose}" if whose else term.title,
        term.start.label() if term.start else None,
        term.end.label() if term.end else None,
    )


def _held(term: Term, on: Window) -> bool:
    began = term.start is None or term.start.start <= on.end
    return began and (term.end is None or term.end.end >= on.start)


def state_on(code: str, on: date) -> tuple[Fact, ...]:
    """What held of a state or body on a day: who held its offices, of what it was a member, who were its members."""
    registry = Registry.load()
    terms = (registry._term(number) for number in registry._holders.get(code, ()))
    held = {_office(term) for term in terms if term.covers(on)}
    offices = sorted(held, key=lambda f: (f.object, f.subject))
    of = [_member(m) for m in memberships(code) if m.covers(on)]
    in_it = [_member(m) for m in members(code) if m.covers(on)]
    return (*offices, *of, *in_it)


def membership(state: str, body: str, on: date) -> Fact | None:
    """The membership of a state in a body that covers the day."""
    found = (m for m in memberships(state) if m.body == body and m.covers(on))
    return next((_member(m) for m in found), None)


def _member(m: Membership) -> Fact:
    first, last = (window.label() if window else None for window in (m.start, m.end))
    return Fact(m.code, "member of", m.body, first, last)
