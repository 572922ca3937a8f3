"""The four layers as Python functions: what `dragoman.code`, `annotate`, `relate` and `resolve` are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dragoman import layers, pipeline, readers
from dragoman.annotation.layers import annotate as annotate_document
from dragoman.coders import coder_named
from dragoman.errors import DragomanError, InputError
from dragoman.records import Annotations, Coded, Document
from dragoman.views import wire

__all__ = ["annotate", "code", "read", "relate", "resolve"]


def read(
    source: str | Path, *, title: str | None = None, published: str | None = None, url: str | None = None
) -> Document:
    """The document of a text (`str`) or of a file with one page (`Path`). `published` is an ISO day, month or year.

    Raises InputError.
    """
    if isinstance(source, Path):
        return _page(source)
    return pipeline.document_of(source, title=title, published=published, url=url)


def _page(path: Path) -> Document:
    found = list(readers.pages([str(path)]))
    if len(found) != 1:
        raise InputError(f"{path}: holds {len(found)} documents; `dragoman code` reads such files and folders")
    page = found[0]
    if isinstance(page, pipeline.Failure):
        raise InputError(f"{page.origin}: {page.reason}")
    return readers.read(page)


def code(source: str | Path, *, title: str | None = None, published: str | None = None, url: str | None = None,
         coder: str = "model", show_all: bool = False) -> Coded:  # fmt: skip
    """What a text or page says happened and who said what. `show_all` adds events below the shown confidence.

    >>> dragoman.code("Japan's foreign minister met his Turkish counterpart in Ankara.", published="2024-05-07")
    """
    document = read(source, title=title, published=published, url=url)
    found = pipeline.code_document(document, coder_named(coder))
    return msgspec.structs.replace(found if show_all else wire.shown(found), text=document.text)


def annotate(
    source: str | Path, *, title: str | None = None, published: str | None = None, url: str | None = None
) -> Annotations:
    """The spans below the records: sentences, mentions, times, places, attributions, people."""
    document = read(source, title=title, published=published, url=url)
    return annotate_document(document) if document.language == "en" else Annotations()


def relate(records: Mapping[str, Any] | Iterable[Mapping[str, Any]], *, coder: str = "model") -> list[dict[str, Any]]:
    """Type, mode and status of the act between two marked parties, for each record or the one given.

    A record is `{"text", "actor": [s, e], "recipient": [s, e]}`, with an `id` if wanted. Raises MalformedRecord.
    """
    listed = [records] if isinstance(records, Mapping) else records
    return [_answer(a) for a in layers.relate(_numbered(listed), coder=coder)]


def resolve(phrases: str | Mapping[str, Any] | Iterable[str | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Who each phrase means: a phrase, or `{"text", "on", "country"}`, or a list of them. Raises MalformedRecord.

    >>> dragoman.resolve({"text": "the British prime minister", "on": "2019-08-01"})
    """
    listed = [phrases] if isinstance(phrases, str | Mapping) else phrases
    asked = ({"text": p} if isinstance(p, str) else p for p in listed)
    return [_answer(a) for a in layers.resolve(_numbered(asked))]


def _numbered(records: Iterable[Mapping[str, Any]]) -> Iterable[layers.Line]:
    return ((f"record {n}", dict(record)) for n, record in enumerate(records, 1))


def _answer(found: dict[str, Any] | DragomanError) -> dict[str, Any]:
    if isinstance(found, DragomanError):
        raise found
    return found
