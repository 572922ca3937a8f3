"""Mentions of parties: what the registry knows, the persons of the document, and kinds of people, joined to phrases.

"Russian Foreign Minister Sergey Lavrov", "Turkey's army" and "rebels in Syria" are one mention each. A party that
the words alone do not place ("the government", "police") takes its country from the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.actors import Hit, Name, Registry
from dragoman.annotation.definite import definite
from dragoman.annotation.joining import joined
from dragoman.annotation.offices import acts_for_state, is_former, slug
from dragoman.annotation.phrases import TITLE_WORDS, is_generic, organisations
from dragoman.annotation.placing import placed
from dragoman.annotation.spans import Spans, number_at
from dragoman.annotation.units import Unit, is_locative, is_of_state, is_official, modifies
from dragoman.records import Mention, Person, Span

_DESTINATION = re.compile(
    r"\b(?:arriv\w+|land(?:ed|s|ing)?|received|welcomed|greeted|expected|due|host\w*|(?:to|will) visit) (?:back )?"
    r"(?:in|to|at) $|\b(?:travel\w*|fl(?:y|ew|ies|own)|visits?|trips?|went|go(?:es|ing)?|gone|came|come|return\w*"
    r"|head(?:ed|ing|s)?|tour|deploy\w*|sent|moved?|envoy|ambassador|delegat\w+)"
    r" (?:\w+ ){0,4}?(?:to|from|in) $|\bfrom $"
)
"""Words before a capital that make it the seat of a host or a sender rather than the spot of a meeting."""
_MONARCH = re.compile(r"\b(?:King|Queen|Emperor|Sultan|Emir|President|Crown Prince) $")
_LOOKS = 20
"""Mentions of a person before which a title is looked for."""
_NO_PARTY = re.compile(
    r"-(?:backed|trained|supported|funded|linked|made|built|born|aligned|style|flagged|registered|occupied|held|controlled"
    r"|based|educated|speaking|supplied|designed)\b"
    r"| (?:[Aa]greements?|[Aa]ccords?|[Pp]rotocol|[Cc]onvention|[Pp]rocess|[Aa]irport|[Uu]niversity|[Mm]arathon"
    r"|[Ss]tock [Ee]xchange|[Ii]nternational [Aa]irport)\b"
)
"""What follows a state's or a capital's name that only qualifies: "Ankara-backed rebels", "the Pretoria agreement"."""
_DATELINE = re.compile(
    r"^[A-Z][A-Z'’./-]+(?:[ /][A-Z][A-Z'’./-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? \([^()\n]{2,40}\))? ?(?:[–—]|--?) ",
    re.MULTILINE,
)
_DETERMINED = re.compile(r"(?:\b(?:[Tt]h(?:e|is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|whose|our)|['’]s?) (?:\w+ ){0,2}$")
_MONEY = ("$", "€", "£")
"""After a name: a sum in that country's money, "US$58 million"."""
_FORMER = re.compile(r"\b(?:former|ex|then|late|future|next|would-be|onetime|one-time)[ -](?:\w+[ -])?$", re.IGNORECASE)
_NAMED_AFTER = re.compile(r" (?:[A-Z]\w|(?:of|for|at) (?!the (?:country|republic|kingdom|state|government)\b))")
_NO_STATE = re.compile(
    r"^(?!.*\b(?i:government|ministry|presidential|military|army)\b).*spokes|(?i:counterpart|colleague|opposition|rebel|guerrilla|militia|separatist|party|union|company|bank|club|church"
    r"|university|airline|protest|gang|cartel|captain|chairman|director|ceo|activist|de facto|self-)"
    r"|\b(?i:president|head|chief|leader|general secretary|commander) of (?:the )?"
    r"(?!Parliament|National|House|Senate)[A-Z]"
)
"""Descriptions of an office that need not be one of a state's."""
_OFFICES = frozenset(["head_of_state", "head_of_government", "minister", "diplomat"])


