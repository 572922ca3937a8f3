"""How well phrases are resolved to country and sector, by kind of phrase, and how fast.

    python tools/measure_resolve.py [-v] [FILE.jsonl ...]

A line of a suite: `{"id", "kind", "text", "on", "country", "want": {"country", "sector", "also"}}`: `sector` lists the
main sectors that count as right (none: the phrase is no actor), `country` one code, null, or a list where several
readings are fair, `also` those that must be among `sectors` besides.
Without files the two parts of tests/data are measured: resolve.jsonl, on which the rules were developed, and
resolve_kept.jsonl, which was written at the same time and kept apart. Both were answered from the PLOVER definitions
before any code was run on them.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.actor_phrases import forget
from dragoman.actors import Registry
from dragoman.layers import resolve

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
FILES = ("resolve.jsonl", "resolve_kept.jsonl")
ROUNDS = 10
"""Times the suite is read for the speed."""


def verdict(found: dict[str, Any], want: dict[str, Any]) -> tuple[bool, bool, bool]:
    """Country right; country and main sector right; all sectors there too. No actor is right where none is wanted."""
    if not want["sector"]:
        nobody = found["code"] is None
        return nobody, nobody, nobody
    wanted = want["country"] if isinstance(want["country"], list) else [want["country"]]
    country = found["code"] is not None and found["country"] in wanted
    main = country and found["sector"] in want["sector"]
    return country, main, main and set(want["also"]) <= set(found["sectors"])


def measure(rows: list[dict[str, Any]], tell: bool = False) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Counts of right answers: over all rows, and by kind."""
    total: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    asked = [{name: row.get(name) for name in ("id", "text", "on", "country")} for row in rows]
    for row, found in zip(rows, resolve((row["id"], one) for row, one in zip(rows, asked, strict=True)), strict=True):
        answer = found if isinstance(found, dict) else {"code": None, "country": None, "sector": None, "sectors": []}
        right = verdict(answer, row["want"])
        for counts in (total, kinds.setdefault(row["kind"], Counter())):
            counts["n"] += 1
            counts.update(name for name, one in zip(("country", "sector", "all"), right, strict=True) if one)
        if tell and not all(right):
            want = row["want"]
            given = f"{row['text']} | {row.get('on', '')} | {row.get('country', '')}"
            print(f"  {given}: wanted {want['country']} {'/'.join(want['sector'])} {' '.join(want['also'])}; "
                  f"found {answer['country']} {' '.join(answer['sectors'])} ({answer['code']})")  # fmt: skip
    return total, kinds


def speed(rows: list[dict[str, Any]]) -> float:
    """Phrases a second of processor time with the registry loaded, each phrase read anew in every round."""
    asked = [(row["id"], {name: row.get(name) for name in ("id", "text", "on", "country")}) for row in rows]
    began = time.process_time()
    for _ in range(ROUNDS):
        forget()
        for _answer in resolve(asked):
            pass
    return ROUNDS * len(rows) / (time.process_time() - began)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a suite."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def told(name: str, counts: Counter[str]) -> str:
    """One line of figures."""
    n = counts["n"]
    shares = ", ".join(
        f"{label} {counts[key]}/{n} = {counts[key] / n:.3f}"
        for key, label in (("country", "country"), ("sector", "with main sector"), ("all", "with all sectors"))
    )
    return f"{name}: {shares}"


def main(arguments: list[str]) -> None:
    """Measure each suite named, else both parts."""
    paths = [Path(name) for name in arguments if name != "-v"] or [DATA / name for name in FILES]
    began = time.perf_counter()
    Registry.load()
    print(f"registry loaded in {time.perf_counter() - began:.2f} s")
    for path in paths:
        rows = read(path)
        total, kinds = measure(rows, "-v" in arguments)
        print(told(path.name, total))
        for kind, counts in kinds.items():
            print(f"  {told(kind, counts)}")
        print(f"  {speed(rows):.0f} phrases a second of processor time")


if __name__ == "__main__":
    main(sys.argv[1:])
