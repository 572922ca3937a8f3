"""How a pair of parties is shown to the relation model: one rendering, used by training and by reading alike.

The parties' words are replaced by two tokens that no text holds: what the model reads is the act, not who is known
for what. Letters (S and T) would do but for English: to an uncased tokenizer the s of "Turkey's" is the same S.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records import Span

ACTOR, RECIPIENT = "[unused0]", "[unused1]"
WINDOW = 130
"""Characters kept on either side of the parties. The shipped model was trained with 320; with less, long sentences are
cheaper to read, and event F1 on the gold was the same within its interval."""


def render(text: str, sentence: Span, actor: Sequence[Span], recipient: Sequence[Span]) -> str:
    """The sentence with the actor's words replaced by one token and the recipient's by another.

    A span without width stands for a speaker whom the sentence does not name, and is shown as words of saying.
    A recipient's words inside the actor's (or the reverse) are dropped: the longer span wins.
    """
    marks = [(s, e, ACTOR) for s, e in actor] + [(s, e, RECIPIENT) for s, e in recipient]
    kept = _without_overlap(marks)
    start, end = _crop(sentence, [(s, e) for s, e, _ in kept])
    out, at = [], start
    for s, e, letter in kept:
        if s < at or e > end:
            continue
        out += [text[at:s], letter if e > s else f"{letter} said: "]
        at = e
    out.append(text[at:end])
    return " ".join("".join(out).split())


def _without_overlap(marks: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for s, e, letter in sorted(marks, key=lambda m: (m[0] - m[1], m[0])):
        if all(e <= ks or s >= ke for ks, ke, _ in kept):
            kept.append((s, e, letter))
    return sorted(kept)


def _crop(sentence: Span, spans: list[Span]) -> Span:
    start, end = sentence
    if end - start <= 2 * WINDOW or not spans:
        return start, min(end, start + 4 * WINDOW) if not spans else end
    return max(start, min(s for s, _ in spans) - WINDOW), min(end, max(e for _, e in spans) + WINDOW)
