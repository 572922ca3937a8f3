"""Words and marks of a sentence, with offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"  # U.S. a.m.
    r"|(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Spc|Pfc|Cpl|Pvt|Adm|Cmdr|Brig|Sen|Rep|Reps|Sens|Gov|Rev|Hon|St|Jr|Sr|Messrs)\.(?=\s)"
    r"|[A-Z]\.(?=\s[A-Z])"  # an initial
    r"|\d+(?:[.,]\d+)*\w*"
    r"|[^\W\d_]+(?:[-’'‐][^\W_]+)*(?:[’'](?=\s))?"
    r"|``|''|\"\"|--+|\.{2,}|\w+|[^\w\s]"
)
_CAPITALS = {"US": "u.s.", "WHO": "w.h.o.", "IT": "i.t."}
_POSSESSIVE = re.compile(r"[’']s?$|[’']$")


class Token(NamedTuple):
    """A word or mark; `low` is it in lower case, with a straight apostrophe."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's or an apostrophe."""
        return self.is_word and (self.low.endswith("'s") or self.low.endswith("s'"))


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of text[start:end], in order."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m[0], _low(m[0])) for m in _TOKEN.finditer(text, start, stop)]


def _low(word: str) -> str:
    return _CAPITALS.get(word) or word.lower().replace("’", "'")


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word)
