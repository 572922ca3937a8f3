"""Help: the keys, the codebook with examples from this corpus, how to ask, the method and its limits, how to cite."""

from __future__ import annotations

from typing import Any

from dragoman.desk import figures
from dragoman.desk.faces import face, shown_report
from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.ontology import Ontology
from dragoman.store.ledger import Ledger
from dragoman.store.question import FIELDS
from dragoman.store.told import load
from dragoman.version import __version__

KEYS = (
    ("/", "to the search box"),
    ("g then a, e, p, r, d, h", "to Articles, Events, Pairs, Review, Data, Help"),
    ("j or n, k or p", "next and previous mark, row or card"),
    ("Enter", "open it"),
    ("?", "this page"),
    ("a", "review: right, and next"),
    ("x", "review: wrong, and next"),
    ("e", "review: save the type and status that are chosen, and next"),
    ("t", "review: to the type"),
    ("1 2 3 4", "review: occurred, planned, hypothetical, denied"),
    ("s", "review: skip"),
    ("u", "review: take the last decision back"),
)
COLUMNS = ("type", "quad", "definition", "modes", "events")


def page(ledger: Ledger, links: Links) -> View:
    """The help page."""
    ontology = Ontology.load()
    rows: list[dict[str, Any]] = []
    shown = []
    counts = figures.types(figures.gather(ledger.ask()))
    examples = {told.id: told for told in load(ledger.rows, [event for _, event in counts.values()])}
    for kind in ontology.types.values():
        n, event = counts.get(kind.name, (0, ""))
        rows.append({"type": kind.name, "quad": kind.quad, "definition": kind.definition,
                     "modes": ";".join(m.name for m in kind.modes), "events": n})  # fmt: skip
        example = examples.get(event)
        report = shown_report(example) if example else None
        shown.append({
            "kind": kind, "count": n, "at": links.events(f"type:{kind.name}"),
            "side": "good" if kind.quad.endswith("cooperation") else "bad", "quad": kind.quad.replace("_", " "),
            "example": face(example.record) if example else None,
            "article": links.article(report.key, f"e-{report.record.id}") if report else "",
        })  # fmt: skip
    values = {"keys": KEYS, "types": shown, "fields": FIELDS, "statuses": ontology.statuses,
              "ontology": ontology.version}  # fmt: skip
    record = {"version": __version__, "ontology": ontology.version, "types": rows, "statuses": ontology.statuses,
              "fields": FIELDS, "keys": KEYS}  # fmt: skip
    return View("help.html", "Help", values, record, COLUMNS, rows)
