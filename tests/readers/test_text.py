"""Texts given as such: kept to the character, their furniture marked, their title, day and language found."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import readers
from dragoman.errors import EmptyInput
from dragoman.readers import furniture, language
from dragoman.readers.base import fingerprint
from dragoman.readers.language import detect
from dragoman.readers.text import document_from_text, find_title
from dragoman.records import Page

DUMP = """Home » Norlandia and Suderia sign river treaty

Norlandia and Suderia sign river treaty

by admin
Norlandia and Suderia sign river treaty

The foreign ministers of Norlandia and Suderia signed a treaty on the river in Geneva, their offices said.

The two ministers at the table (Photo courtesy: Swiss Government)

“We have waited for this day,” the minister of Norlandia told reporters. Read the clause: it is short.

See also  Drought in the south

You may also like

Five rivers that divide nations

Leave a Comment

This site uses Akismet to reduce spam. Learn how your comment data is processed.

This website uses cookies to improve your experience. We'll assume you're ok with this. Accept Read More

Privacy & Cookies Policy
"""


def marked(text: str, title: str | None = None) -> list[str]:
    return [text[a:b] for a, b in furniture.mark(text, title)]


def test_a_dump_keeps_its_text_and_marks_what_is_the_sites() -> None:
    document = readers.read(Page("dump", DUMP.encode(), "dump.txt", "text"))
    assert document.text == DUMP
    assert document.sha256 == fingerprint(DUMP)
    assert document.title == "Norlandia and Suderia sign river treaty"
    kept = [line for line in furniture.without(document.text, document.furniture).split("\n") if line.strip()]
    assert [line.split()[0] for line in kept] == ["Norlandia", "The", "“We"]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "by admin",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "READ MORE: Storm over the treaty",
        "Read more: Storm over the treaty",
        "Related articles",
        "Advertisement",
        "© 2022 The Courier. All rights reserved",
        "Copyright 2022 The Courier. All rights reserved. This material may not be published.",
        "Sign up for our newsletter",
        "Subscribe to our daily newsletter and get it to your inbox",
        "June 29, 2022",
        "Published: 29 Jun 2022 10:00 GMT",
        "The minister at the table. Photo by A. Smith/Getty Images",
        "Home » World » Europe",
        "Home | News | Politics | River treaty",
        "Follow us on Twitter",
        "Reporting by A. Smith; Editing by B. Jones",
        "Your email address will not be published. Required fields are marked *",
        "Tags: rivers, treaties",
    ],
)
def test_furniture_lines(line: str) -> None:
    assert marked(f"{line}\nThe treaty was signed by the ministers in Geneva on Friday.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The minister said more talks would follow.",
        "Related countries were asked to join the treaty, the minister said on Friday.",
        "By Monday the troops had left the town, according to the governor.",
        "Share prices fell after the treaty was signed.",
        "Cookies and tea were served to the delegates, who had talked all night.",
        "Home to two million people, the city was shelled again.",
        "Photographs of the meeting showed the two leaders shaking hands.",
        "“Read my lips,” he said.",
        "Copyright law was among the topics of the talks, the delegates said.",
    ],
)
def test_lines_of_the_report_stay(line: str) -> None:
    assert marked(f"Opening line of the report, which is long enough.\n{line}\nThe end of the report.") == []


def test_inline_credit_and_sign_off() -> None:
    text = "The treaty was signed. [Photo/Agencies] It ends a dispute. amp/sms (Reuters, AFP, dpa, AP)"
    assert marked("[Anadolu/Getty] " + text)[-1].strip() == "amp/sms (Reuters, AFP, dpa, AP)"


@given(st.text(alphabet="ab. \n»()By©:", max_size=200))
def test_spans_are_in_order_and_inside(text: str) -> None:
    spans = furniture.mark(text)
    flat = [edge for span in spans for edge in span]
    assert flat == sorted(flat)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert len(furniture.without(text, spans)) == len(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ministers sign a treaty\n\nThe ministers signed it.", "Ministers sign a treaty"),
        ("The ministers signed it on Friday.\nThey went home.", None),
        ("One line of text without an end", None),
        ("June 29, 2022\nThe ministers signed it.", None),
        ("Site › News › Ministers sign a treaty\nMinisters sign a treaty\nThey met.", "Ministers sign a treaty"),
    ],
)
def test_find_title(text: str, title: str | None) -> None:
    assert find_title(text) == title


def line(**fields: object) -> Page:
    return Page(str(fields.get("id", "x")), json.dumps(fields).encode(), "f.jsonl:1", "jsonl")


@settings(deadline=None)  # the classifier is loaded on the way
@given(st.text(min_size=1, max_size=80).filter(lambda t: t.strip() != ""))
def test_json_lines_text_is_canonical_as_given(text: str) -> None:
    document = readers.read(line(text=text, published="2020-01-01"))
    assert document.text == text
    assert document.published
    assert document.published.basis == "given"


@pytest.mark.parametrize(
    ("published", "label"),
    [
        ("2022-06-29", "2022-06-29"),
        ("2022-06", "2022-06"),
        ("2022", "2022"),
        ("2022-06-29T23:10:00Z", "2022-06-29"),
        ("29 June 2022", "2022-06-29"),
        ({"start": "2022-06-26", "end": "2022-06-29", "basis": "inferred"}, "2022-06-26 to 2022-06-29"),
    ],
)
def test_published_as_given(published: object, label: str) -> None:
    found = readers.read(line(text="The ministers met.", published=published)).published
    assert found
    assert (found.label(), found.basis) == (label, "given")


def test_json_lines_other_fields() -> None:
    document = readers.read(line(id="a", text="Talks.", title="T", url="https://c.example/2020/05/01/t", language="en"))
    assert (document.id, document.title, document.url) == ("a", "T", "https://c.example/2020/05/01/t")
    assert document.published
    assert (document.published.label(), document.published.basis) == ("2020-05-01", "address")


def test_lone_surrogates_keep_the_offsets() -> None:
    document = readers.read(Page("x", b'{"text": "a\\ud800b"}', "f:1", "jsonl"))
    assert document.text in {"a\ufffdb"}


def test_document_from_text() -> None:
    assert document_from_text("The ministers met in Geneva.", id="t").language == "en"
    with pytest.raises(EmptyInput, match="t: no text"):
        document_from_text("  ", id="t")


@pytest.mark.parametrize(
    ("text", "declared", "found"),
    [
        ("The ministers of the two countries met in Geneva and said that they would sign.", None, "en"),
        ("Die Außenminister der beiden Länder trafen sich in Genf und erklärten, dass sie unterzeichnen.", None, "de"),
        ("Los ministros de los dos países se reunieron en Ginebra y dijeron que firmarían el tratado.", "en", "es"),
        ("Iran, Israel trade strikes", "en", "en"),
        ("Iran, Israel trade strikes", "en-GB", "en"),
        ("Министры двух стран встретились в Женеве и заявили, что подпишут договор о реке в этом году.", None, "ru"),
        ("12345 67", None, "und"),
        ("12345 67", "en", "en"),
    ],
)
def test_language(text: str, declared: str | None, found: str) -> None:
    assert detect(text * (3 if len(text) > 40 else 1), declared) == found


@pytest.mark.parametrize(
    ("text", "declared", "found"),
    [
        ("Le président a rencontré le ministre à Paris mardi, et ils ont signé un accord. " * 4, "fr", "fr"),
        ("Le président a rencontré le ministre à Paris mardi, et ils ont signé un accord. " * 4, None, "und"),
        ("Troops crossed the border of Chad on Friday, officials said. " * 5, None, "en"),
    ],
)
def test_language_without_a_place_for_temporary_files(
    monkeypatch: pytest.MonkeyPatch, text: str, declared: str | None, found: str
) -> None:
    def full(sample: str) -> tuple[str, bool]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(language, "_classify", full)
    monkeypatch.setattr(language, "_plainly_english", lambda words: False)
    assert detect(text, declared) == found


def test_a_page_on_one_line_is_no_breadcrumb() -> None:
    text = "Home » World » " + "Kenya and Uganda held talks in Nairobi on Monday, officials said. " * 8
    assert marked(text.strip()) == []
