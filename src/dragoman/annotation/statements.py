"""Attributions -> statements: turns of speech with the parties they speak of and the stance toward them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from dragoman.annotation.attributions import is_statement
from dragoman.annotation.language import words
from dragoman.annotation.spans import Spans, number_at
from dragoman.records import Annotations, Attribution, Document, Mention, Span, Stance, Statement

_LEAD = re.compile(r"(?:that\b\s*|[\s,;:]+|``|''|[\"“„«‘])+", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,;:]|``|''|[\"”»’]|\.(?=[\s\"”'’]*$))+$")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_CLAUSE = re.compile(r"[.;:!?]|,\s|\b(?:but|while|although)\b")
_BEFORE, _AFTER = 3, 5
_REACH = 2000
"""Characters beside a mention that are looked at for words of praise and blame."""


def to_statements(document: Document, annotations: Annotations) -> tuple[Statement, ...]:
    """The statements of a document, in order; what lies in the site's furniture is passed over."""
    kept = [
        a
        for a in annotations.attributions
        if is_statement(a) and a.content and not _in_furniture(a.content[0], document.furniture)
    ]
    places = Spans((m.start, m.end, m) for m in annotations.mentions if m.code)
    found = [_statement(document, places, a) for a in kept]
    return tuple(s for s in found if len(_WORD.findall(s.content)) >= 3)


def _in_furniture(span: Span, furniture: Sequence[Span]) -> bool:
    return number_at(furniture, span[0]) is not None


def _statement(document: Document, places: Spans[Mention], a: Attribution) -> Statement:
    start, end = trim(document.text, a.content[0][0], a.content[-1][1])
    content = document.text[start:end]
    mentions = [m for _, _, m in places.inside(start, end)]
    about = tuple(dict.fromkeys(m.code for m in mentions if m.code))
    return Statement(
        id=_identity(document.sha256, start, end),
        speaker=a.speaker or "",
        actor=a.actor,
        cue=" … ".join(document.text[s:e] for s, e in a.cue),
        content=content,
        kind=a.kind,
        start=start,
        end=end,
        about=about,
        stance={code: _stance_of(document.text, mentions, code, (start, end)) for code in about},
        confidence=a.confidence,
    )


def _stance_of(text: str, mentions: Sequence[Mention], code: str, span: Span) -> Stance:
    own = [m for m in mentions if m.code == code]
    return stance(text, own, [m for m in mentions if m.code != code], span)


def trim(text: str, start: int, end: int) -> Span:
    """Content without `that`, quotation marks and the full stop at its edges."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    tail = _TAIL.search(text[first:end])
    last = first + tail.start() if tail else end
    return (first, last) if last > first else (start, end)


def stance(text: str, own: Sequence[Mention], others: Sequence[Mention], span: Span) -> Stance:
    """For or against a party, by words of praise and blame right before and after its mentions; else neutral.

    The words count up to the nearest other party and the end of the clause.
    """
    score = 0
    for mention in own:
        left = max([span[0], mention.start - _REACH, *(m.end for m in others if m.end <= mention.start)])
        right = min([span[1], mention.end + _REACH, *(m.start for m in others if m.start >= mention.end)])
        before = _WORD.findall(_CLAUSE.split(text[left : mention.start])[-1].lower())[-_BEFORE:]
        after = _WORD.findall(_CLAUSE.split(text[mention.end : right])[0].lower())[:_AFTER]
        score += sum(w in words("stance", "for_before") for w in before)
        score -= sum(w in words("stance", "against_before") for w in before)
        score += sum(w in words("stance", "for_after") for w in after)
        score -= sum(w in words("stance", "against_after") for w in after)
    return "for" if score > 0 else "against" if score < 0 else "neutral"


def _identity(sha: str, start: int, end: int) -> str:
    return hashlib.sha1(f"{sha}:{start}:{end}".encode()).hexdigest()[:12]
