"""The names of a person that follow from the full name: surname, reversed order, spelling with and without hyphen."""

from __future__ import annotations

import re

FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "VNM", "KHM", "SGP", "MMR"})
"""Countries whose names begin with the family: no surname is guessed from the last word."""
# fmt: off
PARTICLES = frozenset({
    "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ten", "ter", "bin",
    "ibn", "abu", "ould", "wa", "zu",
})
# fmt: on


def surname(name: str) -> str:
    """The last word with the particles before it: `van Rompuy`, `de Klerk`; jr. and numerals left aside."""
    words = [word for word in name.split() if word.rstrip(".") not in {"Jr", "Sr", "II", "III", "IV", "V", "VI"}]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def person_names(name: str, given: list[str], country: str | None) -> dict[str, bool]:
    """Every name of a person -> strong or weak. A single word is weak."""
    names = [name, *given]
    if not given and country not in FAMILY_FIRST and " " in name:
        names.append(surname(name))
    if country == "JPN" and len(name.split()) == 2:
        names.append(" ".join(reversed(name.split())))
    names += [_without_article(text) for text in names]
    names += [text.replace("-", " ") for text in names if "-" in text and " " in text]
    return {text: _is_strong(text, name) for text in names if text}


def _is_strong(text: str, name: str) -> bool:
    return " " in text and (text == name or text.split()[0].lower() not in PARTICLES)


def _without_article(text: str) -> str:
    """`al-Sisi` is also `Sisi`; other names give nothing."""
    found = re.fullmatch(r"(?:[aA]l|[eE]l|[aA]s|[aA]n)-(\w[\w'-]+)", text)
    return found.group(1) if found else ""
