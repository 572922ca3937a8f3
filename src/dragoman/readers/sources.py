"""Paths to pages: files, folders, globs and standard input, one page at a time. A bad input is a Failure, never an
exception.
"""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.readers.base import MAX_CHARACTERS, Failure
from dragoman.readers.jsonl import identifier
from dragoman.records import Page

KINDS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
}
_IN_FOLDERS = set(KINDS) - {".json"}
"""A folder's `.json` files are settings more often than documents: they are read when named."""
_MAX_BYTES = 4 * MAX_CHARACTERS
Item = Page | Failure


def pages(paths: Iterable[str]) -> Iterator[Item]:
    """Each page of each path in order, with a Failure for what gives none."""
    for path in paths:
        yield from _standard_input() if path == "-" else _path(path)


def kind_of(data: bytes) -> str:
    """What bytes without a name look like: html, jsonl or text."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{"):
        return "jsonl"
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")) or b"<html" in head[:2000]:
        return "html"
    tagged = head.startswith(b"<") and any(tag in head for tag in (b"<p", b"<div", b"<meta", b"<h1"))
    return "html" if tagged else "text"


def _path(path: str) -> Iterator[Item]:
    if os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield from _file(path)
    elif glob.has_magic(path):
        found = sorted(glob.glob(path, recursive=True))
        if not found:
            yield Failure(path, "no file matches")
        for name in found:
            yield from _path(name)
    else:
        yield Failure(path, "no such file or folder")


def _folder(path: str) -> Iterator[Item]:
    failures: list[Failure] = []
    seen = False
    for root, folders, names in os.walk(path, onerror=lambda e: failures.append(_refused(str(e.filename), e))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in _IN_FOLDERS and not name.startswith("."):
                seen = True
                yield from _file(os.path.join(root, name))
    yield from failures
    if not seen and not failures:
        yield Failure(path, f"nothing readable in this folder (read are {', '.join(sorted(_IN_FOLDERS))})")


def _file(path: str) -> Iterator[Item]:
    kind = KINDS.get(Path(path).suffix.lower(), "")
    try:
        if kind == "jsonl":
            with open(path, "rb") as lines:
                yield from _lines(lines, path)
            return
        size = os.path.getsize(path)
        if size > _MAX_BYTES:
            yield Failure(path, f"{size / 1e6:,.0f} MB, over the limit of {_MAX_BYTES / 1e6:,.0f} MB a page")
            return
        yield from _whole(Path(path).read_bytes(), path, kind)
    except (OSError, ValueError, MemoryError) as error:
        yield _refused(path, error)


def _whole(data: bytes, path: str, kind: str) -> Iterator[Item]:
    stem = "-" if path == "-" else Path(path).stem
    kind = kind or kind_of(data)
    if kind == "json" and data.lstrip().startswith(b"["):
        yield from _array(data, path)
    elif kind == "json":
        yield Page(identifier(data) or stem, data, path, "jsonl")
    elif kind == "jsonl":
        yield from _lines(data.split(b"\n"), path)
    else:
        yield Page(stem, data, path, kind)


def _array(data: bytes, path: str) -> Iterator[Item]:
    try:
        records = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield Failure(path, f"not JSON: {str(error)[:120]}")
        return
    for number, record in enumerate(records, 1):
        line = json.dumps(record).encode()
        yield Page(identifier(line) or f"{Path(path).stem}-{number}", line, f"{path}:{number}", "jsonl")


def _lines(lines: Iterable[bytes], path: str) -> Iterator[Item]:
    stem = "-" if path == "-" else Path(path).stem
    empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip(b" \t\r\n\x00"):
            continue
        empty = False
        line = line.rstrip(b"\r\n")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield Page(identifier(line) or f"{stem}-{number}", line, f"{path}:{number}", "jsonl")
    if empty:
        yield Failure(path, "empty")


def _standard_input() -> Iterator[Item]:
    try:
        data = sys.stdin.buffer.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        yield _refused("-", error)
        return
    if len(data) > _MAX_BYTES and kind_of(data) != "jsonl":
        yield Failure("-", f"over the limit of {_MAX_BYTES / 1e6:,.0f} MB a page")
    elif len(data) > _MAX_BYTES:
        yield from _lines(_joined(data), "-")
    else:
        yield from _whole(data, "-", "")


def _joined(first: bytes) -> Iterator[bytes]:
    """The lines of what has been read of standard input and of what is still to come."""
    *whole, rest = first.split(b"\n")
    yield from whole
    yield rest + sys.stdin.buffer.readline()
    yield from sys.stdin.buffer


def _refused(path: str, error: BaseException) -> Failure:
    if isinstance(error, OSError) and error.strerror:
        return Failure(path, f"cannot be read: {error.strerror}")
    return Failure(path, f"cannot be read: {str(error) or type(error).__name__}")
