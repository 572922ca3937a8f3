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
    found, sure = _classify(sample)
    if prior and prior != found and (not sure or len(sample) < _ENOUGH):
        return prior
    return found


def _plainly_english(words: list[str]) -> bool:
    """Enough of the words that no other language shares; spares the second that the classifier takes to load."""
    share = sum(w in _ENGLISH for w in words) / len(words)
    return len(words) >= 12 and share >= 0.22 and len(_MARKS.intersection(words)) >= min(6, 1 + len(words) // 25)


def _classify(sample: str) -> tuple[str, bool]:
    import py3langid

    found, score = py3langid.classify(sample)
    return str(found), abs(float(score)) > 50


def _code(declared: str | None) -> str | None:
    found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", declared or "")
    return found.group(1).lower() if found else None
