"""Answers: lazy, typed, counted, and ready to leave for pandas, polars or Arrow.

Nothing is asked of the ledger until an answer is counted or walked through; then it comes a page at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib import import_module
from typing import Any, Generic, TypeVar

import msgspec

from dragoman.errors import MissingExtra, NotOnRecord
from dragoman.records import Event, Party, Statement
from dragoman.store import conditions
from dragoman.store.question import Question
from dragoman.store.told import Report, Told, load

T = TypeVar("T", "Told", "Said")
Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
PAGE = 200
SHOWN = 10
_EVENTS = "FROM reports r JOIN events e ON e.key = r.key AND e.id = r.id JOIN documents d ON d.key = r.key WHERE "
_DRIVEN = (
    "FROM ({driver}) m CROSS JOIN reports r ON r.key = m.key AND r.id = m.event "
    "CROSS JOIN events e ON e.key = m.key AND e.id = m.event CROSS JOIN documents d ON d.key = m.key WHERE "
)
_STATEMENTS = "FROM statements s JOIN documents d ON d.key = s.key WHERE "


class Said(msgspec.Struct, frozen=True):
    """A statement with the document that it stands in."""

    key: str
    document: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    record: Statement


class Answer(Generic[T]):
    """The events or statements that a question asks for, by date, undated last."""

    kind = "records"

    def __init__(self, ask: Ask, question: Question) -> None:
        self.ask, self.question = ask, question

    def __len__(self) -> int:
        raise NotImplementedError

    def page(self, first: int = 0, most: int = PAGE) -> list[T]:
        """Up to `most` of them, from number `first` on (the first is 0)."""
        raise NotImplementedError

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each as a flat record: what tables and frames hold."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[T]:
        first = 0
        while found := self.page(first):
            yield from found
            first += PAGE

    def __getitem__(self, number: int) -> T:
        found = self.page(number, 1) if number >= 0 else []
        if not found:
            raise IndexError(f"there is no {self.kind.removesuffix('s')} number {number}")
        return found[0]

    def to_pandas(self) -> Any:
        """A pandas DataFrame; dates as text. Raises MissingExtra."""
        return library("pandas").DataFrame.from_records(list(self.rows()), columns=list(self.columns))

    def to_polars(self) -> Any:
        """A polars DataFrame. Raises MissingExtra."""
        return library("polars").DataFrame(list(self.rows()), schema=self.columns)

    def to_arrow(self) -> Any:
        """A pyarrow Table. Raises MissingExtra."""
        arrow = library("pyarrow")
        kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
        schema = arrow.schema([(name, kinds[kind]) for name, kind in self.columns.items()])
        return arrow.Table.from_pylist(list(self.rows()), schema=schema)

    @property
    def columns(self) -> dict[str, type]:
        """Names and kinds of what `rows` gives."""
        raise NotImplementedError

    def __repr__(self) -> str:
        total = len(self)
        lines: list[str] = [f"{total:,} {self.kind} ({self.question or 'all'})"]
        lines += [f"  {found!r}" for found in self.page(0, SHOWN)]
        return "\n".join([*lines, f"  … and {total - SHOWN:,} more"] if total > SHOWN else lines)

    def _repr_html_(self) -> str:
        total, shown = len(self), self.page(0, SHOWN)
        head = f"<p>{total:,} {self.kind}, showing {len(shown)} <code>{escape(str(self.question))}</code></p>"
        return head + "<table>" + "".join(f"<tr>{self._cells(found)}</tr>" for found in shown) + "</table>"

    def _cells(self, found: T) -> str:
        raise NotImplementedError


class Events(Answer[Told]):
    """Events on record, each once however many documents tell it."""

    kind = "events"
    columns = dict.fromkeys(
        ("event", "date", "date_end", "precision", "actor", "actor_names", "type", "mode", "recipient",
         "recipient_names", "status"), str) | {
        "contested": int, "country": str, "place": str, "lat": float, "lon": float, "contexts": str, "quad": str,
        "score": float, "confidence": float, "reports": int, "outlets": int, "sentence": str, "document": str,
        "url": str, "published": str, "source": str}  # fmt: skip

    def _from(self) -> conditions.Condition:
        """Where the events stand and which: from the party with the fewest of them, where the question names one."""
        found = conditions.drivers(self.question)
        if not found:
            sql, values = conditions.of_events(self.question)
            return _EVENTS + sql, values
        clause, (driver, more) = found[0] if len(found) == 1 else min(found, key=lambda each: self._rows(each[1]))
        sql, values = conditions.of_events(self.question, clause)
        return _DRIVEN.format(driver=driver) + sql, [*more, *values]

    def _rows(self, condition: conditions.Condition) -> int:
        return int(self.ask(f"SELECT count(*) FROM ({condition[0].replace('UNION', 'UNION ALL')})", condition[1])[0][0])

    def __len__(self) -> int:
        sql, values = self._from()
        return int(self.ask(f"SELECT count(DISTINCT r.event) {sql}", values)[0][0])

    def page(self, first: int = 0, most: int = PAGE) -> list[Told]:
        """Up to `most` events, from number `first` on."""
        sql, values = self._from()
        order = "ORDER BY min(e.start) IS NULL, min(e.start), min(d.published), r.event LIMIT ? OFFSET ?"
        found = self.ask(f"SELECT r.event {sql} GROUP BY r.event {order}", [*values, most, first])
        return load(self.ask, [event for (event,) in found], self.question.show_all)

    def counts(self) -> tuple[int, int, int]:
        """How many events, reports of them, and outlets that told them."""
        sql, values = self._from()
        outlet = "coalesce(d.outlet, nullif(substr(d.url, instr(d.url, '//') + 2, "
        outlet += "instr(substr(d.url, instr(d.url, '//') + 2), '/') - 1), ''))"
        row = self.ask(f"SELECT count(DISTINCT r.event), count(*), count(DISTINCT {outlet}) {sql}", values)[0]
        return int(row[0]), int(row[1]), int(row[2])

    def one(self) -> Told:
        """The only event. Raises NotOnRecord where there is none."""
        found = self.page(0, 1)
        if not found:
            raise NotOnRecord(f"nothing on record for {self.question}")
        return found[0]

    def emptied_by(self) -> list[tuple[str, int]]:
        """For an empty answer: each clause without which there would be something, and how much."""
        clauses = ((clause, len(Events(self.ask, self.question.without(clause)))) for clause in self.question.clauses)
        return [(str(clause), n) for clause, n in clauses if n]

    def rows(self) -> Iterator[dict[str, Any]]:
        """An event a row; several parties in one cell are parted by `;`."""
        from dragoman.ontology import Ontology

        ontology = Ontology.load()
        for found in self:
            yield {**event_row(found.record), "event": found.id, "contested": int(found.contested),
                   "quad": ontology.quad(found.record.type), "score": ontology.score(found.record.type,
                   found.record.mode), "reports": len(found.reports), "outlets": len(found.outlets),
                   **_source(found.reports, found.record)}  # fmt: skip

    def _cells(self, found: Told) -> str:
        e = found.record
        when = e.date.label() if e.date else "undated"
        told = f"{len(found.reports)} reports" + ", contested" * found.contested
        cells = (when, e.sentence(), e.status, told, e.evidence.text)
        return "".join(f"<td>{escape(cell)}</td>" for cell in cells)


class Statements(Answer[Said]):
    """Who said what, by day of publication."""

    kind = "statements"
    columns = dict.fromkeys(("statement", "published", "speaker", "actor", "cue", "content", "kind", "about", "stance"),
                            str) | {"start": int, "end": int, "document": str, "url": str, "outlet": str}  # fmt: skip

    def __len__(self) -> int:
        sql, values = conditions.of_statements(self.question)
        return int(self.ask(f"SELECT count(*) {_STATEMENTS}{sql}", values)[0][0])

    def page(self, first: int = 0, most: int = PAGE) -> list[Said]:
        """Up to `most` statements, from number `first` on."""
        sql, values = conditions.of_statements(self.question)
        head = "SELECT s.key, d.id, d.title, d.outlet, d.url, d.published, s.json"
        order = "ORDER BY d.published IS NULL, d.published, d.number, s.at LIMIT ? OFFSET ?"
        found = self.ask(f"{head} {_STATEMENTS}{sql} {order}", [*values, most, first])
        return [Said(*(*row[:6], msgspec.json.decode(row[6], type=Statement))) for row in found]

    def rows(self) -> Iterator[dict[str, Any]]:
        """A statement a row."""
        for found in self:
            s = found.record
            yield {"statement": s.id, "published": found.published, "speaker": s.speaker, "actor": s.actor,
                   "cue": s.cue, "content": s.content, "kind": s.kind, "about": ";".join(s.about),
                   "stance": ";".join(f"{c}={v}" for c, v in s.stance.items()), "start": s.start, "end": s.end,
                   "document": found.document, "url": found.url, "outlet": found.outlet}  # fmt: skip

    def _cells(self, found: Said) -> str:
        s = found.record
        return "".join(f"<td>{escape(c)}</td>" for c in (found.published or "undated", s.speaker, s.cue, s.content))


def event_row(event: Event) -> dict[str, Any]:
    """The fields of an event that a table holds."""
    when, place = event.date, event.place
    return {"date": when and when.start.isoformat(), "date_end": when and when.end.isoformat(),
            "precision": when and when.precision, "actor": _codes(event.actor), "actor_names": _names(event.actor),
            "type": event.type, "mode": event.mode, "recipient": _codes(event.recipient),
            "recipient_names": _names(event.recipient), "status": event.status, "country": place and place.country,
            "place": place and place.name, "lat": place and place.lat, "lon": place and place.lon,
            "contexts": ";".join(event.contexts), "confidence": event.confidence,
            "sentence": event.evidence.text}  # fmt: skip


def _source(reports: Sequence[Report], record: Event) -> dict[str, Any]:
    """The report whose sentence is shown."""
    first = next((r for r in reports if r.record.evidence == record.evidence), reports[0])
    return {"document": first.document, "url": first.url, "published": first.published, "source": first.origin}


def _codes(side: Sequence[Party]) -> str:
    return ";".join(p.code for p in side)


def _names(side: Sequence[Party]) -> str:
    return ";".join(p.name for p in side)


def library(name: str) -> Any:
    """A library of the extra `analytics`. Raises MissingExtra."""
    try:
        return import_module(name)
    except ImportError as problem:
        raise MissingExtra(f"this needs {name}; in the project's folder: pip install '.[analytics]'") from problem
