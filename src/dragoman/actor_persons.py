"""Persons in a phrase: who of the registry is meant, and for whom they act on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from dragoman.actor_entries import Entry, Name, Term
from dragoman.actor_index import Index
from dragoman.actor_names import slug
from dragoman.actor_words import STATE_KINDS, Marks, spelt_out

PRIVATE_KINDS = frozenset({"party", "ngo", "company", "media", "movement", "think-tank", "union"})
RULING = frozenset({"head_of_state", "head_of_government", "leader"})


class Candidate(msgspec.Struct, frozen=True):
    """One reading of a phrase: the party's code, its country and sectors, and why."""

    code: str | None
    country: str | None
    sector: str | None
    sectors: tuple[str, ...]
    name: str
    confidence: float
    reasons: tuple[str, ...]


def make(
    code: str | None, country: str | None, sectors: tuple[str, ...], name: str, confidence: float, *reasons: str
) -> Candidate:
    """A candidate whose first sector is the main one."""
    unique = tuple(dict.fromkeys(sectors))
    return Candidate(code, country, unique[0] if unique else None, unique, name, round(confidence, 2), reasons)


def persons(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """Persons of the registry whom the phrase names."""
    for hit in marks.persons:
        codes = {name.entry.code: name for name in hit.names if name.role == "holder"}
        for name in codes.values():
            if name.strong or not marks.capitals or spelt_out(index, name, marks.words):
                yield _person(index, name, marks, on, context, len(codes))
    if marks.stranger and not marks.persons:
        people = {term.person for term in index.holders(marks.stranger, on)}
        if not people and marks.title and " " not in marks.stranger:
            people = set(index.titled(marks.title.text, marks.stranger, on))
        alike = frozenset() if people else index.sounding(marks.stranger)
        for person in sorted(people | alike):
            known = index.entries[slug(person)]
            name = Name(marks.stranger, known, "holder", False)
            found = _person(index, name, marks, on, context, len(people | alike))
            yield _less(found, f"spelt like {person}") if alike else found


def _less(found: Candidate, reason: str) -> Candidate:
    """The candidate with less confidence and one more reason."""
    return msgspec.structs.replace(found, confidence=round(found.confidence * 0.8, 2), reasons=(*found.reasons, reason))


def _person(index: Index, name: Name, marks: Marks, on: date | None, context: str | None, rivals: int) -> Candidate:
    """A person in the light of the day: acts for the country or body while in office, else is a private person."""
    entry = name.entry
    terms = list(index.terms(entry.name))
    term, state = _term_on(terms, on)
    sole = rivals == 1 or (state == "in office" and (on is not None or (term is not None and term.end is None)))
    sure = (0.95 if name.strong else 0.85) / (1 if sole else rivals)
    hint = context or (marks.state.names[0].entry.country if marks.state else None)
    if hint and term and hint != term.country:
        sure *= 0.6
    if term is None:
        return make(entry.code, entry.country, entry.sectors, entry.name, sure, "named in the registry")
    if marks.former or state == "after":
        return _after(index, entry, term, marks, on, sure)
    if state == "before":
        told = marks.sectors or term.sectors
        return make(entry.code, term.country, told, entry.name, sure * 0.6, f"later {term.title}")
    if term.body and term.country and marks.acts and index.entries[term.body].kind == "party":
        return make(term.country, term.country, marks.sectors, entry.name, sure, "office and state in the phrase")
    code = entry.code if term.level == "opposition" else index.entries[term.body].party if term.body else term.country
    sectors = _standing(index, term, terms, marks, on)
    return make(code, term.country, sectors, entry.name, sure, f"{term.title}{f' on {on}' if on else ''}")


def _after(index: Index, entry: Entry, term: Term, marks: Marks, on: date | None, sure: float) -> Candidate:
    """Somebody whose offices have ended: one of the elite, unless the phrase gives another office or kind."""
    held = [past for past in index.terms(entry.name) if not past.body or past.body == term.body]
    new = marks.title is not None and not any(index.fits(marks.title.text, past) for past in held)
    if not marks.former and marks.sectors and (new or (marks.noun and not marks.acts)):
        told = (*marks.sectors, "ELI")
        return make(entry.code, term.country, told, entry.name, sure * 0.8, "as the phrase says", f"once {term.title}")
    return make(entry.code, term.country, ("ELI",), entry.name, sure * 0.9, f"once {term.title}")


def _standing(index: Index, term: Term, terms: list[Term], marks: Marks, on: date | None) -> tuple[str, ...]:
    """Sectors of somebody in office. Outside the state the phrase's own word goes first (a cleric who leads a party),
    and who once ruled stays known for that (a former president with a foundation)."""
    if term.body is None or index.entries[term.body].kind in STATE_KINDS:
        return term.sectors
    if marks.sectors and not marks.acts and marks.sectors[0] != "UAF":
        return (*marks.sectors, *term.sectors)
    once = [past for past in terms if past.level in RULING and past.end and on and past.end.end < on]
    if once and index.entries[term.body].kind in PRIVATE_KINDS and term.level != "opposition":
        return ("ELI", *term.sectors)
    return term.sectors


def _term_on(terms: list[Term], on: date | None) -> tuple[Term | None, str]:
    """The term that counts on the day (the weightiest that covers it), and how the day lies to it."""
    if not terms:
        return None, ""
    if on is None:
        return max(terms, key=lambda term: (not _partisan(term), term.end is None, *_weight(term))), "in office"
    covering = [term for term in terms if term.covers(on)]
    if covering:
        return max(covering, key=_weight), "in office"
    past = [term for term in terms if term.end and term.end.end < on]
    if past:
        return max(past, key=lambda term: (term.body is None, term.end.end if term.end else date.min)), "after"
    return min(terms, key=lambda term: term.start.start if term.start else date.max), "before"


def _partisan(term: Term) -> bool:
    """Whether the office is one in a party, which says less than any other."""
    return term.body is not None and "PTY" in term.sectors


def _weight(term: Term) -> tuple[bool, bool, date]:
    """Of offices held at once the state's comes before the party's, the higher before the other, then the later."""
    return term.body is None, term.level != "other", term.start.start if term.start else date.min
