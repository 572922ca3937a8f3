"""Review: records to judge one after the other, the log of all corrections, and how precise the record is by audit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.desk import amended
from dragoman.desk.faces import Words, face, field_marks, side, words
from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.ontology import Ontology
from dragoman.records import Event
from dragoman.store.ledger import Ledger
from dragoman.views.marks import Mark, pieces

ORDERS = {"doubt": "by doubt: where the coder is least sure", "told": "by weight: what most pages tell",
          "audit": "random audit: a fair sample, for the estimate below"}  # fmt: skip
_SORTED = {"doubt": "abs(e.confidence - 0.5), e.key, e.id", "told": "n DESC, abs(e.confidence - 0.5), e.key, e.id",
           "audit": "substr(e.id, 9), e.key"}  # fmt: skip
"""An event's id is a hash, so its order is a random one that stays the same."""
_QUEUE = """FROM main.events e JOIN reports r ON r.key = e.key AND r.id = e.id JOIN documents d ON d.key = e.key
    WHERE d.source = 'pages' AND e.confidence >= coalesce(CAST(json_extract(d.versions, '$.shown') AS REAL), 0)"""
_CONTEXT = 450
"""Characters before and after the sentence that are shown with it."""
LOG_SHOWN = 25
Z = 1.96
_event = msgspec.json.Decoder(Event)


class Audit(msgspec.Struct, frozen=True):
    """How many audited records were right as the machine had them; the interval is Wilson's (1927), 95 %."""

    right: int
    of: int
    low: float
    high: float


def page(ledger: Ledger, links: Links, state: Mapping[str, str]) -> View:
    """The next record of the queue, or the one that is named. The corrections must lie over the ledger already."""
    order = state.get("order", "doubt") if state.get("order") in ORDERS else "doubt"
    skipped = int(state["n"]) if state.get("n", "").isdecimal() else 0
    waiting = _waiting(ledger)
    item = _named(ledger, state["item"]) if state.get("item") else _next(ledger, order, min(skipped, 10**6))
    log = amended.log(ledger)
    decided = len(amended.decided(ledger))
    values: dict[str, Any] = {
        "item": _shown(ledger, links, item) if item else None, "order": order, "orders": ORDERS, "n": skipped,
        "waiting": waiting, "decided": decided, "skip": links.review(order=order, n=skipped + 1),
        "first": links.review(order=order), "log": log[:LOG_SHOWN], "logged": len(log), "audit": audit(ledger),
        "undo": [n for n in state.get("done", "").split(",") if n.isdecimal()], "named": bool(state.get("item")),
        "types": list(Ontology.load().types.values()), "statuses": Ontology.load().statuses,
        "at": {name: links.review(order=name) for name in ORDERS},
    }  # fmt: skip
    record = {"waiting": waiting, "decided": decided, "audit": values["audit"], "corrections": log,
              "next": {"record": amended.name_of(*item), "event": item[1]} if item else None}  # fmt: skip
    rows = [msgspec.to_builtins(row) for row in log]
    return View("review.html", "Review", values, record, amended.Correction.__struct_fields__, rows)


def _undecided(ledger: Ledger) -> str:
    there = ledger.rows("SELECT 1 FROM sqlite_temp_master WHERE name = 'amended'")
    judged = "SELECT 1 FROM temp.amended a WHERE a.key = e.key AND a.id = e.id AND a.verdict IS NOT NULL"
    return f" AND NOT EXISTS ({judged})" if there else ""


def _waiting(ledger: Ledger) -> int:
    return int(ledger.rows(f"SELECT count(*) {_QUEUE}{_undecided(ledger)}")[0][0])


def _next(ledger: Ledger, order: str, skipped: int) -> tuple[str, Event] | None:
    told = "(SELECT count(*) FROM reports o WHERE o.event = r.event) AS n" if order == "told" else "1 AS n"
    sql = f"SELECT e.key, e.json, {told} {_QUEUE}{_undecided(ledger)} ORDER BY {_SORTED[order]} LIMIT 1 OFFSET ?"
    found = ledger.rows(sql, (skipped,))
    return (found[0][0], _event.decode(found[0][1])) if found else None


def _named(ledger: Ledger, record: str) -> tuple[str, Event] | None:
    key, _, rest = record.partition(":")
    found = ledger.rows("SELECT json FROM main.events WHERE key = ? AND id = ?", (key, rest.partition("@")[0]))
    return (key, _event.decode(found[0][0])) if found else None


def _shown(ledger: Ledger, links: Links, item: tuple[str, Event]) -> dict[str, Any]:
    key, machine = item
    stood = amended.standings(key, [machine], amended.decided(ledger))[0]
    document, _ = ledger.document(key)
    name = amended.name_of(key, machine)
    return {
        "record": name, "face": face(stood.record), "machine": machine, "verdict": stood.verdict,
        "type": stood.record.type, "status": stood.record.status, "title": document.title or document.id,
        "source": document.outlet or "", "article": links.article(key, f"e-{machine.id}"),
        "language": document.language, "paragraphs": list(_around(document.text, stood.record)),
        "published": document.published.label() if document.published else "undated",
        "definition": Ontology.load().type(stood.record.type).definition,
    }  # fmt: skip


def _around(text: str, event: Event) -> list[list[Words]]:
    """The sentence with what stands before and after it, by paragraphs."""
    start, end = event.evidence.start, event.evidence.end
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    marks = [Mark(start, end, f"ev {side(event)}", "item"), *field_marks(event)]
    out = []
    for found in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        a, b = max(first, found.start()), min(last, found.end())
        if a < b and text[a:b].strip():
            parts = [words(text, piece) for piece in pieces(a, b, marks)]
            out.append([Words("… ")] * (a > found.start()) + parts + [Words(" …")] * (b < found.end()))
    return out


def audit(ledger: Ledger) -> Audit | None:
    """The share of audited records that a person found right as they were; None before the first."""
    drawn = [f for f in amended.decided(ledger).values() if f.get("queue") == "audit" and f.get("verdict")]
    if not drawn:
        return None
    n, right = len(drawn), sum(f["verdict"] == "right" for f in drawn)
    share, z2 = right / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Audit(right, n, max(0.0, middle - half), min(1.0, middle + half))


def decision(form: Mapping[str, str], machine: Mapping[str, str]) -> dict[str, str]:
    """The fields that a submitted form decides. `machine` holds the type and status that stood there before."""
    verdict = form.get("decision", "")
    fields = {name: form[name] for name in ("type", "status") if form.get(name) and form[name] != machine.get(name)}
    if verdict == "edited" and not fields:
        verdict = "right"
    found = {"verdict": verdict, **(fields if verdict == "edited" else {})}
    return found | ({"queue": "audit"} if form.get("order") == "audit" else {})
