"""For whom a person acts on the day of the page."""

import pytest

from dragoman.actors import Registry
from dragoman.annotation.people import find_people
from dragoman.annotation.sentences import split
from dragoman.dates import parse_partial

HOLDERS = [
    ("Ban Ki-moon flew over the flooded paddies.", "2008-05-23", "UN"),
    ("Ban Ki-moon flew over the flooded paddies.", "2005-05-23", "KOR"),
    ("Ban Ki-moon flew over the flooded paddies.", "2019-05-23", "ban-ki-moon"),
    ("Secretary-General Antonio Guterres sent a team.", None, "UN"),
    ("Nelson Mandela led the talks.", "2001-04-25", "nelson-mandela"),
    ("President Slobodan Milosevic spoke in Belgrade.", "1995-06-02", "SRB"),
]


@pytest.mark.parametrize(("text", "day", "code"), HOLDERS)
def test_the_day_decides(text, day, code):
    found = find_people(text, split(text), Registry.load(), parse_partial(day) if day else None)
    assert [p.code for p in found] == [code]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Iraq's transport minister, Amer Jabbar, arrived in Kuwait with a team.", "Amer Jabbar", "IRQ"),
        ("Croatian Minister Sime Lucin telephoned his Slovenian colleague, Ivan Jambrek.", "Ivan Jambrek", "SVN"),
        ("Germany's finance minister, Jan Wolf, met Finance Minister Michael Sarris.", "Michael Sarris", None),
    ],
)
def test_a_description_is_of_its_own_person(text, name, country):
    found = {p.name: p for p in find_people(text, split(text), Registry.load())}
    assert found[name].country == country
