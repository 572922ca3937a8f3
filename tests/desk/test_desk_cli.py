"""The commands desk and publish: what they say where something is missing or taken."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import desk, main


def test_publish(store: Path, tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["publish", str(tmp_path / "out"), "type:ACCUSE", "--store", str(store)])
    assert found.exit_code == 0, found.output
    assert f"open {tmp_path / 'out'}/index.html" in found.output
    assert (tmp_path / "out" / "index.html").is_file()


def test_publish_without_a_ledger_makes_none(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["publish", str(tmp_path / "out"), "--store", str(tmp_path / "none.db")])
    assert found.exit_code == 1
    assert "no ledger there" in found.output
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", [["desk", "--no-browser"], ["publish", "out"]])
def test_a_missing_extra_is_named(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "find_spec", lambda name: None)
    found = CliRunner().invoke(main, command)
    assert found.exit_code == 1
    assert "pip install '.[desk]'" in found.output


def test_a_port_that_is_taken(store: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        found = CliRunner().invoke(main, ["desk", "--no-browser", "--port", port, "--store", str(store)])
    assert found.exit_code == 1
    assert f"port {port} is taken" in found.output
