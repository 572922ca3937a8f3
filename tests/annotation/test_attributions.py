"""Reported speech: source, cue and content by pattern; speakers across sentences; what is no statement."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.annotation.attributions import find_attributions, is_statement
from dragoman.annotation.people import find_people
from dragoman.annotation.sentences import split
from dragoman.annotation.statements import to_statements
from dragoman.records import Annotations, Attribution, Document, Mention, Statement
from tests.annotation.standin import Registry

REGISTRY = Registry()


def attributions(text: str) -> tuple[Attribution, ...]:
    sentences = split(text)
    people = find_people(text, sentences, REGISTRY)  # type: ignore[arg-type]
    return find_attributions(text, sentences, people, (), REGISTRY)  # type: ignore[arg-type]


def statements(
    text: str, mentions: tuple[Mention, ...] = (), furniture: tuple[tuple[int, int], ...] = ()
) -> tuple[Statement, ...]:
    annotations = Annotations(attributions=attributions(text), mentions=mentions)
    return to_statements(Document("x", text, "0" * 64, furniture=furniture), annotations)


# text, source, cue, content (parts with " … "), kind
PATTERNS = [
    ("Mr Lavrov said that the talks had failed.", "Mr Lavrov", "said", "that the talks had failed", "indirect"),
    ("Mr Lavrov said the talks had failed.", "Mr Lavrov", "said", "the talks had failed", "indirect"),
    ("Mr Lavrov said on Tuesday the talks had failed.", "Mr Lavrov", "said", "the talks had failed", "indirect"),
    (
        "Mr Lavrov said in a statement posted on its site that it failed.",
        "Mr Lavrov",
        "said",
        "that it failed",
        "indirect",
    ),
    ("The talks had failed, Mr Lavrov said.", "Mr Lavrov", "said", "The talks had failed", "indirect"),
    ("The talks had failed, said Mr Lavrov.", "Mr Lavrov", "said", "The talks had failed", "indirect"),
    ("The talks, Mr Lavrov said, had failed in every way.", "Mr Lavrov", "said", None, "indirect"),
    ("“The talks have failed,” Mr Lavrov said.", "Mr Lavrov", "said", "“The talks have failed,”", "direct"),
    ("“The talks have failed,” said Mr Lavrov.", "Mr Lavrov", "said", "“The talks have failed,”", "direct"),
    ('"The talks have failed", said KCNA.', "KCNA", "said", '"The talks have failed"', "direct"),
    ("``The talks have failed,'' Mr Lavrov said.", "Mr Lavrov", "said", "``The talks have failed,''", "direct"),
    ("Mr Lavrov said: “The talks have failed.”", "Mr Lavrov", "said", "“The talks have failed.”", "direct"),
    ("Mr Lavrov told VOA: “The talks have failed.”", "Mr Lavrov", "told", "“The talks have failed.”", "direct"),
    (
        "Mr Lavrov pointed out: “The talks have failed.”",
        "Mr Lavrov",
        "pointed out",
        "“The talks have failed.”",
        "direct",
    ),
    ("Mr Lavrov said, “The talks have failed.”", "Mr Lavrov", "said", "“The talks have failed.”", "direct"),
    (
        "“We tried,” Mr Lavrov said, “and we have failed.”",
        "Mr Lavrov",
        "said",
        "“We tried,” … “and we have failed.”",
        "direct",
    ),
    (
        "“We tried,” Mr Lavrov said. “We have failed there.”",
        "Mr Lavrov",
        "said",
        "“We tried,” … “We have failed there.”",
        "direct",
    ),
    (
        "“If they do, what for? That is it,” said the minister.",
        "the minister",
        "said",
        "“If they do, what for? That is it,”",
        "direct",
    ),
    (
        "Mr Lavrov said Japan “has always had little” weight.",
        "Mr Lavrov",
        "said",
        "Japan “has always had little” weight",
        "mixed",
    ),
    (
        "Mr Lavrov warned reporters in Geneva that time was short.",
        "Mr Lavrov",
        "warned",
        "that time was short",
        "indirect",
    ),
    ("Mr Lavrov told the BBC the deal was dead.", "Mr Lavrov", "told", "the deal was dead", "indirect"),
    ("Mr Lavrov told a news briefing China opposed it.", "Mr Lavrov", "told", "China opposed it", "indirect"),
    (
        "According to Mr Lavrov, the talks have failed.",
        "Mr Lavrov",
        "According to",
        "the talks have failed",
        "indirect",
    ),
    (
        "The talks have failed, according to Mr Lavrov.",
        "Mr Lavrov",
        "according to",
        "The talks have failed",
        "indirect",
    ),
    (
        "Mr Lavrov was quoted as saying the talks had failed.",
        "Mr Lavrov",
        "was quoted as saying",
        "the talks had failed",
        "indirect",
    ),
    (
        "State television quoted the army as saying rockets landed there.",
        "the army",
        "as saying",
        "rockets landed there",
        "indirect",
    ),
    (
        "Steve Smith, a senior official, said the talks had failed.",
        "Steve Smith, a senior official,",
        "said",
        "the talks had failed",
        "indirect",
    ),
    (
        "The Turkish leader, Recep Erdogan, said the talks had failed.",
        "The Turkish leader, Recep Erdogan,",
        "said",
        "the talks had failed",
        "indirect",
    ),
    (
        "“It is over,” said Aldar Xelil, a top PYD official.",
        "Aldar Xelil, a top PYD official",
        "said",
        "“It is over,”",
        "direct",
    ),
    (
        "On Sunday, Tanzanian police and FBI agents said they had found it.",
        "Tanzanian police and FBI agents",
        "said",
        "they had found it",
        "indirect",
    ),
    (
        "American authorities allege the attacks were plotted by him.",
        "American authorities",
        "allege",
        "the attacks were plotted by him",
        "indirect",
    ),
    ("Mr Lavrov has said it is over.", "Mr Lavrov", "has said", "it is over", "indirect"),
    ("Mr Lavrov says it is over.", "Mr Lavrov", "says", "it is over", "indirect"),
    ("Mr Lavrov tweeted: “It is all over.”", "Mr Lavrov", "tweeted", "“It is all over.”", "direct"),
    ("Mr Lavrov made clear that it was over.", "Mr Lavrov", "made clear", "that it was over", "indirect"),
    ("Mr Lavrov was adamant that it was over.", "Mr Lavrov", "was adamant", "that it was over", "indirect"),
    (
        "Mr Lavrov denied that a deal had been reached.",
        "Mr Lavrov",
        "denied",
        "that a deal had been reached",
        "indirect",
    ),
    ("Police, who say she was freed, are looking for him.", "who", "say", "she was freed", "indirect"),
    ("“We ask for more,” a teacher told the press.", "a teacher", "told", "“We ask for more,”", "direct"),
    (
        "“It is late,” Hassan Ali, a regional adviser of the WHO said.",
        "Hassan Ali, a regional adviser of the WHO",
        "said",
        "“It is late,”",
        "direct",
    ),
    ("The deal is dead, says Iran's supreme leader.", "Iran's supreme leader", "says", "The deal is dead", "indirect"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind"), PATTERNS)
def test_patterns(text: str, source: str, cue: str, content: str | None, kind: str) -> None:
    found = [a for a in attributions(text) if a.confidence > 0.35]
    assert len(found) == 1
    (a,) = found
    shown = [" … ".join(text[s:e] for s, e in part) for part in (a.source, a.cue, a.content)]
    assert shown[:2] == [source, cue]
    assert content is None or shown[2] == content
    assert a.kind == kind


# text, (speaker, actor, content) of each statement
SPEAKERS = [
    (
        "Russian Foreign Minister Sergey Lavrov said it was over. He said that more would come.",
        [("Sergey Lavrov", "RUS", "it was over"), ("Sergey Lavrov", "RUS", "more would come")],
    ),
    (
        "Lavrov spoke. Russian minister Sergey Lavrov left. Lavrov said it was late.",
        [("Sergey Lavrov", "RUS", "it was late")],
    ),
    ("A Foreign Office spokesman said it was late.", [("A Foreign Office spokesman", "GBR", "it was late")]),
    ("The Israeli government said it was late.", [("The Israeli government", "ISR", "it was late")]),
    ("Turkey said it was late.", [("Turkey", "TUR", "it was late")]),
    ("Experts in Germany said it was late.", [("Experts in Germany", None, "it was late")]),
    ("Mr Erdogan met him. Mr Erdogan's office said it was late.", [("Mr Erdogan's office", None, "it was late")]),
    (
        "Russian minister Sergey Lavrov left. The minister said it was late.",
        [("Sergey Lavrov", "RUS", "it was late")],
    ),
    (
        "Kurdish officials asked for help. They denied that a deal was near.",
        [("Kurdish officials", None, "a deal was near")],
    ),
    (
        "Five men were freed, a newspaper reported Friday. Officials took them away, said Uhuru, a Swahili newspaper. "
        "One was ill, the newspaper said.",
        [
            ("Uhuru", None, "Five men were freed"),
            ("Uhuru", None, "Officials took them away"),
            ("Uhuru", None, "One was ill"),
        ],
    ),
    (
        "Celine Pajeon, a researcher at the French Institute, told Sankei Shimbun on June 23 that she was surprised.",
        [("Celine Pajeon", None, "she was surprised")],
    ),
    (
        "Fumio Kishida spoke of Ukraine. He said: “It may be us.” The plans hold, adding that “force is not allowed.”",
        [("Fumio Kishida", "JPN", "It may be us"), ("Fumio Kishida", "JPN", "force is not allowed")],
    ),
    (
        "Philip Hammond said: The UK has worked hard. We will go on.\n\nThese steps show unity. We will not stop.",
        [
            (
                "Philip Hammond",
                None,
                "The UK has worked hard. We will go on.\n\nThese steps show unity. We will not stop",
            )
        ],
    ),
    (
        "Minister Tobias Ellwood said:\n\nIt was an attack on us.\n\nThe UK stands by Iraq.\n\nNotes to editors\n\nX.",
        [("Tobias Ellwood", None, "It was an attack on us.\n\nThe UK stands by Iraq")],
    ),
    (
        "A Foreign Office spokesman said: “They met today.\n\n“They spoke of Syria.”",
        [("A Foreign Office spokesman", "GBR", "They met today.\n\n“They spoke of Syria")],
    ),
    (
        "“France stands with you,” Mr Macron said.\n\n“We will never yield to this.”",
        [("Macron", None, "France stands with you,” Mr Macron said.\n\n“We will never yield to this")],
    ),
    ("The talks failed, Mr Lavrov said, the BBC reported.", [("Lavrov", None, "The talks failed")]),
    (
        "Mr Lavrov said it was late, but insisted it was not over.",
        [("Lavrov", None, "it was late"), ("Lavrov", None, "it was not over")],
    ),
    (
        "Mr Macron said that it was late, while Ms Merkel warned that it was over.",
        [("Macron", None, "it was late"), ("Merkel", None, "it was over")],
    ),
    (
        "Noting that both share the same values, Mr Macron underscored the importance of trade.",
        [("Macron", None, "both share the same values, Mr Macron underscored the importance of trade")],
    ),
    (
        "Speaking with Deputy Speaker Rachid Ahmed, Scalise, who is on a visit, warned that it was late.",
        [("Scalise", None, "it was late")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speakers(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert [(s.speaker, s.actor, s.content) for s in statements(text)] == expected


NO_STATEMENT = [
    "He promised to leave the town.",
    "Syria accused Israel of bombarding an area.",
    "The minister agreed to meet them.",
    "The so-called “safe zone” was closed.",
    "The operation, dubbed “Olive Branch” by Turkey, began.",
    "The minister believes that it is over.",
    "The minister wants peace.",
    "The minister did not say when the talks would begin.",
    "The minister declined to say whether it was over.",
    "The report on the claims was long.",
    "It is said that he left.",
    "The alleged attack caused fires.",
    "The United States failed to negotiate compensation.",
    "This agenda, which promises a better future for all, can count on us.",
    "The Israeli government has neither confirmed nor denied that it carries out strikes.",
    "He repeated concerns he has voiced in the past.",
    "What Lavrov said: a guide",
    "Tests will later confirm whether the birds died of it.",
]


@pytest.mark.parametrize("text", NO_STATEMENT)
def test_no_statement(text: str) -> None:
    assert statements(text) == ()


def test_wishes_are_attributions_without_a_speaker() -> None:
    found = attributions("The minister called for an end to the war.")
    assert [is_statement(a) for a in found] == [False]


PIECES = st.sampled_from(
    [
        "Mr Lavrov",
        " said",
        " that",
        " the talks",
        " had failed",
        ", ",
        ". ",
        ": ",
        "“",
        "”",
        '"',
        "\n\n",
        " told",
        " reporters",
        " according to",
        " Putin",
        " he",
        " adding",
        " who",
        " was quoted as saying",
        " and",
        " but",
        "``",
        "''",
        " –",
        " (",
        ")",
        "The minister",
    ]
)


@example("S qUOTE:AS sAYING:")
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for a in attributions(text):
        assert a.content
        for start, end in (*a.source, *a.cue, *a.content):
            assert 0 <= start < end <= len(text)
    for s in statements(text):
        assert s.content == text[s.start : s.end]
