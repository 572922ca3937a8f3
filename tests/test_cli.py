"""The command line, end to end: what each command prints, and what each bad input costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.annotation import layers
from dragoman.cli import main
from dragoman.store.ledger import Ledger

SAMPLES = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "samples"
PAGE = str(SAMPLES / "wire-odesa-strike.txt")
FRENCH = str(SAMPLES / "courrier-cedeao-mali.html")
GOOD = "Japan's foreign minister Taro Kono met his Turkish counterpart in Ankara on Monday, officials said.\n" * 2
BASELINE = ("--coder", "baseline")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """The command, with its two streams apart; fails on a traceback."""
    found = CliRunner().invoke(main, list(arguments), input=stdin)
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def code(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return run("code", *arguments, *BASELINE, "--jobs", "1", stdin=stdin)


def lines(found: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in found.stdout.splitlines()]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help(name: str) -> None:
    found = run(name, "--help")
    assert found.exit_code == 0
    assert "Usage:" in found.stdout


def test_help_answers_at_once() -> None:
    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", "--help"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    assert min(once() for _ in range(5)) < 0.35  # 0.1 s on an idle machine; the figure is in `run.py bench`
    probe = "import sys, dragoman, dragoman.cli; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True).stdout
    for heavy in ("numpy", "onnxruntime", "trafilatura", "lxml", "rich", "msgspec"):
        assert f"'{heavy}'" not in loaded, heavy


def test_code_prints_the_fixed_shape() -> None:
    found = code(PAGE, "--format", "jsonl", "--with-text")
    (record,) = lines(found)
    assert {"id", "title", "url", "published", "language", "people", "events", "statements", "facts", "text"} <= set(
        record
    )
    assert record["id"] == "wire-odesa-strike"
    text, events = str(record["text"]), record["events"]
    assert isinstance(events, list)
    for event in events:
        evidence = event["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert found.stderr.strip().startswith("1 read, 1 new, ")


def test_code_again_prints_again_and_adds_nothing() -> None:
    first, second = code(PAGE, "--format", "jsonl"), code(PAGE, "--format", "jsonl")
    assert first.stdout == second.stdout
    assert "1 read, 0 new" in second.stderr
    with Ledger("dragoman.db") as ledger:
        assert ledger.counts()["documents"] == 1


def test_no_store_writes_nothing() -> None:
    code(PAGE, "--no-store")
    assert not Path("dragoman.db").exists()


def test_quiet_says_nothing_beside_the_answer() -> None:
    assert code(PAGE, "--quiet").stderr == ""


def test_another_language_is_counted_and_is_no_failure() -> None:
    found = code(FRENCH, PAGE, "--format", "jsonl")
    assert found.exit_code == 0
    assert "1 not coded" in found.stderr
    assert lines(found)[0]["note"] == "not coded: language fr"


def test_several_workers_answer_in_order_as_one_does() -> None:
    one = code(str(SAMPLES), "--no-store", "--format", "jsonl")
    two = run("code", str(SAMPLES), "--no-store", "--format", "jsonl", "--jobs", "2", *BASELINE)
    assert [r["id"] for r in lines(two)] == [r["id"] for r in lines(one)]
    assert two.stdout == one.stdout


def test_ids_of_json_lines_come_back() -> None:
    rows = [
        {"id": "x-1", "text": GOOD, "published": "2024-05-07"},
        {"id": 7, "text": GOOD + "More."},
        {"text": GOOD + "!"},
    ]
    Path("in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = code("in.jsonl", "--format", "jsonl")
    assert [r["id"] for r in lines(found)] == ["x-1", "7", "in-3"]
    assert lines(found)[0]["published"] == {
        "start": "2024-05-07", "end": "2024-05-07", "precision": "day", "basis": "given",
    }  # fmt: skip


def test_standard_input() -> None:
    (record,) = lines(code("-", "--format", "jsonl", stdin=GOOD))
    assert record["id"] == "-"


def bad_inputs() -> dict[str, bytes | None]:
    deep = b"<html><body>" + b"<div>" * 16_000 + b"words" + b"</div>" * 16_000
    wall = (
        b"<html><body><h2>We value your privacy</h2><p>We and our partners use cookies and similar technologies to "
        b"store information on your device. You can accept or reject all cookies, or manage your preferences.</p>"
        b"<button>Accept all cookies</button><button>Reject all</button></body></html>"
    )
    return {
        "empty.txt": b"",
        "empty.html": b"",
        "empty.jsonl": b"",
        "binary.txt": bytes(range(256)) * 64,
        "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64,
        "deep.html": deep,
        "wall.html": wall,
        "broken.jsonl": b'{"text": ',
        "lacks.jsonl": b'{"id": "a", "title": "no text"}',
        "list.jsonl": b"[1, 2]",
        "absent.txt": None,
        "hollow": b"",
        "*.nothing": None,
    }


@pytest.mark.parametrize("name", sorted(bad_inputs()))
def test_a_bad_input_costs_one_line_and_itself(name: str) -> None:
    content = bad_inputs()[name]
    if name == "hollow":
        Path(name).mkdir()
    elif content is not None:
        Path(name).write_bytes(content)
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    found = code(name, "good.txt", "--format", "jsonl")
    if name == "deep.html" and found.exit_code == 0:
        assert "words" in str(code(name, "--format", "jsonl", "--with-text", "--no-store").stdout)
        return
    assert found.exit_code == 1
    assert [r["id"] for r in lines(found)] == ["good"]
    complaint, summary = found.stderr.splitlines()
    assert complaint.startswith("dragoman: ")
    assert name in complaint
    assert summary.endswith("1 failed")
    with Ledger("dragoman.db") as ledger:
        assert ledger.counts()["documents"] == 1


def test_a_page_of_50_megabytes_is_read_or_refused_in_one_line() -> None:
    Path("huge.html").write_bytes(
        b"<html><body>" + b"<p>Some words stand here, and more.</p>" * 1_400_000 + b"</body></html>"
    )
    found = code("huge.html", "--format", "jsonl", "--no-store")
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 2
    assert "huge.html" in found.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_path() -> None:
    Path("locked.txt").write_text(GOOD, encoding="utf-8")
    Path("locked.txt").chmod(0)
    found = code("locked.txt")
    assert found.exit_code == 1
    assert "locked.txt" in found.stderr


def test_a_mixed_encoding_is_read() -> None:
    Path("mixed.txt").write_bytes(
        ("Türkiye " + GOOD).encode("utf-8") + "Erdoğan – Zürich\n".encode("latin-1", "ignore")
    )
    assert code("mixed.txt", "--format", "jsonl").exit_code == 0


def test_a_fault_of_ours_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman import pipeline

    real = layers.annotate

    def faulty(document: object) -> object:
        if getattr(document, "id", "") == "bad":
            raise IndexError("list index out of range")
        return real(document)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "annotate_document", faulty)
    for name in ("bad.txt", "good.txt"):
        Path(name).write_text(GOOD, encoding="utf-8")
    found = code("bad.txt", "good.txt", "--format", "jsonl")
    assert found.exit_code == 1
    assert "bad.txt: a fault in dragoman" in found.stderr
    assert [r["id"] for r in lines(found)] == ["good"]


def test_a_ledger_from_a_newer_version() -> None:
    with Ledger("dragoman.db") as ledger:
        ledger._ask("PRAGMA user_version = 99")
    found = code(PAGE)
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    assert "newer dragoman" in found.stderr


def test_a_full_disk_names_the_input_and_the_rest_goes_on() -> None:
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    code("good.txt")
    Path("big.txt").write_text((GOOD + "Words follow here. " * 60) * 20, encoding="utf-8")
    real = Ledger.__init__

    def tight(self: Ledger, path: str | Path) -> None:
        real(self, path)
        self._ask(f"PRAGMA max_page_count = {self._ask('PRAGMA page_count')[0][0]}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "__init__", tight)
        found = code("big.txt", PAGE, "--format", "jsonl")
    assert found.exit_code == 1
    assert len(lines(found)) == 2
    assert "big.txt: not recorded: dragoman.db: no space left" in found.stderr
    assert found.stderr.splitlines()[-1].endswith("failed")
    with Ledger("dragoman.db") as ledger:
        assert ledger.document("good")[0].text == GOOD


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_real_limit_on_file_size_keeps_what_was_recorded() -> None:
    code(PAGE)
    Path("big.txt").write_text(GOOD + "Words follow here. " * 30_000, encoding="utf-8")
    size = Path("dragoman.db").stat().st_size + 16_000
    script = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
        "from dragoman.cli import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", script, "code", "big.txt", *BASELINE, "--jobs", "1"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 1, found.stderr
    assert "big.txt: not recorded: dragoman.db: no space left" in found.stderr
    with Ledger("dragoman.db") as ledger:
        assert ledger.counts()["documents"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_an_interrupt_is_one_line_and_what_was_recorded_stays() -> None:
    script = (
        "import dragoman.pipeline as p\n"
        "real, seen = p.outcome_of, []\n"
        "def once(item, coder='model'):\n"
        "    if seen: raise KeyboardInterrupt\n"
        "    seen.append(item)\n"
        "    return real(item, coder)\n"
        "p.outcome_of = once\n"
        "from dragoman.cli import main\n"
        "import sys; main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", script, "code", PAGE, FRENCH, *BASELINE, "--quiet"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 130
    assert found.stderr.splitlines() == [
        "dragoman: interrupted; what was recorded stays, and the same command goes on where it stopped"
    ]
    with Ledger("dragoman.db") as ledger:
        assert ledger.counts()["documents"] == 1


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = (
        f'"{sys.executable}" -m dragoman code "{SAMPLES}" --no-store --format jsonl --coder baseline --quiet --jobs 1'
    )
    found = subprocess.run(f"{command} | head -n 1", shell=True, capture_output=True, text=True, check=False)
    assert found.stderr == ""
    assert json.loads(found.stdout)["id"]


def test_brief_on_the_screen_and_as_a_page() -> None:
    found = run("brief", PAGE, *BASELINE)
    assert found.exit_code == 0
    for part in ("published 2022-07-23", "Who is who", "What happened", "Who said what", "Josep Borrell"):
        assert part in found.stdout
    assert run("brief", PAGE, "--html", "out.html", *BASELINE).exit_code == 0
    assert Path("out.html").read_text("utf-8").startswith("<!doctype html>")


def test_tables_fit_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("brief", PAGE, *BASELINE).stdout.splitlines())) <= 80


def test_brief_of_nothing() -> None:
    found = run("brief", "absent.txt", *BASELINE)
    assert found.exit_code == 1
    assert found.stderr.strip() == "dragoman: absent.txt: no such file or folder"


def test_a_brief_that_cannot_be_written() -> None:
    found = run("brief", PAGE, "--html", "no/such/folder.html", *BASELINE)
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1


def test_timeline_by_code_and_by_name() -> None:
    code(str(SAMPLES))
    by_code = run("timeline", "RUS", "UKR", "--format", "jsonl")
    assert by_code.stdout == run("timeline", "Russia", "Ukraine", "--format", "jsonl").stdout
    found = lines(by_code)
    assert len(found) >= 3
    assert all(row["source"] and row["evidence"] for row in found)
    assert "Russia (RUS) and Ukraine (UKR)" in run("timeline", "Moscow", "Kyiv").stdout
    assert "nothing on record" in run("timeline", "JPN", "NATO").stdout


def test_statements_by_speaker_and_about() -> None:
    code(str(SAMPLES))
    found = lines(run("statements", "--speaker", "Borrell", "--format", "jsonl")) + lines(
        run("statements", "--about", "Russia", "--format", "jsonl")
    )
    assert found
    assert all("content" in row for row in found)
    assert "statement" in run("statements").stdout


@pytest.mark.parametrize("command", [("timeline", "A"), ("statements",), ("forget", "x")])
def test_a_question_without_a_ledger(command: tuple[str, ...]) -> None:
    found = run(*command, "--store", "none.db")
    assert found.exit_code == 1
    assert "no ledger there" in found.stderr
    assert not Path("none.db").exists()


def test_forget() -> None:
    code(PAGE)
    assert run("forget", "wire-odesa-strike").stdout == "1 forgotten\n"
    again = run("forget", "wire-odesa-strike")
    assert again.exit_code == 1
    assert len(again.stderr.splitlines()) == 1


def test_annotate_prints_every_layer() -> None:
    found = run("annotate", PAGE, "absent.txt")
    assert found.exit_code == 1
    assert found.stderr.splitlines() == ["dragoman: absent.txt: no such file or folder", "1 read, 1 failed"]
    (record,) = lines(found)
    assert set(record) == {"id", "sentences", "mentions", "times", "places", "attributions"}


def test_relate_answers_each_line_and_names_bad_ones() -> None:
    text = "Japan accused Russia of lying."
    rows = [
        {"id": 1, "text": text, "actor": [0, 5], "recipient": [14, 20]},
        {"text": text},
        {"text": text, "actor": [3, 99]},
    ]
    Path("in.jsonl").write_text("\n".join([*map(json.dumps, rows), "nonsense"]), encoding="utf-8")
    found = run("relate", "in.jsonl", *BASELINE)
    assert found.exit_code == 1
    (answer,) = lines(found)
    assert set(answer) == {"id", "type", "mode", "status", "probability", "probabilities"}
    assert answer["type"] == "ACCUSE"
    assert len(answer["probabilities"]) == 17  # type: ignore[arg-type]
    assert [line.split(": ")[1] for line in found.stderr.splitlines()[:3]] == ["in.jsonl:2", "in.jsonl:3", "in.jsonl:4"]


def test_resolve_answers_each_line() -> None:
    rows = [{"id": 1, "text": "Japan"}, {"id": 2, "text": "the NATO secretary general"}, {"id": 3, "text": "yesterday"}]
    Path("in.jsonl").write_text(
        "\n".join(map(json.dumps, [*rows, {"text": 3}, {"text": "x", "on": "soon"}])), encoding="utf-8"
    )
    found = run("resolve", "in.jsonl")
    assert found.exit_code == 1
    assert [(r["id"], r["code"]) for r in lines(found)] == [(1, "JPN"), (2, "NATO"), (3, None)]
    assert set(lines(found)[0]) == {"id", "code", "country", "sector", "sectors", "name", "confidence"}
    assert "3 answered, 2 failed" in found.stderr


@pytest.mark.parametrize("command", ["relate", "resolve"])
def test_a_file_that_is_not_there(command: str) -> None:
    found = run(command, "absent.jsonl", *(BASELINE if command == "relate" else ()))
    assert found.exit_code == 1
    assert found.stderr == "dragoman: absent.jsonl: cannot be read: No such file or directory\n"


def test_evaluate_prints_figures(tmp_path: Path) -> None:
    document = {"id": "a", "text": GOOD, "published": "2024-05-07", "events": [], "statements": []}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(document), encoding="utf-8")
    assert "event F1" in run("evaluate", "gold", *BASELINE).stdout
    assert json.loads(run("evaluate", "gold", "--json", *BASELINE).stdout)["documents"] == 1
    for missing in (("evaluate", "nowhere"), ("evaluate", "gold", "--predictions", "absent.jsonl")):
        found = run(*missing, *BASELINE)
        assert found.exit_code == 1
        assert len(found.stderr.splitlines()) == 1


def test_a_coder_that_is_not_there() -> None:
    found = run("code", PAGE, "--coder", "no-such-folder")
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    assert "no-such-folder" in found.stderr


def test_doctor_tells_every_part() -> None:
    found = run("doctor")
    for part in ("dragoman", "ontology", "registry", "model", "store", "self-test"):
        assert part in found.stdout


def test_demo_shows_the_tour() -> None:
    found = run("demo", "--folder", "tour", *BASELINE)
    assert found.exit_code == 0
    for part in ("One page as a brief", "between two parties", "Who said what", "Where to look next"):
        assert part in found.stdout
    assert Path("tour/brief.html").exists()


def test_a_person_s_statements_are_not_the_whole_country_s() -> None:
    code(str(SAMPLES))
    said = {str(row["speaker"]) for row in lines(run("statements", "--speaker", "Blinken", "--format", "jsonl"))}
    assert said
    assert all("Blinken" in speaker for speaker in said)
    for name in ("Russia", "rus", "Moscow"):
        found = lines(run("statements", "--speaker", name, "--format", "jsonl"))
        assert any(row["actor"] == "RUS" for row in found), name


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipe")
def test_a_reader_that_leaves_costs_no_page() -> None:
    command = f'"{sys.executable}" -m dragoman code "{SAMPLES}" --coder baseline --format jsonl --quiet'
    found = subprocess.run(f"{command} | head -n 1", shell=True, capture_output=True, text=True, check=False)
    assert found.stderr == ""
    with Ledger("dragoman.db") as ledger:
        assert ledger.counts()["documents"] == len([*SAMPLES.glob("*.html"), *SAMPLES.glob("*.txt")])
