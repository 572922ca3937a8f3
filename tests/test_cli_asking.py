"""The commands that ask, count, correct and exchange, end to end over the gold pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.store.ledger import Ledger
from tests.store.retold import pages


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of the gold pages, not to be changed."""
    path = tmp_path_factory.mktemp("gold")
    with Ledger(path / "dragoman.db") as ledger:
        for document, coded in pages():
            ledger.add(document, coded)
    return path


@pytest.fixture(autouse=True)
def _in_a_copy(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dragoman.db").write_bytes((folder / "dragoman.db").read_bytes())
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    found = CliRunner().invoke(main, list(arguments))
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def lines(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


STRIKE = ("events", "actor:RUS", "recipient:UKR", "type:ASSAULT", "date:2022-07-23")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (STRIKE, ("1 event in 5 reports by 4 outlets", "contested: status")),
        (("timeline", "RUS", "UKR", "type:ASSAULT"), ("Russia (RUS) and Ukraine (UKR)", "5 reports, 4 outlets")),
        (("timeline", "RUS", "type:ASSAULT"), ("Russia (RUS)",)),
        (("timeline", "EU members", "date:2021"), ("members of European Union",)),
        (("timeline", "JPN", "NATO", "date:1990"), ("nothing on record",)),
        (("pair", "Russia", "Ukraine", "--by", "year"), ("RUS→UKR coop", "2022", "pages")),
        (("actor", "Russia"), ("partner", "Ukraine (UKR)")),
        (("state", "JPN", "--on", "2022-06-29"), ("Fumio Kishida", "member of")),
        (("eligible", "JPN", "NATO"), ("not known",)),
        (("eligible", "NOR", "NATO"), ("yes: ",)),
        (("pledges", "--on", "2024-01-01"), ("pledges",)),
        (("brief", "--since", "2022-07"), ("What pages published since 2022-07 tell",)),
        (("statements", "about:RUS"), ("0 statements",)),
    ],
)
def test_what_a_command_shows(command: tuple[str, ...], words: tuple[str, ...]) -> None:
    found = run(*command)
    assert found.exit_code == 0, found.stderr
    shown = " ".join(found.stdout.split())
    for each in words:
        assert each in shown


def test_network() -> None:
    pytest.importorskip("networkx")
    assert "pagerank" in run("network", "date:2022", "--limit", "3").stdout
    assert {"source", "target", "events", "score"} <= set(lines("network", "date:2022")[0])


def test_history_parting_and_joining() -> None:
    (event,) = lines(*STRIKE)
    name = str(event["id"])
    shown = run("history", name).stdout
    for each in ("contested status", "first report", "wire-odesa-strike@126"):
        assert each in shown
    parted = run("split", name, "wire-odesa-strike", "--who", "me", "--why", "another strike").stdout
    assert parted.endswith(": 1 reports\n")
    assert "by me: another strike" in run("history", name).stdout + run("history", parted.split(":")[0]).stdout
    assert run("join", name, parted.split(":")[0], "--who", "me").stdout == f"{name}: 5 reports\n"
    assert run("history", name, "--format", "jsonl").exit_code == 0


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("events", "party:Rusia"), "did you mean Russia"),
        (("events", "date:2023..2022"), "first day is after"),
        (("timeline", "Atlantiss"), "nobody is known"),
        (("history", "e0"), "no event 'e0'"),
        (("pair", "RUS", "UKR", "--by", "decade"), "no period"),
        (("state", "JPN", "--on", "soon"), "not an ISO day"),
        (("export", "out.xyz"), "no form"),
        (("import", "gdelt", "absent.csv"), "cannot be read"),
        (("events", "--store", "none.db"), "no ledger there"),
    ],
)
def test_what_cannot_be_done_is_one_line(command: tuple[str, ...], words: str) -> None:
    found = run(*command)
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    assert words in found.stderr


def test_an_empty_answer_says_what_emptied_it() -> None:
    assert "without date:1990: " in run("timeline", "RUS", "UKR", "date:1990").stdout


def test_export_and_dyads_write_files() -> None:
    assert "wrote out.csv" in run("export", "out.csv", "party:RUS").stderr
    assert Path("out.csv.codebook.md").exists()
    run("dyads", "party:RUS", "--by", "year", "--csv", "dyads.csv")
    assert Path("dyads.csv").read_text("utf-8").startswith("period,iso_a,iso_b,cow_a")
    run("pledges", "--ics", "calendar.ics")
    assert Path("calendar.ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")


def test_import_counts_and_keeps_what_it_refuses() -> None:
    Path("rows.csv").write_text("too\tfew\n", encoding="utf-8")
    found = run("import", "gdelt", "rows.csv")
    assert found.exit_code == 0
    assert "1 rows, 0 taken, 0 new, 1 refused (reasons in rows.csv.rejects.jsonl)" in found.stderr
    assert "2 columns" in Path("rows.csv.rejects.jsonl").read_text("utf-8")
