"""From pages to records: `code_page` is pure, `run` walks over many and keeps them."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

import msgspec

from dragoman import readers
from dragoman.actors import Registry
from dragoman.annotation.layers import annotate as annotate_document
from dragoman.assemble import assemble
from dragoman.coders import Coder, check_coder, coder_named
from dragoman.dates import parse_partial
from dragoman.errors import DragomanError, InputError, StoreError
from dragoman.records import Annotations, Coded, Document, Page
from dragoman.store.ledger import Ledger

Failure = readers.Failure
FEW = 3
"""Fewer pages than this are coded in this process: starting workers would take longer."""
CHUNK = 64
"""Pages a worker that are on their way at once."""
DEADLINE = 60.0
"""Seconds after which a worker gives a page up."""
GRACE = 30.0
"""Seconds more after which a worker that does not give up is ended."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of one page: a document with its records, or the reason why not (or why it was not recorded)."""

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
        self.failed += outcome.reason is not None
        if outcome.coded is None:
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
    """One page to one document and its records. A bad page gives an outcome with the reason; raises ModelError."""
    try:
        document = readers.read(page)
        return Outcome(page.origin, document, code_document(document, coder_named(coder)))
    except InputError as problem:
        return Outcome(page.origin, reason=str(problem))


def code_document(document: Document, coder: Coder) -> Coded:
    """A document to its records; a document in a language that is not read gets a note and no records."""
    head = Coded(document.id, document.title, document.url, document.published, document.language)
    if document.language != "en":
        return msgspec.structs.replace(head, note=f"not coded: language {document.language}", versions=coder.versions())
    return assemble(document, annotate_document(document), coder, head)


def annotations_of(item: Page | Failure) -> tuple[Document, Annotations]:
    """A page's document and all its spans. Raises InputError."""
    if isinstance(item, Failure):
        raise InputError(f"{item.origin}: {item.reason}")
    document = readers.read(item)
    return document, annotate_document(document) if document.language == "en" else Annotations()


def document_of(text: str, *, id: str = "text", title: str | None = None, published: str | None = None,
                url: str | None = None) -> Document:  # fmt: skip
    """The document of a text. `published` is an ISO day, month or year. Raises InputError where there is no text."""
    day = parse_partial(published) if published else None
    if published and day is None:
        raise InputError(f"{id}: `published` is no ISO day, month or year: {published!r}")
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return readers.document_from_text(clean, id=id, title=title, url=url, published=day)


def code_text(text: str, *, id: str = "text", title: str | None = None, published: str | None = None,
              url: str | None = None, coder: str = "model") -> Coded:  # fmt: skip
    """Code one text. Raises InputError where there is no text."""
    return code_document(document_of(text, id=id, title=title, published=published, url=url), coder_named(coder))


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
    first = list(islice(source, FEW))
    work = _Work(coder)
    if jobs <= 1 or len(first) < FEW:
        yield from map(work, chain(first, source))
        return
    check_coder(coder)
    Registry.load()  # where processes are forked, the workers share it
    waiting = chain(first, source)
    while left := (yield from _in_pool(work, waiting, jobs)):
        while left:  # a worker was lost: one page at a time shows over which
            rest = iter(left)
            left = [*(yield from _in_pool(work, rest, 1)), *rest]


def _in_pool(work: _Work, pages: Iterator[Page | Failure], jobs: int) -> Generator[Outcome, None, list[Page | Failure]]:
    """The outcomes of pages in order, until there are no more or a worker is lost: then the pages taken and not done.

    The page over which a worker was lost is reported as failed where it is known: with one worker, or after a hang.
    """
    pool = ProcessPoolExecutor(jobs, initializer=_deaf)
    try:
        taken = deque((page, pool.submit(_in_time, work, page)) for page in islice(pages, CHUNK * jobs))
        while taken:
            page, future = taken[0]
            try:
                outcome = future.result(DEADLINE + GRACE)
            except (BrokenProcessPool, TimeoutError) as problem:
                _end(pool)
                hung = isinstance(problem, TimeoutError)
                if hung or jobs == 1:
                    taken.popleft()
                    how = "hung" if hung else "was ended from outside (out of memory?)"
                    yield Outcome(page.origin, reason=f"{page.origin}: the worker on it {how}")
                return [page for page, _ in taken]
            taken.popleft()
            yield outcome
            taken.extend((page, pool.submit(_in_time, work, page)) for page in islice(pages, 1))
    finally:
        pool.shutdown(cancel_futures=True)
    return []


def outcome_of(item: Page | Failure, coder: str = "model") -> Outcome:
    """The outcome of one item of `readers.pages`. A fault of ours in one page costs that page; raises ModelError."""
    if isinstance(item, Failure):
        return Outcome(item.origin, reason=f"{item.origin}: {item.reason}")
    try:
        return code_page(item, coder)
    except DragomanError:
        raise
    except Exception as fault:
        return Outcome(item.origin, reason=f"{item.origin}: a fault in dragoman, please report it "
                                           f"({type(fault).__name__}: {str(fault)[:120]})")  # fmt: skip


class _Work:
    """What a worker does with a page: picklable, unlike a closure."""

    def __init__(self, coder: str) -> None:
        self.coder = coder

    def __call__(self, page: Page | Failure) -> Outcome:
        return outcome_of(page, self.coder)


def _deaf() -> None:
    """An interrupt from the keyboard is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_time(work: _Work, page: Page | Failure) -> Outcome:
    """What a worker does: the page, given up after the deadline where the system has an alarm clock."""
    if not hasattr(signal, "setitimer"):
        return work(page)
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        return work(page)
    except _TooLong:
        return Outcome(page.origin, reason=f"{page.origin}: given up after {DEADLINE:g} s")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _TooLong(BaseException):
    """The deadline of a page is over; no `except Exception` on the way may take it."""


def _give_up(number: int, frame: object) -> None:
    raise _TooLong


def _end(pool: ProcessPoolExecutor) -> None:
    """End the workers of a pool, which would be waited for else."""
    for worker in list((getattr(pool, "_processes", None) or {}).values()):
        worker.kill()


def run(
    paths: Iterable[str], store: Ledger | None, *, coder: str = "model", jobs: int = 1
) -> Iterator[tuple[Outcome, bool]]:
    """Code every page of the paths and record it; yields each outcome and whether it was new.

    A document that cannot be recorded is yielded with the reason, and the rest goes on. Raises ModelError.
    """
    for outcome in outcomes(readers.pages(paths), coder, jobs):
        yield _recorded(outcome, store) if store else (outcome, outcome.coded is not None)


def _recorded(outcome: Outcome, store: Ledger) -> tuple[Outcome, bool]:
    if outcome.document is None or outcome.coded is None:
        return outcome, False
    try:
        return outcome, store.add(outcome.document, outcome.coded)
    except StoreError as problem:
        return msgspec.structs.replace(outcome, reason=f"{outcome.origin}: not recorded: {problem}"), False
