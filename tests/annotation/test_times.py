"""Time expressions: what is found, what it says, which days it means."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotation.times import between, can_date, find_times
from dragoman.dates import Window, day
from dragoman.records import TimeExpression

WRITTEN = day(date(2022, 6, 29), "given")  # a Wednesday


def times(text: str, published: Window | None = WRITTEN) -> tuple[TimeExpression, ...]:
    return find_times(text, [(0, len(text))], published)


def row(text: str, one: TimeExpression) -> tuple[str, str, str, str | None]:
    return text[one.start : one.end], one.type, one.value, one.window.label() if one.window else None


DATES = [
    ("They met on June 26.", "June 26", "2022-06-26", "2022-06-26"),
    ("They met on 26 June.", "26 June", "2022-06-26", "2022-06-26"),
    ("They met on 26th June 2019.", "26th June 2019", "2019-06-26", "2019-06-26"),
    ("They met on June 26th, 2019, in Rome.", "June 26th, 2019", "2019-06-26", "2019-06-26"),
    ("They met on Monday, June 20, in Rome.", "Monday, June 20", "2022-06-20", "2022-06-20"),
    ("They met on Friday 3 May 2019.", "Friday 3 May 2019", "2019-05-03", "2019-05-03"),
    ("They met on the 26th of June.", "the 26th of June", "2022-06-26", "2022-06-26"),
    ("They met on Sept. 11, 2001.", "Sept. 11, 2001", "2001-09-11", "2001-09-11"),
    ("They met on 2019-05-03.", "2019-05-03", "2019-05-03", "2019-05-03"),
    ("They met on 29/06/2021.", "29/06/2021", "2021-06-29", "2021-06-29"),
    ("They met on 06/29/2021.", "06/29/2021", "2021-06-29", "2021-06-29"),
    ("They met on 05/06/2021.", "05/06/2021", "2021", "2021"),
    ("He will attend the summit from June 29 to 30.", "June 29 to 30", "2022-06-29", "2022-06-29 to 2022-06-30"),
    ("They met from 3 to 5 May 2020.", "3 to 5 May 2020", "2020-05-03", "2020-05-03 to 2020-05-05"),
    ("They met on May 3-5, 2020.", "May 3-5, 2020", "2020-05-03", "2020-05-03 to 2020-05-05"),
    ("They met from 30 May to 2 June.", "30 May to 2 June", "2022-05-30", "2022-05-30 to 2022-06-02"),
    ("They met between 3 and 5 May 2014.", "3 and 5 May 2014", "2014-05-03", "2014-05-03 to 2014-05-05"),
    ("The vote will be held on July 10.", "July 10", "2022-07-10", "2022-07-10"),
    ("He was killed on December 21.", "December 21", "2021-12-21", "2021-12-21"),
    ("He will be tried on January 3.", "January 3", "2023-01-03", "2023-01-03"),
    ("It was signed in March 2019.", "March 2019", "2019-03", "2019-03"),
    ("It was signed in March of 2019.", "March of 2019", "2019-03", "2019-03"),
    ("It was signed in early March 2019.", "early March 2019", "2019-03", "2019-03-01 to 2019-03-10"),
    ("It was signed in mid-November.", "mid-November", "2021-11", "2021-11-11 to 2021-11-20"),
    ("It was signed in May.", "May", "2022-05", "2022-05"),
    ("It has been so since March.", "March", "2022-03", "2022-03"),
    ("It was signed last June.", "last June", "2021-06", "2021-06"),
    ("It will be signed next March.", "next March", "2023-03", "2023-03"),
    ("It will be signed this September.", "this September", "2022-09", "2022-09"),
    ("It was signed in July last year.", "July last year", "2021-07", "2021-07"),
    ("It was signed in 2014.", "2014", "2014", "2014"),
    ("The 2014 annexation angered them.", "2014", "2014", "2014"),
    ("It will end by the end of 2030.", "the end of 2030", "2030", "2030"),
    ("It began in fiscal 2012.", "fiscal 2012", "2012", "2012"),
    ("It began in the 1990s.", "the 1990s", "199", "1990-01-01 to 1999-12-31"),
    ("It began in the early 1990s.", "the early 1990s", "199", "1990-01-01 to 1994-12-31"),
    ("It began in the late '80s.", "the late '80s", "198", "1985-01-01 to 1989-12-31"),
    ("It began in the nineties.", "the nineties", "199", "1990-01-01 to 1999-12-31"),
    ("It began in the 19th century.", "the 19th century", "18", "1800-01-01 to 1899-12-31"),
    ("It rose in the first quarter of 2012.", "the first quarter of 2012", "2012-Q1", "2012-01-01 to 2012-03-31"),
    ("It rose in the second half of 2012.", "the second half of 2012", "2012-H2", "2012-07-01 to 2012-12-31"),
    ("They met in the summer of 1998.", "the summer of 1998", "1998-SU", "1998-06-01 to 1998-08-31"),
    ("They met last fall.", "last fall", "2021-FA", "2021-09-01 to 2021-11-30"),
    ("They met on Christmas Day.", "Christmas Day", "2021-12-25", None),
    ("They met at Easter 2019.", "Easter 2019", "2019-04-21", "2019-04-21"),
    ("They met on Eid al-Adha 2022.", "Eid al-Adha 2022", "2022-07", "2022-07-09 to 2022-07-14"),
    ("The 9/11 attacks changed that.", "9/11", "2001-09-11", "2001-09-11"),
    ("They met in nineteen ninety-six.", "nineteen ninety-six", "1996", "1996"),
]


@pytest.mark.parametrize(("text", "words", "value", "window"), DATES)
def test_written_dates(text: str, words: str, value: str, window: str | None) -> None:
    found = [row(text, one) for one in times(text)]
    assert len(found) == 1
    assert found[0][:3] == (words, "DATE", value)
    assert window is None or found[0][3] == window


RELATIVE = [
    ("They meet today.", "today", "DATE", "2022-06-29", "2022-06-29"),
    ("They met yesterday.", "yesterday", "DATE", "2022-06-28", "2022-06-28"),
    ("They will meet tomorrow.", "tomorrow", "DATE", "2022-06-30", "2022-06-30"),
    ("They met late yesterday.", "late yesterday", "DATE", "2022-06-28", "2022-06-28"),
    ("They met yesterday morning.", "yesterday morning", "TIME", "2022-06-28TMO", "2022-06-28"),
    ("It was shelled overnight.", "overnight", "TIME", "2022-06-28TNI", "2022-06-28 to 2022-06-29"),
    ("They met on Monday.", "Monday", "DATE", "2022-06-27", "2022-06-27"),
    ("They met on Wednesday.", "Wednesday", "DATE", "2022-06-29", "2022-06-29"),
    ("They met on Thursday.", "Thursday", "DATE", "2022-06-23", "2022-06-23"),
    ("They will meet on Thursday.", "Thursday", "DATE", "2022-06-30", "2022-06-30"),
    ("The summit is scheduled for Friday.", "Friday", "DATE", "2022-07-01", "2022-07-01"),
    ("Shops stay closed until Friday.", "Friday", "DATE", "2022-07-01", "2022-07-01"),
    ("They met last Tuesday.", "last Tuesday", "DATE", "2022-06-28", "2022-06-28"),
    ("They met last Wednesday.", "last Wednesday", "DATE", "2022-06-22", "2022-06-22"),
    ("They will meet next Monday.", "next Monday", "DATE", "2022-07-04", "2022-07-04"),
    ("They met on Friday night.", "Friday night", "TIME", "2022-06-24TNI", "2022-06-24"),
    ("They met on Wednesday last week.", "Wednesday last week", "DATE", "2022-06-22", "2022-06-22"),
    ("They met last week.", "last week", "DATE", "2022-W25", "2022-06-20 to 2022-06-26"),
    ("They will meet next week.", "next week", "DATE", "2022-W27", "2022-07-04 to 2022-07-10"),
    ("They met earlier this month.", "earlier this month", "DATE", "2022-06", "2022-06"),
    ("They met last month.", "last month", "DATE", "2022-05", "2022-05"),
    ("They will meet later this year.", "later this year", "DATE", "2022", "2022"),
    ("They met late last year.", "late last year", "DATE", "2021", "2021"),
    ("They met last year.", "last year", "DATE", "2021", "2021"),
    ("It will end at the end of the month.", "the end of the month", "DATE", "2022-06", "2022-06"),
    ("They met this weekend.", "this weekend", "DATE", "2022-W26-WE", "2022-07-02 to 2022-07-03"),
    ("They met over the weekend.", "the weekend", "DATE", "2022-W25-WE", "2022-06-25 to 2022-06-26"),
    ("They met three weeks ago.", "three weeks ago", "DATE", "2022-W23", "2022-06-06 to 2022-06-12"),
    ("They met two days ago.", "two days ago", "DATE", "2022-06-27", "2022-06-27"),
    ("They met 10 days ago.", "10 days ago", "DATE", "2022-06-19", "2022-06-19"),
    ("They met a year ago.", "a year ago", "DATE", "2021", "2021"),
    ("They met a decade ago.", "a decade ago", "DATE", "2012", "2012"),
    ("They met nearly four months ago.", "nearly four months ago", "DATE", "2022-02", "2022-02"),
    ("They met several years ago.", "several years ago", "DATE", "PAST_REF", None),
    ("It grew in the past decade.", "the past decade", "DURATION", "P10Y", "2012-06-29 to 2022-06-29"),
    ("It grew in the last three years.", "the last three years", "DURATION", "P3Y", "2019-06-29 to 2022-06-29"),
    ("It will grow in the next two months.", "the next two months", "DURATION", "P2M", "2022-06-29 to 2022-08-29"),
    ("It grew in recent years.", "recent years", "DURATION", "PXY", None),
    ("It met in the first nine months.", "the first nine months", "DURATION", "P9M", None),
    ("It took five years.", "five years", "DURATION", "P5Y", None),
    ("It took twenty-four days.", "twenty-four days", "DURATION", "P24D", None),
    ("It was a two-day pause.", "two-day", "DURATION", "P2D", None),
    ("It took more than four hours.", "more than four hours", "DURATION", "PT4H", None),
    ("It took a couple of weeks.", "a couple of weeks", "DURATION", "P2W", None),
    ("It took several months.", "several months", "DURATION", "PXM", None),
    ("It took two decades.", "two decades", "DURATION", "P20Y", None),
    ("He went on for hours.", "hours", "DURATION", "PTXH", None),
    ("They meet every two years.", "every two years", "SET", "P2Y", None),
    ("They meet twice a week.", "twice a week", "SET", "P1W", None),
    ("They meet on Fridays.", "Fridays", "SET", "XXXX-WXX-5", None),
    ("They meet each month.", "each month", "SET", "P1M", None),
    ("They meet daily.", "daily", "SET", "P1D", None),
    ("They now meet.", "now", "DATE", "PRESENT_REF", None),
    ("They met recently.", "recently", "DATE", "PAST_REF", None),
    ("They will meet in the near future.", "the near future", "DATE", "FUTURE_REF", None),
    ("They met at 10:30 a.m. on Monday.", "10:30 a.m. on Monday", "TIME", "2022-06-27T10:30", "2022-06-27"),
    ("They met at 6 p.m. yesterday.", "6 p.m. yesterday", "TIME", "2022-06-28T18:00", "2022-06-28"),
    ("They met at noon Monday.", "noon Monday", "TIME", "2022-06-27T12:00", "2022-06-27"),
    ("They spoke this morning.", "this morning", "TIME", "2022-06-29TMO", "2022-06-29"),
    ("They spoke last night.", "last night", "TIME", "2022-06-28TNI", "2022-06-28"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value", "window"), RELATIVE)
def test_relative_times(text: str, words: str, kind: str, value: str, window: str | None) -> None:
    assert [row(text, one) for one in times(text)] == [(words, kind, value, window)]


@pytest.mark.parametrize(
    "text",
    [
        "It may be so, and they may march on.",
        "Mrs May said that the march would go on.",
        "Sun Microsystems met Sat Nam in the second round.",
        "The second man took a second look.",
        "Prices will fall further.",
        "A 48-year-old man was held.",
        "The G20 and the P5+1 met the group of 77.",
        "About 2000 people and 1,500 soldiers came.",
        "It cost $2014 and 3.5 percent.",
        "Resolution 2231 was adopted by 14 votes.",
        "A quarter of them left.",
        "",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [row(text, one) for one in times(text) if one.window] == []


def test_the_story_moves_on() -> None:
    text = "The war began on 3 May 2014. Two days later it ended. That year many died."
    spans = [(0, 28), (29, 53), (54, len(text))]
    found = find_times(text, spans, WRITTEN)
    assert [one.value for one in found] == ["2014-05-03", "2014-05-05", "2014"]


def test_that_year_and_its_months() -> None:
    text = "In March 2019 staff were sent, and in June of that year an officer."
    assert [one.value for one in times(text)] == ["2019-03", "2019-06"]


def test_without_a_day_of_writing_nothing_is_invented() -> None:
    text = "They met yesterday, last week, on Friday, on June 26, in May and two days ago."
    assert [one.window for one in times(text, None)] == [None] * 6
    assert [one.value for one in times(text, None)][2:4] == ["XXXX-WXX-5", "XXXX-06-26"]


def test_a_window_of_writing() -> None:
    written = Window(date(2022, 6, 26), date(2022, 6, 29), "window", "inferred")
    text = "He attended it on June 26, met them yesterday and will go from June 29 to 30."
    found = [one.window.label() if one.window else None for one in times(text, written)]
    assert found == ["2022-06-26", "2022-06-25 to 2022-06-28", "2022-06-29 to 2022-06-30"]
    year = times("This year he came; last year he did not.", written)
    assert [one.value for one in year] == ["2022", "2021"]
    assert [one.window.basis for one in year if one.window] == ["relative", "relative"]


def test_a_wide_window_of_writing_gives_no_days() -> None:
    written = Window(date(2022, 1, 1), date(2022, 12, 31), "window", "inferred")
    found = times("They met today, on Friday and two days ago; he came this year.", written)
    assert [one.window.label() if one.window else None for one in found] == [None, None, None, "2022"]


@pytest.mark.parametrize(
    ("text", "basis"),
    [("On 3 May 2019 they met.", "stated"), ("On 3 May they met.", "relative"), ("In 2019.", "stated")],
)
def test_basis(text: str, basis: str) -> None:
    window = times(text)[0].window
    assert window
    assert window.basis == basis


@given(st.text(alphabet="May 5,Jun.2019-Friday lastweek ago'softhe", max_size=120))
def test_any_text_is_read_and_spans_are_in_order(text: str) -> None:
    found = times(text)
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 28)))
def test_full_dates_round_trip(value: date) -> None:
    for form in (f"{value:%B} {value.day}, {value.year}", f"{value.day} {value:%B} {value.year}", value.isoformat()):
        found = times(f"They met on {form} in Rome.", None)
        assert [one.window for one in found] == [day(value)]


@pytest.mark.parametrize("unit", ["June ", "1 ", "the last ", "two ", "year of ", "5-", "a few ", "Monday, "])
def test_time_is_linear(unit: str) -> None:
    text = unit * 4000
    began = time.process_time()
    times(text)
    assert time.process_time() - began < 8


EARNINGS = "It lost $3 million in the third quarter of 1989. It had earned $10 million {} . "


@pytest.mark.parametrize("words", ["a year ago", "a year earlier", "in the year-ago period"])
def test_a_year_ago_in_a_report_on_a_quarter_is_that_quarter(words: str) -> None:
    text = EARNINGS.format(words)
    cut = text.index("It had")
    found = find_times(text, [(0, cut), (cut, len(text))], day(date(1989, 11, 1), "given"))
    assert [one.value for one in found] == ["1989-Q3", "1988-Q3"]


DATING = [
    ("They met on Friday.", True),
    ("They met in March.", True),
    ("They fought over the past three weeks.", True),
    ("They fought for three weeks.", False),
    ("They meet every year.", False),
    ("They now meet.", False),
]


@pytest.mark.parametrize(("text", "can"), DATING)
def test_what_can_date_an_act(text: str, can: bool) -> None:
    assert any(can_date(text, one) for one in times(text)) is can


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ("It ran between April and August.", True),
        ("It ran from 2012 until 2014.", True),
        ("In April and August.", False),
    ],
)
def test_the_ends_of_a_stretch(text: str, paired: bool) -> None:
    first, second = times(text)
    assert between(text, first, second) is paired
