"""Data comes in: uploaded files and pasted text, coded in the background, with progress and reasons for failures."""

from __future__ import annotations

import queue
import tempfile
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import msgspec

from dragoman import pipeline, readers
from dragoman.coders import coder_named
from dragoman.errors import DragomanError
from dragoman.records import Document, Page
from dragoman.store.ledger import Ledger, document_key
from dragoman.views import wire

MOST_TOLD = 200
"""Failures and new articles that a job lists."""


class Done(msgspec.Struct, frozen=True):
    """An article that a job read."""

    key: str
    title: str
    events: int
    new: bool
    note: str | None


class Job(msgspec.Struct):
    """One intake as it goes on; read by the pages, changed by the worker alone."""

    number: int
    what: str
    started: str
    state: str = "waiting"
    """waiting, running, done, or failed: then `problem` says why."""
    summary: pipeline.Summary = msgspec.field(default_factory=pipeline.Summary)
    failures: list[str] = msgspec.field(default_factory=list)
    done: list[Done] = msgspec.field(default_factory=list)
    problem: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to come."""
        return self.state in ("waiting", "running")


class Upload(msgspec.Struct, frozen=True):
    """A file as a browser sends it. Its name is only shown; it never becomes a path."""

    name: str
    data: bytes


class Intake:
    """One worker that takes one job after the other, so that a big upload does not slow the reading of pages."""

    def __init__(self, store: str, coder: str) -> None:
        """`store` is the ledger's path, `coder` the name of the coder."""
        self.store, self.coder = store, coder
        self.jobs: list[Job] = []
        self._waiting: queue.Queue[tuple[Job, Sequence[Upload | Document]]] = queue.Queue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()

    def take(self, what: str, inputs: Sequence[Upload | Document]) -> Job:
        """Begin a job."""
        with self._lock:
            job = Job(len(self.jobs) + 1, what, datetime.now(UTC).isoformat(timespec="seconds"))
            self.jobs.append(job)
            self._waiting.put((job, inputs))
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="dragoman intake", daemon=True)
                self._worker.start()
        return job

    def samples(self) -> Job:
        """The sample pages of the package."""
        folder = Path(str(resources.files("dragoman"))) / "samples"
        found = sorted(path for path in folder.iterdir() if path.suffix in (".html", ".txt"))
        return self.take("the sample pages", [Upload(path.name, path.read_bytes()) for path in found])

    def wait(self) -> None:
        """Until nothing waits: for tests."""
        self._waiting.join()

    def _work(self) -> None:
        while True:
            job, inputs = self._waiting.get()
            try:
                self._run(job, inputs)
            except DragomanError as problem:
                job.state, job.problem = "failed", str(problem)
            except Exception as fault:
                job.state, job.problem = "failed", f"a fault in dragoman, please report it: {fault!r}"[:300]
            finally:
                self._waiting.task_done()

    def _run(self, job: Job, inputs: Sequence[Upload | Document]) -> None:
        job.state = "running"
        with Ledger(self.store) as ledger:
            for outcome in self._outcomes(inputs):
                new = False
                if outcome.document and outcome.coded:
                    new = ledger.add(outcome.document, outcome.coded)
                    shown = len(wire.shown(outcome.coded).events)
                    job.summary.add(outcome, shown, new)
                    title = outcome.coded.title or outcome.document.id
                    job.done.append(Done(document_key(outcome.document), title, shown, new, outcome.coded.note))
                    del job.done[:-MOST_TOLD]
                elif outcome.reason:
                    job.summary.add(outcome, 0, False)
                    job.failures.append(outcome.reason)
                    del job.failures[:-MOST_TOLD]
        job.state = "done"

    def _outcomes(self, inputs: Sequence[Upload | Document]) -> Iterator[pipeline.Outcome]:
        for item in inputs:
            if isinstance(item, Document):
                coded = pipeline.code_document(item, coder_named(self.coder))
                yield pipeline.Outcome(item.origin, item, coded)
            else:
                for page in _pages(item):
                    yield pipeline.outcome_of(page, self.coder)


def _pages(upload: Upload) -> Iterator[Page | readers.Failure]:
    """The pages of an upload, read through a file of our own naming that has the upload's ending alone."""
    ending = Path(upload.name).suffix.lower()
    ending = ending if ending.isascii() and ending[1:].isalnum() and len(ending) <= 8 else ""
    with tempfile.TemporaryDirectory(prefix="dragoman-desk-") as folder:
        path = Path(folder) / f"page{ending}"
        path.write_bytes(upload.data)
        for page in readers.pages([str(path)]):
            yield _renamed(page, str(path), upload.name)


def _renamed(page: Page | readers.Failure, path: str, name: str) -> Page | readers.Failure:
    origin = page.origin.replace(path, name)
    if isinstance(page, readers.Failure):
        return readers.Failure(origin, page.reason)
    stem = Path(name.replace("\\", "/")).stem or "page"
    own = stem + page.id.removeprefix("page") if page.id == "page" or page.id.startswith("page-") else page.id
    return msgspec.structs.replace(page, id=own, origin=origin)
