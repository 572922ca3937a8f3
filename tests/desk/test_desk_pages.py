"""Every page and its twins: what they show, that the state is in the address, and that strangers' text stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest

from tests.desk.conftest import ARABIC, SCRIPT

PAGES = {
    "/articles": ["A visit", "As gazette"],
    "/events": ["All events", "2 events · 4 reports · 2 outlets", "Türkiye", "<svg", "accuse"],
    "/events?q=type:ACCUSE": ["Events of type accuse", "1 event · 2 reports", "of lying"],
    "/events?q=party:JPN+date:2024-05": ["with Japan (JPN), that took place in 2024-05", "1 event"],
    "/events?q=type:AID": ["Nothing on record", "2 events without type:AID"],
    "/pairs": ["Japan (JPN) – Turkey (TUR)"],
    "/pair/JPN..TUR": ["1 event · 2 reports", "<svg", "JPN → TUR", "The Post", "counts once"],
    "/review": ["4 waiting", "Ada", "random audit"],
    "/data": ["3 articles", "desk.db"],
    "/help": ["Codebook", "ASSAULT", "EU members", "switch single-letter keys off"],
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    for words in PAGES[address]:
        assert words in answer.text, words


@pytest.mark.parametrize("address", [a for a in PAGES if "AID" not in a])
def test_a_page_has_its_twins(client: Any, address: str) -> None:
    path, mark, query = address.partition("?")
    page = client.get(address).text
    for form in ("json", "csv"):
        twin = f"{path}.{form}{mark}{query}"
        assert f'href="{twin}"' in unescape(page)
        answer = client.get(twin)
        assert answer.status_code == 200
        if form == "json":
            assert json.loads(answer.content)
        else:
            rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert rows or path in ("/review", "/data")


def test_twins_hold_what_the_page_shows(client: Any, key: str) -> None:
    events = client.get("/events.json?q=party:JPN").json()
    assert events["counts"] == {"events": 1, "reports": 2, "outlets": 2}
    assert events["events"][0]["type"] == "CONSULT"
    series = client.get("/pair/JPN..TUR.json").json()
    assert [(row["period"], row["events"], row["cooperation_first_to_second"]) for row in series["series"]] == [
        ("2024-05-06", 1, 1)
    ]
    article = client.get(f"/article/{key}.json").json()
    assert [event["type"] for event in article["events"]] == ["CONSULT", "ACCUSE"]
    assert article["text"].startswith("Japan's foreign minister")


def test_an_article_marks_its_evidence_and_puts_cards_beside(client: Any, key: str) -> None:
    page = client.get(f"/article/{key}").text
    assert re.search(r'<mark class="ev good[^"]*party" data-m="e-consult-0">Japan&#39;s</mark>', page)
    assert 'id="e-consult-0"' in page
    assert 'href="#at-e-consult-0"' in page
    assert 'id="at-e-consult-0"' in page
    assert "1 less sure event not shown" in page
    assert "As gazette" in page, "related by the events they share"
    assert 'lang="en"' in page
    assert "example.org" in page


def test_every_link_of_every_page_leads_somewhere(client: Any) -> None:
    seen, todo = set[str](), ["/articles", "/"]
    while todo and len(seen) < 120:
        address = todo.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in (200, 303), address
        if "html" in answer.headers.get("content-type", ""):
            found = (unescape(a).partition("#")[0] for a in re.findall(r'(?:href|src)="([^"]+)"', answer.text))
            todo += [a for a in found if a.startswith("/")]
    assert len(seen) > 40


def test_an_event_tells_its_reports(client: Any, key: str) -> None:
    name = client.get("/events.json?q=party:JPN").json()["events"][0]["id"]
    page = client.get(f"/event/{name}").text
    assert "The Post" in page
    assert "gazette" in page
    assert f"/article/{key}#e-consult-0" in page


def test_a_text_that_is_searched_for(client: Any) -> None:
    found = client.get("/articles?q=Kamikawa").text
    assert "2 with “Kamikawa”" in found
    assert "As gazette" in found
    assert client.get('/articles?q="*%20OR').status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing", 404, "no such page"),
        ("/article/nothing", 404, "no document"),
        ("/event/nothing", 404, "no event"),
        ("/pair/JPN", 404, "two dots"),
        ("/pair/JPN..Ruritanja", 422, "nobody is known"),
        ("/events?q=colour:red", 400, "no field"),
        ("/events?q=%22open", 400, "quotation mark"),
        ("/events?q=date:2023..2022", 400, "turn them round"),
        ("/review?item=nothing", 200, "Nothing waits"),
    ],
)
def test_what_cannot_be_answered_says_why(client: Any, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text[-600:]


def test_a_form_of_days_becomes_a_question(client: Any) -> None:
    answer = client.get("/events?q=party:JPN&from=2024-05&to=&add=type:CONSULT")
    assert answer.headers["location"] == "/events?q=party%3AJPN+date%3A2024-05..+type%3ACONSULT"
    assert "1 event" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize("address", ["/articles", "/articles.json", "/data", "/events", "/help"])
def test_strangers_text_stays_text(client: Any, address: str) -> None:
    assert SCRIPT not in client.get(address).text or address.endswith(".json")


def test_a_hostile_article(client: Any, store: Any) -> None:
    from dragoman.store.ledger import Ledger

    with Ledger(store) as ledger:
        name = ledger.rows("SELECT key FROM documents WHERE language = 'en' AND title LIKE '<script%'")[0][0]
    page = client.get(f"/article/{name}").text
    assert SCRIPT not in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page
    assert ARABIC in page
    assert '<p dir="auto">' in page


def test_cells_are_no_formulas() -> None:
    from dragoman.desk.view import as_csv

    made = as_csv(["a", "b"], [{"a": "=1+1", "b": -3.5}, {"a": "@x", "b": None}]).decode("utf-8-sig")
    assert made.splitlines() == ["a,b", "'=1+1,-3.5", "'@x,"]
