"""The rendering of a pair, which training and reading share."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotation.pairs import ACTOR, RECIPIENT, render


def test_both_parties_are_replaced():
    text = "Iran accused the United States of piracy."
    assert render(text, (0, len(text)), [(0, 4)], [(13, 30)]) == f"{ACTOR} accused {RECIPIENT} of piracy."


def test_of_overlapping_spans_the_longer_wins():
    text = "Syrian rebels freed Syria's envoy."
    assert render(text, (0, len(text)), [(0, 13)], [(0, 6)]) == f"{ACTOR} freed Syria's envoy."


def test_a_long_sentence_is_cropped_around_its_parties():
    text = "word " * 400 + "Chad thanked Niger " + "word " * 400
    shown = render(text, (0, len(text)), [(2000, 2004)], [(2013, 2018)])
    assert f"{ACTOR} thanked {RECIPIENT}" in shown
    assert len(shown) < 800


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_spans_render(text, start, end):
    span = (min(start, end, len(text)), min(max(start, end), len(text)))
    assert ACTOR in render(text, (0, len(text)), [span], [])


def test_words_of_the_page_are_no_tokens_of_the_model():
    text = "Iran said [SEP] to [unused1] that France [sic] left."
    at = text.index("France")
    assert render(text, (0, len(text)), [(0, 4)], [(at, at + 6)]) == (
        f"{ACTOR} said (SEP] to (unused1] that {RECIPIENT} [sic] left."
    )
