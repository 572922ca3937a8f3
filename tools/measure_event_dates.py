"""How well events are dated, the relation model left out: every gold event is dated from its own sentence.

    python tools/measure_event_dates.py [-v] FOLDER ...

A folder holds gold documents, one JSON file each, in the shape of `tests/gold`. The pair of each event is put together
from the mentions of its parties in the sentence of its evidence, as the coder would find them; where the sentence
mentions none of them, the head of the evidence stands in. Right, touching and silent are counted as the scores count
them. With -v each event whose date is not right is told, under the kind of its error.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.annotation.layers import annotate
from dragoman.annotation.scenes import Pair
from dragoman.annotation.spans import number_at
from dragoman.circumstance_date import event_date
from dragoman.dates import Window
from dragoman.matching import date_match, party_key
from dragoman.readers import read
from dragoman.records import Annotations, Document, Mention, Page, Span

ROOT = Path(__file__).resolve().parents[1]
HEAD = 40
"""Characters of the evidence that stand in where the sentence mentions no party of the event."""
Gold = dict[str, Any]


def document_of(gold: Gold, path: Path) -> Document:
    """The document as the scores have it coded: the publication day handed in where the gold has one."""
    record = {name: gold.get(name) for name in ("id", "text", "title", "published") if gold.get(name)}
    found = read(Page(gold["id"], json.dumps(record).encode(), str(path), "jsonl"))
    assert found.text == gold["text"], f"{path}: the reader changed the text"
    return found


def pair_of(annotations: Annotations, gold: Gold, event: Gold) -> tuple[Pair, Span] | None:
    """The pair of an event and the hull of its mentions; None where the evidence stands in no sentence."""
    start = gold["text"].find(event.get("evidence") or "\0")
    if start < 0:
        return None
    number = number_at(annotations.sentences, start)
    if number is None:
        return None
    sentence = annotations.sentences[number]
    words = start, min(start + len(event["evidence"]), sentence[1])
    sides = [_nearest(annotations, sentence, words, event[side]) for side in ("actor", "recipient")]
    found = [m for m in sides if m is not None]
    if not found:
        stand_in = Mention(start, min(words[1], start + HEAD), "other", None, "")
        return Pair(sentence, stand_in, None), (stand_in.start, stand_in.end)
    pair = Pair(sentence, found[0], found[1] if len(found) > 1 else None)
    return pair, (min(m.start for m in found), max(m.end for m in found))


def _nearest(annotations: Annotations, sentence: Span, words: Span, codes: list[str]) -> Mention | None:
    keys = {party_key(code) for code in codes}
    found = [
        m for m in annotations.parties if sentence[0] <= m.start < sentence[1] and m.code and party_key(m.code) in keys
    ]
    return min(found, key=lambda m: max(0, words[0] - m.end, m.start - words[1]), default=None)


def kind_of(gold: Gold, event: Gold, found: Window | None) -> str:
    """The name of what went wrong, or `ok`."""
    want = event["date"]
    made = None if found is None else {"start": found.start.isoformat(), "end": found.end.isoformat()}
    if want is None:
        return "ok" if found is None else f"should be silent, but {found.basis}"
    if date_match(want, made)[0]:
        return "ok"
    day = (gold["published"] or "")[:10]
    wanted = "the page's day" if want["start"] == want["end"] == day else "another day"
    near = "touching" if date_match(want, made)[1] else "wrong"
    return f"should be {wanted}, is " + ("silent" if found is None else f"{found.basis}, {near}")


def measure(folder: Path, tell: bool) -> None:
    """Print the figures of one folder."""
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold["events"]:
            continue
        document = document_of(gold, path)
        annotations = annotate(document)
        for event in gold["events"]:
            count_event(document, annotations, gold, event, counts, kinds, tell)
    dated, undated = max(1, counts["dated"]), max(1, counts["undated"])
    print(
        f"{folder}: right {counts['right'] / dated:.3f}, touching {counts['touch'] / dated:.3f} of {counts['dated']};",
        end="",
    )
    print(f" no date {counts['silent'] / undated:.3f} of {counts['undated']}; not placed {counts['not placed']}")
    for kind, n in kinds.most_common():
        print(f"  {n:5} {kind}")


def count_event(
    document: Document,
    annotations: Annotations,
    gold: Gold,
    event: Gold,
    counts: Counter[str],
    kinds: Counter[str],
    tell: bool,
) -> None:
    """Date one event and count it."""
    placed = pair_of(annotations, gold, event)
    if placed is None:
        counts["not placed"] += 1
        return
    found, _ = event_date(document, annotations, *placed, event["type"], event["status"])
    made = None if found is None else {"start": found.start.isoformat(), "end": found.end.isoformat()}
    if event["date"]:
        right, touch = date_match(event["date"], made)
        counts.update(dated=1, right=int(right), touch=int(touch))
    else:
        counts.update(undated=1, silent=int(found is None))
    kind = kind_of(gold, event, found)
    kinds[kind] += 1
    if tell and kind != "ok":
        start, end = placed[1]
        sentence = gold["text"][slice(*placed[0].sentence)].replace("\n", " / ")
        want = event["date"] and "..".join(dict.fromkeys((event["date"]["start"], event["date"]["end"])))
        head = f"{gold['id']} {(gold['published'] or '-')[:10]} | {event['type']} {event['status']}"
        days = f"want {want} got {found.label() if found else None}"
        print(f"{kind} | {head} | {days} | {gold['text'][start:end]!r} | {event['evidence']!r} | {sentence}")


def main() -> None:
    """Measure the folders named, or the documents of the tests."""
    for folder in [Path(a) for a in sys.argv[1:] if not a.startswith("-")] or [ROOT / "tests" / "gold"]:
        if folder.is_dir():
            measure(folder, "-v" in sys.argv)
        else:
            print(f"not measured: no {folder}")


if __name__ == "__main__":
    main()
