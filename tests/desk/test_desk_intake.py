"""Pages that come in through the browser: files, pasted text, the samples; and what each bad input costs."""

from __future__ import annotations

import json
from typing import Any

import pytest

GOOD = "Japan's foreign minister Taro Kono met his Turkish counterpart in Ankara on Monday, officials said.\n" * 2


def send(client: Any, *files: tuple[str, bytes], **fields: str) -> dict[str, Any]:
    """Send a form and wait; the job as the JSON twin tells it."""
    parts = [("files", (name, data)) for name, data in files]
    answer = client.post("/data", data={"token": client.token, **fields}, files=parts or None)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/data"
    client.desk.intake.wait()
    job: dict[str, Any] = client.get("/data.json").json()["jobs"][0]
    return job


def test_files_are_read_and_failures_say_why(client: Any) -> None:
    lines = b'{"id": "one", "text": "Iran threatened Israel on Tuesday."}\nno json\n'
    job = send(
        client, ("page.txt", GOOD.encode()), ("x.jsonl", lines), ("empty.html", b""), ("../../etc/evil.txt", b" ")
    )
    assert (job["state"], job["read"], job["new"], job["failed"]) == ("done", 2, 2, 3)
    assert sorted(reason.partition(":")[0] for reason in job["failures"]) == [
        "../../etc/evil.txt",
        "empty.html",
        "x.jsonl",
    ]
    page = client.get("/data").text
    assert "3 could not be read" in page
    assert "x.jsonl:2" in page
    assert "dragoman-desk-" not in page, "no path of this machine"
    found = client.get("/articles.json").json()["articles"]
    assert {"page", "one"} <= {article["id"] for article in found}
    assert client.get(f"/article/{job['articles'][0]['key']}").status_code == 200
    assert "evil.txt" in client.get("/data.csv").text


def test_the_same_again_is_not_added_twice(client: Any) -> None:
    send(client, ("page.txt", GOOD.encode()))
    job = send(client, ("page.txt", GOOD.encode()))
    assert (job["read"], job["new"]) == (1, 0)


def test_a_pasted_text(client: Any) -> None:
    job = send(client, text=GOOD, title="A <b>visit</b>", published="2018-05-07", url="https://example.net/x")
    assert job["read"] == 1
    article = client.get(f"/article/{job['articles'][0]['key']}.json").json()
    assert (article["id"], article["title"], article["url"]) == (
        "a-b-visit-b",
        "A <b>visit</b>",
        "https://example.net/x",
    )
    assert article["published"]["start"] == "2018-05-07"
    assert article["text"].startswith("Japan's foreign minister Taro Kono")


@pytest.mark.parametrize(
    ("fields", "words"),
    [({}, "Nothing came"), ({"text": "  "}, "Nothing came"), ({"text": "x", "published": "soon"}, "no ISO day")],
)
def test_a_form_that_cannot_be_used(client: Any, fields: dict[str, str], words: str) -> None:
    answer = client.post("/data", data={"token": client.token, **fields})
    assert answer.status_code == 400
    assert words in answer.text
    assert client.desk.intake.jobs == []


def test_a_coder_that_is_not_there_fails_the_job_with_the_reason(client: Any) -> None:
    client.desk.intake.coder = "/nowhere"
    job = send(client, ("page.txt", GOOD.encode()))
    assert job["state"] == "failed"
    assert "/nowhere" in job["problem"]
    client.desk.intake.coder = "baseline"
    assert send(client, ("page.txt", GOOD.encode()))["state"] == "done"


def test_an_empty_ledger_offers_where_to_begin(client: Any, tmp_path: Any) -> None:
    client.desk.store = client.desk.intake.store = str(tmp_path / "new.db")
    page = client.get("/articles").text
    for words in ("Nothing is on record yet", "Try the sample", 'action="/samples"', "dragoman code folder/"):
        assert words in page
    assert client.get("/events").status_code == 200
    assert client.get("/pairs").status_code == 200
    assert "Nothing waits" in client.get("/review").text


def test_json_of_an_array(client: Any) -> None:
    job = send(client, ("two.json", json.dumps([{"text": "Iran met Iraq."}, {"text": "Chad met Mali."}]).encode()))
    assert job["read"] == 2
