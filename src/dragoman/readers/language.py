"""The language of a text: what its words show, with what the page declares as the prior. The only importer of
py3langid.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "is",
        "was",
        "for",
        "with",
        "by",
        "has",
        "from",
        "said",
        "on",
        "as",
        "at",
        "be",
        "it",
        "his",
        "are",
        "were",
        "which",
        "this",
        "have",
        "not",
        "but",
        "had",
        "an",
        "their",
        "been",
        "they",
        "he",
        "she",
        "its",
        "will",
        "would",
        "who",
        "after",
        "more",
        "about",
        "than",
    ]
)
_MARKS = frozenset([
    "the", "of", "and", "that", "with", "was", "from", "said", "which", "have", "their", "been", "would", "who",
])  # fmt: skip
_ENOUGH = 200
"""Characters from which a guess is trusted against a declaration."""


_SOME = 0.15
"""Share of English words from which a text is taken for English where the classifier cannot run."""


def detect(text: str, declared: str | None = None) -> str:
    """Two letters, `en` for English; `und` where there are no words and nothing is declared."""
    prior = _code(declared)
    sample = text[:6000]
    words = _WORD.findall(sample.lower())
    if not words:
        return prior or "und"
    if _plainly_english(words):
        return "en"
    if len(sample) < _ENOUGH and prior:
        return prior
    try:
        found, sure = _classify(sample)
    except OSError:  # the classifier writes a file where temporary files go: that place may be full or read-only
        return prior or ("en" if _share(words) >= _SOME else "und")
    if prior and prior != found and (not sure or len(sample) < _ENOUGH):
        return prior
    return found


def _plainly_english(words: list[str]) -> bool:
    """Enough of the words that no other language shares; spares the second that the classifier takes to load."""
    enough = len(words) >= 12 and _share(words) >= 0.22
    return enough and len(_MARKS.intersection(words)) >= min(6, 1 + len(words) // 25)


def _share(words: list[str]) -> float:
    return sum(w in _ENGLISH for w in words) / len(words)


def _classify(sample: str) -> tuple[str, bool]:
    import py3langid

    found, score = py3langid.classify(sample)
    return str(found), abs(float(score)) > 50


def _code(declared: str | None) -> str | None:
    found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", declared or "")
    return found.group(1).lower() if found else None
