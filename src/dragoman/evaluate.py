"""Gold against output: the figures of the evaluation guidelines, in an implementation of our own.

Gold is a folder of JSON files, one a document (see docs/evaluation.md for what matches what); predictions are the
lines that `dragoman code --format jsonl` prints. tests/test_evaluate.py holds hand-counted cases.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import UnreadableInput
from dragoman.matching import (
    best_pairs,
    date_match,
    events_alike,
    quad_of,
    statement_hits,
    strict_type,
    text_of,
    turns,
    word_overlap,
)

Record = dict[str, Any]

MATCHES: dict[str, Callable[[Record, Record], float]] = {
    "event": lambda g, p: events_alike(g, p) if strict_type(g) == strict_type(p) else 0.0,
    "event exact": lambda g, p: float(events_alike(g, p) == 1.0) if strict_type(g) == strict_type(p) else 0.0,
    "quad": lambda g, p: events_alike(g, p, roles=False) if quad_of(g) == quad_of(p) else 0.0,
    "parties": lambda g, p: events_alike(g, p, roles=False),
}
STATUSES = ("occurred", "planned", "hypothetical", "denied")


@dataclass
class Report:
    """Figures by name, counts by type, and a line for each miss and each invention."""

    figures: dict[str, float | int]
    by_type: dict[str, tuple[int, int, int]]
    detail: list[str] = field(default_factory=list)

    def json(self) -> str:
        """The figures as one JSON object."""
        return json.dumps(self.figures)

    def text(self) -> str:
        """The figures as lines, then a table by type."""
        lines = [f"{name:30} {value:.3f}" if isinstance(value, float) else f"{name:30} {value}"
                 for name, value in self.figures.items() if not name.endswith(" n")]
        lines += ["", "by type                        found missed made-up"]
        lines += [f"{name:30} {a:5} {b:6} {c:7}" for name, (a, b, c) in sorted(self.by_type.items())]
        return "\n".join(lines)


def read_gold(folder: str | Path) -> dict[str, Record]:
    """Gold documents by id. Raises UnreadableInput where the folder holds none."""
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise UnreadableInput(f"{folder}: no gold documents (*.json) there")
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return {d["id"]: d for d in documents}


def evaluate(gold_folder: str | Path, predictions: str | Path | None = None, *, coder: str = "model",
             show_all: bool = False) -> Report:
    """Score a file of predictions, or what the coder makes of the gold texts now."""
    gold = read_gold(gold_folder)
    found = _read_predictions(predictions, gold) if predictions else code_gold(gold, coder, show_all)
    return score(gold, found)


def _read_predictions(path: str | Path, gold: dict[str, Record]) -> dict[str, Record]:
    out = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            name = str(record["id"])
            out[name if name in gold else Path(name).stem] = record
    return out


def code_gold(gold: dict[str, Record], coder: str, show_all: bool = False) -> dict[str, Record]:
    """What the coder makes of the gold texts, their publication day handed in where the gold has one."""
    from dragoman import pipeline
    from dragoman.views import wire

    out = {}
    for name, document in gold.items():
        coded = pipeline.code_text(document["text"], id=name, title=document.get("title"),
                                   published=document.get("published"), coder=coder)
        out[name] = json.loads(wire.line(coded if show_all else wire.shown(coded)))
    return out


def score(gold: dict[str, Record], found: dict[str, Record]) -> Report:
    """All figures over all documents."""
    counts: Counter[Any] = Counter()
    sure: list[tuple[float, bool]] = []
    report = Report({}, {})
    for name, document in gold.items():
        _score_events(document, found.get(name, {}), counts, sure, report.detail)
        _score_statements(document, found.get(name, {}), counts, report.detail)
        wanted = document.get("published") or document.get("dated")
        if wanted:
            counts["published", "n"] += 1
            counts["published", "ok"] += date_match(wanted, found.get(name, {}).get("published"))[1]
    report.figures = {"documents": len(gold), "not predicted": len(set(gold) - set(found))} | _figures(counts, sure)
    for key in sorted({k[0] for k in counts if str(k[0]).startswith("type ")}):
        report.by_type[key[5:]] = (counts[key, "tp"], counts[key, "fn"], counts[key, "fp"])
    return report


def _score_events(gold: Record, found: Record, counts: Counter[Any], sure: list[tuple[float, bool]], detail: list[str]) -> None:
    wanted, made = gold["events"], [e for e in found.get("events") or [] if isinstance(e, dict)]
    need = [bool(e.get("required", True)) for e in wanted]
    for name, match in MATCHES.items():
        pairs = best_pairs(wanted, made, match)
        hit_g, hit_p = {i for i, _ in pairs}, {j for _, j in pairs}
        counts[name, "tp"] += sum(need[i] for i in hit_g)
        counts[name, "fn"] += sum(n for i, n in enumerate(need) if i not in hit_g)
        counts[name, "fp"] += len(made) - len(hit_p)
        if name == "event":
            for i, j in pairs:
                _score_fields(wanted[i], made[j], counts)
            _tell(gold["id"], wanted, made, need, hit_g, hit_p, counts, detail)
            sure += [(e["confidence"], j in hit_p) for j, e in enumerate(made) if isinstance(e.get("confidence"), float | int)]


def _tell(name: str, wanted: list[Record], made: list[Record], need: list[bool], hit_g: set[int], hit_p: set[int],
          counts: Counter[Any], detail: list[str]) -> None:
    for i, event in enumerate(wanted):
        if need[i]:
            counts["type " + strict_type(event), "tp" if i in hit_g else "fn"] += 1
            if i not in hit_g:
                detail.append(f"missed  {name}: {strict_type(event)} {event['actor']} -> {event['recipient']} | {event.get('evidence', '')[:100]}")
    for j, event in enumerate(made):
        if j not in hit_p:
            counts["type " + strict_type(event), "fp"] += 1
            sides = " -> ".join(str([p.get("code") for p in event.get(s) or []]) for s in ("actor", "recipient"))
            detail.append(f"made up {name}: {strict_type(event)} {sides} | {text_of(event.get('evidence'))[:100]}")


def _score_fields(gold: Record, made: Record, counts: Counter[Any]) -> None:
    if strict_type(gold) != "AGREE" and gold.get("status"):
        counts["status", gold["status"], "gold"] += 1
        counts["status", str(made.get("status")), "pred"] += 1
        counts["status", gold["status"], "both"] += gold["status"] == made.get("status")
    if gold.get("date"):
        right, touch = date_match(gold["date"], made.get("date"))
        counts.update({("date", "n"): 1, ("date", "right"): int(right), ("date", "touch"): int(touch)})
    else:
        counts.update({("silent", "n"): 1, ("silent", "ok"): int(not made.get("date"))})
    if gold.get("place"):
        place = made.get("place")
        country = (place.get("country") or place.get("code")) if isinstance(place, dict) else place
        counts.update({("place", "n"): 1, ("place", "ok"): int(str(country or "")[:3] == gold["place"])})
    if gold.get("mode"):
        same = str(made.get("mode") or "").lower().replace("_", "-") == gold["mode"].lower()
        counts.update({("mode", "n"): 1, ("mode", "ok"): int(same)})
    counts.update({("evidence", "n"): 1, ("evidence", "ok"): int(word_overlap(gold.get("evidence"), text_of(made.get("evidence"))))})


def _score_statements(gold: Record, found: Record, counts: Counter[Any], detail: list[str]) -> None:
    wanted, made = turns(gold.get("statements")), turns(found.get("statements"))
    hit_g, hit_p = statement_hits(wanted, made)
    counts["statement", "tp"] += sum(wanted[i].required for i in hit_g)
    counts["statement", "fn"] += sum(t.required for i, t in enumerate(wanted) if i not in hit_g)
    counts["statement", "fp"] += len(made) - len(hit_p)
    detail += [f"missed  {gold['id']}: statement of {t.speaker} | {t.text[:90]}"
               for i, t in enumerate(wanted) if i not in hit_g and t.required]
    detail += [f"made up {gold['id']}: statement of {t.speaker} | {t.text[:90]}" for j, t in enumerate(made) if j not in hit_p]


def precision_recall_f1(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    """The three figures from the three counts; 0 where there is nothing to divide by."""
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _figures(counts: Counter[Any], sure: list[tuple[float, bool]]) -> dict[str, float | int]:
    out: dict[str, float | int] = {}
    for name in (*MATCHES, "statement"):
        three = precision_recall_f1(*(counts[name, k] for k in ("tp", "fp", "fn")))
        out |= {f"{name} {label}": value for label, value in zip(("precision", "recall", "F1"), three, strict=True)}
    for status in STATUSES:
        both, gold, made = (counts["status", status, k] for k in ("both", "gold", "pred"))
        out[f"status {status} F1"] = 2 * both / (gold + made) if gold + made else 0.0
        out[f"status {status} n"] = gold
    shares = (("date right", "date", "right"), ("date touching", "date", "touch"), ("no date where none", "silent", "ok"),
              ("place", "place", "ok"), ("mode", "mode", "ok"), ("evidence", "evidence", "ok"), ("published", "published", "ok"))
    for label, field_name, key in shares:
        n = counts[field_name, "n"]
        out[label] = counts[field_name, key] / n if n else 0.0
        out[label + " n"] = n
    if sure:
        out |= {"calibration error": calibration_error(sure), "Brier": sum((s - ok) ** 2 for s, ok in sure) / len(sure),
                "calibration n": len(sure)}
    return out


def calibration_error(sure: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between confidence and share right, over equal bins of confidence."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sure:
        held.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    total = sum(map(len, held.values()))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in held.values()) / total if total else 0.0


def names_of(figures: dict[str, float | int], wanted: Sequence[str]) -> str:
    """A few figures on one line."""
    return ", ".join(f"{name} {figures[name]:.3f}" for name in wanted)
