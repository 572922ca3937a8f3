"""The site: every link leads to a file of it, it shows no more of a text than it may, it clears its folder."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from dragoman.desk import site
from dragoman.desk.links import file_name
from dragoman.errors import DragomanError, QuestionError
from tests.desk.conftest import SCRIPT


def links(page: Path) -> list[str]:
    """What a page loads or leads to, outside addresses and places on it left out."""
    found = (unescape(a).partition("#")[0] for a in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")))
    return [unquote(a) for a in found if a and not a.startswith(("http://", "https://"))]


@pytest.fixture
def folder(store: Path, tmp_path: Path) -> Path:
    """The site of the whole ledger."""
    site.publish(str(store), str(tmp_path / "site"))
    return tmp_path / "site"


def test_every_link_leads_to_a_file(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        for address in links(page):
            assert (page.parent / address).is_file(), f"{page.name}: {address}"


def test_pages_and_their_twins(folder: Path, key: str) -> None:
    for name in ("index", "events", "pairs", "help", "pair/JPN..TUR", f"article/{key}", "events-type-ACCUSE"):
        for form in ("html", "json", "csv"):
            assert (folder / f"{name}.{form}").is_file(), name
    article = (folder / "article" / f"{key}.html").read_text("utf-8")
    assert "Share this story" in article
    assert 'href="../static/desk.css"' in article
    assert json.loads((folder / "events.json").read_text("utf-8"))["counts"]["events"] == 2


def test_nothing_on_it_changes_anything_or_calls_out(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"<form|/review|hx-|token|htmx", text), page.name
        assert SCRIPT not in text
        assert "Content-Security-Policy" in text
        assert not re.search(r'(?:src|href)="(?:https?:)?//(?!example|[\w.]*example)', text)
    assert {p.name for p in (folder / "static").iterdir()} == {"desk.css", "desk.js", "brief.js", "icon.svg"}


def test_excerpts_show_only_what_carries_a_record(store: Path, tmp_path: Path, key: str) -> None:
    site.publish(str(store), str(tmp_path / "short"), excerpts=True)
    for form in ("html", "json", "csv"):
        text = (tmp_path / "short" / "article" / f"{key}.{form}").read_text("utf-8")
        assert "Share this story" not in text
        assert "Kamikawa said" not in re.sub(r"<[^>]+>", "", text)
        assert "accuse" in text.lower()
    assert "Only the sentences that carry a record" in (tmp_path / "short" / "article" / f"{key}.html").read_text(
        "utf-8"
    )


def test_a_selection(store: Path, tmp_path: Path) -> None:
    site.publish(str(store), str(tmp_path / "one"), ["type:ACCUSE"])
    told = json.loads((tmp_path / "one" / "events.json").read_text("utf-8"))
    assert told["counts"]["events"] == 1
    assert not (tmp_path / "one" / "pair" / "JPN..TUR.html").exists()
    assert (tmp_path / "one" / "pair" / "RUS..TUR.html").exists()
    assert len(list((tmp_path / "one" / "article").glob("*.html"))) == 2
    with pytest.raises(QuestionError):
        site.publish(str(store), str(tmp_path / "two"), ["colour:red"])
    assert not (tmp_path / "two").exists()


def test_again_into_the_same_folder(store: Path, folder: Path) -> None:
    kept = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    site.publish(str(store), str(folder), ["type:ACCUSE"])
    assert not (folder / "pair" / "JPN..TUR.html").exists()
    site.publish(str(store), str(folder))
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == kept, "the same bytes"


def test_a_folder_with_other_things_is_left_alone(store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x", "utf-8")
    with pytest.raises(DragomanError, match="no site of ours"):
        site.publish(str(store), str(tmp_path / "mine"))
    with pytest.raises(DragomanError, match="is a file"):
        site.publish(str(store), str(tmp_path / "mine" / "thesis.txt"))


def test_a_manifest_that_lies_removes_nothing_outside(store: Path, folder: Path) -> None:
    (folder.parent / "victim.txt").write_text("x", "utf-8")
    (folder / site.MANIFEST).write_text('{"files": ["../victim.txt", "/etc/hostname", 3]}', "utf-8")
    site.publish(str(store), str(folder))
    assert (folder.parent / "victim.txt").exists()


@pytest.mark.parametrize("name", ["../../etc", "..", "", "a/b", "C:\\x", "x" * 300, ".hidden"])
def test_file_names_stay_in_the_folder(name: str) -> None:
    made = file_name(name)
    assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,119}", made)
