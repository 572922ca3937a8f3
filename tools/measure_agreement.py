"""How far two readers of the same documents agree: `python tools/measure_agreement.py [--detail] [--rounds N]`.

The first reading is training/annotations/*.jsonl, the second, made without sight of it, training/annotations/second.
Events and statements are paired as the evaluation pairs gold and output (docs/evaluation.md). An event counts where
either reader holds it for required; an optional one that the other reader lacks counts neither way. Kappa is Cohen's
(1960): agreement beyond what the two readers' own shares of labels would give by chance.
The texts are not part of the project: where ../shared is absent the command says so and ends well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.matching import (
    Record,
    best_pairs,
    date_match,
    events_alike,
    party_keys,
    statement_hits,
    strict_type,
    turns,
    word_overlap,
)

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT.parent / "shared" / "data"
SETS = ("re3d.jsonl", "gum.*.jsonl", "geo_geovirus.jsonl", "meantime_en.jsonl")
Reading = tuple[Record, Record]
Label = tuple[str, str]
Counts = Counter[tuple[str, str]]


def alike(a: Record, b: Record) -> float:
    """Share of parties in common, the same whichever reader comes first."""
    return max(events_alike(a, b), events_alike(b, a))


def same_event(a: Record, b: Record) -> float:
    """The rule for events: the same strict type, and parties in common."""
    return alike(a, b) if strict_type(a) == strict_type(b) else 0.0


def same_parties(a: Record, b: Record) -> float:
    """Parties in common, in any role, whatever the type."""
    return events_alike(a, b, roles=False)


def same_act(a: Record, b: Record) -> float:
    """Parties in common and the same words, whatever the type: the two readers speak of one passage."""
    return same_parties(a, b) if word_overlap(a["evidence"], b["evidence"]) else 0.0


def same_words(a: Record, b: Record) -> float:
    """The same words, the more alike their parties the sooner, whatever the type."""
    return 1.0 + same_parties(a, b) if word_overlap(a["evidence"], b["evidence"]) else 0.0


MATCHES: dict[str, Callable[[Record, Record], float]] = {
    "event": same_event,
    "parties": same_parties,
    "act": same_act,
    "words": same_words,
}
NAMES = {
    "event": "event (type and parties)",
    "parties": "parties alone",
    "act": "parties and words",
    "words": "words alone",
}


def plain(record: Record, text: str) -> Record:
    """An annotation with the words that its offsets mark, in the shape that the matching reads."""

    def event(e: Record) -> Record:
        place = e["place"]
        return {
            **e,
            "actor": [p["code"] for p in e["actor"]],
            "recipient": [p["code"] for p in e["recipient"]],
            "place": place and place["country"],
            "evidence": text[slice(*e["evidence"])],
        }

    said = [{**s, "start": s["content"][0], "span_text": text[slice(*s["content"])]} for s in record["statements"]]
    return {"doc": record["doc"], "events": [event(e) for e in record["events"]], "statements": said}


def texts(folder: Path) -> dict[str, str]:
    """The texts of the public sets by the hash of their words; empty where the folder is absent."""
    found = {}
    for path in (p for name in SETS for p in sorted(folder.glob(name))):
        for line in path.read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            found[hashlib.sha256(text.encode()).hexdigest()] = text
    return found


def readings(annotations: Path, words: dict[str, str]) -> Iterator[Reading]:
    """Both readings of every document that was read twice and whose text is at hand."""

    def load(folder: Path) -> dict[str, Record]:
        rows = (json.loads(line) for p in sorted(folder.glob("*.jsonl")) for line in p.read_text("utf-8").splitlines())
        return {row["doc"]: row for row in rows}

    first, second = load(annotations), load(annotations / "second")
    for doc in sorted(first.keys() & second.keys()):
        a, b = first[doc], second[doc]
        if a["sha256"] == b["sha256"] and a["sha256"] in words:
            yield plain(a, words[a["sha256"]]), plain(b, words[b["sha256"]])


def count(reading: Reading) -> Counts:
    """What each reader holds for required, and how much of it the other has too, by name of match."""
    counts: Counts = Counter()
    sides = [reading[0]["events"], reading[1]["events"]]
    for name, match in MATCHES.items():
        pairs = best_pairs(sides[0], sides[1], match)
        for side in (0, 1):
            _tally(counts, name, side, sides[side], {pair[side] for pair in pairs})
    said = [turns(r["statements"]) for r in reading]
    hits = statement_hits(*said)
    for side in (0, 1):
        _tally(counts, "statement", side, [{"required": t.required} for t in said[side]], hits[side])
    return counts


def _tally(counts: Counts, name: str, side: int, items: Sequence[Record], hit: set[int]) -> None:
    need = {i for i, item in enumerate(items) if item["required"]}
    for key, number in (("all", len(items)), ("all hit", len(hit)), ("need", len(need)), ("hit", len(need & hit))):
        counts[name, f"{key} {side}"] += number


def f1(counts: Counts, name: str, need: str = "need", hit: str = "hit") -> float:
    """Harmonic mean of the shares of each reader's items that the other has; 0 where a reader has none."""
    shares = [counts[name, f"{hit} {s}"] / (counts[name, f"{need} {s}"] or 1) for s in (0, 1)]
    return 2 * shares[0] * shares[1] / sum(shares) if sum(shares) else 0.0


