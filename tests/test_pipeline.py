"""A page that is slow, and a worker that dies, cost that page and no other."""

from __future__ import annotations

import os
import signal
import time

import pytest

from dragoman import pipeline, readers
from dragoman.readers import text
from dragoman.records import Document, Page

PAGES = [Page(name, b"Russia attacked Ukraine on Monday, and the president said that it was over.", name, "text")
         for name in ("a", "b", "bad", "c", "d")]  # fmt: skip


def _outcomes(monkeypatch: pytest.MonkeyPatch, over: object) -> dict[str, str | None]:
    """What becomes of the pages when `over` runs on the page `bad`; workers are forked, so the patch is theirs too."""
    plain = text.read

    def read(page: Page) -> Document:
        if page.id == "bad":
            over()  # type: ignore[operator]
        return plain(page)

    monkeypatch.setitem(readers.READERS, "text", read)
    return {o.origin: o.reason for o in pipeline.outcomes(PAGES, "baseline", 2)}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm clock")
@pytest.mark.parametrize(
    ("over", "said"),
    [
        (lambda: time.sleep(30), "given up after 0.5 s"),
        (lambda: os._exit(9), "the worker on it was ended from outside"),
    ],
)
def test_a_page_that_is_too_slow_or_kills_its_worker_is_the_only_one_to_fail(
    monkeypatch: pytest.MonkeyPatch, over: object, said: str
) -> None:
    monkeypatch.setattr(pipeline, "DEADLINE", 0.5)
    monkeypatch.setattr(pipeline, "GRACE", 20.0)
    found = _outcomes(monkeypatch, over)
    assert list(found) == ["a", "b", "bad", "c", "d"]
    assert [name for name, reason in found.items() if reason] == ["bad"]
    assert said in (found["bad"] or "")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals to hold back")
def test_a_worker_that_does_not_hear_its_alarm_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(60)

    monkeypatch.setattr(pipeline, "DEADLINE", 0.5)
    monkeypatch.setattr(pipeline, "GRACE", 1.5)
    found = _outcomes(monkeypatch, deaf)
    assert [(name, "hung" in reason) for name, reason in found.items() if reason] == [("bad", True)]
