"""How parties are shown to the relation model: one rendering, used by training and by reading alike.

The parties' words are replaced by tokens that no text holds: what the model reads is the act, not who is known
for what. Letters (S and T) would do but for English: to an uncased tokenizer the s of "Turkey's" is the same S.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dragoman.records import Span

MOST_PARTIES = 8
"""Parties of one sentence that are read; a longer list is an enumeration, and its first ones stand for it."""
TOKENS = tuple(f"[unused{number}]" for number in range(MOST_PARTIES))
ACTOR, RECIPIENT = TOKENS[:2]
BREAK = "[SEP]"
"""Stands between a sentence and the one before it."""
LONGEST, LONGEST_BEFORE = 640, 320
"""Characters that are shown of a sentence, and of the one before it."""
WINDOW = 200
"""Characters kept before the first party of a longer sentence."""

_TOKEN_LIKE = re.compile(r"\[(?=(?:unused\d+|SEP|CLS|MASK|PAD|UNK)\])")

Mark = tuple[int, int, int]
"""Start, end and the party's number."""


def render(text: str, sentence: Span, actor: Sequence[Span], recipient: Sequence[Span]) -> str:
    """The sentence with the actor's words replaced by the first token and the recipient's by the second."""
    return mark(text, sentence, [(s, e, 0) for s, e in actor] + [(s, e, 1) for s, e in recipient])


def mark(text: str, sentence: Span, marks: Sequence[Mark], longest: int = LONGEST) -> str:
    """The sentence with each party's words replaced by its token.

    A span without width stands for a speaker whom the sentence does not name, and is shown as words of saying.
    Of overlapping spans the longer wins.
    """
    kept = _without_overlap(marks)
    start, end = _crop(sentence, [(s, e) for s, e, _ in kept], longest)
    out, at = [], start
    for s, e, party in kept:
        if s < at or e > end:
            continue
        out += [_plain(text[at:s]), f" {TOKENS[party]} " if e > s else f"{TOKENS[party]} said: "]
        at = e
    out.append(_plain(text[at:end]))
    return " ".join("".join(out).split())


def _plain(words: str) -> str:
    """Words of the page in which nothing reads as a token of the model's own."""
    return _TOKEN_LIKE.sub("(", words) if "[" in words else words


def _without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for s, e, party in sorted(marks, key=lambda m: (m[0] - m[1], m[0])):
        if all(e <= ks or s >= ke for ks, ke, _ in kept):
            kept.append((s, e, party))
    return sorted(kept)


def _crop(sentence: Span, spans: list[Span], longest: int) -> Span:
    start, end = sentence
    if end - start <= longest:
        return sentence
    first = max(start, min((s for s, _ in spans), default=start) - WINDOW)
    return first, min(end, first + longest)
