"""Review: one decision, one row of the log; what is decided holds in every answer, survives coding again, is undone."""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec
import pytest

from dragoman.desk import amended, review
from dragoman.desk.links import Links
from dragoman.errors import InputError, NotOnRecord
from dragoman.store.ledger import Ledger
from tests.desk.conftest import Made


def item(client: Any, address: str = "/review") -> dict[str, str]:
    """The hidden fields of the review form, and the type and status that it shows."""
    page = client.get(address).text
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page[page.index('class="judge"') :]))
    found = {name: html.unescape(value) for name, value in found.items()}
    return found | {"type": found["was_type"], "status": found["was_status"]}


def decide(client: Any, decision: str, address: str = "/review", **more: str) -> str:
    """Decide on what the page shows; where it leads."""
    answer = client.post("/review", data=item(client, address) | {"decision": decision} | more)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def counts(client: Any, question: str) -> int:
    return int(client.get("/events.json", params={"q": question}).json()["counts"]["reports"])


def test_right_takes_it_off_the_queue_and_is_signed(client: Any) -> None:
    assert client.get("/review.json").json()["waiting"] == 4
    first = item(client)["record"]
    after = decide(client, "right", why="read it")
    told = client.get("/review.json").json()
    assert told["waiting"] == 3
    (row,) = told["corrections"]
    assert (row["record"], row["field"], row["value"], row["who"], row["why"]) == (
        first, "verdict", "right", "Ada", "read it",
    )  # fmt: skip
    assert row["made"].endswith("+00:00")
    assert item(client, after)["record"] != first
    assert "take it back" in client.get(after).text


def test_another_type_holds_in_every_answer(client: Any) -> None:
    assert (counts(client, "type:ACCUSE"), counts(client, "type:THREATEN")) == (2, 0)
    first = item(client)
    assert first["type"] == "ACCUSE"
    decide(client, "edited", type="THREATEN", status="planned")
    assert (counts(client, "type:ACCUSE"), counts(client, "type:THREATEN status:planned")) == (1, 1)
    page = client.get(f"/article/{first['record'].partition(':')[0]}").text
    assert "accuse → threaten, occurred → planned" in page
    assert "corrected" in page


def test_wrong_strikes_it_out_and_the_log_brings_it_back(client: Any) -> None:
    first = item(client)
    after = decide(client, "wrong")
    assert counts(client, "type:ACCUSE") == 1
    article = client.get(f"/article/{first['record'].partition(':')[0]}").text
    assert "Struck out by a person" in article
    numbers = re.search(r"done=([\d%2C]+)", after)
    assert numbers
    answer = client.post("/undo", data={"token": client.token, "numbers": numbers[1].replace("%2C", ","), "order": ""})
    assert answer.status_code == 303
    assert counts(client, "type:ACCUSE") == 2
    assert item(client, answer.headers["location"])["record"] == first["record"]
    log = client.get("/review.json").json()["corrections"]
    assert [row["value"] for row in log] == [None, "wrong"], "nothing is taken out of the log"


def test_an_event_whose_reports_are_all_struck_out(client: Any) -> None:
    (event,) = client.get("/events.json?q=type:ACCUSE").json()["events"]
    decide(client, "wrong")
    decide(client, "wrong")
    answer = client.get(f"/event/{event['id']}")
    assert answer.status_code == 404
    assert "struck out" in answer.text


def test_skip_goes_on(client: Any) -> None:
    assert item(client, "/review?n=1")["record"] != item(client)["record"]
    assert "The end of the queue" in client.get("/review?n=99").text


def test_nothing_chosen_otherwise_is_right(client: Any) -> None:
    decide(client, "edited")
    assert [row["value"] for row in client.get("/review.json").json()["corrections"]] == ["right"]


@pytest.mark.parametrize(
    ("more", "status"),
    [({"decision": "perhaps"}, 400), ({"decision": "edited", "type": "LOVE"}, 400), ({"record": "x:y"}, 404),
     ({"decision": "right", "token": "guess"}, 403)],
)  # fmt: skip
def test_a_decision_that_is_none(client: Any, more: dict[str, str], status: int) -> None:
    answer = client.post("/review", data=item(client) | {"decision": "right"} | more)
    assert answer.status_code == status
    assert client.get("/review.json").json()["corrections"] == []


def test_it_survives_coding_again_though_the_id_has_changed(client: Any, store: Any, japan: Made) -> None:
    first = item(client)
    decide(client, "edited", type="THREATEN")
    coded = japan[1]
    changed = tuple(msgspec.structs.replace(e, id=f"new-{e.id}") for e in coded.events)
    key = first["record"].partition(":")[0]
    with Ledger(store) as ledger:
        again = ledger.document(key)
        versions = {**coded.versions, "coder": "hand-2"}
        ledger.add(again[0], msgspec.structs.replace(again[1], events=changed, versions=versions))
    assert counts(client, "type:THREATEN") == 1
    assert "accuse → threaten" in client.get(f"/article/{key}").text
    assert client.get("/review.json").json()["waiting"] == 3


def test_the_machines_record_stays_in_the_file(client: Any, store: Any) -> None:
    decide(client, "edited", type="THREATEN")
    with Ledger(store) as ledger:
        assert len(ledger.ask("type:THREATEN")) == 0
        amended.lay_over(ledger)
        assert len(ledger.ask("type:THREATEN")) == 1


def test_words_that_name_no_record(store: Any) -> None:
    with Ledger(store) as ledger:
        with pytest.raises(NotOnRecord):
            amended.decide(ledger, "0:1@2-3~", {"verdict": "right"}, "Ada", None)
        with pytest.raises(NotOnRecord):
            amended.undo(ledger, [7], "Ada")
        name = amended.name_of(*review._next(ledger, "doubt", 0))  # type: ignore[misc]
        with pytest.raises(InputError, match="no such field"):
            amended.decide(ledger, name, {"date": "2020"}, "Ada", None)


def test_the_audit_is_wilsons(client: Any, store: Any) -> None:
    """8 of 10: .490 to .943 (Wilson 1927, as tabled by Newcombe 1998, method 3)."""
    with Ledger(store) as ledger:
        for number in range(10):
            record = f"{number}:x@0-1~"
            verdict = "right" if number < 8 else "wrong"
            for field, value in (("verdict", verdict), ("queue", "audit")):
                amended._append(ledger, record, field, value, "Ada", None)
        found = review.audit(ledger)
    assert found is not None
    assert (found.right, found.of) == (8, 10)
    assert (round(found.low, 3), round(found.high, 3)) == (0.49, 0.943)


def test_audited_decisions_are_counted_apart(client: Any) -> None:
    decide(client, "right")
    assert client.get("/review.json").json()["audit"] is None
    decide(client, "wrong", "/review?order=audit")
    assert client.get("/review.json").json()["audit"]["of"] == 1


def test_orders_show_the_same_records(store: Any) -> None:
    with Ledger(store) as ledger:
        for order in review.ORDERS:
            seen = {amended.name_of(*review._next(ledger, order, n)) for n in range(4)}  # type: ignore[misc]
            assert len(seen) == 4
        assert review.page(ledger, Links(), {"order": "none", "n": "x"}).values["order"] == "doubt"
