"""A page of HTML: text by trafilatura, or by block density where that gives little. The only importer of
trafilatura and htmldate.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dragoman.dates import Window
from dragoman.errors import EmptyInput
from dragoman.readers import blocks, furniture
from dragoman.readers.base import fingerprint
from dragoman.readers.decode import decode
from dragoman.readers.inferred import infer
from dragoman.readers.language import detect
from dragoman.readers.markup import Markup, scan
from dragoman.readers.metadata import told
from dragoman.readers.published import stamp_date, stated_in_text
from dragoman.records import Document, Page

MAX_TAGS = 40_000
"""Above it trafilatura takes more than seconds (200,000 flat paragraphs: over 40)."""
MAX_SOURCE = 6_000_000
_POOR_SHARE = 0.25
"""Less of the running text than this, and the second reader is asked."""
_THIN_SHARE = 0.6
"""Less than this of what the blocks give, and trafilatura's careful setting gives way to its usual one."""
_THIN = 1500
_WALL = re.compile(
    r"""cookies?|consent|subscri(?:be|ption|ber)|sign\ in|log\ in|register|paywall|javascript|captcha
    |are\ you\ a\ (?:robot|human)
    |not\ a\ robot|access\ (?:is\ )?denied|unusual\ traffic|free\ articles?|continue\ reading|premium\ content
    |ad\ ?blocker
    |checking\ your\ browser|verify\ you\ are|privacy\ (?:policy|settings)|personali[sz]ed\ (?:ads|content)
    |our\ partners""",
    re.I | re.X,
)
_NAMES = (("cookie", "a cookie notice"), ("consent", "a cookie notice"), ("partners", "a cookie notice"))


def read(page: Page) -> Document:
    """The document of a page of HTML."""
    source = decode(page.data, page.origin)
    seen = scan(source)
    said = told(seen)
    text = _text(source, seen, said.body)
    _refuse_wall(text, page.origin)
    spans = furniture.mark(text, said.title)
    clean = furniture.without(text, spans)
    language = detect(f"{said.title or ''}\n{clean}", said.language)
    published = said.published or _strict_date(source, seen) or stated_in_text(text)
    if published is None and language == "en":
        published = infer(clean)
    return Document(
        id=page.id, text=text, sha256=fingerprint(text), title=said.title, url=said.url, outlet=said.outlet,
        author=said.author, language=language, published=published, furniture=spans, origin=page.origin,
    )  # fmt: skip


def _text(source: str, seen: Markup, body: str | None) -> str:
    """The best of three readings: trafilatura, the blocks, and the article's text in the metadata."""
    readable = seen.tags <= MAX_TAGS and len(source) <= MAX_SOURCE
    dense = blocks.article(seen)
    found = _main_text(source, precise=True) if readable else ""
    if readable and len(found) < min(len(dense) * _THIN_SHARE, _THIN):
        found = max(found, _main_text(source, precise=False), key=len)
    repeated = _plain(body) if body else ""
    if len(repeated) > 400 and len(found) < len(repeated) * 0.5:
        return repeated
    return dense if len(found) < min(len(dense), seen.visible()) * _POOR_SHARE or not found.strip() else found


def _main_text(source: str, precise: bool) -> str:
    import trafilatura

    try:
        found = trafilatura.extract(source, include_comments=False, include_tables=False, favor_precision=precise)
    except Exception:  # whatever the page broke in it, the second reader has its turn
        return ""
    return _tidy(found or "")


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text.replace("\r", "").replace("\u00ad", "")).strip()


def _plain(body: str) -> str:
    """The text of an `articleBody`, which may hold tags of its own."""
    return "\n".join(b.text for b in scan(body).blocks) if "<" in body else _tidy(body)


def _strict_date(source: str, seen: Markup) -> Window | None:
    """htmldate in its strict setting, which gives nothing from a copyright line."""
    if seen.tags > MAX_TAGS or len(source) > MAX_SOURCE:
        return None
    import htmldate

    try:
        latest = datetime.now(UTC).strftime("%Y-%m-%d")
        found = htmldate.find_date(source, extensive_search=False, original_date=True, max_date=latest)
    except Exception:  # a page that breaks it has no date that it could give
        return None
    return stamp_date(found) if found else None


def _refuse_wall(text: str, origin: str) -> None:
    if not text.strip():
        raise EmptyInput(f"{origin}: the page shows no text")
    words = len(text.split())
    hits = _WALL.findall(text)
    if words < 160 and len(hits) >= max(2, words // 40):
        told_by = text.lower()
        kind = next((name for word, name in _NAMES if word in told_by), "a sign-in, subscription or robot check")
        raise EmptyInput(f"{origin}: the page holds only {kind} ({words} words)")
