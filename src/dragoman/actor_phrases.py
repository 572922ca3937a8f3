"""From a phrase ("Deputy Minister of Defence of Russia", "over two dozen men") to ranked candidates.

A phrase is read once into its marks (names, titles, kinds of people, parts of states) and then by four readers in turn:
a person by name, a body or group, a state with what acts for it, people without a country. The first that finds
something gives the best candidate; other readings of the same name follow.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date

from dragoman.actor_entries import Entry, Name, Term
from dragoman.actor_index import Index
from dragoman.actor_names import fold, lower, slug
from dragoman.actor_persons import Candidate, make, persons
from dragoman.actor_places import countries_of
from dragoman.actor_words import STATE_KINDS, STATE_ROLES, Marks, read_marks

ORGANISATION_ROLES = frozenset({"name", "organ", "body", "people", "seat"})

BRANCHED = frozenset({"church", "ngo", "movement", "union"})
"""Kinds of organisations of the whole world that have a branch in each country: the French Red Cross."""
ARMED = frozenset({"REB", "UAF", "PRM"})
TITLE_COUNTRIES = {
    "congressman": "USA", "congresswoman": "USA", "u.s. senator": "USA", "u.s. representative": "USA", "senator": "USA",
    "sen.": "USA", "rep.": "USA", "taoiseach": "IRL", "tanaiste": "IRL", "pontiff": "VAT",
    "white house chief of staff": "USA", "member of the knesset": "ISR", "chancellor of the exchequer": "GBR",
    "kremlin aide": "RUS", "northern ireland secretary": "GBR", "brexit secretary": "GBR", "home secretary": "GBR",
    "foreign secretary": "GBR", "secretary of state": "USA", "secretary of defense": "USA", "defense secretary": "USA",
    "treasury secretary": "USA", "homeland security secretary": "USA", "chief cabinet secretary": "JPN",
    "state duma deputy": "RUS",
}  # fmt: skip
"""Titles that in English news without a country belong to one state nearly always."""

LIST = re.compile(r",? and (?:the )?|, (?:the )?")
LIMIT = 300
"""Characters of a phrase that are read: nobody's name is longer."""


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
    marks = _marks(index, text)
    if marks.not_actor:
        return []
    found: list[Candidate] = []
    for reader in (persons, _organisations, _states, _people, _strangers):
        found.extend(reader(index, marks, on, country))
        if found and reader is not persons:
            break
    best: dict[tuple[str | None, str | None], Candidate] = {}
    for candidate in sorted(found, key=lambda item: -item.confidence):
        best.setdefault((candidate.code, candidate.sector), candidate)
    return list(best.values())


@functools.lru_cache(maxsize=4096)
def _marks(index: Index, text: str) -> Marks:
    """The marks of a phrase, kept: news repeats "the president" and "police"."""
    return read_marks(index, text)


def forget() -> None:
    """Drops the marks that are kept, so that a measurement reads each phrase anew."""
    _marks.cache_clear()


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


