"""Sentences: where they end, where they do not, and what holds for every text. `|` marks a boundary."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotation.sentences import paragraphs, split

CASES = [
    "He left. | She stayed.",
    "He left! | She stayed?",
    'He said: "We go." | They went.',
    '"No comment!" and left.',
    '"Who knows?" he asked.',
    '"Why?" Mr Putin asked.',
    '"Why?" Vladimir Putin asked. | Nobody answered.',
    "“We came. | We saw,” he said.",
    "“We came,” he said. | “We saw.”",
    "“It is over.” | He left.",
    "``Stop the bloodshed,'' they chanted. | Then they left.",
    "``We came. | We saw.'' | They left.",
    "He called it 'a mistake'. | They agreed.",
    'It is "closed". | They left.',
    "(He left.) | She stayed.",
    "He left (at 5 p.m.) and slept.",
    "The U.S. Senate voted. | It passed.",
    "They went to the U.S. | The talks failed.",
    "They went to the U.S. and stayed.",
    "The U.N. Security Council met.",
    "The E.U. said no.",
    "Gen. Min Aung Hlaing spoke.",
    "Lt. Col. Peter Smith spoke. | He left.",
    "Mr. Smith met Mrs. Jones and Dr. Brown.",
    "Sen. John McCain and Rep. Smith met.",
    "Gov. Smith and the Rev. Jones left.",
    "Resolution No. 5 passed.",
    "He said no. | They left.",
    "On Jan. 5 they met.",
    "They met on Sept. 11 and Oct. 3.",
    "They met in Jan. | The talks failed.",
    "St. Petersburg is large. | It is in Russia.",
    "He left at 5 a.m. on Monday.",
    "He left at 5 p.m. | The talks went on.",
    "John F. Kennedy spoke.",
    "J. K. Rowling and George W. Bush met.",
    "Donald J. Trump won. | He smiled.",
    "The F.B.I. Director spoke.",
    "Washington, D.C. | The talks began.",
    "Apple Inc. announced it.",
    "Apple Inc. | The firm grew.",
    "It rose 3.5 percent. | Prices fell.",
    "It cost $1.5 billion.",
    "Version 2.0.1 is out.",
    "He waited ... and left.",
    "He waited… | The train came.",
    "I think ... Putin will come.",
    "We left. ... | The end came.",
    "They met at the summit.The leaders left.".replace("summit.The", "summit. | The"),
    "It is over.At present nothing moves.".replace("over.At", "over. | At"),
    "support. . | At present it is so.",
    "See example.Com for more.",
    "Write to John.Smith@Example.Com now.",
    "Visit www.State.Gov today.",
    "See https://un.org/Docs.Aspx now.",
    "GENEVA (AP) _ The envoy left. | He smiled.",
    "WASHINGTON, Aug. 11 (Xinhua) -- The envoy left.",
    "WASHINGTON, August 11 (Xinhua) -- | Albright spoke.".replace(" | ", "\n\n"),
    "ISTANBUL, Turkey (AP)_ Some 1,500 marched.",
    "Talks fail in Geneva\n\nThe envoy left.",
    "Talks fail in Geneva\nThe envoy of the United Nations to the talks left the city on Monday.",
    "Home » World\n\nTalks fail\n\nby admin\n\nThe talks failed.",
    "The minister said on\nmonday that it was over.",
    "- one thing\n- another thing",
    "• Paris\n• London",
    "1. The first point.\n2. The second point.",
    "Is it so?! | They asked.",
    "Vitamin C. | He took it.",
    "He met Yahoo! executives.",
    "The war of 1812. | He wrote of it.",
    "By 2015. | 20 states had joined.",
    "Smith et al. wrote it.",
    "Several forms, e.g. Spanish, exist.",
    "The war.[1] | The peace.[2]",
    "It is Japan. , is important now.",
    "会议结束了。| 他走了。",
    "He said yes.” | They left.",
    "The case Brown v. Board was decided.",
    "Italy vs. France ended.",
    "“If they do, what for? | That is important,” said the minister.",
    "“The end.” | “No,” she said.",
    'He said "stop." | "Why?" she asked.',
]


def shown(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def expected(case: str) -> list[str]:
    if "\nmonday" in case:
        return [case]
    marks = ("|", "\n\n", "\n")
    mark = next((mark for mark in marks if mark in case), "|")
    return [part.strip() for part in case.split(mark)]


@pytest.mark.parametrize("case", CASES)
def test_boundaries(case: str) -> None:
    text = case.replace(" | ", " ").replace("| ", "")
    assert shown(text) == expected(case)


def test_lost_space_keeps_both_sentences() -> None:
    assert shown("They met at the summit.The leaders left.") == ["They met at the summit.", "The leaders left."]
    assert shown("He said “yes.”The leaders left.") == ["He said “yes.”", "The leaders left."]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The foreign ministers of the five powers met in Vienna to talk\n"
        "about the agreement that had been signed by them in July. The\n"
        "Russian minister left early."
    )
    assert len(paragraphs(text)) == 1
    assert len(split(text)) == 2


def test_short_lines_are_paragraphs() -> None:
    assert len(paragraphs("Leave a Comment\nYou may also like\nPrivacy Policy")) == 3


def test_windows_line_ends() -> None:
    assert shown("One thing\r\n\r\nAnother thing") == ["One thing", "Another thing"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t"])
def test_nothing(text: str) -> None:
    assert split(text) == ()


PIECES = st.sampled_from(
    [
        "The",
        "minister",
        "U.S.",
        "Mr.",
        "said",
        ". ",
        ".",
        "! ",
        "? ",
        "“",
        "”",
        '"',
        "``",
        "''",
        "\n",
        "\n\n",
        " ",
        "…",
        "...",
        "5",
        "3.5",
        "No.",
        "(",
        ")",
        "a.m.",
        ",",
        " .At",
        "é",
        "。",
        "\r\n",
        "\u2029",
        "\x85",
        "\u00a0",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_spans_are_ordered_trimmed_and_leave_only_whitespace(text: str) -> None:
    at = 0
    for start, end in split(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("piece", ["He left. She stayed. ", "a", ".", ". ", "\n", '"', "A.", "x\n", ". . "])
def test_time_is_linear(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    began = time.process_time()
    split(text)
    assert time.process_time() - began < 5