def find_mentions(
    text: str, sentences: Sequence[Span], people: Sequence[Person], registry: Registry, furniture: Sequence[Span] = ()
) -> tuple[Mention, ...]:
    """All mentions of parties and places of a document, in reading order, not overlapping."""
    units = _units(text, people, registry)
    units = [u for u in units if number_at(furniture, u.start) is None]
    units = joined(text, definite(text, sentences, joined(text, units)))
    units = [u for u in units if u.role != "office" or u.country or _stands_alone(text, u)]
    units = placed(text, sentences, units, {p.name: p for p in people})
    return tuple(_mention(text, u) for u in units)


def _stands_alone(text: str, unit: Unit) -> bool:
    """Whether an office without a country is a party by itself: "the president", not "president of the club"."""
    before = text[max(0, unit.start - 30) : unit.start]
    bare = text.startswith(("The ", "the "), unit.start)
    return bool(bare or _DETERMINED.search(before)) and not (
        _FORMER.search(before) or _NAMED_AFTER.match(text, unit.end)
    )


def _units(text: str, people: Sequence[Person], registry: Registry) -> list[Unit]:
    named = [_person_unit(text, person, span, _reigns(text, person)) for person in people for span in person.mentions]
    hits = [hit for hit in registry.scan(text) if not text.startswith(_MONEY, hit.end)]
    sure = {
        key for hit in hits for name in hit.names if name.strong for key in (name.entry.code, name.entry.country or "")
    }
    lines = Spans((m.start(), m.end(), "") for m in _DATELINE.finditer(text))
    found = [_qualified(text, u, lines) for hit in hits if (u := _hit_unit(text, hit, registry, sure))]
    known = _places([*named, *(u for u in found if u.role in ("name", "body", "organ", "seat") and u.type != "state")])
    states = _places(u for u in found if u.type == "state" and u.country)
    whole = _places(u for u in found if u.type == "state" and u.role in ("name", "seat", "body", "organ"))
    extra = [
        _organisation(text, (s, e), code, states)
        for s, e, code in organisations(text)
        if not _touches((s, e), known) and not any(a <= s and e <= b for a, b, _ in whole.touching(s, e))
    ]
    kept = named + extra
    spans = _places(kept)
    kept += [u for u in found if not _touches((u.start, u.end), spans)]
    return sorted(kept, key=lambda u: u.start)


def _qualified(text: str, unit: Unit, datelines: Spans[str]) -> Unit:
    """A state or capital that is only a dateline, or only qualifies the next words, as a place."""
    if unit.type == "state" and (
        next(datelines.touching(unit.start, unit.end), None) is not None or _NO_PARTY.match(text, unit.end)
    ):
        return msgspec.structs.replace(unit, type="place", role="place", code=None, how="a place that acts in nothing")
    return unit


def _organisation(text: str, span: Span, code: str, named: Spans[Unit]) -> Unit:
    """An organisation that the registry does not know; one of a state's own, named with the state, is the state."""
    start, end = span
    name = text[start:end]
    states = [u for _, _, u in named.inside(start, end) if u.country]
    country = states[0].country if states else None
    of_state = bool(states) and states[0].role == "demonym" and is_of_state(name)
    if not code or of_state or is_official(name) or is_generic(name):
        how = "an office of state"
        if country is None:
            return Unit(start, end, "kind", "kind", None, name, None, ("GOV",), suffix="ministry", acts=True, how=how)
        return Unit(start, end, "state", "organisation", country, name, country, ("GOV",), how=how)
    return Unit(start, end, "other", "organisation", code, name, country, ())


def _places(units: Iterable[Unit]) -> Spans[Unit]:
    return Spans((u.start, u.end, u) for u in units)


def _touches(span: Span, spans: Spans[Unit]) -> bool:
    return next(spans.touching(*span), None) is not None


def _reigns(text: str, person: Person) -> bool:
    """Whether a person without another description is called king, emir or president before the name."""
    return person.role is None and any(_MONARCH.search(text, max(0, s - 20), s) for s, _ in person.mentions[:_LOOKS])


