"""resources/ontology/*.yml -> src/dragoman/data/ontology.json. Strict: an unknown or missing key is an error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

OUTPUT = "src/dragoman/data/ontology.json"
BASE = "plover-2.0"
TYPE_KEYS = {
    "name", "quad", "requires_recipient", "symmetric", "planned_as", "intensity", "definition", "boundary", "modes",
    "examples", "near_misses", "hypotheses",
}  # fmt: skip
PROSE_KEYS = {"definition", "boundary", "examples", "near_misses"}


def compile_ontology(root: Path) -> dict[str, bytes]:
    """The one output, by its path from the root. Raises ValueError naming the file that breaks a rule."""
    source = root / "resources" / "ontology"
    content = {
        "labels": _read(source / "labels.yml"),
        "types": _types(source),
        "none": _read(source / "none.yml"),
        "quads": _read(source / "quads.yml"),
        "statuses": _read(source / "statuses.yml"),
        "contexts": _read(source / "contexts.yml"),
        **_read(source / "sectors.yml"),
    }
    _check_whole(content)
    content = {"version": f"{BASE}+{_digest(content)}", **content}
    return {OUTPUT: (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _types(source: Path) -> list[dict[str, Any]]:
    """The types in the order of labels.yml."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((source / "types").glob("*.yml")):
        entry = _read(path)
        _check_type(path, entry)
        found[entry["name"]] = entry
    order = [label for label in _read(source / "labels.yml") if label != "NONE"]
    if sorted(order) != sorted(found):
        raise ValueError(f"{source}: labels.yml and types/ differ: {sorted(set(order) ^ set(found))}")
    return [found[name] for name in order]


def _check_type(path: Path, entry: Mapping[str, Any]) -> None:
    if set(entry) != TYPE_KEYS:
        raise ValueError(f"{path}: missing or unknown keys: {sorted(set(entry) ^ TYPE_KEYS)}")
    if entry["name"] != path.stem:
        raise ValueError(f"{path}: the name inside is {entry['name']}")
    modes = {mode["name"] for mode in entry["modes"]}
    for example in entry["examples"]:
        _check_example(path, example, modes)


def _check_example(path: Path, example: Mapping[str, Any], modes: set[str]) -> None:
    if example["mode"] is not None and example["mode"] not in modes:
        raise ValueError(f"{path}: no mode {example['mode']!r}: {example['text']}")
    for party in _parties(example["actor"]) + _parties(example["recipient"]):
        if party not in example["text"]:
            raise ValueError(f"{path}: {party!r} does not stand in: {example['text']}")


def _parties(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def _check_whole(content: Mapping[str, Any]) -> None:
    labels = set(content["labels"])
    for entry in content["types"]:
        if entry["quad"] not in content["quads"]:
            raise ValueError(f"{entry['name']}: no quad {entry['quad']!r}")
        for value in [entry["planned_as"]] + [miss["is"] for miss in entry["near_misses"]]:
            if value is not None and value not in labels:
                raise ValueError(f"{entry['name']}: no type {value!r}")


def _digest(content: Mapping[str, Any]) -> str:
    """Eight digits over what the codes mean to a program; prose and examples do not count."""
    types = [_bare(entry) for entry in content["types"]]
    core = {
        "labels": content["labels"],
        "types": types,
        "none": content["none"]["hypotheses"],
        "quads": {name: quad["numeric"] for name, quad in content["quads"].items()},
        **{key: sorted(content[key]) for key in ("statuses", "contexts", "sectors", "international")},
    }
    return hashlib.sha256(json.dumps(core, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


def _bare(entry: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if key not in PROSE_KEYS}
    kept["modes"] = [{"name": mode["name"], "intensity": mode["intensity"]} for mode in entry["modes"]]
    return kept
