"""The ledger's tables. A migration is a list of statements; its place in MIGRATIONS is the version it leaves from.

`events` holds what each document tells: an event on record is the reports that share `reports.event`. `made` is the
event that the machine gave a report, `event` the one that it has after people's corrections.
"""

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
    (
        "ALTER TABLE documents ADD COLUMN source TEXT NOT NULL DEFAULT 'pages'",
        """CREATE TABLE reports (
            key TEXT NOT NULL, id TEXT NOT NULL, event TEXT NOT NULL, made TEXT NOT NULL, why TEXT NOT NULL,
            PRIMARY KEY (key, id),
            FOREIGN KEY (key, id) REFERENCES events (key, id) ON DELETE CASCADE) WITHOUT ROWID""",
        "CREATE INDEX reports_event ON reports (event)",
        "CREATE INDEX reports_made ON reports (made)",
        "CREATE INDEX reports_id ON reports (id)",
        """CREATE TABLE blocks (
            block INTEGER NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (block, key, id),
            FOREIGN KEY (key, id) REFERENCES events (key, id) ON DELETE CASCADE) WITHOUT ROWID""",
        "CREATE INDEX blocks_report ON blocks (key, id)",
        """CREATE TABLE shingles (
            hash INTEGER NOT NULL, number INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
            PRIMARY KEY (hash, number)) WITHOUT ROWID""",
        "CREATE INDEX shingles_number ON shingles (number)",
        """CREATE TABLE copies (
            key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
            original TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE, share REAL NOT NULL,
            PRIMARY KEY (key, original)) WITHOUT ROWID""",
        "CREATE INDEX copies_original ON copies (original)",
        "CREATE INDEX corrections_record ON corrections (record)",
        "CREATE INDEX events_start ON events (start)",
    ),
)
VERSION = len(MIGRATIONS)