def interval(each: Sequence[Counts], name: str, rounds: int) -> tuple[float, float]:
    """95 % interval of F1, by drawing documents anew."""
    draw, got = random.Random(0), list[float]()
    for _ in range(rounds):
        got.append(f1(sum((each[draw.randrange(len(each))] for _ in each), Counter()), name))
    got.sort()
    return got[int(rounds * 0.025)], got[int(rounds * 0.975)]


def kappa(labels: Sequence[Label]) -> float:
    """Cohen's kappa of two readers' labels of the same things; 1 where both use one label throughout."""
    if not labels:
        return 0.0
    n, first, second = len(labels), Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(first[label] * second[label] for label in first) / n**2
    seen = sum(a == b for a, b in labels) / n
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def matched(both: Iterable[Reading], match: Callable[[Record, Record], float]) -> list[tuple[Record, Record]]:
    """The pairs of events of all documents by one rule."""
    return [(a["events"][i], b["events"][j]) for a, b in both for i, j in best_pairs(a["events"], b["events"], match)]


def labels_of(pairs: Iterable[tuple[Record, Record]], field: str) -> list[Label]:
    """The two readers' labels for a field; the type is the strict one."""
    if field == "type":
        return [(strict_type(a), strict_type(b)) for a, b in pairs]
    return [(str(a.get(field)), str(b.get(field))) for a, b in pairs]


def dates(pairs: Iterable[tuple[Record, Record]]) -> Counter[str]:
    """On matched events: both without a date, one without, right (within a day), touching, apart."""
    found: Counter[str] = Counter()
    for a, b in pairs:
        one, other = a.get("date"), b.get("date")
        if not one or not other:
            found["one without" if one or other else "both without"] += 1
            continue
        right, touching = date_match(one, other)[0], date_match(one, other)[1] or date_match(other, one)[1]
        found["right" if right else "touching" if touching else "apart"] += 1
    return found


def _shares(both: Sequence[Reading]) -> Iterator[str]:
    for name in ("parties", "act", "words"):
        pairs = matched(both, MATCHES[name])
        for field in ("type", "status"):
            yield _share(f"{field}, given {NAMES[name]}", labels_of(pairs, field))
    pairs = matched(both, same_words)
    for side in ("actor", "recipient"):
        same = [set(party_keys(a, side)) == set(party_keys(b, side)) for a, b in pairs]
        yield f"{side + ', given words alone':34} {sum(same) / (len(same) or 1):.3f}   n={len(same)}"
    pairs = matched(both, same_event)
    for field in ("status", "mode", "place", "required"):
        yield _share(f"{field}, on matched events", labels_of(pairs, field))
    told = dates(pairs)
    right = told["right"] + told["both without"]
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(told.items()))
    yield f"{'date, on matched events':34} {right / (len(pairs) or 1):.3f}   n={len(pairs)}: {kinds}"


