"""When an act took place: by the words that govern it, else by the story, else on the report's own day, else no date.

docs/how-dates-are-decided.md says it in plain words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from dragoman.annotation.scenes import Pair
from dragoman.date_signs import Candidate, Scene, Signs, candidates
from dragoman.date_weights import WEIGHTS
from dragoman.dates import Window
from dragoman.ontology import Ontology
from dragoman.records import Annotations, Document, Span

DARING = -1.25
"""Added to the weight of no date: below 0 more acts are dated, above 0 fewer."""


def event_date(
    document: Document, annotations: Annotations, pair: Pair, evidence: Span, name: str, status: str
) -> tuple[Window | None, Span | None]:
    """The days of an act and the words that tell them; both None where the page gives none."""
    best = choose(candidates(scene_of(document, annotations, pair, evidence, name, status)), WEIGHTS)
    return best.window, best.words


def scene_of(document: Document, annotations: Annotations, pair: Pair, evidence: Span, name: str, status: str) -> Scene:
    """What the signs of an act are read from."""
    verbal = Ontology.load().quad(name).startswith("verbal")
    return Scene(document, annotations, pair, evidence, name, verbal, status)


def choose(found: Sequence[Candidate], weights: Mapping[str, float]) -> Candidate:
    """The likeliest days: candidates that mean the same days speak for one another."""
    shares: dict[tuple[object, object] | None, float] = {}
    for one in found:
        key = (one.window.start, one.window.end) if one.window else None
        shares[key] = shares.get(key, 0.0) + exp(min(weigh(one.signs, weights) + (DARING if key is None else 0.0), 50))
    best = max(shares, key=lambda key: shares[key])
    alike = [c for c in found if ((c.window.start, c.window.end) if c.window else None) == best]
    return max(alike, key=lambda c: weigh(c.signs, weights))


def weigh(signs: Signs, weights: Mapping[str, float]) -> float:
    """The sum of what speaks for a candidate."""
    return sum(weights.get(sign, 0.0) * value for sign, value in signs.items())
