"""Records as JSON lines: the shapes that docs/records.md fixes."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.coders import coder_named
from dragoman.dates import Window
from dragoman.records import Annotations, Coded, Document
from dragoman.store.ledger import Row

_encode = msgspec.json.Encoder().encode


def shown(coded: Coded, least: float | None = None) -> Coded:
    """Without the events below the shown confidence."""
    floor = threshold(coded) if least is None else least
    return msgspec.structs.replace(coded, events=tuple(e for e in coded.events if e.confidence >= floor))


def threshold(coded: Coded | None = None) -> float:
    """The confidence from which events are shown by default."""
    made_by = (coded.versions.get("coder") if coded else None) or ""
    return coder_named("baseline" if made_by.startswith("baseline") else "model").shown


def line(coded: Coded, text: str | None = None) -> str:
    """What `code` prints of one document."""
    record = msgspec.to_builtins(coded)
    record = {key: value for key, value in record.items() if key not in ("text", "note", "versions") or value}
    for person in record["people"]:
        person.pop("mentions")
    if text is not None:
        record["text"] = text
    return _encode(record).decode()


def annotations(document: Document, found: Annotations) -> str:
    """What `annotate` prints of one document."""
    return _encode({
        "id": document.id,
        "sentences": found.sentences,
        "mentions": [{"start": m.start, "end": m.end, "type": m.type, "code": m.code, "name": m.name} for m in found.mentions],
        "times": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value, **_edges(t.window)} for t in found.times],
        "places": found.places,
        "attributions": [{"source": a.source, "cue": a.cue, "content": a.content} for a in found.attributions],
    }).decode()


def _edges(window: Window | None) -> dict[str, str | None]:
    return {"from": window.start.isoformat() if window else None, "to": window.end.isoformat() if window else None}


def row(found: Row) -> str:
    """An event or statement of the ledger with the document that it stands in."""
    head = {"document": found.document, "title": found.title, "outlet": found.outlet, "url": found.url, "published": found.published}
    return _encode({**msgspec.to_builtins(found.record), "source": head}).decode()


def plain(record: dict[str, Any]) -> str:
    """Any record as one line."""
    return _encode(record).decode()
