"""Where an act took place: the words of the sentence, the page, and the parties."""

from __future__ import annotations

import pytest

from dragoman.annotation.layers import annotate
from dragoman.annotation.scenes import Pair
from dragoman.circumstance_place import NOWHERE, event_place, group
from dragoman.places import Gazetteer
from dragoman.readers import document_from_text
from dragoman.records import EventPlace, Mention


def placed(text: str, actor: str, recipient: str | None, act: str, mode: str | None = None) -> EventPlace | None:
    document = document_from_text(text, id="x", title=None, url=None)
    annotations = annotate(document)

    def party(words: str) -> Mention:
        at = text.rindex(words)
        found = [m for m in annotations.mentions if m.start <= at < m.end]
        return found[0] if found else Mention(at, at + len(words), "state", None, words)

    first = party(actor)
    sentence = next(s for s in annotations.sentences if s[0] <= first.start < s[1])
    pair = Pair(sentence, first, party(recipient) if recipient else None)
    return event_place(document, annotations, pair, act, mode)[0]


CASES = [
    ("Turkey's foreign minister met Russia's in Geneva on Monday.", "Turkey", "Russia", "CONSULT", None, "CHE"),
    (
        "Egypt bombed Islamic State camps near Derna in Libya on Monday.",
        "Egypt",
        "Islamic State",
        "ASSAULT",
        None,
        "LBY",
    ),
    (
        "French protesters marched against the government in Lyon.",
        "French protesters",
        "government",
        "PROTEST",
        None,
        "FRA",
    ),
    ("Russia shelled Ukraine overnight.", "Russia", "Ukraine", "ASSAULT", None, "UKR"),
    ("Iranian police arrested Afghan workers in Mashhad.", "Iranian police", "Afghan workers", "COERCE", None, "IRN"),
    ("Japan's prime minister visited India on Friday.", "Japan", "India", "CONSULT", "visit", "IND"),
]


@pytest.mark.parametrize(("text", "actor", "recipient", "act", "mode", "country"), CASES)
def test_an_act_is_where_it_took_place(
    text: str, actor: str, recipient: str, act: str, mode: str | None, country: str
) -> None:
    found = placed(text, actor, recipient, act, mode)
    assert found is not None
    assert found.country == country


def test_the_narrowest_name_of_the_sentence_is_told() -> None:
    found = placed("Turkey's foreign minister met Russia's in Geneva, Switzerland.", "Turkey", "Russia", "CONSULT")
    assert found is not None
    assert (found.name, found.precision, found.admin1) == ("Geneva", "city", "Geneva")
    assert found.lat == pytest.approx(46.2, abs=0.1)


def test_a_country_without_a_town_has_its_centre() -> None:
    found = placed("Russia shelled Ukraine overnight.", "Russia", "Ukraine", "ASSAULT")
    assert found is not None
    assert (found.name, found.precision, found.lat) == ("Ukraine", "country", 49.0)


def test_nothing_speaks_for_a_place() -> None:
    assert placed("The rebels denounced the mediators.", "rebels", "mediators", "ACCUSE") is None


@pytest.mark.parametrize(
    ("act", "mode", "wanted"),
    [("ASSAULT", None, "field"), ("COERCE", "arrest", "home"), ("CONSULT", None, "meeting"),
     ("CONSULT", "visit", "visit"), ("ACCUSE", None, "word"), ("NEW", None, "word")],
)  # fmt: skip
def test_acts_have_groups_with_weights(act: str, mode: str | None, wanted: str) -> None:
    assert group(act, mode) == wanted
    assert NOWHERE in Gazetteer.load().venue[wanted]
