"""Mentions of parties: what the registry knows, the persons of the document, and kinds of people, joined to phrases.

"Russian Foreign Minister Sergey Lavrov", "Turkey's army" and "rebels in Syria" are one mention each. A party that
the words alone do not place ("the government", "police") takes its country from the words around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.actors import Hit, Name, Registry
from dragoman.annotation.offices import acts_for_state, is_former
from dragoman.annotation.phrases import MODIFIERS, PLURALS, STOPS, TITLE_WORDS, organisations
from dragoman.annotation.spans import Spans, number_at
from dragoman.records import Mention, Person, Span

_MODIFIED = re.compile(r"[ -](?:[A-Za-z][\w'’.-]*[ -]){0,4}")
_OWNED = re.compile(r"(?:['’]s?|['’]) (?:[A-Za-z][\w-]* ){0,4}")
_OF = re.compile(r" (?:of|in|from|inside) (?:the )?")
_LOCATIVE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]round|[Aa]cross|[Tt]hroughout|into|from|through|via|towards?|over"
    r"|(?:went|goe?s?|going|gone|travell?(?:ed|ing)?|flew|fly|flown|came|come|return(?:ed|ing)?|trips?|drove|head(?:ed|ing)"
    r")(?: back)? to)"
    r" (?:the |[a-z]+ern |downtown |southern and \w+ )?$"
)


class Unit(msgspec.Struct, frozen=True):
    """A piece that a mention is made of."""

    start: int
    end: int
    type: str
    role: str
    code: str | None
    name: str
    country: str | None
    sectors: tuple[str, ...]
    suffix: str = ""
    acts: bool = False
    how: str = ""


def find_mentions(
    text: str, sentences: Sequence[Span], people: Sequence[Person], registry: Registry, furniture: Sequence[Span] = ()
) -> tuple[Mention, ...]:
    """All mentions of parties and places of a document, in reading order, not overlapping."""
    units = _units(text, people, registry)
    units = [u for u in units if number_at(furniture, u.start) is None]
    units = _joined(text, units)
    units = _placed(text, sentences, units)
    return tuple(_mention(text, u) for u in units)


def _units(text: str, people: Sequence[Person], registry: Registry) -> list[Unit]:
    named = [_person_unit(text, person, span) for person in people for span in person.mentions]
    hits = registry.scan(text)
    sure = {
        key for hit in hits for name in hit.names if name.strong for key in (name.entry.code, name.entry.country or "")
    }
    found = [u for hit in hits if (u := _hit_unit(text, hit, registry, sure))]
    known = _places([*named, *(u for u in found if u.role in ("name", "body", "organ", "seat") and u.type != "state")])
    states = _places(u for u in found if u.type == "state" and u.country)
    extra = [
        _organisation(text, (s, e), code, states) for s, e, code in organisations(text) if not _touches((s, e), known)
    ]
    kept = named + extra
    spans = _places(kept)
    kept += [u for u in found if not _touches((u.start, u.end), spans)]
    return sorted(kept, key=lambda u: u.start)


def _organisation(text: str, span: Span, code: str, named: Spans[Unit]) -> Unit:
    """An organisation that the registry does not know; one of a state's own, named with the state, is the state."""
    start, end = span
    states = [u.country for _, _, u in named.inside(start, end) if u.country]
    if states and _official(text[start:end]):
        return Unit(
            start,
            end,
            "state",
            "organisation",
            states[0],
            text[start:end],
            states[0],
            ("GOV",),
            how="an office of state",
        )
    return Unit(start, end, "other", "organisation", code, text[start:end], states[0] if states else None, ())


def _places(units: Iterable[Unit]) -> Spans[Unit]:
    return Spans((u.start, u.end, u) for u in units)


def _touches(span: Span, spans: Spans[Unit]) -> bool:
    return next(spans.touching(*span), None) is not None


def _person_unit(text: str, person: Person, span: Span) -> Unit:
    start = span[0]
    while m := re.search(r"([A-Z][\w.'’-]*|former|acting|then) $", text[max(0, start - 25) : start]):
        word = m.group(1)
        if word.strip(".").lower() not in TITLE_WORDS:
            break
        start -= len(word) + 1
    placeless = person.country is None and (person.code or "").islower() and _holds_office(person)
    return Unit(
        start, span[1], "person", "person", person.code, person.name, person.country, (),
        acts=placeless, how="person of the document",
    )  # fmt: skip


