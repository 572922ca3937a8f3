"""What rules see of a sentence, and what they find in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotation.quotes import Quote
from dragoman.annotation.tokens import Token, tokenize
from dragoman.records import Span


class Line(NamedTuple):
    """One sentence as rules see it: `quoted[i]` is the number of the quotation that token i stands in, or -1."""

    number: int
    span: Span
    tokens: list[Token]
    quoted: list[int]


class Found(NamedTuple):
    """A cue read: who, in what words, what. `rule` names the pattern."""

    line: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    rule: str
    lemma: str
    speech: bool
    """Whether it reports words said, not thought, wished or refused."""
    shown: Span | None = None
    """The words that stand for the source where they are only `who`."""
    weak: bool = False
    """Whether the source is only the subject of the clause before (`…, adding that`)."""


def make_lines(text: str, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[Line]:
    """The sentences of a text with their tokens and quotations."""
    lines, first = [], 0
    for number, span in enumerate(sentences):
        while first < len(quotes) and quotes[first].end <= span[0]:
            first += 1
        tokens = tokenize(text, *span)
        quoted, q = [], first
        for token in tokens:
            while q < len(quotes) and quotes[q].end <= token.start:
                q += 1
            inside = q < len(quotes) and quotes[q].start <= token.start
            quoted.append(q if inside else -1)
        lines.append(Line(number, span, tokens, quoted))
    return lines
