"""Fills docs/model-card.md from the manifest of the shipped model.

python tools/model_card.py            writes what stands between the marks
python tools/model_card.py --check    exit 1 when the card is not that of the model
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "docs" / "model-card.md"
MANIFEST = ROOT / "src" / "dragoman" / "data" / "model" / "manifest.json"
BEGIN, END = "<!-- from the manifest -->", "<!-- end -->"


def main() -> int:
    """Command line; returns the exit status."""
    if not MANIFEST.is_file():
        print(f"{MANIFEST.relative_to(ROOT)} is not there: train the model first (python training/train.py)")
        return 1
    card = CARD.read_text(encoding="utf-8")
    before, rest = card.split(BEGIN)
    after = rest.split(END)[1]
    filled = f"{before}{BEGIN}\n{facts(json.loads(MANIFEST.read_text(encoding='utf-8')))}\n{END}{after}"
    if "--check" in sys.argv[1:]:
        print(
            "the model card is up to date"
            if filled == card
            else "stale: docs/model-card.md (run: python tools/model_card.py)"
        )
        return 0 if filled == card else 1
    CARD.write_text(filled, encoding="utf-8")
    print(f"wrote {CARD.relative_to(ROOT)}")
    return 0


def facts(manifest: dict[str, Any]) -> str:
    """The tables that the manifest gives."""
    size = (MANIFEST.parent / "model.onnx").stat().st_size / 1e6
    head = {
        "version": manifest["version"],
        "made": manifest["made"],
        "from": manifest["base"],
        "ontology": manifest["ontology"],
        "labels": ", ".join(manifest["labels"]),
        "size": f"{size:.1f} MB, 8 bit ONNX",
        "settings": ", ".join(f"{name} {value}" for name, value in manifest["settings"].items()),
        "calibration": ", ".join(f"{name} {value}" for name, value in manifest["calibration"].items()),
    }
    measured = {
        name: f"{value:.3f}" if isinstance(value, float) else str(value) for name, value in manifest["figures"].items()
    }
    return (
        _table(("what", "is"), head)
        + "\n\nMeasured at training, on examples kept apart by document:\n\n"
        + _table(("figure", "value"), measured)
    )


def _table(names: tuple[str, str], rows: dict[str, str]) -> str:
    lines = [f"| {names[0]} | {names[1]} |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
