"""What every reader keeps to: bytes of one page in, a Document out, or an InputError that names page and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from dragoman.errors import EmptyInput, TooLarge
from dragoman.records import Document, Page

MAX_CHARACTERS = 20_000_000
"""A page longer than this after decoding is refused; the longest page of news seen has 0.6 million."""

Reader = Callable[[Page], Document]
"""Raises InputError and nothing else."""


class Failure(msgspec.Struct, frozen=True):
    """An input that gave no page, with the reason, for the summary."""

    origin: str
    reason: str


def fingerprint(text: str) -> str:
    """The hash that a text is known by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def check_size(text: str, origin: str) -> None:
    """Refuse what is over the limit or holds no text."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"{origin}: {len(text):,} characters, over the limit of {MAX_CHARACTERS:,}; split it")
    if not text.strip():
        raise EmptyInput(f"{origin}: no text in it")