def _organisations(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """Bodies above states, groups, and the named bodies of states."""
    hit = marks.organisation
    if hit is None:
        return
    names = sorted(hit.names, key=lambda name: (not name.strong, name.entry.country != context))
    if context and marks.noun and marks.noun.start == hit.start and not any(name.strong for name in names):
        names = [name for name in names if name.entry.country == context]
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
        sectors = _of_organisation(index, marks, entry)
        country = entry.country
        if country is None and marks.state and entry.kind in BRANCHED and marks.state.end + 1 == hit.start:
            country = marks.state.names[0].entry.country
        holder = _holder(index, marks, None, entry.party or entry.code, on)
        label = holder.person if holder else entry.name
        yield make(entry.party or entry.code, country, sectors, label, sure, f"{name.role} of {entry.name}")


def _of_organisation(index: Index, marks: Marks, entry: Entry) -> tuple[str, ...]:
    """The sectors of the organisation, and of the office in it where that says more: a party's member of parliament."""
    office = marks.title.names[0].entry if marks.title else None
    if office and office.kind == "legislator" and "PTY" in entry.sectors:
        return (*office.sectors, *entry.sectors)
    if entry.party != entry.country:
        soldiers = ("MIL",) if "IGO" in entry.sectors and "MIL" in marks.sectors else ()
        return (*_armed(index, marks, entry), *entry.sectors, *soldiers)
    if marks.sectors and entry.sectors == ("GOV",):
        return marks.sectors
    return (*entry.sectors, *marks.fields)


def _armed(index: Index, marks: Marks, entry: Entry) -> tuple[str, ...]:
    """The sector of the armed people whom the phrase names beside a party or inside its name: Maoist rebels."""
    if entry.kind not in {"party", "armed-group", "movement"} or marks.organisation is None:
        return ()
    nouns = marks.noun.names if marks.noun else index.common_noun(marks.organisation.text.rpartition(" ")[2])
    if not any(sector in ARMED for noun in nouns[:1] for sector in noun.entry.sectors[:1]):
        return ()
    own = tuple(sector for sector in entry.sectors if sector in ARMED)
    return own or nouns[0].entry.sectors[:1]


def _states(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """A state, or what acts for it or lives in it; the country from the phrase, else from the context."""
    if marks.state is not None:
        readings = [name for name in marks.state.names if name.role in STATE_ROLES]
        readings.sort(key=lambda name: (name.entry.country != context, not name.strong))
        if region := _region(index, marks, readings, context):
            readings.insert(0, region)
        for place, name in enumerate(readings):
            yield _of_state(index, marks, name, on, 0.93 - 0.25 * place, context)
        return
    if not (marks.title or marks.noun or marks.sectors):
        return
    country, role, sure = _unnamed(marks, context)
    if country:
        label = marks.place[0] if role == "place" else country
        yield _of_state(index, marks, Name(label, index.entries[country], role, True), on, sure)


def _region(index: Index, marks: Marks, readings: list[Name], context: str | None) -> Name | None:
    """The part of another country that is called like the state: Georgia with a governor, or with US context."""
    if not readings or any(name.entry.country == context for name in readings):
        return None
    governed = marks.title is not None and marks.title.names[0].entry.kind == "local"
    for country in countries_of(readings[0].text) if context or governed else ():
        if country == context or governed:
            return Name(readings[0].text, index.entries[country], "place", True)
    return None


def _unnamed(marks: Marks, context: str | None) -> tuple[str | None, str, float]:
    """The country where the phrase names none: of its city or region, else the context's, else the title's own."""
    countries = marks.place[1:]
    if context and (not countries or context in countries):
        return context, "place" if countries else "context", 0.8
    if len(countries) == 1:
        return countries[0], "place", 0.75
    title = lower(fold(marks.title.text)) if marks.title else ""
    return TITLE_COUNTRIES.get(title), "title", 0.6


def _of_state(
    index: Index, marks: Marks, name: Name, on: date | None, sure: float, context: str | None = None
) -> Candidate:
    entry = name.entry
    if entry.kind not in STATE_KINDS:
        return make(entry.party or entry.code, entry.country, entry.sectors, entry.name, sure - 0.1, name.role)
    country = entry.country or (context if entry.kind == "people" else None)
    prefix = entry.code if entry.kind == "people" else entry.country
    reason = "the context's country" if name.role == "context" else f"{name.role} of {entry.name}"
    if name.role == "place":
        reason = f"{name.text} lies in {entry.name}"
    if not name.strong:
        sure -= 0.15
    if marks.stranger and not marks.acts:
        person = marks.stranger
        return make(
            slug(person), country, marks.sectors or ("CVL",), person, sure * 0.7, reason, "a person of the text"
        )
    if marks.former and not marks.suffix:
        return make(f"{prefix}-former-officials", country, ("ELI",), entry.name, sure * 0.8, reason, "former")
    if marks.suffix:
        return make(
            f"{prefix}-{marks.suffix}", country, marks.sectors, f"{entry.name} {marks.suffix}", sure, reason, "kind"
        )
    if not marks.sectors:
        if entry.kind == "people":
            return make(entry.code, country, entry.sectors, entry.name, sure, reason)
        people = name.role == "people" or (not marks.loose and _both(marks, entry))
        if people and (kind := index.common_noun(name.text.rpartition(" ")[2])[:1]):
            armed = kind[0].entry
            return make(f"{country}-{armed.code}", country, armed.sectors, name.text, sure, reason, "kind")
        if people and not marks.definite:
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


def _both(marks: Marks, entry: Entry) -> bool:
    """Whether the state's hit is a word for its people as well, and nothing else is said: Portuguese."""
    found = marks.state is not None and len(marks.hits) == 1 and not marks.organisation
    return found and marks.state is not None and any(n.role == "people" and n.entry == entry for n in marks.state.names)


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
        sectors = ("ELI",) if marks.former and marks.acts else marks.sectors
        yield make(code, context, sectors, kind.name, 0.8, "a kind of people")
    elif marks.title is not None:
        sectors = ("ELI",) if marks.former else marks.sectors
        yield make(slug(marks.title.text), None, sectors, marks.title.text, 0.5, "an office of no known country")
    else:
        sectors = ("ELI",) if marks.former else marks.sectors
        yield make("officers", context, sectors, "officers", 0.5, "a military rank")


def _strangers(index: Index, marks: Marks, on: date | None, context: str | None) -> Iterator[Candidate]:
    """A name that nobody knows: two capitalised words or more, or words after a title."""
    if " " in marks.stranger and not marks.hits:
        yield make(slug(marks.stranger), context, (), marks.stranger, 0.15, "a name not in the registry")
