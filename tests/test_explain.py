"""Explanations: what is told is what the coder computed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import log
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from dragoman import pipeline
from dragoman.annotation.relations import Reading
from dragoman.cli import main
from dragoman.coders import BaselineCoder
from dragoman.confidence import confidence
from dragoman.errors import NotOnRecord
from dragoman.explain import Explanation, explain, lines, marked
from dragoman.records import Document, Event, Evidence

TEXT = "Japan accused Russia of lying on Monday. France will meet Italy on Friday."
WEIGHTS = {"bias": -1.0, "logit": 0.5, "distance": 2.0, "ACCUSE": 0.25}


class Weighing(BaselineCoder):
    """The baseline with a confidence that weighs its features, as the model's does."""

    def confidence(self, features: Mapping[str, float]) -> float:
        return confidence(features, WEIGHTS)

    def relate(self, texts: list[str]) -> list[Reading]:
        return [msgspec.structs.replace(reading, status_probability=0.9) for reading in super().relate(texts)]


def document(text: str = TEXT) -> Document:
    return pipeline.document_of(text, id="page", published="2024-05-08")


def events(text: str = TEXT) -> dict[str, Event]:
    return {e.type: e for e in pipeline.code_document(document(text), Weighing()).events}


@pytest.fixture(scope="module")
def accusing() -> Explanation:
    return explain(document(), events()["ACCUSE"].id, Weighing())


def test_the_event_is_the_one_that_coding_gives(accusing: Explanation) -> None:
    assert accusing.event == events()["ACCUSE"]


def test_parties_are_marked_in_the_sentence(accusing: Explanation) -> None:
    assert accusing.marked == "[actor: Japan] accused [recipient: Russia] of lying on Monday."


def test_a_party_of_another_sentence_is_told_after_it() -> None:
    text = "Rebels hold it. They were shelled."
    fields = {"actor": [[0, 6]], "recipient": [[16, 20]]}
    event = Event("e", "ASSAULT", "ASSAULT", None, (), "occurred", (), (), None, None, {},
                  Evidence(text[16:], 16, len(text), fields), 0.5)  # fmt: skip
    assert marked(text, event) == "[recipient: They] were shelled. (named elsewhere: actor: Rebels)"


def test_the_likeliest_types_come_first(accusing: Explanation) -> None:
    assert len(accusing.types) == 3
    assert accusing.types[0][0] == "ACCUSE"
    assert [p for _, p in accusing.types] == sorted((p for _, p in accusing.types), reverse=True)


@pytest.mark.parametrize(("kind", "word"), [("ACCUSE", "accused"), ("AGREE", "will")])
def test_the_word_without_which_the_type_falls_is_told(kind: str, word: str) -> None:
    found = explain(document(), events()[kind].id, Weighing())
    assert found.type_words[0][0] == word


def test_the_word_without_which_the_status_falls_is_told() -> None:
    found = explain(document(), events()["AGREE"].id, Weighing())
    assert found.event.status == "planned"
    assert [word for word, _ in found.status_words] == ["will"]


def test_the_likeliest_days_are_the_event_s(accusing: Explanation) -> None:
    for event in events().values():
        found = explain(document(), event.id, Weighing())
        assert found.days[0].label == (event.date.label() if event.date else "no date")
        assert sum(day.share for day in found.days) <= 1.001
    assert accusing.days[0].words == "Monday"
    assert accusing.days[0].signs


def test_what_the_features_add_is_their_weight_times_their_value(accusing: Explanation) -> None:
    told = {w.name: w for w in accusing.features}
    for name, weight in WEIGHTS.items():
        assert told[name].adds == pytest.approx(weight * told[name].value, abs=0.002)
    odds = log(accusing.event.confidence / (1 - accusing.event.confidence))
    assert sum(w.adds for w in accusing.features) == pytest.approx(odds, abs=0.01)


@pytest.mark.parametrize("name", ["nothing", "@900", "@", "accuse"])
def test_an_event_that_the_page_does_not_give(name: str) -> None:
    with pytest.raises(NotOnRecord, match="gives no event"):
        explain(document(), name, Weighing())


def test_an_event_is_found_by_where_it_stands(accusing: Explanation) -> None:
    assert explain(document(), "@16", Weighing()).event == accusing.event


def test_it_is_told_in_lines(accusing: Explanation) -> None:
    text = "\n".join(lines(accusing))
    for part in (
        "Japan ACCUSE → Russia",
        "[actor: Japan]",
        "“accused”",
        "occurred",
        "2024-05-06",
        "logit",
        "shown from",
    ):
        assert part in text


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = json.dumps({"id": "page", "text": TEXT, "published": "2024-05-08"})
    Path("page.jsonl").write_text(line, encoding="utf-8")
    baseline = ("--coder", "baseline")

    def run(*arguments: str) -> str:
        found = CliRunner().invoke(main, [*arguments, *baseline])
        assert found.exit_code == 0, found.output
        return found.stdout

    (coded,) = (json.loads(row) for row in run("code", "page.jsonl", "--format", "jsonl", "--quiet").splitlines())
    name = coded["events"][0]["id"]
    told = run("explain", name)
    assert "[actor: Japan] accused [recipient: Russia]" in told
    assert run("explain", "page@3") == told
    assert run("explain", name, "page.jsonl") == told
    record = json.loads(run("explain", "@3", "page.jsonl", "--format", "jsonl"))
    assert record["event"]["id"] == name
    for wrong in (["no-such-event"], ["@900", "page.jsonl"], [name, "absent.txt"], ["page@900"]):
        found = CliRunner().invoke(main, ["explain", *wrong, *baseline])
        assert found.exit_code == 1, wrong
        assert len(found.stderr.splitlines()) == 1
