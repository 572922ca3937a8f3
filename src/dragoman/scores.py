"""Gold against output: the figures of the evaluation guidelines, in an implementation of our own.

docs/evaluation.md says what matches what; tests/test_scores.py holds hand-counted cases.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.matching import (
    Record,
    best_pairs,
    date_match,
    events_alike,
    party_keys,
    quad_of,
    statement_hits,
    strict_type,
    text_of,
    turns,
    word_overlap,
)

Counts = Counter[Any]
MATCHES: dict[str, Callable[[Record, Record], float]] = {
    "event": lambda g, p: events_alike(g, p) if strict_type(g) == strict_type(p) else 0.0,
    "event exact": lambda g, p: float(events_alike(g, p) == 1.0) if strict_type(g) == strict_type(p) else 0.0,
    "quad": lambda g, p: events_alike(g, p, roles=False) if quad_of(g) == quad_of(p) else 0.0,
    "parties": lambda g, p: events_alike(g, p, roles=False),
}
STATUSES = ("occurred", "planned", "hypothetical", "denied")
SHARES = (
    ("date right", "date", "right"),
    ("date touch", "date", "touch"),
    ("no date where gold has none", "silent", "ok"),
    ("place ok", "place", "ok"),
    ("mode ok", "mode", "ok"),
    ("evidence ok", "evidence", "ok"),
    ("published ok", "published", "ok"),
)
"""Figures that are a share of n: label, and the two parts of the count."""
INTERVALS = (("event", 2, "event F1"), ("event", 0, "event precision"), ("statement", 2, "statement F1"))
ROUNDS = 1000


@dataclass
class Report:
    """Figures by name, counts by type (found, missed, made up), and a line for each miss and each invention."""

    figures: dict[str, float | int]
    by_type: dict[str, tuple[int, int, int]]
    detail: list[str] = field(default_factory=list)

    def json(self) -> str:
        """The figures as one JSON object."""
        return json.dumps(self.figures)

    def text(self) -> str:
        """The figures as lines, then a table by type."""
        lines = [
            self._line(name, value)
            for name, value in self.figures.items()
            if not name.endswith((" n", " low", " high"))
        ]
        lines += ["", "by type                        found missed made-up"]
        lines += [f"{name:30} {a:5} {b:6} {c:7}" for name, (a, b, c) in sorted(self.by_type.items())]
        return "\n".join(lines)

    def _line(self, name: str, value: float | int) -> str:
        if isinstance(value, int):
            return f"{name:30} {value}"
        low, high, n = (self.figures.get(f"{name} {end}") for end in ("low", "high", "n"))
        spread = f"   [{low:.2f}, {high:.2f}]" if low is not None and high is not None else ""
        return f"{name:30} {value:.3f}{spread}" + (f"   n={n}" if n is not None else "")


def score(gold: dict[str, Record], made: dict[str, Record], least: float = 0.0) -> Report:
    """All figures over all documents; predicted events of a confidence below `least` are left out."""
    report, sure, each = Report({}, {}), list[tuple[float, bool]](), list[Counts]()
    for name, document in gold.items():
        found = _from(made.get(name, {}), least)
        counts: Counts = Counter()
        _score_events(document, found, counts, sure, report.detail)
        _score_statements(document, found, counts, report.detail)
        wanted = document.get("published") or document.get("dated")
        if wanted:
            counts["published", "n"] += 1
            counts["published", "ok"] += date_match(wanted, found.get("published"))[1]
        each.append(counts)
    total: Counts = sum(each, Counter())
    head: dict[str, float | int] = {"documents": len(gold), "not predicted": len(set(gold) - set(made))}
    report.figures = head | _figures(total) | _calibration(sure) | _spread(each)
    for key in sorted({k[0] for k in total if k[0].startswith("type ")}):
        report.by_type[key[5:]] = (total[key, "tp"], total[key, "fn"], total[key, "fp"])
    return report


def _from(record: Record, least: float) -> Record:
    events = [e for e in record.get("events") or [] if isinstance(e, dict)]
    return {**record, "events": [e for e in events if e.get("confidence") is None or e["confidence"] >= least]}


def _score_events(
    gold: Record, found: Record, counts: Counts, sure: list[tuple[float, bool]], detail: list[str]
) -> None:
    wanted, made = gold["events"], found["events"]
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
            detail += _tell(gold["id"], wanted, made, (hit_g, hit_p), counts)
            told = [(e.get("confidence"), j in hit_p) for j, e in enumerate(made)]
            sure += [(float(c), hit) for c, hit in told if isinstance(c, float | int)]


def _tell(
    name: str, wanted: list[Record], made: list[Record], hits: tuple[set[int], set[int]], counts: Counts
) -> Iterator[str]:
    """Counts by type, and a line for each required event missed and each event made up."""
    for i, event in enumerate(wanted):
        if event.get("required", True):
            counts["type " + strict_type(event), "tp" if i in hits[0] else "fn"] += 1
            if i not in hits[0]:
                yield f"missed  {name}: {_line(event)}"
    for j, event in enumerate(made):
        if j not in hits[1]:
            counts["type " + strict_type(event), "fp"] += 1
            yield f"made up {name}: {_line(event)}"


def _line(event: Record) -> str:
    sides = " -> ".join(str(party_keys(event, side)) for side in ("actor", "recipient"))
    return f"{strict_type(event)} {sides} | {text_of(event.get('evidence'))[:100]}"


def _score_fields(gold: Record, made: Record, counts: Counts) -> None:
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
    counts.update(
        {
            ("evidence", "n"): 1,
            ("evidence", "ok"): int(word_overlap(gold.get("evidence"), text_of(made.get("evidence")))),
        }
    )


def _score_statements(gold: Record, found: Record, counts: Counts, detail: list[str]) -> None:
    wanted, made = turns(gold.get("statements")), turns(found.get("statements"))
    hit_g, hit_p = statement_hits(wanted, made)
    counts["statement", "tp"] += sum(wanted[i].required for i in hit_g)
    counts["statement", "fn"] += sum(t.required for i, t in enumerate(wanted) if i not in hit_g)
    counts["statement", "fp"] += len(made) - len(hit_p)
    detail += [
        f"missed  {gold['id']}: statement of {t.speaker} | {t.text[:90]}"
        for i, t in enumerate(wanted)
        if i not in hit_g and t.required
    ]
    detail += [
        f"made up {gold['id']}: statement of {t.speaker} | {t.text[:90]}" for j, t in enumerate(made) if j not in hit_p
    ]


def precision_recall_f1(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    """The three figures from the three counts; 0 where there is nothing to divide by."""
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _figures(counts: Counts) -> dict[str, float | int]:
    out: dict[str, float | int] = {}
    for name in (*MATCHES, "statement"):
        three = _three(counts, name)
        out |= {f"{name} {label}": value for label, value in zip(("precision", "recall", "F1"), three, strict=True)}
    for status in STATUSES:
        both, gold, made = (counts["status", status, k] for k in ("both", "gold", "pred"))
        out[f"status {status} F1"] = 2 * both / (gold + made) if gold + made else 0.0
        out[f"status {status} n"] = gold
    for label, name, key in SHARES:
        n = counts[name, "n"]
        out[label] = counts[name, key] / n if n else 0.0
        out[label + " n"] = n
    return out


def _three(counts: Counts, name: str) -> tuple[float, float, float]:
    return precision_recall_f1(*(counts[name, k] for k in ("tp", "fp", "fn")))


def _calibration(sure: Sequence[tuple[float, bool]]) -> dict[str, float | int]:
    if not sure:
        return {}
    brier = sum((s - ok) ** 2 for s, ok in sure) / len(sure)
    return {"calibration error (10 bins)": calibration_error(sure), "Brier": brier, "calibration n": len(sure)}


def _spread(each: Sequence[Counts]) -> dict[str, float | int]:
    """The mean over documents, and 95 % intervals by drawing documents anew."""
    told = [_three(c, "event")[2] for c in each if c["event", "tp"] + c["event", "fn"]]
    out: dict[str, float | int] = {"event F1, mean of documents": sum(told) / len(told) if told else 0.0}
    for name, which, label in INTERVALS:
        out[f"{label} low"], out[f"{label} high"] = _interval(each, name, which)
    return out


def _interval(each: Sequence[Counts], name: str, which: int) -> tuple[float, float]:
    draw, got = random.Random(0), []
    rows = [tuple(c[name, k] for k in ("tp", "fp", "fn")) for c in each]
    for _ in range(ROUNDS):
        pick = [rows[draw.randrange(len(rows))] for _ in rows]
        tp, fp, fn = (sum(column) for column in zip(*pick, strict=True))
        got.append(precision_recall_f1(tp, fp, fn)[which])
    got.sort()
    return got[int(ROUNDS * 0.025)], got[int(ROUNDS * 0.975)]


def calibration_error(sure: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between confidence and share right, over equal bins of confidence."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sure:
        held.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    total = sum(map(len, held.values()))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in held.values()) / total if total else 0.0
