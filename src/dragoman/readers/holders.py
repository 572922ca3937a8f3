"""The office holders that a text names as in office, with the days of their terms. The one door to the registry
here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import msgspec

_OFFICES = (
    r"(?:(?:[Vv]ice|[Dd]eputy) )?(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|[Kk]ing|[Ee]mir"
    r"|[Cc]rown [Pp]rince|[Ff]oreign (?:[Mm]inister|[Ss]ecretary)|[Dd]efen[cs]e (?:[Mm]inister|[Ss]ecretary)"
    r"|[Ss]ecretary of (?:[Ss]tate|[Dd]efen[cs]e)|[Ff]inance [Mm]inister|[Ii]nterior [Mm]inister"
    r"|[Ss]ecretary[- ][Gg]eneral|[Aa]mbassador|[Hh]igh [Rr]epresentative"
    r"|[Cc]hief of [Ss]taff|[Tt]aoiseach|[Ss]upreme [Ll]eader|[Mm]inister of (?:[Ff]oreign [Aa]ffairs|[Dd]efen[cs]e))"
)
_PART = r"[A-Z][\w’'-]{1,60}"
_NAME = rf"{_PART}(?: (?:(?:bin|al|de|da|van|von|der) )?(?:[A-Z]\. )?{_PART}){{0,3}}"
_FORMS = (
    re.compile(rf"(?P<office>{_OFFICES}) (?P<name>{_NAME})"),
    re.compile(rf"(?P<office>{_OFFICES})(?: (?:of|for) (?:the )?{_PART}(?: {_PART}){{0,3}})?, (?P<name>{_NAME}),"),
    re.compile(rf"(?P<name>{_NAME}), (?:the )?(?:(?:{_PART} ?){{1,3}} )?(?P<office>{_OFFICES})"),
)
_PAST = re.compile(
    r"\b(?:former|ex|late|then|past|previous|predecessor|onetime|ousted|deposed|elect)[- ](?:[\w.’'-]+ ){0,2}$", re.I
)
_ELECT = re.compile(r"[- ]elect\b")


class Held(msgspec.Struct, frozen=True):
    """A holder that the text names with the office, and the terms in which the office was theirs."""

    name: str
    start: int
    end: int
    terms: tuple[tuple[date, date], ...]


def office_terms(text: str) -> list[Held]:
    """Every holder named with an office that the registry knows them in, in reading order of the forms."""
    found = []
    for form in _FORMS:
        for m in form.finditer(text):
            if _PAST.search(text, max(0, m.start() - 40), m.start("office")) or _ELECT.match(text, m.end("office")):
                continue
            name = re.sub(r"[’']s$", "", m["name"])
            terms = _terms(name, _kind(m["office"]))
            if terms:
                found.append(Held(name, m.start(), m.end(), terms))
    return found


def _terms(name: str, kind: str) -> tuple[tuple[date, date], ...]:
    """The closed and open terms of that kind of office, shorter and shorter parts of the name tried."""
    words = name.split()
    for size in range(len(words), 0, -1):
        known = [t for t in _registry_terms(" ".join(words[:size])) if _kind(t.title) == kind]
        if known:
            return tuple((_first(t), _last(t)) for t in known)
    return ()


def _first(term: Any) -> date:
    return term.start.start if term.start else date.min


def _last(term: Any) -> date:
    return term.end.end if term.end else date.max


@cache
def _registry() -> Any:
    try:
        from dragoman.actors import Registry
    except ImportError:
        return None
    return Registry.load()


def _registry_terms(name: str) -> tuple[Any, ...]:
    registry = _registry()
    return tuple(registry.terms(name)) if registry is not None else ()


def _kind(title: str) -> str:
    """One word for offices that are told by several names."""
    lower = title.lower()
    if re.match(r"(?:vice|deputy)\b", lower):
        return "vice"
    for kind, words in (
        ("foreign", ("foreign", "secretary of state", "external affairs")),
        ("defence", ("defence", "defense")),
        ("government", ("prime minister", "premier", "chancellor", "taoiseach")),
        ("state", ("president",)),
        ("general", ("secretary-general", "secretary general")),
    ):
        if any(word in lower for word in words):
            return kind
    return lower.split(" of ")[0]
