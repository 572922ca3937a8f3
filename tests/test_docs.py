"""What the documents say is so: each command, option, name and file that they mention exists, and none is left out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import dragoman
from dragoman.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCS]


def command_lines(text: str) -> list[list[str]]:
    """Every `dragoman …` in code: blocks and inline."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.S)
    lines = (line for block in code for line in block.strip("`").splitlines())
    found = [re.search(r"(?:^|[$|;]\s*|\s)dragoman ([a-z].*)", line) for line in lines]
    return [match[1].split("#")[0].split() for match in found if match]


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help", "-h", "--version"}


@pytest.mark.parametrize("path", DOCS, ids=NAMES)
def test_commands_and_options_that_are_named_exist(path: Path) -> None:
    for name, *words in command_lines(path.read_text("utf-8")):
        assert name in main.commands, f"dragoman {name}"
        used = {word.split("=")[0] for word in words if re.match(r"--\w", word)}
        assert used <= options(main.commands[name]), f"dragoman {name}: {used - options(main.commands[name])}"


def test_every_command_is_in_the_readme_and_in_the_tutorial() -> None:
    for page in ("README.md", "docs/tutorial.md"):
        named = {line[0] for line in command_lines((ROOT / page).read_text("utf-8"))}
        assert named == set(main.commands), page


def test_every_public_function_is_shown_in_the_tutorial() -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    for name in ("code", "annotate", "relate", "resolve", "read"):
        assert f"dragoman.{name}(" in text, name


@pytest.mark.parametrize("path", DOCS, ids=NAMES)
def test_python_names_that_are_used_exist(path: Path) -> None:
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S):
        compile(block.replace(">>> ", "").replace("…", "..."), str(path), "exec")
        for name in re.findall(r"\bdragoman\.(?!db\b)([A-Za-z_]\w*)", block):
            assert name in dragoman.__all__, name


@pytest.mark.parametrize("path", DOCS, ids=NAMES)
def test_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert (path.parent / target).exists(), target
    for target in re.findall(r"`((?:src|docs|tests|tools|resources|training)/[\w./-]+)`", text):
        assert (ROOT / target).exists() or "<" in target, target


def test_source_files_name_documents_that_exist() -> None:
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").glob("*.py")]:
        for target in re.findall(r"docs/[\w./-]+\.(?:md|json)", path.read_text("utf-8")):
            assert (ROOT / target).exists(), f"{path.name}: {target}"


def test_the_changelog_begins_with_what_is_not_released_or_this_version() -> None:
    heads = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert heads[0] in ("Unreleased", dragoman.__version__)


def test_the_model_card_is_that_of_the_shipped_model() -> None:
    if not (ROOT / "src" / "dragoman" / "data" / "model" / "manifest.json").is_file():
        pytest.skip("no model is there")
    tool = [sys.executable, str(ROOT / "tools" / "model_card.py"), "--check"]
    found = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_floors_name_figures_that_exist() -> None:
    pinned = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))
    assert set(pinned) == {"gold", "documents", "floors"}
    assert set(pinned["floors"]) == {"model", "baseline"}
