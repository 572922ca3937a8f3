"""Measure the statement reader: `python tools/measure_statements.py GOLD_DIR [--polnear FILE] [--detail]`.

Statements are scored as the project's scorer scores them (../shared/evaluation/score.py, run as it stands).
Attributions are scored on PolNeAR: source, cue and content as spans, exact and overlapping. Neither data set is part
of the project; where they are absent the command says so and ends well.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.actors import Registry
from dragoman.annotation.attributions import find_attributions
from dragoman.annotation.people import find_people
from dragoman.annotation.sentences import split
from dragoman.annotation.statements import to_statements
from dragoman.records import Annotations, Attribution, Document, Statement

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
ROLES = ("source", "cue", "content")
Span = tuple[int, int]


def annotate(text: str, registry: Registry) -> Annotations:
    """Sentences, people and attributions of a text."""
    sentences = split(text)
    people = find_people(text, sentences, registry)
    found = find_attributions(text, sentences, people, (), registry)
    return Annotations(sentences=sentences, people=people, attributions=found)


def statements(text: str, registry: Registry) -> tuple[Statement, ...]:
    """The statements of a text."""
    return to_statements(Document("measured", text, ""), annotate(text, registry))


def score_statements(folder: Path, registry: Registry, detail: bool) -> list[str]:
    """The scorer's lines on statements, and the speed."""
    scorer = SHARED / "evaluation" / "score.py"
    if not scorer.exists() or not folder.is_dir():
        return [f"no statement figures: {scorer if folder.is_dir() else folder} is absent"]
    words, began = 0, time.perf_counter()
    lines = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        words += len(document["text"].split())
        found = msgspec.to_builtins(statements(document["text"], registry))
        lines.append(json.dumps({"id": document["id"], "events": [], "statements": found}))
    seconds = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as place:
        predictions = Path(place) / "predictions.jsonl"
        predictions.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, str(scorer), str(folder), str(predictions), *["--detail"] * detail]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kept = [line for line in printed.splitlines() if "statement" in line and not line.startswith(("event",))]
    return [*kept, f"documents of 300 words a second  {words / 300 / seconds:.0f}"]


class Counts:
    """Hits, predictions and gold spans of one role."""

    def __init__(self) -> None:
        self.hits, self.made, self.gold = 0.0, 0.0, 0.0

    def add(self, gold: set[Span], made: set[Span], exact: bool, weight: float) -> None:
        """Count one reading of one document."""
        self.hits += weight * (len(gold & made) if exact else _touching(gold, made))
        self.made += weight * len(made)
        self.gold += weight * len(gold)

    def line(self) -> str:
        """Precision, recall, F1."""
        p, r = self.hits / max(1, self.made), self.hits / max(1, self.gold)
        return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}"


def _touching(gold: Iterable[Span], made: Iterable[Span]) -> int:
    left = set(made)
    hits = 0
    for start, end in sorted(gold):
        hit = next((m for m in sorted(left) if m[0] < end and start < m[1]), None)
        if hit:
            left.discard(hit)
            hits += 1
    return hits


def _spans(found: Sequence[Any], role: str, discard: Sequence[Sequence[int]]) -> set[Span]:
    spans = set()
    for item in found:
        own = getattr(item, role) if isinstance(item, Attribution) else item[role]
        spans |= {(s, e) for s, e in own if not any(a < e and s < b for a, b in discard)}
    return spans


def score_polnear(path: Path, registry: Registry) -> list[str]:
    """Span figures on PolNeAR; documents that several people annotated count once."""
    if not path.exists():
        return [f"no attribution figures: {path} is absent"]
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        groups[record["doc_id"]].append(record)
    table = {(role, exact): Counts() for role in ROLES for exact in (True, False)}
    for readings in groups.values():
        found = annotate(readings[0]["text"], registry).attributions
        for reading in readings:
            for (role, exact), counts in table.items():
                discard = reading["discard"]
                gold = _spans(reading["attributions"], role, discard)
                counts.add(gold, _spans(found, role, discard), exact, 1 / len(readings))
    return [f"{role:8} {'exact  ' if exact else 'overlap'} {counts.line()}" for (role, exact), counts in table.items()]


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", type=Path, nargs="?", default=SHARED / "evaluation" / "gold")
    parser.add_argument("--polnear", type=Path, default=SHARED / "data" / "polnear.dev.jsonl")
    parser.add_argument("--detail", action="store_true", help="what was missed and what was made up")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"nothing measured: {SHARED} is absent")
        return 0
    registry = Registry.load()
    for line in score_statements(options.gold, registry, options.detail) + score_polnear(options.polnear, registry):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
