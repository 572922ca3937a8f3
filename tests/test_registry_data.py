"""The registry's sources: enough of everything, no clash, possible terms, a source in every file; errors say where."""

from __future__ import annotations

import csv
import shutil
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from dragoman.actors import Registry
from dragoman.dates import parse_partial
from dragoman.errors import RegistryError

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "resources" / "actors"
SOURCES_OF_TERMS = {"REIGN 2021-03", "REIGN 2021-03; end: public record", "public record"}
REIGN = ROOT.parent / "shared" / "data" / "facts" / "reign_leaders_2021_03.csv"
G20 = [
    "ARG", "AUS", "BRA", "CAN", "CHN", "DEU", "FRA", "GBR", "IDN", "IND", "ITA", "JPN", "KOR", "MEX", "RUS", "SAU",
    "TUR", "USA", "ZAF",
]  # fmt: skip
sys.path.insert(0, str(ROOT / "tools"))

import compile_actors  # noqa: E402


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def test_compiled_equals_source() -> None:
    for path, data in compile_actors.compile_actors(ROOT).items():
        assert (ROOT / path).read_bytes() == data, f"{path}: run python tools/compile_resources.py actors"


def test_compiling_twice_gives_the_same() -> None:
    assert compile_actors.compile_actors(ROOT) == compile_actors.compile_actors(ROOT)


def test_every_file_has_a_source() -> None:
    for path in sorted(SOURCES.rglob("*.yml")):
        assert yaml.safe_load(path.read_text(encoding="utf-8")).get("source"), path


def test_coverage(registry: Registry) -> None:
    kinds = Counter(entry.kind for entry in registry.entries.values())
    assert kinds["state"] == 197
    assert kinds["territory"] >= 40
    assert kinds["historical"] >= 20
    assert kinds["claimed"] >= 18
    others = {"organ", "person"}
    bodies = [entry for entry in registry.entries.values() if "IGO" in entry.sectors and entry.kind not in others]
    assert len(bodies) >= 200
    assert kinds["armed-group"] >= 300
    assert kinds["party"] >= 450
    assert kinds["ngo"] >= 170
    assert kinds["media"] >= 480
    assert kinds["person"] >= 2800


def test_every_state_has_its_codes(registry: Registry) -> None:
    for entry in registry.entries.values():
        if entry.kind == "state":
            facts = registry.states[entry.code]
            assert len(facts["iso2"]) == 2, entry.code
            assert "cow" in facts or entry.code == "PSE", entry.code
            assert entry.party == entry.country == entry.code


def test_every_state_has_a_demonym(registry: Registry) -> None:
    with_demonym = {row[1] for row in registry_names("demonym")}
    states = {code for code, entry in registry.entries.items() if entry.kind == "state"}
    assert states - with_demonym <= {"LIE", "SLB", "VAT"}


def registry_names(role: str) -> list[tuple[str, str]]:
    """Names of one role as (text, code)."""
    found = [name for _, names in Registry.load()._names._automaton.values() for name in names]
    return [(name.text, name.entry.code) for name in found if name.role == role]


def test_strong_names_lead_to_one_entry(registry: Registry) -> None:
    owners: dict[str, str] = {}
    for _, names in registry._names._automaton.values():
        for name in names:
            if name.strong:
                assert owners.setdefault(name.text, name.entry.code) == name.entry.code, name.text


def test_codes_differ_by_more_than_case(registry: Registry) -> None:
    states = {code for code, entry in registry.entries.items() if entry.kind == "state"}
    known = {"brn", "dji", "nld", "pri"}
    assert {code for code in registry.entries if code.upper() in states and code not in states} <= known


def test_terms_are_sane(registry: Registry) -> None:
    assert len(registry._terms) >= 4500
    for number in range(len(registry._terms)):
        term = registry._term(number)
        assert term.start is not None, (term.person, term.title)
        assert term.end is None or term.start.start <= term.end.end, (term.person, term.title)
        assert 1900 <= term.start.start.year <= 2026, (term.person, term.title)


@pytest.mark.parametrize("country", G20)
def test_g20_leaders_since_2010(registry: Registry, country: str) -> None:
    """On each first of July somebody holds the highest offices."""
    levels = {row[5] for row in registry._terms if row[3] == country and row[4] is None}
    assert {"foreign_minister"} <= levels or country == "SAU"
    terms = [registry._term(n) for n, row in enumerate(registry._terms) if row[3] == country and row[4] is None]
    heads = [term for term in terms if term.level in {"head_of_state", "head_of_government", "leader"}]
    for year in range(2010, 2026):
        assert any(term.covers(date(year, 7, 1)) for term in heads), (country, year)


