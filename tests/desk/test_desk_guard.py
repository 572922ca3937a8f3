"""What comes from elsewhere changes nothing and reads nothing; the desk's pages load nothing from elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dragoman.desk import guard, render
from tests.desk.conftest import BASE, PORT

DESK = Path(render.__file__).parent
FORM = "application/x-www-form-urlencoded"
TARGETS = ("/review", "/undo", "/data", "/samples")
FORGED = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": f"http://127.0.0.1:{PORT + 1}"},
    {"origin": f"http://127.0.0.1.evil.example:{PORT}"},
    {"host": "evil.example"},
    {"host": f"evil.example:{PORT}"},
    {"host": f"127.0.0.1:{PORT + 1}"},
    {"host": ""},
    {"content-type": "text/plain"},
    {"content-type": "application/json"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"content-length": "999999999999"},
    {"token": "guess"},
]


@pytest.mark.parametrize(("target", "forged"), list(product(TARGETS, FORGED)))
def test_a_forged_request_changes_nothing(client: Any, target: str, forged: dict[str, str]) -> None:
    data = {"token": forged.get("token", client.token), "text": "Japan met Russia.", "decision": "right"}
    headers = {"content-type": FORM} | {k: v for k, v in forged.items() if k != "token"}
    answer = client.post(target, data=data, headers=headers)
    assert answer.status_code in (403, 413, 415, 421), answer.status_code
    assert client.desk.intake.jobs == []
    assert client.get("/review.json").json()["corrections"] == []


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_other_method_changes_anything(client: Any, target: str, method: str) -> None:
    answer = client.request(method, target, params={"token": client.token, "text": "x", "decision": "right"})
    assert answer.status_code in (200, 404, 405)
    assert client.desk.intake.jobs == []
    assert client.get("/review.json").json()["corrections"] == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"[::1]:{PORT}", f"localhost.:{PORT}"])
def test_another_host_reads_nothing(client: Any, host: str) -> None:
    answer = client.get("/articles", headers={"host": host})
    assert answer.status_code == 421
    assert "A visit" not in answer.text


@pytest.mark.parametrize("address", ["/articles", "/nothing", "/static/desk.css", "/events.json", "/events?q=x:y"])
def test_every_answer_has_the_policy(client: Any, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == guard.POLICY
    assert "unsafe" not in guard.POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/static/../view.py", "/static/..%2fview.py", "/static/%2e%2e/view.py", "/static/....//view.py",
     "/static//etc/passwd", "/static/..\\view.py", "/static/%00", "/static/vendor.json%00.css", "/static/",
     "/static/desk.css/../../view.py", "/article/../../etc/passwd",
     "/article/%2e%2e%2fdesk.db", "/event/..%2f..%2fetc%2fpasswd", "/etc/passwd",
     "/articles/../static/../server.py", "/static/templates", "/static/C:%5cWindows", "/pair/..%2f..", "/pair/....",
     "/article/file:%2f%2f%2fetc%2fpasswd"],
)  # fmt: skip
def test_no_path_leads_out(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (303, 400, 404, 422), answer.status_code
    assert "root:" not in answer.text
    assert "import annotations" not in answer.text


def test_a_body_that_grows_over_the_limit(store: Path) -> None:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from starlette.testclient import TestClient

    async def read(request: Request) -> Response:
        try:
            await request.body()
        except guard.TooMuch:
            return Response(status_code=413)
        return Response()

    app = guard.Guard(Starlette(routes=[Route("/", read, methods=["POST"])]), guard.hosts(PORT), most_bytes=100)
    client = TestClient(app, base_url=BASE, headers={"origin": BASE, "content-type": FORM})
    assert client.post("/", content=b"x" * 100).status_code == 200
    assert client.post("/", content=b"x" * 101).status_code == 413
    assert client.post("/", content=iter([b"x" * 60, b"x" * 60])).status_code == 413


@pytest.mark.parametrize(
    "path", sorted(p for f in ("templates", "static") for p in (DESK / f).iterdir()), ids=lambda p: p.name
)
def test_nothing_is_loaded_from_outside(path: Path) -> None:
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")  # a name, which nobody opens
    assert not re.search(r"""(?:src|href|action|content)\s*=\s*["']?\s*(?:https?:)?//""", text)
    assert not re.search(r"url\(|@import|<iframe|<object|<embed", text)
    if path.name != "htmx.min.js":
        assert not re.search(r"https?://", text)


@pytest.mark.parametrize("path", sorted((DESK / "templates").iterdir()), ids=lambda p: p.name)
def test_templates_have_no_code_and_no_style_inside(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text)
    assert set(re.findall(r"\{\{\s*(\w+)\s*\|\s*safe\s*\}\}", text)) <= {"chart"}


def test_pages_load_only_our_files(client: Any) -> None:
    for address in ("/articles", "/events", "/review", "/data", "/help"):
        loaded = re.findall(r'<(?:script|link rel="stylesheet")[^>]*?(?:src|href)="([^"]+)"', client.get(address).text)
        assert loaded
        assert all(client.get(name).status_code == 200 and name.startswith("/static/") for name in loaded)


def test_vendored_files_are_what_they_are_listed_as(client: Any) -> None:
    listed = json.loads((DESK / "static" / "vendor.json").read_text("utf-8"))
    own = {"desk.css", "desk.js", "icon.svg", "vendor.json"}
    named = {name for entry in listed for name in (entry["file"], entry["licence_file"])}
    assert {p.name for p in (DESK / "static").iterdir()} == own | named == set(render.STATIC)
    for entry in listed:
        data = (DESK / "static" / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert entry["version"]
        assert entry["licence"]


def test_scripts_are_small() -> None:
    """Compressed, all that a page loads: 60 KB at most (the budget of pages without charts)."""
    import gzip

    size = sum(len(gzip.compress(render.asset(name))) for name in ("desk.js", "brief.js", "htmx.min.js"))
    assert size <= 60_000
