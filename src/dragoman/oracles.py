"""Stages of the reading replaced by gold, one at a time: what `dragoman evaluate --budget` measures with.

Gold tells an event's parties by code and its evidence by words, so replacing is done where those words stand: in the
sentence that carries the evidence. What each replacement does is said at its function.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.pairs import render
from dragoman.annotation.relations import STATUSES, Reading
from dragoman.annotation.scenes import Pair, candidate_pairs
from dragoman.annotation.spans import number_at
from dragoman.coders import Coder
from dragoman.matching import Record, party_key, same_party, strict_type
from dragoman.ontology import NONE, Ontology
from dragoman.records import Annotations, Document, Mention, Span

STATE = re.compile(r"[A-Z]{3}(?:-.*)?")
WORD = re.compile(r"\w[\w’'-]*")
GOLD = "gold"
"""How a mention that gold put there was linked."""


class Placed(msgspec.Struct, frozen=True):
    """A gold event with the sentence and the words in it that carry it."""

    event: Record
    sentence: Span
    words: Span

    def side(self, name: str) -> list[str]:
        """The codes of one side."""
        return [str(code) for code in self.event.get(name) or []]

    @property
    def codes(self) -> list[str]:
        """The codes of both sides, each once."""
        return list(dict.fromkeys(self.side("actor") + self.side("recipient")))

    @property
    def equal(self) -> bool:
        """Whether its parties are equals: who is actor and who recipient is free."""
        both = len(self.side("actor")) > 1 and not self.side("recipient")
        return both or strict_type(self.event) in Ontology.load().symmetric


def placed(text: str, annotations: Annotations, gold: Record) -> list[Placed]:
    """The gold events whose evidence stands in the text word for word, and in a sentence."""
    out = []
    for event in gold["events"]:
        start = text.find(str(event.get("evidence") or "\0"))
        number = number_at(annotations.sentences, start) if start >= 0 else None
        if number is not None:
            sentence = annotations.sentences[number]
            out.append(Placed(event, sentence, (start, min(start + len(event["evidence"]), sentence[1]))))
    return out


def with_mentions(text: str, annotations: Annotations, events: Sequence[Placed]) -> Annotations:
    """Mentions by gold: a party that the sentence mentions nowhere stands on a free word of the evidence.

    The first free word stands in for an actor, the last for a recipient. Parties for which a mention is there that
    could be linked otherwise are left to `with_links`.
    """
    made: list[Mention] = []
    for one in events:
        for side in ("actor", "recipient"):
            spare = len(_spare(annotations, one, events))
            for code in _missing(annotations, one, side)[spare:]:
                span = _free_word(text, one.words, (*annotations.parties, *made), side == "actor")
                if span and not any(_is(m, code) and _inside(m, one.sentence) for m in made):
                    made.append(_linked(Mention(*span, "other", None, ""), code))
    mentions = tuple(sorted((*annotations.mentions, *made), key=lambda m: m.start))
    return msgspec.structs.replace(annotations, mentions=mentions)


def with_links(text: str, annotations: Annotations, events: Sequence[Placed]) -> Annotations:
    """Links by gold: a mention of the sentence that is no party of an event told there becomes the party that lacks.

    Of several the nearest to the words of the evidence. Nothing is added: a party without any mention stays missing.
    """
    new: dict[tuple[int, int, str], Mention] = {}
    for one in events:
        for side in ("actor", "recipient"):
            spare = [m for m in _spare(annotations, one, events) if _key(m) not in new]
            for code, mention in zip(_missing(annotations, one, side), spare, strict=False):
                new[_key(mention)] = _linked(mention, code)
    mentions, anaphors = (tuple(new.get(_key(m), m) for m in x) for x in (annotations.mentions, annotations.anaphors))
    return msgspec.structs.replace(annotations, mentions=mentions, anaphors=anaphors)


def _key(m: Mention) -> tuple[int, int, str]:
    return m.start, m.end, m.code or ""


def _missing(annotations: Annotations, one: Placed, side: str) -> list[str]:
    here = [m for m in annotations.parties if _inside(m, one.sentence)]
    return [code for code in one.side(side) if not any(_is(m, code) for m in here)]


def _spare(annotations: Annotations, one: Placed, events: Sequence[Placed]) -> list[Mention]:
    """Mentions of the sentence that are no party of any event told there, the nearest to the evidence first."""
    codes = {code for e in events if e.sentence == one.sentence for code in e.codes}
    found = [
        m
        for m in annotations.parties
        if _inside(m, one.sentence) and m.end > m.start and not any(_is(m, code) for code in codes)
    ]
    return sorted(found, key=lambda m: max(0, one.words[0] - m.end, m.start - one.words[1]))


def _inside(m: Mention, span: Span) -> bool:
    return span[0] <= m.start < span[1]


def _is(m: Mention, code: str) -> bool:
    return bool(m.code) and any(
        same_party(party_key(part), party_key(code)) for part in (m.code or "").split(JOINT) if part
    )


def _free_word(text: str, words: Span, there: Iterable[Mention], first: bool) -> Span | None:
    found = [m.span() for m in WORD.finditer(text, *words)]
    free = [(s, e) for s, e in found if not any(m.start < e and s < m.end for m in there)]
    return (free[0] if first else free[-1]) if free else None


def _linked(m: Mention, code: str) -> Mention:
    state = bool(STATE.fullmatch(code))
    kind = "kind" if state and "-" in code else "state" if state else "igo" if code.isupper() else "group"
    country = code[:3] if state else None
    return msgspec.structs.replace(m, type=kind, code=code, name=code, country=country, sectors=(), how=GOLD)


class Oracle:
    """A coder whose readings are corrected by gold in the stages named: `pairs`, `type`, `status`."""

    def __init__(self, coder: Coder, events: Sequence[Placed], stages: frozenset[str]) -> None:
        """Over another coder, for one document."""
        self.coder, self.events, self.stages = coder, events, stages
        self.name, self.shown = coder.name, coder.shown

    def read(self, document: Document, annotations: Annotations) -> list[tuple[Pair, Reading]]:
        """The other coder's readings, corrected."""
        found = self.coder.read(document, annotations)
        if "pairs" in self.stages:
            found = list(self._by_gold(document, annotations, found))
        return [(pair, self._corrected(pair, reading)) for pair, reading in found]

    def relate(self, texts: list[str]) -> list[Reading]:
        """As the other coder."""
        return self.coder.relate(texts)

    def confidence(self, features: Mapping[str, float]) -> float:
        """As the other coder."""
        return self.coder.confidence(features)

    def versions(self) -> dict[str, str]:
        """As the other coder."""
        return self.coder.versions()

    def _by_gold(
        self, document: Document, annotations: Annotations, found: list[tuple[Pair, Reading]]
    ) -> Iterator[tuple[Pair, Reading]]:
        """Pairs by gold: of all candidate pairs those between which gold has an event, each with its likeliest type.

        The probabilities are those given that there is an event at all.
        """
        known = {_way(pair): reading for pair, reading in found}
        pairs = candidate_pairs(document.text, annotations.sentences, annotations.parties, document.furniture)
        every = {_way(pair): pair for pair in (*pairs, *(pair for pair, _ in found))}
        for way, pair in every.items():
            if self._told(pair):
                yield pair, certain(known[way] if way in known else self._ask(document.text, pair))

    def _ask(self, text: str, pair: Pair) -> Reading:
        marks = [[(m.start, m.end)] if m and _inside(m, pair.sentence) else [] for m in (pair.actor, pair.recipient)]
        return self.coder.relate([render(text, pair.sentence, *marks)])[0]

    def _told(self, pair: Pair) -> list[Placed]:
        """The gold events that the pair's sentence carries between the two."""
        return [e for e in self.events if e.sentence == pair.sentence and _between(pair, e)]

    def _corrected(self, pair: Pair, reading: Reading) -> Reading:
        told = self._told(pair)
        if not told:
            return reading
        best = next((e for e in told if strict_type(e.event) == reading.type), told[0]).event
        if "type" in self.stages and strict_type(best) != Ontology.load().strict_type(reading.type, reading.status):
            reading = of_type(reading, strict_type(best))
        if "status" in self.stages and best.get("status") in STATUSES:
            reading = msgspec.structs.replace(reading, status=best["status"])
        return reading


