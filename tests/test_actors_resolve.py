"""Phrases to country and sector: figures over the two suites, places, spellings, days, and bad input."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.actor_names import sound_key
from dragoman.actor_places import countries_of, place_of
from dragoman.actors import Registry
from dragoman.errors import MalformedRecord
from dragoman.layers import resolve

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"resolve.jsonl": (0.94, 0.92), "resolve_kept.jsonl": (0.95, 0.93)}
"""Suite -> share of phrases with the country right, and with country and main sector right."""


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_figures(name: str) -> None:
    measure = tool("measure_resolve")
    rows = measure.read(ROOT / "tests" / "data" / name)
    total, kinds = measure.measure(rows)
    country, sector = FLOORS[name]
    assert total["country"] / total["n"] >= country, measure.told(name, total)
    assert total["sector"] / total["n"] >= sector, measure.told(name, total)
    assert len(kinds) >= 8


def test_the_suites_are_apart() -> None:
    texts = [
        {(row["text"], row.get("on"), row.get("country")) for row in map(json.loads, path.read_text().splitlines())}
        for path in sorted((ROOT / "tests" / "data").glob("resolve*.jsonl"))
    ]
    assert [len(part) >= 120 for part in texts] == [True, True]
    assert not texts[0] & texts[1]


def test_a_verdict_can_fail() -> None:
    verdict = tool("measure_resolve").verdict
    want = {"country": "TUR", "sector": ["GOV"], "also": ["MIL"]}
    found = {"code": "TUR", "country": "TUR", "sector": "GOV", "sectors": ["GOV"]}
    assert verdict(found, want) == (True, True, False)
    assert verdict(found | {"sector": "MIL"}, want) == (True, False, False)
    assert verdict(found | {"country": "GRC"}, want) == (False, False, False)
    assert verdict(found, want | {"sector": []}) == (False, False, False)


def test_regions_equal_source() -> None:
    for path, content in tool("compile_regions").compile_regions(ROOT).items():
        assert (ROOT / path).read_bytes() == content, "run: python tools/compile_resources.py regions"


@pytest.mark.parametrize(
    ("text", "taken", "before", "place"),
    [
        ("governor of Texas", [(0, 8)], 0, ("Texas", "USA")),
        ("a court in Istanbul", [(2, 7)], 2, ("Istanbul", "TUR")),
        ("Rio de Janeiro Mayor Marcelo Crivella", [(15, 20)], 15, ("Rio de Janeiro", "BRA")),
        ("police in eastern Donetsk", [(0, 6)], 0, ("Donetsk", "UKR")),
        ("Governor Lincoln Chafee", [(0, 8)], 0, ()),
        ("the mayor", [(4, 9)], 4, ()),
        ("Punjab police", [(7, 13)], 7, ("Punjab", "IND", "PAK")),
    ],
)
def test_place(text: str, taken: list[tuple[int, int]], before: int, place: tuple[str, ...]) -> None:
    assert place_of(text, taken, before) == place


def test_reported_places_go_before_units() -> None:
    assert countries_of("Florida") == ("USA",)
    assert countries_of("São Paulo") == ("BRA",)
    assert countries_of("Nowhere") == ()


# phrase, day, context -> country, sectors
ROWS = """
Georgia | | USA | USA | GOV
Georgia | | | GEO | GOV
Georgia Governor Brian Kemp | | | USA | GOV
Punjab police | | PAK | PAK | COP
Congress | | PER | PER | LEG
the court | | | - | JUD
pro-Russian rebels in Ukraine | | | UKR | REB
Cuban-American lawmakers | | USA | USA | LEG
ethnic Hungarians in Romania | | | ROU | CVL
Tutsi rebels | | RWA | RWA | REB
Taoiseach | | | IRL | GOV
Mikhail Saakashvili | 2008-06-01 | | GEO | GOV
Muammar Qadhafi | 2000-06-01 | | LBY | GOV
A. Papandreou | 1994-06-01 | | GRC | GOV
Tony Blair | 2003-06-01 | | GBR | GOV
Tony Blair | 2017-06-01 | | GBR | ELI
Shiite cleric Moqtada al-Sadr | 2006-06-01 | | IRQ | REL REB
Brazil's Workers Party | | | BRA | PTY
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_rules(row: str) -> None:
    phrase, day, context, country, sectors = (part.strip() for part in row.split("|"))
    best = Registry.load().candidates(phrase, date.fromisoformat(day) if day else None, context or None)[0]
    assert (best.country or "-", " ".join(best.sectors)) == (country, sectors)
    assert best.reasons


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mikheil Saakashvili", "Mikhail Saakashvili", True),
        ("Muammar Gaddafi", "Moammar al-Qadhafi", True),
        ("Boris Yeltsin", "Yeltzin Boris", True),
        ("Viktor Yushchenko", "Viktor Yanukovych", False),
        ("Kim Jong-il", "Kim Jong-un", False),
        ("Li", "Lee", False),
    ],
)
def test_sound_key(one: str, other: str, same: bool) -> None:
    assert (sound_key(one) == sound_key(other) != "") is same


def test_a_spelling_is_less_sure_than_the_name() -> None:
    registry = Registry.load()
    day = date(2008, 6, 1)
    close = registry.candidates("Mikhael Saakashvili", day)[0]
    assert close.name == "Mikheil Saakashvili"
    assert close.confidence < registry.candidates("Mikheil Saakashvili", day)[0].confidence
    assert any("spelt" in reason for reason in close.reasons)


def test_nobody_holds_an_office_for_ever() -> None:
    found = Registry.load().candidates("the president", date(9999, 12, 31), "PER")[0]
    assert (found.country, found.name) == ("PER", "Peru")


GOOD_BUT_ODD: list[dict[str, Any]] = [
    {"text": "Владимир Путин"},
    {"text": "習近平", "on": "2015"},
    {"text": "A" * 500},
    {"text": "General " * 90},
    {"text": "the president", "on": "0001", "country": "PER"},
    {"text": "Tony Blair", "on": "2999-01-01", "country": "FRA"},
    {"text": "x", "country": "Atlantis"},
    {"text": "", "country": ""},
]
BAD: list[Any] = [
    {"text": "the president", "on": "0000-01-01"},
    {"text": "the president", "on": "10000-01-01"},
    {"text": "the president", "on": "2019-13"},
    {"text": "the president", "on": 20190101},
    {"text": None},
    {"no": 1},
    [],
]


def test_odd_input_costs_nothing() -> None:
    found = list(resolve([("here", row) for row in GOOD_BUT_ODD]))
    assert all(isinstance(answer, dict) for answer in found)
    assert all(answer["confidence"] <= 1 for answer in found if isinstance(answer, dict))


@pytest.mark.parametrize("row", BAD, ids=str)
def test_bad_input_is_told(row: Any) -> None:
    bad, good = resolve([("suite.jsonl:7", row), ("suite.jsonl:8", {"text": "Japan"})])
    assert isinstance(bad, MalformedRecord)
    assert "suite.jsonl:7" in str(bad)
    assert isinstance(good, dict)
    assert good["country"] == "JPN"
