"""Words that stand for a party named elsewhere: "he", "the two sides", "the kingdom", a speaker's "we".

Each becomes a mention with the code of what it stands for; one that stands for two parties holds both, joined by `+`.
What cannot be told is left alone: a missing party is better than a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
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
_JOINED = re.compile(r"[,;:]| (?:and|when|as|while|after|that|which|but) ")
"""What parts a subject from "both sides" that it may be one of: "France and Mali met, and the two countries"."""
_LAND = re.compile(
    r"\b[Tt]he (?:country|kingdom|emirate|republic|regime|nation|sultanate|former Soviet republic)"
    r"(?:['’]s (?:government|military|army|leaders|authorities|parliament))?\b"
)
_OWN_LAND = re.compile(r"\b([Hh]is|[Hh]er) (?:country|government|nation)\b")
_IT = re.compile(r"(It|They)\b")
_LATER_IT = re.compile(
    r"(?:(?:In|On|At|Last|Earlier|Since|Within|Until|After|By|During|Two|Three|A) [^,.;:“”\"]{2,40},? "
    r"|Yet |But |Still, |Later )"
    r"(it|they) (?!is |was |has been |would be |will be |seem|appear)"
)
_EMPTY_IT = re.compile(
    r"(?i:it) (?:is|was|has been|would be|will be) (?:\w+ )?(?:the first|not|too|un|im|clear|\w+ (?:that|to)\b)"
)
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
    top = _main_two(parties)
    found: list[Mention] = []
    for number, sentence in enumerate(sentences):
        before = starting(parties, sentences[max(0, number - 2)][0], sentence[1])
        found += _persons(text, sentence, cast)
        found += _pairs(text, number, sentences, parties, top)
        found += _lands(text, sentence, before, cast)
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


def _pairs(
    text: str, number: int, sentences: Sequence[Span], parties: Sequence[Mention], top: Sequence[str]
) -> Iterator[Mention]:
    """ "The two countries": the sides of the sentence, or of those before; who urges both sides is none of them."""
    sentence = sentences[number]
    for hit in _BOTH.finditer(text, *sentence):
        low = hit[0].lower()
        if low.startswith("the ") and not low.startswith("the two"):
            continue
        here = list(starting(parties, sentence[0], hit.start()))
        windows = [] if here and not _JOINED.search(text, here[-1].end, hit.start()) else [here]
        windows += [list(starting(parties, sentences[max(0, number - back)][0], sentence[0])) for back in (1, 2)]
        two = next((pair for w in windows if (pair := _two(w, top))), None)
        if two:
            yield _anaphor(*hit.span(), JOINT.join(m.code or "" for m in two), " and ".join(m.name for m in two), None)


def _main_two(parties: Sequence[Mention]) -> list[str]:
    """The two states that a page names most, where no third comes near."""
    counts = Counter(m.code for m in parties if m.type == "state" and m.code).most_common(3)
    clear = len(counts) == 2 or (len(counts) == 3 and counts[2][1] < counts[1][1])
    return [code for code, _ in counts[:2] if code] if clear else []


def _two(parties: Sequence[Mention], top: Sequence[str]) -> list[Mention] | None:
    """The two sides that mentions name: all there are, or the page's main two; else nobody."""
    distinct: dict[str, Mention] = {}
    for m in parties:
        code = m.code or ""
        if m.type in ("state", "igo", "person", "kind") and JOINT not in code:
            distinct.setdefault(code[:3] if code[3:4] == "-" else code, m)
    if len(distinct) > 2:
        distinct = {code: m for code, m in distinct.items() if code in top}
    return list(distinct.values()) if len(distinct) == 2 else None


def _lands(text: str, sentence: Span, before: Sequence[Mention], cast: Cast) -> Iterator[Mention]:
    for hit in _OWN_LAND.finditer(text, *sentence):
        person = cast.pronoun("he" if hit[1].lower() == "his" else "she", hit.start(), sentence)
        first = next((m for m in before if sentence[0] <= m.start < hit.start() and m.country), None)
        if first and first.type != "person" and not (person and any(sentence[0] <= s for s, _ in person.mentions)):
            yield _anaphor(*hit.span(), first.country or "", first.name, first.country)
        elif person and person.country:
            yield _anaphor(*hit.span(), person.country, person.name, person.country)
    for hit in _LAND.finditer(text, *sentence):
        states = [m for m in before if m.country and m.start < hit.start() and m.type in ("state", "person", "kind")]
        if states and states[-1].country:
            yield _anaphor(*hit.span(), states[-1].country, states[-1].name, states[-1].country)


def _it(text: str, number: int, sentences: Sequence[Span], parties: Sequence[Mention]) -> Iterator[Mention]:
    """A sentence that begins with It or They, or a circumstance and it, speaks of the subject of the one before."""
    start, end = sentences[number]
    hit = _IT.match(text, start, end) or _LATER_IT.match(text, start, end)
    if hit is None or number == 0 or _EMPTY_IT.match(text, hit.start(1)):
        return
    if any(True for _ in starting(parties, start, hit.start(1))):
        return
    previous = [m for m in starting(parties, *sentences[number - 1]) if not m.how.endswith("as a place")]
    single = hit[1].lower() == "it"
    wanted = ("state", "igo", "group", "other") if single else ("kind", "state", "igo", "group")
    able = [m for m in previous if m.type in wanted]
    first = able[0] if able else None
    if first and first.code and (single or first.type == "kind" or len({m.code for m in able}) == 1):
        yield _anaphor(*hit.span(1), first.code, first.name, first.country)


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
