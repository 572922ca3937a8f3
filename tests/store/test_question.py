"""The filter language: what each field asks for, what is refused and how, and what emptied an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dragoman.errors import DragomanError, MissingExtra
from dragoman.store.answer import library
from dragoman.store.ledger import Ledger
from dragoman.store.question import parse
from tests.store.retold import pages


@pytest.fixture(scope="module")
def gold() -> Iterator[Ledger]:
    with Ledger(":memory:") as ledger:
        for document, coded in pages():
            ledger.add(document, coded)
        yield ledger


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("party:Russia", lambda e: "RUS" in codes(e, "actor", "recipient")),
        ("actor:RUS", lambda e: "RUS" in codes(e, "actor")),
        ("recipient:RUS,UKR", lambda e: codes(e, "recipient") & {"RUS", "UKR"}),
        ("party:RUS party:UKR", lambda e: {"RUS", "UKR"} <= codes(e, "actor", "recipient")),
        ("type:accuse", lambda e: e.type == "ACCUSE"),
        ("-type:ACCUSE,CONSULT", lambda e: e.type not in ("ACCUSE", "CONSULT")),
        ("quad:conflict", lambda e: e.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN", "PROTEST", "SANCTION",
                                              "MOBILIZE", "COERCE", "ASSAULT")),
        ("status:planned", lambda e: e.status == "planned"),
        ("date:2022-07", lambda e: e.date and e.date.start <= date(2022, 7, 31) and e.date.end >= date(2022, 7, 1)),
        ("place:UKR", lambda e: e.place and e.place.country == "UKR"),
        ("mode:visit", lambda e: e.mode == "visit"),
        ("missiles", lambda e: "missiles" in e.evidence.text.lower()),
        ('"Black Sea"', lambda e: "black sea" in e.evidence.text.lower()),
    ],
)  # fmt: skip
def test_each_field_asks_for_what_it_says(gold: Ledger, question: str, rule: object) -> None:
    every = [r for told in gold.ask() for r in told.reports]
    wanted = {(r.key, r.record.id) for r in every if rule(r.record)}  # type: ignore[operator]
    sql = {r for told in gold.ask(question) for r in [(x.key, x.record.id) for x in told.reports]}
    assert wanted
    assert wanted <= sql
    assert all(any((x.key, x.record.id) in wanted for x in told.reports) for told in gold.ask(question))


def codes(event: object, *sides: str) -> set[str]:
    return {p.code for side in sides for p in getattr(event, side)}


def test_members_of_a_body_on_the_day_of_the_event(gold: Ledger) -> None:
    found = gold.ask(["actor:EU members"])
    assert found.counts()[0] > 0
    assert len(gold.ask(["actor:GBR", "actor:EU members", "-actor:FRA,DEU,ITA,ESP,POL", "date:2021.."])) == 0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("partie:RUS", "did you mean party:"),
        ("type:ACUSE", "did you mean ACCUSE"),
        ("status:done", "occurred"),
        ("date:soon", "a date is"),
        ("date:2023..2022", "first day is after"),
        ("confidence:2", "0 to 1"),
        ("party:Rusia", "did you mean Russia"),
        ('party:"members of Rusland"', "nobody is known"),
        ("party:", "no value"),
        ('words:"grain', "quotation mark"),
        ("party:members of Japan", "no members"),
    ],
)
def test_what_cannot_be_asked_is_said_with_what_can(gold: Ledger, question: str, words: str) -> None:
    with pytest.raises(DragomanError, match=words):
        gold.ask([question] if "members of J" in question else question)


def test_a_question_as_text_asks_the_same() -> None:
    question = parse(["party:EU members", "-type:accuse", "date:2022-02..2022-07", "Black Sea"])
    assert str(parse(str(question))) == str(question)


def test_an_empty_answer_says_which_clause_emptied_it(gold: Ledger) -> None:
    found = gold.ask("party:RUS party:UKR date:1999")
    assert len(found) == 0
    assert [clause for clause, _ in found.emptied_by()] == ["date:1999"]


def test_an_answer_is_lazy_and_shows_itself(gold: Ledger) -> None:
    found = gold.ask("party:RUS")
    assert repr(found).startswith(f"{len(found)} events (party:RUS)")
    assert f"{len(found)} events, showing 10" in found._repr_html_()
    assert found[0] == next(iter(found))
    with pytest.raises(IndexError):
        _ = found[10_000]


def test_rows_hold_every_column(gold: Ledger) -> None:
    for row in gold.ask("party:RUS").rows():
        assert set(row) == set(gold.ask().columns)


@pytest.mark.parametrize("frame", ["pandas", "polars", "pyarrow"])
def test_frames(gold: Ledger, frame: str) -> None:
    pytest.importorskip(frame)
    found = gold.ask("party:RUS")
    made = {"pandas": found.to_pandas, "polars": found.to_polars, "pyarrow": found.to_arrow}[frame]()
    assert len(made) == len(found)


def test_an_absent_extra_is_named() -> None:
    with pytest.raises(MissingExtra, match="analytics\\]"):
        library("no_such_library_at_all")
