"""Page to document. The readers stand in one table; `read` looks them up, `pages` expands paths."""

from __future__ import annotations

from dragoman.errors import InputError, UnreadableInput
from dragoman.readers import html, jsonl, text
from dragoman.readers.base import Failure, Reader
from dragoman.readers.sources import kind_of, pages
from dragoman.readers.text import document_from_text
from dragoman.records import Document, Page

READERS: dict[str, Reader] = {
    "html": html.read,
    "jsonl": jsonl.read,
    "text": text.read,
}

__all__ = ["READERS", "Failure", "document_from_text", "pages", "read"]


def read(page: Page) -> Document:
    """The document of a page, by the reader that its kind or its content asks for. Raises InputError and nothing
    else.
    """
    kind = page.kind or kind_of(page.data)
    if kind not in READERS:
        raise UnreadableInput(f"{page.origin}: no reader of kind {kind!r}; there are {', '.join(sorted(READERS))}")
    if kind == "text" and kind_of(page.data) == "html":
        kind = "html"
    try:
        return READERS[kind](page)
    except InputError:
        raise
    except (RecursionError, MemoryError, ValueError) as error:
        reason = f"{type(error).__name__}: {str(error)[:120]}"
        raise UnreadableInput(f"{page.origin}: cannot be read as {kind}: {reason}") from error
