"""Data: what is on record, what is coming in, what failed and why; the forms by which pages come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.desk.figures import HOST
from dragoman.desk.intake import Job
from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.store.ledger import Ledger

COLUMNS = ("job", "what", "started", "state", "read", "new", "events", "statements", "not_coded", "failed")
FAILURE_COLUMNS = (*COLUMNS, "reason")


def page(ledger: Ledger, links: Links, jobs: Sequence[Job]) -> View:
    """The page of all jobs of this run of the desk, the latest first."""
    latest = list(reversed(jobs))
    values = {"jobs": latest, "running": any(job.open for job in jobs), "counts": ledger.counts(),
              "outlets": ledger.rows(f"SELECT count(DISTINCT {HOST}) FROM documents d")[0][0], "store": ledger.path,
              "languages": ledger.rows("SELECT language, count(*) FROM documents GROUP BY language ORDER BY 2 DESC"),
              "articles": {done.key: links.article(done.key) for job in jobs for done in job.done}}  # fmt: skip
    record = {"counts": values["counts"], "jobs": [_told(job) for job in latest]}
    return View("data.html", "Data", values, record, FAILURE_COLUMNS, [row for job in latest for row in _rows(job)])


def _told(job: Job) -> dict[str, Any]:
    s = job.summary
    return {"job": job.number, "what": job.what, "started": job.started, "state": job.state, "problem": job.problem,
            "read": s.read, "new": s.new, "events": s.events, "statements": s.statements, "not_coded": s.not_coded,
            "failed": s.failed, "failures": job.failures, "articles": job.done}  # fmt: skip


def _rows(job: Job) -> list[dict[str, Any]]:
    """A row a failure; a job without any has one row."""
    return [_told(job) | {"reason": reason} for reason in job.failures or [job.problem]]
