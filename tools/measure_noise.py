"""Events where there are none: real sentences that name two parties between whom nothing happens.

    python tools/measure_noise.py [--coder NAME] [--json] [--detail]

Sport, business, science, law, culture, travel and opinion, from encyclopedia, news, speeches, court hearings, letters
and web text: sentences in which the mention finder sees two parties, read one by one, and left out where an act of
the ontology might be seen in them (tests/data/no_event.jsonl; ids and offsets, the texts stay in ../shared/data).
Each is coded as a text of its own; every event shown is a wrong one. Printed: wrong events shown, and all with
`--all`, per 100 sentences, with a 95 % interval over sentences, and by set.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from checked_sentences import NO_EVENT, rows, sentences
from intervals import drawn

from dragoman import pipeline
from dragoman.records import Event
from dragoman.views import wire


class Coded(NamedTuple):
    """One sentence: its set, its words, the events that are shown and how many there are in all."""

    source: str
    words: str
    shown: tuple[Event, ...]
    all: int


def code(coder: str) -> list[Coded]:
    """What the coder makes of each sentence."""
    out = []
    for row, words in sentences(NO_EVENT):
        found = pipeline.code_text(words, id=row["doc"], coder=coder)
        out.append(Coded(row["doc"].split("/")[0], words, wire.shown(found).events, len(found.events)))
    return out


def per_100(found: Sequence[Coded]) -> float:
    """Wrong events shown per 100 sentences."""
    return 100 * sum(len(c.shown) for c in found) / len(found)


def figures(found: Sequence[Coded]) -> dict[str, float | int]:
    """The figures by name."""
    everything = 100 * sum(c.all for c in found) / len(found)
    shown = per_100(found)
    return {"wrong events shown per 100": shown, "wrong events with --all per 100": everything, "n": len(found)}


def lines(found: Sequence[Coded]) -> list[str]:
    """The figures for a reader: the interval, each set, the types made up."""
    low, high = drawn(found, per_100)
    measured, by_set = figures(found), defaultdict(list)
    for one in found:
        by_set[one.source].append(one)
    out = [f"{'wrong events shown per 100':34} {per_100(found):.2f}   [{low:.2f}, {high:.2f}]   n={len(found)}",
           f"{'wrong events with --all per 100':34} {measured['wrong events with --all per 100']:.2f}"]  # fmt: skip
    out += [f"  {name:32} {per_100(some):.2f}   n={len(some)}" for name, some in sorted(by_set.items())]
    types = Counter(event.type for one in found for event in one.shown)
    return out + [f"{n:4}  {name}" for name, n in types.most_common()]


def main() -> int:
    """Print the figures; where the sets are absent, say so and end well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coder", default="model")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    parser.add_argument("--detail", action="store_true", help="each wrong event shown")
    options = parser.parse_args()
    found = code(options.coder)
    if len(found) < len(rows(NO_EVENT)):
        print(f"not measured: {len(rows(NO_EVENT)) - len(found)} sentences whose texts are absent or have changed")
    if not found:
        return 0
    print(json.dumps(figures(found)) if options.json else "\n".join(lines(found)))
    for one in found if options.detail else ():
        for event in one.shown:
            print(f"{one.source} {event.confidence:.2f} {event.sentence()} | {' '.join(one.words.split())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
