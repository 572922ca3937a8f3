"""How well the readers do on real pages: words in common with the gold text, and the publication day.

    python tools/measure_readers.py [PAGES_FOLDER] [GOLD_FOLDER]

The folders (`../shared/pages` with its index.jsonl, `../shared/evaluation/gold`) are not part of the project; without
them nothing is measured, and that is said.
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

from dragoman import readers
from dragoman.dates import Window, parse_partial
from dragoman.errors import InputError
from dragoman.records import Document, Page

SHARED = Path(__file__).resolve().parents[2] / "shared"


def words(text: str) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(re.findall(r"\w+", text.lower()))


def in_common(found: str, gold: str) -> float:
    """F1 of the words that two texts share."""
    a, b = words(found), words(gold)
    same = sum((a & b).values())
    return 2 * same / max(1, sum(a.values()) + sum(b.values()))


def read_page(folder: Path, entry: dict[str, Any]) -> Document | None:
    """The document of one entry of the index, or None where the reader refuses it."""
    path = folder / entry["file"]
    try:
        return readers.read(Page(entry["id"], path.read_bytes(), str(path), "html"))
    except InputError as problem:
        print(f"  {problem}")
        return None


def measure_pages(folder: Path) -> None:
    """Print the figures on pages of HTML."""
    entries = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    scores, days, wrong_year, kept, cut, seconds = [], [], 0, [], [], 0.0
    for entry in entries:
        began = time.perf_counter()
        document = read_page(folder, entry)
        seconds += time.perf_counter() - began
        text = re.sub(r"\s+", " ", document.text) if document else ""
        if entry["gold_text"]:
            scores.append(in_common(text, entry["gold_text"]))
        kept += [part in text for part in entry["gold_with"] or []]
        cut += [part not in text for part in entry["gold_without"] or []]
        if entry["date"]:
            day, found = date.fromisoformat(entry["date"][:10]), document.published if document else None
            days.append(found is not None and found.start == found.end == day)
            wrong_year += found is not None and not found.start.year <= day.year <= found.end.year
        shown = document.published.label() if document and document.published else "-"
        score = f"{scores[-1]:.3f}" if entry["gold_text"] else "-    "
        print(f"  {entry['id'][:42]:42} {score} {shown} (gold {entry['date']})")
    mean = sum(scores) / max(1, len(scores))
    print(f"words in common F1 {mean:.3f} on {len(scores)}; kept {sum(kept)}/{len(kept)}, cut {sum(cut)}/{len(cut)}")
    print(f"day right {sum(days)}/{len(days)}, a year off {wrong_year}; {seconds / max(1, len(entries)):.2f} s a page")


def right(found: Window | None, gold: Window) -> bool:
    """Overlapping and at most 31 days wider, as the judges' scorer has it."""
    return found is not None and found.overlaps(gold) and found.days <= gold.days + 31


def measure_dates(folder: Path) -> None:
    """Print how many gold documents get the right window: with the day handed in, and from the text alone."""
    handed = alone = total = 0
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        day = parse_partial(gold["published"]) if gold["published"] else None
        told = gold.get("dated")
        window = day or (told and Window(date.fromisoformat(told["start"]), date.fromisoformat(told["end"])))
        if not window:
            continue
        line = {"text": gold["text"], "title": gold["title"]}
        found = [
            readers.read(Page(gold["id"], json.dumps(record).encode(), str(path), "jsonl")).published
            for record in (line | {"published": gold["published"]}, line)
        ]
        total += 1
        handed += right(found[0], window)
        alone += right(found[1], window)
        print(f"  {gold['id'][:30]:30} {window.label():26} from the text: {found[1].label() if found[1] else '-'}")
    print(f"published right in {handed} of {total}; from the text alone {alone}")


def main() -> None:
    """Measure what is there."""
    pages = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "pages"
    gold = Path(sys.argv[2]) if len(sys.argv) > 2 else SHARED / "evaluation" / "gold"
    if (pages / "index.jsonl").exists():
        measure_pages(pages)
    else:
        print(f"not measured: no {pages}/index.jsonl")
    if gold.is_dir():
        measure_dates(gold)
    else:
        print(f"not measured: no {gold}")


if __name__ == "__main__":
    main()
