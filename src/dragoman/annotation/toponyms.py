"""Names of places in a text: names that the gazetteer knows, where the words around them speak of a place.

A name of a country or of a large town is one wherever it stands, but for names of persons ("Paris Hilton") and longer
names ("London Bridge"). A small town's, or one that is an everyday word ("Nice"), needs a sign: a preposition, a
dateline, "X, Y" with Y a unit or a country that holds an X. Adjectives of countries are no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.annotation.spans import Spans
from dragoman.places import Candidate, Gazetteer, key
from dragoman.records import Mention, Person, Span

LONGEST = 5
"""Words of the longest name that is looked up."""
GREAT, LARGE, MIDDLING = 1_000_000, 100_000, 15_000
"""Inhabitants from which a name is no surname, is a place wherever it stands, and is one inside a sentence."""
_DIRECTIONS = frozenset("north south east west central northern southern eastern western".split())
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z][a-z]{0,3}\.(?=,| [A-Z]|$)|[^\W\d_a-z][\w’'ʼ]*|(?:al|el|as|an|ar|ash|ad)(?=-)"
)
_LINK = re.compile(
    r" (?:(?:of|de|del|la|el|al|du|des|da|do|di|le|les|and|the|upon|on|am|an der|of the|de la) )?"
    r"|-|-(?:on|upon|sur|de|la|le|el|al|en|am|e|i)-(?:the-)?"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_CUE = re.compile(
    r"\b(?:in|at|near|from|to|into|inside|outside|around|across|through|throughout|toward|towards|over|via|between|off"
    r"|within|beyond|above|onto|leaving|reach(?:ed|ing)?|enter(?:ed|ing)?|visit(?:ed|ing|s)?|left|based"
    r"|(?:city|town|village|port|suburb|district|neighbou?rhood|province|region|state|island|capital|outskirts|north|south|east|west"
    r"|streets|people|residents|centre|center|coast|border|county|governorate|areas?) of"
    r"|(?:city|town|village|capital|port|suburb|district|province|region))"
    r" (?:(?:the|nearby|neighbou?ring|central|downtown|war-torn|besieged|occupied|[a-z]+ern"
    r"|[a-z]+[- ](?:east|west)(?:ern)?) )*"
    r"(?:(?:the )?(?:city|town|village|capital|port|suburb|district|province|region|island|state)s? of )?$",
    re.I,
)
_BEFORE = re.compile(r"([^\W\d_][\w’'.-]*)(?P<gap> |-)$")
_AFTER = re.compile(r"(?: |-)(?P<word>[A-Z][\w’'-]*)")
_GENERIC = frozenset(
    "County Province Region City Airport District State Governorate Oblast Parish Valley Prefecture Island Islands"
    " Peninsula Republic Township Municipality Bay Harbour Harbor Beach Monday Tuesday Wednesday Thursday Friday"
    " Saturday Sunday"
    " Mayor Governor Gov Senator Sen Rep Police Sheriff Sheriff’s Sheriff's Fire Attorney Council Premier Prime"
    " President Minister Finance Foreign Defence Defense Interior Superior Republican Democrat"
    " January February March April May June July August September October November December".split()
)
"""Capitalised words that may follow the name of a place and leave it one."""
_LEADS = frozenset(
    "north south east west northern southern eastern western central greater upper lower southeast southwest northeast"
    " northwest southeastern southwestern northeastern northwestern downtown mainland metropolitan"
    " in at from near for after when while as since with across outside inside around and but if though although the"
    " a an no former current ex not both either nor only even just across along amid despite"
    " to of by on between under over before until unlike like toward towards into or is was that this monday tuesday"
    " wednesday thursday friday saturday sunday".split()
)
"""Words that may stand before it with a capital."""
_TITLES = frozenset(
    "mr mrs ms dr sir lord lady miss president prime minister senator sen rep gen general col colonel capt captain"
    " judge justice king queen prince princess saint pope rev professor prof coach".split()
)


class Toponym(msgspec.Struct, frozen=True):
    """A name of a place: text[start:end]. `sign` tells that the words before it are such as go before places."""

    start: int
    end: int
    sign: bool


def find_toponyms(
    text: str, mentions: Sequence[Mention], people: Sequence[Person], furniture: Sequence[Span] = ()
) -> tuple[Toponym, ...]:
    """All toponyms of a text in order, not overlapping."""
    closed = Spans((s, e, None) for s, e in (*_names_of_others(text, mentions, people), *furniture))
    surnames = {key(word) for person in people for word in person.name.split()}
    gazetteer, out = Gazetteer.load(), list[Toponym]()
    named = list(_named(text, gazetteer))
    surnames |= {
        key(text[slice(*span)])
        for span, found in named
        if found[0].kind != "country" and found[0].population < GREAT and _family_name(text, span)
    }
    for span, found in named:
        if next(closed.touching(*span), None) is not None:
            continue
        sign = bool(_CUE.search(text[max(0, span[0] - 60) : span[0]])) or _dateline(text, span)
        if _accepted(text, span, found, sign, surnames, gazetteer):
            out.append(Toponym(*span, sign))
    return tuple(out)


def _names_of_others(text: str, mentions: Sequence[Mention], people: Sequence[Person]) -> Iterator[Span]:
    """Spans of persons' and organisations' names."""
    for person in people:
        yield from person.mentions
    for m in mentions:
        if m.type in ("igo", "group", "media", "other") and "seat" not in m.how and "capital" not in m.how:
            words = text[m.start : m.end].split()
            if all(w[0].isupper() or w in ("of", "the", "for", "and", "de") for w in words) and "demonym" not in m.how:
                yield m.start, m.end


def _named(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Span, tuple[Candidate, ...]]]:
    """Each longest run of words that the gazetteer knows, from left to right."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    skip = 0
    for number, (start, _) in enumerate(tokens):
        if start < skip:
            continue
        for end in _ends(text, tokens, number):
            end = start + len(_POSSESSIVE.sub("", text[start:end]))
            if found := gazetteer.named(key(text[start:end])):
                skip = end
                yield (start, end), found
                break


