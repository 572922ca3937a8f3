"""Answers over many pages: series, change points, networks, pledges, eligibility."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from dragoman import facts
from dragoman.dates import Window, day, month
from dragoman.errors import QuestionError
from dragoman.readers.base import fingerprint
from dragoman.records import Coded, Document, Statement
from dragoman.store.ledger import Ledger
from dragoman.views import calendar, changes, charts, eligible, network, series
from tests.conftest import JPN, TUR
from tests.store.retold import pages

RULE = "Under Article 10 of the NATO treaty only European countries are eligible to join NATO, he said."


@pytest.fixture
def gold() -> Iterator[Ledger]:
    with Ledger(":memory:") as ledger:
        for document, coded in pages():
            ledger.add(document, coded)
        yield ledger


def by_month(ledger: Ledger) -> series.Series:
    return series.pair(ledger, "RUS", "UKR", ledger.ask("party:RUS party:UKR status:occurred"), "month")


def test_a_series_has_every_month_and_both_directions_once(gold: Ledger) -> None:
    points = by_month(gold).points
    periods = [p.period for p in points if p.source == "RUS"]
    assert periods == sorted(set(periods)) == [p.period for p in points if p.source == "UKR"]
    assert periods[0] == "2015-02"
    assert "2019-07" in periods
    assert len(periods) == (int(periods[-1][:4]) - 2015) * 12 + int(periods[-1][5:]) - 1


def test_an_event_counts_once_however_many_pages_tell_it(gold: Ledger) -> None:
    july = next(p for p in by_month(gold).points if p.period == "2022-07" and p.source == "RUS")
    assert july.material_conflict == 1  # one strike in five reports
    assert july.score < 0
    assert july.pages == 3


def test_nothing_reported_and_nothing_read_are_told_apart(gold: Ledger) -> None:
    points = {p.period: p for p in by_month(gold).points if p.source == "RUS"}
    assert (points["2015-07"].events, points["2015-07"].pages) == (0, 1)
    assert (points["2015-08"].events, points["2015-08"].pages) == (0, 0)


def test_a_picture_of_a_pair_is_well_formed_and_the_same_each_time(gold: Ledger) -> None:
    text = charts.svg(by_month(gold), "party:RUS <party:UKR>")
    root = ElementTree.fromstring(text)
    bars = [r for r in root.iter("{http://www.w3.org/2000/svg}rect") if r.get("fill") == "url(#conflict)"]
    rows = {p.period for p in by_month(gold).points if p.conflict}
    assert len(bars) == len(rows)
    assert text == charts.svg(by_month(gold), "party:RUS <party:UKR>")


@pytest.mark.parametrize(
    ("window", "by", "period"),
    [
        (day(date(2022, 6, 29)), "day", "2022-06-29"),
        (day(date(2021, 1, 1)), "week", "2020-W53"),
        (month(2022, 6), "month", "2022-06"),
        (month(2022, 6), "day", None),
        (Window(date(2022, 6, 30), date(2022, 7, 1)), "month", None),
        (Window(date(2022, 6, 30), date(2022, 7, 1)), "year", "2022"),
        (None, "year", None),
    ],
)
def test_an_event_is_in_the_period_that_holds_its_whole_window(window: Window, by: str, period: str | None) -> None:
    assert series.period_of(window, by) == period


@pytest.mark.parametrize(
    ("first", "last", "by", "count"),
    [("2019-12", "2020-03", "month", 4), ("2020-W52", "2021-W01", "week", 3), ("2020-02-28", "2020-03-01", "day", 3),
     ("1999", "2001", "year", 3), ("", "", "day", 0)],
)  # fmt: skip
def test_the_calendar_is_complete(first: str, last: str, by: str, count: int) -> None:
    assert len(list(series.between(first, last, by))) == count


def test_a_period_that_does_not_exist(gold: Ledger) -> None:
    with pytest.raises(QuestionError, match="day, week, month, year"):
        series.pair(gold, "RUS", "UKR", gold.ask(), "decade")


def test_dyads_are_keyed_by_iso_cow_and_gw_with_zeros(gold: Ledger) -> None:
    rows = list(series.dyads(gold, gold.ask("party:RUS status:occurred"), "year"))
    assert set(rows[0]) == set(series.DYAD_COLUMNS)
    assert {(r["cow_a"], r["gw_a"]) for r in rows if r["iso_a"] == "RUS"} == {(365, 365)}
    assert any(r["events"] == 0 for r in rows)
    spans = {(r["iso_a"], r["iso_b"]): 0 for r in rows}
    assert len(rows) == len(spans) * len({r["period"] for r in rows})


def counts(*rates: float) -> list[int]:
    chance = random.Random(3)
    return [sum(chance.random() < rate / 50 for _ in range(50)) for rate in rates for _ in range(20)]


def test_a_change_of_rate_is_found_and_none_where_there_is_none() -> None:
    (found,) = changes.change_points(counts(2, 10))
    assert abs(found - 20) <= 2
    assert changes.change_points(counts(4, 4)) == []


def test_a_rise_of_what_was_read_is_no_change_and_thin_coverage_says_nothing() -> None:
    made = counts(2, 10)
    assert changes.change_points(made, [10.0] * 20 + [50.0] * 20) == []
    assert changes.change_points(made[:10]) == []
    assert changes.change_points(made, [0.0] * 40) == []


def test_the_same_as_ruptures() -> None:
    ruptures = pytest.importorskip("ruptures")
    numpy = pytest.importorskip("numpy")
    made = counts(2, 10, 4)
    theirs = ruptures.KernelCPD(kernel="linear", min_size=2).fit(numpy.array(made, float)).predict(n_bkps=2)[:-1]
    ours = changes.change_points(made)
    assert len(ours) == 2
    assert all(abs(a - b) <= 2 for a, b in zip(ours, theirs, strict=True))


def test_ties_are_directed_signed_and_weighted(gold: Ledger) -> None:
    found = {(t.source, t.target): t for t in network.ties(gold.ask("date:2022-07"))}
    tie = found["RUS", "UKR"]
    assert tie.events == tie.cooperation + tie.conflict
    assert -10 <= tie.score <= 10
    assert ("EU", "RUS") in found
    assert ("RUS", "EU") not in found


def test_parties_of_a_network(gold: Ledger) -> None:
    pytest.importorskip("networkx")
    found = network.nodes(network.ties(gold.ask()))
    assert sum(n.pagerank for n in found) == pytest.approx(1, abs=0.01)
    assert found == network.nodes(network.ties(gold.ask()))
    assert network.nodes([]) == []


def planned(japan: tuple[Document, Coded], number: int, **more: object) -> tuple[Document, Coded]:
    """A page that tells a meeting of Japan and Türkiye."""
    document, coded = japan
    text = f"{document.text} {number}"
    published = more.pop("published")
    told = msgspec.structs.replace(coded.events[0], id=f"m{number}", actor=(JPN,), recipient=(TUR,), **more)
    page = msgspec.structs.replace(document, id=f"p{number}", text=text, sha256=fingerprint(text), published=published)
    return page, msgspec.structs.replace(coded, events=(told,), statements=(), published=published)


@pytest.mark.parametrize(
    ("later", "outcome"), [("occurred", "done"), ("denied", "denied"), (None, "nothing found by that day")]
)
def test_what_became_of_a_plan(ledger: Ledger, japan: tuple[Document, Coded], later: str | None, outcome: str) -> None:
    when = day(date(2024, 5, 20))
    ledger.add(*planned(japan, 1, type="AGREE", status="planned", date=when, published=day(date(2024, 5, 7))))
    if later:
        ledger.add(*planned(japan, 2, status=later, date=when, published=day(date(2024, 5, 21))))
    (found,) = calendar.pledges(ledger, [], date(2024, 7, 1))
    assert found.outcome == outcome
    if later:
        assert len(found.told.reports) == 2
        assert [r.record.status for r in found.told.reports] == ["planned", later]
    (open_still,) = calendar.pledges(ledger, [], date(2024, 5, 8))
    assert open_still.outcome == "open"
    assert not list(calendar.pledges(ledger, [], date(2024, 5, 6)))


def test_the_calendar_as_icalendar(ledger: Ledger, japan: tuple[Document, Coded]) -> None:
    when = Window(date(2024, 5, 20), date(2024, 5, 21))
    ledger.add(*planned(japan, 1, type="AGREE", status="planned", date=when, published=day(date(2024, 5, 7))))
    text = calendar.icalendar(calendar.pledges(ledger, [], date(2024, 5, 8)))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "DTSTART;VALUE=DATE:20240520\r\nDTEND;VALUE=DATE:20240522\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text == calendar.icalendar(calendar.pledges(ledger, [], date(2024, 5, 8)))


@pytest.mark.parametrize(
    ("state", "verdict", "words"),
    [("JPN", False, "Article 10 admits European states only"), ("NOR", True, "member since 1949-04-04"),
     ("UKR", None, "is in Europe")],
)  # fmt: skip
def test_who_may_join_and_who_says_so(ledger: Ledger, state: str, verdict: bool | None, words: str) -> None:
    said = Statement("s", "Jin Takai", None, "said", RULE, "indirect", 0, len(RULE))
    coded = Coded("rule", None, None, None, "en", statements=(said,), versions={"shown": "0"})
    ledger.add(Document("rule", RULE, fingerprint(RULE)), coded)
    found = eligible.eligible(ledger, state, "NATO", date(2022, 6, 29))
    assert found.verdict is verdict
    assert words in found.reason
    if verdict is False:
        assert [(c.claimed_by, c.document, c.article) for c in found.claims] == [("Jin Takai", "rule", "Article 10")]


def test_nothing_on_record_is_not_known(ledger: Ledger) -> None:
    assert eligible.eligible(ledger, "JPN", "NATO", date(2022, 6, 29)).verdict is None


@pytest.mark.parametrize(
    ("code", "on", "fact", "there"),
    [
        ("JPN", date(2022, 6, 29), ("Fumio Kishida", "Prime Minister, JPN"), True),
        ("JPN", date(2020, 6, 29), ("Fumio Kishida", "Prime Minister, JPN"), False),
        ("JPN", date(2022, 6, 29), ("JPN", "G7"), True),
        ("GBR", date(2019, 1, 1), ("GBR", "EU"), True),
        ("GBR", date(2021, 1, 1), ("GBR", "EU"), False),
        ("NATO", date(2023, 5, 1), ("FIN", "NATO"), True),
        ("NATO", date(2023, 3, 1), ("FIN", "NATO"), False),
    ],
)
def test_what_held_on_a_day(code: str, on: date, fact: tuple[str, str], there: bool) -> None:
    assert (fact in {(f.subject, f.object) for f in facts.state_on(code, on)}) is there