def _share(name: str, labels: Sequence[Label]) -> str:
    same = sum(a == b for a, b in labels) / (len(labels) or 1)
    return f"{name:34} {same:.3f}   kappa {kappa(labels):.3f}   n={len(labels)}"


def report(both: Sequence[Reading], rounds: int) -> list[str]:
    """All figures as lines."""
    each = [count(reading) for reading in both]
    total: Counts = sum(each, Counter())
    lines = [f"documents read twice               {len(both)}"]
    for name in (*MATCHES, "statement"):
        low, high = interval(each, name, rounds)
        sizes = " and ".join(f"{total[name, f'hit {s}']} of {total[name, f'need {s}']}" for s in (0, 1))
        lines.append(f"{NAMES.get(name, name) + ', F1':34} {f1(total, name):.3f}   [{low:.2f}, {high:.2f}]   {sizes}")
        sizes = f"{total[name, 'all hit 0']} of {total[name, 'all 0']} and {total[name, 'all 1']}"
        lines.append(f"{'  optional ones counted too':34} {f1(total, name, 'all', 'all hit'):.3f}   {sizes}")
    return lines + list(_shares(both))


def detail(both: Iterable[Reading]) -> Iterator[str]:
    """A line for each required event of one reader that the other lacks, and each pair of a differing label."""
    for reading in both:
        sides = [reading[0]["events"], reading[1]["events"]]
        pairs = best_pairs(sides[0], sides[1], same_event)
        for side, name in enumerate(("first", "second")):
            hit = {pair[side] for pair in pairs}
            for event in (e for i, e in enumerate(sides[side]) if i not in hit):
                yield f"{name} only {_line(reading[0]['doc'], event)}"
        for a, b in ((sides[0][i], sides[1][j]) for i, j in pairs):
            for field in ("status", "mode", "date", "place", "required"):
                one, other = ({k: v for k, v in x.items() if k != "span"} if isinstance(x, dict) else x
                              for x in (a[field], b[field]))  # fmt: skip
                if one != other:
                    yield f"{field}: {one} / {other} {_line(reading[0]['doc'], a)}"
        yield from _statements_apart(reading)


def _statements_apart(reading: Reading) -> Iterator[str]:
    said = [turns(r["statements"]) for r in reading]
    for turns_of, hit, name in zip(said, statement_hits(*said), ("first", "second"), strict=True):
        for turn in (t for i, t in enumerate(turns_of) if i not in hit):
            mark = "" if turn.required else "(optional) "
            yield f"{name} only {mark}{reading[0]['doc']}: {turn.speaker} ({turn.actor}) | {turn.text[:90]}"


def _line(doc: str, event: Record) -> str:
    mark = "" if event["required"] else "(optional) "
    sides = f"{event['actor']} -> {event['recipient']}"
    return f"{mark}{doc}: {event['type']} {event['status']} {sides} | {event['evidence'][:100]}"


def main(argv: Sequence[str] | None = None, folder: Path = TEXTS) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure how far two readers of the same documents agree.")
    parser.add_argument("--detail", action="store_true", help="print where they differ")
    parser.add_argument("--rounds", type=int, default=1000, help="draws for the intervals")
    options = parser.parse_args(argv)
    both = list(readings(ROOT / "training" / "annotations", texts(folder)))
    if not both:
        print(f"no agreement figures: the texts are not in {folder}")
        return 0
    print("\n".join([*report(both, options.rounds), *(detail(both) if options.detail else ())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
