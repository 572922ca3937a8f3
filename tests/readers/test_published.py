"""The day a page states, the day its address gives, and the window that its text shows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dragoman.dates import Window
from dragoman.readers import holders
from dragoman.readers.inferred import infer
from dragoman.readers.published import address_date, stamp_date, stated_in_lines, stated_in_text


def label(window: Window | None) -> str | None:
    return window.label() if window else None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("June 29, 2022", "2022-06-29"),
        ("Wednesday 29 June 2022", "2022-06-29"),
        ("Published: 29 Jun 2022 10:00 GMT", "2022-06-29"),
        ("By Jane Doe, Reuters | June 29, 2022", "2022-06-29"),
        ("Posted on 29.06.2022 at 10:15 a.m.", "2022-06-29"),
        ("Updated 3 May 2020", "2020-05-03"),
        ("2022-06-29 10:15", "2022-06-29"),
        ("For immediate release: 3 May 2020", "2020-05-03"),
        ("© 2022 The Courier", None),
        ("Copyright June 3, 2021 The Courier", None),
        ("He was born on June 29, 1962.", None),
        ("The treaty of 3 May 2011 was signed in Geneva by the ministers of both countries.", None),
        ("31 June 2022", None),
        ("05/06/2022", None),
        ("June 2022", None),
    ],
)
def test_lines_that_state_a_day(line: str, day: str | None) -> None:
    assert label(stated_in_lines([line])) == day


def test_published_goes_before_updated() -> None:
    assert label(stated_in_lines(["Updated 5 May 2020", "Published 3 May 2020"])) == "2020-05-03"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PARIS, March 3, 2019 (Reuters) - France said\nmore", "2019-03-03"),
        ("PARIS, March 3 (Reuters) - France said\nmore", None),
        ("The deputies met in Rabat.\nMAP 05 April 2018", "2018-04-05"),
        ("The war ended in May 1945.\nIt was signed on 2 May 1945", None),
        ("It was signed. See the agreement of 2 May 1945", None),
        ("", None),
    ],
)
def test_texts_that_state_a_day(text: str, day: str | None) -> None:
    assert label(stated_in_text(text)) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://c.example/2022/06/29/river", "2022-06-29"),
        ("https://c.example/2022/6/9/river", "2022-06-09"),
        ("https://c.example/news/20220629-river", "2022-06-29"),
        ("https://c.example/world/2019/nov/18/river", "2019-11-18"),
        ("https://c.example/a/2022-06-29-river", "2022-06-29"),
        ("https://c.example/2018/06/river", "2018-06"),
        ("https://c.example/politics/2022/5-things", None),
        ("https://c.example/story/2013999123", None),
        ("https://c.example/2022/13/45/x", None),
        ("https://2022-06-29.example/x", None),
        ("https://c.example/x?date=2022-06-29", None),
        (None, None),
    ],
)
def test_address(url: str | None, day: str | None) -> None:
    assert label(address_date(url)) == day


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2021-03-05T22:10:00+01:00", "2021-03-05"),
        ("2021/3/5", "2021-03-05"),
        ("20210305T2210", "2021-03-05"),
        ("Fri, 05 Mar 2021 08:00:00 GMT", "2021-03-05"),
        ("1614931200", "2021-03-05"),
        ("March 5, 2021", "2021-03-05"),
        ("2021-02-30", None),
        ("2021", None),
        ("yesterday", None),
    ],
)
def test_stamps(stamp: str, day: str | None) -> None:
    assert label(stamp_date(stamp)) == day


def term(title: str, start: str, end: str | None) -> SimpleNamespace:
    first = date.fromisoformat(start)
    last = date.fromisoformat(end) if end else None
    return SimpleNamespace(title=title, start=Window(first, first), end=Window(last, last) if last else None)


KNOWN = {
    "Ada Alm": [term("Prime Minister", "2011-05-01", "2014-04-30")],
    "Ben Bor": [term("Minister of Defence", "2013-02-01", "2016-01-31")],
    "Cleo Cid": [term("President", "2001-01-01", "2005-12-31"), term("President", "2012-01-01", "2018-12-31")],
    "Dan Dow": [term("President", "2015-03-01", None)],
}


@pytest.fixture
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "_registry_terms", lambda name: tuple(KNOWN.get(name, ())))


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Prime Minister Ada Alm opened the bridge.", "2011-05-01 to 2014-04-30"),
        ("Prime Minister Ada Alm and Defence Minister Ben Bor met.", "2013-02-01 to 2014-04-30"),
        ("The defence minister, Ben Bor, met Prime Minister Ada Alm.", "2013-02-01 to 2014-04-30"),
        ("Former Prime Minister Ada Alm opened the bridge.", None),
        ("Ada Alm opened the bridge.", None),
        ("Prime Minister Ada Alm opened it. The works began in May 2012.", "2012-05-01 to 2014-04-30"),
        ("Prime Minister Ada Alm spoke. The vote will be held on 3 May 2013.", "2011-05-01 to 2013-05-03"),
        (
            "Prime Minister Ada Alm and Defence Minister Ben Bor met on June 26. They will meet again on June 29.",
            "2013-06-26 to 2013-06-29",
        ),
        ("Prime Minister Ada Alm visited Rome last year.", "2012-01-01 to 2014-04-30"),
        ("President Cleo Cid met Prime Minister Ada Alm.", "2012-01-01 to 2014-04-30"),
        ("President Cleo Cid spoke. The war ended in 2010.", "2012-01-01 to 2018-12-31"),
        ("President Dan Dow spoke.", None),
        (
            "In prison since 2003, they had waited for over nine years. Prime Minister Ada Alm met them.",
            "2012-01-01 to 2013-12-31",
        ),
        ("The war ended in 1999. © 2020", None),
        ("Nothing is dated here.", None),
    ],
)
def test_windows_that_a_text_shows(text: str, window: str | None) -> None:
    found = infer(text)
    assert label(found) == window
    assert found is None or found.basis == "inferred"


@pytest.mark.usefixtures("_known")
def test_the_page_with_no_date_of_its_own() -> None:
    text = (
        "Prime Minister Ada Alm will attend the summit in Rome from June 29 to 30. Earlier, she attended a meeting in "
        "Oslo on June 26. The election will be held on July 10. Defence Minister Ben Bor told reporters on June 23 "
        "that in March 2010, and in June of that year, officers were sent abroad."
    )
    assert label(infer(text)) == "2013-06-26 to 2013-06-29"
