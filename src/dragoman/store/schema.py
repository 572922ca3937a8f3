"""The ledger's tables. A migration is a list of statements; its place in MIGRATIONS is the version it leaves from."""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE documents (
            number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT NOT NULL, sha256 TEXT NOT NULL, title TEXT,
            url TEXT, outlet TEXT, author TEXT, language TEXT NOT NULL, published TEXT, published_end TEXT,
            origin TEXT NOT NULL, text TEXT NOT NULL, document TEXT NOT NULL, coded TEXT NOT NULL,
            versions TEXT NOT NULL, added TEXT NOT NULL)""",
        "CREATE INDEX documents_id ON documents (id)",
        """CREATE TABLE events (
            key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE, id TEXT NOT NULL, type TEXT NOT NULL,
            status TEXT NOT NULL, start TEXT, stop TEXT, country TEXT, at INTEGER NOT NULL, confidence REAL NOT NULL,
            json TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID""",
        """CREATE TABLE parties (
            key TEXT NOT NULL, event TEXT NOT NULL, role TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL,
            PRIMARY KEY (code, key, event, role, country),
            FOREIGN KEY (key, event) REFERENCES events (key, id) ON DELETE CASCADE) WITHOUT ROWID""",
        "CREATE INDEX parties_country ON parties (country, key, event)",
        "CREATE INDEX parties_event ON parties (key, event)",
        """CREATE TABLE statements (
            key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE, id TEXT NOT NULL, speaker TEXT NOT NULL,
            actor TEXT, at INTEGER NOT NULL, confidence REAL NOT NULL, json TEXT NOT NULL,
            PRIMARY KEY (key, id)) WITHOUT ROWID""",
        """CREATE TABLE about (
            key TEXT NOT NULL, statement TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (code, key, statement),
            FOREIGN KEY (key, statement) REFERENCES statements (key, id) ON DELETE CASCADE) WITHOUT ROWID""",
        "CREATE INDEX about_statement ON about (key, statement)",
        """CREATE TABLE facts (
            key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE, subject TEXT NOT NULL,
            relation TEXT NOT NULL, object TEXT NOT NULL, json TEXT NOT NULL)""",
        "CREATE INDEX facts_key ON facts (key)",
        """CREATE TABLE corrections (
            number INTEGER PRIMARY KEY, record TEXT NOT NULL, field TEXT NOT NULL, value TEXT, who TEXT NOT NULL,
            made TEXT NOT NULL, why TEXT)""",
        "CREATE TABLE jobs (number INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, summary TEXT)",
        """CREATE VIRTUAL TABLE words USING fts5 (title, text, content = 'documents', content_rowid = 'number',
            tokenize = 'unicode61 remove_diacritics 2')""",
    ),
)
VERSION = len(MIGRATIONS)
