"""How well time expressions are found: spans (relaxed, strict), type and value, on TempEval-3 files.

    python tools/measure_times.py [-v] [FILE.jsonl ...]

The files (`../shared/data/tempeval3_*.jsonl`) are not part of the project; without them nothing is measured.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.annotation.sentences import split
from dragoman.annotation.times import find_times
from dragoman.dates import day
from dragoman.records import TimeExpression

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILES = ("tempeval3_timebank.train.jsonl", "tempeval3_aquaint.train.jsonl")


def compare(
    gold: list[dict[str, Any]], found: tuple[TimeExpression, ...], text: str, counts: Counter[str], tell: bool
) -> None:
    """Match each gold span with the first found one that overlaps it."""
    left = list(found)
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    for one in gold:
        match = next((t for t in left if t.start < one["end"] and one["start"] < t.end), None)
        surface = " ".join(text[one["start"] : one["end"]].split())
        if match is None:
            if tell:
                print("MISSED", surface, one["value"])
            continue
        left.remove(match)
        words = " ".join(text[match.start : match.end].split())
        counts["relaxed"] += 1
        counts["strict"] += (match.start, match.end) == (one["start"], one["end"])
        counts["type"] += match.type == one["type"]
        counts["value"] += match.value == one["value"]
        counts["meaning"] += plain(match.value) == plain(one["value"])
        counts["both"] += (match.start, match.end, match.value) == (one["start"], one["end"], one["value"])
        if tell and match.value != one["value"]:
            context = " ".join(text[max(0, match.start - 90) : match.end + 50].split())
            print("VALUE", surface, "|", words, "|", one["value"], "|", match.value, "|", context)
        elif tell and words != surface:
            print("SPAN", surface, "|", words)
    for extra in left:
        if tell:
            context = " ".join(text[max(0, extra.start - 40) : extra.end + 25].split())
            print("EXTRA", text[extra.start : extra.end], extra.value, "|", context)


def plain(value: str) -> str:
    """A value in one spelling where the files have two: `1949-XX` and `1949`, `198X` and `198`, `W8` and `W08`."""
    return re.sub(r"W(\d)(?!\d)", r"W0\1", re.sub(r"(?<=\d)(?:X|(?:-XX)+)$", "", value))


def f1(hits: int, found: int, gold: int) -> str:
    """P, R and F1 in one word."""
    p, r = hits / max(1, found), hits / max(1, gold)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def measure(path: Path, tell: bool) -> None:
    """Print the figures of one file."""
    counts: Counter[str] = Counter()
    sentences, seconds = 0, 0.0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = split(record["text"])
        began = time.process_time()
        found = find_times(record["text"], spans, day(date.fromisoformat(record["dct"][:10]), "given"))
        seconds += time.process_time() - began
        sentences += len(spans)
        compare(record["timexes"], found, record["text"], counts, tell)
    print(path.name, dict(counts))
    for name in ("relaxed", "strict"):
        print(f"  span {name}: {f1(counts[name], counts['found'], counts['gold'])}")
    met = max(1, counts["relaxed"])
    print(f"  on matched spans: type {counts['type'] / met:.3f}, value {counts['value'] / met:.3f}", end="; ")
    print(f"value F1 {f1(counts['value'], counts['found'], counts['gold'])}")
    for name, label in (("meaning", "value, spellings of one value joined"), ("both", "span and value")):
        print(f"  {label}: {f1(counts[name], counts['found'], counts['gold'])}")
    print(f"  {sentences / max(1e-9, seconds):,.0f} sentences a second of processor time")


def main() -> None:
    """Measure the files named, or those of the shared folder."""
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    for path in [Path(n) for n in names] or [DATA / name for name in FILES]:
        if path.exists():
            measure(path, "-v" in sys.argv)
        else:
            print(f"not measured: no {path}")


if __name__ == "__main__":
    main()
