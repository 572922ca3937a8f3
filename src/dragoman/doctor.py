"""What is installed and whether it works: lines of (name, value, fine)."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dragoman import pipeline
from dragoman.actors import Registry
from dragoman.coders import coder_named
from dragoman.errors import DragomanError
from dragoman.ontology import Ontology
from dragoman.store.ledger import Ledger
from dragoman.version import __version__

SENTENCE = "Japan's foreign minister met his Turkish counterpart in Ankara on Monday, officials said."


def examine(store_path: str) -> Iterator[tuple[str, str, bool]]:
    """Every part with its version and state."""
    yield "dragoman", f"{__version__} on Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}", True
    for package in ("onnxruntime", "tokenizers", "trafilatura", "py3langid"):
        yield package, *_guard(partial(version, package))
    yield "ontology", *_guard(lambda: Ontology.load().version)
    yield "registry", *_guard(lambda: f"{Registry.load().version}, {len(Registry.load().entries)} entries")
    yield "model", *_guard(lambda: coder_named("model").versions()["coder"])
    yield "store", *_guard(lambda: _store(store_path))
    yield "self-test", *_guard(_self_test)


def _guard(make: Callable[[], str]) -> tuple[str, bool]:
    try:
        return make(), True
    except (DragomanError, PackageNotFoundError, OSError) as problem:
        return str(problem), False


def _store(path: str) -> str:
    if not Path(path).exists():
        return f"{path}: none yet; `dragoman code PATHS` makes it"
    with Ledger(path) as ledger:
        return f"{path}: " + ", ".join(f"{n} {name}" for name, n in ledger.counts().items())


def _self_test() -> str:
    coded = pipeline.code_text(SENTENCE, published="2024-05-07")
    codes = {p.code for e in coded.events for p in (*e.actor, *e.recipient)}
    if not {"JPN", "TUR"} <= codes:
        raise DragomanError(f"a sentence about Japan and Türkiye was coded to {sorted(codes) or 'nothing'}; reinstall")
    return f"{len(coded.events)} events of one sentence, Japan and Türkiye among its parties"
