"""resources/places/*.yml and the states' names in resources/actors -> src/dragoman/data/places.json.

The GeoNames extract is packed by tools/compile_gazetteer.py, which needs a package that is not needed otherwise.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import RegistryError
from dragoman.places import key

OUTPUT = "src/dragoman/data/places.json"
AREAS = ("disputed", "regions", "seas", "spots")
"""Files of places written by hand; a name in two files is an error."""
SOLD = frozenset("ai cc co fm gg io la ly me nu sh tk to tv ws us".split())
"""Ends of addresses that are sold to anybody, or say little."""
AREA_KEYS = {"at", "country", "names"}
Row = tuple[str, str, str | None, float, float]


def compile_places(root: Path) -> dict[str, bytes]:
    """The one output, by its path from the root. Raises RegistryError naming file and key."""
    centres = _centres(root / "resources" / "places" / "countries.yml")
    names: dict[str, list[Row]] = {}
    demonyms: dict[str, str] = {}
    domains: dict[str, str] = {"uk": "GBR"}
    countries: dict[str, tuple[str, float, float]] = {}
    for path in sorted((root / "resources" / "actors" / "states").glob("*.yml")):
        state = _read(path)
        code = str(state["code"])
        if code not in centres:
            raise RegistryError(f"resources/places/countries.yml: centres: {code} is missing")
        countries[code] = (str(state["name"]), *centres[code])
        end = str(state.get("iso2") or "").lower()
        if end and end not in SOLD:
            domains[end] = code
        for name in _spellings(state):
            names.setdefault(key(name), []).append((str(state["name"]), "country", code, *centres[code]))
        for word in [w for words in (state.get("demonyms") or {}).values() for w in words]:
            demonyms.setdefault(key(str(word)), code)
    for area in AREAS:
        _add_areas(root / "resources" / "places" / f"{area}.yml", names, set(countries))
    words = sorted(str(w) for w in _read(root / "resources" / "places" / "words.yml")["words"])
    content = {"names": names, "demonyms": demonyms, "countries": countries, "words": words, "domains": domains,
               "seats": _seats(root), "venue": _venue(root / "resources" / "places" / "venue.yml")}  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    version = f"places-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return {OUTPUT: ('{"version":"' + version + '",' + text[1:] + "\n").encode()}


def _seats(root: Path) -> dict[str, str]:
    """The town in which each body sits, where its file tells."""
    bodies = (_read(path) for path in sorted((root / "resources" / "actors" / "bodies").glob("*.yml")))
    return {str(body["code"]): str(body["seat"]) for body in bodies if body.get("seat")}


def _venue(path: Path) -> dict[str, dict[str, float]]:
    """Weights of what speaks for the place of an act, by group of acts."""
    return {str(k): {str(n): float(w) for n, w in row.items()} for k, row in _read(path)["weights"].items()}


def _spellings(state: dict[str, Any]) -> list[str]:
    """Names of a state in order, each once by its key."""
    found = state.get("names") or {}
    every = [state["name"], *(found.get("strong") or []), *(found.get("weak") or [])]
    return list({key(str(n)): str(n) for n in every}.values())


def _add_areas(path: Path, names: dict[str, list[Row]], countries: set[str]) -> None:
    data = _read(path)
    for name, area in data["places"].items():
        if strange := set(area) - AREA_KEYS:
            raise RegistryError(f"{path}: {name}: unknown key {', '.join(sorted(strange))}")
        country, (lat, lon) = area.get("country"), _point(path, name, area.get("at"))
        if country is not None and country not in countries:
            raise RegistryError(f"{path}: {name}: no country {country}")
        for spelling in {key(n): None for n in (name, *area.get("names", ()))}:
            held = names.setdefault(spelling, [])
            if any(row[1] != "country" for row in held):
                raise RegistryError(f"{path}: {name}: the name {spelling!r} stands twice in resources/places")
            held.append((name, data["kind"], country, lat, lon))


def _centres(path: Path) -> dict[str, tuple[float, float]]:
    return {code: _point(path, code, at) for code, at in _read(path)["centres"].items()}


def _point(path: Path, name: str, at: Any) -> tuple[float, float]:
    if not (isinstance(at, list) and len(at) == 2 and -90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        raise RegistryError(f"{path}: {name}: `at` is no [latitude, longitude]: {at!r}")
    return float(at[0]), float(at[1])


def _read(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise RegistryError(f"{path}: not read: {problem}") from problem
    if not data.get("source"):
        raise RegistryError(f"{path}: source: missing")
    return data
