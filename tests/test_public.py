"""The public names: complete, sorted, fetched only when asked for; and how a coded document shows itself."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import dragoman
from dragoman.records import Coded, Document

GOOD = "Japan's foreign minister met his Turkish counterpart in Ankara on Monday, officials said."
Made = tuple[Document, Coded]


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(dragoman.__all__) == dragoman.__all__ == dir(dragoman)
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None


def test_every_home_is_told_and_every_name_has_one() -> None:
    homes = [name for names in dragoman._HOMES.values() for name in names]
    assert sorted([*homes, "__version__"]) == dragoman.__all__


@pytest.mark.parametrize("name", dragoman.__all__)
def test_public_names_are_documented(name: str) -> None:
    if name != "__version__":
        assert inspect.getdoc(getattr(dragoman, name))


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dragoman.nothing


def test_code_gives_records_and_the_text_that_their_offsets_are_into() -> None:
    found = dragoman.code(GOOD, title="A visit", published="2024-05-07", coder="baseline")
    assert found.text == GOOD
    assert found.title == "A visit"
    assert found.published is not None
    assert found.published.label() == "2024-05-07"
    for event in found.events:
        assert GOOD[event.evidence.start : event.evidence.end] == event.evidence.text


def test_code_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(GOOD * 3, encoding="utf-8")
    assert dragoman.code(path, coder="baseline").id == "page"
    (tmp_path / "other.txt").write_text(GOOD, encoding="utf-8")
    for wrong in (tmp_path / "absent.txt", tmp_path):
        with pytest.raises(dragoman.InputError):
            dragoman.code(wrong, coder="baseline")


@pytest.mark.parametrize("wrong", [{"source": " "}, {"source": GOOD, "published": "soon"}])
def test_bad_arguments_are_input_errors(wrong: dict[str, str]) -> None:
    with pytest.raises(dragoman.InputError):
        dragoman.code(**wrong, coder="baseline")  # type: ignore[arg-type]


def test_a_text_with_half_a_character_is_read() -> None:
    assert dragoman.code(GOOD + "\ud800", coder="baseline").text


def test_annotate() -> None:
    found = dragoman.annotate(GOOD, published="2024-05-07")
    assert {"JPN", "TUR"} <= {mention.code for mention in found.mentions}


def test_relate_one_and_many() -> None:
    record = {"id": "r", "text": "Japan accused Russia of lying.", "actor": [0, 5], "recipient": [14, 20]}
    assert dragoman.relate(record, coder="baseline")[0]["type"] == "ACCUSE"
    assert [found["id"] for found in dragoman.relate([record, record], coder="baseline")] == ["r", "r"]
    with pytest.raises(dragoman.InputError, match="record 1"):
        dragoman.relate({"text": "x"}, coder="baseline")


def test_resolve_one_and_many() -> None:
    assert dragoman.resolve("Japan")[0]["code"] == "JPN"
    found = dragoman.resolve(["Tokyo", {"id": 2, "text": "NATO", "on": "2024"}])
    assert [(answer["id"], answer["code"]) for answer in found] == [(None, "JPN"), (2, "NATO")]


def test_a_coded_document_shows_itself_in_a_terminal(japan: Made) -> None:
    assert repr(japan[1]).splitlines() == [
        "<Coded 'A visit'",
        " published 2024-05-07 (given); 3 events, 1 statements, 1 people",
        " 2024-05-06  Japan CONSULT (visit) → Türkiye, occurred",
        " undated     Türkiye ACCUSE → Russia, occurred",
        " undated     Japan, Türkiye AGREE, planned>",
    ]
    assert "Kamikawa said" in repr(japan[1].statements[0])


def test_a_coded_document_shows_itself_in_a_notebook(japan: Made) -> None:
    shown = japan[1]._repr_html_()
    assert shown.count("<tr>") == 4
    assert "3 events" in shown
    assert "Japan&#x27;s foreign minister met" in shown
    hostile = Coded("<script>", "<b>", None, None, "fr", note="<i>")
    assert "<i>" not in hostile._repr_html_()
    assert "<b>" not in hostile._repr_html_()
