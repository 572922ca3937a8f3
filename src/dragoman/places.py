"""The gazetteer: names of countries, units, towns, waters and regions to their candidates, each with where it lies.

Two compiled files: `data/places.json` (countries and what is written by hand in `resources/places`) and
`data/places.bin` (a GeoNames extract, CC BY 4.0, packed by `tools/compile_gazetteer.py`). Both are read at the first
question. Coordinates are degrees, rounded in the packed file to about 300 m.
"""

from __future__ import annotations

import functools
import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_right
from importlib import resources
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt
from typing import Any, Literal

import msgspec

from dragoman.actor_names import fold, lower
from dragoman.errors import RegistryError

Kind = Literal["country", "capital", "city", "admin1", "admin2", "sea", "region", "spot"]
KINDS: tuple[Kind, ...] = ("city", "capital", "admin1", "admin2")
"""Kinds in the packed file, by their number there."""
PRECISION: dict[Kind, str] = {
    "country": "country", "capital": "city", "city": "city", "admin1": "region", "admin2": "region", "sea": "region",
    "region": "region", "spot": "spot",
}  # fmt: skip
MAGIC = b"DRAGOMAN-PLACES-2\n"
STEP = 512
"""Lines of a compressed page."""
LAT, LON = 32767 / 90, 32767 / 180
GROWTH = 1.08
"""A population is kept as the power of this number that comes nearest."""
NO_UNIT = 65535
EARTH_KM = 6371.0
_DROPPED = dict.fromkeys(map(ord, "'.ʻʿʾˈ′"), None) | {ord("-"): " ", ord("_"): " "}
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean. `country` is ISO 3166-1 alpha-3, None for seas and regions of several states."""

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int = 0
    admin2: str | None = None

    @property
    def precision(self) -> str:
        """How narrow the place is: country, region, city or spot."""
        return PRECISION[self.kind]


class _Hand(msgspec.Struct):
    """The compiled file of countries and of what is written by hand."""

    version: str
    names: dict[str, list[tuple[str, str, str | None, float, float]]]
    demonyms: dict[str, str]
    countries: dict[str, tuple[str, float, float]]
    words: frozenset[str] = frozenset()
    seats: dict[str, str] = {}
    domains: dict[str, str] = {}
    venue: dict[str, dict[str, float]] = {}


def key(name: str) -> str:
    """A name as it is looked up: lower case, without accents, dots and apostrophes, "St." written out."""
    plain = lower(fold(name)).translate(_DROPPED)
    words = plain.split()
    if len(words) > 1 and words[0] in _SHORT:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres over the great circle between two (latitude, longitude) in degrees."""
    (p, q), (r, s) = ((radians(x), radians(y)) for x, y in (a, b))
    half = sin((r - p) / 2) ** 2 + cos(p) * cos(r) * sin((s - q) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


class Gazetteer:
    """Candidates by name. Not changed once loaded; one a process."""

    def __init__(self, hand: bytes, packed: bytes) -> None:
        """Over the contents of the two compiled files. Raises RegistryError where one is not whole."""
        try:
            self._hand = msgspec.json.decode(hand, type=_Hand)
            head, body = _unpack(packed)
        except (msgspec.DecodeError, ValueError, KeyError, zlib.error, struct.error) as problem:
            raise RegistryError(f"data/places: {problem} (reinstall, or run tools/compile_gazetteer.py)") from problem
        self.version = f"{self._hand.version}+{head['version']}"
        self._units: list[list[str]] = head["units"]
        self._districts: list[str] = head["districts"]
        self._names, self._shown = (_Lines(body[s]) for s in ("names", "shown"))
        self._columns = {name: _column(code, body[name]) for name, code in COLUMNS}
        self.named = functools.lru_cache(maxsize=20_000)(self._named)

    @staticmethod
    @functools.cache
    def load() -> Gazetteer:
        """The gazetteer of the package, read once a process."""
        folder = resources.files("dragoman") / "data"
        return Gazetteer((folder / "places.json").read_bytes(), (folder / "places.bin").read_bytes())

    def country(self, code: str) -> Candidate | None:
        """A country by its code, with the centre of its land."""
        found = self._hand.countries.get(code)
        return Candidate(found[0], "country", code, None, found[1], found[2]) if found else None

    def demonym(self, word: str) -> str | None:
        """The country of an adjective or of a people ("Turkish", "Turks"), by its code."""
        return self._hand.demonyms.get(key(word))

    def seat(self, body: str) -> Candidate | None:
        """The town in which an international body sits, by the body's code."""
        found = self.named(key(self._hand.seats[body])) if body in self._hand.seats else ()
        return max(found, key=lambda c: (c.kind == "capital", c.population), default=None)

    def domain(self, end: str) -> str | None:
        """The country of the last part of an internet address ("jp"); None for one that is sold as a word ("tv")."""
        return self._hand.domains.get(end)

    @property
    def venue(self) -> dict[str, dict[str, float]]:
        """Weights of what speaks for the place of an act, by group of acts (resources/places/venue.yml)."""
        return self._hand.venue

    def is_word(self, name: str) -> bool:
        """Whether a name of a place is an everyday word as well ("Nice", "Reading")."""
        return key(name) in self._hand.words

    def holds(self, name: str) -> bool:
        """Whether any place has the name."""
        return bool(self.named(key(name)))

    def _named(self, folded: str) -> tuple[Candidate, ...]:
        by_hand = [
            Candidate(name, kind, country, None, lat, lon)  # type: ignore[arg-type]
            for name, kind, country, lat, lon in self._hand.names.get(folded, ())
        ]
        line = self._names.find(folded) if folded else None
        packed = [self._place(int(n)) for n in line.split(",")] if line else []
        return (*by_hand, *sorted(packed, key=lambda c: -c.population))

    def _place(self, number: int) -> Candidate:
        row = {name: values[number] for name, values in self._columns.items()}
        country, unit = self._units[row["unit"]] if row["unit"] != NO_UNIT else ("", "")
        return Candidate(
            self._shown.line(number), KINDS[row["kind"]], country or None, unit or None,
            round(row["lat"] / LAT, 4), round(row["lon"] / LON, 4), _people(row["people"]),
            self._districts[row["district"]] if row["district"] != NO_UNIT else None,
        )  # fmt: skip


COLUMNS = (("lat", "h"), ("lon", "h"), ("people", "B"), ("kind", "B"), ("unit", "H"), ("district", "H"))
"""Columns of the packed file, a value a place, with the code of their type in `array`."""


class _Lines:
    """Lines of text in compressed pages, reached by number, or by their first field where they are in order of it."""

    def __init__(self, data: bytes) -> None:
        pages, length = struct.unpack_from("<II", data)
        at = 8 + length
        self._firsts = data[8:at].split(b"\n")
        ends = _column("I", data[at : at + 4 * pages])
        self._bounds = [at + 4 * pages, *(at + 4 * pages + end for end in ends)]
        self._data = data
        self._page = functools.lru_cache(maxsize=512)(self._read)

    def line(self, number: int) -> str:
        """The line of that number."""
        return self._page(number // STEP)[1:].split(b"\n")[number % STEP].decode()

    def find(self, field: str) -> str | None:
        """What follows the tab in the line that begins with the field."""
        wanted = field.encode()
        number = bisect_right(self._firsts, wanted) - 1
        if number < 0:
            return None
        page = self._page(number)
        at = page.find(b"\n" + wanted + b"\t")
        return page[at + len(wanted) + 2 : page.index(b"\n", at + 1)].decode() if at >= 0 else None

    def _read(self, number: int) -> bytes:
        """A page, a line end before its first line and after its last."""
        return zlib.decompress(self._data[self._bounds[number] : self._bounds[number + 1]])


def pack_lines(lines: list[str]) -> bytes:
    """Lines as `_Lines` reads them."""
    groups = [lines[n : n + STEP] for n in range(0, len(lines), STEP)]
    pages = [zlib.compress(("\n" + "\n".join(group) + "\n").encode(), 9) for group in groups]
    firsts = "\n".join(group[0].partition("\t")[0] for group in groups).encode()
    ends = _little(array("I", accumulate(len(page) for page in pages)))
    return struct.pack("<II", len(pages), len(firsts)) + firsts + ends.tobytes() + b"".join(pages)


def pack(head: dict[str, Any], sections: dict[str, bytes]) -> bytes:
    """The packed file: a head that names the sections and their lengths, then the sections."""
    told = json.dumps(head | {"sections": {name: len(data) for name, data in sections.items()}}, ensure_ascii=False)
    text = zlib.compress(told.encode(), 9)
    return MAGIC + struct.pack("<I", len(text)) + text + b"".join(sections.values())


def _unpack(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    if not data.startswith(MAGIC):
        raise ValueError("places.bin is no packed gazetteer")
    length, at = struct.unpack_from("<I", data, len(MAGIC))[0], len(MAGIC) + 4
    head, at, body = json.loads(zlib.decompress(data[at : at + length])), at + length, {}
    for name, size in head["sections"].items():
        body[name] = data[at : at + size]
        at += size
    return head, body


def _people(power: int) -> int:
    return round(GROWTH**power) if power else 0


def _column(code: str, data: bytes) -> array[int]:
    column: array[int] = array(code)
    column.frombytes(data)
    return _little(column)


def _little(column: array[int]) -> array[int]:
    """The column with its bytes turned where the machine counts from the big end."""
    if sys.byteorder == "big":
        column.byteswap()
    return column
