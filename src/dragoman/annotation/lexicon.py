"""The baseline's reading of a pair: the first verb of a lexicon between actor and recipient, or after a lone actor."""

from __future__ import annotations

import re
from functools import cache

from dragoman.annotation.pairs import ACTOR, RECIPIENT
from dragoman.annotation.relations import Reading
from dragoman.contexts import lexicon
from dragoman.ontology import NONE, Ontology
from dragoman.records import Status

SURE, UNSURE = 0.6, 0.0
REACH = 120
"""Characters after the actor in which the verb must stand."""


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def pattern(words: list[str]) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r")\b", re.I)

    return tuple((name, pattern(words)) for name, words in lexicon()["verbs"].items())


def lexicon_reading(rendered: str) -> Reading:
    """A reading of a rendered sentence: certain by decree where a verb of the lexicon is found, NONE where not."""
    before, _, after = rendered.partition(ACTOR)
    words = after.partition(RECIPIENT)[0] if RECIPIENT not in before else ""
    found = [(m.start(), name) for name, pattern in _verbs() if (m := pattern.search(words[:REACH]))]
    labels = Ontology.load().labels
    best = min(found)[1] if found else "ACCUSE"
    sure = SURE if found else UNSURE
    rest = (1.0 - sure) if found else 1.0
    probabilities = {label: (sure if label == best else 0.0) for label in labels} | {NONE: rest}
    planned = re.search(r"\b(?:will|to|would|plans?|may|might|could)\b", words[:REACH])
    status: Status = "planned" if planned and best != "REQUEST" else "occurred"
    act = best if best != "AGREE" else "CONSULT"
    return Reading(best, sure, probabilities, act, None, status, 0.5)
