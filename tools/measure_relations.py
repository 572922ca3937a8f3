"""The act between two marked parties on PLV's sentences, asked of `dragoman.relate` as anybody may ask it.

    python tools/measure_relations.py [--coder NAME] [--json] [FILE.jsonl]

PLV (plover_plv.train.jsonl beside the project; none of it trains what ships) marks source and target and has PLOVER's
types with CONCEDE and RETREAT joined as YIELD: 15 labels. The answer is the likeliest of the 15, the probabilities of
CONCEDE and RETREAT added up; NONE is no answer. The quad class is that of the answer, YIELD being material
cooperation as PLV has it; gold's is PLV's own. Calibration compares the probability of the answer with how often it
is right: as `relate` prints it, and as a share of the 16 types (no pair of PLV is without an event). Another FILE in
PLV's shape is measured in the same way; where the file is absent the command says so and ends well.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from intervals import drawn, macro_f1, wilson

import dragoman
from dragoman.ontology import NONE, Ontology
from dragoman.scores import calibration_error

PLV = Path(__file__).resolve().parents[2] / "shared" / "data" / "plover_plv.train.jsonl"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUADS = {"1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict", "4": "material_conflict"}
MOST_CONFUSIONS = 15


class Answer(NamedTuple):
    """One marked pair: gold type and quad class, the answer's, and its probability as printed and among the 16."""

    gold: str
    made: str
    gold_quad: str
    made_quad: str
    probability: float
    among_types: float


def ask(rows: Sequence[dict[str, Any]], coder: str) -> list[Answer]:
    """The answers to the marked pairs, in order."""
    lines = [{"id": r["id"], "text": r["text"], "actor": r["source"], "recipient": r["target"]} for r in rows]
    found = list(dragoman.relate(lines, coder=coder))
    refused = [str(answer) for answer in found if not isinstance(answer, dict)]
    if refused or len(found) != len(rows):
        sys.exit(f"measure_relations: {len(refused)} lines refused, the first: {refused[:1]}")
    return [answer(row, record["probabilities"]) for row, record in zip(rows, found, strict=True)]


def answer(row: dict[str, Any], probabilities: dict[str, float]) -> Answer:
    """The likeliest of the 15 labels."""
    joined: Counter[str] = Counter()
    for name, share in probabilities.items():
        if name != NONE:
            joined[YIELD.get(name, name)] += share  # type: ignore[assignment]
    made = max(joined, key=joined.__getitem__)
    share, total = float(joined[made]), max(1e-9, sum(joined.values()))
    return Answer(row["root"], made, QUADS[row["penta"]], quad(made), min(1.0, share), share / total)


def quad(name: str) -> str:
    """The quad class of a label, as PLV has it."""
    return "material_cooperation" if name == "YIELD" else Ontology.load().quad(name)


def figures(answers: Sequence[Answer]) -> dict[str, float | int]:
    """The three figures of the work, with n."""
    return {
        "type macro-F1": macro_f1((a.gold, a.made) for a in answers),
        "quad macro-F1": macro_f1((a.gold_quad, a.made_quad) for a in answers),
        "calibration error, as printed": calibration_error((a.probability, a.gold == a.made) for a in answers),
        "calibration error, among the 16": calibration_error((a.among_types, a.gold == a.made) for a in answers),
        "accuracy": sum(a.gold == a.made for a in answers) / len(answers),
        "n": len(answers),
    }


def table(answers: Sequence[Answer]) -> list[str]:
    """A line a label: precision and recall with their intervals, F1."""
    lines = [f"{'label':12} {'n':>4}  precision            recall               F1"]
    for name in sorted({a.gold for a in answers} | {a.made for a in answers}):
        hits = sum(a.gold == name == a.made for a in answers)
        made, gold = sum(a.made == name for a in answers), sum(a.gold == name for a in answers)
        shares = f"{_share(hits, made)}    {_share(hits, gold)}"
        lines.append(f"{name:12} {gold:4}  {shares}    {2 * hits / max(1, made + gold):.2f}")
    return lines


def _share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{hits / n if n else 0:.2f} [{low:.2f}, {high:.2f}]"


def confusions(answers: Sequence[Answer]) -> list[str]:
    """The largest confusions."""
    found = Counter((a.gold, a.made) for a in answers if a.gold != a.made)
    return [f"{n:4}  {gold} taken for {made}" for (gold, made), n in found.most_common(MOST_CONFUSIONS)]


def bins(answers: Sequence[Answer]) -> list[str]:
    """The tenths of probability: how many answers, their mean probability, how many are right."""
    held: dict[int, list[Answer]] = {}
    for a in answers:
        held.setdefault(min(9, int(a.among_types * 10)), []).append(a)
    return [
        f"{n / 10:.1f}-{n / 10 + 0.1:.1f}  n={len(b):4}  said {sum(a.among_types for a in b) / len(b):.2f}"
        f"  right {sum(a.gold == a.made for a in b) / len(b):.2f}"
        for n, b in sorted(held.items())
    ]


def report(answers: Sequence[Answer], seconds: float) -> list[str]:
    """All that is printed for a reader."""
    found = figures(answers)
    low, high = drawn(answers, lambda rows: macro_f1((a.gold, a.made) for a in rows), 300)
    lines = [f"{name:34} {value:.3f}" if name != "n" else f"{name:34} {value}" for name, value in found.items()]
    lines[0] += f"   [{low:.3f}, {high:.3f}]"
    lines.append(f"{'seconds':34} {seconds:.1f}")
    wrong = ["the largest confusions", *confusions(answers)]
    parts = (table(answers), wrong, ["probability among the 16", *bins(answers)])
    return lines + [line for part in parts for line in ("", *part)]


def main() -> int:
    """Print the figures; where the set is absent, say so and end well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=PLV)
    parser.add_argument("--coder", default="model")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"nothing measured: {options.file.name} is absent")
        return 0
    rows = [json.loads(line) for line in options.file.read_bytes().splitlines()]
    began = time.perf_counter()
    answers = ask(rows, options.coder)
    seconds = time.perf_counter() - began
    print(json.dumps(figures(answers)) if options.json else "\n".join(report(answers, seconds)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
