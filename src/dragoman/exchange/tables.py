"""Events as files: CSV that a spreadsheet takes for no formula, JSON Lines, Parquet; each with a codebook beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError
from dragoman.exchange import citations, graphs
from dragoman.store.answer import Events
from dragoman.version import __version__
from dragoman.views import wire

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = {
    "event": "id of the event: stable, made from content", "date": "first day, ISO; empty: unknown",
    "date_end": "last day", "precision": "how exact the date is", "actor": "codes of the actors, parted by ;",
    "actor_names": "their names", "type": "PLOVER type", "mode": "kind within the type",
    "recipient": "codes of the recipients", "recipient_names": "their names",
    "status": "occurred, planned, hypothetical or denied", "contested": "1 where reports disagree",
    "country": "where it took place, ISO alpha-3", "place": "name of the place", "lat": "latitude",
    "lon": "longitude", "contexts": "themes, parted by ;", "quad": "PLOVER quad class",
    "score": "PLOVER intensity, -10 to 10", "confidence": "chance that it is right, 0 to 1",
    "reports": "documents that tell it", "outlets": "outlets that tell it", "sentence": "the evidence",
    "document": "id of the document of the sentence", "url": "its address", "published": "its day of publication",
    "source": "where it was read from",
}  # fmt: skip
"""What each column of a table of events holds: the codebook."""


def write(found: Events, path: str) -> list[Path]:
    """Write an answer in the form that the file's ending names, and its codebook; the files written.

    Raises DragomanError where there is no such form or the file cannot be written, MissingExtra.
    """
    target = Path(path)
    form = FORMS.get(target.suffix.lower())
    if form is None:
        raise DragomanError(f"{path}: no form {target.suffix!r}; there is: {', '.join(FORMS)}")
    try:
        data = form(found)
        target.write_bytes(data)
        codebook = target.with_suffix(target.suffix + ".codebook.md")
        codebook.write_text(_codebook(found, target.name, data), encoding="utf-8")
    except OSError as problem:
        raise DragomanError(f"{path}: cannot be written: {problem.strerror}") from problem
    return [target, codebook]


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Rows as CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _csv(found: Events) -> bytes:
    return csv_text(found.rows(), found.columns).encode("utf-8")


def _jsonl(found: Events) -> bytes:
    return "".join(wire.told(told) + "\n" for told in found).encode("utf-8")


def _parquet(found: Events) -> bytes:
    from dragoman.store.answer import library

    sink = io.BytesIO()
    library("pyarrow.parquet").write_table(found.to_arrow(), sink)
    return sink.getvalue()


def _codebook(found: Events, name: str, data: bytes) -> str:
    events, reports, outlets = found.counts()
    lines = [
        f"# {name}", "", f"- {events} events in {reports} reports by {outlets} outlets",
        f"- question: `{found.question}`",
        f"- dragoman {__version__}; versions of what coded the pages: {', '.join(_versions(found)) or 'none'}",
        f"- sha256 `{sha256(data).hexdigest()}`", "", "| column | holds |", "|---|---|",
        *(f"| {column} | {meaning} |" for column, meaning in COLUMNS.items()), "",
        "Codes of states are ISO 3166-1 alpha-3; types, modes, quads and intensities are those of PLOVER 2.0.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _versions(found: Events) -> Iterator[str]:
    for (text,) in found.ask("SELECT DISTINCT versions FROM documents ORDER BY versions", ()):
        yield ", ".join(f"{k} {v}" for k, v in json.loads(text).items())


FORMS: dict[str, Callable[[Events], bytes]] = {
    ".bib": lambda found: citations.bibtex(found).encode(), ".csljson": lambda found: citations.csl(found).encode(),
    ".csv": _csv, ".gexf": lambda found: graphs.gexf(found).encode(),
    ".graphml": lambda found: graphs.graphml(found).encode(), ".jsonl": _jsonl, ".parquet": _parquet,
}  # fmt: skip
"""What a file's ending makes of an answer."""
