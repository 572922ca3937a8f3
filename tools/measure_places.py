"""How well places are found and resolved, on news with places marked by hand.

    python tools/measure_places.py FOLDER                    the halves that were kept back
    python tools/measure_places.py FOLDER --half develop     the halves that the rules were developed on
    python tools/measure_places.py FOLDER --wrong 40         and what is wrong

FOLDER holds geo_trnews.jsonl and geo_lgl.jsonl (TR-News: Kamalloo and Rafiei 2018; LGL: Lieberman and others 2010), a
document a line: {"doc_id", "title", "url", "text", "entities": [{"start", "end", "lat", "lon", "country", ...}]}.
Toponyms given: their country, and whether the point lies within 161 km (100 miles) of the marked one, over all that
are marked with a point; a toponym that is not resolved is wrong. Found: precision and recall of spans over TR-News,
adjectives of countries left out. A set that is not there is skipped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.annotation.layers import annotate
from dragoman.annotation.toponym_sense import Source, resolve
from dragoman.places import Gazetteer, distance, key
from dragoman.readers import document_from_text

NEAR_KM = 161.0
SETS = ("geo_trnews", "geo_lgl")
Record = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure places on TR-News and LGL.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("develop", "report"), default="report")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print N wrong ones a set")
    options = parser.parse_args(argv)
    for name in SETS:
        path = options.folder / f"{name}.jsonl"
        if not path.is_file():
            print(f"{name}: skipped: {path} is not there")
            continue
        records = half([json.loads(line) for line in path.open(encoding="utf-8")], options.half)
        print(given(name, records, options.wrong))
        print(found(name, records, options.wrong))
    return 0


def half(records: list[Record], which: str) -> list[Record]:
    """The first half of the documents (develop), or the rest (report)."""
    middle = len(records) // 2
    return records[:middle] if which == "develop" else records[middle:]


def given(name: str, records: Sequence[Record], wrong: int = 0) -> str:
    """Country and distance with the toponyms given."""
    n = country = near = countries = 0
    for record in records:
        marked = sorted((e for e in record["entities"]), key=lambda e: (e["start"], e["end"]))
        source = Source(record.get("url") or record.get("domain"))
        answers = resolve(record["text"], [(e["start"], e["end"]) for e in marked], source)
        for entity, answer in zip(marked, answers, strict=True):
            if entity.get("lat") is None:
                continue
            n += 1
            point = (entity["lat"], entity["lon"])
            close = answer is not None and distance((answer.lat, answer.lon), point) <= NEAR_KM
            near += close
            same = None
            if entity.get("country"):
                countries += 1
                same = answer is not None and answer.country == _code(entity["country"])
                country += same
            if wrong > 0 and not close:
                wrong -= 1
                words = record["text"][max(0, entity["start"] - 30) : entity["end"] + 20].replace("\n", " ")
                print(
                    "  ", entity["name"], entity["fcode"], entity["admin1"], entity["country"], "|", words, "|", answer
                )
    return (
        f"{name} given: country {country / max(1, countries):.3f} (n={countries}), within 161 km {near / max(1, n):.3f}"
        f" (n={n}; {len(records)} documents)"
    )


def found(name: str, records: Sequence[Record], wrong: int = 0) -> str:
    """Precision and recall of spans, and of spans with the right country."""
    gazetteer = Gazetteer.load()
    counts = dict.fromkeys(("gold", "said", "both", "country"), 0)
    for record in records:
        text = record["text"]
        gold = {
            (e["start"], e["end"]): e for e in record["entities"] if not gazetteer.demonym(text[e["start"] : e["end"]])
        }
        page = annotate(document_from_text(text, id=record["doc_id"], title=record.get("title"), url=record.get("url")))
        said = {(p.start, p.end): p for p in page.places}
        both = {span for span in said if any(span[0] < e and s < span[1] for s, e in gold)}
        counts["gold"] += len(gold)
        counts["said"] += len(said)
        counts["both"] += len(both)
        counts["country"] += sum(
            any(
                s[0] < e and b < s[1] and said[s].country == _code(g.get("country") or "") for (b, e), g in gold.items()
            )
            for s in both
        )
        for span in sorted((set(said) - both) | {g for g in gold if not any(g[0] < e and s < g[1] for s, e in said)}):
            if wrong > 0:
                wrong -= 1
                print("   made up" if span in said else "   missed", repr(text[slice(*span)]),
                      "|", repr(text[max(0, span[0] - 30) : span[1] + 30]))  # fmt: skip
    p, r = counts["both"] / max(1, counts["said"]), counts["both"] / max(1, counts["gold"])
    return (
        f"{name} found: precision {p:.3f} recall {r:.3f} (n={counts['gold']}), of those found the country is right"
        f" {counts['country'] / max(1, counts['both']):.3f}"
    )


_NAMES = {"palestinian territory": "PSE", "czech republic": "CZE", "ivory coast": "CIV", "macedonia": "MKD"}


def _code(name: str) -> str | None:
    if key(name) in _NAMES:
        return _NAMES[key(name)]
    return next((c.country for c in Gazetteer.load().named(key(name)) if c.kind == "country"), None)


if __name__ == "__main__":
    sys.exit(main())
