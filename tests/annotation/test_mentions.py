"""Mentions of parties: phrases joined, kinds placed, organisations told from offices of state."""

from itertools import pairwise

import pytest

from dragoman.actors import Registry
from dragoman.annotation.mentions import find_mentions
from dragoman.annotation.people import find_people
from dragoman.annotation.sentences import split


def mentions(text):
    registry, sentences = Registry.load(), split(text)
    return find_mentions(text, sentences, find_people(text, sentences, registry), registry)


CASES = [
    ("Syrian refugees crossed the border.", "Syrian refugees", "SYR-refugees"),
    ("Turkish troops entered the town.", "Turkish troops", "TUR"),
    ("Turkey's army shelled the town.", "Turkey's army", "TUR"),
    ("Rebels in Mali freed two hostages.", "Rebels in Mali", "MLI-rebels"),
    ("The government of Peru apologised.", "government of Peru", "PER"),
    ("Russian Foreign Minister Sergey Lavrov spoke.", "Russian Foreign Minister Sergey Lavrov", "RUS"),
    ("The Russian Foreign Ministry protested.", "Russian Foreign Ministry", "RUS"),
    ("Tokyo recalled its envoy.", "Tokyo", "JPN"),
    ("Hezbollah fired rockets.", "Hezbollah", "hezbollah"),
    ("The UN Security Council met.", "UN Security Council", "UN"),
    ("Tokyo acted at Ottawa's request.", "Ottawa", "CAN"),
    ("Hamas leaders left Cairo.", "Hamas leaders", "hamas"),
    ("NATO warplanes bombed the depot.", "NATO warplanes", "NATO"),
    ("The militant group Hezbollah denied it.", "militant group Hezbollah", "hezbollah"),
    ("The Soviet Union annexed it.", "Soviet Union", "RUS"),
    ("The U.S. State Department objected.", "U.S. State Department", "USA"),
    ("The Norwegian Food Safety Authority objected.", "Norwegian Food Safety Authority", "NOR"),
    ("The French president flew to Berlin.", "French president", "FRA"),
    ("The French president flew to Berlin.", "Berlin", "DEU"),
    ("The president of Peru flew home.", "president of Peru", "PER"),
    ("President Fumio Kishida of Japan spoke. The Kishida government fell.", "Kishida government", "JPN"),
    ("The Andean Farmers Federation marched.", "Andean Farmers Federation", "andean-farmers-federation"),
]


@pytest.mark.parametrize(("text", "words", "code"), CASES)
def test_phrase_is_one_mention_with_its_code(text, words, code):
    found = {text[m.start : m.end]: m.code for m in mentions(text)}
    assert found.get(words) == code, found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ROME - Egypt bought wheat.", "ROME"),
        ("Ankara-backed rebels fled from Syria.", "Ankara"),
        ("The Pretoria agreement ended the war in Congo.", "Pretoria"),
        ("A club in Peru chose the president of the league.", "president"),
        ("European officials met in Peru.", "officials"),
        ("Officials were not to be reached.", "Officials"),
        ("Three people were hurt.", "people"),
    ],
)
def test_what_is_no_party_has_no_code(text, words):
    assert {m.code for m in mentions(text) if words in text[m.start : m.end]} <= {None}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A refugee camp burned down.", "refugee"),
        ("Questions of national security were raised.", "national"),
    ],
)
def test_a_noun_that_only_qualifies_is_no_party(text, words):
    assert words not in {text[m.start : m.end] for m in mentions(text)}


def test_an_office_without_a_state_takes_the_country_of_its_namesake():
    text = "China's commerce ministry rejected the ruling. Washington had asked for it. The ministry called it unfair."
    assert [m.code for m in mentions(text) if text[m.start : m.end].endswith("ministry")] == ["CHN", "CHN"]


def test_a_capital_after_in_is_a_place():
    text = "The envoys met in Vienna."
    found = [m for m in mentions(text) if text[m.start : m.end] == "Vienna"]
    assert [(m.type, m.code, m.country) for m in found] == [("place", None, "AUT")]


def test_mentions_do_not_overlap_and_stand_in_order():
    text = "US President Joe Biden and Japan's Prime Minister Fumio Kishida met South Korean officials in Washington."
    spans = [(m.start, m.end) for m in mentions(text)]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
