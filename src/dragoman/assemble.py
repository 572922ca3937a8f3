"""One document's annotations to its events, statements and facts. One event once, however often the page tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import pairwise
from math import log1p

import msgspec

from dragoman.actors import Registry
from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.relations import Reading
from dragoman.annotation.scenes import Pair
from dragoman.annotation.spans import starting
from dragoman.annotation.statements import to_statements
from dragoman.circumstance import contexts, numbers
from dragoman.circumstance_date import event_date
from dragoman.circumstance_place import event_place
from dragoman.coders import Coder
from dragoman.confidence import logit
from dragoman.contexts import patterns
from dragoman.dates import Window
from dragoman.facts import facts_of
from dragoman.ontology import NONE, Ontology
from dragoman.records import Annotations, Coded, Document, Event, Evidence, Mention, Party, Span

Features = dict[str, float]

MOST_TELLINGS = 300
"""Events of one type and party that an event is compared with."""
AS_SURE = 0.8
"""Share of the surest pair's probability that brings another party into a meeting or an agreement."""
STATED = ("stated", "address", "relative")
"""How a day may be known for it to tell that two tellings are of one event."""
IN_COMMON = 0.3
"""Share of the shorter sentence's words that two tellings of one event have in common, the parties' names aside."""
_TOLD_BEFORE = re.compile(
    r"\b(?:the|this|that|these|such) (?:\w+ )?(?:steps?|moves?|decisions?|measures?|announcement|attacks?|strikes?"
    r"|raids?|visit|meeting|talks|summit|deal|agreement|offer|demand|charges?|threats?|ban|expulsions?|arrests?|incident)\b",
    re.IGNORECASE,
)
"""Words that point back to an act already told."""
_WORD = re.compile(r"[a-z]{4,}|[0-9]+")
RETOLD = 2
"""Other tellings of an event on one page that count; more say no more."""
BOTH_WAYS = 0.1
"""Of two readings of one pair in opposite directions the weaker is dropped unless it comes within this of the other."""


class Act(msgspec.Struct, frozen=True):
    """A reading on its way to an event: the parties of one or several pairs that tell the same act."""

    sentence: Span
    reading: Reading
    pair: Pair
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    probability: float
    crowd: int
    """Parties that the sentence names."""
    rivals: int = 0
    """Surer acts of the same type in the sentence."""
    rank: int = 0
    """Surer acts of any type in the sentence."""


def assemble(document: Document, annotations: Annotations, coder: Coder, head: Coded) -> Coded:
    """All records of one document; `head` brings id, title and date."""
    acts = _acts(document.text, coder.read(document, annotations), annotations)
    events = _once([_event(document, annotations, act) for act in acts])
    sure = [msgspec.structs.replace(e, confidence=round(coder.confidence(f), 4)) for e, f in events]
    return msgspec.structs.replace(
        head,
        people=annotations.people,
        events=tuple(sorted(sure, key=lambda e: (e.evidence.start, e.id))),
        statements=to_statements(document, annotations),
        facts=facts_of(document, annotations),
        versions=coder.versions(),
    )


def events_with_features(document: Document, annotations: Annotations, coder: Coder) -> list[tuple[Event, Features]]:
    """Assembled events before their confidence, each with the features that it comes from: for calibration."""
    acts = _acts(document.text, coder.read(document, annotations), annotations)
    return _once([_event(document, annotations, act) for act in acts])


def _acts(text: str, read: Iterable[tuple[Pair, Reading]], annotations: Annotations) -> list[Act]:
    by_sentence: dict[Span, list[tuple[Pair, Reading]]] = {}
    for pair, reading in read:
        by_sentence.setdefault(pair.sentence, []).append((pair, reading))
    acts = []
    parties = annotations.parties
    for sentence, found in by_sentence.items():
        crowd = len({m.code for m in starting(parties, *sentence) if m.code})
        acts += _ranked(_joined(text, _one_way(found), crowd))
    return acts


