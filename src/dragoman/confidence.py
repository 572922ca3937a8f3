"""From what is known of an event to the chance that it is right: a logistic function whose weights ship with the model.

The features are few and each can be told to a reader; the weights are fitted on documents kept apart from training,
by training/calibrate.py, against whether the assembled event matched one that a careful reader found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from dragoman.ontology import Ontology

FEATURES = (
    "bias", "logit", "lone", "anaphor", "ground", "crowd", "distance", "retold", "unreal", "equals", "rivals", "rank",
    "domestic", "private", "exists", "guessed", "demonym", "kind", "nested", "before", "again",
)  # fmt: skip
"""bias 1; logit of the model's probability; no recipient; a party named only elsewhere; the
recipient is also the place; parties of the sentence beyond two; hundreds of characters between the sides; other
tellings (log); status not `occurred`; several actors without recipient; surer acts of the same type, and of any, in
the sentence; both sides of one country; an actor who is a private person or the press; logit of there being
any act between the two; a side whose country the context gave, that only an adjective names, that is a kind of people,
that is the unnamed speaker of the sentence; a side that the sentence before names; a surer event of the
same parties, type and date that shares no words. Beside them one weight a type."""


def names() -> tuple[str, ...]:
    """All features in the order of the weights: the common ones, then one a type."""
    return (*FEATURES, *(label for label in Ontology.load().labels if label in Ontology.load().types))


def logit(probability: float) -> float:
    """The log of the odds, within ±6."""
    kept = min(max(probability, 0.0025), 0.9975)
    return math.log(kept / (1 - kept))


def confidence(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The chance, 0 to 1, that an event with these features is right."""
    total = sum(value * weights.get(name, 0.0) for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
