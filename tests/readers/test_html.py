"""Pages of HTML: text, title, outlet, day; and the pages that break readers."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import EmptyInput, InputError
from dragoman.readers import html
from dragoman.readers.markup import scan
from dragoman.records import Document, Page

PARAGRAPHS = [
    "The foreign ministers of Norlandia and Suderia signed a treaty on the river in Geneva, their offices said.",
    "The treaty ends a dispute of forty years, in which both sides had accused each other of taking water.",
    "“We have waited for this day,” the minister of Norlandia told reporters, and thanked the Swiss hosts.",
    "The parliaments of both countries must still approve it, which their governments expect before the autumn.",
]
ARTICLE = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
MENU = "<nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20)) + "</ul></nav>"


def page(head: str = "", body: str = ARTICLE, lang: str = "en", title: str = "River treaty signed") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head><body>{MENU}"
        f"<article><h1>River treaty signed</h1>{body}</article><footer>© 2026 The Courier. All rights reserved</footer>"
        "</body></html>"
    ).encode()


def read(data: bytes) -> Document:
    return html.read(Page("p", data, "p.html", "html"))


def test_text_and_title() -> None:
    document = read(page())
    assert all(p in document.text for p in PARAGRAPHS)
    assert "Section 3" not in document.text
    assert document.title == "River treaty signed"
    assert document.language == "en"


def test_a_copyright_year_is_no_date() -> None:
    assert read(page()).published is None


LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "River treaty signed",
    "datePublished": "2021-03-05T22:10:00+01:00",
    "publisher": {"@type": "Organization", "name": "The Courier"},
    "author": [{"name": "A. Writer"}, {"name": "B. Writer"}],
    "inLanguage": "en",
}


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "script",
    [
        ld(LD),
        ld([{"@type": "BreadcrumbList"}, LD]),
        ld({"@graph": [{"@type": "WebSite", "datePublished": "1999-01-01"}, LD]}),
        ld(json.dumps(LD)[:-1] + ",}"),
        ld("<!--" + json.dumps(LD) + "-->"),
        ld(json.dumps(LD).replace('"inLanguage": "en"', '"broken": "a "quote" here"')),
    ],
)
def test_json_ld_in_its_shapes(script: str) -> None:
    document = read(page(script))
    assert document.published
    assert document.published.label() == "2021-03-05"
    assert document.published.basis == "stated"


def test_json_ld_outlet_and_authors() -> None:
    document = read(page(ld(LD), title="River treaty signed | The Courier"))
    assert (document.outlet, document.author) == ("The Courier", "A. Writer, B. Writer")
    assert document.title == "River treaty signed"


@pytest.mark.parametrize(
    ("head", "body", "day", "basis"),
    [
        ('<meta property="article:published_time" content="2021-03-05T08:00:00Z">', "", "2021-03-05", "stated"),
        ('<meta name="parsely-pub-date" content="2021-03-05 08:00">', "", "2021-03-05", "stated"),
        ('<meta name="DC.date.issued" content="2021-03-05">', "", "2021-03-05", "stated"),
        ('<meta name="sailthru.date" content="Fri, 05 Mar 2021 08:00:00 GMT">', "", "2021-03-05", "stated"),
        ('<meta itemprop="datePublished" content="20210305">', "", "2021-03-05", "stated"),
        ("", '<time datetime="2021-03-05T08:00">5 March</time>', "2021-03-05", "stated"),
        ("", '<p class="when">Published 08:00 GMT, 5 March 2021</p>', "2021-03-05", "stated"),
        ("", "<div>Friday, March 5, 2021</div>", "2021-03-05", "stated"),
        ('<link rel="canonical" href="https://c.example/2021/03/05/river">', "", "2021-03-05", "address"),
        ('<link rel="canonical" href="https://c.example/world/2021/mar/05/river">', "", "2021-03-05", "address"),
        ('<link rel="canonical" href="https://c.example/2021/03/river">', "", "2021-03", "address"),
    ],
)
def test_publication_day(head: str, body: str, day: str, basis: str) -> None:
    found = read(page(head, body + ARTICLE)).published
    assert found
    assert (found.label(), found.basis) == (day, basis)


def test_world_time_gives_way_to_the_address_a_day_off() -> None:
    head = (
        '<meta property="article:published_time" content="2021-03-06T03:10:00Z">'
        '<link rel="canonical" href="https://c.example/2021/03/05/river">'
    )
    found = read(page(head)).published
    assert found
    assert found.label() == "2021-03-05"


@pytest.mark.parametrize("stamp", ["1970-01-01T00:00:00Z", "0001-01-01", "2999-01-01", "soon", "2021-13-45"])
def test_impossible_stamps_are_no_date(stamp: str) -> None:
    assert read(page(f'<meta property="article:published_time" content="{stamp}">')).published is None


@pytest.mark.parametrize(
    ("tag", "depth"), [("div", 300), ("div", 16_000), ("span", 16_000), ("b", 100_000), ("blockquote", 16_000)]
)
def test_deep_nesting_gives_its_paragraph(tag: str, depth: int) -> None:
    nested = f"<html><body>{f'<{tag}>' * depth}<p>{PARAGRAPHS[0]}</p>{f'</{tag}>' * depth}</body></html>"
    assert PARAGRAPHS[0] in read(nested.encode()).text


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>word word word.</p>" * 100_000,
        "<table>" + "<tr><td>cell</td></tr>" * 60_000 + "</table>",
        "<ul>" + "<li><a href=x>link</a></li>" * 60_000 + "</ul>",
        "<!--" * 200_000 + "text",
        "<" * 1_000_000 + "text",
        '<a "' * 200_000 + "text",
        "<script>" * 100_000,
        "&amp;" * 300_000,
        "<![CDATA[" * 100_000 + "text",
        "<a " + "b=1 " * 200_000 + ">text",
        "<title>" * 50_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>text of the page",
    ],
)
def test_hostile_pages_end_soon(hostile: str) -> None:
    began = time.process_time()
    with contextlib.suppress(InputError):
        read(hostile.encode())
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "words",
    [
        "We use cookies to improve your experience. Accept all cookies or manage consent with our partners.",
        "Subscribe to continue reading. Already a subscriber? Log in. You have no free articles left this month.",
        "Please enable JavaScript. Checking your browser: verify you are human, not a robot.",
    ],
)
def test_a_page_of_nothing_but_a_wall(words: str) -> None:
    with pytest.raises(EmptyInput, match=r"p\.html: the page holds only"):
        read(f"<html><head><title>The Courier</title></head><body><div><p>{words}</p></div></body></html>".encode())


def test_a_page_without_article_is_read_by_its_blocks() -> None:
    body = "".join(f"<div>{p}</div>" for p in PARAGRAPHS)
    document = read(f"<html><body>{MENU}<div>{body}</div></body></html>".encode())
    assert PARAGRAPHS[2] in document.text


def test_the_articles_body_in_the_metadata_serves_where_the_page_is_empty() -> None:
    node = LD | {"articleBody": " ".join(PARAGRAPHS * 2)}
    document = read(f"<html><head>{ld(node)}</head><body><div id=app></div><p>Loading.</p></body></html>".encode())
    assert PARAGRAPHS[1] in document.text


def test_other_languages_are_named() -> None:
    french = (
        "<p>Le ministre des affaires étrangères a déclaré que les deux pays avaient signé un traité sur le fleuve, "
        "après quarante ans de querelles entre les gouvernements voisins qui se disputaient les eaux.</p>" * 4
    )
    assert read(page(body=french, lang="fr")).language == "fr"
    assert read(page(body=french, lang="en")).language == "fr"


@given(st.text(alphabet="<>/ap=\"'!-[]&;divscript \n", max_size=300))
def test_any_markup_is_scanned(source: str) -> None:
    scan(source)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 60), min_size=3, max_size=10))
def test_text_of_blocks_is_kept_in_order(sizes: list[int]) -> None:
    blocks = [f"word{n} " * size for n, size in enumerate(sizes)]
    found = [b.text for b in scan("".join(f"<p>{b}</p>" for b in blocks)).blocks]
    assert found == [b.strip() for b in blocks]
