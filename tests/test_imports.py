"""Imports only go down, nothing heavy is loaded at the start, and each heavy library has one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "dragoman"
ORDER = (
    ("errors", "version"),
    ("dates",),
    ("records",),
    ("contexts", "datewords", "ontology", "tense"),
    ("actor_names",),
    ("actor_entries", "actor_places"),
    ("actor_index",),
    ("actor_words",),
    ("actor_persons",),
    ("actor_phrases",),
    ("actors", "places"),
    ("copies", "groups", "merge"),
    ("readers",),
    ("annotation",),
    ("date_cues", "date_weights"),
    ("date_signs",),
    ("circumstance", "circumstance_date", "circumstance_place", "confidence", "facts"),
    ("coders",),
    ("assemble",),
    ("store",),
    ("views",),
    ("exchange",),
    ("layers", "matching", "pipeline"),
    ("scores",),
    ("api", "evaluate", "oracles"),
    ("budget", "demo", "doctor", "explain"),
    ("desk",),
    ("cli",),
    ("__init__", "__main__"),
)
"""From the bottom to the top; modules of one row do not know each other."""
RANK = {name: number for number, names in enumerate(ORDER) for name in names}
DOORS = {
    "ahocorasick": {"actor_names"},
    "click": {f"cli.{n}" for n in "analysing asking coding desk exchanging explaining keeping root".split()},
    "htmldate": {"readers.html"},
    "onnxruntime": {"annotation.encoder"},
    "py3langid": {"readers.language"},
    "rapidfuzz": {"annotation.people"},
    "rich": {"cli.root", "views.figures", "views.tables", "views.told"},
    "jinja2": {"desk.render"},
    "sqlite3": {"doctor", "store.ledger"},
    "starlette": {"desk.guard", "desk.server"},
    "tokenizers": {"annotation.encoder"},
    "trafilatura": {"readers.html"},
    "uvicorn": {"desk.server"},
}
"""Which modules may import a library."""
LATE = {"htmldate", "onnxruntime", "py3langid", "tokenizers", "trafilatura"}
"""Imported inside a function only: the first answer does not wait for what it does not need."""


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name below dragoman."""
    paths = sorted(PACKAGE.rglob("*.py"))
    names = [".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in paths]
    return {name: ast.parse(path.read_text("utf-8")) for name, path in zip(names, paths, strict=True)}


MODULES = modules()


def imported(tree: ast.AST) -> set[str]:
    """Dotted names of what a tree imports, `from dragoman import x` as dragoman.x."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_only_go_down(name: str) -> None:
    own = name.split(".")[0]
    assert own in RANK, f"give {own} its place in ORDER"
    for full in imported(MODULES[name]):
        package, _, rest = full.partition(".")
        other = rest.split(".")[0]
        if package == "dragoman" and other != own and other in RANK:
            assert RANK[other] < RANK[own], f"{name} imports {other}, which does not stand below it"


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(library: str) -> None:
    users = {name for name, tree in MODULES.items() if any(i.split(".")[0] == library for i in imported(tree))}
    assert users == DOORS[library]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_what_starts_slowly_is_imported_late(name: str) -> None:
    early = {i.split(".")[0] for node in MODULES[name].body for i in imported(node) if isinstance(node, _IMPORTS)}
    assert not early & LATE


_IMPORTS = (ast.Import, ast.ImportFrom)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nothing_is_printed_outside_the_command_line(name: str) -> None:
    calls = (node.func for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call))
    assert not any(isinstance(call, ast.Name) and call.id == "print" for call in calls)


def test_files_stay_short() -> None:
    long = {path.name: n for path in PACKAGE.rglob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_no_vague_names() -> None:
    assert not {name for name in MODULES if name.split(".")[-1] in ("utils", "helpers", "common", "misc")}
