"""resources/regions -> src/dragoman/data/regions.json: names of cities and parts of countries -> ISO codes.

`reported.yml` is written by hand; `units.tsv` holds the first-level units of GeoNames (CC BY 4.0). A name that is
reported goes before a unit of the same name; what stays ambiguous keeps all its countries, and a context must choose.
"""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from dragoman.actor_names import fold_name
from dragoman.errors import RegistryError

OUTPUT = "src/dragoman/data/regions.json"


def compile_regions(root: Path) -> dict[str, bytes]:
    """The one output, by its path from the root: folded lower-case name -> countries, by one space apart."""
    folder = root / "resources" / "regions"
    states = {path.stem for path in (root / "resources" / "actors" / "states").glob("*.yml")}
    reported = _reported(folder / "reported.yml", states)
    units = _units(folder / "units.tsv", states)
    names = units | reported
    content = {name: " ".join(sorted(countries)) for name, countries in sorted(names.items())}
    return {OUTPUT: (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()}


def _reported(path: Path, states: set[str]) -> dict[str, set[str]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for key in ("places", "adjectives"):
        for country, names in data[key].items():
            _known(f"{path.name}: {key}", country, states)
            for name in names:
                _add(found, name, country)
    return found


def _units(path: Path, states: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        country, *names = line.split("\t")
        _known(f"{path.name}:{number}", country, states)
        for name in names:
            _add(found, name, country)
    return found


def _known(where: str, country: str, states: set[str]) -> None:
    if country not in states:
        raise RegistryError(f"{where}: {country!r} is no state of resources/actors/states")


def _add(found: dict[str, set[str]], name: str, country: str) -> None:
    found.setdefault(fold_name(name).lower(), set()).add(country)
