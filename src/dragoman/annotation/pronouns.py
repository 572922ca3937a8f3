"""Pronouns and bare offices: who is meant, by recency, sex and place in the sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from dragoman.annotation.language import words
from dragoman.annotation.people import fold
from dragoman.annotation.spans import number_at
from dragoman.annotation.tokens import tokenize
from dragoman.records import Person, Span

_LOOKS = 40
"""Mentions of a person that are looked at for `Mr` and `Mrs`."""


def sex_of(person: Person, text: str) -> str | None:
    """`he`, `she`, or None where nothing tells."""
    for form in (person.name, *person.aliases):
        parts = [fold(part) for part in form.split()]
        for key in ("he", "she"):
            if any(part in words("people", key) for part in parts):
                return key
        he, she = parts[0] in words("people", "male"), parts[0] in words("people", "female")
        if he != she:
            return "he" if he else "she"
    for start, _ in person.mentions[:_LOOKS]:
        before = text[max(0, start - 8) : start].split()
        title = before[-1].lower().strip(".") if before else ""
        if title in words("people", "she"):
            return "she"
        if title in words("people", "he"):
            return "he"
    role = set((person.role or "").lower().split())
    return "she" if role & words("rules", "pronouns_she_roles") else None


def resolve_pronoun(
    text: str,
    pronoun: str,
    at: int,
    sentence: Span,
    people: Sequence[Person],
    before: Person | None = None,
    sentences: Sequence[Span] = (),
) -> Person | None:
    """The person that a pronoun at offset `at` most likely means; `before` is the last speaker.

    The last speaker is kept when nobody else of that sex was a subject since; else the latest subject, else the latest.
    """
    want = "he" if pronoun in words("people", "pronouns_he") else "she"
    fits = [p for p in people if sex_of(p, text) in (want, None)]
    best, score = None, 0.0
    for person in fits:
        mention = _last_before(person, at)
        if mention is None:
            continue
        value = _salience(text, mention, at, sentence, sentences)
        value += 0.6 if sex_of(person, text) == want else 0.0
        value += 1.0 if before is not None and person.name == before.name else 0.0
        if value > score:
            best, score = person, value
    return best


def _last_before(person: Person, at: int) -> int | None:
    n = bisect_left(person.mentions, (at, 0))
    return person.mentions[n - 1][0] if n else None


def _salience(text: str, mention: int, at: int, sentence: Span, sentences: Sequence[Span]) -> float:
    """How much a mention stands out as the one meant: near, and first in its sentence."""
    if mention >= sentence[0]:
        return 1.2 if mention - sentence[0] < 60 else 0.8
    number = number_at(sentences, mention)
    start = sentences[number][0] if number is not None else 0
    gap = bisect_right(sentences, (at, 1 << 60)) - bisect_right(sentences, (mention, 1 << 60))
    early = len(tokenize(text, start, mention)) < 12 if start else mention - start < 80
    return 3.0 / (1 + gap) + (0.9 if early else 0.0)


def resolve_office(
    text: str, words_: str, at: int, people: Sequence[Person], titles: Mapping[str, str]
) -> Person | None:
    """The person that `the minister`, `the spokesman` means: the latest before it whose description has that word."""
    head = [w for w in fold(words_).split() if w not in ("the", "a", "this", "that")]
    if not head or head[-1] not in words("people", "offices") | words("people", "private"):
        return None
    found = None
    latest = -1
    for person in people:
        role = fold(titles.get(person.name) or person.role or "")
        mention = _last_before(person, at)
        if mention is not None and mention > latest and all(_has(role, w) for w in head):
            found, latest = person, mention
    return found


def _has(role: str, word: str) -> bool:
    if word in role.replace("-", " ").split():
        return True
    return word == "leader" and any(w in role for w in ("president", "minister", "king", "chancellor"))
