"""Toponyms: which names of a text are places, and which places they are."""

from __future__ import annotations

import pytest

from dragoman.annotation.layers import annotate
from dragoman.annotation.toponym_sense import Source, outlet_place, resolve
from dragoman.readers import document_from_text
from dragoman.records import Place


def places(text: str, **about: str) -> dict[str, Place]:
    found = annotate(document_from_text(text, id="x", title=about.get("title"), url=about.get("url"))).places
    return {text[p.start : p.end]: p for p in found}


FOUND = [
    ("The talks were held in Ankara and at Camp David.", {"Ankara", "Camp David"}),
    ("GOMA, Congo - Rebels took Sake and Kitchanga on Monday.", {"GOMA", "Congo"}),
    ("He lives in Nice but the weather was Nice.", {"Nice"}),
    ("Reading about it, Turkish officials met Turks.", set()),
    ("Paris Hilton met Mr. London at the London Bridge.", set()),
    ("A fire broke out in Springfield, Illinois, on Friday.", {"Springfield", "Illinois"}),
    ("A ship sank in the South China Sea near Hainan.", {"South China Sea", "Hainan"}),
    ("The deal was sealed at a summit in Brussels.", {"Brussels"}),
    ("Jordan Henderson scored; Henderson then rested in Jordan.", {"Jordan"}),
    ("Shells fell on the village of Urem al-Kubra, Aleppo province.", {"Aleppo"}),
]
SENSES = [
    ("The storm hit Paris, Texas, on Friday.", "Paris", "USA", "Texas"),
    ("The summit opened in Paris on Friday.", "Paris", "FRA", "Île-de-France"),
    ("A fire broke out in Springfield, Illinois.", "Springfield", "USA", "Illinois"),
    ("Police in Springfield, Massachusetts, left Springfield for Boston.", "Springfield", "USA", "Massachusetts"),
    ("Fighting in Tripoli, Lebanon, spread to Beirut.", "Tripoli", "LBN", "Liban-Nord"),
    ("Shells fell in Tripoli, the capital of Libya.", "Tripoli", "LBY", "Tripoli"),
    ("Tbilisi said that Russia had left Georgia.", "Georgia", "GEO", None),
    ("Voters in Georgia, Alabama and Florida went to the polls in Atlanta.", "Georgia", "USA", "Georgia"),
    ("The virus reached California, Missouri and Ohio.", "California", "USA", "California"),
    ("Ministers of Canada, China and Mexico came to Maine.", "China", "CHN", None),
    ("Speaking in Sydney, U.S. officials denied it.", "Sydney", "AUS", "New South Wales"),
    ("Tanks entered Gaza on Monday as Israel watched.", "Gaza", "PSE", None),
    ("Ukraine said that Odessa was hit from Crimea.", "Odessa", "UKR", "Odessa"),
]
OUTLETS = [
    (Source("https://www.dallasnews.com/a"), ("USA", "Texas")),
    (Source("https://www.example.co.uk/a"), ("GBR", None)),
    (Source("https://example.com/a"), None),
    (Source(), None),
    (Source("::::"), None),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_places_are_found_and_nothing_else(text: str, wanted: set[str]) -> None:
    assert set(places(text)) == wanted


@pytest.mark.parametrize(("text", "name", "country", "admin1"), SENSES)
def test_the_page_tells_which_place_is_meant(text: str, name: str, country: str, admin1: str | None) -> None:
    at = text.index(name)
    spans = sorted({(p.start, p.end) for p in places(text).values()} | {(at, at + len(name))})
    found = dict(zip(spans, resolve(text, spans), strict=True))[at, at + len(name)]
    assert found is not None
    assert (found.country, found.admin1) == (country, admin1)


def test_one_name_has_one_sense_in_a_page() -> None:
    text = "Gunmen attacked Tripoli, Lebanon. Hours later shops in Tripoli closed."
    found = annotate(document_from_text(text, id="x", title=None, url=None)).places
    assert {p.country for p in found if text[p.start : p.end] == "Tripoli"} == {"LBN"}


def test_a_name_that_the_gazetteer_lacks_lies_where_the_pages_places_lie() -> None:
    text = "Boats left Basra on the Shatt Xyz for Baghdad."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Basra", "Shatt Xyz", "Baghdad")]
    answer = resolve(text, spans)[1]
    assert answer is not None
    assert (answer.country, answer.precision) == ("IRQ", "country")


@pytest.mark.parametrize(("source", "wanted"), OUTLETS)
def test_an_outlet_may_tell_where_it_is(source: Source, wanted: tuple[str, str | None] | None) -> None:
    found = outlet_place(source)
    assert ((found.country, found.admin1) if found else None) == wanted


@pytest.mark.parametrize("text", ["?", "\x00", "A" * 5000, "in " * 2000, "Paris, " * 500])
def test_odd_texts_cost_nothing_but_themselves(text: str) -> None:
    assert isinstance(places(text), dict)
