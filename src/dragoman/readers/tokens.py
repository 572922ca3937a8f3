"""Markup to a flat run of tags and texts, in time linear in its length whatever it holds: no nesting is followed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import msgspec

_OPEN = re.compile(r"<[A-Za-z!?/]")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:_-]{0,40})")
_REST = re.compile(r"""[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+>""")
_ATTRIBUTE = re.compile(r"""([A-Za-z_@:][\w:.-]{0,60})\s{0,20}(?:=\s{0,20}("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_RAW = {"script", "style", "textarea", "noscript", "template", "svg", "iframe", "math"}
"""Elements whose inside is taken whole, up to the closing tag; scripts are handed on, the rest is dropped."""
_TAG_LIMIT = 100_000
_PATIENCE = 300
"""After so many tags whose quotes do not close, quotes are no longer looked at."""


class Tag(msgspec.Struct, frozen=True):
    """A start or end tag; `body` is the inside of a script."""

    name: str
    closing: bool = False
    attributes: dict[str, str] = {}
    body: str = ""


def tokens(source: str) -> Iterator[Tag | str]:
    """Tags and the texts between them, entities resolved; comments and declarations are passed over."""
    at, size, patience = 0, len(source), _PATIENCE
    missing: set[str] = set()
    while at < size:
        opening = _OPEN.search(source, at)
        if not opening:
            yield html.unescape(source[at:])
            return
        open_at = opening.start()
        if open_at > at:
            yield html.unescape(source[at:open_at])
        name = _NAME.match(source, open_at)
        if not name:
            at = _declaration(source, open_at, missing)
            continue
        end = _tag_end(source, name.end(), patience > 0)
        if end < 0:
            patience -= 1
            end = _tag_end(source, name.end(), False)
        if end < 0:
            yield html.unescape(source[open_at:])
            return
        tag = _tag(source, open_at, name, end)
        at = end
        if tag.name in _RAW and not tag.closing and source[end - 2] != "/":
            at, body = _raw(source, tag.name, end, missing)
            tag = Tag(tag.name, False, tag.attributes, body)
        yield tag


def _tag(source: str, start: int, name: re.Match[str], end: int) -> Tag:
    if source[start + 1] == "/":
        return Tag(name.group(1).lower(), True)
    inside = source[name.end() : end - 1]
    found = _ATTRIBUTE.findall(inside) if inside.strip(" /\n\t") else []
    values = {key.lower(): html.unescape(value.strip("\"'")) for key, value in found}
    return Tag(name.group(1).lower(), False, values)


def _tag_end(source: str, at: int, quotes: bool) -> int:
    if not quotes:
        return source.find(">", at) + 1 or -1
    found = _REST.match(source, at, at + _TAG_LIMIT)
    return found.end() if found else -1


def _declaration(source: str, at: int, missing: set[str]) -> int:
    """Where a comment or a declaration ends; what is not closed is passed over as far as its opening."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"), ("</", ">")):
        if source.startswith(opening, at):
            end = _find(source, closing, at + len(opening), missing)
            return at + len(opening) if end < 0 else end + len(closing)
    return at + 1


def _raw(source: str, name: str, at: int, missing: set[str]) -> tuple[int, str]:
    end = _find(source, f"</{name}", at, missing)
    if end < 0:
        end = _find(source, f"</{name.upper()}", at, missing)
    return (at, "") if end < 0 else (end, source[at:end] if name in {"script", "noscript"} else "")


def _find(source: str, what: str, at: int, missing: set[str]) -> int:
    """`str.find` that remembers what is not there any more, so that it is looked for once."""
    if what in missing:
        return -1
    found = source.find(what, at)
    if found < 0:
        missing.add(what)
    return found
