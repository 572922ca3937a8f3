"""Citations of every page that an answer stands on: BibTeX, and CSL-JSON for Zotero and pandoc."""

from __future__ import annotations

import json
import re
from typing import Any

from dragoman.store.answer import Events
from dragoman.store.told import Report

_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def pages(found: Events) -> list[Report]:
    """Each page once, in the order of its key."""
    return sorted({r.key: r for told in found for r in told.reports}.values(), key=lambda r: r.key)


def bibtex(found: Events) -> str:
    """A BibTeX entry a page."""
    return "\n".join(_entry(report) for report in pages(found))


def _entry(report: Report) -> str:
    year, month, day = ([*(report.published or "").split("-"), "", "", ""])[:3]
    fields = {"title": report.title or report.document, "journal": report.outlet, "url": report.url, "year": year,
              "month": month, "day": day}  # fmt: skip
    lines = [f"  {name} = {{{value if name == 'url' else _tex(value)}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(report)},\n" + ",\n".join(lines) + "\n}\n"


def _key(report: Report) -> str:
    return f"{re.sub('[^A-Za-z0-9-]+', '-', report.document).strip('-')}-{report.key[:6]}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(text.split()))


def csl(found: Events) -> str:
    """A CSL-JSON list of pages."""
    return json.dumps([_csl(report) for report in pages(found)], ensure_ascii=False, indent=1) + "\n"


def _csl(report: Report) -> dict[str, Any]:
    issued = [int(part) for part in (report.published or "").split("-") if part]
    record = {"id": _key(report), "type": "article-newspaper", "title": report.title or report.document,
              "container-title": report.outlet, "URL": report.url,
              "issued": {"date-parts": [issued]} if issued else None}  # fmt: skip
    return {name: value for name, value in record.items() if value}
