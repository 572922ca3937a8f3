"""From a phrase ("Deputy Minister of Defence of Russia", "over two dozen men") to ranked candidates.

A phrase is read once into its marks (names, titles, kinds of people, parts of states) and then by four readers in turn:
a person by name, a body or group, a state with what acts for it, people without a country. The first that finds
something gives the best candidate; other readings of the same name follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from dragoman.actor_index import Entry, Index, Name, Term
from dragoman.actor_names import slug
from dragoman.actor_words import STATE_KINDS, STATE_ROLES, Marks, read_marks, spelt_out

ORGANISATION_ROLES = frozenset({"name", "organ", "body", "people", "seat"})

LIST = re.compile(r",? and (?:the )?|, (?:the )?")
LIMIT = 300
"""Characters of a phrase that are read: nobody's name is longer."""


class Candidate(msgspec.Struct, frozen=True):
    """One reading of a phrase: the party's code, its country and sectors, and why."""

    code: str | None
    country: str | None
    sector: str | None
    sectors: tuple[str, ...]
    name: str
    confidence: float
    reasons: tuple[str, ...]


def rank(index: Index, phrase: str, on: date | None, context: str | None) -> list[Candidate]:
    """Readings of the phrase, best first, each code with its sectors once."""
    text = " ".join(phrase.split())[:LIMIT]
    country = country_of(index, context)
    listed = [found[0] for part in _listed(index, text) if (found := _read(index, part, on, country))]
    return listed if len(listed) > 1 else _read(index, text, on, country)


