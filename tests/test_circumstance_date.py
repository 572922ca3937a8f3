"""Dates of acts: which words govern, the page's own day, and days at the calendar's ends."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from dragoman import readers
from dragoman.annotation.layers import annotate
from dragoman.annotation.scenes import Pair
from dragoman.circumstance_date import choose, event_date
from dragoman.date_signs import Candidate
from dragoman.dates import Window, day, parse_partial
from dragoman.errors import DragomanError
from dragoman.records import Document, Mention, Page

WRITTEN = "2022-06-29"  # a Wednesday


def document(text: str, published: str | None = WRITTEN) -> Document:
    window = parse_partial(published) if published else None
    return readers.document_from_text(text, id="d", published=window)


def dated(
    text: str, parties: str, name: str = "CONSULT", status: str = "occurred", published: str | None = WRITTEN
) -> tuple[str | None, str | None]:
    """The label of an act's date and its words; `parties` are two words of the text, the act between them."""
    page = document(text, published)
    annotations = annotate(page)
    first, second = parties.split(" … ")
    a, b = text.index(first), text.index(second)
    sentence = next(s for s in annotations.sentences if s[0] <= a < s[1])
    marks = [Mention(at, at + len(word), "state", word, word) for at, word in ((a, first), (b, second))]
    when, words = event_date(page, annotations, Pair(sentence, *marks), (a, b + len(second)), name, status)
    return when.label() if when else None, text[slice(*words)] if words else None


MORE = " Japan has long been a partner of NATO. Its ministers often speak with those of the allies."
ACTS = [
    ("Japan met China in Geneva on Friday." + MORE, "Japan … China", "CONSULT", "2022-06-24"),
    ("On Monday Japan met China in Geneva." + MORE, "Japan … China", "CONSULT", "2022-06-27"),
    (
        "Iran attacked Iraq on Monday, and Turkey invaded Syria on Tuesday." + MORE,
        "Turkey … Syria",
        "ASSAULT",
        "2022-06-28",
    ),
    (
        "Iran attacked Iraq on Monday, and Turkey invaded Syria on Tuesday." + MORE,
        "Iran … Iraq",
        "ASSAULT",
        "2022-06-27",
    ),
    ("Iraq invaded Kuwait in 1990." + MORE, "Iraq … Kuwait", "ASSAULT", "1990"),
    ("Japan met China last week." + MORE, "Japan … China", "CONSULT", "2022-06-20 to 2022-06-26"),
]


@pytest.mark.parametrize(("text", "parties", "name", "label"), ACTS)
def test_the_words_that_govern(text: str, parties: str, name: str, label: str) -> None:
    assert dated(text, parties, name)[0] == label


def test_no_date_where_the_page_gives_none() -> None:
    assert dated("Japan met China in Geneva." + MORE, "Japan … China", published=None) == (None, None)


def test_a_weekday_without_a_day_of_writing_means_no_day() -> None:
    assert dated("Japan met China in Geneva on Friday." + MORE, "Japan … China", published=None)[0] is None


def test_since_runs_to_the_day_of_writing_and_this_month_ends_with_it() -> None:
    text = "Turkey has shelled Syria since March 3." + MORE
    assert dated(text, "Turkey … Syria", "ASSAULT")[0] in {"2022-03-03 to 2022-06-29", "2022-03-03"}
    assert (
        dated("Turkey shelled Syria this month." + MORE, "Turkey … Syria", "ASSAULT")[0] == "2022-06-01 to 2022-06-29"
    )


def test_the_same_days_from_two_places_add_up() -> None:
    one, other = day(date(2022, 6, 24)), day(date(2022, 6, 28))
    found = [Candidate(one, None, {"a": 1.0}), Candidate(one, None, {"a": 0.9}), Candidate(other, None, {"a": 1.1})]
    assert choose([*found, Candidate(None, None, {})], {"a": 3.0}).window == one


EDGES = ["0001-01-01", "0001-01-03", "9999-12-31", "9999-12-28", "2990-01-01", "0001", "9999", "9999-12"]
WORDS = (
    "Japan met China on Friday. Iran attacked Iraq last week, a year ago, in the past 900 years and 300 centuries ago. "
    "Turkey has shelled Syria since last year and will meet it next year, in the next decade, overnight, next winter, "
    "in January 0001, on 31 December 9999, 0000-01-01, on February 30, and by Christmas 9999."
)


@pytest.mark.parametrize("published", EDGES)
def test_a_day_at_the_calendars_ends_or_in_the_future_costs_nothing(published: str) -> None:
    for parties in ("Japan … China", "Iran … Iraq", "Turkey … Syria"):
        dated(WORDS + MORE, parties, "ASSAULT", published=published)


@pytest.mark.parametrize("published", ["0000-01-01", "10000-01-01", "2022-13-45", "never"])
def test_a_publication_day_that_is_none_is_named_or_passed_over(published: str) -> None:
    line = msgspec.json.encode({"text": WORDS, "published": published})
    try:
        found, problem = readers.read(Page("d", line, "here", "jsonl")).published, ""
    except DragomanError as refused:
        found, problem = None, str(refused)
    assert found is None
    assert not problem or ("here" in problem and published in problem)


def test_contradictory_dates_in_page_and_text() -> None:
    """The day handed in stands; a full date of the text keeps its own year, and neither breaks the other."""
    text = "30 June 2022\n\nJapan met China in Geneva on 3 May 2021." + MORE
    page = document(text, "2024-01-05")
    assert page.published is not None
    assert page.published.label() == "2024-01-05"
    assert dated(text, "Japan … China", published="2024-01-05")[0] == "2021-05-03"


def test_the_basis_is_stated() -> None:
    page = document("Japan met China on Friday.")
    annotations = annotate(page)
    marks = [Mention(0, 5, "state", "JPN", "Japan"), Mention(10, 15, "state", "CHN", "China")]
    when, _ = event_date(page, annotations, Pair((0, 26), *marks), (0, 15), "CONSULT", "occurred")
    assert isinstance(when, Window)
    assert when.basis == "relative"