def _person_unit(text: str, person: Person, span: Span, reigns: bool = False) -> Unit:
    start = span[0]
    while m := re.search(r"([A-Z][\w.'’-]*|former|acting|then) $", text[max(0, start - 25) : start]):
        word = m.group(1)
        if word.strip(".").lower() not in TITLE_WORDS:
            break
        start -= len(word) + 1
    own = person.code if person.code and person.code.islower() and slug(person.name) == person.code else ""
    return Unit(
        start, span[1], "person", "person", person.code, person.name, person.country, (),
        acts=bool(own) and person.country is None and (reigns or _holds_office(person)),
        how="person of the document", own=own,
    )  # fmt: skip


def _holds_office(person: Person) -> bool:
    """An office of some state; whom a spokesman speaks for the sentence says, and it need not be the page's country."""
    role = person.role or ""
    return bool(role) and not _NO_STATE.search(role) and acts_for_state(role) and not is_former(role)


def _hit_unit(text: str, hit: Hit, registry: Registry, sure: set[str]) -> Unit | None:
    """The reading of a hit that serves as a party: the strongest; holders of offices are the persons' business.

    A weak name ("the alliance", "Democrats") needs its owner, or the owner's country, named elsewhere without doubt.
    """
    readings = [n for n in hit.names if n.role not in ("holder", "office", "place")]
    readings = [n for n in readings if n.strong or n.role in ("kind", "body") or {n.entry.code, n.entry.country} & sure]
    if not readings:
        return _office_unit(hit)
    name = _best(readings)
    entry = name.entry
    if name.role == "body" and not name.strong:
        lands = tuple(dict.fromkeys(n.entry.country for n in readings if n.role == "body" and n.entry.country))
        return Unit(hit.start, hit.end, "kind", "kind", None, hit.text, None, entry.sectors, acts=True, choices=lands)
    if name.role == "kind":
        acts = registry.kinds[entry.name].acts_for_country
        if modifies(text, hit.start, hit.end, acts):
            return None
        return Unit(
            hit.start, hit.end, "kind", "kind", None, hit.text, None, entry.sectors, suffix=entry.code, acts=acts
        )
    return _named_unit(text, hit, name)


def _office_unit(hit: Hit) -> Unit | None:
    """A title where no name follows it: whose office it is the words beside it or the page tell."""
    titles = [n for n in hit.names if n.role == "office" and n.entry.kind in _OFFICES]
    if not titles:
        return None
    return Unit(hit.start, hit.end, "kind", "office", None, hit.text, None, ("GOV",), suffix="officials", acts=True)


_TYPES = {
    "state": "state",
    "territory": "state",
    "historical": "state",
    "claimed": "state",
    "igo": "igo",
    "media": "media",
}


def _named_unit(text: str, hit: Hit, name: Name) -> Unit:
    entry = name.entry
    code = entry.party or None
    sent = _DESTINATION.search(text, max(0, hit.start - 60), hit.start)
    owner = text.startswith(("'s", "’s"), hit.end)
    if name.role == "capital" and is_locative(text, hit.start) and not sent and not owner:
        country = entry.country or code
        return Unit(hit.start, hit.end, "place", "capital", None, hit.text, country, (), how="capital as a place")
    how = f"registry: {name.role} {name.text}"
    return Unit(
        hit.start, hit.end, _TYPES.get(entry.kind, "group"), name.role, code, entry.name, entry.country, entry.sectors,
        how=how, kind=entry.kind,
    )  # fmt: skip


_RANK = {"name": 0, "people": 1, "demonym": 1, "seat": 2, "body": 2, "organ": 2, "capital": 3, "kind": 4}


def _best(readings: Sequence[Name]) -> Name:
    return min(readings, key=lambda n: (not n.strong, _RANK.get(n.role, 5)))


def _mention(text: str, u: Unit) -> Mention:
    owner = text.startswith(("'s", "’s"), u.end)
    locative = is_locative(text, u.start) and u.role in ("name", "capital") and not owner
    how = u.how + "; as a place" * locative
    return Mention(u.start, u.end, u.type, u.code, u.name, u.country, u.sectors, None, how)
