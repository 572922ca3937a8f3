"""Paths to pages, and every bad input: one failure or one error that names the input and the reason."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from dragoman import readers
from dragoman.errors import EmptyInput, InputError, MalformedRecord, TooLarge, UnreadableInput
from dragoman.readers import Failure
from dragoman.readers.base import MAX_CHARACTERS
from dragoman.readers.sources import kind_of
from dragoman.records import Page

BODY = (
    "The foreign minister of Norlandia said that the two governments had signed a treaty on the river. "
    "The treaty was welcomed by the neighbours of both countries, who had asked for it for many years. "
)
HTML = f"<html lang='en'><head><title>Treaty</title></head><body><h1>Treaty</h1><p>{BODY * 4}</p></body></html>"


def only(path: Path | str) -> Page | Failure:
    items = list(readers.pages([str(path)]))
    assert len(items) == 1, items
    return items[0]


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_folder_is_read_in_order_and_only_known_suffixes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.html", "a.txt", "notes.md", "settings.json", ".hidden.txt", "b/c.htm"):
        write(tmp_path, name, HTML)
    names = [os.path.relpath(item.origin, tmp_path) for item in readers.pages([str(tmp_path)])]
    assert names == ["a.txt", "z.html", os.path.join("b", "c.htm")]


def test_glob_and_identifiers(tmp_path: Path) -> None:
    write(tmp_path, "one.txt", BODY)
    write(tmp_path, "two.jsonl", '{"id": 7, "text": "Talks."}\n\n{"text": "Talks."}\n')
    pages = list(readers.pages([str(tmp_path / "*")]))
    assert [p.id for p in pages if isinstance(p, Page)] == ["one", "7", "two-3"]
    assert pages[2].origin.endswith("two.jsonl:3")


@pytest.mark.parametrize(
    ("data", "ids", "kind"),
    [
        (HTML, ["-"], "html"),
        (BODY, ["-"], "text"),
        ('{"id": "x", "text": "Talks."}\n{"id": "y", "text": "Talks."}', ["x", "y"], "jsonl"),
    ],
)
def test_standard_input_is_sniffed(data: str, ids: list[str], kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        buffer = io.BytesIO(data.encode())

    monkeypatch.setattr(sys, "stdin", Fake)
    pages = [p for p in readers.pages(["-"]) if isinstance(p, Page)]
    assert [p.id for p in pages] == ids
    assert {p.kind for p in pages} == {kind}
    assert readers.read(pages[0]).text


def test_json_array_and_object(tmp_path: Path) -> None:
    one = only(write(tmp_path, "one.json", '{"id": "a", "text": "Talks were held."}'))
    assert isinstance(one, Page)
    assert one.id == "a"
    many = list(readers.pages([str(write(tmp_path, "many.json", '[{"id": "a", "text": "x"}, {"text": "y"}]'))]))
    assert [p.id for p in many if isinstance(p, Page)] == ["a", "many-2"]


@pytest.mark.parametrize("name", ["nothing.html", "no/such/folder", "none*.txt"])
def test_what_is_not_there_is_a_failure(name: str, tmp_path: Path) -> None:
    item = only(tmp_path / name)
    assert isinstance(item, Failure)
    assert name in item.origin.replace(os.sep, "/")
    assert item.reason


def test_folder_with_nothing_readable(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", b"\x89PNG")
    item = only(tmp_path)
    assert isinstance(item, Failure)
    assert "nothing readable" in item.reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_unreadable_path(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.txt", BODY)
    path.chmod(0)
    item = only(path)
    assert isinstance(item, Failure)
    assert "cannot be read" in item.reason


def test_refused_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "secret.txt", BODY)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert only(path) == Failure(str(path), "cannot be read: Permission denied")


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(4 * MAX_CHARACTERS + 1)
    item = only(path)
    assert isinstance(item, Failure)
    assert "over the limit" in item.reason


@pytest.mark.parametrize(
    ("name", "data", "error", "reason"),
    [
        ("empty.txt", b"", EmptyInput, "empty"),
        ("blank.html", b" \n\t ", EmptyInput, "empty"),
        ("page.html", b"<html><body><script>x=1</script></body></html>", EmptyInput, "no text"),
        ("fake.txt", b"%PDF-1.7\n...", UnreadableInput, "PDF"),
        ("fake.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), UnreadableInput, "PNG"),
        ("noise.txt", bytes(range(32)) * 60, UnreadableInput, "binary"),
        ("long.txt", b"word " * (MAX_CHARACTERS // 5 + 1), TooLarge, "over the limit"),
        ("bad.jsonl", b"{not json", MalformedRecord, "not JSON"),
        ("list.jsonl", b"[1, 2]", MalformedRecord, "not a document"),
        ("lacks.jsonl", b'{"id": "a"}', MalformedRecord, "lacks `text`"),
        ("number.jsonl", b'{"text": 4}', MalformedRecord, "not a document"),
        ("hollow.jsonl", b'{"text": "  "}', EmptyInput, "no text"),
        ("dated.jsonl", b'{"text": "Talks.", "published": "soon"}', MalformedRecord, "published"),
        ("wrong.jsonl", b'{"text": "\xff\xfe"}', MalformedRecord, "not JSON"),
    ],
)
def test_bad_inputs_name_themselves_and_the_reason(
    name: str, data: bytes, error: type[InputError], reason: str, tmp_path: Path
) -> None:
    page = only(write(tmp_path, name, data))
    assert isinstance(page, Page)
    with pytest.raises(error) as raised:
        readers.read(page)
    message = str(raised.value)
    assert name in message
    assert reason in message
    assert "\n" not in message


def test_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path, "mixed.jsonl", b'{"text": "Talks were held."}\n{bad\n{"text": "Talks ended."}\n')
    pages = [p for p in readers.pages([str(path)]) if isinstance(p, Page)]
    assert len(pages) == 3
    with pytest.raises(MalformedRecord, match=r"mixed\.jsonl:2"):
        readers.read(pages[1])
    assert readers.read(pages[2]).text == "Talks ended."


def test_unknown_kind() -> None:
    with pytest.raises(UnreadableInput, match="no reader of kind"):
        readers.read(Page("x", b"text", "x.foo", "foo"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"<!DOCTYPE html><p>x", "html"), (b'\n{"text": 1}', "jsonl"), (b"plain", "text"), (b"<3 much", "text")],
)
def test_kind_of(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_html_under_a_text_name(tmp_path: Path) -> None:
    page = only(write(tmp_path, "page.txt", HTML))
    assert isinstance(page, Page)
    assert "<p>" not in readers.read(page).text