def test_every_term_names_its_source() -> None:
    for path in sorted(SOURCES.rglob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for office in [*(data.get("offices") or []), {"title": "Leader", "holders": data.get("leaders") or []}]:
            for holder in office.get("holders") or []:
                assert holder.get("source") in SOURCES_OF_TERMS, (path.name, office["title"], holder["name"])


@pytest.mark.parametrize("sector", ["LEG", "MIL", "SPY", "COP"])
def test_named_organs_of_the_g20(registry: Registry, sector: str) -> None:
    """A state of the G20 has named organs of each of these sectors; two or three go by common nouns alone."""
    with_organ = {entry.country for entry in registry.entries.values() if sector in entry.sectors}
    assert len(set(G20) - with_organ) <= 2, set(G20) - with_organ


@pytest.mark.parametrize(
    ("body", "day", "members"),
    [
        ("NATO", date(1999, 3, 11), 16),
        ("NATO", date(1999, 3, 12), 19),
        ("NATO", date(2023, 4, 4), 31),
        ("NATO", date(2024, 3, 7), 32),
        ("EU", date(2013, 7, 1), 28),
        ("EU", date(2020, 2, 1), 27),
        ("GCC", date(2000, 1, 1), 6),
        ("SCO", date(2017, 6, 9), 8),
        ("SCO", date(2024, 7, 4), 10),
        ("BRICS", date(2024, 1, 1), 9),
        ("ASEAN", date(2025, 10, 26), 11),
        ("AUKUS", date(2021, 9, 15), 3),
        ("OPEC", date(2024, 1, 1), 12),
        ("ECOWAS", date(2025, 1, 30), 12),
        *(("UN-united-nations-security-council", date(year, 7, 1), 15) for year in range(1990, 2027)),
    ],
)
def test_members_on_a_day(registry: Registry, body: str, day: date, members: int) -> None:
    def inside(member: dict[str, str]) -> bool:
        first, last = parse_partial(member["from"]), parse_partial(member.get("to") or "9999")
        assert first is not None
        assert last is not None
        return first.start <= day <= last.end

    assert len({member["code"] for member in registry.states[body]["members"] if inside(member)}) == members


@pytest.mark.skipif(not REIGN.is_file(), reason="the table of REIGN is not part of the repository")
def test_rows_from_reign_say_what_reign_says() -> None:
    """A row that names REIGN begins on a day (or in a month, a year) on which a leader of that state begins there."""
    with REIGN.open(encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    starts = {(row["ccode"], f"{row['syear']}-{row['smonth']:0>2}-{row['sdate']:0>2}") for row in rows}
    others = {"DEU": {"260"}, "CZE": {"316"}, "RUS": {"365"}, "YEM": {"678"}, "SRB": {"340"}}
    for path in sorted((SOURCES / "states").glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        codes = {str(data.get("cow"))} | others.get(data["code"], set())
        for office in data.get("offices") or []:
            for holder in office["holders"]:
                if holder["source"].startswith("REIGN"):
                    found = any(day.startswith(str(holder["from"])) for code, day in starts if code in codes)
                    assert found, (path.name, office["title"], holder["name"], str(holder["from"]))


def test_heads_of_all_states(registry: Registry) -> None:
    states = {code for code, entry in registry.entries.items() if entry.kind == "state"}
    with_heads = {row[3] for row in registry._terms if row[5].startswith("head_of")}
    assert len(states - with_heads) <= 2, states - with_heads


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of a few sources, to break."""
    target = tmp_path / "resources"
    (target / "actors" / "states").mkdir(parents=True)
    shutil.copytree(ROOT / "resources" / "ontology", target / "ontology")
    for code in ("JPN", "FRA"):
        shutil.copy(SOURCES / "states" / f"{code}.yml", target / "actors" / "states")
    return tmp_path


def change(root: Path, old: str, new: str) -> None:
    path = root / "resources" / "actors" / "states" / "JPN.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("iso2:", "iso3:", "unknown key 'iso3'"),
        ("strong: [Japan]", "strong: [Japan, France]", "strong name 'France'"),
        ("sectors: [LEG]", "sectors: [XYZ]", "'XYZ' is no sector"),
        ("from: 2021-10-04, to: 2024-10-01", "from: 2021-10-04, to: 2020-10-01", "before it starts"),
        ("from: 2021-10-04", "from: 2021-13", "no day, month or year"),
        ("\nsource:", "\norigin:", "source: missing"),
        (", source: public record}", "}", "source: missing (say who says so"),
        ("code: JPN", "code: JPX", "is not the file's name"),
        ("metonym: true", "metonymy: true", "unknown key 'metonymy'"),
    ],
)
def test_errors_name_file_and_key(broken: Path, old: str, new: str, told: str) -> None:
    compile_actors.compile_actors(broken)
    change(broken, old, new)
    with pytest.raises(RegistryError) as error:
        compile_actors.compile_actors(broken)
    assert told in str(error.value)
    assert "JPN" in str(error.value) or "FRA" in str(error.value)
