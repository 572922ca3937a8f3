"""The pieces that mentions are made of, before and after they are joined."""

from __future__ import annotations

import re

import msgspec

from dragoman.annotation.language import words
from dragoman.annotation.phrases import PLURALS, STOPS

_BEFORE = 40
"""Characters before a name in which the words that make it a place are looked for."""
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]round|[Aa]cross|[Tt]hroughout|into|from|through|via|towards?|over"
    r"|(?:went|goe?s?|going|gone|travell?(?:ed|ing)?|flew|fly|flown|came|come|return(?:ed|ing)?|trips?|drove|head(?:ed|ing)"
    r")(?: back)? to)"
    r" (?:the |[a-z]+ern |downtown |southern and \w+ )?$"
)


class Unit(msgspec.Struct, frozen=True):
    """A piece that a mention is made of."""

    start: int
    end: int
    type: str
    role: str
    code: str | None
    name: str
    country: str | None
    sectors: tuple[str, ...]
    suffix: str = ""
    acts: bool = False
    how: str = ""
    kind: str = ""
    """The registry's kind of entry: armed-group, company, party."""
    choices: tuple[str, ...] = ()
    """The only countries it can be of: those with a Congress."""
    own: str = ""
    """A person's own code, which is not one of a party that he acts for."""


def is_locative(text: str, at: int) -> bool:
    """Whether the words before an offset make what stands there a place."""
    return _AT.search(text, max(0, at - _BEFORE), at) is not None


def is_official(name: str) -> bool:
    """Whether a name is one of an office of state: a ministry, a court, a police department."""
    return _OFFICIAL.search(name) is not None


_OFFICIAL = re.compile(
    r"\b(?:Ministry|Department|Parliament|Senate|Court|Army|Navy|Air Force|Police|Embassy|Government"
    r"|Council of Ministers|Cabinet|Bureau|Agency|Guard)\b"
)
_OF_STATE = re.compile(r"\b(?:Authority|Service|Administration|Fleet|Inspectorate|Command|Security Council)\b")


def is_of_state(name: str) -> bool:
    """Whether a name that begins with a state's adjective is one of its offices: `Norwegian Food Safety Authority`."""
    return is_official(name) or _OF_STATE.search(name) is not None


def modifies(text: str, start: int, end: int, acts: bool = False) -> bool:
    """Whether a singular noun for people only qualifies the next word: "refugee camp", "national security".

    A body that acts for its country does so before a verb or a deed too: "the ministry denies", "army shelling".
    """
    noun = text[start:end].lower()
    if text.startswith(" to ", end) and noun == "opposition":
        return True
    if noun.endswith("s") or noun in PLURALS:
        return False
    after = _NEXT.match(text, end)
    if after is None or after[1] in STOPS or after[1].endswith(("ed", "ly")):
        return False
    return not (after[1] in words("grammar", "finite") or (acts and after[1].endswith("ing")))


_NEXT = re.compile(r"[ -]([a-z]+)")
