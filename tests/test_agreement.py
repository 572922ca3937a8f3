"""Agreement of two readers: tables counted by hand, and a reading set against itself and against a changed one."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import measure_agreement as agreement  # noqa: E402

TEXT = "France accused Russia of lying. Turkey may send aid to Syria. “We are ready,” said the minister."
SPANS = {"accuse": [0, 31], "aid": [32, 62]}


def event(name: str, words: str, actor: list[str], recipient: list[str], **more: Any) -> dict[str, Any]:
    made = {"type": name, "evidence": TEXT[slice(*SPANS[words])], "actor": actor, "recipient": recipient}
    return {"mode": None, "status": "occurred", "date": None, "place": None, "required": True, **made, **more}


def reading(*events: dict[str, Any], said: tuple[str, ...] = ()) -> dict[str, Any]:
    told = [{"speaker": s, "actor": None, "start": 62, "span_text": "We are ready", "required": True} for s in said]
    return {"doc": "made/one", "events": list(events), "statements": told}


ACCUSE = event("ACCUSE", "accuse", ["FRA"], ["RUS"])
AID = event("AID", "aid", ["TUR"], ["SYR"])
OPTIONAL = {**AID, "required": False}
TWO, ONE = reading(ACCUSE, AID), reading(ACCUSE)


@pytest.mark.parametrize(("labels", "expected"), [
    ([], 0.0),
    ([("a", "a"), ("a", "a")], 1.0),
    ([("a", "a"), ("b", "b")], 1.0),
    ([("a", "b"), ("b", "a")], -1.0),
    ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
    # 35 of 50 the same; chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
])  # fmt: skip
def test_kappa(labels: list[tuple[str, str]], expected: float) -> None:
    assert agreement.kappa(labels) == pytest.approx(expected)


@pytest.mark.parametrize(("first", "second", "name", "expected"), [
    (TWO, TWO, "event", 1.0),
    (TWO, ONE, "event", 2 / 3),  # one of two, and one of one
    (reading(ACCUSE, OPTIONAL), ONE, "event", 1.0),  # an optional one that the other lacks counts neither way
    (reading(ACCUSE, OPTIONAL), TWO, "event", 1.0),  # and finds the other's required one
    (reading({**ACCUSE, "type": "REQUEST"}), ONE, "event", 0.0),
    (reading({**ACCUSE, "type": "REQUEST"}), ONE, "parties", 1.0),
    (reading({**ACCUSE, "type": "REQUEST"}), ONE, "act", 1.0),
    (reading({**ACCUSE, "recipient": ["CHN"]}), ONE, "event", 0.0),  # one of three parties in common
    (reading({**ACCUSE, "recipient": ["CHN"]}), ONE, "words", 1.0),
    (reading({**ACCUSE, "evidence": AID["evidence"]}), ONE, "event", 1.0),  # the scorer's rule asks for no words
    (reading({**ACCUSE, "evidence": AID["evidence"]}), ONE, "act", 0.0),
    (reading(event("AGREE", "aid", ["TUR"], ["SYR"])), reading({**AID, "status": "planned"}), "event", 1.0),
    (reading(said=("the minister",)), reading(said=("minister",)), "statement", 1.0),
    (reading(said=("the minister",)), reading(said=("Ms Braun",)), "statement", 0.0),
    (reading(), reading(), "event", 0.0),
])  # fmt: skip
def test_f1_is_the_same_whichever_reader_is_first(
    first: dict[str, Any], second: dict[str, Any], name: str, expected: float
) -> None:
    for both in ((first, second), (second, first)):
        assert agreement.f1(agreement.count(both), name) == pytest.approx(expected)


@pytest.mark.parametrize(("one", "other", "kind"), [
    (None, None, "both without"),
    (None, "2016-05-01", "one without"),
    ("2016-05-01", "2016-05-02", "right"),
    ("2016-05-01", "2016-05-09", "apart"),
    ("2016-05-01", ("2016-05-01", "2016-05-31"), "touching"),
    (("2016-05-01", "2016-05-31"), "2016-05-01", "touching"),
])  # fmt: skip
def test_dates(one: Any, other: Any, kind: str) -> None:
    def window(value: Any) -> dict[str, str] | None:
        start, end = value if isinstance(value, tuple) else (value, value)
        return {"start": start, "end": end} if value else None

    found = agreement.dates([({**AID, "date": window(one)}, {**AID, "date": window(other)})])
    assert found == {kind: 1}


def test_readings_are_those_whose_text_is_unchanged(tmp_path: Path) -> None:
    text_hash = hashlib.sha256(TEXT.encode()).hexdigest()
    spans = {"evidence": [0, 31], "again": [], "date": None, "place": {"span": None, "country": "FRA"}}
    party = [{"span": None, "code": "FRA"}]
    told = {**spans, "type": "ACCUSE", "mode": None, "status": "occurred", "actor": party, "recipient": []}
    said = {"source": None, "cue": None, "content": [63, 75], "speaker": "the minister", "actor": None}
    row = {"events": [told | {"required": True}], "statements": [said | {"required": True}]}
    (tmp_path / "second").mkdir()
    for folder, third in ((tmp_path, text_hash), (tmp_path / "second", "changed")):
        rows = [{"doc": d, "sha256": h, **row} for d, h in (("a/1", text_hash), ("a/2", "lost"), ("a/3", third))]
        (folder / "made.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    ((first, second),) = agreement.readings(tmp_path, {text_hash: TEXT, "changed": TEXT})
    assert first == second
    assert first["events"][0]["evidence"] == TEXT[:31]
    assert (first["events"][0]["actor"], first["events"][0]["place"]) == (["FRA"], "FRA")
    assert first["statements"][0]["span_text"] == TEXT[63:75]


def test_report_and_detail_tell_where_the_readers_differ() -> None:
    both = [(TWO, reading({**ACCUSE, "type": "REQUEST"}, {**AID, "status": "hypothetical"}))]
    lines = "\n".join(agreement.report(both, 20))
    assert "documents read twice               1" in lines
    told = "\n".join(agreement.detail(both))
    assert "first only made/one: ACCUSE" in told
    assert "second only made/one: REQUEST" in told
    assert "status: occurred / hypothetical" in told


def test_without_the_texts_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agreement.main([], tmp_path / "absent") == 0
    assert "no agreement figures" in capsys.readouterr().out
