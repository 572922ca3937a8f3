"""Speech reported inside a quotation: `“At that time, Koji Yamazaki said at a press conference that …”`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.annotation.quotes import Quote
from dragoman.annotation.reader import Reader
from dragoman.annotation.reported import Found, Line
from dragoman.annotation.tokens import tokenize
from dragoman.records import Person

_LEAST = 15
_RULES = frozenset(["that", "wh"])


def read_nested(text: str, lines: Sequence[Line], quotes: Sequence[Quote], people: Sequence[Person]) -> list[Found]:
    """Reports of a named person's or office's words inside long quotations, with `that`."""
    starts = sorted(s for p in people for s, _ in p.mentions)
    found = []
    for line in lines:
        numbers = {q for q in line.quoted if q >= 0}
        if len(numbers) != 1 or quotes[number := numbers.pop()].words < _LEAST:
            continue
        start = max(line.span[0], quotes[number].inner[0])
        end = min(line.span[1], quotes[number].inner[1])
        if end - start < 40:
            continue
        tokens = tokenize(text, start, end)
        inner = Line(line.number, (start, end), tokens, [-1] * len(tokens))
        for f in Reader(text, inner, ()).read():
            if f.speech and f.rule in _RULES and f.source and _is_named(text, f, starts):
                found.append(f._replace(rule="nested"))
    return found


def _is_named(text: str, found: Found, starts: Sequence[int]) -> bool:
    """Whether the source is a person's name, or an office in capitals."""
    if found.source is None:
        return False
    start, end = found.source
    if bisect_left(starts, start) < bisect_left(starts, end):
        return True
    inside = text[start:end].split()
    return len(inside) > 1 and all(w[0].isupper() or w in ("of", "the", "for") for w in inside)
