"""Words that stand for a party named elsewhere: "he", "the two sides", "the kingdom", a speaker's "we".

Each becomes a mention with the code of what it stands for; one that stands for two parties holds both, joined by `+`.
What cannot be told is left alone: a missing party is better than a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.annotation.pronouns import Cast
from dragoman.annotation.spans import Spans, starting
from dragoman.records import Attribution, Mention, Person, Span

JOINT = "+"
SPOKEN = 0.9
"""Share of a sentence that must be somebody's words for it to be theirs."""
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_WE = re.compile(r"\b(?:[Ww]e|I)\b")
_BOTH = re.compile(
    r"\b(?:[Bb]oth|[Tt]he two|[Tt]he) (?:sides|countries|nations|leaders|governments|parties|neighbou?rs|presidents|"
    r"(?:foreign |defen[cs]e |prime )?ministers|states|powers|allies|rivals|men)\b"
)
_LAND = re.compile(
    r"\b[Tt]he (?:country|kingdom|emirate|republic|regime|nation|sultanate|former Soviet republic)"
    r"(?:['’]s (?:government|military|army|leaders|authorities|parliament))?\b"
)
_IT = re.compile(r"(?:It|They)\b")
_SIDES = ("state", "igo", "group", "kind", "person", "other")


def find_anaphors(
    text: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    people: Sequence[Person],
    attributions: Sequence[Attribution],
) -> tuple[Mention, ...]:
    """All that can be told, in reading order, none inside a mention."""
    parties = [m for m in mentions if m.code and m.type in _SIDES]
    cast = Cast(text, people, sentences)
    found: list[Mention] = []
    for number, sentence in enumerate(sentences):
        before = starting(parties, sentences[max(0, number - 2)][0], sentence[1])
        found += _persons(text, sentence, cast)
        found += _pairs(text, sentence, before)
        found += _lands(text, sentence, before)
        found += _it(text, number, sentences, parties)
    found += [m for a in attributions for m in _own(text, a)]
    found += _speakers(sentences, parties, attributions)
    taken = Spans((m.start, m.end, m) for m in mentions)
    free = [m for m in found if not any(s < m.end for s, _, _ in taken.touching(m.start, m.end))]
    return tuple(sorted({(m.start, m.end): m for m in free}.values(), key=lambda m: m.start))


def _anaphor(start: int, end: int, code: str, name: str, country: str | None) -> Mention:
    return Mention(start, end, "anaphor", code, name, country, (), None, "stands for a party named elsewhere")


def _persons(text: str, sentence: Span, cast: Cast) -> Iterator[Mention]:
    for hit in _HE.finditer(text, *sentence):
        person = cast.pronoun(hit[0].lower(), hit.start(), sentence)
        if person and person.code:
            yield _anaphor(*hit.span(), person.code, person.name, person.country)


def _last_two(before: Sequence[Mention]) -> list[Mention]:
    distinct: dict[str, Mention] = {}
    for m in reversed(before):
        if m.code and m.type in ("state", "igo", "person") and m.code not in distinct:
            distinct[m.code] = m
        if len(distinct) == 2:
            break
    return list(distinct.values())[::-1]


def _pairs(text: str, sentence: Span, before: Sequence[Mention]) -> Iterator[Mention]:
    for hit in _BOTH.finditer(text, *sentence):
        two = _last_two([m for m in before if m.start < hit.start()])
        plain = hit[0].lower().startswith("the ") and not hit[0].lower().startswith("the two")
        if len(two) == 2 and not plain:
            yield _anaphor(*hit.span(), JOINT.join(m.code or "" for m in two), " and ".join(m.name for m in two), None)


def _lands(text: str, sentence: Span, before: Sequence[Mention]) -> Iterator[Mention]:
    for hit in _LAND.finditer(text, *sentence):
        states = [m for m in before if m.country and m.start < hit.start() and m.type in ("state", "person", "kind")]
        if states and states[-1].country:
            yield _anaphor(*hit.span(), states[-1].country, states[-1].name, states[-1].country)


def _it(text: str, number: int, sentences: Sequence[Span], parties: Sequence[Mention]) -> Iterator[Mention]:
    """A sentence that begins with It or They speaks of the first party of the sentence before."""
    hit = _IT.match(text, sentences[number][0])
    if (
        hit is None
        or number == 0
        or re.match(
            r"It (?:is|was|has been|would be|will be) (?:\w+ )?(?:the first|not|too|un|im|clear|\w+ (?:that|to)\b)",
            text[hit.start() : hit.start() + 60],
        )
    ):
        return
    previous = [m for m in starting(parties, *sentences[number - 1]) if not m.how.endswith("as a place")]
    wanted = ("state", "igo", "group", "other") if hit[0] == "It" else ("kind", "state", "igo", "group")
    able = [m for m in previous if m.type in wanted]
    first = able[0] if able else None
    if first and first.code and (hit[0] == "It" or first.type == "kind" or len({m.code for m in able}) == 1):
        yield _anaphor(*hit.span(), first.code, first.name, first.country)


def _speakers(
    sentences: Sequence[Span], parties: Sequence[Mention], attributions: Sequence[Attribution]
) -> Iterator[Mention]:
    """A sentence that is all somebody's words, and does not name the speaker's side, has the speaker before its start.

    Such a mention has no width; a rendered pair shows it as words of saying.
    """
    for said in attributions:
        for start, end in said.content:
            for sentence in sentences[_first(sentences, start) : _first(sentences, end) + 1]:
                inside = min(end, sentence[1]) - max(start, sentence[0]) >= SPOKEN * (sentence[1] - sentence[0])
                if said.actor and inside and not any(m.code == said.actor for m in starting(parties, *sentence)):
                    yield _anaphor(sentence[0], sentence[0], said.actor, said.speaker or said.actor, None)


def _first(sentences: Sequence[Span], at: int) -> int:
    """The number of the last sentence that begins at an offset or before it, 0 where none does."""
    return max(0, bisect_right(sentences, (at, 1 << 60)) - 1)


def _own(text: str, attribution: Attribution) -> Iterator[Mention]:
    """The first person inside what somebody said is the speaker's side."""
    if attribution.actor is None or attribution.kind == "indirect":
        return
    for span in attribution.content:
        for hit in _WE.finditer(text, *span):
            yield _anaphor(*hit.span(), attribution.actor, attribution.speaker or attribution.actor, None)