def _ends(text: str, tokens: Sequence[Span], number: int) -> list[int]:
    """Where names that begin with a token may end, the longest first."""
    ends = [tokens[number][1]]
    for before, after in zip(tokens[number:], tokens[number + 1 : number + LONGEST], strict=False):
        if not _LINK.fullmatch(text[before[1] : after[0]]) or _POSSESSIVE.search(text[before[0] : before[1]]):
            break
        ends.append(after[1])
    return ends[::-1]


def _dateline(text: str, span: Span) -> bool:
    """Whether the name opens a line that goes on like a dateline: "PARIS (Reuters) -", "GOMA, Zaire -"."""
    if text[slice(*span)].isupper() and re.match(r"\s?(?:--|–|—) ", text[span[1] : span[1] + 5]):
        return True
    line = text.rfind("\n", 0, span[0]) + 1
    before, after = text[line : span[0]].strip(), text[span[1] : span[1] + 60]
    return (not before or (before.isupper() and len(before) < 30)) and bool(
        re.match(r"(?:[,/][^.\n]{0,40}?)?(?:\s*\([^)]{2,30}\))?\s*(?:--|–|—|-|:)\s", after)
    )


def _accepted(
    text: str, span: Span, found: Sequence[Candidate], sign: bool, surnames: set[str], gazetteer: Gazetteer
) -> bool:
    name, best = text[slice(*span)], found[0]
    country = best.kind == "country"
    if len(name) < 3 and not (name.isupper() and country) and not _after_comma(text, span):
        return False
    if name.isupper() and len(name) <= 4 and not country and "." not in name and not sign:
        return _after_comma(text, span)
    held = _contained(text, span, found, gazetteer)
    if key(name) in surnames and not (sign and best.population >= MIDDLING) and not held:
        return False
    people = max(c.population for c in found)
    unit = any(c.kind == "admin1" and c.population >= LARGE for c in found[:2])
    if (best.kind == "spot" and not sign) or key(name) in _DIRECTIONS:
        return False
    if not _free(text, span, country or unit or best.kind in ("sea", "spot")):
        return False
    firm = best.kind in ("country", "capital", "sea", "region", "spot")
    if gazetteer.is_word(name) and " " not in name:
        return (sign and (people >= LARGE or firm)) or held
    if firm or people >= LARGE:
        return True
    inside = people >= MIDDLING and not _opens(text, span[0])
    return inside or sign or held


def _free(text: str, span: Span, firm: bool) -> bool:
    """Whether the name is no part of a longer one: no capital before or after it but of words that may stand there."""
    if not firm and _family_name(text, span):
        return False
    after = _AFTER.match(text, span[1])
    if after and not firm and after["word"] not in _GENERIC and not _shouted(text, span):
        return text[span[1]] == "-"
    return True


def _family_name(text: str, span: Span) -> bool:
    """Whether a capitalised word stands before the name, as a given name or a title does."""
    before = _BEFORE.search(text[max(0, span[0] - 30) : span[0]])
    if not before or before["gap"] != " " or not before[1][0].isupper():
        return False
    word = before[1].strip(".").lower()
    return word in _TITLES or (word not in _LEADS and not before[1].endswith((".", "'s", "’s")))


def _shouted(text: str, span: Span) -> bool:
    """Whether the name opens the text in capitals, as agencies print where a report is from: "DETROIT The ..."."""
    return text[slice(*span)].isupper() and not text[: span[0]].strip() and span[1] - span[0] > 3


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a line begins here."""
    before = text[:start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?\n:"


def _after_comma(text: str, span: Span) -> bool:
    return bool(re.search(r"[A-Z][\w.'’-]+, $", text[max(0, span[0] - 30) : span[0]]))


def _contained(text: str, span: Span, found: Iterable[Candidate], gazetteer: Gazetteer) -> bool:
    """Whether ", Y" follows and Y is a unit or a country that holds one of the candidates."""
    follows = re.match(r", ((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2})", text[span[1] : span[1] + 60])
    if not follows:
        return False
    words = follows[1].split()
    for n in range(len(words), 0, -1):
        if n < len(words) and words[n][0].isupper():
            continue
        for holder in gazetteer.named(key(" ".join(words[:n]))):
            if any(holds(holder, c) for c in found):
                return True
    return False


def holds(holder: Candidate, place: Candidate) -> bool:
    """Whether a country, a unit or a district holds a place."""
    if holder.country is None or holder.country != place.country or holder == place:
        return False
    if holder.kind == "country":
        return place.kind != "country"
    if holder.kind == "admin1":
        return place.kind != "admin1" and holder.admin1 == place.admin1
    return holder.kind == "admin2" and holder.admin1 == place.admin1 and holder.name == place.admin2
