"""Quotations in a text, by paragraph: which words stand in quotation marks.

Known marks: “ ”, « », ‘ ’, straight ones, the wire agencies' `` and '', and '' used on both sides. A quotation that is
open at the end of a paragraph goes on in the next when that begins with an opening mark. Marks inside a quotation
belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.records import Span

_MARK = re.compile(r"``|''|\"\"|[“”\"«»„‘’‚]|'")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_SINGLE = frozenset("‘’'‚")
_LONG = 600
"""Characters after which a quotation in single marks that does not close is taken for an apostrophe."""


class Quote(NamedTuple):
    """A quotation with its marks; `inner` is what they hold. `follows` is the quotation it goes on with, by number."""

    start: int
    end: int
    inner: Span
    closed: bool
    words: int
    follows: int | None = None
    single: bool = False


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """The outermost quotations of a text, in order."""
    found: list[Quote] = []
    for span in paragraphs:
        goes_on = bool(found and not found[-1].closed and found[-1].end >= span[0] - 8)
        for number, quote in enumerate(_in_paragraph(text, span)):
            opens = goes_on and number == 0 and quote.start == span[0] and not quote.single
            found.append(quote._replace(follows=len(found) - 1) if opens else quote)
    return tuple(found)


def _in_paragraph(text: str, span: Span) -> Iterator[Quote]:
    start, end = span
    if text[start] == '"' and text[end - 1] == '"' and text.find('""', start + 1, end) > 0 and end - start > 2:
        start, end = start + 1, end - 1
    stack: list[re.Match[str]] = []
    singles: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if mark[0] in _SINGLE:
            if not stack:
                if singles is not None and _closes_single(text, mark, end) and mark.start() - singles.end() < _LONG:
                    yield _quote(text, singles.start(), mark.end(), singles.end(), mark.start(), True, True)
                    singles = None
                elif _opens_single(text, mark, start):
                    singles = mark
            continue
        if _opens(text, mark, start, end, stack):
            stack.append(mark)
        elif stack:
            opening = stack.pop()
            if not stack:
                yield _quote(text, opening.start(), mark.end(), opening.end(), mark.start(), True)
    if stack:
        yield _quote(text, stack[0].start(), end, stack[0].end(), end, False)


def _quote(text: str, start: int, end: int, first: int, last: int, closed: bool, single: bool = False) -> Quote:
    size = sum(1 for _ in _WORD.finditer(text, first, last))
    return Quote(start, end, (first, last), closed, size, None, single)


def _opens(text: str, mark: re.Match[str], start: int, end: int, stack: Sequence[re.Match[str]]) -> bool:
    """Whether a double mark opens a quotation; a straight one closes one that stands open."""
    kind = mark[0]
    if kind in ("“", "„", "``", "«"):
        return True
    if kind in ("”", "»"):
        return False
    if stack:
        before = text[mark.start() - 1]
        after = text[mark.end()] if mark.end() < end else " "
        return kind == '"' and before.isspace() and after.isalnum() and stack[-1][0] != '"'
    after = text[mark.end()] if mark.end() < end else " "
    return (
        not after.isspace()
        and after not in ",.;:?!)"
        and not (mark.start() > start and text[mark.start() - 1].isalnum())
    )


def _opens_single(text: str, mark: re.Match[str], start: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return ((before.isspace() or before in "([—–") and (after.isalnum() or after in "[…") and mark[0] != "’") or mark[
        0
    ] == "‘"


def _closes_single(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else " "
    return not before.isspace() and not after.isalnum() and mark[0] != "‘" and not (before == "s" and after.isspace())
