"""One event out of many pages: what is joined, what is kept apart, what people correct, and what survives."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import msgspec
import pytest

from dragoman.errors import NotOnRecord, StoreError
from dragoman.records import Document
from dragoman.store import schema
from dragoman.store.ledger import Ledger, document_key
from dragoman.store.told import Told
from tests.store.generated import corpus, pair_f1
from tests.store.retold import pages

STRIKE = {"digest-odesa-aftermath", "harbour-odesa-moscow-admits", "meridian-odesa-denial", "wire-odesa-strike"}


@pytest.fixture
def gold() -> Iterator[Ledger]:
    """A ledger of the gold pages."""
    with Ledger(":memory:") as ledger:
        for document, coded in pages():
            ledger.add(document, coded)
        yield ledger


def strike(ledger: Ledger) -> Told:
    return ledger.ask("actor:RUS recipient:UKR type:ASSAULT date:2022-07-23").one()


def events(ledger: Ledger) -> dict[tuple[str, str], str]:
    return {(key, report): event for key, report, event in ledger.rows("SELECT key, id, event FROM reports")}


def test_the_planted_retellings_are_one_event_and_nothing_else_is(gold: Ledger) -> None:
    retold = [sorted({r.document for r in told.reports}) for told in gold.ask() if len(told.reports) > 1]
    signing = ["harbour-odesa-moscow-admits", "meridian-odesa-denial", "wire-odesa-strike"]
    assert sorted(retold) == sorted([sorted(STRIKE), signing])


def test_a_strike_that_is_told_and_denied_is_contested_and_both_are_kept(gold: Ledger) -> None:
    told = strike(gold)
    assert told.record.status == "occurred"
    assert told.contested
    (dispute,) = told.disputes
    assert dispute.field == "status"
    assert {value: len(reports) for value, reports in dispute.values} == {"occurred": 3, "denied": 2}
    assert len(gold.ask("status:contested")) == 1


def test_events_reports_and_outlets_are_three_counts(gold: Ledger) -> None:
    assert gold.ask("type:ASSAULT party:RUS party:UKR date:2022-07-23 actor:RUS").counts() == (1, 5, 4)


def test_whatever_the_order_of_pages_the_strike_is_one_event() -> None:
    for seed in range(4):
        made = pages()
        random.Random(seed).shuffle(made)
        with Ledger(":memory:") as ledger:
            for document, coded in made:
                ledger.add(document, coded)
            assert len(ledger.ask("actor:RUS recipient:UKR type:ASSAULT status:occurred date:2022-07-23")) == 1


def test_a_new_page_or_a_run_again_renumbers_nothing(gold: Ledger) -> None:
    made, before = pages(), events(gold)
    for document, coded in made:
        gold.add(document, coded)
    assert events(gold) == before
    document, coded = made[-1]
    gold.add(msgspec.structs.replace(document, id="new", url="https://x.example/a"), coded)
    assert {report: event for report, event in events(gold).items() if report in before} == before


def test_a_document_coded_again_finds_its_events_again(gold: Ledger) -> None:
    before = events(gold)
    for document, coded in pages():
        if document.id in STRIKE:
            gold.add(document, msgspec.structs.replace(coded, versions={**coded.versions, "coder": "newer"}))
    assert events(gold) == before


def test_a_copy_in_another_outlet_is_another_report(gold: Ledger) -> None:
    document, coded = next(p for p in pages() if p[0].id == "wire-odesa-strike")
    cut = document.text[: len(document.text) * 2 // 3]
    whole = tuple(e for e in coded.events if e.evidence.end <= len(cut))
    copy = msgspec.structs.replace(document, id="copy", text=cut, sha256="0" * 64, outlet="Another")
    gold.add(copy, msgspec.structs.replace(coded, id="copy", events=whole))
    assert gold.rows("SELECT count(*) FROM copies") == [(1,)]
    mine = list(gold.ask("document:copy"))
    assert len(mine) == len(whole)
    assert all({"wire-odesa-strike", "copy"} <= {r.document for r in told.reports} for told in mine)


def test_forgetting_a_page_leaves_the_event_to_the_others(gold: Ledger) -> None:
    event = strike(gold).id
    gold.forget("digest-odesa-aftermath")
    assert strike(gold).id == event
    assert len(strike(gold).reports) == 4


def test_parted_by_hand_and_parted_still_after_coding_again(gold: Ledger) -> None:
    event = strike(gold).id
    parted = gold.split(event, "wire-odesa-strike", "me", "another strike")
    assert [r.document for r in parted.reports] == ["wire-odesa-strike"]
    assert len(gold.event(event).reports) == 4
    for document, coded in pages():
        gold.add(document, msgspec.structs.replace(coded, versions={**coded.versions, "coder": "newer"}))
    assert [r.document for r in gold.event(parted.id).reports] == ["wire-odesa-strike"]
    back = gold.join(event, parted.id, "me")
    assert len(back.reports) == 5
    assert len(gold.rows("SELECT * FROM corrections")) == 2


def test_joined_by_hand_and_undone(gold: Ledger) -> None:
    first, second = strike(gold), gold.ask("type:SUPPORT actor:RUS actor:UKR date:2022-07-22").one()
    both = gold.join(first.id, second.id, "me")
    assert len(both.reports) == len(first.reports) + len(second.reports)
    assert gold.event(second.id).id == first.id
    assert gold.split(first.id, second.id, "me").reports == second.reports
    assert gold.event(first.id) == first


def test_corrections_that_cannot_be(gold: Ledger) -> None:
    told, lone = strike(gold), gold.ask("document:ministry-finland-nato")[0]
    with pytest.raises(NotOnRecord, match="no event 'e0'"):
        gold.event("e0")
    with pytest.raises(NotOnRecord, match="its reports: "):
        gold.split(told.id, "nowhere", "me")
    with pytest.raises(StoreError, match="only report"):
        gold.split(lone.id, "ministry-finland-nato", "me")
    with pytest.raises(StoreError, match="one event already"):
        gold.join(told.id, told.id, "me")


def test_a_ledger_from_before_merging_is_merged_when_it_is_opened(tmp_path: object, gold: Ledger) -> None:
    path = f"{tmp_path}/old.db"
    with Ledger(path) as ledger:
        for document, coded in pages():
            ledger.add(document, coded)
        for table in ("reports", "blocks", "shingles", "copies"):
            ledger.rows(f"DROP TABLE {table}")
        for index in ("corrections_record", "events_start"):
            ledger.rows(f"DROP INDEX {index}")
        ledger.rows("ALTER TABLE documents DROP COLUMN source")
        ledger.rows("PRAGMA user_version = 1")
    assert schema.VERSION == 2
    with Ledger(path) as ledger:
        assert len(strike(ledger).reports) == 5


def test_generated_retellings() -> None:
    made, truth = corpus(1500)
    with Ledger(":memory:") as ledger:
        for document, coded in made:
            ledger.add(document, coded)
        found = {key: event for (key, _), event in events(ledger).items()}
    precision, recall, f1 = pair_f1([found[document_key(document)] for document, _ in made], truth)
    assert min(precision, recall, f1) >= 0.95


def test_a_page_is_no_copy_of_another_by_its_site_s_words() -> None:
    site = "Subscribe to our newsletter for more stories like this one, delivered every single morning. " * 2
    with Ledger(":memory:") as ledger:
        for n in range(12):
            own = " ".join(f"word{n}x{k}" for k in range(300))
            document = Document(f"d{n}", f"{own} {site}", f"{n:064}")
            ledger.add(document, msgspec.structs.replace(pages()[0][1], id=f"d{n}", events=()))
        assert ledger.rows("SELECT count(*) FROM copies") == [(0,)]


def test_no_two_reports_of_a_page_are_one_event_unless_one_denies(gold: Ledger) -> None:
    for told in gold.ask("confidence:0"):
        for a, b in itertools.combinations(told.reports, 2):
            assert a.key != b.key or {a.record.status, b.record.status} == {"occurred", "denied"}
