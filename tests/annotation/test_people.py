"""Persons of a document: who is introduced, under what description, for whom they act, and how they are named later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotation.people import family, find_people
from dragoman.annotation.pronouns import resolve_office, resolve_pronoun, sex_of
from dragoman.annotation.sentences import split
from dragoman.records import Person
from tests.annotation.standin import Registry

REGISTRY = Registry()


def people(text: str) -> tuple[Person, ...]:
    return find_people(text, split(text), REGISTRY)  # type: ignore[arg-type]


def person(text: str, name: str) -> Person:
    return next(p for p in people(text) if p.name == name)


# text, name, role, country, code
INTRODUCED = [
    ("Russian Foreign Minister Sergey Lavrov spoke.", "Sergey Lavrov", "Russian Foreign Minister", "RUS", "RUS"),
    (
        "Chinese Foreign Ministry spokesman Wang Wenbin spoke.",
        "Wang Wenbin",
        "Chinese Foreign Ministry spokesman",
        "CHN",
        "CHN",
    ),
    (
        "The foreign minister of Libya, Abdel Rahman Shalgham, spoke.",
        "Abdel Rahman Shalgham",
        "foreign minister of Libya",
        "LBY",
        "LBY",
    ),
    ("The Turkish leader, Recep Tayyip Erdoğan, spoke.", "Recep Tayyip Erdoğan", "Turkish leader", "TUR", "TUR"),
    ("It met Lebanon's Prime Minister Saad Hariri.", "Saad Hariri", "Lebanon's Prime Minister", "LBN", "LBN"),
    ("US Ambassador Jon Huntsman left.", "Jon Huntsman", "US Ambassador", "USA", "USA"),
    ("U.S. Secretary of State Madeleine Albright left.", "Madeleine Albright", "U.S. Secretary of State", "USA", "USA"),
    (
        "José Manuel Barroso, President of the European Commission, left.",
        "José Manuel Barroso",
        "President of the European Commission",
        None,
        "EU",
    ),
    (
        "Chairman of the NATO Military Commission Rob Bauer left.",
        "Rob Bauer",
        "Chairman of the NATO Military Commission",
        None,
        "NATO",
    ),
    (
        "Celine Pajeon, a researcher at the French Institute, spoke.",
        "Celine Pajeon",
        "researcher at the French Institute",
        "FRA",
        "celine-pajeon",
    ),
    (
        "Susumu Takai, former director of Japan Research, spoke.",
        "Susumu Takai",
        "former director of Japan Research",
        "JPN",
        "susumu-takai",
    ),
    ("Former Israeli minister Dan Peretz spoke.", "Dan Peretz", "Former Israeli minister", "ISR", "dan-peretz"),
    ("Mark Eyking, 48, a Canadian fisherman, spoke.", "Mark Eyking", None, None, "mark-eyking"),
    ("Egyptian Ambassador Ahmed Maher el-Sayed left.", "Ahmed Maher el-Sayed", "Egyptian Ambassador", "EGY", "EGY"),
    ("Saudi terrorist Osama bin Laden hid.", "Osama bin Laden", "Saudi terrorist", "SAU", "osama-bin-laden"),
    ("Barack Obama left.", "Barack Obama", "leader", "USA", "USA"),
    ("President Obama left.", "Obama", "President", None, "obama"),
    ("Gen. Gary J. Volesky left.", "Gary J. Volesky", "Gen.", None, "gary-j-volesky"),
]


@pytest.mark.parametrize(("text", "name", "role", "country", "code"), INTRODUCED)
def test_introduced(text: str, name: str, role: str | None, country: str | None, code: str) -> None:
    found = person(text, name)
    assert (found.role, found.code) == (role, code)
    assert country is None or found.country == country


NOBODY = [
    "The Foreign Ministry of Japan spoke.",
    "The North Atlantic Treaty Organization met in South Korea.",
    "It happened on Monday, August 10, in New York.",
    "Officials in Tel Aviv met Western diplomats.",
    "The French Institute of International Relations published it.",
    "Taiwan Oasis Cultural and Educational Foundation published it.",
    "Operation Olive Branch began in Northern Syria.",
    "The United Nations Security Council met.",
    "Read More: Privacy Policy",
    "The Ministry of Commerce said so.",
    "The World Trade Organization and Amnesty International spoke.",
    "Sanctions on Russia see change",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(text: str) -> None:
    assert people(text) == ()


# text, the mentions expected of the first person
LATER = [
    (
        "Sergey Lavrov, the Russian minister, left. Lavrov smiled. Mr Lavrov's car came.",
        ["Sergey Lavrov", "Lavrov", "Lavrov"],
    ),
    ("President Jacques Chirac left. Chirac smiled.", ["Jacques Chirac", "Chirac"]),
    ("Xie Wensheng, an expert, spoke. Xie smiled.", ["Xie Wensheng", "Xie"]),
    ("Fumio Kishida spoke. Kishida Fumio left.", ["Fumio Kishida", "Kishida Fumio"]),
    ("Foreign Minister Recep Erdoğan spoke. Mr Erdogan left.", ["Recep Erdoğan", "Erdogan"]),
    ("President Bashar al-Assad spoke. Assad left.", ["Bashar al-Assad", "Assad"]),
    ("Minister John Robert Smith spoke. John Smith left.", ["John Robert Smith", "John Smith"]),
    ("Minister Mevlut Cavusoglu spoke. Minister Mevlüt Çavuşoğlu left.", ["Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"]),
    (
        "Minister Alexander Lukashenko spoke. Minister Alexander Lukashenka left.",
        ["Alexander Lukashenko", "Alexander Lukashenka"],
    ),
    ("Rachid El Abdi, a deputy, spoke. El Abdi left.", ["Rachid El Abdi", "El Abdi"]),
    ("Minister Theresa May spoke. In May 2017 she left. May smiled.", ["Theresa May", "May"]),
]


@pytest.mark.parametrize(("text", "mentions"), LATER)
def test_later_mentions(text: str, mentions: list[str]) -> None:
    found = people(text)
    assert [text[s:e] for s, e in found[0].mentions] == mentions
    assert len(found) == 1


def test_damaged_names_with_one_description_are_one_person() -> None:
    text = (
        "Susumu Takai, former director of research and chairman of the Japan Institute for Security Strategies, spoke. "
        "Shin Takai, chairman of the Japan Institute for Security Strategy, said so. Takai Jin pointed out more. "
        "It is late, said Nobuyoshi Takai, chairman of the Japan Institute for Security Strategies."
    )
    found = people(text)
    assert [p.name for p in found] == ["Susumu Takai"]
    assert {text[s:e] for s, e in found[0].mentions} == {"Susumu Takai", "Shin Takai", "Takai Jin", "Nobuyoshi Takai"}


def test_two_persons_of_one_surname_stay_two() -> None:
    text = (
        "Bill Clinton, the former president, spoke. Hillary Clinton, the secretary of state, left. "
        "Raul Castro, the Cuban president, met Fidel Castro, the brother of the president."
    )
    assert [p.name for p in people(text)] == ["Bill Clinton", "Hillary Clinton", "Raul Castro", "Fidel Castro"]


def test_a_surname_goes_to_the_latest_of_two() -> None:
    text = "Bill Clinton spoke. Clinton smiled. Hillary Clinton came. Clinton left."
    bill, hillary = people(text)
    assert (len(bill.mentions), len(hillary.mentions)) == (2, 2)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Sergey", "Lavrov"), "lavrov"),
        (("Xi", "Jinping"), "xi"),
        (("Kim", "Jong-un"), "kim"),
        (("Ban", "Ki-moon"), "ban"),
        (("Kim", "Kardashian"), "kardashian"),
        (("John", "Kerry", "Jr"), "kerry"),
    ],
)
def test_family_name(parts: tuple[str, ...], name: str) -> None:
    assert family(parts) == name


PRONOUNS = [
    ("Angela Merkel met Vladimir Putin. She left.", "She", "Angela Merkel"),
    ("Angela Merkel met Vladimir Putin. He left.", "He", "Vladimir Putin"),
    ("John Kerry met Vladimir Putin. The talks failed. He left.", "He", "John Kerry"),
    ("Mr Lavrov spoke. Ms Merkel smiled. She left.", "She", "Merkel"),
    ("Spokeswoman Hua Chunying spoke. She left.", "She", "Hua Chunying"),
]


@pytest.mark.parametrize(("text", "pronoun", "name"), PRONOUNS)
def test_pronoun(text: str, pronoun: str, name: str) -> None:
    at = text.rindex(pronoun)
    sentences = split(text)
    found = resolve_pronoun(text, pronoun.lower(), at, sentences[-1], people(text), None, sentences)
    assert found is not None
    assert found.name == name


def test_office_alone() -> None:
    text = "Russian Foreign Minister Sergey Lavrov met US Ambassador Jon Huntsman. The minister left."
    found = resolve_office(text, "The minister", text.rindex("The minister"), people(text), {})
    assert found is not None
    assert found.name == "Sergey Lavrov"
    assert resolve_office(text, "The king", len(text), people(text), {}) is None


def test_sex() -> None:
    text = "Mrs Smith met Angela Merkel and Jon Huntsman."
    assert {p.name: sex_of(p, text) for p in people(text)} == {
        "Smith": "she",
        "Angela Merkel": "she",
        "Jon Huntsman": "he",
    }


@given(st.text(max_size=300))
def test_any_text_gives_mentions_inside_it(text: str) -> None:
    for found in people(text):
        assert found.mentions
        assert all(0 <= s < e <= len(text) for s, e in found.mentions)
