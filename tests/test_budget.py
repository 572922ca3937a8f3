"""The error budget: each replacement mends what it names, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman import budget, oracles, pipeline
from dragoman.annotation.layers import annotate
from dragoman.cli import main
from dragoman.coders import BaselineCoder
from dragoman.evaluate import code_gold, read_gold
from dragoman.matching import best_pairs
from dragoman.ontology import NONE
from dragoman.records import Annotations, Document
from dragoman.scores import MATCHES, score

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Japan accused Russia of lying. Nobody listened to the harbour master when Peru was named."


def gold_event(kind: str, actor: list[str], recipient: list[str], words: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "status": "occurred", "actor": actor, "recipient": recipient, "evidence": words,
            "required": True, "date": None, "place": None} | more  # fmt: skip


ACCUSED = "Japan accused Russia of lying"
LISTENED = "Nobody listened to the harbour master when Peru was named"


def scene(*events: dict[str, Any]) -> tuple[Document, Annotations, list[oracles.Placed]]:
    document = pipeline.document_of(TEXT, id="page", published="2024-05-08")
    annotations = annotate(document)
    return document, annotations, oracles.placed(TEXT, annotations, {"events": list(events)})


def codes(annotations: Annotations) -> dict[str, str | None]:
    return {TEXT[m.start : m.end]: m.code for m in annotations.parties}


def made_by(document: Document, annotations: Annotations, coder: Any) -> list[dict[str, Any]]:
    return budget._records(budget._coded(document, annotations, coder), True)


def test_evidence_is_looked_for_in_the_text() -> None:
    _, annotations, told = scene(
        gold_event("ACCUSE", ["JPN"], ["RUS"], ACCUSED), gold_event("AID", [], [], "not there")
    )
    assert [(one.sentence, one.words) for one in told] == [(annotations.sentences[0], (0, len(ACCUSED)))]


def test_a_missing_party_stands_on_a_free_word() -> None:
    document, annotations, told = scene(gold_event("ACCUSE", ["hooti"], ["JPN", "RUS"], ACCUSED))
    found = codes(oracles.with_mentions(document.text, annotations, told))
    assert found["accused"] == "hooti"
    assert {"Japan": "JPN", "Russia": "RUS"}.items() <= found.items()


def test_a_party_that_is_there_is_not_put_there_again() -> None:
    document, annotations, told = scene(gold_event("ACCUSE", ["JPN"], ["RUS"], ACCUSED))
    assert oracles.with_mentions(document.text, annotations, told) == annotations
    assert oracles.with_links(document.text, annotations, told) == annotations


def test_a_mention_that_is_no_party_of_an_event_takes_the_missing_one() -> None:
    document, annotations, told = scene(gold_event("ACCUSE", ["JPN"], ["BLR"], ACCUSED))
    assert oracles.with_mentions(document.text, annotations, told) == annotations
    found = oracles.with_links(document.text, annotations, told)
    assert codes(found) | {"Russia": "BLR"} == codes(found)
    assert len(found.parties) == len(annotations.parties)


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        ("type", gold_event("THREATEN", ["JPN"], ["RUS"], ACCUSED)),
        ("status", gold_event("ACCUSE", ["JPN"], ["RUS"], ACCUSED, status="denied")),
    ],
)
def test_type_and_status_become_gold_s(stage: str, wanted: dict[str, Any]) -> None:
    document, annotations, told = scene(wanted)
    plain = made_by(document, annotations, BaselineCoder())
    (mended,) = made_by(document, annotations, oracles.Oracle(BaselineCoder(), told, frozenset({stage})))
    assert [e["type"] for e in plain] == ["ACCUSE"]
    assert (mended["type"], mended["status"]) == (wanted["type"], wanted["status"])


def test_pairs_by_gold_leave_out_what_gold_has_not_and_take_up_what_it_has() -> None:
    coder = BaselineCoder()
    document, annotations, told = scene()
    assert made_by(document, annotations, oracles.Oracle(coder, told, frozenset({"pairs"}))) == []
    document, annotations, told = scene(gold_event("REQUEST", ["PER"], [], LISTENED))
    oracle = oracles.Oracle(coder, told, frozenset({"pairs"}))
    read = oracle.read(document, annotations)
    assert [pair.actor.code for pair, _ in read] == ["PER"]
    assert all(reading.probabilities[NONE] == 0 for _, reading in read)


def prediction(kind: str, actor: list[str], recipient: list[str], confidence: float = 0.9) -> dict[str, Any]:
    return {"type": kind, "status": "occurred", "actor": actor, "recipient": recipient, "date": None, "place": None,
            "evidence": {"text": ""}, "confidence": confidence}  # fmt: skip


def test_assembly_completes_parties_and_leaves_out_second_tellings() -> None:
    wanted = [gold_event("ACCUSE", ["JPN", "PER"], ["RUS"], ACCUSED), gold_event("AID", ["JPN"], ["RUS"], ACCUSED)]
    made = [
        prediction("ACCUSE", ["JPN"], ["FRA"]),
        prediction("AID", ["JPN"], ["RUS"]),
        prediction("AID", ["JPN"], ["RUS"]),
    ]
    _, annotations, _ = scene()
    found = budget._assembled(wanted, made, annotations)
    assert [(e["type"], e["actor"], e["recipient"]) for e in found] == [
        ("ACCUSE", ["JPN", "PER"], ["RUS"]),
        ("AID", ["JPN"], ["RUS"]),
    ]
    assert len(best_pairs(wanted, found, MATCHES["event"])) == 2


@pytest.mark.parametrize(
    ("gold", "made", "right"),
    [
        ({}, {}, True),
        ({"status": "denied"}, {}, False),
        ({"date": {"start": "2024-05-06", "end": "2024-05-06"}}, {}, False),
        ({}, {"date": {"start": "2024-05-06", "end": "2024-05-06"}}, False),
        (
            {"date": {"start": "2024-05-06", "end": "2024-05-06"}},
            {"date": {"start": "2024-05-01", "end": "2024-05-09"}},
            True,
        ),
        ({"place": "PER"}, {}, False),
        ({"place": "PER"}, {"place": {"country": "PER"}}, True),
        ({}, {"place": {"country": "PER"}}, True),
    ],
)
def test_a_record_is_right_as_a_whole(gold: dict[str, Any], made: dict[str, Any], right: bool) -> None:
    wanted = gold_event("ACCUSE", ["JPN"], ["RUS"], ACCUSED) | gold
    assert budget._whole(wanted, prediction("ACCUSE", ["JPN"], ["RUS"]) | made) == right


@pytest.fixture(scope="module")
def lines() -> dict[str, budget.Line]:
    gold = dict(list(read_gold(ROOT / "tests" / "gold").items())[:4])
    return {one.stage: one for one in budget.budget(gold, "baseline")}


def test_as_it_is_it_is_what_the_evaluation_says(lines: dict[str, budget.Line]) -> None:
    gold = dict(list(read_gold(ROOT / "tests" / "gold").items())[:4])
    figures = score(gold, code_gold(gold, "baseline")).figures
    named = [figures[f"event {name}"] for name in ("precision", "recall", "F1")]
    assert lines[budget.AS_IT_IS].event == pytest.approx(named)


def test_what_is_replaced_gains(lines: dict[str, budget.Line]) -> None:
    first = lines[budget.AS_IT_IS]
    assert list(lines) == [budget.AS_IT_IS, *budget.STAGES]
    assert lines["threshold"].event[0] == 1.0
    for stage in ("type", "pairs", "assembly", "threshold"):
        assert lines[stage].event[2] > first.event[2], stage
    for stage in ("date", "place"):
        assert lines[stage].event == first.event, stage
        assert lines[stage].record >= first.record, stage
    assert lines["date"].record > first.record


def test_the_command(tmp_path: Path) -> None:
    document = {"id": "a", "text": TEXT, "published": "2024-05-07", "statements": [],
                "events": [gold_event("ACCUSE", ["JPN"], ["RUS"], ACCUSED)]}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
    found = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--budget", "--coder", "baseline"])
    assert found.exit_code == 0, found.output
    assert [line.split("  ")[0] for line in found.stdout.splitlines()[1:]] == [budget.AS_IT_IS, *budget.STAGES]
    asked = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--budget", "--json", "--coder", "baseline"])
    assert json.loads(asked.stdout)["as it is"]["F1"] == 1.0
