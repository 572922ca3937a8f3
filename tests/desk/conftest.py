"""A ledger on disk with the hand-made page, a second telling of its event, and strangers' text; no coder runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.dates import day, parse_partial
from dragoman.readers.base import fingerprint
from dragoman.records import Coded, Document
from dragoman.store.ledger import Ledger, document_key

PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"
SCRIPT = "<script>document.documentElement.className='struck'</script>"
ARABIC = "وزير الخارجية"

Made = tuple[Document, Coded]


def retold(made: Made, name: str, **more: Any) -> Made:
    """The same page by another outlet."""
    document, coded = made
    changed = msgspec.structs.replace(
        document, id=name, url=f"https://{name}.example/x", outlet=name, title=f"As {name}"
    )
    head = msgspec.structs.replace(coded, id=name, title=f"As {name}", url=changed.url)
    return msgspec.structs.replace(changed, **more), head


def hostile() -> Made:
    """A page whose every field is a script."""
    text = f"{SCRIPT} {ARABIC} \u202e said nothing."
    window = parse_partial("2023-01")
    document = Document("x" + SCRIPT, text, fingerprint(text), SCRIPT, "javascript:alert(1)", SCRIPT, SCRIPT,
                        language="en", published=window, origin=SCRIPT)  # fmt: skip
    return document, Coded(document.id, SCRIPT, document.url, window, "en", note=SCRIPT)


@pytest.fixture
def store(tmp_path: Path, japan: Made) -> Path:
    """The path of a ledger with three pages."""
    path = tmp_path / "desk.db"
    with Ledger(path) as ledger:
        for made in (japan, retold(japan, "gazette", published=day(date(2024, 5, 8))), hostile()):
            ledger.add(*made)
    return path


@pytest.fixture
def key(japan: Made) -> str:
    """The key of the hand-made page."""
    return document_key(japan[0])


@pytest.fixture
def client(store: Path) -> Iterator[Any]:
    """A browser without JavaScript on the desk of that ledger."""
    pytest.importorskip("starlette", reason="the extra [desk] is not installed")
    from starlette.testclient import TestClient

    from dragoman.desk.server import create_app

    app = create_app(str(store), coder="baseline", who="Ada", port=PORT)
    with TestClient(app, base_url=BASE, follow_redirects=False, headers={"origin": BASE}) as opened:
        made: Any = opened
        made.token = app.state.desk.token
        made.desk = app.state.desk
        yield made
