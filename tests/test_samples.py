"""The sample pages and their gold: every page has gold or is the French one, and every gold file keeps the rules."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.ontology import Ontology

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "src" / "dragoman" / "samples"
GOLD = ROOT / "tests" / "gold"
NOT_ENGLISH = {"courrier-cedeao-mali.html"}
EVENT_KEYS = {"type", "mode", "status", "actor", "recipient", "date", "place", "evidence", "required"}
STATEMENT_KEYS = {"speaker", "actor", "kind", "content", "start", "end", "span_text", "required"}

PAGES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".txt", ".html"})
SAMPLE_GOLD = sorted(path for path in GOLD.glob("*.json") if "page" in json.loads(path.read_text("utf-8")))


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


@pytest.fixture(params=SAMPLE_GOLD, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    return load(request.param)


def test_every_page_has_gold_or_is_not_english() -> None:
    assert len(PAGES) >= 15
    assert {load(path)["page"] for path in SAMPLE_GOLD} == set(PAGES) - NOT_ENGLISH


def test_offsets_carry_their_words(gold: dict[str, Any]) -> None:
    for statement in gold["statements"]:
        assert set(statement) == STATEMENT_KEYS
        assert gold["text"][statement["start"] : statement["end"]] == statement["span_text"]
        assert statement["span_text"].split()[:3] == statement["content"].split()[:3]
        assert statement["kind"] in {"direct", "indirect"}


def test_events_use_codes_of_the_ontology(gold: dict[str, Any]) -> None:
    ontology = Ontology.load()
    for event in gold["events"]:
        assert set(event) == EVENT_KEYS
        assert event["type"] == ontology.strict_type(event["type"], event["status"])
        assert event["mode"] is None or event["mode"] in ontology.modes(event["type"])
        assert event["place"] is None or re.fullmatch("[A-Z]{3}", event["place"])


def test_events_stand_in_the_text(gold: dict[str, Any]) -> None:
    for event in gold["events"]:
        assert gold["text"].count(event["evidence"]) == 1, event["evidence"]
        assert event["actor"] or event["recipient"]
        for side in ("actor", "recipient"):
            assert len(set(event[side])) == len(event[side])


def test_days_are_days(gold: dict[str, Any]) -> None:
    windows = [event["date"] for event in gold["events"] if event["date"]]
    windows += [gold["dated"]] if "dated" in gold else []
    for window in windows:
        assert date.fromisoformat(window["start"]) <= date.fromisoformat(window["end"])
    assert ("dated" in gold) == (gold["published"] is None)


def test_text_is_that_of_the_page(gold: dict[str, Any]) -> None:
    page = (SAMPLES / gold["page"]).read_text("utf-8")
    if gold["page"].endswith(".txt"):
        assert gold["text"] == page
        return
    for paragraph in gold["text"].split("\n"):
        assert paragraph in html.unescape(page)


def test_one_event_is_told_three_ways_and_denied_once() -> None:
    statuses = []
    for path in SAMPLE_GOLD:
        for event in load(path)["events"]:
            strike = (event["type"], event["actor"], event["recipient"]) == ("ASSAULT", ["RUS"], ["UKR"])
            if strike and event["required"] and event["date"] == {"start": "2022-07-23", "end": "2022-07-23"}:
                statuses.append(event["status"])
    assert sorted(statuses) == ["denied", "occurred", "occurred", "occurred"]


def test_every_type_is_in_the_gold() -> None:
    found = {event["type"] for path in SAMPLE_GOLD for event in load(path)["events"]}
    assert found == set(Ontology.load().types)
