"""When a prediction matches gold: cases counted by hand from the evaluation guidelines."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.matching import (
    best_pairs,
    date_match,
    events_alike,
    party_key,
    quad_of,
    same_party,
    statement_hits,
    strict_type,
    turns,
    word_overlap,
)


def event(name: str, actor: list[str], recipient: list[str], **more: Any) -> dict[str, Any]:
    return {"type": name, "status": "occurred", "actor": actor, "recipient": recipient, **more}


def said(speaker: str, text: str, start: int, **more: Any) -> dict[str, Any]:
    return {"speaker": speaker, "content": text, "start": start, **more}


@pytest.mark.parametrize(("party", "key"), [
    ("SYR-civilians", "syr"), ("SYR", "syr"), ("ISIL", "isis"), ("Islamic State", "isis"), ("UNSC", "un"),
    ({"code": "JPN", "name": "Japan"}, "jpn"), ({"name": "Hezbollah"}, "hezbollah"), ("Türk Yıldızı", "turk-yld-z"),
    (None, ""), ({"code": None}, ""), ("us-led-coalition", "us-led-coalition"), ("European Commission", "eu"),
])  # fmt: skip
def test_party_keys(party: Any, key: str) -> None:
    found = party_key(party)
    assert found == key or (key == "turk-yld-z" and found.startswith("turk-"))


@pytest.mark.parametrize(("a", "b", "same"), [
    ("jpn", "jpn", True), ("jpn", "chn", False), ("susumu-takai", "takai-susumu", True), ("un", "unesco", False),
    ("amnesty-international", "amnesty", True), ("oxfam-international", "amnesty-international", False),
])  # fmt: skip
def test_same_party(a: str, b: str, same: bool) -> None:
    assert same_party(a, b) is same


@pytest.mark.parametrize(("name", "status", "strict"), [
    ("CONSULT", "planned", "AGREE"), ("aid", "planned", "AGREE"), ("COOPERATE", "future", "AGREE"),
    ("SANCTION", "planned", "SANCTION"), ("CONSULT", "hypothetical", "CONSULT"), ("FIGHT", "planned", "FIGHT"),
    ("CONSULT", None, "CONSULT"), ("CONSULT", "nonsense", "CONSULT"),
])  # fmt: skip
def test_strict_type(name: str, status: str | None, strict: str) -> None:
    assert strict_type({"type": name, "status": status}) == strict


def test_quad() -> None:
    assert quad_of(event("AID", [], [])) == "material_cooperation"
    assert quad_of(event("FIGHT", [], [])) is None


@pytest.mark.parametrize(("gold", "made", "roles", "share"), [
    (event("ACCUSE", ["USA", "FRA"], ["RUS"]), event("ACCUSE", ["USA"], ["RUS"]), True, 2 / 3),
    (event("ACCUSE", ["USA"], ["RUS"]), event("ACCUSE", ["RUS"], ["USA"]), True, 0.0),
    (event("ACCUSE", ["USA"], ["RUS"]), event("ACCUSE", ["RUS"], ["USA"]), False, 1.0),
    (event("CONSULT", ["USA"], ["RUS"]), event("CONSULT", ["RUS", "USA"], []), True, 1.0),
    (event("ASSAULT", ["USA", "GBR"], []), event("ASSAULT", ["GBR"], ["USA"]), True, 1.0),
    (event("ASSAULT", ["RUS"], ["UKR"]), event("ASSAULT", ["RUS"], ["UKR", "SYR"]), True, 2 / 3),
    (event("ASSAULT", ["RUS"], []), event("ASSAULT", [], []), True, 0.0),
    (event("ASSAULT", [], []), event("ASSAULT", [], []), True, 0.0),
    (event("ASSAULT", ["RUS", "RUS-troops"], []), event("ASSAULT", ["RUS"], []), True, 1.0),
])  # fmt: skip
def test_parties_in_common(gold: dict[str, Any], made: dict[str, Any], roles: bool, share: float) -> None:
    assert events_alike(gold, made, roles) == pytest.approx(share)


@pytest.mark.parametrize(("gold", "made", "found"), [
    ("2022-06-29", {"start": "2022-06-29", "end": "2022-06-29"}, (True, True)),
    ("2022-06-29", "2022-06-30", (True, False)),
    ("2022-06-29", "2022-06", (False, True)),
    ("2022-06-29", "2022", (False, False)),
    ({"start": "2022-06-01", "end": "2022-06-30"}, "2022-06", (True, True)),
    ("2022-06-29", None, (False, False)),
    ("2022-06-29", "soon", (False, False)),
    ("2022-06-29", {"start": None}, (False, False)),
    ("2022-06-29", "2022-07-29", (False, False)),
])  # fmt: skip
def test_dates(gold: Any, made: Any, found: tuple[bool, bool]) -> None:
    assert date_match(gold, made) == found


def test_word_overlap_is_half_of_the_shorter() -> None:
    assert word_overlap("Japan met NATO", "the day Japan met")
    assert not word_overlap("Japan met NATO in Madrid", "the leaders of Japan spoke")
    assert not word_overlap("", "Japan")


def test_pairs_are_one_to_one_and_best_first() -> None:
    gold = [event("ACCUSE", ["USA"], ["RUS"]), event("ACCUSE", ["USA", "FRA"], ["RUS"])]
    made = [event("ACCUSE", ["USA", "FRA"], ["RUS"]), event("ACCUSE", ["USA"], ["RUS"])]
    assert sorted(best_pairs(gold, made, events_alike)) == [(0, 1), (1, 0)]
    assert best_pairs(gold[:1], made[1:] * 2, events_alike) == [(0, 0)]


def test_a_required_event_is_matched_before_an_optional_one() -> None:
    gold = [event("ACCUSE", ["USA"], ["RUS"], required=False), event("ACCUSE", ["USA"], ["RUS"], required=True)]
    assert best_pairs(gold, [event("ACCUSE", ["USA"], ["RUS"])], events_alike) == [(1, 0)]


def test_neighbours_of_one_speaker_are_one_turn() -> None:
    found = turns([
        said("Takai", "three four", 50), said("Susumu Takai", "one two", 10),
        said("Kishida", "five six", 90), said("Mr Takai", "seven", 120, required=False),
    ])  # fmt: skip
    assert [turn.text for turn in found] == ["one two three four", "five six", "seven"]
    assert [turn.required for turn in found] == [True, True, False]


@pytest.mark.parametrize(("made", "hits"), [
    ([said("Foreign Minister Kishida", "Japan will join the summit", 0)], 1),
    ([said("he", "Japan will join the summit", 0)], 0),
    ([said("Kishida", "Japan will", 0)], 0),
    ([said("Kishida", "Japan will join", 0)], 1),
    ([said("Kishida", "Japan will join the summit", 0, actor="CHN")], 0),
])  # fmt: skip
def test_statements(made: list[dict[str, Any]], hits: int) -> None:
    gold = [said("Fumio Kishida", "Japan will join the summit", 0, actor="JPN")]
    assert len(statement_hits(turns(gold), turns(made))[0]) == hits
