"""Pronouns and bare offices: who is meant, by recency, sex and place in the sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from dragoman.annotation.language import words
from dragoman.annotation.people import fold
from dragoman.annotation.spans import number_at
from dragoman.annotation.tokens import tokenize
from dragoman.records import Person, Span

_LOOKS = 40
"""Mentions of a person that are looked at for `Mr` and `Mrs`."""
_FAR = 1000
"""Mentions of persons before a word that are looked at."""
_MANY = 100
"""Persons that a pronoun can mean: those named last."""


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


class Cast:
    """The persons of a document, for many questions about who is meant."""

    def __init__(self, text: str, people: Sequence[Person], sentences: Sequence[Span] = ()) -> None:
        self.text, self.people, self.sentences = text, people, sentences
        places = sorted((start, -n) for n, person in enumerate(people) for start, _ in person.mentions)
        self._starts = [start for start, _ in places]
        self._numbers = [-n for _, n in places]
        self._sexes: dict[int, str | None] = {}
        self._early: dict[int, bool] = {}
        self._roles: dict[int, str] = {}

    def before(self, at: int) -> Iterator[tuple[int, int]]:
        """The persons named before an offset, by number, each with the last mention before it; the latest first."""
        seen: set[int] = set()
        last = bisect_left(self._starts, at) - 1
        for k in range(last, max(-1, last - _FAR), -1):
            number = self._numbers[k]
            if number not in seen:
                seen.add(number)
                yield number, self._starts[k]

    def pronoun(self, pronoun: str, at: int, sentence: Span, before: Person | None = None) -> Person | None:
        """The person that a pronoun at offset `at` most likely means; `before` is the last speaker.

        The last speaker is kept when nobody else of that sex was a subject since; else the latest subject, else the
        latest.
        """
        want = "he" if pronoun in words("people", "pronouns_he") else "she"
        best, score = None, 0.0
        for number, mention in sorted(islice(self.before(at), _MANY)):
            person, sex = self.people[number], self._sex(number)
            if sex not in (want, None):
                continue
            value = self._salience(mention, at, sentence)
            value += 0.6 if sex == want else 0.0
            value += 1.0 if before is not None and person.name == before.name else 0.0
            if value > score:
                best, score = person, value
        return best

    def office(self, words_: str, at: int, titles: Mapping[str, str]) -> Person | None:
        """The person that `the minister`, `the spokesman` means: the latest before it described with that word."""
        head = [w for w in fold(words_).split() if w not in ("the", "a", "this", "that")]
        if not head or head[-1] not in words("people", "offices") | words("people", "private"):
            return None
        for number, _ in self.before(at):
            person = self.people[number]
            if number not in self._roles:
                self._roles[number] = fold(titles.get(person.name) or person.role or "")
            if all(_has(self._roles[number], w) for w in head):
                return person
        return None

    def _sex(self, number: int) -> str | None:
        if number not in self._sexes:
            self._sexes[number] = sex_of(self.people[number], self.text)
        return self._sexes[number]

    def _salience(self, mention: int, at: int, sentence: Span) -> float:
        """How much a mention stands out as the one meant: near, and first in its sentence."""
        if mention >= sentence[0]:
            return 1.2 if mention - sentence[0] < 60 else 0.8
        gap = bisect_right(self.sentences, (at, 1 << 60)) - bisect_right(self.sentences, (mention, 1 << 60))
        if mention not in self._early:
            number = number_at(self.sentences, mention)
            start = self.sentences[number][0] if number is not None else 0
            self._early[mention] = len(tokenize(self.text, start, mention)) < 12 if start else mention - start < 80
        return 3.0 / (1 + gap) + (0.9 if self._early[mention] else 0.0)


def resolve_pronoun(
    text: str,
    pronoun: str,
    at: int,
    sentence: Span,
    people: Sequence[Person],
    before: Person | None = None,
    sentences: Sequence[Span] = (),
) -> Person | None:
    """The person that one pronoun means; `Cast` answers many."""
    return Cast(text, people, sentences).pronoun(pronoun, at, sentence, before)


def resolve_office(
    text: str, words_: str, at: int, people: Sequence[Person], titles: Mapping[str, str]
) -> Person | None:
    """The person that one bare office means; `Cast` answers many."""
    return Cast(text, people).office(words_, at, titles)


def _has(role: str, word: str) -> bool:
    if word in role.replace("-", " ").split():
        return True
    return word == "leader" and any(w in role for w in ("president", "minister", "king", "chancellor"))
