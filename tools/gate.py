"""The gate: figures on the project's own gold may not fall below their floors (tests/floors.json).

python tools/gate.py            fail where a figure is below its floor by more than its tolerance
python tools/gate.py --raise    write the figures that have risen as new floors
python tools/gate.py --set      write all figures as floors, lower ones too: say why in CHANGELOG.md
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, ModelError
from dragoman.evaluate import code_gold, read_gold
from dragoman.scores import score

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.json"
HINT = 0.02
"""A figure that is so much above its floor is worth a new floor."""


def main() -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true", dest="up")
    parser.add_argument("--set", action="store_true", dest="all")
    options = parser.parse_args()
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    gold = read_gold(ROOT / pinned["gold"])
    if len(gold) != pinned["documents"] and not options.all:
        print(f"FAILED  {pinned['gold']} holds {len(gold)} documents, the floors are for {pinned['documents']}")
        return 1
    below = sum(_coder(name, floors, gold, options.up, options.all) for name, floors in pinned["floors"].items())
    if options.up or options.all:
        pinned["documents"] = len(gold)
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")
    figures = sum(map(len, pinned["floors"].values()))
    print(f"{len(gold)} documents, {figures} figures, {below} below their floors")
    return 1 if below else 0


def _coder(name: str, floors: dict[str, float], gold: dict[str, Any], up: bool, every: bool) -> int:
    """Compare, and change where asked to, the floors of one coder; how many figures are below."""
    try:
        found = score(gold, code_gold(gold, name)).figures
    except ModelError as problem:
        print(f"FAILED  {name}: {problem}")
        return 1
    below = 0
    for figure, floor in floors.items():
        value = round(float(found[figure]), 3)
        low = value < floor - tolerance(name)
        if every or (up and value > floor):
            floors[figure] = value
        else:
            below += low
        hint = "   risen: tools/gate.py --raise" if value > floor + HINT else ""
        print(f"{'BELOW ' if low else 'ok    '}  {name:9} {figure:24} {value:.3f}  floor {floor:.3f}{hint}")
    return below


def tolerance(coder: str) -> float:
    """8-bit arithmetic differs between processors, so a model's figures may move a little; the baseline's may not."""
    return 0.002 if coder == "baseline" else 0.02


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DragomanError as problem:
        sys.exit(f"gate: {problem}")
