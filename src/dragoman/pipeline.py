"""From pages to records: `code_page` is pure, `run` walks over many and keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

import msgspec

from dragoman import readers
from dragoman.annotation.layers import annotate as annotate_document
from dragoman.assemble import Coder, assemble, coder_named
from dragoman.dates import parse_partial
from dragoman.errors import DragomanError
from dragoman.records import Annotations, Coded, Document, Page
from dragoman.store.ledger import Ledger

Failure = readers.Failure


class Outcome(msgspec.Struct, frozen=True):
    """What became of one page: a document with its records, or the reason why not."""

    origin: str
    document: Document | None = None
    coded: Coded | None = None
    reason: str | None = None


class Summary(msgspec.Struct):
    """The counts of one run."""

    read: int = 0
    new: int = 0
    events: int = 0
    statements: int = 0
    not_coded: int = 0
    failed: int = 0

    def add(self, outcome: Outcome, shown: int, new: bool) -> None:
        """Count one outcome."""
        if outcome.coded is None:
            self.failed += 1
            return
        self.read += 1
        self.new += new
        self.not_coded += outcome.coded.note is not None
        self.events += shown
        self.statements += len(outcome.coded.statements)

    def line(self) -> str:
        """The one line that ends a run."""
        parts = [f"{self.read} read", f"{self.new} new", f"{self.events} events", f"{self.statements} statements"]
        parts += [f"{self.not_coded} not coded"] * bool(self.not_coded) + [f"{self.failed} failed"] * bool(self.failed)
        return ", ".join(parts)


def code_page(page: Page, coder: str = "model") -> Outcome:
    """One page to one document and its records. Raises nothing for a bad page: the outcome holds the reason."""
    try:
        document = readers.read(page)
        return Outcome(page.origin, document, code_document(document, coder_named(coder)))
    except DragomanError as problem:
        return Outcome(page.origin, reason=str(problem))


def code_document(document: Document, coder: Coder) -> Coded:
    """A document to its records; a document in a language that is not read gets a note and no records."""
    head = Coded(document.id, document.title, document.url, document.published, document.language)
    if document.language != "en":
        return msgspec.structs.replace(head, note=f"not coded: language {document.language}", versions=coder.versions())
    return assemble(document, annotate_document(document), coder, head)


def annotations_of(page: Page) -> tuple[Document, Annotations]:
    """A page's document and all its spans. Raises InputError."""
    document = readers.read(page)
    return document, annotate_document(document) if document.language == "en" else Annotations()


def code_text(text: str, *, id: str = "text", title: str | None = None, published: str | None = None,
              url: str | None = None, coder: str = "model") -> Coded:
    """Code one text. `published` is an ISO day, month or year. Raises InputError where there is no text."""
    document = readers.document_from_text(text, id=id, title=title, url=url,
                                          published=parse_partial(published) if published else None)
    return code_document(document, coder_named(coder))


def jobs_for(count: int | None) -> int:
    """How many workers: what was asked for, else one a core that this process may use."""
    if count:
        return count
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def outcomes(pages: Iterable[Page | Failure], coder: str, jobs: int) -> Iterator[Outcome]:
    """The outcome of each page, in order. With several jobs, pages are coded by worker processes."""
    source = iter(pages)
    first = list(islice(source, 3))
    if jobs <= 1 or len(first) < 3:
        yield from map(_Work(coder), _chain(first, source))
        return
    with ProcessPoolExecutor(jobs) as pool:
        chunk: list[Page | Failure] = []
        for page in _chain(first, source):
            chunk.append(page)
            if len(chunk) >= 64 * jobs:
                yield from pool.map(_Work(coder), chunk, chunksize=4)
                chunk = []
        yield from pool.map(_Work(coder), chunk, chunksize=max(1, min(4, len(chunk) // (2 * jobs))))


def _chain(first: list[Page | Failure], rest: Iterator[Page | Failure]) -> Iterator[Page | Failure]:
    yield from first
    yield from rest


def outcome_of(item: Page | Failure, coder: str = "model") -> Outcome:
    """The outcome of one item of `readers.pages`."""
    return Outcome(item.origin, reason=item.reason) if isinstance(item, Failure) else code_page(item, coder)


class _Work:
    """What a worker does with a page: picklable, unlike a closure."""

    def __init__(self, coder: str) -> None:
        self.coder = coder

    def __call__(self, page: Page | Failure) -> Outcome:
        return outcome_of(page, self.coder)


def run(paths: Iterable[str], store: Ledger | None, *, coder: str = "model", jobs: int = 1) -> Iterator[tuple[Outcome, bool]]:
    """Code every page of the paths and record it; yields each outcome and whether it was new. Raises StoreError."""
    for outcome in outcomes(readers.pages(paths), coder, jobs):
        new = False
        if outcome.document is not None and outcome.coded is not None:
            new = store.add(outcome.document, outcome.coded) if store else True
        yield outcome, new
