"""The article in a page by the density of its blocks: for pages that trafilatura gives up or must not be given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.readers.markup import Block, Markup

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_CAPTION = {"figcaption", "option", "th"}
_LONG = 120
_GAP = 6
"""Poor blocks that may stand between two good ones of one article."""


def article(page: Markup) -> str:
    """The blocks of running text, one a line; all visible text where no block looks like an article."""
    blocks = page.blocks
    main = [b for b in blocks if not b.aside]
    if sum(len(b.text) for b in main) < sum(len(b.text) for b in blocks) // 10:
        main = blocks
    runs = _runs(main)
    if not runs:
        return "\n".join(b.text for b in main)
    best = max(runs, key=lambda run: sum(len(b.text) for b in run if _good(b)))
    return "\n".join(b.text for b in best if _good(b) or _heading(b))


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Stretches of the page that begin and end with a good block and hold no long run of poor ones."""
    runs: list[list[Block]] = []
    pending: list[Block] = []
    for block in blocks:
        if not _good(block):
            pending.append(block)
            continue
        if runs and len(pending) <= _GAP:
            runs[-1].extend([*pending, block])
        else:
            runs.append([block])
        pending = []
    return runs


def _good(block: Block) -> bool:
    size = len(block.text)
    if block.tag in _CAPTION or block.linked > size * 0.4:
        return False
    ended = _SENTENCE_END.search(block.text) is not None
    return size >= _LONG or (ended and size >= 25 and block.text.count(" ") >= 4)


def _heading(block: Block) -> bool:
    return block.tag in {"h2", "h3", "h4", "blockquote", "li"} and block.linked == 0 and 0 < len(block.text) < 200
