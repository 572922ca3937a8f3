"""The ledger: SQLite in WAL mode, the system of record. One transaction a document.

A document's key is the hash of what it is coded from (text, title, address, publication date), so a page read
twice, or a run that was broken off and repeated, adds nothing. The same document coded by another version of model,
ontology or registry replaces its machine records; corrections by people are appended elsewhere and stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from dragoman.errors import NotOnRecord, StoreError, StoreFullError, StoreVersionError
from dragoman.records import Coded, Document, Event, Statement
from dragoman.store.schema import MIGRATIONS, VERSION

_json = msgspec.json.Encoder()


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
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._migrate()
        except sqlite3.Error as problem:
            raise _translated(problem, self.path) from problem

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _migrate(self) -> None:
        found: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise StoreVersionError(
                f"{self.path}: written by a newer dragoman (store version {found}, this one knows {VERSION}); "
                "upgrade dragoman or name another file with --store")
        for number in range(found, VERSION):
            with self._transaction():
                for statement in MIGRATIONS[number]:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {number + 1}")

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
        found = self._db.execute("SELECT versions FROM documents WHERE key = ?", (key,)).fetchone()
        if found and found[0] == versions:
            return False
        with self._transaction():
            self._db.execute("DELETE FROM documents WHERE key = ?", (key,))
            self._db.execute("DELETE FROM words WHERE key = ?", (key,))
            self._insert(key, versions, document, coded)
        return True

    def _insert(self, key: str, versions: str, document: Document, coded: Coded) -> None:
        window = coded.published
        bare = msgspec.structs.replace(coded, text=None)
        self._db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (key, document.id, document.sha256, document.title, document.url, document.outlet, document.author,
             document.language, window and window.start.isoformat(), window and window.end.isoformat(), document.origin,
             document.text, _json.encode(document).decode(), _json.encode(bare).decode(), versions,
             datetime.now(UTC).isoformat(timespec="seconds")))
        self._db.execute("INSERT INTO words VALUES (?,?,?)", (key, document.title or "", document.text))
        for event in coded.events:
            self._insert_event(key, event)
        for statement in coded.statements:
            self._db.execute(
                "INSERT INTO statements VALUES (?,?,?,?,?,?,?)",
                (key, statement.id, statement.speaker, statement.actor, statement.start, statement.confidence,
                 _json.encode(statement).decode()))
            self._db.executemany("INSERT INTO about VALUES (?,?,?)", [(key, statement.id, c) for c in set(statement.about)])
        self._db.executemany("INSERT INTO facts VALUES (?,?,?,?,?)",
                             [(key, f.subject, f.relation, f.object, _json.encode(f).decode()) for f in coded.facts])

    def _insert_event(self, key: str, event: Event) -> None:
        self._db.execute(
            "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?)",
            (key, event.id, event.type, event.status, event.date and event.date.start.isoformat(),
             event.date and event.date.end.isoformat(), event.place and event.place.country, event.evidence.start,
             event.confidence, _json.encode(event).decode()))
        rows = {(key, event.id, role, p.code, p.country or "")
                for role, side in (("actor", event.actor), ("recipient", event.recipient)) for p in side}
        self._db.executemany("INSERT INTO parties VALUES (?,?,?,?,?)", sorted(rows))

    def forget(self, name: str) -> int:
        """Remove the documents with this id, key (or its first 8 characters) or origin; how many went. Raises NotOnRecord."""
        keys = [k for (k,) in self._db.execute(
            "SELECT key FROM documents WHERE id = ?1 OR origin = ?1 OR (length(?1) >= 8 AND substr(key, 1, length(?1)) = ?1)", (name,))]
        if not keys:
            raise NotOnRecord(f"{self.path}: no document {name!r} on record; `dragoman doctor` counts what is there")
        with self._transaction():
            for key in keys:
                self._db.execute("DELETE FROM documents WHERE key = ?", (key,))
                self._db.execute("DELETE FROM words WHERE key = ?", (key,))
        return len(keys)

    def counts(self) -> dict[str, int]:
        """How many documents, events, statements and facts are on record."""
        return {table: int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("documents", "events", "statements", "facts")}

    def document(self, name: str) -> tuple[Document, Coded]:
        """A document by id or key, with what it was coded to. Raises NotOnRecord."""
        row = self._db.execute("SELECT document, coded FROM documents WHERE id = ?1 OR key = ?1", (name,)).fetchone()
        if row is None:
            raise NotOnRecord(f"{self.path}: no document {name!r} on record")
        return msgspec.json.decode(row[0], type=Document), msgspec.json.decode(row[1], type=Coded)

    def events(self, *codes: str, least: float = 0.0) -> list[Row]:
        """Events in which every given party (code or country) takes part, by date, undated last."""
        where = "".join(
            " AND EXISTS (SELECT 1 FROM parties p WHERE p.key = r.key AND p.event = r.id AND (p.code = ? OR p.country = ?))"
            for _ in codes)
        return self._rows(f"SELECT r.json, {_DOCUMENT} FROM events r JOIN documents d ON d.key = r.key "
                          f"WHERE r.confidence >= ?{where} ORDER BY r.start IS NULL, r.start, d.published, r.at",
                          [least, *(c for code in codes for c in (code, code))], Event)

    def statements(self, speaker: str | None = None, about: str | None = None) -> list[Row]:
        """Statements whose speaker's name or party holds `speaker`, about the party `about`, by publication."""
        where, values = "1", []
        if speaker:
            where += " AND (r.speaker LIKE ? OR r.actor = ?)"
            values += [f"%{speaker}%", speaker.upper()]
        if about:
            where += " AND EXISTS (SELECT 1 FROM about a WHERE a.key = r.key AND a.statement = r.id AND a.code = ?)"
            values.append(about)
        return self._rows(f"SELECT r.json, {_DOCUMENT} FROM statements r JOIN documents d ON d.key = r.key "
                          f"WHERE {where} ORDER BY d.published IS NULL, d.published, r.at", values, Statement)

    def _rows(self, sql: str, values: list[str | float], kind: type[Event] | type[Statement]) -> list[Row]:
        try:
            return [Row(*rest, record=msgspec.json.decode(record, type=kind)) for record, *rest in self._db.execute(sql, values)]
        except sqlite3.Error as problem:
            raise _translated(problem, self.path) from problem


_DOCUMENT = "d.key, d.id, d.title, d.outlet, d.url, d.origin, d.published"


def document_key(document: Document) -> str:
    """32 hex characters over what the coding depends on: text, title, address and publication date."""
    window = document.published
    parts = (document.sha256, document.title or "", document.url or "", window.label() if window else "")
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _translated(problem: sqlite3.Error, path: str) -> StoreError:
    words = str(problem)
    if "full" in words or "No space" in words:
        return StoreFullError(f"{path}: no space left on the device; free some and run again: what was recorded stays")
    return StoreError(f"{path}: the store cannot be used ({words}); check the path and its permissions, or name another with --store")
