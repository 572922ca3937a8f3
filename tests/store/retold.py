"""The gold pages of tests/gold as documents with records, for tests of what is made of many pages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.annotation.sentences import split
from dragoman.dates import Window, parse_partial
from dragoman.readers.base import fingerprint
from dragoman.records import Coded, Document, Event, EventPlace, Evidence, Party

GOLD = Path(__file__).resolve().parent.parent / "gold"
VERSIONS = {"coder": "gold", "ontology": "gold", "registry": "gold", "shown": "0.5"}


def pages() -> list[tuple[Document, Coded]]:
    """Every gold page with its events, in the order of their names."""
    return [page(path) for path in sorted(GOLD.glob("*.json"))]


def page(path: Path) -> tuple[Document, Coded]:
    """A gold page with its events as a coder would give them: the whole sentence as evidence."""
    gold = json.loads(path.read_text("utf-8"))
    text, published = gold["text"], parse_partial(gold["published"]) if gold["published"] else None
    document = Document(
        gold["id"], text, fingerprint(text), gold["title"], outlet=gold["id"].split("-")[0], published=published
    )
    sentences = split(text)
    events = tuple(_event(n, each, text, sentences) for n, each in enumerate(gold["events"]))
    return document, Coded(gold["id"], gold["title"], None, published, "en", events=events, versions=VERSIONS)


def _event(number: int, gold: dict[str, Any], text: str, sentences: tuple[tuple[int, int], ...]) -> Event:
    at = text.find(gold["evidence"])
    start, end = next((s, e) for s, e in sentences if s <= at < e)
    days = gold["date"] and [date.fromisoformat(gold["date"][edge]) for edge in ("start", "end")]
    return Event(
        id=f"g{number}", type=gold["type"], act=gold["type"], mode=gold["mode"], contexts=(), status=gold["status"],
        actor=tuple(Party(c, c, c) for c in gold["actor"]), recipient=tuple(Party(c, c, c) for c in gold["recipient"]),
        date=Window(*days) if days else None, place=EventPlace(gold["place"]) if gold["place"] else None, numbers={},
        evidence=Evidence(text[start:end], start, end), confidence=0.9,
    )  # fmt: skip
