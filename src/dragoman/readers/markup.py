"""One pass over a page of HTML: its metadata as written, and its visible text as blocks."""

from __future__ import annotations

import re

import msgspec

from dragoman.readers.tokens import Tag, tokens

_INLINE = {
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "meta",
    "link",
    "picture",
    "q",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "path",
    "use",
    "input",
    "script",
    "style",
    "noscript",
    "svg",
    "iframe",
}
_ASIDE = {"nav", "footer", "aside", "form", "button", "select", "header", "menu", "figcaption", "dialog"}
_SPACE = re.compile(r"\s+")


class Block(msgspec.Struct, frozen=True):
    """Text between two block-level tags."""

    text: str
    linked: int
    """Characters of it inside links."""
    tag: str
    aside: bool
    """Inside navigation, a footer, a form or the like."""


class TimeTag(msgspec.Struct, frozen=True):
    """A `<time>`, or another element that carries a date."""

    value: str
    marks: str
    """itemprop, class and `pubdate`, lower case."""
    block: int
    """How many blocks stand before it."""


class Markup(msgspec.Struct):
    """What one pass over the page found, nothing judged."""

    language: str | None = None
    title: str = ""
    canonical: str | None = None
    metas: list[tuple[str, str]] = []
    scripts: list[str] = []
    times: list[TimeTag] = []
    blocks: list[Block] = []
    headline: int | None = None
    """Index of the block of the first `<h1>`."""
    tags: int = 0

    def visible(self) -> int:
        """Characters of visible text outside navigation and its like."""
        return sum(len(b.text) for b in self.blocks if not b.aside)


class _Pass:
    """The state of the pass: open asides and links are counted, never stacked, so depth costs nothing."""

    def __init__(self) -> None:
        self.page = Markup()
        self.asides: dict[str, int] = {}
        self.link = 0
        self.linked = 0
        self.words: list[str] = []
        self.tag = ""
        self.in_title = False
        self.time: tuple[int, TimeTag] | None = None

    def text(self, text: str) -> None:
        """Take a text between tags."""
        if self.in_title:
            self.page.title += text
            return
        if text.strip():
            self.linked += len(text.strip()) if self.link else 0
        self.words.append(text)

    def flush(self) -> None:
        """End the block that is being read."""
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        if text:
            if self.tag == "h1" and self.page.headline is None:
                self.page.headline = len(self.page.blocks)
            aside = any(self.asides.values())
            self.page.blocks.append(Block(text, min(self.linked, len(text)), self.tag, aside))
        self.words, self.linked = [], 0

    def see(self, tag: Tag) -> None:
        """Take a tag."""
        self.page.tags += 1
        name = tag.name
        if name == "title":
            self.in_title = not tag.closing and not self.page.title
        elif name == "a":
            self.link = 0 if tag.closing else 1
        elif name == "br":
            self.words.append("\n")
        if name not in _INLINE and name != "br":
            self.flush()
            self.tag, self.link = ("" if tag.closing else name), 0
        if name in _ASIDE:
            self.asides[name] = max(0, self.asides.get(name, 0) + (-1 if tag.closing else 1))
        if tag.closing:
            self._close(name)
        else:
            self._attributes(tag)

    def _close(self, name: str) -> None:
        if name == "time" and self.time:
            at, found = self.time
            written = found.value or _SPACE.sub(" ", "".join(self.words[at:])).strip()
            self.page.times.append(TimeTag(written[:80], found.marks, found.block))
            self.time = None

    def _attributes(self, tag: Tag) -> None:
        get = tag.attributes.get
        if tag.name == "html":
            self.page.language = get("lang") or get("xml:lang") or self.page.language
        elif tag.name == "meta":
            key = get("property") or get("name") or get("itemprop") or get("http-equiv")
            if key and get("content"):
                self.page.metas.append((key.lower().strip(), get("content", "").strip()))
        elif tag.name == "link" and "canonical" in get("rel", "").lower():
            self.page.canonical = self.page.canonical or get("href")
        elif tag.name == "script" and "ld+json" in get("type", "").lower():
            self.page.scripts.append(tag.body)
        elif tag.name == "time" or "date" in get("itemprop", "").lower():
            pubdate = "pubdate" if "pubdate" in tag.attributes else ""
            marks = f"{get('itemprop', '')} {get('class', '')} {pubdate}".lower()
            found = TimeTag(get("datetime") or get("content") or "", marks, len(self.page.blocks))
            if tag.name == "time":
                self.time = (len(self.words), found)
            elif found.value:
                self.page.times.append(found)


def scan(source: str) -> Markup:
    """One linear pass over the page."""
    run = _Pass()
    for token in tokens(source):
        if isinstance(token, str):
            run.text(token)
        else:
            run.see(token)
    run.flush()
    run.page.title = _SPACE.sub(" ", run.page.title).strip()
    return run.page
