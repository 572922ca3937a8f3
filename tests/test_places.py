"""The gazetteer: what a name may mean, spelling, distance, and a file that is not whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dragoman.errors import RegistryError
from dragoman.places import Gazetteer, distance, key

KEYS = [
    ("Türkiye", "turkiye"), ("St. Louis", "saint louis"), ("U.S.", "us"), ("W.Va.", "wva"),
    ("Deir ez-Zor", "deir ez zor"), ("Sana’a", "sanaa"), ("", ""),
]  # fmt: skip
NAMES = [
    ("Paris", "capital", "FRA", "Île-de-France", (48.85, 2.35)),
    ("Kiev", "capital", "UKR", "Kyiv City", (50.45, 30.52)),
    ("Raqqa", "city", "SYR", "Ar-Raqqah", (35.95, 39.01)),
    ("Texas", "admin1", "USA", "Texas", (31.3, -99.3)),
    ("Rapides Parish", "admin2", "USA", "Louisiana", (31.2, -92.5)),
    ("Anbar", "admin1", "IRQ", "Al Anbar", (33.5, 42.0)),
    ("South China Sea", "sea", None, None, (12.0, 114.0)),
    ("Crimea", "region", "UKR", None, (45.3, 34.4)),
    ("Kashmir", "region", None, None, (34.3, 75.0)),
    ("Camp David", "spot", "USA", None, (39.65, -77.46)),
    ("UK", "country", "GBR", None, (54.8, -2.7)),
]
SEATS = [("EU", "BEL"), ("IAEA", "AUT"), ("OPEC", "AUT"), ("AU", "ETH"), ("NOSUCHBODY", None)]


@pytest.mark.parametrize(("name", "wanted"), KEYS)
def test_names_are_looked_up_without_accents_and_signs(name: str, wanted: str) -> None:
    assert key(name) == wanted


@pytest.mark.parametrize(("name", "kind", "country", "admin1", "point"), NAMES)
def test_a_name_has_its_place(
    name: str, kind: str, country: str | None, admin1: str | None, point: tuple[float, float]
) -> None:
    found = [c for c in Gazetteer.load().named(key(name)) if (c.kind, c.country, c.admin1) == (kind, country, admin1)]
    assert found
    assert distance((found[0].lat, found[0].lon), point) < 150


def test_a_name_has_all_its_places() -> None:
    units = {(c.country, c.admin1) for c in Gazetteer.load().named("springfield")}
    assert {("USA", "Illinois"), ("USA", "Massachusetts"), ("USA", "Missouri")} <= units


def test_only_one_washington_is_a_capital() -> None:
    found = [c for c in Gazetteer.load().named("washington") if c.kind == "capital"]
    assert [(c.country, c.admin1) for c in found] == [("USA", "District of Columbia")]


@pytest.mark.parametrize("name", ["", " ", "Xyzzyville", "x" * 500, "東京都" * 50, "\x00", "Paris\tFrance"])
def test_what_is_no_name_has_no_place(name: str) -> None:
    assert Gazetteer.load().named(key(name)) == ()


@pytest.mark.parametrize(("word", "country"), [("Turkish", "TUR"), ("Iraqis", "IRQ"), ("quickly", None)])
def test_adjectives_and_peoples_tell_their_country(word: str, country: str | None) -> None:
    assert Gazetteer.load().demonym(word) == country


@pytest.mark.parametrize(("body", "country"), SEATS)
def test_bodies_have_seats(body: str, country: str | None) -> None:
    seat = Gazetteer.load().seat(body)
    assert (seat.country if seat else None) == country


def test_every_state_has_a_centre() -> None:
    gazetteer = Gazetteer.load()
    for code in ("USA", "XKX", "TWN", "PSE", "TUV"):
        assert gazetteer.country(code) is not None
    assert gazetteer.country("ZZZ") is None


@pytest.mark.parametrize("packed", [b"", b"no places", b"DRAGOMAN-PLACES-2\n\x05\x00\x00\x00abcde"])
def test_a_file_that_is_not_whole_is_an_error_that_says_what_to_do(packed: bytes) -> None:
    hand = b'{"version": "x", "names": {}, "demonyms": {}, "countries": {}}'
    with pytest.raises(RegistryError, match="compile_gazetteer"):
        Gazetteer(hand, packed)


def test_the_gazetteer_is_not_read_before_it_is_asked() -> None:
    code = "import sys, dragoman.cli, dragoman.places as p; sys.exit(p.Gazetteer.load.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
