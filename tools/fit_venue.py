"""Fits the weights of resources/places/venue.yml: what speaks for a country as the place of an act.

    python tools/fit_venue.py FOLDER [FOLDER ...]

Each FOLDER holds annotated documents, one JSON file each, in the form of tests/gold. The acts that the shipped model
reads and that meet a gold event of their type with the same parties are the examples; one whose event has no place
counts a tenth. Softmax over the countries in question and `nowhere`, one set of weights a group of acts drawn to a
common one (L2), by Adam. Then run tools/compile_resources.py places.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.annotation.layers import annotate
from dragoman.annotation.scenes import Pair
from dragoman.circumstance_place import NOWHERE, Signs, group, signs_of, stage_of
from dragoman.coders import coder_named
from dragoman.dates import parse_partial
from dragoman.ontology import Ontology
from dragoman.readers import document_from_text

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "places" / "venue.yml"
SURE, NO_PLACE, KEEP, STEPS, RATE, L2 = 0.25, 0.1, 0.3, 600, 0.05, 1.0
READY = 0.5
"""Taken off `nowhere`: a reader is better served by a likely country than by none."""
Example = tuple[str, dict[str, Signs], str | None]
Array = npt.NDArray[np.float64]


def main(argv: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Fit the weights of the places of acts.")
    parser.add_argument("folders", type=Path, nargs="+")
    paths = [path for folder in parser.parse_args(argv).folders for path in sorted(folder.glob("*.json"))]
    examples = [e for path in paths for e in examples_of(json.loads(path.read_text("utf-8")))]
    TARGET.write_text(told(fit(examples), len(paths), sum(place is not None for *_, place in examples)), "utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}: {len(examples)} acts of {len(paths)} documents")
    return 0


def examples_of(gold: dict[str, Any]) -> Iterator[Example]:
    """The acts of one annotated document: group, signs of each country, and where it was."""
    published = parse_partial(gold["published"]) if gold.get("published") else None
    document = document_from_text(gold["text"], id=gold["id"], title=gold.get("title"), url=None, published=published)
    annotations, ontology = annotate(document), Ontology.load()
    stage = stage_of(document, annotations)
    for pair, reading in coder_named("model").read(document, annotations):
        name = ontology.strict_type(reading.type, reading.status)
        met = [e for e in gold["events"] if e["type"] == name and _parties(e) == _codes(pair)]
        if met and reading.probability >= SURE:
            signs = signs_of(document.text, annotations, stage, pair, reading.act)
            yield group(reading.act, reading.mode), signs, met[0].get("place")


def _parties(event: dict[str, Any]) -> set[str]:
    return {str(code)[:3] for side in ("actor", "recipient") for code in event[side]}


def _codes(pair: Pair) -> set[str]:
    return {str(m.code)[:3] for m in (pair.actor, pair.recipient) if m is not None}


def fit(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights by group and sign."""
    names = sorted({n for _, signs, _ in examples for found in signs.values() for n in found})
    groups = sorted({g for g, _, _ in examples})
    column = {name: n for n, name in enumerate(names)}
    rows = []
    for kind, signs, place in examples:
        if place is not None and place not in signs:
            continue
        countries = sorted(signs)
        table = np.zeros((len(countries), len(names)))
        for number, country in enumerate(countries):
            for name, value in signs[country].items():
                table[number, column[name]] = value
        rows.append((table, countries.index(place) if place else len(countries), groups.index(kind), bool(place)))
    weights = _adam(rows, len(names), len(groups))
    common, own, nowhere = weights[: len(names)], weights[len(names) : -len(groups)], weights[-len(groups) :]
    own = own.reshape(len(groups), len(names))
    out = {}
    for number, kind in enumerate(groups):
        row = {name: round(float(common[n] + own[number, n]), 2) for name, n in column.items()}
        out[kind] = {name: w for name, w in row.items() if abs(w) >= 0.05}
        out[kind][NOWHERE] = round(float(nowhere[number]) - READY, 2)
    return out


def _adam(rows: Sequence[tuple[Array, int, int, bool]], width: int, groups: int) -> Array:
    """Common weights, then each group's own, then each group's `nowhere`, in one row."""
    size = width + groups * width + groups
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    pull = np.concatenate([np.full(width, KEEP * L2), np.full(groups * width, L2), np.full(groups, 0.1)])
    for step in range(1, STEPS + 1):
        slope = pull * weights
        for table, answer, kind, placed in rows:
            at = width * (1 + kind)
            score = np.append(table @ (weights[:width] + weights[at : at + width]), weights[size - groups + kind])
            off = np.exp(score - score.max())
            off /= off.sum()
            off[answer] -= 1
            off *= 1.0 if placed else NO_PLACE
            slope[:width] += off[:-1] @ table
            slope[at : at + width] += off[:-1] @ table
            slope[size - groups + kind] += off[-1]
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def told(weights: dict[str, dict[str, float]], documents: int, placed: int) -> str:
    """The file of resources."""
    lines = [
        "# Weights of what speaks for a country as the place of an act, by group of acts; a sign's weight is added",
        '# where it is there ("share of the page": times the share). `nowhere`: what a country must reach to be told.',
        "# Fitted by tools/fit_venue.py, not written by hand.",
        f"source: fitted on {documents} documents annotated for this project; {placed} acts of them have a place",
        "weights:",
    ]
    for kind, row in sorted(weights.items()):
        lines += [f"  {kind}:", *(f"    '{name}': {weight}" for name, weight in sorted(row.items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
