"""What stands around an act: its numbers, and the contexts that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.ontology import Ontology
from dragoman.records import Span

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
