"""The registry at work: phrases to parties, names in text, who held which office on a day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


# phrase, day, context -> code, country, sectors
PHRASES = """
Japan | | | JPN | JPN | GOV
U.S. | | | USA | USA | GOV
the United States of America | | | USA | USA | GOV
UK | | | GBR | GBR | GOV
Great Britain | | | GBR | GBR | GOV
UAE | | | ARE | ARE | GOV
the DPRK | | | PRK | PRK | GOV
Türkiye | | | TUR | TUR | GOV
Burma | | | MMR | MMR | GOV
Macedonia | | | MKD | MKD | GOV
Swaziland | | | SWZ | SWZ | GOV
Ivory Coast | | | CIV | CIV | GOV
Holland | | | NLD | NLD | GOV
Holy See | | | VAT | VAT | GOV
Congo | | | COD | COD | GOV
Korea | | | KOR | KOR | GOV
Georgia | | | GEO | GEO | GOV
Soviet Union | | | RUS | RUS | GOV
Yugoslavia | | | SRB | SRB | GOV
East Germany | | | DEU | DEU | GOV
Zaire | | | COD | COD | GOV
Czechoslovakia | | | CZE | CZE | GOV
Northern Cyprus | | | north-cyprus | CYP | GOV PRE
South Ossetia | | | south-ossetia | GEO | REB PRE
Western Sahara | | | ESH | ESH | GOV
Gaza | | | PSE | PSE | GOV
Moscow | | | RUS | RUS | GOV
Washington | | | USA | USA | GOV
the Kremlin | | | RUS | RUS | GOV
Downing Street | | | GBR | GBR | GOV
the Élysée | | | FRA | FRA | GOV
the White House | | | USA | USA | GOV
State Department | | | USA | USA | GOV
the Pentagon | | | USA | USA | MIL
Kantei | | | JPN | JPN | GOV
Brussels | | | EU | - | IGO EUR
Deputy Minister of Defence Colonel-General Alexander Fomin | | RUS | RUS | RUS | GOV MIL
Deputy Minister of Defence of Russia | | | RUS | RUS | GOV MIL
the Foreign Ministry | | FRA | FRA | FRA | GOV
spokesman for the Israeli Foreign Ministry | | | ISR | ISR | GOV
Sudanese government | | | SDN | SDN | GOV
the government of Sudan | | | SDN | SDN | GOV
The government | | KEN | KEN | KEN | GOV
a senior Iranian official | | | IRN | IRN | GOV
three senior US officials | | | USA | USA | GOV
Russian ambassador to the United States | | | RUS | RUS | GOV
Japanese ambassador to NATO | | | JPN | JPN | GOV
ambassador | | FRA | FRA | FRA | GOV
White House press secretary Jen Psaki | | | USA | USA | GOV
the Iranian parliament | | | IRN | IRN | LEG
parliament | | UKR | UKR | UKR | LEG
the Japanese National Diet | | | JPN | JPN | LEG
Knesset | | | ISR | ISR | LEG
Bundestag | | | DEU | DEU | LEG
the Senate | | USA | USA | USA | LEG
US Senator John McCain | | | USA | USA | LEG
Supreme Court of India | | | IND | IND | JUD
a Moscow court | | | RUS | RUS | JUD
Russian prosecutors | | | RUS | RUS | JUD
Israeli police | | | ISR | ISR | COP
Hong Kong police | | | HKG | HKG | COP
Northern Ireland police | | | GBR | GBR | COP
FBI | | | USA | USA | COP
Mossad | | | ISR | ISR | SPY
MI6 | | | GBR | GBR | SPY
FSB | | | RUS | RUS | SPY
IDF | | | ISR | ISR | MIL
the army | | EGY | EGY | EGY | MIL
Nigerian military | | | NGA | NGA | MIL
two American soldiers | | | USA | USA | MIL
Turkish soldiers | | | TUR | TUR | MIL
Nigerian Army Chief of Staff Lt. Gen. Tukur Buratai | | | NGA | NGA | MIL
Kishida | 2022-06-29 | | JPN | JPN | GOV
Japanese Prime Minister Fumio Kishida | 2022-06-29 | | JPN | JPN | GOV
the president | 2019-05-01 | PER | PER | PER | GOV
Prime Minister May | 2018-01-01 | | GBR | GBR | GOV
Brown | 2008-01-01 | | GBR | GBR | GOV
Bush | 1992-01-01 | | USA | USA | GOV
President Xi | 2020-01-01 | | CHN | CHN | GOV
Kim Jong Un | 2019-01-01 | | PRK | PRK | GOV
Bashar Assad | 2013-01-01 | | SYR | SYR | GOV
Mohammed Morsi | 2012-09-01 | | EGY | EGY | GOV
Mohamed Morsi | 2015-01-01 | | mohamed-morsi | EGY | ELI
Ousted Egyptian President Mohamed Morsi | 2013-08-01 | | mohamed-morsi | EGY | ELI
Donald Trump | 2018-01-01 | | USA | USA | GOV
Donald Trump | 2022-01-01 | | donald-trump | USA | ELI
former President Donald Trump | 2022-01-01 | | donald-trump | USA | ELI
Shinzo Abe | 2021-05-01 | | shinzo-abe | JPN | ELI
ex-President Lula | 2018-01-01 | | luiz-inacio-lula-da-silva | BRA | ELI
Boris Yeltsin | 1995-01-01 | | RUS | RUS | GOV
Soviet President Mikhail Gorbachev | 1990-06-01 | | RUS | RUS | GOV
Slobodan Milosevic | 1999-04-01 | | SRB | SRB | GOV
Yasser Arafat | 1995-01-01 | | PSE | PSE | GOV
Pope Francis | 2016-01-01 | | VAT | VAT | REL
Queen Elizabeth | 2000-01-01 | | GBR | GBR | GOV
Ayatollah Khamenei | 2010-01-01 | | IRN | IRN | GOV
Lavrov | | | RUS | RUS | GOV
Kremlin spokesman Dmitry Peskov | 2022-01-01 | | RUS | RUS | GOV
Defense Secretary Jim Mattis | 2018-01-01 | | USA | USA | GOV MIL
Turkish Foreign Minister Mevlut Cavusoglu | 2018-01-01 | | TUR | TUR | GOV
Taiwanese President Tsai Ing-wen | 2019-01-01 | | TWN | TWN | GOV
opposition leader Juan Guaido | 2019-05-01 | | juan-guaido | VEN | OPP
NATO | | | NATO | - | IGO
NATO Secretary General Jens Stoltenberg | 2022-06-29 | | NATO | - | IGO
the Security Council | | | UN | - | IGO UNO
five permanent members of the UN Security Council | | | UN | - | IGO UNO
UN Secretary-General Ban Ki-moon | 2012-01-01 | | UN | - | IGO UNO
European Commission President Ursula von der Leyen | 2021-01-01 | | EU | - | IGO EUR
G7 | | | G7 | - | IGO
International Criminal Court | | | ICC | - | IGO JUD
Hezbollah fighters | | | hezbollah | LBN | REB PTY
the Lebanese group Hezbollah | | | hezbollah | LBN | REB PTY
members of the Taliban | | | taliban | AFG | REB
Iranian-backed Houthi rebels | | | houthis | YEM | REB
Islamic State | | | isis | - | REB IMG
Boko Haram | | | boko-haram | NGA | REB
PRI | | MEX | pri | MEX | PTY
Amnesty International | | | amnesty-international | - | NGO
Microsoft | | | microsoft | USA | BUS MNC
New York Times | | | new-york-times | USA | JRN
US-led coalition | | | us-led-coalition | - | MIL
Bosnian Serbs | | | bosnian-serbs | BIH | REB
over two dozen men and women | | | women | - | CVL
Syrian refugees | | | SYR-refugees | SYR | REF
refugees | | | refugees | - | REF
protesters in Cairo | | | EGY-protesters | EGY | CVL
thousands of Syrians | | | SYR-civilians | SYR | CVL
the Syrian opposition | | | SYR-opposition | SYR | OPP PTY
the opposition | | VEN | VEN-opposition | VEN | OPP PTY
rebels | | COD | COD-rebels | COD | REB
Syrian rebels | | | SYR-rebels | SYR | REB
Indian farmers | | | IND-farmers | IND | AGR
Chinese students | | | CHN-students | CHN | EDU CVL
a British journalist | | | GBR-journalists | GBR | JRN
Kurds | | | kurds | - | CVL
Rohingya refugees | | | rohingya-refugees | MMR | REF
unidentified gunmen | | | gunmen | - | UAF
doctors and nurses | | | doctors | - | MED
20 people | | | citizens | - | CVL
Russian journalist Anna Ivanova | | | anna-ivanova | RUS | JRN
"""
NOT_ACTORS = """
yesterday
last week
in the morning
a new law
the agreement
Chinese law
South China Sea
Paris Agreement
Monday
Christmas
the economy
the bombing of Aleppo
Latin America
Korean War
Israeli strikes
the election
2014
Gulf of Mexico
Minsk agreements
Japanese history
the Iraq War
"""


def rows() -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in PHRASES.strip().splitlines()]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} {row[1]} {row[2]}".strip())
def test_phrase(registry: Registry, row: list[str]) -> None:
    phrase, day, context, code, country, sectors = row
    found = registry.candidates(phrase, date.fromisoformat(day) if day else None, context or None)
    assert found, "no candidate"
    best = found[0]
    assert (best.code, best.country or "-", " ".join(best.sectors)) == (code, country, sectors)
    assert best.sector == best.sectors[0]
    assert 0 < best.confidence <= 1
    assert best.reasons


def test_there_are_enough_phrases() -> None:
    assert len(rows()) >= 120


@pytest.mark.parametrize("phrase", ["", *NOT_ACTORS.strip().splitlines()])
def test_not_an_actor(registry: Registry, phrase: str) -> None:
    assert registry.candidates(phrase) == []


def test_other_readings_follow(registry: Registry) -> None:
    assert [found.code for found in registry.candidates("Congo")] == ["COD", "COG"]
    assert registry.candidates("Congo", context="COG")[0].code == "COG"


def test_context_may_be_a_name(registry: Registry) -> None:
    assert registry.candidates("the army", context="Egypt")[0].code == "EGY"


@pytest.mark.parametrize(
    ("title", "country", "day", "person"),
    [
        ("president", "USA", "2018-05-05", "Donald Trump"),
        ("President", "USA", "2021-01-19", "Donald Trump"),
        ("president", "USA", "2021-01-21", "Joe Biden"),
        ("vice president", "USA", "2014-03-01", "Joe Biden"),
        ("prime minister", "JPN", "2022-06-29", "Fumio Kishida"),
        ("the prime minister", "JPN", "2007-01-01", "Shinzo Abe"),
        ("foreign minister", "RUS", "2014-03-01", "Sergei Lavrov"),
        ("secretary of state", "USA", "2014-03-01", "John Kerry"),
        ("foreign secretary", "GBR", "2017-01-01", "Boris Johnson"),
        ("defense minister", "RUS", "2014-03-01", "Sergei Shoigu"),
        ("defence chief", "USA", "2014-03-01", "Chuck Hagel"),
        ("president", "DEU", "2014-03-01", "Joachim Gauck"),
        ("chancellor", "DEU", "2014-03-01", "Angela Merkel"),
        ("king", "SAU", "2014-03-01", "Abdullah bin Abdulaziz"),
        ("leader", "PRK", "2014-03-01", "Kim Jong-un"),
        ("president", "PER", "2019-05-01", "Martin Vizcarra"),
    ],
)
def test_in_office(registry: Registry, title: str, country: str, day: str, person: str) -> None:
    term = registry.in_office(title, country, None, date.fromisoformat(day))
    assert term is not None
    assert term.person == person


@pytest.mark.parametrize(
    ("title", "country", "day"),
    [("king", "USA", "2014-03-01"), ("president", "GBR", "2014-03-01"), ("president", "USA", "1700-01-01")],
)
def test_nobody_in_office(registry: Registry, title: str, country: str, day: str) -> None:
    assert registry.in_office(title, country, None, date.fromisoformat(day)) is None


def test_in_office_of_a_body(registry: Registry) -> None:
    term = registry.in_office("Secretary General", None, "NATO", date(2022, 6, 29))
    assert term is not None
    assert term.person == "Jens Stoltenberg"


@pytest.mark.parametrize("name", ["Fumio Kishida", "Kishida Fumio", "KISHIDA FUMIO", "Kishida"])
def test_terms_by_any_spelling(registry: Registry, name: str) -> None:
    assert {term.title for term in registry.terms(name)} >= {"Foreign Minister", "Prime Minister"}


def test_terms_fold_accents_and_hyphens(registry: Registry) -> None:
    assert registry.terms("Recep Tayyip Erdoğan") == registry.terms("Recep Tayyip Erdogan") != ()
    assert registry.terms("Kim Jong Un") == registry.terms("Kim Jong-un") != ()


def test_a_surname_of_several_is_nobodys(registry: Registry) -> None:
    assert registry.terms("Bush") == ()
    assert registry.terms("Nobody Atall") == ()


SCANS = [
    ("NORTH KOREA said", {"NORTH KOREA": "PRK"}),
    ("Guinea-Bissau and Equatorial Guinea", {"Guinea-Bissau": "GNB", "Equatorial Guinea": "GNQ"}),
    ("Papua New Guinea and Guinea", {"Papua New Guinea": "PNG", "Guinea": "GIN"}),
    ("Nigeria is not Niger", {"Nigeria": "NGA", "Niger": "NER"}),
    ("the U.S.A. and the U.S.", {"U.S.A.": "USA", "U.S.": "USA"}),
    ("Japan’s army, Côte d’Ivoire's", {"Japan": "JPN", "Côte d’Ivoire": "CIV"}),
    ("It told us nothing", {}),
    ("Northern Ireland and Ireland", {"Northern Ireland": "GBR-northern-ireland", "Ireland": "IRL"}),
    ("the South China Sea", {"South China Sea": "place-south-china-sea"}),
    ("United\nStates", {"United\nStates": "USA"}),
    ("Chadian, Malian; Thailand", {"Chadian": "TCD", "Malian": "MLI", "Thailand": "THA"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SCANS, ids=[text for text, _ in SCANS])
def test_scan(registry: Registry, text: str, wanted: dict[str, str]) -> None:
    hits = [hit for hit in registry.scan(text) if hit.names[0].role not in {"kind", "office"}]
    assert {hit.text: hit.names[0].entry.code for hit in hits} == wanted


def test_kinds_stand_in_lower_case(registry: Registry) -> None:
    assert any(name.role == "kind" for hit in registry.scan("the protesters left") for name in hit.names)
    assert any(name.role == "kind" for hit in registry.scan("It ended. Protesters left.") for name in hit.names)
    assert not any(name.role == "kind" for hit in registry.scan("the Women Daily") for name in hit.names)


PIECES = st.sampled_from(
    [
        "Japan",
        "U.S.",
        "the",
        "protesters",
        "NATO",
        "Kishida",
        "’s",
        "\n",
        " ",
        ", ",
        "É",
        "İ",
        "ß",
        "x",
        "𝔘",
        "US-led",
        "UNHCR",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join)))
def test_scan_offsets(text: str) -> None:
    hits = Registry.load().scan(text)
    for hit in hits:
        assert text[hit.start : hit.end] == hit.text
        assert hit.names
        assert hit.start == 0 or not text[hit.start - 1].isalnum()
        assert hit.end == len(text) or not text[hit.end].isalnum()
    assert all(before.end <= after.start for before, after in pairwise(hits))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=600), st.lists(PIECES, max_size=20).map("".join)))
def test_candidates_never_fail(text: str) -> None:
    for day in (None, date.min, date.max):
        for candidate in Registry.load().candidates(text, day, "Atlantis"):
            assert candidate.name
