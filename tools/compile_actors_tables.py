"""The tables of resources/actors: titles, organs of states, kinds of people, and names that are no party."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from compile_actors_files import Compiled, check_keys

from dragoman.actor_names import slug
from dragoman.errors import RegistryError

TITLES = frozenset({"honorifics", "ranks", "ranks_sector", "offices", "source"})
# fmt: off
ORGANS = frozenset({
    "organs", "acts_for_country", "fields", "former", "asides", "measures", "attributes", "not_actors", "unsafe",
    "source",
})
# fmt: on
PLACES = frozenset({"places", "documents", "source"})
PEOPLES = frozenset({"code", "name", "people", "adjective", "country"})
KIND = frozenset({"code", "sector", "sectors", "acts_for_country", "people"})


def _table(path: Path, allowed: frozenset[str]) -> dict[str, Any]:
    """A file as a mapping of known keys; empty where it is not there."""
    if not path.is_file():
        return {}
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    check_keys(path.name, "file", data, allowed)
    if not data.get("source"):
        raise RegistryError(f"{path.name}: source: missing")
    return {key: value for key, value in data.items() if key != "source"}


def _known(origin: str, found: list[str], sectors: frozenset[str]) -> list[str]:
    for sector in found:
        if sector not in sectors:
            raise RegistryError(f"{origin}: {sector!r} is no sector of the ontology")
    return found


def read_titles(path: Path, sectors: frozenset[str]) -> dict[str, Any]:
    """Words before names; each office as title, sector, level."""
    data = _table(path, TITLES)
    offices = []
    for office in data.get("offices", []):
        check_keys(path.name, "offices", office, frozenset({"title", "sector", "level"}))
        offices.append([office["title"], *_known(path.name, [office["sector"]], sectors), office["level"]])
    return {**data, "offices": offices}


def read_organs(path: Path, sectors: frozenset[str]) -> dict[str, Any]:
    """Nouns for parts of states, as sectors and nouns, and the word lists beside them."""
    data = _table(path, ORGANS)
    organs = []
    for organ in data.get("organs", []):
        check_keys(path.name, "organs", organ, frozenset({"sectors", "nouns"}))
        organs.append([_known(path.name, organ["sectors"], sectors), organ["nouns"]])
    return {**data, "organs": organs}


def read_kinds(result: Compiled, folder: Path) -> list[dict[str, Any]]:
    """Kinds of people, one file a sector."""
    kinds: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.yml")):
        for kind in _table(path, frozenset({"kinds", "source"}))["kinds"]:
            check_keys(path.name, "kinds", kind, KIND)
            if any(kind["code"] == other["suffix"] for other in kinds):
                raise RegistryError(f"kinds/{path.name}: code: {kind['code']!r} stands in two files")
            sectors = _known(path.name, kind.get("sectors") or [kind["sector"]], result.sectors)
            first = {"name": kind["code"].replace("-", " "), "suffix": kind["code"], "sectors": sectors}
            kinds.append({**first, "acts_for_country": bool(kind["acts_for_country"]), "nouns": kind["people"]})
    return kinds


def read_places(result: Compiled, path: Path) -> None:
    """Names that hide others and are no party."""
    for key, names in _table(path, PLACES).items():
        for name in names:
            code = f"{key.rstrip('s')}-{slug(name)}"
            result.entries[code] = [key.rstrip("s"), name, "", None, []]
            result.add(path.name, code, "place", [name])


def read_peoples(result: Compiled, path: Path) -> None:
    """Peoples who are not the people of one state."""
    for people in _table(path, frozenset({"peoples", "source"})).get("peoples", []):
        check_keys(path.name, "peoples", people, PEOPLES)
        code, country = people["code"], people["country"]
        if (country is not None and country not in result.states) or code in result.entries:
            raise RegistryError(f"{path.name}: {code}: code taken or country {country!r} unknown")
        result.entries[code] = ["people", people["name"], code, country, ["CVL"]]
        result.add(path.name, code, "people", [people["name"], *people["people"]])
        result.add(path.name, code, "demonym", people["adjective"])


def read_surnames(path: Path) -> frozenset[str]:
    """Surnames that stand for nobody by themselves."""
    return frozenset(_table(path, frozenset({"everyday", "source"})).get("everyday", []))
