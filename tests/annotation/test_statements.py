"""Statements made from attributions: content, parties spoken of, stance, furniture; and the quotations they rest on."""

import pytest

from dragoman.annotation.quotes import find_quotes
from dragoman.annotation.sentences import paragraphs
from dragoman.annotation.statements import trim
from dragoman.records import Mention
from tests.annotation.test_attributions import statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("that it is over.", "it is over"),
        ("“It is over,”", "It is over"),
        ("``It is over,''", "It is over"),
        ("“It is over.”", "It is over"),
        ("the “rule of law”", "the “rule of law"),
        ("the U.S.", "the U.S"),
        ("…", "…"),
    ],
)
def test_trim(text: str, expected: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == expected


def test_about_and_stance() -> None:
    text = "Fumio Kishida said that Russia has violated the law, and that he thanks the brave people of Ukraine."
    mentions = tuple(
        Mention(text.index(w), text.index(w) + len(w), "state", code, w)
        for w, code in (("Russia", "RUS"), ("Ukraine", "UKR"))
    )
    (found,) = statements(text, mentions)
    assert found.about == ("RUS", "UKR")
    assert found.stance["UKR"] == "for"


def test_furniture_is_passed_over() -> None:
    text = "Turkey said it was late."
    assert statements(text, furniture=((0, len(text)),)) == ()


def test_identity_is_stable_and_content_is_the_span() -> None:
    text = "Turkey said it was late."
    (found,) = statements(text)
    assert found == statements(text)[0]
    assert len(found.id) == 12
    assert text[found.start : found.end] == found.content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “a “b” c” d.", ["“a “b” c”"]),
        ('He said "a b" and "c d".', ['"a b"', '"c d"']),
        ("``a b,'' he said.", ["``a b,''"]),
        ("''a b,'' he said.", ["''a b,''"]),
        ("It's the ministers' 'quiet war' here.", ["'quiet war'"]),
        ("“a\n\n“b” c", ["“a", "“b”"]),
        ("no quotes, it's plain", []),
    ],
)
def test_quotes(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text, paragraphs(text))] == expected


# what is said, the party's words, the stance
STANCES = [
    ("that Russia has violated the law.", "Russia", "against"),
    ("that they condemn Russia.", "Russia", "against"),
    ("that the threat from China was real.", "China", "against"),
    ("that sanctions on Iran would stay.", "Iran", "against"),
    ("that they stand with Ukraine.", "Ukraine", "for"),
    ("that they welcomed Morocco to the talks.", "Morocco", "for"),
    ("that France helped them.", "France", "for"),
    ("that talks with China went on.", "China", "neutral"),
    ("that Russia came, and that the war was a crime.", "Russia", "neutral"),
]


@pytest.mark.parametrize(("said", "party", "expected"), STANCES)
def test_stance(said: str, party: str, expected: str) -> None:
    text = f"Fumio Kishida said {said}"
    at = text.index(party)
    (found,) = statements(text, (Mention(at, at + len(party), "state", "XXX", party),))
    assert found.stance == {"XXX": expected}
