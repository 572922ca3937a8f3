"""A tour: the sample pages of the package coded into a ledger, and what can be asked of it."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator
from importlib import resources
from itertools import combinations
from pathlib import Path

from dragoman import pipeline, readers
from dragoman.records import Event
from dragoman.store.ledger import Ledger
from dragoman.views import answers, page, tables, told, wire

PAGE = "wire-odesa-strike.txt"
"""The page that is shown as a brief."""
STATEMENTS = 8
"""Statements that are shown at most."""


def show(folder: str | None, coder: str) -> Iterator[str]:
    """The tour, part by part. Raises ModelError, StoreError."""
    place = Path(folder or tempfile.mkdtemp(prefix="dragoman-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    samples = Path(str(resources.files("dragoman"))) / "samples"
    pages = sorted(str(path) for path in samples.iterdir() if path.suffix in (".html", ".txt"))
    store = place / "dragoman.db"
    with Ledger(store) as ledger:
        yield f"Coding the {len(pages)} sample pages (invented outlets, public facts) into {store} …"
        summary = pipeline.Summary()
        for outcome, new in pipeline.run(pages, ledger, coder=coder, jobs=pipeline.jobs_for(None)):
            if outcome.reason:
                yield f"  {outcome.reason}"
            summary.add(outcome, len(wire.shown(outcome.coded).events) if outcome.coded else 0, new)
        yield summary.line()
        yield from _brief(samples / PAGE, place, coder)
        yield from _answers(ledger)
    yield from _next(samples, place, store)


def _brief(path: Path, place: Path, coder: str) -> Iterator[str]:
    yield _head("One page as a brief")
    outcome = pipeline.outcome_of(next(iter(readers.pages([str(path)]))), coder)
    if outcome.document is None or outcome.coded is None:
        yield str(outcome.reason)
        return
    coded = wire.shown(outcome.coded)
    yield tables.written(tables.brief(coded, outcome.document))
    (place / "brief.html").write_text(page.html(outcome.document, coded), encoding="utf-8")


def _answers(ledger: Ledger) -> Iterator[str]:
    pair = busiest_pair(ledger)
    if pair:
        yield _head(f"What is on record between two parties: dragoman timeline {' '.join(pair)}")
        events = answers.between(ledger, first=pair[0], second=pair[1])
        yield tables.written(told.events(events, answers.names(*pair)))
    speaker = busiest_speaker(ledger)
    if speaker:
        yield _head(f"Who said what: dragoman statements --speaker {shlex.quote(speaker)}")
        yield tables.written(tables.statements(answers.statements(ledger, speaker, None)[:STATEMENTS]))


def busiest_pair(ledger: Ledger) -> tuple[str, str] | None:
    """The two states or bodies that most pages, then most events, stand between."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in ledger.events():
        if isinstance(row.record, Event):
            codes = {party.code for party in (*row.record.actor, *row.record.recipient)}
            for pair in combinations(sorted(code for code in codes if code.isupper()), 2):
                found.setdefault(pair, []).append(row.key)
    return max(found, key=lambda pair: (len(set(found[pair])), len(found[pair]), pair)) if found else None


def busiest_speaker(ledger: Ledger) -> str | None:
    """Whoever is quoted in most pages, then most often."""
    said: dict[str, list[str]] = {}
    for row in ledger.statements():
        if not isinstance(row.record, Event) and " " in row.record.speaker and row.record.actor:
            said.setdefault(row.record.speaker, []).append(row.key)
    return max(said, key=lambda name: (len(set(said[name])), len(said[name]), name)) if said else None


def _next(samples: Path, place: Path, store: Path) -> Iterator[str]:
    yield _head("Where to look next")
    yield f"the brief as a page:  {place / 'brief.html'}  (open it in a browser)"
    yield "on your own pages:"
    yield "  dragoman code page.html folder/ corpus.jsonl"
    yield "  dragoman brief page.html --html brief.html"
    yield "on this ledger:"
    yield f"  dragoman timeline RUS UKR --store {shlex.quote(str(store))}"
    yield f"  dragoman statements --about Russia --store {shlex.quote(str(store))}"
    yield f"the sample pages:  {samples}"


def _head(title: str) -> str:
    return f"\n── {title} " + "─" * max(3, 76 - len(title))
