"""Why an event stands as it does: its page is read again, and what spoke for type, status, date and confidence is told.

What spoke for type and status is found by leaving words out: the sentence is read again without each word in turn,
and the words without which the model is less sure are the ones it went by (occlusion). The date is chosen by a sum of
weighted signs, the confidence is a logistic sum of features; both are shown as they are summed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import exp, log

import msgspec

from dragoman.annotation.layers import annotate
from dragoman.annotation.pairs import TOKENS, render
from dragoman.annotation.relations import Reading
from dragoman.annotation.scenes import Pair
from dragoman.assemble import events_with_features
from dragoman.circumstance_date import DARING, scene_of, weigh
from dragoman.coders import Coder
from dragoman.date_signs import Candidate, candidates
from dragoman.date_weights import WEIGHTS
from dragoman.errors import NotOnRecord
from dragoman.ontology import NONE
from dragoman.records import Annotations, Document, Event, Mention, Span

LIKELIEST = 3
MOST_WORDS = 5
"""Words, signs and features that are shown of each kind."""
LEAST_DROP = 0.01
"""A word whose absence changes less is not told."""
SURE = 1e-6
_WORD = re.compile(r"\S+")
Weighed = tuple[str, float]


class Weight(msgspec.Struct, frozen=True):
    """A feature of the confidence: its value, and what it adds to the log of the odds."""

    name: str
    value: float
    adds: float


class Day(msgspec.Struct, frozen=True):
    """A date that came into question: its label (or `no date`), the words that tell it, its share of the weight, and
    the signs that weighed most for or against it."""

    label: str
    words: str
    share: float
    signs: tuple[Weighed, ...]


class Explanation(msgspec.Struct, frozen=True):
    """An event and what spoke for it. Words carry how much less probable the answer is without them."""

    event: Event
    marked: str
    """The sentence, its parties in brackets."""
    types: tuple[Weighed, ...]
    """The likeliest types with their probabilities."""
    none: float
    """The probability that nothing passed between the two."""
    type_words: tuple[Weighed, ...]
    status_probability: float
    status_words: tuple[Weighed, ...]
    days: tuple[Day, ...]
    features: tuple[Weight, ...]
    shown: float
    """The confidence from which events are shown."""


def explain(document: Document, name: str, coder: Coder) -> Explanation:
    """What speaks for the event of that id, or for the surest whose evidence spans the character `@offset`.

    Raises NotOnRecord where the page, read by this coder, gives no such event.
    """
    annotations = annotate(document)
    found = events_with_features(document, annotations, coder)
    sure = [msgspec.structs.replace(e, confidence=round(coder.confidence(f), 4)) for e, f in found]
    chosen = [n for n, e in enumerate(sure) if _is(e, name)]
    if not chosen:
        raise NotOnRecord(f"{document.id}: read now by {coder.versions()['coder']}, the page gives no event {name!r};"
                          " code it again, and ask for an id of that run")  # fmt: skip
    number = max(chosen, key=lambda n: sure[n].confidence)
    return _explained(document, annotations, coder, sure[number], found[number][1])


def _is(event: Event, name: str) -> bool:
    at = name.removeprefix("@")
    if name != at and at.isdecimal():
        return event.evidence.start <= int(at) < event.evidence.end
    return event.id == name


def _explained(
    document: Document, annotations: Annotations, coder: Coder, event: Event, features: dict[str, float]
) -> Explanation:
    pair, reading = _pair_of(event, coder.read(document, annotations))
    types, status = _by_words(document.text, pair, coder)
    probable = sorted(((n, p) for n, p in reading.probabilities.items() if n != NONE), key=lambda x: -x[1])
    return Explanation(
        event=event,
        marked=marked(document.text, event),
        types=tuple(probable[:LIKELIEST]),
        none=reading.probabilities[NONE],
        type_words=types,
        status_probability=reading.status_probability,
        status_words=status,
        days=_days(document, annotations, pair, event, reading),
        features=_weights(features, coder),
        shown=coder.shown,
    )


def _pair_of(event: Event, read: Sequence[tuple[Pair, Reading]]) -> tuple[Pair, Reading]:
    """The surest pair that the event was made of."""
    start, end = event.evidence.start, event.evidence.end
    spans = _spans(event, "actor") + _spans(event, "recipient")
    here = [(p, r) for p, r in read if start <= p.sentence[0] < end and _of(p, spans)]
    same = [(p, r) for p, r in here if r.act == event.act] or here
    if not same:
        raise NotOnRecord(f"{event.id}: no pair of parties of its sentence stands for it")
    return max(same, key=lambda x: x[1].probability)


def _spans(event: Event, side: str) -> list[Span]:
    return [(s, e) for s, e in event.evidence.fields.get(side, [])]


def _of(pair: Pair, spans: Sequence[Span]) -> bool:
    return all((m.start, m.end) in spans for m in (pair.actor, pair.recipient) if m is not None)


def marked(text: str, event: Event) -> str:
    """The sentence with its parties in brackets; those that only another sentence names are told after it."""
    start, end = event.evidence.start, event.evidence.end
    sides = [(s, e, side) for side in ("actor", "recipient") for s, e in _spans(event, side)]
    out, at, elsewhere = [], start, []
    for s, e, side in sorted(sides):
        if at <= s and e <= end:
            out += [text[at:s], f"[{side}: {text[s:e]}]" if e > s else f"[{side}]"]
            at = e
        elif not start <= s < end:
            elsewhere.append(f"{side}: {text[s:e]}")
    words = " ".join(("".join(out) + text[at:end]).split())
    return words + (f" (named elsewhere: {'; '.join(elsewhere)})" if elsewhere else "")


def _by_words(text: str, pair: Pair, coder: Coder) -> tuple[tuple[Weighed, ...], tuple[Weighed, ...]]:
    """The words without which type and status are less probable: the sentence read with this pair alone."""
    shown = render(text, pair.sentence, _mark(pair.actor), _mark(pair.recipient))
    words = [m.span() for m in _WORD.finditer(shown)]
    words = [(s, e) for s, e in words if not any(token in shown[s:e] for token in TOKENS)]
    whole, *without = coder.relate([shown, *(f"{shown[:s]}{shown[e:].lstrip()}" for s, e in words)])
    types, statuses = [], []
    for (s, e), reading in zip(words, without, strict=True):
        types.append((shown[s:e], whole.probability - reading.probabilities[whole.type]))
        same = reading.status == whole.status
        left = reading.status_probability if same else 1.0 - reading.status_probability
        statuses.append((shown[s:e], whole.status_probability - left))
    return _most(types), _most(statuses)


def _mark(m: Mention | None) -> list[Span]:
    return [(m.start, m.end)] if m else []


def _most(found: Sequence[Weighed]) -> tuple[Weighed, ...]:
    told = [(word, round(drop, 4)) for word, drop in found if drop >= LEAST_DROP]
    return tuple(sorted(told, key=lambda x: -x[1])[:MOST_WORDS])


def _days(document: Document, annotations: Annotations, pair: Pair, event: Event, reading: Reading) -> tuple[Day, ...]:
    """The dates that came into question, the likeliest first; candidates of the same days are one."""
    marks = [(m.start, m.end) for m in (pair.actor, pair.recipient) if m and m.start >= pair.sentence[0]]
    hull = min(s for s, _ in marks), max(e for _, e in marks)
    evidence = tuple(event.evidence.fields.get("type") or hull)
    scene = scene_of(document, annotations, pair, (evidence[0], evidence[1]), reading.type, event.status)
    held: dict[str, list[Candidate]] = {}
    for one in candidates(scene):
        held.setdefault(one.window.label() if one.window else "no date", []).append(one)
    weights = {label: sum(exp(min(_weight(c), 50)) for c in some) for label, some in held.items()}
    total = sum(weights.values())
    order = sorted(weights, key=lambda label: -weights[label])[:LIKELIEST]
    return tuple(_day(document.text, label, held[label], weights[label] / total) for label in order)


def _weight(one: Candidate) -> float:
    return weigh(one.signs, WEIGHTS) + (0.0 if one.window else DARING)


def _day(text: str, label: str, some: Sequence[Candidate], share: float) -> Day:
    best = max(some, key=lambda c: weigh(c.signs, WEIGHTS))
    told = [(sign, round(WEIGHTS.get(sign, 0.0) * value, 3)) for sign, value in best.signs.items()]
    most = sorted((s for s in told if s[1]), key=lambda s: -abs(s[1]))[:MOST_WORDS]
    return Day(label, text[slice(*best.words)] if best.words else "", round(share, 4), tuple(most))


def _weights(features: dict[str, float], coder: Coder) -> tuple[Weight, ...]:
    """Each feature with what it adds: the log of the odds with it, less that without it."""
    whole = _log_odds(coder.confidence(features))
    told = [
        Weight(name, value, round(whole - _log_odds(coder.confidence({**features, name: 0.0})), 3))
        for name, value in features.items()
        if value
    ]
    return tuple(sorted(told, key=lambda w: -abs(w.adds)))


def _log_odds(probability: float) -> float:
    kept = min(max(probability, SURE), 1 - SURE)
    return log(kept / (1 - kept))


def lines(found: Explanation) -> Iterator[str]:
    """The explanation for a reader."""
    event = found.event
    yield f"{event.sentence()}  [{event.id}]"
    yield f"  {found.marked}"
    yield f"type        {_listed(found.types)}; nothing {found.none:.2f}"
    yield f"  words     {_drops(found.type_words)}"
    yield f"status      {event.status} {found.status_probability:.2f}"
    yield f"  words     {_drops(found.status_words)}"
    yield f"date        {event.date.label() if event.date else 'none'}"
    for day in found.days:
        quoted = f" “{' '.join(day.words.split())}”" if day.words else ""
        yield f"  {day.share:.2f}  {day.label}{quoted}: " + ", ".join(f"{s} {w:+.2f}" for s, w in day.signs)
    below = "" if event.confidence >= found.shown else ", so it is not shown by default"
    yield f"confidence  {event.confidence:.2f} (shown from {found.shown:.2f}{below})"
    for weight in found.features:
        yield f"  {weight.adds:+.2f}  {weight.name} {weight.value:g}"


def _listed(some: Sequence[Weighed]) -> str:
    return ", ".join(f"{name} {p:.2f}" for name, p in some)


def _drops(some: Sequence[Weighed]) -> str:
    return ", ".join(f"“{word}” {drop:.2f}" for word, drop in some) or "none alone"
