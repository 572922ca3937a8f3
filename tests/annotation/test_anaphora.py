"""Words that stand for a party named elsewhere."""

import pytest

from dragoman.annotation.layers import annotate
from dragoman.readers import document_from_text


def anaphors(text):
    document = document_from_text(text, id="t", title=None, url=None, published=None)
    return {text[m.start : m.end]: m.code for m in annotate(document).anaphors}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (
            "France and Mali signed a pact in May. The two countries will share intelligence.",
            "The two countries",
            "FRA+MLI",
        ),
        ("France and Mali met. Kenya urged both sides to talk.", "both sides", "FRA+MLI"),
        ("Ethiopia denied the charge. In May it blamed Eritrea.", "it", "ETH"),
        ("A source in the Kenyan government said that his country would wait.", "his country", "KEN"),
        ("Ethiopia denied the charge. It blamed Eritrea instead.", "It", "ETH"),
        ("Saudi Arabia cut its output. Officials said the kingdom would not yield.", "the kingdom", "SAU"),
        ("Foreign Minister Sergey Lavrov of Russia arrived in Ankara. He will meet Turkish officials.", "He", "RUS"),
        (
            'Estonia\'s prime minister, Kaja Kallas, was blunt. "We reject these demands from Russia," she said.',
            "We",
            "EST",
        ),
    ],
)
def test_what_it_stands_for(text, words, code):
    assert anaphors(text).get(words) == code


@pytest.mark.parametrize(
    "text",
    [
        "It is not clear who fired first.",
        "Both sides were absent.",
        "In May it was clear to France that Mali left.",
        "France, Mali and Chad met. Kenya urged both sides to talk.",
    ],
)
def test_what_cannot_be_told_is_left_alone(text):
    assert anaphors(text) == {}