def _holds_office(person: Person) -> bool:
    """An office of some state; whom a spokesman speaks for the sentence says, and it need not be the page's country."""
    role = person.role or ""
    return bool(role) and "spokes" not in role.lower() and acts_for_state(role) and not is_former(role)


def _hit_unit(text: str, hit: Hit, registry: Registry, sure: set[str]) -> Unit | None:
    """The reading of a hit that serves as a party: the strongest; holders of offices are the persons' business.

    A weak name ("the alliance", "Democrats") needs its owner, or the owner's country, named elsewhere without doubt.
    """
    readings = [n for n in hit.names if n.role not in ("holder", "office", "place")]
    readings = [n for n in readings if n.strong or n.role in ("kind", "body") or {n.entry.code, n.entry.country} & sure]
    if not readings:
        return None
    name = _best(readings)
    entry = name.entry
    if name.role == "body" and not name.strong:
        return Unit(hit.start, hit.end, "kind", "kind", None, hit.text, None, entry.sectors, acts=True)
    if name.role == "kind":
        if _modifies(text, hit):
            return None
        acts = registry.kinds[entry.name].acts_for_country
        return Unit(
            hit.start, hit.end, "kind", "kind", None, hit.text, None, entry.sectors, suffix=entry.code, acts=acts
        )
    code = entry.party or None
    if name.role == "capital" and _LOCATIVE.search(text[max(0, hit.start - 30) : hit.start]):
        return Unit(
            hit.start, hit.end, "place", "capital", None, hit.text, entry.country or code, (), how="capital as a place"
        )
    kind = {
        "state": "state",
        "territory": "state",
        "historical": "state",
        "claimed": "state",
        "igo": "igo",
        "media": "media",
    }
    return Unit(
        hit.start,
        hit.end,
        kind.get(entry.kind, "group"),
        name.role,
        code,
        entry.name,
        entry.country,
        entry.sectors,
        how=f"registry: {name.role} {name.text}",
    )


def _modifies(text: str, hit: Hit) -> bool:
    """Whether a singular noun for people only qualifies the next word: "refugee camp", "national security"."""
    if text.startswith(" to ", hit.end) and hit.text.lower() == "opposition":
        return True
    if hit.text.endswith("s") or hit.text.lower() in PLURALS:
        return False
    after = re.match(r"[ -]([a-z]+)", text[hit.end : hit.end + 30])
    return after is not None and after[1] not in STOPS and not after[1].endswith("ed")


_RANK = {"name": 0, "people": 1, "demonym": 1, "seat": 2, "body": 2, "organ": 2, "capital": 3, "kind": 4}


def _best(readings: Sequence[Name]) -> Name:
    return min(readings, key=lambda n: (not n.strong, _RANK.get(n.role, 5)))


def _joined(text: str, units: list[Unit]) -> list[Unit]:
    out: list[Unit] = []
    for unit in units:
        while out:
            both = _join(text, out[-1], unit)
            if both is None:
                break
            out.pop()
            unit = both
        out.append(unit)
    return out


def _join(text: str, a: Unit, b: Unit) -> Unit | None:
    gap = text[a.end : b.start]
    if len(gap) > 60:
        return None
    state = a.type == "state" and a.country is not None
    headed = (
        b.type in ("kind", "person")
        or (b.role in ("body", "organ") and b.country in (None, a.country))
        or (b.role == "organisation")
    )
    if state and headed and b.country in (None, a.country):
        if a.role in ("demonym", "people") and _MODIFIED.fullmatch(gap) and _fit(gap, loose=a.role == "demonym"):
            return _owned(text, a, b)
        if (
            a.role == "name"
            and (_OWNED.fullmatch(gap) or _MODIFIED.fullmatch(gap))
            and _fit(gap, loose=gap[:1] in "'’")
        ):
            return _owned(text, a, b)
        if a.role == "name" and gap == " " and b.type in ("kind", "person"):
            return _owned(text, a, b)
    if a.type == "kind" and b.type == "state" and b.role == "name" and _OF.fullmatch(gap):
        return msgspec.structs.replace(_owned(text, b, a), start=a.start, end=b.end)
    if a.type == "group" and a.role in ("demonym", "people") and b.type == "kind" and gap == " ":
        return msgspec.structs.replace(a, end=b.end)
    if a.type == "kind" and b.type == "kind" and gap == " ":
        return _compound(a, b)
    if a.type == "kind" and b.type == "person" and gap == " " and text[b.start].isupper():
        return msgspec.structs.replace(b, start=a.start)
    return None


