"""What a page of HTML says of itself: title, outlet, author, language, day, address."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dragoman.dates import Window
from dragoman.readers import jsonld
from dragoman.readers.markup import Markup, TimeTag
from dragoman.readers.published import address_date, stamp_date, stated_in_lines

_DAY_KEYS = (
    "article:published_time", "og:published_time", "og:article:published_time", "parsely-pub-date", "datepublished",
    "sailthru.date", "cxenseparse:recs:publishtime", "dcterms.created", "dcterms.issued", "dc.date.issued",
    "dcterms.date", "dc.date", "dc.date.created", "article.published", "article_date_original", "published_time",
    "publication_date", "publish-date", "publish_date", "publishdate", "published-date", "pubdate", "pub_date",
    "rnews:datepublished", "ptime", "pdate", "originalpublicationdate", "originalpublishdate", "displaydate",
    "article.created", "date", "datecreated", "lastpublished", "citation_publication_date", "citation_date",
)  # fmt: skip
_TITLE_KEYS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title")
_OUTLET_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site", "cre")
_AUTHOR_KEYS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "twitter:creator")
_HEAD_BLOCKS = 14
"""Blocks after the headline in which a dateline stands."""


class Told(msgspec.Struct, frozen=True):
    """The page's own words on itself; None where it is silent."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    published: Window | None = None
    body: str | None = None
    """The article's text as the metadata repeats it."""


def told(page: Markup) -> Told:
    """Read JSON-LD first, then meta tags, then marked elements."""
    node = jsonld.article(page.scripts)
    metas: dict[str, str] = {}
    for key, value in page.metas:
        metas.setdefault(key, value)
    url = page.canonical or metas.get("og:url") or None
    outlet = jsonld.text_of(node.get("publisher")) or _first(metas, _OUTLET_KEYS)
    return Told(
        title=_title(page, metas, node, outlet),
        outlet=outlet.lstrip("@") if outlet else None,
        author=_author(metas, node),
        language=page.language or metas.get("og:locale") or metas.get("content-language") or _language(node),
        url=url,
        published=_published(page, metas, node, url),
        body=jsonld.text_of(node.get("articleBody")),
    )


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((metas[key] for key in keys if metas.get(key)), None)


def _language(node: dict[str, Any]) -> str | None:
    value = node.get("inLanguage")
    return value if isinstance(value, str) else None


def _title(page: Markup, metas: dict[str, str], node: dict[str, Any], outlet: str | None) -> str | None:
    headline = page.blocks[page.headline].text if page.headline is not None else None
    if headline and len(headline) > 15 and headline in page.title:
        return headline
    candidates = (jsonld.text_of(node.get("headline")), _first(metas, _TITLE_KEYS), headline, page.title)
    title = next((c for c in candidates if c and c.strip()), None)
    return without_outlet(" ".join(title.split()), outlet, headline) if title else None


def without_outlet(title: str, outlet: str | None, headline: str | None = None) -> str:
    """The title less the outlet's name at its end (`… | Reuters`), known by the outlet or by the page's headline."""
    parts = re.split(r"\s+(?:[|–—»·-]|--)\s+", title)
    if len(parts) < 2:
        return title
    cut = title[: title.rindex(parts[-1])].rstrip(" |–—»·-")
    named = outlet is not None and parts[-1].strip("@. ").lower() == outlet.strip("@. ").lower()
    return cut if named or (headline and headline.strip() == cut) else title


def _author(metas: dict[str, str], node: dict[str, Any]) -> str | None:
    author = jsonld.text_of(node.get("author")) or _first(metas, _AUTHOR_KEYS)
    if not author or author.startswith(("http", "@")):
        return None
    return re.sub(r"^by\s+", "", author, flags=re.I)[:200]


def _published(page: Markup, metas: dict[str, str], node: dict[str, Any], url: str | None) -> Window | None:
    """The day the page states, else its address; a day in world time gives way to the address one day off."""
    address = address_date(url)
    stamps = [jsonld.text_of(node.get("datePublished")), jsonld.text_of(node.get("dateCreated"))]
    stamps += [metas.get(key) for key in _DAY_KEYS]
    stamps += [t.value for t in _telling_times(page)]
    for stamp in stamps:
        if stamp and (found := stamp_date(stamp)):
            near = address is not None and abs((address.start - found.start).days) == 1
            return address if near and address and address.precision == "day" else found
    if address and address.precision == "day":
        return address
    return _dateline(page) or address


def _dateline(page: Markup) -> Window | None:
    """A line beside the headline that gives the day: those below it first, then the three above."""
    start = page.headline or 0
    below, above = page.blocks[start : start + _HEAD_BLOCKS], page.blocks[max(0, start - 3) : start]
    for near in (below, above):
        if found := stated_in_lines([b.text for b in near if len(b.text) < 160], anywhere=False):
            return found
    return None


def _telling_times(page: Markup) -> list[TimeTag]:
    """`<time>` tags that mark publication, then those in the head of the article."""
    marked = [t for t in page.times if "publi" in t.marks or "pubdate" in t.marks or "entry-date" in t.marks]
    start = page.headline or 0
    near = [t for t in page.times if start - 4 <= t.block <= start + _HEAD_BLOCKS]
    first = [t for t in near if "modif" not in t.marks and "updat" not in t.marks]
    return marked + first if page.headline is not None else marked
