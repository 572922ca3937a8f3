"""Turns of speech: what a cue introduces beyond its own sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from dragoman.annotation.quotes import Quote
from dragoman.annotation.reported import Found, Line
from dragoman.annotation.spans import Spans, number_at
from dragoman.records import Person, Span

_LEAST = 2
_MOST = 300
"""Paragraphs after a colon that can belong to it."""
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my|me|We|Our|My|I'm|we've|We’ve|I’ve)\b")
_END_OF_RELEASE = re.compile(
    r"(?:Notes? to editors|Further information|Background|Media enquiries|Contact|Follow )", re.IGNORECASE
)


def resolve_colons(
    text: str,
    lines: Sequence[Line],
    quotes: Sequence[Quote],
    breaks: Sequence[Span],
    found: Sequence[Found],
    people: Sequence[Person],
) -> list[Found]:
    """Content after a colon: the quotation, the rest of the paragraph and what goes on with it, or what comes below.

    What others say inside a text that is given without quotation marks is part of it.
    """
    named = sorted(s for p in people for s, _ in p.mentions)
    places = Spans((q.start, q.end, n) for n, q in enumerate(quotes))
    others = [g for g in found if g.speech and _by_person(g, named)]
    busy, cues = {g.line for g in others}, sorted(g.cue[0] for g in others)
    out = [_after_colon(text, lines, quotes, places, breaks, f, busy, cues) if f.rule == "colon" else f for f in found]
    display = [f for f in out if f.rule == "colon" and f.content and text[f.content[0][0]] not in "\"“‘'`"]
    display.sort(key=lambda f: f.content[0][0])
    ends = list(accumulate((f.content[-1][1] for f in display), max))
    return [
        f._replace(speech=False) if not _by_person(f, named) and _is_inside(f, display, ends) else f
        for f in out
        if f.content
    ]


def _is_inside(f: Found, display: Sequence[Found], ends: Sequence[int]) -> bool:
    """Whether one of `display` (in order, `ends` their farthest ends so far) holds the cue and the content."""
    n = bisect_right(display, f.cue[0], key=lambda g: g.content[0][0])
    if n == 0 or f.content[-1][1] > ends[n - 1]:
        return False
    itself = f.content[0][0] <= f.cue[0]
    return not itself or any(g is not f and f.content[-1][1] <= g.content[-1][1] for g in display[:n])


def _by_person(f: Found, named: Sequence[int]) -> bool:
    return f.source is not None and bisect_left(named, f.source[0]) < bisect_left(named, f.source[1])


def _after_colon(
    text: str,
    lines: Sequence[Line],
    quotes: Sequence[Quote],
    places: Spans[int],
    breaks: Sequence[Span],
    f: Found,
    busy: set[int],
    cues: Sequence[int],
) -> Found:
    start, end = f.content[0]
    near = sorted(n for s, _, n in places.touching(start, start + 6) if s <= start or start == end)
    quote = quotes[near[0]] if near else None
    if quote is not None and (start == end or quote.start == start):
        return f._replace(content=((quote.start, quote.end),))
    number = number_at(breaks, lines[f.line].span[0])
    if number is None:
        return f
    below = start == end
    if below:
        number += 1
        if number >= len(breaks):
            return f._replace(content=())
        start = breaks[number][0]
    stop = _paragraph_stop(lines, breaks[number], f.line, busy)
    if stop == breaks[number][1]:
        own = " ".join(text[slice(*f.source)].rstrip(":, ").split()[-2:]) if f.source else "\n"
        stop = _later_paragraphs(text, breaks, number, cues, below, own)
    return f._replace(content=((start, stop),))


def _later_paragraphs(
    text: str, breaks: Sequence[Span], number: int, cues: Sequence[int], below: bool, own: str
) -> int:
    """Where a text given without quotation marks ends: at the last paragraph of it in the first person, or at the end
    of a release that nobody else speaks in after it."""
    stop = breaks[number][1]
    reached = stop
    for span in breaks[number + 1 : number + 1 + _MOST]:
        words = text[span[0] : span[1]]
        if below and _END_OF_RELEASE.match(words):
            return reached
        if (
            _END_OF_RELEASE.match(words)
            or words[-1] not in ".!?”\"'’"
            or bisect_left(cues, span[0]) < bisect_left(cues, span[1])
        ):
            return stop
        if own in words:
            return stop
        reached = span[1]
        if _FIRST_PERSON.search(words):
            stop = reached
    return reached if below else stop


def _paragraph_stop(lines: Sequence[Line], paragraph: Span, first: int, busy: set[int]) -> int:
    stop = lines[first].span[1]
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.span[0] >= paragraph[1] or line.number in busy:
            break
        stop = line.span[1]
    return stop


def continue_turns(text: str, lines: Sequence[Line], quotes: Sequence[Quote], found: Sequence[Found]) -> list[Found]:
    """Quotations without a cue of their own go to who spoke right before them."""
    out = sorted(found, key=lambda f: (f.line, f.cue))
    places = Spans((a, b, i) for i, f in enumerate(out) if f.speech for a, b in f.content)
    owner = [next((i for _, _, i in places.touching(q.start, q.end)), None) for q in quotes]
    spans = [line.span for line in lines]
    for n, quote in enumerate(quotes):
        if owner[n] is not None:
            continue
        at = owner[quote.follows] if quote.follows is not None else _before(lines, spans, quote, out)
        if at is not None:
            out[at] = out[at]._replace(content=(*out[at].content, (quote.start, quote.end)))
            owner[n] = at
    return out


def _before(lines: Sequence[Line], spans: Sequence[Span], quote: Quote, found: Sequence[Found]) -> int | None:
    """The attribution that a quotation with no cue goes on with: the last one, when nothing stands between."""
    number = number_at(spans, quote.start)
    if quote.words < _LEAST or number is None or quote.start > spans[number][0] + 2:
        return None
    line = lines[number]
    outside = [k for k, q in enumerate(line.quoted) if q < 0 and line.tokens[k].is_word]
    if outside and outside[0] and line.tokens[outside[0] - 1].text in ("-", "–", "—", "--"):
        return None
    after = bisect_left(found, number, key=lambda f: f.line)
    if len(outside) > 4 or (after < len(found) and found[after].line == number):
        return None
    best = next((i for i in range(after - 1, max(-1, after - 20), -1) if found[i].speech), None)
    if best is None:
        return None
    last = max(found[best].content[-1][1], spans[found[best].line][1])
    return None if number and spans[number - 1][0] >= last - 1 else best
