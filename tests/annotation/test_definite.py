"""Definite nouns for a body or group that the page has named."""

import pytest

from dragoman.annotation.layers import annotate
from dragoman.readers import document_from_text


def codes(text):
    document = document_from_text(text, id="t", title=None, url=None, published=None)
    return {text[m.start : m.end]: m.code for m in annotate(document).mentions}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Hezbollah fired rockets. The group denied it.", "The group", "hezbollah"),
        ("The Taliban took Kunduz. The insurgents freed prisoners.", "The insurgents", "taliban"),
        ("ECOWAS met on Sunday. The bloc closed its borders.", "The bloc", "ECOWAS"),
        ("NATO met the EU. The alliance had asked for it.", "The alliance", "NATO"),
        ("NATO met the EU in May. The Commission had asked for it.", "The Commission", "EU"),
        (
            "The Andean Farmers Federation marched. The federation wants land.",
            "The federation",
            "andean-farmers-federation",
        ),
        ("North Korea fired a missile. South Korea protested, and the North laughed.", "the North", "PRK"),
        ("The UN met. Two peacekeepers were hurt in Mali.", "peacekeepers", "UN"),
        ("ISIL lost a town. Coalition warplanes had struck it.", "Coalition warplanes", "us-led-coalition"),
    ],
)
def test_it_stands_for_the_body_named_before(text, words, code):
    assert codes(text).get(words) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The group denied it. Hezbollah fired rockets.", "The group"),
        ("Peru formed a group. The group met.", "The group"),
        ("Birds fly to the North in May. Peru counts them.", "the North"),
        ("Hezbollah fired rockets. The group of seven tourists fled.", "The group"),
    ],
)
def test_what_nothing_earlier_fits_is_left_alone(text, words):
    assert codes(text).get(words) is None