def _ranked(acts: list[Act]) -> list[Act]:
    """The acts of one sentence, each with how many are surer: most sentences tell one or two."""
    order = sorted(acts, key=lambda act: -act.probability)
    return [
        msgspec.structs.replace(act, rank=n, rivals=sum(o.reading.type == act.reading.type for o in order[:n]))
        for n, act in enumerate(order)
    ]


def _one_way(found: list[tuple[Pair, Reading]]) -> list[tuple[Pair, Reading]]:
    """Without the weaker direction of a pair, and without the lone actor of an act that has a recipient."""
    symmetric = Ontology.load().symmetric
    best: dict[tuple[frozenset[str | None], str], tuple[Pair, Reading]] = {}
    for pair, reading in sorted(found, key=lambda f: -f[1].probability):
        key = (frozenset((pair.actor.code, pair.recipient.code if pair.recipient else None)), "")
        held = best.get(key)
        if held is None or (reading.mode == "visit" and held[1].type == reading.type and held[1].mode != "visit"):
            best[key] = (pair, reading)
        elif (
            held[1].type not in symmetric
            and reading.type != held[1].type
            and reading.probability > held[1].probability - BOTH_WAYS
        ):
            best[(key[0], reading.type)] = (pair, reading)
    kept = list(best.values())
    paired = {(p.actor.code, r.type) for p, r in kept if p.recipient} | {
        (p.recipient.code, r.type) for p, r in kept if p.recipient and r.type in symmetric
    }
    return [(p, r) for p, r in kept if p.recipient or (p.actor.code, r.type) not in paired]


def _joined(text: str, found: list[tuple[Pair, Reading]], crowd: int) -> list[Act]:
    """Pairs of one type that share a side whose other sides are listed together ("A and B accused C") are one act."""
    acts: list[Act] = []
    symmetric = Ontology.load().symmetric
    for pair, reading in found:
        new = Act(
            pair.sentence,
            reading,
            pair,
            (pair.actor,),
            (pair.recipient,) if pair.recipient else (),
            reading.probability,
            crowd,
        )
        for number, act in enumerate(acts):
            if act.reading.type == reading.type and (both := _union(text, act, new, reading.type in symmetric)):
                acts[number] = both
                break
        else:
            acts.append(new)
    return acts


def _union(text: str, a: Act, b: Act, symmetric: bool) -> Act | None:
    codes_a, codes_b = ({m.code for m in x.actors} for x in (a, b))
    to_a, to_b = ({m.code for m in x.recipients} for x in (a, b))
    if symmetric and (codes_a | to_a) & (codes_b | to_b):
        return _equals(text, a, b)
    if codes_a == codes_b and to_a and to_b and _listed(text, (*a.recipients, *b.recipients)):
        return msgspec.structs.replace(a, recipients=_each_once((*a.recipients, *b.recipients)))
    if to_a == to_b and _listed(text, (*a.actors, *b.actors)):
        return msgspec.structs.replace(a, actors=_each_once((*a.actors, *b.actors)))
    return None


def _equals(text: str, a: Act, b: Act) -> Act:
    """Two pairs of equals with a party in common: one act of all, where the others are listed together or as sure."""
    first, second = sorted((a, b), key=lambda act: -act.probability)
    there = {m.code for m in (*first.actors, *first.recipients)}
    new = [
        m
        for m in (*second.actors, *second.recipients)
        if m.code not in there and not m.how.endswith("as a place")  # "the G7 summit in Germany": no party of it
    ]
    beside = all(any(_listed(text, (m, x)) for x in (*first.actors, *first.recipients)) for m in new)
    if not new or not (beside or second.probability >= AS_SURE * first.probability):
        return first
    return msgspec.structs.replace(first, actors=_each_once((*first.actors, *first.recipients, *new)), recipients=())


