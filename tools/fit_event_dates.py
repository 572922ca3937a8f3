"""Fits the weights by which an act's days are chosen, and writes src/dragoman/date_weights.py.

    python tools/fit_event_dates.py FOLDER [FOLDER ...]

Each folder holds documents annotated whole, one JSON file each, in the form of tests/gold. Every gold event is an
example, put on its sentence as in tools/measure_event_dates.py. A softmax over the candidates of date_signs.py, the
right ones those whose days the scores count as right (where none is, those that touch), drawn to zero (L2), by Adam.
An event whose gold days are no candidate says nothing and is left out. Signs met in fewer than SELDOM examples get no
weight.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from measure_event_dates import document_of, pair_of

from dragoman.annotation.layers import annotate
from dragoman.circumstance_date import scene_of
from dragoman.date_signs import Candidate, candidates
from dragoman.matching import date_match

TARGET = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "date_weights.py"
SELDOM = 8
PULL = 1.0
"""Weight of the pull to zero, in examples."""
STEPS, RATE = 600, 0.05
Floats = npt.NDArray[np.float64]
Example = tuple[list[Candidate], list[bool]]


def examples(folders: list[Path]) -> Iterator[Example]:
    """The candidates of each gold event, and which of them are right."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            if not gold["events"]:
                continue
            document = document_of(gold, path)
            annotations = annotate(document)
            for event in gold["events"]:
                if placed := pair_of(annotations, gold, event):
                    found = candidates(scene_of(document, annotations, *placed, event["type"], event["status"]))
                    right = rights(found, event["date"])
                    if any(right):
                        yield found, right


def rights(found: list[Candidate], want: dict[str, str] | None) -> list[bool]:
    """Which candidates give the gold's days; none right, which touch them."""
    made = [c.window and {"start": c.window.start.isoformat(), "end": c.window.end.isoformat()} for c in found]
    if want is None:
        return [m is None for m in made]
    exact, near = zip(*(date_match(want, m) if m else (False, False) for m in made), strict=True)
    return list(exact if any(exact) else near)


def fit(data: list[Example]) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    seen = Counter(sign for found, _ in data for c in found for sign in c.signs)
    names = sorted(sign for sign, n in seen.items() if n >= SELDOM)
    column = {sign: n for n, sign in enumerate(names)}
    rows = [c for found, _ in data for c in found]
    matrix = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for sign, value in row.signs.items():
            if sign in column:
                matrix[n, column[sign]] = value
    owner = np.repeat(np.arange(len(data)), [len(found) for found, _ in data])
    right = np.array([r for _, listed in data for r in listed])
    weights = descend(matrix, owner, right, len(data))
    return {sign: round(float(w), 3) for sign, w in zip(names, weights, strict=True) if abs(w) >= 0.02}


def descend(matrix: Floats, owner: npt.NDArray[np.int64], right: npt.NDArray[np.bool_], count: int) -> Floats:
    """Adam on the negative log likelihood of the right candidates together."""
    weights = first = second = np.zeros(matrix.shape[1])
    for step in range(1, STEPS + 1):
        scores = np.exp(np.clip(matrix @ weights, -30, 30))
        share = scores / np.bincount(owner, scores, count)[owner]
        good = scores * right
        slope = matrix.T @ (share - good / np.bincount(owner, good, count)[owner]) + PULL * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return weights


def main() -> None:
    """Fit on the folders named and write the weights."""
    data = list(examples([Path(a) for a in sys.argv[1:]]))
    weights = fit(data)
    lines = [f"    {json.dumps(sign)}: {weight}," for sign, weight in sorted(weights.items())]
    head = '"""The weights of date_signs.py, written by tools/fit_event_dates.py: do not edit by hand."""\n\n'
    TARGET.write_text(head + "WEIGHTS: dict[str, float] = {\n" + "\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(data)} examples, {len(weights)} weights")


if __name__ == "__main__":
    main()
