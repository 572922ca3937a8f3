"""Near-duplicate texts: syndicated copies, with another headline, cut short or with a paragraph of their own.

A text is sketched by the hashes of its runs of six words, of which those divisible by eight are kept (the "0 mod p"
sketch of Broder, "On the resemblance and containment of documents", 1997). What share of the smaller sketch stands in
the other one estimates containment, so that a copy cut to its first half is found, as resemblance would not. The
sketch depends on nothing but the words, and its hashes are rows of the ledger: docs/decisions/0010-own-shingles.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import blake2b

from dragoman.records import Document

RUN = 6
"""Words a shingle."""
KEPT = 8
"""One hash in so many is kept."""
SAME = 0.6
"""Share of the smaller sketch in the other from which a text is a copy. A page that quotes another has less."""
FEWEST = 4
"""Hashes in common below which nothing is said."""
_WORD = re.compile(r"\w+")


def sketch(document: Document) -> tuple[int, ...]:
    """The kept hashes of a document's own text (furniture left out), signed 64-bit numbers in order."""
    words = _WORD.findall(_own_text(document).lower())
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    hashes = (int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
              for run in runs)  # fmt: skip
    return tuple(sorted(h for h in hashes if h % KEPT == 0))


def share(shared: int, one: int, other: int) -> float:
    """How much of the shorter text the two have in common, 0 to 1, by the sizes of their sketches."""
    return shared / min(one, other) if shared >= FEWEST else 0.0


def common(one: Collection[int], other: Collection[int]) -> float:
    """`share` of two sketches."""
    return share(len(set(one) & set(other)), len(one), len(other))


def _own_text(document: Document) -> str:
    parts, at = [], 0
    for start, end in sorted(document.furniture):
        parts.append(document.text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*parts, document.text[at:]])
