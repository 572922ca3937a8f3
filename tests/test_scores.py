"""Figures: hand-counted, and, where the evaluators' own scorer lies beside the repository, equal to its."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import MalformedRecord, UnreadableInput
from dragoman.evaluate import code_gold, evaluate, read_gold, read_predictions
from dragoman.scores import calibration_error, precision_recall_f1, score

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "evaluation" / "score.py"
GOLDS = [folder for folder in (ROOT / "tests" / "gold", SHARED / "evaluation" / "gold") if folder.is_dir()]


def event(name: str, actor: str, recipient: str, **more: Any) -> dict[str, Any]:
    return {"type": name, "mode": None, "status": "occurred", "actor": [actor], "recipient": [recipient], "date": None,
            "place": None, "evidence": f"{actor} {name} {recipient}", **more}  # fmt: skip


GOLD = {
    "a": {
        "id": "a", "published": "2022-06-29",
        "events": [
            event("ACCUSE", "USA", "RUS", date={"start": "2022-06-28", "end": "2022-06-28"}, place="CHE"),
            event("ASSAULT", "RUS", "UKR", status="denied", mode="aerial"),
            event("AID", "JPN", "UKR", required=False),
        ],
        "statements": [{"speaker": "Fumio Kishida", "actor": "JPN", "content": "we shall help", "start": 3}],
    },
    "b": {"id": "b", "events": [event("CONSULT", "JPN", "KOR")], "statements": []},
}  # fmt: skip
MADE: dict[str, dict[str, Any]] = {
    "a": {
        "id": "a", "published": {"start": "2022-06-29", "end": "2022-06-29"},
        "events": [
            event("ACCUSE", "USA", "RUS", date={"start": "2022-06-29", "end": "2022-06-29"}, place={"country": "CHE"},
                  confidence=0.9),
            event("ASSAULT", "RUS", "UKR", mode="aerial", confidence=0.8),
            event("AID", "JPN", "UKR", confidence=0.7),
            event("THREATEN", "RUS", "JPN", confidence=0.6),
        ],
        "statements": [{"speaker": "Kishida", "actor": {"code": "JPN"}, "content": "we shall help", "start": 3},
                       {"speaker": "Lavrov", "content": "never", "start": 30}],
    },
}  # fmt: skip


def test_a_case_counted_by_hand() -> None:
    found = score(GOLD, MADE).figures
    expected = {
        "documents": 2, "not predicted": 1, "event precision": 2 / 3, "event recall": 2 / 3, "event F1": 2 / 3,
        "statement precision": 1 / 2, "statement recall": 1.0, "status occurred F1": 2 * 2 / (2 + 3),
        "status denied F1": 0.0, "status denied n": 1, "date right": 1.0, "date right n": 1, "date touch": 0.0,
        "no date where gold has none": 1.0,
        "place ok": 1.0, "mode ok": 1.0, "evidence ok": 1.0, "published ok": 1.0, "published ok n": 1,
        "Brier": (0.01 + 0.04 + 0.09 + 0.36) / 4, "calibration n": 4,
    }  # fmt: skip
    for name, value in expected.items():
        assert found[name] == pytest.approx(value), name


def test_events_below_the_least_confidence_are_left_out() -> None:
    assert score(GOLD, MADE, least=0.65).figures["event precision"] == 1.0


def test_detail_names_each_miss_and_each_invention() -> None:
    report = score(GOLD, MADE)
    assert [line.split(" |")[0] for line in report.detail] == [
        "made up a: THREATEN ['rus'] -> ['jpn']", "made up a: statement of Lavrov",
        "missed  b: CONSULT ['jpn'] -> ['kor']",
    ]  # fmt: skip
    assert report.by_type == {"ACCUSE": (1, 0, 0), "ASSAULT": (1, 0, 0), "CONSULT": (0, 1, 0), "THREATEN": (0, 0, 1)}
    assert "event F1" in report.text()
    assert json.loads(report.json()) == report.figures


def test_calibration_error() -> None:
    assert calibration_error([]) == 0.0
    assert calibration_error([(0.95, True), (0.95, False), (0.15, False)]) == pytest.approx((0.9 + 0.15) / 3)


@pytest.mark.parametrize(
    ("counts", "three"), [((0, 0, 0), (0, 0, 0)), ((1, 1, 0), (0.5, 1, 2 / 3)), ((0, 3, 2), (0, 0, 0))]
)
def test_precision_recall_f1(counts: tuple[int, int, int], three: tuple[float, float, float]) -> None:
    assert precision_recall_f1(*counts) == pytest.approx(three)


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no gold documents"):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(MalformedRecord, match=r"a\.json: no JSON object"):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_text('{"id": "a"}')
    with pytest.raises(MalformedRecord, match="lacks `text`"):
        read_gold(tmp_path)
    (tmp_path / "lines.jsonl").write_text('\n{"events": []}')
    with pytest.raises(MalformedRecord, match=r"lines\.jsonl:2: lacks `id`"):
        read_predictions(tmp_path / "lines.jsonl", {})


def test_predictions_are_met_by_id_or_by_stem(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    path.write_text('{"id": "a"}\n{"id": "folder/b.txt"}\n')
    assert set(read_predictions(path, GOLD)) == {"a", "b"}


def test_gold_against_itself_is_perfect() -> None:
    gold = read_gold(GOLDS[0])
    found = score(gold, gold).figures
    assert found["event recall"] == found["statement recall"] == found["parties F1"] == 1.0


def test_what_the_baseline_makes_is_scored() -> None:
    gold = {name: d for name, d in read_gold(GOLDS[0]).items() if name.startswith("wire-odesa")}
    assert score(gold, code_gold(gold, "baseline")).figures["documents"] == 1


def _perturbed(gold: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """Predictions that are partly right, in both shapes that a prediction may have."""
    return {name: _perturbed_document(document, draw) for name, document in gold.items() if draw.random() > 0.1}


def _perturbed_document(document: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    types = ("ACCUSE", "CONSULT", "AGREE", "AID", "ASSAULT", "FIGHT")
    events = []
    for old in document["events"] * draw.choice([1, 1, 2]):
        if draw.random() < 0.2:
            continue
        new = json.loads(json.dumps(old))
        new.pop("required", None)
        new["confidence"] = draw.choice([None, round(draw.random(), 2)])
        if draw.random() < 0.3:
            new["type"] = draw.choice(types)
        if draw.random() < 0.3:
            new["status"] = draw.choice(["planned", "denied", "occurred", "future", None])
        if draw.random() < 0.3:
            new["actor"], new["recipient"] = new["recipient"], new["actor"]
        if draw.random() < 0.4:
            new["recipient"] = [{"code": code, "name": "x"} for code in new["recipient"]]
        if draw.random() < 0.2:
            new["actor"] = [*new["actor"], draw.choice(["UNSC", "SYR-civilians", "Islamic State"])]
        if draw.random() < 0.4:
            new["date"] = draw.choice(
                [None, "2022-06", "2022-06-29", "no date", {"start": "2022-06-01", "end": "2022-06-29"}]
            )
        if draw.random() < 0.5:
            new["evidence"] = {"text": str(old["evidence"])[draw.randrange(40) :]}
        if draw.random() < 0.4:
            new["place"] = draw.choice([None, "FRA", {"country": old["place"]}, {"code": "DEU", "country": None}])
        if draw.random() < 0.3:
            new["mode"] = draw.choice([None, "VISIT", "heavy_weapons", old["mode"]])
        events.append(new)
    draw.shuffle(events)
    said = [dict(s) for s in document["statements"] if draw.random() > 0.2]
    for statement in said:
        statement.pop("required", None)
        if draw.random() < 0.3:
            statement["speaker"] = statement["speaker"].split()[-1]
        if draw.random() < 0.3:
            statement["span_text"] = statement["span_text"][: draw.randrange(1, 300)]
        if draw.random() < 0.2:
            statement["actor"] = {"code": "RUS"}
    published = draw.choice([None, document.get("published"), {"start": "2022-06-01", "end": "2022-06-30"}])
    return {"id": document["id"], "events": events, "statements": said, "published": published}


@pytest.mark.skipif(not SCORER.is_file(), reason="the evaluators' scorer is not here")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("folder", GOLDS, ids=lambda p: p.parent.name)
def test_figures_equal_the_evaluators(
    folder: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    made = _perturbed(read_gold(folder), random.Random(seed))
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(map(json.dumps, made.values())), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["score.py", str(folder), str(path), "--json"])
    scorer.main()
    theirs = json.loads(capsys.readouterr().out)
    ours = evaluate(folder, path).figures
    assert set(ours) == set(theirs)
    for name, value in theirs.items():
        assert ours[name] == pytest.approx(value), name
