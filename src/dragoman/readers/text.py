"""A page dumped as text, such as one saved from a browser: the file's own text, its furniture marked, is the
document.
"""

from __future__ import annotations

from dragoman.dates import Window
from dragoman.readers import furniture
from dragoman.readers.base import check_size, fingerprint
from dragoman.readers.decode import decode
from dragoman.readers.inferred import infer
from dragoman.readers.language import detect
from dragoman.readers.published import address_date, stated_in_text
from dragoman.records import Document, Page

_TITLE_LIMIT = 250


def read(page: Page) -> Document:
    """The document of a plain text."""
    return document_from_text(decode(page.data, page.origin), id=page.id, origin=page.origin)


def document_from_text(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    url: str | None = None,
    published: Window | None = None,
    declared: str | None = None,
    origin: str = "",
) -> Document:
    """The document of a text that is canonical as it stands; what is not given is found in it. Raises InputError."""
    check_size(text, origin or id)
    title_found = title or find_title(text)
    spans = furniture.mark(text, title_found)
    clean = furniture.without(text, spans)
    language = detect(f"{title or ''}\n{clean}", declared)
    day = published or address_date(url) or stated_in_text(text)
    if day is None and language == "en":
        day = infer(clean)
    return Document(
        id=id, text=text, sha256=fingerprint(text), title=title_found, url=url, language=language,
        published=day, furniture=spans, origin=origin,
    )  # fmt: skip


def find_title(text: str) -> str | None:
    """The line among the first that stands twice, or that a breadcrumb ends with; else a short first line that is
    no sentence.
    """
    lines = [line.strip() for line in text[:6000].split("\n") if line.strip()][:10]
    if not lines:
        return None
    for line in lines:
        if 15 < len(line) < _TITLE_LIMIT and (lines.count(line) > 1 or any(_ends(other, line) for other in lines)):
            return line
    first = lines[0]
    if len(lines) < 2 or len(first) > _TITLE_LIMIT or first.count(" ") < 2:
        return None
    return None if first.endswith((".", ":", "”", '"')) or stated_in_text(first) else first


def _ends(crumb: str, line: str) -> bool:
    return crumb != line and crumb.endswith(line) and crumb[: -len(line)].rstrip().endswith(("»", "›", ">", "/", "|"))
