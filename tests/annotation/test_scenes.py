"""Sentences as the relation model reads them: which parties get a token, which pairs are asked about."""

import pytest

from dragoman.annotation.layers import annotate
from dragoman.annotation.pairs import BREAK, TOKENS
from dragoman.annotation.scenes import candidate_pairs, scenes
from dragoman.readers import document_from_text

ONE, TWO, THREE = TOKENS[:3]


def found(text):
    document = document_from_text(text, id="t", title=None, url=None, published=None)
    annotations = annotate(document)
    return document.text, scenes(document.text, annotations.sentences, annotations.parties)


SHOWN = [
    ("France accused Russia of piracy.", [f"{ONE} accused {TWO} of piracy."]),
    ("France and Germany met. They praised Kenya.", None),
    ("Iran told France that Iran would stay.", [f"{ONE} told {TWO} that {ONE} would stay."]),
    (
        "Ethiopia warned Kenya. Sudan closed the crossing on Monday.",
        [f"{ONE} warned {TWO} .", f"{TWO} warned {THREE} . {BREAK} {ONE} closed the crossing on Monday."],
    ),
    ("It rained all day.", []),
]


@pytest.mark.parametrize(("text", "wanted"), [case for case in SHOWN if case[1] is not None])
def test_each_party_is_shown_as_one_token(text, wanted):
    whole, listed = found(text)
    assert [scene.text(whole).replace(" .", ".") for scene in listed] == [w.replace(" .", ".") for w in wanted]


def test_a_lone_party_is_paired_with_the_sentence_before_and_asked_about_alone():
    _, listed = found("Ethiopia warned Kenya. Sudan closed the crossing on Monday.")
    asked = {
        (p.actor.code, p.recipient.code if p.recipient else None)
        for scene in listed[1:]
        for p in map(scene.pair, scene.ways())
    }
    assert asked == {("SDN", None), ("SDN", "ETH"), ("SDN", "KEN"), ("ETH", "SDN"), ("KEN", "SDN")}


def test_parties_of_the_sentence_before_are_not_paired_with_each_other():
    _, listed = found("Ethiopia warned Kenya. Sudan closed the crossing on Monday.")
    pairs = [listed[1].pair(way) for way in listed[1].ways()]
    assert not any({p.actor.code, p.recipient and p.recipient.code} == {"ETH", "KEN"} for p in pairs)


def test_beside_others_a_party_is_not_asked_about_alone():
    _, listed = found("France accused Russia of piracy.")
    assert {way for scene in listed for way in scene.ways()} == {(0, 1), (1, 0)}


def test_both_directions_take_the_same_two_mentions():
    document = document_from_text(
        "Iran told France that Iran would stay.", id="t", title=None, url=None, published=None
    )
    annotations = annotate(document)
    one, other = candidate_pairs(document.text, annotations.sentences, annotations.parties)
    assert {one.actor.start, one.recipient.start} == {other.actor.start, other.recipient.start}
