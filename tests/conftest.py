"""Fixtures: take the smallest that does. `japan` is a hand-made document with its records; no coder runs for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman.dates import Window, day
from dragoman.readers.base import fingerprint
from dragoman.records import Coded, Document, Event, EventPlace, Evidence, Party, Person, Statement
from dragoman.store.ledger import Ledger

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

TEXT = (
    "Japan's foreign minister met his Turkish counterpart in Ankara on Monday.\n\n"
    "“Japan will not forget it,” Yoko Kamikawa said. Ankara accused Moscow of lying.\n"
    "Share this story"
)
VERSIONS = {"coder": "hand-1", "ontology": "plover-2.0+00000000", "registry": "1", "shown": "0.5"}


def span(words: str) -> tuple[int, int]:
    """Where the words stand in TEXT."""
    start = TEXT.index(words)
    return start, start + len(words)


def event(
    words: str, name: str, actor: list[Party], recipient: list[Party], confidence: float, **more: object
) -> Event:
    """An event on the words."""
    start, end = span(words)
    defaults: dict[str, object] = {
        "act": name, "mode": None, "contexts": (), "status": "occurred", "date": None, "place": None, "numbers": {},
    }  # fmt: skip
    fields = more.pop("fields", {})
    return Event(
        id=f"{name.lower()}-{start}", type=name, actor=tuple(actor), recipient=tuple(recipient),
        evidence=Evidence(words, start, end, fields), confidence=confidence, **(defaults | more),  # type: ignore[arg-type]
    )  # fmt: skip


JPN = Party("JPN", "Japan", "JPN", "GOV", "Japan")
TUR = Party("TUR", "Türkiye", "TUR", "GOV", "Turkish")
RUS = Party("RUS", "Russia", "RUS", "GOV", "Moscow")


@pytest.fixture
def japan() -> tuple[Document, Coded]:
    """A document with two shown events, one below the shown confidence, and a statement."""
    furniture = (span("Share this story"),)
    published = day(date(2024, 5, 7), "given")
    document = Document("japan", TEXT, fingerprint(TEXT), "A visit", "https://example.org/a", "The Post", "A. Writer",
                        published=published, furniture=furniture, origin="japan.txt")  # fmt: skip
    met = "Japan's foreign minister met his Turkish counterpart in Ankara on Monday."
    accused = "Ankara accused Moscow of lying."
    monday = Window(date(2024, 5, 6), date(2024, 5, 6), "day", "relative")
    said = span("“Japan will not forget it,”")
    events = (
        event(met, "CONSULT", [JPN], [TUR], 0.9, mode="visit", date=monday, place=EventPlace("TUR", "Ankara"),
              fields={"actor": [list(span("Japan's"))], "recipient": [list(span("Turkish"))],
                      "date": list(span("on Monday"))}),
        event(accused, "ACCUSE", [TUR], [RUS], 0.6, contexts=("military",)),
        event(met, "AGREE", [JPN, TUR], [], 0.2, status="planned", act="COOPERATE"),
    )  # fmt: skip
    statement = Statement(
        "s1", "Yoko Kamikawa", "JPN", "said", TEXT[slice(*said)], "direct", *said, ("JPN",), {"JPN": "for"}
    )
    people = (Person("Yoko Kamikawa", ("Kamikawa",), "foreign minister", "JPN", "JPN", (span("Yoko Kamikawa"),)),)
    coded = Coded(
        "japan", "A visit", "https://example.org/a", published, "en", people, events, (statement,), versions=VERSIONS
    )
    return document, coded


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """An empty ledger in memory."""
    with Ledger(":memory:") as found:
        yield found
