"""Spelling of names: folding that keeps offsets, codes from names, and longest matches at word boundaries."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")

_SPECIAL = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‑": "-", "‐": "-", "–": "-", "ı": "i", "ø": "o", "Ø": "O"}
_SPECIAL |= {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ə": "a", "ð": "d", "þ": "t", "\n": " ", "\t": " ", "\r": " "}
_SPECIAL |= {"\u00a0": " ", "\u2009": " ", "\u202f": " "}


@functools.cache
def _table() -> dict[int, str]:
    """Each accented letter and odd sign -> one plain character."""
    table = {ord(sign): plain for sign, plain in _SPECIAL.items()}
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(number))[0]
        if number not in table and base.isascii() and base.isalpha():
            table[number] = base
    return table


def fold(text: str) -> str:
    """Text with plain letters, quotes and spaces, of the same length, case kept."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text
    return text.translate(_table())


def fold_name(text: str) -> str:
    """A name folded, with single spaces."""
    return " ".join(fold(unicodedata.normalize("NFC", text)).split())


def lower(text: str) -> str:
    """Lower case of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def slug(name: str) -> str:
    """A name as a code: lower case with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold_name(name).lower().replace("'", "")).strip("-")


def person_key(name: str) -> str:
    """The same for every order of the names, with and without hyphens, dots and accents."""
    return " ".join(sorted(re.findall(r"[\w']+", fold_name(name).lower())))


_SOUNDS = tuple(
    pair.split(">")
    for pair in "sch>s sh>s tch>c ch>c tz>s ts>s zh>j dj>j dh>d th>t ph>f kh>k gh>k ck>k q>k g>k x>ks w>v z>s".split()
)
"""Spellings of one sound in the romanisations that news agencies use."""
_SILENT = re.compile(r"(?<=.)[aeiouyh']+")
_DOUBLE = re.compile(r"(.)\1+")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "ben", "abu"})


def sound_key(name: str) -> str:
    """The same for the usual romanisations of a name: Mikheil and Mikhail, Qadhafi and Gaddafi; empty when too short.

    The consonants of each word after its first letter, with the sounds of `_SOUNDS` and articles left out.
    """
    words = [word for word in re.findall(r"[a-z']+", fold_name(name).lower()) if word not in _PARTICLES]
    keys = sorted(_word_sound(word) for word in words)
    return " ".join(keys) if len(keys) > 1 and sum(map(len, keys)) >= 5 else ""


@functools.lru_cache(maxsize=8192)
def _word_sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _SILENT.sub("", _DOUBLE.sub(r"\1", word))


class Lexicon(Generic[T]):
    """Values by their spelling; finds them in text, leftmost-longest, where words begin and end."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        table: dict[str, list[T]] = {}
        for text, value in entries:
            table.setdefault(text, []).append(value)
        self._automaton = ahocorasick.Automaton()
        for text, values in table.items():
            self._automaton.add_word(text, (len(text), tuple(values)))
        if table:
            self._automaton.make_automaton()
        self._empty = not table

    def matches(self, text: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """Every match at word boundaries, in no promised order."""
        if self._empty:
            return
        size = len(text)
        for last, (length, values) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum()):
                yield start, end, values

    def get(self, text: str) -> tuple[T, ...]:
        """The values of exactly this spelling."""
        found: tuple[int, tuple[T, ...]] | None = self._automaton.get(text, None)
        return found[1] if found else ()


def longest(matches: Iterable[tuple[int, int, tuple[T, ...]]]) -> list[tuple[int, int, tuple[T, ...]]]:
    """Of matches that overlap, the leftmost, of these the longest; values of one span are joined."""
    chosen: list[tuple[int, int, tuple[T, ...]]] = []
    for start, end, values in sorted(matches, key=lambda match: (match[0], -match[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end, values))
        elif (start, end) == chosen[-1][:2]:
            chosen[-1] = (start, end, chosen[-1][2] + values)
    return chosen
