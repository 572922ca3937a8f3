"""resources/actors/** -> src/dragoman/data/actors.json. What breaks a rule is a RegistryError naming file and key.

The rules: known keys only; a source in every file; no strong name for two entries; known sectors and countries; no
term that ends before it starts. The output is the same, byte for byte, for the same sources.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from compile_actors_files import FORMS, Compiled, read_offices, read_party
from compile_actors_tables import read_kinds, read_organs, read_peoples, read_places, read_surnames, read_titles

from dragoman.errors import RegistryError

OUTPUT = "src/dragoman/data/actors.json"


def compile_actors(root: Path) -> dict[str, bytes]:
    """The one output, by its path from the root."""
    source = root / "resources" / "actors"
    files = {path: _read(path) for folder in FORMS for path in sorted((source / folder).glob("*.yml"))}
    states = {str(data["code"]) for path, data in files.items() if path.parent.name == "states"}
    result = Compiled(states=frozenset(states), sectors=_sectors(root), everyday=read_surnames(source / "surnames.yml"))
    for path, data in files.items():
        read_party(result, path, data, FORMS[path.parent.name])
    for path, data in files.items():
        read_offices(result, path, data)
    read_places(result, source / "places.yml")
    read_peoples(result, source / "peoples.yml")
    result.weaken_shared()
    _check_strong(result)
    content = {
        "entries": result.entries,
        "names": result.sorted_names(),
        "states": result.facts,
        "terms": result.sorted_terms(),
        "kinds": read_kinds(result, source / "kinds"),
        "titles": read_titles(source / "titles.yml", result.sectors),
        "organs": read_organs(source / "organs.yml", result.sectors),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    version = f"registry-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return {OUTPUT: ('{"version":"' + version + '",' + text[1:] + "\n").encode()}


def _read(path: Path) -> dict[str, Any]:
    """One file as a mapping with a code and a source."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RegistryError(f"{path}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise RegistryError(f"{path}: not a mapping")
    for key in ("code", "name", "source"):
        if not data.get(key):
            raise RegistryError(f"{path}: {key}: missing")
    return data


def _sectors(root: Path) -> frozenset[str]:
    """The codes of sectors and of kinds of international actors that the ontology knows."""
    path = root / "resources" / "ontology" / "sectors.yml"
    data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset(code for table in data.values() for code in table)


def _check_strong(result: Compiled) -> None:
    """No strong name may lead to two entries; all clashes are told at once."""
    owners: dict[str, tuple[str, str]] = {}
    clashes = []
    for (text, code, _role), (strong, origin) in sorted(result.names.items()):
        if not strong:
            continue
        other, where = owners.setdefault(text, (code, origin))
        if other != code:
            clashes.append(f"{origin}: strong name {text!r} of {code} is also one of {other} ({where})")
    if clashes:
        raise RegistryError("\n".join(clashes))
