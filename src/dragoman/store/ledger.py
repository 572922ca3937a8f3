"""The ledger: SQLite in WAL mode, the system of record. One transaction a document.

A document's key is the hash of what it is coded from (text, title, address, publication date), so a page read
twice, or a run that was broken off and repeated, adds nothing. The same document coded by another version of model,
ontology or registry replaces its machine records; corrections by people are appended elsewhere and stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import NotOnRecord, RegistryError, StoreError, StoreFullError, StoreVersionError
from dragoman.records import Coded, Document, Event, Statement
from dragoman.store import corrections, imports, placing
from dragoman.store.answer import Events, Statements
from dragoman.store.imports import Imported
from dragoman.store.question import Question, parse
from dragoman.store.schema import MIGRATIONS, VERSION
from dragoman.store.told import Told

_json = msgspec.json.Encoder()
_DOCUMENT = "d.key, d.id, d.title, d.outlet, d.url, d.origin, d.published"
MERGING = 1
"""The version of a ledger from before merging: its documents are placed when it is opened."""
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE"})


class Row(msgspec.Struct, frozen=True):
    """A record with the document that it stands in."""

    key: str
    document: str
    title: str | None
    outlet: str | None
    url: str | None
    origin: str
    published: str | None
    record: Event | Statement


class Ledger:
    """Opened on a path; `:memory:` for tests. Use as a context manager, or call `close`."""

    def __init__(self, path: str | Path) -> None:
        """Open or create, migrate if older. Raises StoreVersionError on a newer file, StoreError on an unusable one."""
        self.path = str(path)
        try:
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=30.0)
        except sqlite3.Error as problem:
            raise _translated(problem, self.path) from problem
        try:
            self._migrate()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _migrate(self) -> None:
        found = self._version()
        if found > VERSION:
            raise StoreVersionError(
                f"{self.path}: written by a newer dragoman (store version {found}, this one knows {VERSION}); "
                "upgrade dragoman or name another file with --store"
            )
        for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            self._ask(f"PRAGMA {setting}")
        for number in range(found, VERSION):
            with self._transaction():
                if self._version() > number:
                    continue  # another process was faster
                for statement in MIGRATIONS[number]:
                    self._db.execute(statement)
                if number == MERGING:
                    placing.place_all(self._db.execute)
                self._db.execute(f"PRAGMA user_version = {number + 1}")

    def _version(self) -> int:
        return int(self._ask("PRAGMA user_version")[0][0])

    def _ask(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as problem:
            raise _translated(problem, self.path) from problem

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as problem:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(problem, sqlite3.Error):
                raise _translated(problem, self.path) from problem
            raise

    def add(self, document: Document, coded: Coded) -> bool:
        """Record one coded document; False where the same was on record already, coded by the same versions."""
        key, versions = document_key(document), _json.encode(coded.versions).decode()
        with self._transaction():
            found = self._db.execute("SELECT versions FROM documents WHERE key = ?", (key,)).fetchone()
            if found and found[0] == versions:
                return False
            before = placing.placed(self._db.execute, key)
            if found:
                self._delete(key)
            self._insert(key, versions, document, coded)
            placing.place(self._db.execute, key, document, coded.published, coded.events, before)
        return True

    def _insert(self, key: str, versions: str, document: Document, coded: Coded) -> None:
        window, without = coded.published, msgspec.structs.replace
        cursor = self._db.execute(
            f"INSERT INTO documents VALUES (NULL{',?' * 16}, 'pages')",
            (key, document.id, document.sha256, document.title, document.url, document.outlet, document.author,
             document.language, window and window.start.isoformat(), window and window.end.isoformat(), document.origin,
             document.text, _json.encode(without(document, text="")).decode(),
             _json.encode(without(coded, text=None)).decode(), versions, _now()),
        )  # fmt: skip
        self._db.execute(
            "INSERT INTO words (rowid, title, text) VALUES (?,?,?)", (cursor.lastrowid, document.title, document.text)
        )
        for event in coded.events:
            self._insert_event(key, event)
        for statement in coded.statements:
            self._insert_statement(key, statement)
        facts = [(key, f.subject, f.relation, f.object, _json.encode(f).decode()) for f in coded.facts]
        self._db.executemany("INSERT INTO facts VALUES (?,?,?,?,?)", facts)

    def _insert_event(self, key: str, event: Event) -> None:
        self._db.execute(
            "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?)",
            (key, event.id, event.type, event.status, event.date and event.date.start.isoformat(),
             event.date and event.date.end.isoformat(), event.place and event.place.country, event.evidence.start,
             event.confidence, _json.encode(event).decode()),
        )  # fmt: skip
        sides = (("actor", event.actor), ("recipient", event.recipient))
        rows = {(key, event.id, role, p.code, p.country or "") for role, side in sides for p in side}
        self._db.executemany("INSERT INTO parties VALUES (?,?,?,?,?)", sorted(rows))

    def _insert_statement(self, key: str, s: Statement) -> None:
        row = (key, s.id, s.speaker, s.actor, s.start, s.confidence, _json.encode(s).decode())
        self._db.execute("INSERT INTO statements VALUES (?,?,?,?,?,?,?)", row)
        self._db.executemany("INSERT INTO about VALUES (?,?,?)", [(key, s.id, c) for c in sorted(set(s.about))])

    def _delete(self, key: str) -> None:
        self._db.execute(
            "INSERT INTO words (words, rowid, title, text) "
            "SELECT 'delete', number, title, text FROM documents WHERE key = ?",
            (key,),
        )
        self._db.execute("DELETE FROM documents WHERE key = ?", (key,))

    def forget(self, name: str) -> int:
        """Remove the documents with this id, origin or key (8 characters of it suffice); how many went.

        Raises NotOnRecord.
        """
        found = self._ask(
            "SELECT key FROM documents WHERE id = ?1 OR origin = ?1 "
            "OR (length(?1) >= 8 AND substr(key, 1, length(?1)) = ?1)", (name,),
        )  # fmt: skip
        if not found:
            raise NotOnRecord(f"{self.path}: no document {name!r} on record; `dragoman doctor` counts what is there")
        with self._transaction():
            for (key,) in found:
                self._delete(key)
        return len(found)

    def counts(self) -> dict[str, int]:
        """How many documents, events, statements and facts are on record."""
        tables = ("documents", "events", "statements", "facts")
        return {table: int(self._ask(f"SELECT count(*) FROM {table}")[0][0]) for table in tables}

    def ask(self, question: str | Iterable[str] | Question = "") -> Events:
        """The events that a question asks for, each once: `ledger.ask("party:RUS party:UKR date:2022")`.

        The language is that of `dragoman events` (docs/how-to-ask.md). Raises QuestionError, RegistryError.
        """
        return Events(self._ask, self._known(parse(question)))

    def said(self, question: str | Iterable[str] | Question = "") -> Statements:
        """The statements that a question asks for: `ledger.said("speaker:Blinken about:RUS stance:against")`."""
        return Statements(self._ask, self._known(parse(question)))

    def _known(self, question: Question) -> Question:
        """The question, where everybody whom it names is known to the registry or to a page. Raises RegistryError."""
        for who in (who for clause in question.clauses for who in clause.who if who.unknown):
            if not self._ask("SELECT 1 FROM parties WHERE code = ? LIMIT 1", (who.code,)):
                raise RegistryError(who.unknown)
        return question

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a question in SQL."""
        return self._ask(sql, values)

    def add_imported(self, source: str, rows: Iterable[Imported]) -> int:
        """Record rows of another data set under its name, in one transaction; how many were new."""
        with self._transaction():
            return imports.insert(self._db.execute, source, rows, _now())

    def event(self, name: str) -> Told:
        """The event with this id, or to which a report of this id belongs. Raises NotOnRecord."""
        return corrections.event(self._ask, name, self.path)

    def join(self, first: str, second: str, who: str, why: str | None = None) -> Told:
        """Take the second event for the first, as a correction; the event then. Raises NotOnRecord, StoreError."""
        with self._transaction():
            event = corrections.join(self._db.execute, self._ask, (first, second), self.path, (who, _now(), why))
        return self.event(event)

    def split(self, event: str, other: str, who: str, why: str | None = None) -> Told:
        """Part a report (its document or id), or an event joined by hand, from an event; what was parted.

        Raises NotOnRecord, StoreError.
        """
        with self._transaction():
            parted = corrections.split(self._db.execute, self._ask, (event, other), self.path, (who, _now(), why))
        return self.event(parted)

    def document(self, name: str) -> tuple[Document, Coded]:
        """A document by id or key, with what it was coded to. Raises NotOnRecord."""
        rows = self._ask("SELECT document, text, coded FROM documents WHERE id = ?1 OR key = ?1", (name,))
        if not rows:
            raise NotOnRecord(f"{self.path}: no document {name!r} on record")
        document, text, coded = rows[0]
        found = msgspec.json.decode(document, type=Document)
        return msgspec.structs.replace(found, text=text), msgspec.json.decode(coded, type=Coded)

    def events(self, *codes: str, show_all: bool = False) -> list[Row]:
        """Events in which every given party (code or country) takes part, by date, undated last.

        Those below the confidence that their coder shows by default come only with `show_all`.
        """
        party = "SELECT 1 FROM parties p WHERE p.key = r.key AND p.event = r.id AND (p.code = ? OR p.country = ?)"
        where = "".join(f" AND EXISTS ({party})" for _ in codes)
        if not show_all:
            where += " AND r.confidence >= coalesce(CAST(json_extract(d.versions, '$.shown') AS REAL), 0)"
        return self._rows(
            f"SELECT r.json, {_DOCUMENT} FROM events r JOIN documents d ON d.key = r.key "
            f"WHERE 1{where} ORDER BY r.start IS NULL, r.start, d.published, r.at",
            [c for code in codes for c in (code, code)], Event,
        )  # fmt: skip

    def statements(self, speaker: str | None = None, about: str | None = None, actor: str | None = None) -> list[Row]:
        """Statements of whoever's name holds `speaker` or who speaks for `actor`, about a party, by publication."""
        where, values = "1", []
        if speaker:
            where += " AND (instr(lower(r.speaker), lower(?)) OR r.actor = ?)"
            values += [speaker, actor or speaker]
        if about:
            where += " AND EXISTS (SELECT 1 FROM about a WHERE a.key = r.key AND a.statement = r.id AND a.code = ?)"
            values.append(about)
        return self._rows(
            f"SELECT r.json, {_DOCUMENT} FROM statements r JOIN documents d ON d.key = r.key "
            f"WHERE {where} ORDER BY d.published IS NULL, d.published, r.at", values, Statement,
        )  # fmt: skip

    def _rows(self, sql: str, values: list[str], kind: type[Event] | type[Statement]) -> list[Row]:
        out = []
        for record, key, name, title, outlet, url, origin, published in self._ask(sql, values):
            found = msgspec.json.decode(record, type=kind)
            out.append(Row(key, name, title, outlet, url, origin, published, found))
        return out


def document_key(document: Document) -> str:
    """32 hex characters over what the coding depends on: text, title, address and publication date."""
    window = document.published
    parts = (document.sha256, document.title or "", document.url or "", window.label() if window else "")
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _translated(problem: sqlite3.Error, path: str) -> StoreError:
    if getattr(problem, "sqlite_errorname", "") in _FULL:
        return StoreFullError(f"{path}: no space left for the ledger; free some and run again: what was recorded stays")
    return StoreError(
        f"{path}: the store cannot be used ({problem}); check the path and its permissions, "
        "or name another with --store"
    )
