"""The ledger: nothing twice, nothing half, nothing lost."""

from __future__ import annotations

import multiprocessing
import sqlite3
from datetime import date
from pathlib import Path

import msgspec
import pytest

from dragoman.dates import day
from dragoman.errors import NotOnRecord, StoreError, StoreFullError, StoreVersionError
from dragoman.records import Coded, Document
from dragoman.store import ledger as module
from dragoman.store import schema
from dragoman.store.ledger import Ledger

Made = tuple[Document, Coded]


def other(made: Made, number: int) -> Made:
    """The same page with another text."""
    text = f"{made[0].text} {number}"
    return msgspec.structs.replace(made[0], id=f"page-{number}", text=text, sha256=f"{number:064}"), made[1]


def integrity(ledger: Ledger) -> str:
    return str(ledger._ask("PRAGMA integrity_check")[0][0])


def test_the_same_page_twice_changes_nothing(ledger: Ledger, japan: Made) -> None:
    assert ledger.add(*japan)
    before = ledger.counts()
    assert not ledger.add(*japan)
    assert ledger.counts() == before == {"documents": 1, "events": 3, "statements": 1, "facts": 0}


def test_what_was_recorded_comes_back(ledger: Ledger, japan: Made) -> None:
    ledger.add(*japan)
    assert ledger.document("japan") == japan
    with pytest.raises(NotOnRecord):
        ledger.document("nowhere")


def test_another_version_replaces_the_machine_records(ledger: Ledger, japan: Made) -> None:
    ledger.add(*japan)
    document, coded = japan
    newer = msgspec.structs.replace(coded, events=coded.events[:1], versions={**coded.versions, "coder": "hand-2"})
    assert ledger.add(document, newer)
    assert ledger.counts()["events"] == 1
    assert ledger.document("japan")[1].versions["coder"] == "hand-2"
    assert len(ledger._ask("SELECT rowid FROM words WHERE words MATCH 'Ankara'")) == 1
    ledger._ask("INSERT INTO words (words) VALUES ('integrity-check')")


def test_a_title_or_a_date_of_its_own_makes_another_document(ledger: Ledger, japan: Made) -> None:
    document, coded = japan
    assert ledger.add(document, coded)
    assert ledger.add(msgspec.structs.replace(document, published=day(date(2023, 1, 1))), coded)
    assert ledger.counts()["documents"] == 2


@pytest.mark.parametrize("name", ["japan", "japan.txt", "key"])
def test_forget_takes_everything(ledger: Ledger, japan: Made, name: str) -> None:
    ledger.add(*japan)
    key = module.document_key(japan[0])
    assert ledger.forget(key[:8] if name == "key" else name) == 1
    for table in ("documents", "events", "parties", "statements", "about", "facts"):
        assert ledger._ask(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert ledger._ask("SELECT rowid FROM words WHERE words MATCH 'Ankara'") == []
    with pytest.raises(NotOnRecord):
        ledger.forget("japan")


def test_events_of_a_pair_in_either_direction(ledger: Ledger, japan: Made) -> None:
    ledger.add(*japan)
    assert [row.record.type for row in ledger.events("TUR", "JPN")] == ["CONSULT"]  # type: ignore[union-attr]
    assert len(ledger.events("TUR")) == 2
    assert len(ledger.events("TUR", show_all=True)) == 3
    assert ledger.events("JPN", "RUS") == []


def test_undated_events_come_last(ledger: Ledger, japan: Made) -> None:
    ledger.add(*japan)
    dates = [row.record.date for row in ledger.events(show_all=True)]  # type: ignore[union-attr]
    assert dates[0] is not None
    assert dates[1:] == [None, None]


@pytest.mark.parametrize(("speaker", "about", "found"), [
    ("kamikawa", None, 1), ("JPN", None, 1), (None, "JPN", 1), ("%", None, 0), ("Kamikawa", "RUS", 0), (None, None, 1),
])  # fmt: skip
def test_statements_by_speaker_and_party(
    ledger: Ledger, japan: Made, speaker: str | None, about: str | None, found: int
) -> None:
    ledger.add(*japan)
    assert len(ledger.statements(speaker, about)) == found


def test_a_broken_document_leaves_nothing_half(ledger: Ledger, japan: Made) -> None:
    ledger.add(*japan)
    document, coded = other(japan, 2)
    twice = msgspec.structs.replace(coded, statements=coded.statements * 2)
    with pytest.raises(StoreError):
        ledger.add(document, twice)
    assert ledger.counts()["documents"] == 1
    assert integrity(ledger) == "ok"


def test_a_newer_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match=r"new\.db.*newer dragoman"):
        Ledger(path)
    assert path.read_bytes() == before


def test_an_older_ledger_is_migrated_with_its_records(
    tmp_path: Path, japan: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    with Ledger(path) as ledger:
        ledger.add(*japan)
    step = ("ALTER TABLE corrections ADD COLUMN note TEXT",)
    monkeypatch.setattr(module, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(module, "VERSION", schema.VERSION + 1)
    for _ in range(2):
        with Ledger(path) as ledger:
            assert ledger._version() == schema.VERSION + 1
            assert ledger.document("japan") == japan


def test_a_migration_that_fails_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    Ledger(path).close()
    monkeypatch.setattr(module, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE extra (x)", "nonsense")))
    monkeypatch.setattr(module, "VERSION", schema.VERSION + 1)
    with pytest.raises(StoreError):
        Ledger(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert ledger._version() == schema.VERSION
        assert ledger._ask("SELECT name FROM sqlite_master WHERE name = 'extra'") == []


def test_a_full_disk_costs_the_document_and_keeps_the_rest(tmp_path: Path, japan: Made) -> None:
    with Ledger(tmp_path / "full.db") as ledger:
        ledger.add(*japan)
        pages = ledger._ask("PRAGMA page_count")[0][0]
        ledger._ask(f"PRAGMA max_page_count = {pages + 1}")
        big = msgspec.structs.replace(japan[0], id="big", text="word " * 100_000, sha256="f" * 64)
        with pytest.raises(StoreFullError, match="no space left"):
            ledger.add(big, japan[1])
        assert ledger.counts()["documents"] == 1
        assert integrity(ledger) == "ok"


@pytest.mark.parametrize("content", [b"not a database at all, and long enough to be read as one" * 40, None])
def test_what_is_no_ledger_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "odd.db"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=r"odd\.db"):
        Ledger(path)


def _fill(path: str, made: Made, first: int) -> None:
    with Ledger(path) as ledger:
        for number in range(first, first + 20):
            ledger.add(*other(made, number))


def test_two_processes_write_one_ledger(tmp_path: Path, japan: Made) -> None:
    path = str(tmp_path / "both.db")
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(path, japan, first)) for first in (0, 10)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    with Ledger(path) as ledger:
        assert ledger.counts()["documents"] == 30
        assert integrity(ledger) == "ok"