def _way(pair: Pair) -> tuple[Span, str, str]:
    return pair.sentence, pair.actor.code or "", (pair.recipient.code or "") if pair.recipient else ""


def _between(pair: Pair, e: Placed) -> bool:
    actors = e.codes if e.equal else e.side("actor")
    if not any(_is(pair.actor, code) for code in actors):
        return False
    if pair.recipient is None:
        return len(e.codes) == 1
    return any(_is(pair.recipient, code) for code in (e.codes if e.equal else e.side("recipient")))


def certain(reading: Reading) -> Reading:
    """The reading given that there is an event: the types' probabilities as shares, NONE at 0."""
    total = max(1e-9, 1.0 - reading.probabilities[NONE])
    shares = {name: min(1.0, p / total) for name, p in reading.probabilities.items()} | {NONE: 0.0}
    return msgspec.structs.replace(reading, probabilities=shares, probability=shares[reading.type])


def of_type(reading: Reading, name: str) -> Reading:
    """The type by gold, as probable as all types were together; whether there is an event stays the model's."""
    total = 1.0 - reading.probabilities[NONE]
    shares = dict.fromkeys(reading.probabilities, 0.0) | {name: total, NONE: 1.0 - total}
    act = reading.type if name == "AGREE" and reading.type != NONE else name
    return msgspec.structs.replace(reading, type=name, act=act, mode=None, probability=total, probabilities=shares)
