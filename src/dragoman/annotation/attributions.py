"""Who said what: reported speech of a document, with the speaker resolved across sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.annotation.nested import read_nested
from dragoman.annotation.quotes import Quote, find_quotes
from dragoman.annotation.reader import Reader
from dragoman.annotation.reported import Found, Line, make_lines
from dragoman.annotation.sentences import paragraphs
from dragoman.annotation.spans import Spans
from dragoman.annotation.speakers import Speaker, Speakers
from dragoman.annotation.turns import continue_turns, resolve_colons
from dragoman.records import Attribution, Mention, Person, Span

if TYPE_CHECKING:
    from dragoman.actors import Registry

CONFIDENCE = {
    "quote before": 0.93,
    "quote resumed before": 0.93,
    "according end": 0.9,
    "that": 0.85,
    "bare": 0.83,
    "clause resumed before": 0.8,
    "colon": 0.85,
    "quote after": 0.82,
    "quoted as": 0.8,
    "clause before": 0.78,
    "according front": 0.7,
    "wh": 0.5,
    "nested": 0.5,
    "wide": 0.3,
}
"""How often a pattern is right, on documents that are no part of the project; `wide` is never a statement."""


def find_attributions(
    text: str, sentences: Sequence[Span], people: Sequence[Person], mentions: Sequence[Mention], registry: Registry
) -> tuple[Attribution, ...]:
    """Every attribution of a text in order of its cue: source, cue, content, and who the speaker is."""
    breaks = paragraphs(text)
    quotes = find_quotes(text, breaks)
    lines = make_lines(text, sentences, quotes)
    found = [f for line in lines for f in Reader(text, line, quotes).read()]
    found = resolve_colons(text, lines, quotes, breaks, found, people)
    found = continue_turns(text, lines, quotes, found)
    found += read_nested(text, lines, quotes, people)
    found = [f for f in found if all(start < end for start, end in f.content)]  # "… saying:" at the end says nothing
    speakers = Speakers(text, sentences, people, registry.scan(text), mentions, registry)
    found.sort(key=lambda f: (f.line, f.cue))
    who = speakers.announced([_speaker(f, lines, speakers) for f in found])
    places = Spans((q.start, q.end, q) for q in quotes)
    return tuple(_attribution(f, speaker, places, speakers) for f, speaker in zip(found, who, strict=True))


def is_statement(attribution: Attribution) -> bool:
    """Whether an attribution reports words said (not a wish, a thought or an act), by a known speaker."""
    return attribution.confidence >= 0.35 and attribution.speaker is not None


def _speaker(found: Found, lines: Sequence[Line], speakers: Speakers) -> Speaker:
    if found.source is None:
        return Speaker(None)
    if found.speech:
        return speakers.resolve(found.source, lines[found.line].span, found.weak)
    speakers.note(found.source)
    return Speaker(None)


def _attribution(found: Found, speaker: Speaker, quotes: Spans[Quote], speakers: Speakers) -> Attribution:
    sure = (
        found.speech and found.source is not None and (speaker.person is not None or speakers.may_speak(found.source))
    )
    confidence = CONFIDENCE[found.rule] if sure else 0.3
    return Attribution(
        source=(found.shown or found.source,) if found.source else (),
        cue=(found.cue,) if found.cue[1] > found.cue[0] else (),
        content=found.content,
        kind=_kind(found, quotes),
        speaker=speaker.name,
        actor=speaker.actor,
        confidence=confidence,
    )


def _kind(found: Found, quotes: Spans[Quote]) -> Literal["direct", "indirect", "mixed"]:
    """Direct when the content is quotation, mixed when it holds some."""
    start, end = found.content[0][0], found.content[-1][1]
    inside = [q for _, _, q in quotes.touching(start, end) if q.words >= 2]
    covered = sum(
        min(q.end, b) - max(q.start, a) for q in inside for a, b in found.content if q.start < b and a < q.end
    )
    size = sum(b - a for a, b in found.content)
    if covered >= 0.85 * size or found.rule == "colon":
        return "direct"
    return "mixed" if inside else "indirect"


def replaced(attribution: Attribution, **changes: object) -> Attribution:
    """A copy with some fields changed."""
    return msgspec.structs.replace(attribution, **changes)
