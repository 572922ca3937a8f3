"""Units that are one phrase, joined: "Turkey's army", "rebels in Syria", "Hamas leaders", "the Assad regime"."""

from __future__ import annotations

import re

import msgspec

from dragoman.annotation.phrases import MODIFIERS, STOPS, TITLE_WORDS
from dragoman.annotation.units import Unit, is_of_state, is_official

_MODIFIED = re.compile(r"[ -](?:[A-Za-z][\w'’.-]*[ -]){0,4}")
_OWNED = re.compile(r"(?:['’]s?|['’]) (?:[A-Za-z][\w-]* ){0,4}")
_OF = re.compile(r" (?:of|in|from|inside) (?:the )?")
_BY_NAME = re.compile(r" |['’]s? ")
_CLOSED = re.compile(r"[,.;:)]|$| (?:said|says|told|has|had|was|is|will)\b")
_MEMBERS = frozenset(
    "militants fighters rebels terrorists gunmen militias militiamen separatists parties politicians".split()
)
"""Kinds of people that are the group's own when its name stands before them, besides those that act for a state."""
_ABROAD = frozenset("troops military navy air-force diplomats embassy officers business ngos experts".split())
"""Kinds that are often not of the country they are in."""
_OF_BODIES = frozenset(["Belgium", "Brussels"])
"""Where officials are more often a body's than the country's."""
_GROUPS = frozenset(
    "militants fighters rebels terrorists separatists militias militiamen ngos opposition business parties "
    "banks".split()
)
"""Kinds of which a name may follow: "the militant group Hamas"."""


def joined(text: str, units: list[Unit]) -> list[Unit]:
    """Units in order, those that are one phrase made one."""
    out: list[Unit] = []
    for unit in units:
        while out:
            both = _join(text, out[-1], unit)
            if both is None:
                break
            out.pop()
            unit = both
        out.append(unit)
    return out


def _join(text: str, a: Unit, b: Unit) -> Unit | None:
    gap = text[a.end : b.start]
    if len(gap) > 60:
        return None
    if a.type == "state" and a.country is not None:
        return _of_state(a, b, gap)
    if a.type == "kind":
        return _of_kind(text, a, b, gap)
    if a.type == "person" and b.type == "kind" and b.acts and _BY_NAME.fullmatch(gap):
        return _of_person(a, b, gap)
    if a.type in ("group", "igo", "other") and b.type == "kind":
        return _of_group(a, b, gap)
    return None


def _of_state(a: Unit, b: Unit, gap: str) -> Unit | None:
    headed = (
        b.type in ("kind", "person")
        or (b.role in ("body", "organ") and b.country in (None, a.country))
        or (b.role == "organisation")
    )
    if not headed or b.country not in (None, a.country):
        return None
    adjective = a.role in ("demonym", "people")
    if adjective and _MODIFIED.fullmatch(gap) and _fit(gap, loose=a.role == "demonym"):
        return _owned(a, b)
    owned = _OWNED.fullmatch(gap) or _MODIFIED.fullmatch(gap)
    if a.role == "name" and owned and _fit(gap, loose=gap[:1] in "'’"):
        return _owned(a, b)
    if a.role == "capital" and b.type == "kind" and _OWNED.fullmatch(gap) and _fit(gap, loose=False):
        return _owned(a, b)
    if a.role == "name" and gap == " " and b.type in ("kind", "person"):
        return _owned(a, b)
    return None


def _of_kind(text: str, a: Unit, b: Unit, gap: str) -> Unit | None:
    owner = b.role == "name" and b.type == "state" and gap in (" of ", " of the ")
    stay = b.role in ("name", "capital") and b.type in ("state", "place") and a.suffix not in _ABROAD
    if a.country is None and b.country and (owner or (stay and _OF.fullmatch(gap) and b.name not in _OF_BODIES)):
        return msgspec.structs.replace(_owned(b, a), start=a.start, end=b.end)
    if b.type == "igo" and a.role == "office" and gap in (" of ", " of the "):
        return msgspec.structs.replace(b, start=a.start)
    if b.type == "kind" and gap == " ":
        return _compound(a, b)
    if b.type == "person" and gap == " " and text[b.start].isupper():
        return msgspec.structs.replace(b, start=a.start)
    if b.type == "person" and a.role == "office" and gap == ", " and _CLOSED.match(text, b.end):
        return _titled(a, b)
    if b.type in ("group", "other") and gap == " " and a.country is None and a.suffix in _GROUPS:
        return msgspec.structs.replace(b, start=a.start)
    return None


def _titled(a: Unit, b: Unit) -> Unit:
    """ "Iraq's transport minister, Amer Abdul-Jabbar": whom the page gives no country has his office's."""
    if a.country and b.country is None:
        return msgspec.structs.replace(
            b, start=a.start, code=a.country, country=a.country, acts=False, how=f"office of {a.country}"
        )
    return msgspec.structs.replace(b, start=a.start)


def _of_person(a: Unit, b: Unit, gap: str) -> Unit | None:
    """ "the Assad regime", "Bajuk's government": for whom the person acts."""
    code = a.code if a.code and a.code != a.own else a.country
    if code is None:
        return None
    return msgspec.structs.replace(b, start=a.start, code=code, country=a.country, how=f"{b.role} of {a.name}")


def _of_group(a: Unit, b: Unit, gap: str) -> Unit | None:
    if b.country is not None or not (b.acts or b.suffix in _MEMBERS):
        plain = a.role in ("demonym", "people") and gap == " "
        return msgspec.structs.replace(a, end=b.end) if plain and b.country is None else None
    fits = _MODIFIED.fullmatch(gap) or _OWNED.fullmatch(gap)
    return msgspec.structs.replace(a, end=b.end) if fits and _fit(gap, loose=False) else None


def _compound(a: Unit, b: Unit) -> Unit:
    """ "government troops", "opposition activists": the second is the head, a country of the first stays."""
    if a.country is None:
        return msgspec.structs.replace(b, start=a.start)
    code = a.country if b.acts else f"{a.country}-{b.suffix}"
    return msgspec.structs.replace(b, start=a.start, code=code, country=a.country, how=a.how)


def _fit(gap: str, loose: bool) -> bool:
    words = re.findall(r"[A-Za-z][\w.-]*", gap.removeprefix("’s").removeprefix("'s"))
    if any(w.lower() in STOPS for w in words):
        return False
    return all(w[0].isupper() or w.lower() in MODIFIERS or w.lower() in TITLE_WORDS for w in words) or (
        loose and len(words) <= 2
    )


def _owned(state: Unit, head: Unit) -> Unit:
    """The head as its country's: a kind that acts for its country is the country, another is the country's kind."""
    start, end = min(state.start, head.start), max(state.end, head.end)
    if head.type == "kind":
        code = state.country if head.acts or not head.suffix else f"{state.country}-{head.suffix}"
    elif head.type == "person":
        code = head.code
    else:
        official = head.role == "organisation" and (
            is_official(head.name) or (state.role == "demonym" and is_of_state(head.name))
        )
        code = state.country if official else head.code or state.country
    return msgspec.structs.replace(
        head, start=start, end=end, code=code, country=state.country, how=f"{head.role} of {state.name}"
    )