def _listed(index: Index, text: str) -> list[str]:
    """The parts of a phrase that lists parties: "Somalia, Ethiopia and Kenya"; nothing where it is one party."""
    if not LIST.search(text):
        return []
    names = [hit for hit in index.scan_names(text) if any(name.strong for name in hit.names)]
    ends = {hit.end for hit in names}
    starts = {hit.start for hit in names}
    cuts = [found for found in LIST.finditer(text) if found.start() in ends and found.end() in starts]
    if not cuts:
        return []
    edges = [0, *(edge for found in cuts for edge in found.span()), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _read(index: Index, text: str, on: date | None, country: str | None) -> list[Candidate]:
    """Readings of a phrase that names one party."""
    marks = read_marks(index, text)
    if marks.not_actor:
        return []
    found: list[Candidate] = []
    for reader in (_persons, _organisations, _states, _people, _strangers):
        found.extend(reader(index, marks, on, country))
        if found and reader is not _persons:
            break
    best: dict[tuple[str | None, str | None], Candidate] = {}
    for candidate in sorted(found, key=lambda item: -item.confidence):
        best.setdefault((candidate.code, candidate.sector), candidate)
    return list(best.values())


def country_of(index: Index, context: str | None) -> str | None:
    """A country given as code or as name; None where it is neither."""
    if not context:
        return None
    code = context.strip().upper()
    if code in index.states and "iso2" in index.states[code]:
        return code
    for name in sorted(index.named(context.strip()), key=lambda name: not name.strong):
        if name.entry.country:
            return name.entry.country
    return None


def make(
    code: str | None, country: str | None, sectors: tuple[str, ...], name: str, confidence: float, *reasons: str
) -> Candidate:
    """A candidate whose first sector is the main one."""
    unique = tuple(dict.fromkeys(sectors))
    return Candidate(code, country, unique[0] if unique else None, unique, name, round(confidence, 2), reasons)


def _persons(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """Persons of the registry whom the phrase names."""
    for hit in marks.persons:
        codes = {name.entry.code: name for name in hit.names if name.role == "holder"}
        for name in codes.values():
            if name.strong or not marks.capitals or spelt_out(index, name, marks.words):
                yield _person(index, name, marks, on, context, len(codes))
    if marks.stranger and not marks.persons:
        people = {term.person for term in index.holders(marks.stranger, on)}
        for person in sorted(people):
            known = index.entries[slug(person)]
            yield _person(index, Name(marks.stranger, known, "holder", False), marks, on, context, len(people))


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
        return make(entry.code, term.country, ("ELI",), entry.name, sure * 0.9, f"once {term.title}")
    if state == "before":
        return make(entry.code, term.country, term.sectors, entry.name, sure * 0.6, f"later {term.title}")
    if term.body and term.country and marks.acts and index.entries[term.body].kind == "party":
        return make(term.country, term.country, marks.sectors, entry.name, sure, "office and state in the phrase")
    code = entry.code if term.level == "opposition" else index.entries[term.body].party if term.body else term.country
    return make(code, term.country, term.sectors, entry.name, sure, f"{term.title}{f' on {on}' if on else ''}")


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
        return max(past, key=lambda term: term.end.end if term.end else date.min), "after"
    return min(terms, key=lambda term: term.start.start if term.start else date.max), "before"


def _partisan(term: Term) -> bool:
    """Whether the office is one in a party, which says less than any other."""
    return term.body is not None and "PTY" in term.sectors


def _weight(term: Term) -> tuple[bool, bool, date]:
    """Of offices held at once the state's comes before the party's, the higher before the other, then the later."""
    return term.body is None, term.level != "other", term.start.start if term.start else date.min


def _organisations(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """Bodies above states, groups, and the named bodies of states."""
    hit = marks.organisation
    if hit is None:
        return
    names = sorted(hit.names, key=lambda name: (not name.strong, name.entry.country != context))
    sole = [name for name in names if name.role in ORGANISATION_ROLES]
    for place, name in enumerate(sole):
        entry = name.entry
        sure = (0.93 if name.strong else 0.6) - 0.2 * place
        if context and entry.country == context and not name.strong:
            sure += 0.2
        if marks.former:
            code = slug(marks.stranger) if marks.stranger else f"{entry.party or entry.code}-former-officials"
            yield make(
                code, entry.country, ("ELI",), marks.stranger or entry.name, sure * 0.8, f"formerly of {entry.name}"
            )
            continue
        sectors = _of_organisation(marks, entry)
        holder = _holder(index, marks, None, entry.party or entry.code, on)
        label = holder.person if holder else entry.name
        yield make(entry.party or entry.code, entry.country, sectors, label, sure, f"{name.role} of {entry.name}")


def _of_organisation(marks: Marks, entry: Entry) -> tuple[str, ...]:
    """The sectors of the organisation, and of the office in it where that says more: a party's member of parliament."""
    office = marks.title.names[0].entry if marks.title else None
    if office and office.kind == "legislator" and "PTY" in entry.sectors:
        return (*office.sectors, *entry.sectors)
    if entry.party != entry.country:
        return entry.sectors
    if marks.sectors and entry.sectors == ("GOV",):
        return marks.sectors
    return (*entry.sectors, *marks.fields)


def _states(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """A state, or what acts for it or lives in it; the country from the phrase, else from the context."""
    if marks.state is not None:
        readings = [name for name in marks.state.names if name.role in STATE_ROLES]
        readings.sort(key=lambda name: (name.entry.country != context, not name.strong))
        for place, name in enumerate(readings):
            yield _of_state(index, marks, name, on, 0.93 - 0.25 * place)
    elif context and (marks.title or marks.noun):
        name = Name(context, index.entries[context], "context", True)
        yield _of_state(index, marks, name, on, 0.8)


def _of_state(index: Index, marks: Marks, name: Name, on: date | None, sure: float) -> Candidate:
    entry = name.entry
    if entry.kind not in STATE_KINDS:
        return make(entry.party or entry.code, entry.country, entry.sectors, entry.name, sure - 0.1, name.role)
    country = entry.country
    prefix = entry.code if entry.kind == "people" else entry.country
    reason = f"{name.role} of {entry.name}" if name.role != "context" else "the context's country"
    if not name.strong:
        sure -= 0.15
    if marks.stranger and not marks.acts:
        person = marks.stranger
        return make(
            slug(person), country, marks.sectors or ("CVL",), person, sure * 0.7, reason, "a person of the text"
        )
    if marks.former:
        return make(f"{prefix}-former-officials", country, ("ELI",), entry.name, sure * 0.8, reason, "former")
    if marks.suffix:
        return make(
            f"{prefix}-{marks.suffix}", country, marks.sectors, f"{entry.name} {marks.suffix}", sure, reason, "kind"
        )
    if not marks.sectors:
        if entry.kind == "people":
            return make(entry.code, country, entry.sectors, entry.name, sure, reason)
        if name.role == "people" and not marks.definite:
            return make(
                f"{country}-civilians", country, ("CVL",), f"{name.text}", sure * 0.8, reason, "people of a country"
            )
        unsure = 0.5 if marks.loose and name.role == "demonym" else 1.0
        sectors = entry.sectors if entry.kind == "claimed" else ("GOV",)
        return make(entry.party, country, sectors, entry.name, sure * unsure, reason)
    holder = _holder(index, marks, country, None, on)
    label = holder.person if holder else entry.name
    told = (f"{holder.title} on {on}",) if holder else ()
    return make(entry.party, country, marks.sectors, label, sure, reason, *told)


def _holder(index: Index, marks: Marks, country: str | None, body: str | None, on: date | None) -> Term | None:
    """Who held the office that the phrase names, where a day is given."""
    if on is None or marks.title is None or marks.former:
        return None
    return index.in_office(marks.title.text, country, body, on)


def _people(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """Kinds of people and holders of offices of no known country."""
    if not marks.sectors:
        return
    if marks.stranger:
        yield make(slug(marks.stranger), None, marks.sectors, marks.stranger, 0.5, "a person of the text")
    elif marks.noun is not None:
        kind = marks.noun.names[0].entry
        code = f"{context}-{kind.code}" if context else kind.code
        yield make(code, context, marks.sectors, kind.name, 0.8, "a kind of people")
    elif marks.title is not None:
        sectors = ("ELI",) if marks.former else marks.sectors
        yield make(slug(marks.title.text), None, sectors, marks.title.text, 0.5, "an office of no known country")


def _strangers(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """A name that nobody knows: two capitalised words or more, or words after a title."""
    if " " in marks.stranger and not marks.hits:
        yield make(slug(marks.stranger), context, (), marks.stranger, 0.3, "a name not in the registry")
