"""Real sentences that a person has read for this project: which they are stands here, their words in ../shared/data.

A row names a set and a document, where the sentence begins and ends, and a hash of its words; what was read (a marked
pair with its status, or that nothing happens between the parties) stands beside it. Sentences come from sets that may
only be checked on, or from documents that training keeps apart; tests/test_checked_sentences.py holds that. Where the
sets are absent there is nothing to measure, which is said and is no failure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
STATUS = ROOT / "tests" / "data" / "status.jsonl"
"""Marked pairs with a status."""
NO_EVENT = ROOT / "tests" / "data" / "no_event.jsonl"
"""Sentences with two parties and no event."""
FILES = {
    "aquaint": ("tempeval3_aquaint.train",),
    "geovirus": ("geo_geovirus",),
    "gum": ("gum.train", "gum.dev", "gum.test"),
    "gwn": ("geo_geowebnews",),
    "lgl": ("geo_lgl",),
    "meantime": ("meantime_en",),
    "plv": ("plover_plv.train",),
    "polnear": ("polnear.train", "polnear.dev"),
    "re3d": ("re3d",),
    "timebank": ("tempeval3_timebank.train",),
    "trnews": ("geo_trnews",),
    "uds": ("factuality_uds_ih2.train", "factuality_uds_ih2.dev"),
    "uner": ("uner_en_ewt.dev", "uner_en_ewt.test"),
    "wikigold": ("wikigold.all",),
}
"""The files of each set."""
NAMES = ("doc_id", "sent_id", "id")
"""What a set calls the name of a document; the first that there is."""
Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """What was read, a line a sentence."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def texts(names: set[str]) -> dict[str, str]:
    """The texts of the sets named that are at hand, by set and document."""
    found = {}
    for name in sorted(names):
        for file in FILES[name]:
            path = DATA / f"{file}.jsonl"
            for line in path.read_bytes().splitlines() if path.is_file() else ():
                record = json.loads(line)
                found[f"{name}/{next(record[key] for key in NAMES if key in record)}"] = record["text"]
    return found


def sentences(path: Path) -> Iterator[tuple[Row, str]]:
    """Each row with its sentence; rows whose words are absent or have changed are left out."""
    listed = rows(path)
    held = texts({row["doc"].split("/")[0] for row in listed})
    for row in listed:
        words = held.get(row["doc"], "")[slice(*row["sentence"])]
        if words and mark(words) == row["hash"]:
            yield row, words


def mark(words: str) -> str:
    """Eight digits by which a changed sentence is known."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]
