"""Attributions -> statements: turns of speech with the parties they speak of and the stance toward them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from dragoman.annotation.attributions import is_statement
from dragoman.annotation.language import section
from dragoman.records import Annotations, Attribution, Document, Mention, Span, Stance, Statement

_LEAD = re.compile(r"(?:that\b\s*|[\s,;:]+|``|''|[\"“„«‘])+", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,;:]|``|''|[\"”»’]|\.(?=[\s\"”'’]*$))+$")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_NEAR = 60


def to_statements(document: Document, annotations: Annotations) -> tuple[Statement, ...]:
    """The statements of a document, in order; what lies in the site's furniture is passed over."""
    text = document.text
    kept = [
        a for a in annotations.attributions
        if is_statement(a) and a.content and not _in_furniture(a.content[0], document.furniture)
    ]
    found = [_statement(document, annotations, a) for a in _turns(text, kept)]
    return tuple(s for s in found if len(_WORD.findall(s.content)) >= 3)


def _in_furniture(span: Span, furniture: Sequence[Span]) -> bool:
    return any(start <= span[0] < end for start, end in furniture)


def _turns(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of one sentence by one speaker are one turn."""
    return list(found)


def _statement(document: Document, annotations: Annotations, a: Attribution) -> Statement:
    start, end = trim(document.text, a.content[0][0], a.content[-1][1])
    content = document.text[start:end]
    mentions = [m for m in annotations.mentions if m.code and start <= m.start and m.end <= end]
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
        stance={code: stance(document.text, [m for m in mentions if m.code == code], (start, end)) for code in about},
        confidence=a.confidence,
    )


def trim(text: str, start: int, end: int) -> Span:
    """Content without `that`, quotation marks and the full stop at its edges."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    tail = _TAIL.search(text[first:end])
    last = first + tail.start() if tail else end
    return (first, last) if last > first else (start, end)


def stance(text: str, mentions: Sequence[Mention], span: Span) -> Stance:
    """For or against a party, by the words of praise and blame near its mentions; neutral where they do not tell."""
    words = section("stance")
    score = 0
    for mention in mentions:
        near = text[max(span[0], mention.start - _NEAR) : min(span[1], mention.end + _NEAR)].lower()
        for word in _WORD.findall(near):
            score += (word in words["for"]) - (word in words["against"])
    return "for" if score > 0 else "against" if score < 0 else "neutral"


def _identity(sha: str, start: int, end: int) -> str:
    return hashlib.sha1(f"{sha}:{start}:{end}".encode()).hexdigest()[:12]
