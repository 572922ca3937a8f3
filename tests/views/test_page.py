"""The brief as a page: whole, linked both ways, escaped, and readable in light and dark."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Coded, Document
from dragoman.views import page
from dragoman.views.marks import Mark, pieces

Made = tuple[Document, Coded]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;$title ${x}\x1b[31m\u202e"
VOID = {"meta", "link", "br", "hr", "img"}


class Reader(HTMLParser):
    """Collects ids, links, tags, headings; fails on elements that cross."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.article = ""
        self._skip = 0
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += found
        if tag not in VOID:
            self.open.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))
            self._skip += "ref" in str(found.get("class"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "a":
            self._skip = 0

    def handle_data(self, data: str) -> None:
        if "article" in self.open and not self._skip:
            self.article += data


def test_marks_and_cards_are_linked_both_ways(japan: Made) -> None:
    found = Reader(page.html(*japan))
    assert len(found.ids) == len(set(found.ids))
    assert {"e1", "at-e1", "e2", "at-e2", "e3", "at-e3", "s1", "at-s1"} <= set(found.ids)
    inner = {link[1:] for link in found.links if link.startswith("#")}
    assert inner <= set(found.ids)
    assert {"e1", "at-e1", "s1", "at-s1"} <= inner


def test_the_article_is_the_text_nothing_lost_nothing_twice(japan: Made) -> None:
    document, coded = japan
    assert Reader(page.html(document, coded)).article.split() == document.text.split()


def test_landmarks_and_one_heading(japan: Made) -> None:
    found = Reader(page.html(*japan))
    assert found.tags.count("h1") == 1
    assert {"header", "main", "aside", "nav", "footer"} <= set(found.tags)
    assert found.links[0] == "#text"


def test_the_site_s_furniture_is_marked_as_such(japan: Made) -> None:
    assert '<p class="site"><mark class="fu">Share this story</mark></p>' in page.html(*japan)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://[x", "//evil", "JAVASCRIPT:x", HOSTILE]
)
def test_only_http_addresses_become_links(japan: Made, url: str) -> None:
    document, coded = japan
    made = page.html(msgspec.structs.replace(document, url=url), msgspec.structs.replace(coded, url=url))
    assert all(link.startswith("#") for link in Reader(made).links)


def test_hostile_words_stay_words(japan: Made) -> None:
    document, coded = japan
    event, statement, person = coded.events[0], coded.statements[0], coded.people[0]
    party = msgspec.structs.replace(event.actor[0], name=HOSTILE, code=HOSTILE)
    made = page.html(
        msgspec.structs.replace(document, text=HOSTILE + document.text, title=HOSTILE, outlet=HOSTILE, author=HOSTILE,
                                language=HOSTILE),
        msgspec.structs.replace(
            coded, title=HOSTILE, url=HOSTILE, versions={HOSTILE: HOSTILE},
            events=(msgspec.structs.replace(event, actor=(party,), numbers={"killed": HOSTILE}, mode=HOSTILE),),
            statements=(msgspec.structs.replace(statement, speaker=HOSTILE, cue=HOSTILE, content=HOSTILE,
                                                about=(HOSTILE,)),),
            people=(msgspec.structs.replace(person, name=HOSTILE, role=HOSTILE, aliases=(HOSTILE,)),),
        ),
    )  # fmt: skip
    found = Reader(made)
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not [name for name in found.attributes if name.startswith("on")]
    assert "\x1b" not in made
    assert "\u202e" not in made


def test_nothing_comes_from_outside(japan: Made) -> None:
    made = page.html(*japan)
    assert re.findall(r"\bsrc=|@import|url\(|<link|<iframe", made) == []
    assert "default-src 'none'" in made


def test_a_page_that_was_not_coded_says_why(japan: Made) -> None:
    document, coded = japan
    bare = Coded("x", None, None, None, "fr", note="not coded: language fr", versions=coded.versions)
    assert "not coded: language fr" in page.html(document, bare)


def test_spans_outside_the_text_are_passed_over(japan: Made) -> None:
    document, coded = japan
    Reader(page.html(msgspec.structs.replace(document, text="Short."), coded))


@given(
    st.integers(0, 60),
    st.lists(
        st.builds(
            lambda a, b, k: Mark(min(a, b), max(a, b) + 1, k, k), *[st.integers(0, 59)] * 2, st.sampled_from("abc")
        )
    ),
)
@settings(max_examples=200)
def test_pieces_cover_the_text_once(end: int, marks: list[Mark]) -> None:
    found = list(pieces(0, end, marks))
    assert "".join("x" * (p.end - p.start) for p in found) == "x" * end
    for piece in found:
        for at in range(piece.start, piece.end):
            assert set(piece.kinds) == {m.kind for m in marks if m.start <= at < m.end}


def _colours(block: str) -> dict[str, tuple[float, ...]]:
    found = re.findall(r"--([\w-]+): #([0-9a-f]{6})", block)
    return {name: tuple(int(value[n : n + 2], 16) / 255 for n in (0, 2, 4)) for name, value in found}


def _light(colour: tuple[float, ...]) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


PAIRS = [
    *[("ink", ground) for ground in ("paper", "card", "good", "bad", "say-soft")],
    *[("soft", ground) for ground in ("paper", "card")],
    *[("link", ground) for ground in ("paper", "card", "good")],
    *[(status, "card") for status in ("planned", "hypothetical", "denied")],
    ("on-ink", "on"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_words_is_readable_on_its_ground(scheme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", page._asset("brief.css"), re.S)
    colours = _colours(blocks[scheme])
    for words, ground in PAIRS:
        bright, dark = sorted((_light(colours[words]), _light(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (words, ground)