def _compound(a: Unit, b: Unit) -> Unit:
    """ "government troops", "opposition activists": the second is the head, a country of the first stays."""
    if a.country is None:
        return msgspec.structs.replace(b, start=a.start)
    code = a.country if b.acts else f"{a.country}-{b.suffix}"
    return msgspec.structs.replace(b, start=a.start, code=code, country=a.country, how=a.how)


def _fit(gap: str, loose: bool) -> bool:
    words = re.findall(r"[A-Za-z][\w.-]*", gap.removeprefix("’s").removeprefix("'s"))
    if any(w.lower() in STOPS for w in words):
        return False
    return all(w[0].isupper() or w.lower() in MODIFIERS or w.lower() in TITLE_WORDS for w in words) or (
        loose and len(words) <= 2
    )


def _owned(text: str, state: Unit, head: Unit) -> Unit:
    """The head as its country's: a kind that acts for its country is the country, another is the country's kind."""
    start, end = min(state.start, head.start), max(state.end, head.end)
    if head.type == "kind":
        code = state.country if head.acts or not head.suffix else f"{state.country}-{head.suffix}"
    elif head.type == "person":
        code = head.code
    else:
        code = state.country if head.role == "organisation" and _official(head.name) else head.code or state.country
    return msgspec.structs.replace(
        head, start=start, end=end, code=code, country=state.country, how=f"{head.role} of {state.name}"
    )


def _official(name: str) -> bool:
    return bool(
        re.search(
            r"Ministry|Department|Parliament|Senate|Court|Army|Navy|Air Force|Police|Embassy|Government"
            r"|Council of Ministers|Cabinet|Bureau|Agency|Guard",
            name,
        )
    )


def _placed(text: str, sentences: Sequence[Span], units: list[Unit]) -> list[Unit]:
    """Kinds and offices without a country take one from their sentence, from those before, or from the whole page."""
    states = [(u.start, u.country) for u in units if u.country and u.type in ("state", "kind", "person", "group")]
    main = _main_country(sentences, states)
    out, explicit = [], dict[str, str]()
    for unit in units:
        noun = text[unit.start : unit.end].split()[-1].lower()
        if unit.type == "kind" and unit.country is None:
            near = _near(unit, sentences, states) if unit.acts else []
            only = near[0] if len(set(near)) == 1 else None
            out.append(_in_country(unit, explicit.get(noun) or only or main or (near[-1] if near else None)))
            continue
        if unit.type == "person" and unit.acts and main:
            out.append(msgspec.structs.replace(unit, code=main, country=main, how="an office without a country"))
            continue
        if unit.type == "kind" and unit.country:
            explicit[noun] = unit.country
        out.append(unit)
    return out


def _main_country(sentences: Sequence[Span], states: Sequence[tuple[int, str | None]]) -> str | None:
    """The country of a third of the page's names of countries, those of its first two sentences counted thrice."""
    lead = sentences[min(len(sentences) - 1, 1)][1] if sentences else 0
    counts: Counter[str] = Counter()
    for start, country in states:
        counts[country or ""] += 3 if start < lead else 1
    country, most = counts.most_common(1)[0] if counts else ("", 0)
    return country if country and most * 3 >= counts.total() else None


def _in_country(unit: Unit, country: str | None) -> Unit:
    """The kind as that country's; without a country one that acts for its country is nobody."""
    if country is None:
        return msgspec.structs.replace(unit, code=None if unit.acts else unit.suffix, how="country unknown")
    code = country if unit.acts else f"{country}-{unit.suffix}"
    return msgspec.structs.replace(unit, code=code, country=country, how="country from the context")


def _near(unit: Unit, sentences: Sequence[Span], states: Sequence[tuple[int, str | None]]) -> list[str | None]:
    """The countries named before the unit in its sentence and the two before it, the nearest last."""
    at = number_at(sentences, unit.start)
    if at is None:
        return []
    floor = sentences[max(0, at - 2)][0]
    first, last = (bisect_left(states, at, key=lambda s: s[0]) for at in (floor, unit.start))
    return [c for _, c in states[first:last]]


def _mention(text: str, u: Unit) -> Mention:
    locative = bool(_LOCATIVE.search(text[max(0, u.start - 30) : u.start])) and u.role in ("name", "capital")
    how = u.how + "; as a place" * locative
    return Mention(u.start, u.end, u.type, u.code, u.name, u.country, u.sectors, None, how)
