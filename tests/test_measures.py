"""The measuring tools: hand-counted figures, and that what was read by a person is kept apart from training."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "training")]

import checked_sentences  # noqa: E402
import intervals  # noqa: E402
import measure_noise  # noqa: E402
import measure_relations  # noqa: E402
import measure_status  # noqa: E402
from annotate import SETS  # type: ignore[import-not-found]  # noqa: E402
from prepare import held_out  # type: ignore[import-not-found]  # noqa: E402

FILES = (checked_sentences.STATUS, checked_sentences.NO_EVENT)
NEVER_TRAINED = {"aquaint", "gwn", "lgl", "plv", "polnear", "timebank", "trnews", "wikigold"}
"""Sets that may only be checked on, and of which nothing may train what ships."""
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the open sets are not at hand")


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert intervals.wilson(hits, n) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize(
    ("pairs", "f1"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], 0.0),
        ([("a", "a"), ("a", "b"), ("b", "b")], (2 / 3 + 2 / 3) / 2),
        ([("a", "a"), ("b", "c")], 0.5),
        ([], 0.0),
    ],
)
def test_macro_f1(pairs: list[tuple[str, str]], f1: float) -> None:
    assert intervals.macro_f1(pairs) == pytest.approx(f1)


def test_a_drawn_interval_holds_the_figure() -> None:
    rows = [0.0] * 50 + [1.0] * 50
    low, high = intervals.drawn(rows, lambda some: sum(some) / len(some))
    assert 0.35 < low < 0.5 < high < 0.65


@pytest.mark.parametrize(
    ("probabilities", "made", "quad", "probability", "among"),
    [
        ({"CONCEDE": 0.25, "RETREAT": 0.25, "ACCUSE": 0.3, "NONE": 0.2}, "YIELD", "material_cooperation", 0.5, 0.625),
        ({"CONCEDE": 0.1, "RETREAT": 0.1, "ACCUSE": 0.3, "NONE": 0.5}, "ACCUSE", "verbal_conflict", 0.3, 0.6),
    ],
)
def test_an_answer_on_plv(
    probabilities: dict[str, float], made: str, quad: str, probability: float, among: float
) -> None:
    found = measure_relations.answer({"root": "YIELD", "penta": "2"}, probabilities)
    assert (found.made, found.made_quad, found.gold_quad) == (made, quad, "material_cooperation")
    assert (found.probability, found.among_types) == pytest.approx((probability, among))


def test_a_file_in_plv_s_shape_is_measured(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "Japan accused Russia of lying.", "target": [[14, 20]], "root": "ACCUSE", "penta": "3"},
        {"text": "Japan met Russia.", "target": [[10, 16]], "root": "SANCTION", "penta": "4"},
    ]
    rows = [row | {"id": n, "source": [[0, 5]]} for n, row in enumerate(rows)]
    (tmp_path / "plv.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["measure", str(tmp_path / "plv.jsonl"), "--coder", "baseline", "--json"])
    assert measure_relations.main() == 0
    assert json.loads(capsys.readouterr().out)["type macro-F1"] == 0.5
    monkeypatch.setattr(sys, "argv", ["measure", str(tmp_path / "plv.jsonl"), "--coder", "baseline"])
    measure_relations.main()
    assert "SANCTION taken for CONSULT" in capsys.readouterr().out


def test_status_figures() -> None:
    pairs = [("planned", "planned"), ("denied", "occurred"), ("occurred", "occurred")]
    found = measure_status.figures(pairs)
    assert found["planned F1"] == 1.0
    assert found["occurred F1"] == pytest.approx(2 / 3)
    assert found["denied F1"] == 0.0
    assert found["n"] == 3


def test_wrong_events_are_counted_per_100() -> None:
    found = [measure_noise.Coded("a", "", (object(),), 3), measure_noise.Coded("b", "", (), 0)]  # type: ignore[arg-type]
    assert measure_noise.figures(found) == {
        "wrong events shown per 100": 50.0, "wrong events with --all per 100": 150.0, "n": 2,
    }  # fmt: skip


@pytest.mark.parametrize("module", [measure_relations, measure_noise])
def test_absent_sets_are_said_and_are_no_failure(module: Any, monkeypatch: Any, capsys: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(checked_sentences, "DATA", tmp_path)
    monkeypatch.setattr(sys, "argv", ["measure", *([str(tmp_path / "x")] if module is measure_relations else [])])
    assert module.main() == 0
    assert "not" in capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_rows_hold_ids_and_offsets_and_no_text(path: Path) -> None:
    known = {"doc", "sentence", "actor", "recipient", "type", "status", "hash"}
    listed = checked_sentences.rows(path)
    assert len({json.dumps(row) for row in listed}) == len(listed)
    for row in listed:
        assert set(row) <= known
        assert row["doc"].split("/")[0] in checked_sentences.FILES
        for side in ("actor", "recipient"):
            if row.get(side):
                assert row["sentence"][0] <= row[side][0] < row[side][1] <= row["sentence"][1]


def test_there_are_enough_of_each() -> None:
    statuses = Counter(row["status"] for row in checked_sentences.rows(checked_sentences.STATUS))
    assert set(statuses) == {"occurred", "planned", "hypothetical", "denied"}
    assert min(statuses.values()) >= 45
    assert len(checked_sentences.rows(checked_sentences.NO_EVENT)) >= 300


def test_they_are_kept_apart_from_training() -> None:
    annotated = {
        json.loads(line)["doc"]
        for path in (ROOT / "training" / "annotations").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    }
    for path in FILES:
        for row in checked_sentences.rows(path):
            name = row["doc"].split("/")[0]
            apart = name in NEVER_TRAINED or held_out(row["doc"]) or row["doc"] not in annotated
            assert apart, f"{path.name}: {row['doc']} trains the model"
            assert path != checked_sentences.STATUS or name not in SETS or held_out(row["doc"])


@needs_data
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_their_words_are_at_hand_and_not_in_the_corpus(path: Path) -> None:
    found = list(checked_sentences.sentences(path))
    assert len(found) == len(checked_sentences.rows(path))
    corpus = {
        " ".join(json.loads(line)["text"].lower().split())
        for file in (ROOT / "training" / "corpus" / "sentences").glob("*.jsonl")
        for line in file.read_text("utf-8").splitlines()
    }
    assert not corpus & {" ".join(words.lower().split()) for _, words in found}
