"""What stands around an act: its date, its place, numbers, and the contexts that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from dragoman.annotation.relations import Pair
from dragoman.annotation.spans import number_at, starting
from dragoman.annotation.times import govern_date
from dragoman.dates import Window
from dragoman.ontology import Ontology
from dragoman.records import Annotations, Document, EventPlace, Mention, Span

LEAD = 2
"""Sentences at the head of a report whose undated acts are the day's news."""
_BACKGROUND = re.compile(
    r"\b(?:had (?:been |already |also |previously |earlier |long |repeatedly )?\w+(?:ed|en|ught|id|ade|old|ld)"
    r"|previously|in the past|formerly|once|used to)\b"
)
"""Signs that a sentence tells what went before the day's news."""
_NUMBER_WORDS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_COUNT = r"(?P<n>\d[\d,]*|" + "|".join(_NUMBER_WORDS) + r")"
_PEOPLE = r"(?:\s+(?!and\b)[\w’'-]+){0,4}?\s+"
_NUMBERS = {
    "killed": (
        rf"\b{_COUNT}{_PEOPLE}(?:were |was |have been |had been |are )?(?:killed|dead|died)\b",
        rf"\bkill(?:ed|ing|s)? (?:at least |more than |some |about )?{_COUNT}\b",
        rf"\bdeaths? of (?:at least |more than )?{_COUNT}\b",
    ),
    "injured": (
        rf"\b{_COUNT}{_PEOPLE}(?:were |was |have been )?(?:injured|wounded|hurt)\b",
        rf"\b(?:injur|wound)(?:ed|ing) (?:at least |more than |some |about )?{_COUNT}\b",
    ),
    "arrested": (
        rf"\b{_COUNT}{_PEOPLE}(?:were |was |have been )?(?:arrested|detained)\b",
        rf"\b(?:arrest|detain)(?:ed|ing) (?:at least |more than |some |about )?{_COUNT}\b",
    ),
}
_MONEY = re.compile(
    r"(?P<sign>US\$|A\$|\$|€|£|¥)\s?(?P<n>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>million|billion|trillion|m|bn)?\b"
    r"|(?P<n2>\d[\d,]*(?:\.\d+)?) (?P<scale2>million|billion|trillion)"
    r" (?P<unit>dollars|euros|pounds|yen|yuan|rubles|roubles)",
    re.I,
)
_SCALE = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_SIGN = {
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "dollars": "USD",
    "euros": "EUR",
    "pounds": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rubles": "RUB",
    "roubles": "RUB",
}


def event_date(
    document: Document, annotations: Annotations, pair: Pair, evidence: Span, name: str, status: str
) -> tuple[Window | None, Span | None]:
    """The days of an act and the words that tell them: those that govern it, else the report's own day for its news."""
    times = starting(annotations.times, *pair.sentence)
    found = govern_date(document.text, pair.sentence, evidence, times)
    if found is not None and found.window is not None:
        return found.window, (found.start, found.end)
    day = document.published
    if (
        found is None
        and day is not None
        and day.days <= 31
        and status == "occurred"
        and _is_news(document, annotations, pair, name)
    ):
        return Window(day.start, day.end, day.precision, "document"), None
    return None, None


def _is_news(document: Document, annotations: Annotations, pair: Pair, name: str) -> bool:
    """Undated acts of the report's first sentences are the day's news, and so is what is said in it."""
    if any(t.window for t in starting(annotations.times, *pair.sentence)):
        return False
    body = list(islice((s for s in annotations.sentences if number_at(document.furniture, s[0]) is None), LEAD))
    background = _BACKGROUND.search(document.text, *pair.sentence)
    return background is None and (pair.sentence in body or Ontology.load().quad(name).startswith("verbal"))


def event_place(text: str, annotations: Annotations, pair: Pair, name: str) -> tuple[EventPlace | None, Span | None]:
    """Where the act took place: the place named in its sentence, else the side on whose ground such acts are done."""
    here = [
        m
        for m in starting(annotations.mentions, *pair.sentence)
        if m.country and (m.type == "place" or m.how.endswith("as a place"))
    ]
    if here:
        near = min(
            here, key=lambda m: min(abs(m.start - pair.actor.end), abs(m.start - (pair.recipient or pair.actor).end))
        )
        return EventPlace(near.country, text[near.start : near.end]), (near.start, near.end)
    ground = _ground(pair, name)
    return (EventPlace(ground.country, None), (ground.start, ground.end)) if ground and ground.country else (None, None)


def _ground(pair: Pair, name: str) -> Mention | None:
    """Fighting and pressure are where the other side is; protest and arrests where the actor's country is."""
    if name in ("ASSAULT", "MOBILIZE", "AID") and pair.recipient is not None:
        return pair.recipient
    return pair.actor if name in ("COERCE", "PROTEST") else None


def numbers(text: str, sentence: Span) -> dict[str, int | str]:
    """Killed, injured, arrested, and money, where the sentence gives them."""
    words, out = text[slice(*sentence)], dict[str, int | str]()
    for field, patterns in _NUMBERS.items():
        for pattern in patterns:
            found = re.search(pattern, words, re.I)
            if found:
                out[field] = _count(found["n"])
                break
    money = _MONEY.search(words)
    if money:
        out["money"] = _money(money)
    return out


def _count(word: str) -> int:
    return _NUMBER_WORDS.get(word.lower()) if word.lower() in _NUMBER_WORDS else int(word.replace(",", ""))  # type: ignore[return-value]


def _money(found: re.Match[str]) -> str:
    amount = float((found["n"] or found["n2"]).replace(",", ""))
    scale = (found["scale"] or found["scale2"] or "").lower()
    unit = _SIGN[(found["sign"] or found["unit"] or "$").upper() if found["sign"] else found["unit"].lower()]
    return f"{unit} {amount * _SCALE.get(scale, 1):.0f}"


def contexts(text: str, sentence: Span, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> tuple[str, ...]:
    """The contexts whose words stand in the sentence, three at most, in the ontology's order."""
    words = text[slice(*sentence)]
    order = {name: n for n, name in enumerate(Ontology.load().contexts)}
    found = [name for name, pattern in patterns if pattern.search(words)]
    return tuple(sorted(found, key=lambda n: order.get(n, 99))[:3])
