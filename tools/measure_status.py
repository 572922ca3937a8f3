"""Whether it happened: the status of the act between two marked parties of real sentences, and on matched gold events.

    python tools/measure_status.py [--coder NAME] [--json] [--detail] [GOLD_DIR]

About fifty to sixty sentences of each status were picked from news and web text and read for this project
(tests/data/status.jsonl; ids and offsets, the texts stay in ../shared/data). The status is that of the act between
the two as the page tells it: `planned` where it is promised, scheduled or announced; `hypothetical` where it is
feared, urged, possible or conditional; `denied` where the text says that it did not happen. They are asked of
`dragoman.relate`. GOLD_DIR [tests/gold] is coded as it stands, and status is scored where an event matches, AGREE left
out. Sentences were chosen by words such as `may`, `will` and `never`, so their mixture is not that of the news.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checked_sentences import ROOT, STATUS, Row, rows, sentences
from intervals import drawn, macro_f1

import dragoman
from dragoman.evaluate import code_gold, read_gold
from dragoman.scores import STATUSES, score

Pair = tuple[str, str]
"""The status read and the one answered."""


def marked(row: Row, words: str) -> dict[str, Any]:
    """A row in the shape that `relate` reads: spans within the sentence."""
    first = row["sentence"][0]
    spans = {side: [at - first for at in row[side]] for side in ("actor", "recipient") if row[side]}
    return {"id": row["doc"], "text": words, **spans}


def ask(found: Sequence[tuple[Row, str]], coder: str) -> list[Pair]:
    """The status that each sentence has, and the one answered."""
    answers = dragoman.relate([marked(row, words) for row, words in found], coder=coder)
    return [(row["status"], answer["status"]) for (row, _), answer in zip(found, answers, strict=True)]


def f1(pairs: Sequence[Pair], status: str) -> float:
    """F1 of one status; 0 where nobody has it."""
    both = sum(gold == status == made for gold, made in pairs)
    either = sum(gold == status for gold, _ in pairs) + sum(made == status for _, made in pairs)
    return 2 * both / either if either else 0.0


def figures(pairs: Sequence[Pair]) -> dict[str, float | int]:
    """F1 of each status with its n, and their mean."""
    out: dict[str, float | int] = {}
    for status in STATUSES:
        out[f"{status} F1"] = f1(pairs, status)
        out[f"{status} n"] = sum(gold == status for gold, _ in pairs)
    return out | {"macro-F1": macro_f1(pairs), "n": len(pairs)}


def on_gold(folder: Path, coder: str) -> dict[str, float | int]:
    """The same on the events of gold documents that the coder finds, shown or not."""
    gold = read_gold(folder)
    found = score(gold, code_gold(gold, coder, True)).figures
    return {f"matched events, {s} {what}": found[f"status {s} {what}"] for s in STATUSES for what in ("F1", "n")}


def lines(pairs: Sequence[Pair]) -> list[str]:
    """The figures with 95 % intervals, and what was taken for what."""
    out = [f"{'real sentences':32} n={len(pairs)}, macro-F1 {macro_f1(pairs):.3f}"]
    for status in STATUSES:
        low, high = drawn(pairs, lambda some, name=status: f1(some, name))  # type: ignore[misc]
        n = sum(gold == status for gold, _ in pairs)
        out.append(f"{status + ' F1':32} {f1(pairs, status):.3f}   [{low:.2f}, {high:.2f}]   n={n}")
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return out + [f"{n:4}  {gold} taken for {made}" for (gold, made), n in wrong.most_common()]


def main() -> int:
    """Print the figures; where the sets are absent, those of the gold alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=ROOT / "tests" / "gold")
    parser.add_argument("--coder", default="model")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    parser.add_argument("--detail", action="store_true", help="each sentence whose status is wrong")
    options = parser.parse_args()
    found = list(sentences(STATUS))
    pairs = ask(found, options.coder) if found else []
    matched = on_gold(options.gold, options.coder)
    if options.json:
        print(json.dumps((figures(pairs) if pairs else {}) | matched))
        return 0
    if len(found) < len(rows(STATUS)):
        print(f"not measured: {len(rows(STATUS)) - len(found)} sentences whose texts are absent or have changed")
    print("\n".join(lines(pairs) if pairs else []))
    for name in STATUSES:
        figure, n = matched[f"matched events, {name} F1"], matched[f"matched events, {name} n"]
        print(f"{f'matched events, {name} F1':32} {figure:.3f}   n={n}")
    for (row, words), (gold, made) in zip(found, pairs, strict=True):
        if options.detail and gold != made:
            print(f"{gold}, answered {made} | {row['type']} | {' '.join(words.split())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