def _each_once(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple({m.code: m for m in sorted(mentions, key=lambda m: -m.start)}.values())[::-1]


def _listed(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether the mentions stand in one list: only commas, `and`, articles and a word or two between neighbours."""
    order = sorted({(m.start, m.end) for m in mentions})
    gaps = [text[a[1] : b[0]] for a, b in pairwise(order)]
    return all(
        len(g) <= 40 and (" and " in f" {g} " or "," in g or "&" in g or " or " in g) and len(g.split()) <= 5
        for g in gaps
    )


def _event(document: Document, annotations: Annotations, act: Act) -> tuple[Event, Features]:
    reading, ontology = act.reading, Ontology.load()
    status = reading.status
    name = ontology.strict_type(reading.type, status)
    sides = _sides(act, name)
    marks = _marks(act)
    evidence = (min(s for s, _ in marks), max(e for _, e in marks))
    when, when_words = event_date(document, annotations, act.pair, evidence, reading.type, status)
    place, place_words = event_place(document, annotations, act.pair, reading.act, reading.mode)
    start, end = act.sentence
    fields = {
        "actor": _spans(sides[0]),
        "recipient": _spans(sides[1]),
        "type": list(evidence),
        "date": list(when_words) if when_words else None,
        "place": list(place_words) if place_words else None,
    }
    parties = tuple(_parties(document.text, side) for side in sides)
    event = Event(
        id=_event_id(document, name, parties, when),
        type=name,
        act=reading.act,
        mode=reading.mode,
        contexts=contexts(document.text, act.sentence, patterns()),
        status=status,
        actor=parties[0],
        recipient=parties[1],
        date=when,
        place=place,
        numbers=numbers(document.text, act.sentence),
        evidence=Evidence(document.text[start:end], start, end, {k: v for k, v in fields.items() if v}),
        confidence=act.probability,
    )
    return event, _features(act, event)


def _marks(act: Act) -> list[Span]:
    """Where the act's parties stand in its sentence; a party of the sentence before is no part of the clause."""
    return [(m.start, m.end) for m in (*act.actors, *act.recipients) if m.start >= act.sentence[0]]


def _features(act: Act, event: Event) -> Features:
    sides = (*act.actors, *act.recipients)
    marks = _marks(act)
    gap = max(0, max(s for s, _ in marks) - min(e for _, e in marks))
    return {
        "bias": 1.0,
        "logit": logit(act.probability),
        "lone": float(len(event.actor) + len(event.recipient) == 1),
        "before": float(len(marks) < len(sides)),
        "anaphor": float(any(m.type == "anaphor" for m in sides)),
        "ground": float(any(m.how.endswith("as a place") for m in act.recipients)),
        "crowd": float(max(0, act.crowd - 2)),
        "distance": gap / 100,
        "retold": 0.0,
        "again": 0.0,
        "unreal": float(event.status != "occurred"),
        "equals": float(len(event.actor) > 1 and not event.recipient),
        "rivals": float(act.rivals),
        "rank": float(act.rank),
        "exists": logit(1.0 - act.reading.probabilities[NONE]),
        "guessed": float(any("context" in m.how or "without a country" in m.how or "unknown" in m.how for m in sides)),
        "demonym": float(any("demonym" in m.how for m in sides)),
        "kind": float(any(m.type == "kind" for m in sides)),
        "nested": float(any(m.type == "anaphor" and m.start == m.end for m in sides)),
        "domestic": float(bool({m.country for m in act.actors if m.country} & {m.country for m in act.recipients})),
        "private": float(any(_is_private(m) for m in act.actors)),
        act.reading.type: 1.0,
    }


def _is_private(m: Mention) -> bool:
    """A person who acts for no state or body, an organisation nobody knows, the press: they seldom act, they speak."""
    return m.type == "other" or "JRN" in m.sectors or (m.type in ("person", "anaphor") and (m.code or "").islower())


def _sides(act: Act, name: str) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Equals are all actors; a visitor is the actor and the host the recipient."""
    if name in Ontology.load().symmetric and act.reading.mode != "visit":
        return _each_once((*act.actors, *act.recipients)), ()
    return act.actors, act.recipients


def _spans(mentions: Sequence[Mention]) -> list[list[int]]:
    return [[m.start, m.end] for m in mentions]


def _parties(text: str, side: Sequence[Mention]) -> tuple[Party, ...]:
    """The parties of one side, each once; "both countries" stands for two."""
    found: dict[str, Party] = {}
    for m in side:
        words, codes = text[m.start : m.end], (m.code or "").split(JOINT)
        if len(codes) == 1:
            found.setdefault(codes[0], Party(codes[0], m.name, m.country, m.sectors[0] if m.sectors else None, words))
            continue
        names = m.name.split(" and ") if m.name.count(" and ") == len(codes) - 1 else codes
        for code, name in zip(codes, names, strict=True):
            found.setdefault(code, Party(code, name, _country(code), None, words))
    return tuple(found.values())


def _country(code: str) -> str | None:
    """The state of a code: its own, or that before the kind of people."""
    state = code.partition("-")[0]
    return state if state in Registry.load().states else None


def _event_id(document: Document, name: str, parties: Sequence[Sequence[Party]], when: Window | None) -> str:
    """Stable: from the document's text, the type, the parties and the date, so that a re-run gives the same."""
    codes = ["+".join(sorted(p.code for p in side)) for side in parties]
    return _hash(document.sha256, name, *codes, when.label() if when else "")


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _once(events: Sequence[tuple[Event, Features]]) -> list[tuple[Event, Features]]:
    """Tellings of one event joined: same type and parties, dates that do not contradict, words in common.

    The surest telling stays. What has parties, type and date in common with a surer event but no words may be another
    event or the same one told otherwise (about as often, in documents annotated whole): it stays, and is less sure.
    """
    kept: list[tuple[Event, Features]] = []
    tellings: list[int] = []
    found: dict[tuple[str, str], list[int]] = {}
    for event, features in sorted(events, key=lambda e: -e[0].confidence):
        beside = sorted(set().union(*(found.get((event.type, code), ()) for code in _codes(event))))
        same = [n for n in beside if _same(event, kept[n][0])]
        number = next((n for n in same if _alike(event, kept[n][0])), None)
        if number is not None:
            tellings[number] += 1
            continue
        for code in _codes(event):
            listed = found.setdefault((event.type, code), [])
            if len(listed) < MOST_TELLINGS:
                listed.append(len(kept))
        if same:
            event = msgspec.structs.replace(event, id=_hash(event.id, event.evidence.text))
        kept.append((event, features | {"again": float(bool(same))}))
        tellings.append(0)
    return [
        (event, features | {"retold": log1p(min(n, RETOLD))})
        for (event, features), n in zip(kept, tellings, strict=True)
    ]


def _alike(a: Event, b: Event) -> bool:
    """Whether two tellings are of one act: one sentence, one stated day, words that point back, words in common."""
    if (a.evidence.start, a.evidence.end) == (b.evidence.start, b.evidence.end):
        return True
    if a.date and b.date and a.date.label() == b.date.label() and a.date.basis in STATED:
        return True
    later = max(a, b, key=lambda e: e.evidence.start)
    if _TOLD_BEFORE.search(later.evidence.text):
        return True
    names = _stems(" ".join(f"{p.name} {p.text}" for e in (a, b) for p in (*e.actor, *e.recipient)))
    ours, theirs = (_stems(e.evidence.text) - names for e in (a, b))
    return len(ours & theirs) >= IN_COMMON * min(len(ours), len(theirs))


def _stems(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower())}


def _codes(event: Event) -> set[str]:
    return {p.code for side in (event.actor, event.recipient) for p in side}


def _same(a: Event, b: Event) -> bool:
    if a.type != b.type or (a.date and b.date and not a.date.overlaps(b.date)):
        return False
    sides_a, sides_b = ([{p.code for p in side} for side in (e.actor, e.recipient)] for e in (a, b))
    if a.type in Ontology.load().symmetric:
        sides_a, sides_b = [set.union(*sides_a)], [set.union(*sides_b)]
    within = all(x <= y for x, y in zip(sides_a, sides_b, strict=True))
    return within or all(y <= x for x, y in zip(sides_a, sides_b, strict=True))
