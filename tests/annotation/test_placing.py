"""The country of bodies and kinds of people that the words alone do not place."""

import pytest

from dragoman.annotation.layers import annotate
from dragoman.annotation.placing import ACTS, FEATURES, HOLDERS, PEOPLE
from dragoman.readers import document_from_text


def codes(text, words):
    document = document_from_text(text, id="t", title=None, url=None, published=None)
    return [m.code for m in annotate(document).mentions if text[m.start : m.end].endswith(words)]


CASES = [
    ("Peru expelled two envoys. The government gave no reason.", "government", "PER"),
    ("Peru expelled two envoys. The Interior Ministry gave no reason.", "Interior Ministry", "PER"),
    ("Kenya closed a camp. In Nakuru, police fired at protesters.", "police", "KEN"),
    ("Kenya closed a camp. In Nakuru, police fired at protesters.", "protesters", "KEN-protesters"),
    ("Mali accused Niger on Monday. Niger said its army had stayed in its barracks.", "army", "NER"),
    ("President Paul Biya of Cameroon spoke to Peru. The president wants peace.", "president", "CMR"),
]


@pytest.mark.parametrize(("text", "words", "code"), CASES)
def test_the_country_that_stands_out_is_given(text, words, code):
    assert codes(text, words)[-1] == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Soldiers fired at the crowd.", "Soldiers"),
        ("Peru, Chile, Mali, Niger and Kenya met. Chad, Togo, Fiji and Oman did not. Soldiers fired.", "Soldiers"),
        ("Peru met foreign troops at the border.", "troops"),
    ],
)
def test_a_country_that_does_not_stand_out_is_not_given(text, words):
    assert codes(text, words) == [None]


def test_every_feature_has_its_weights():
    assert len(ACTS) == len(PEOPLE) == len(HOLDERS) == len(FEATURES)


def test_a_minister_without_a_country_is_the_same_wherever_he_is_named():
    text = "Peru closed its border. Foreign Minister Juan Quispe said so. Chile objected. Quispe did not answer."
    assert codes(text, "Quispe") == ["PER", "PER"]
