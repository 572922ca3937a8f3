"""Records as JSON lines: the shapes that docs/records.md fixes."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.dates import Window
from dragoman.records import Annotations, Coded, Document
from dragoman.store.answer import Said
from dragoman.store.ledger import Row
from dragoman.store.told import Report, Told

_encode = msgspec.json.Encoder().encode
_OPTIONAL = frozenset({"text", "note", "versions"})


def shown(coded: Coded) -> Coded:
    """Without the events below the confidence that their coder shows by default."""
    floor = float(coded.versions.get("shown", 0.0))
    return msgspec.structs.replace(coded, events=tuple(e for e in coded.events if e.confidence >= floor))


def line(coded: Coded, text: str | None = None) -> str:
    """What `code` prints of one document."""
    record = msgspec.to_builtins(coded)
    record = {key: value for key, value in record.items() if key not in _OPTIONAL or value}
    for person in record["people"]:
        person.pop("mentions")
    if text is not None:
        record["text"] = text
    return _encode(record).decode()


def layers(document: Document, found: Annotations) -> str:
    """What `annotate` prints of one document."""
    mentions = [
        {"start": m.start, "end": m.end, "type": m.type, "code": m.code, "name": m.name} for m in found.mentions
    ]
    times = [
        {"start": t.start, "end": t.end, "type": t.type, "value": t.value, **_edges(t.window)} for t in found.times
    ]
    said = [{"source": a.source, "cue": a.cue, "content": a.content} for a in found.attributions]
    record = {"id": document.id, "sentences": found.sentences, "mentions": mentions, "times": times,
              "places": found.places, "attributions": said}  # fmt: skip
    return _encode(record).decode()


def _edges(window: Window | None) -> dict[str, str | None]:
    return {"from": window.start.isoformat() if window else None, "to": window.end.isoformat() if window else None}


def row(found: Row) -> str:
    """An event or statement of the ledger with the document that it stands in."""
    head = {"document": found.document, "title": found.title, "outlet": found.outlet, "url": found.url,
            "published": found.published}  # fmt: skip
    return _encode({**msgspec.to_builtins(found.record), "source": head}).decode()


def told(found: Told) -> str:
    """An event on record: its fields, the page whose sentence is shown, and all its reports."""
    reports = [_report(report) for report in found.reports]
    shown = next((r for r in found.reports if r.record.evidence == found.record.evidence), found.reports[0])
    disputes = {d.field: {value: [r.ref for r in listed] for value, listed in d.values} for d in found.disputes}
    record = {**msgspec.to_builtins(found.record), "source": _head(shown), "contested": disputes, "reports": reports,
              "outlets": found.outlets}  # fmt: skip
    return _encode(record).decode()


def _head(report: Report) -> dict[str, str | None]:
    return {"document": report.document, "title": report.title, "outlet": report.outlet, "url": report.url,
            "published": report.published}  # fmt: skip


def _report(report: Report) -> dict[str, Any]:
    e = report.record
    return {**_head(report), "id": e.id, "status": e.status, "date": e.date and msgspec.to_builtins(e.date),
            "start": e.evidence.start, "end": e.evidence.end, "said_by": report.said_by, "why": report.why,
            "confidence": e.confidence}  # fmt: skip


def said(found: Said) -> str:
    """A statement with the document that it stands in."""
    head = {"document": found.document, "title": found.title, "outlet": found.outlet, "url": found.url,
            "published": found.published}  # fmt: skip
    return _encode({**msgspec.to_builtins(found.record), "source": head}).decode()


def record(found: msgspec.Struct) -> str:
    """A struct as one line."""
    return _encode(found).decode()


def plain(record: dict[str, Any]) -> str:
    """Any record as one line."""
    return _encode(record).decode()
