"""The training corpus: spans that carry words, codes of the ontology, nothing of what the coder is judged by."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.dates import parse_partial
from dragoman.ontology import NONE, Ontology

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training" / "corpus"
SHARED = ROOT.parent / "shared"
FILES = sorted((ROOT / "training").glob("[ca]*/**/*.jsonl"))
STATUSES = {"occurred", "planned", "hypothetical", "denied"}
RUN = 8
"""Words in a row that no sentence may share with held-back gold; NEAR is the same for the project's own gold."""
NEAR = 12


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return (tuple(words[n : n + length]) for n in range(len(words) - length + 1))


@pytest.fixture(params=FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def test_types_modes_and_statuses_are_of_the_ontology(path: Path) -> None:
    ontology = Ontology.load()
    for row in rows(path):
        for event in row.get("events", [row]):
            where = f"{path.name}: {row.get('id') or row.get('doc') or row['text'][:60]}"
            assert event["type"] in ontology.labels, where
            assert event["status"] in STATUSES or event["type"] == NONE, where
            if event["type"] != NONE and event["mode"] is not None:
                assert event["mode"] in ontology.modes(event["type"]), where


def _spans(row: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Every span of a row; a party or a place that the words only imply has none."""
    found: list[Any] = []
    for event in row.get("events", ()):
        found += [event["evidence"], *event["again"]]
        fields = (*event["actor"], *event["recipient"], event["date"], event["place"])
        found += [field.get("span") for field in fields if field]
    for statement in row.get("statements", ()):
        found += [statement[name] for name in ("source", "cue", "content")]
    if "events" not in row:
        found += [span for side in ("actor", "recipient") for span in row[side] or ()]
    return ((span[0], span[1]) for span in found if span)


def test_spans_carry_words(path: Path) -> None:
    for row in rows(path):
        text = row.get("text")
        for start, end in _spans(row):
            assert 0 <= start < end, (path.name, row.get("id"))
            if text is not None:
                words = text[start:end]
                assert words.strip() == words != "", (path.name, row.get("id") or text[:60], words)


def test_ids_and_texts_stand_once() -> None:
    for name in ("sentences", "reports"):
        texts = [row["text"] for path in sorted((CORPUS / name).glob("*.jsonl")) for row in rows(path)]
        assert len(texts) == len(set(texts)), name
    whole = [path for path in FILES if not {"sentences", "second"} & set(path.parts)]
    ids = [row.get("id") or row.get("doc") for path in whole for row in rows(path)]
    assert len(ids) == len(set(ids))


def test_reports_are_whole() -> None:
    for path in sorted((CORPUS / "reports").glob("*.jsonl")):
        for row in rows(path):
            assert row["sha256"] == hashlib.sha256(row["text"].encode()).hexdigest(), row["id"]
            assert row["published"] is None or parse_partial(row["published"]), row["id"]


def test_nothing_near_the_project_s_own_gold() -> None:
    gold = {
        run
        for path in (ROOT / "tests" / "gold").glob("*.json")
        for run in runs(json.loads(path.read_text("utf-8"))["text"], NEAR)
    }
    for path in sorted(CORPUS.rglob("*.jsonl")):
        for row in rows(path):
            shared = gold.intersection(runs(row["text"], NEAR))
            assert not shared, (path.name, row.get("id"), shared)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the held-back gold is not here")
def test_no_run_of_words_in_common_with_what_the_coder_is_judged_by() -> None:
    held = set[tuple[str, ...]]()
    for path in (SHARED / "evaluation" / "gold").glob("*.json"):
        held.update(runs(json.loads(path.read_text("utf-8"))["text"], RUN))
    for row in rows(SHARED / "data" / "plover_plv.train.jsonl"):
        held.update(runs(row["text"], RUN))
    for path in sorted(CORPUS.rglob("*.jsonl")):
        for row in rows(path):
            shared = held.intersection(runs(row["text"], RUN))
            assert not shared, (path.name, row.get("id"), shared)
