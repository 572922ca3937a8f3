"""The nouns that flow, frozen. A stage takes one and returns another; nothing is changed in place.

Spans are (start, end) in code points of the document's text. The JSON Schema of what `code` prints is made from
these classes by `tools/compile_schema.py` and committed as `docs/records.schema.json`.
"""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import Any, Literal

import msgspec

from dragoman.dates import Window

Span = tuple[int, int]
Status = Literal["occurred", "planned", "hypothetical", "denied"]
Stance = Literal["for", "against", "neutral"]
REPR_EVENTS, HTML_EVENTS = 5, 50
"""Events that the short forms for a terminal and for a notebook show."""


class Page(msgspec.Struct, frozen=True):
    """Bytes as found, and where."""

    id: str
    data: bytes
    origin: str
    """Path, `-`, or path:line of a JSON Lines record."""
    kind: str = ""
    """Reader to use: html, text, jsonl; empty: decided by name and content."""


class Document(msgspec.Struct, frozen=True):
    """The clean text, canonical: hashed, kept, never edited; every offset is into it."""

    id: str
    text: str
    sha256: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str = "en"
    published: Window | None = None
    furniture: tuple[Span, ...] = ()
    """Parts of the text that are the site's, not the report's: marked and passed over."""
    origin: str = ""


class Mention(msgspec.Struct, frozen=True):
    """A run of words that names a party or a person, linked or not."""

    start: int
    end: int
    type: str
    """state, igo, group, person, kind, media, place, other."""
    code: str | None
    """The party's code in events; None for what is no party (a newspaper as a source, a place)."""
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    head: Span | None = None
    """The words that carry the party when the mention is longer."""
    how: str = ""
    """The reason of the link, in a few words."""


class TimeExpression(msgspec.Struct, frozen=True):
    """Words that tell a time, with their TIMEX3 type and value and the days they mean."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    window: Window | None = None


class Place(msgspec.Struct, frozen=True):
    """Words that name a place."""

    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "country"


class Attribution(msgspec.Struct, frozen=True):
    """Who (source), in what words of reporting (cue), said what (content): each a list of spans, in reading order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    speaker: str | None = None
    """The fullest name in the document, pronouns resolved; None where it cannot be told."""
    actor: str | None = None
    """The speaker's country or body."""
    confidence: float = 1.0


class Person(msgspec.Struct, frozen=True):
    """A person of the document: one, however often and however spelt."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    country: str | None = None
    code: str | None = None
    """What the person acts for in events: a country, a body, or the person."""
    mentions: tuple[Span, ...] = ()


class Annotations(msgspec.Struct, dict=True, frozen=True):
    """All spans of one document."""

    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    anaphors: tuple[Mention, ...] = ()
    """Words that stand for a party named elsewhere ("he", "the two sides")."""
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    people: tuple[Person, ...] = ()

    @cached_property
    def parties(self) -> tuple[Mention, ...]:
        """Mentions and anaphors in reading order."""
        return tuple(sorted((*self.mentions, *self.anaphors), key=lambda m: m.start))


class Party(msgspec.Struct, frozen=True):
    """One side of an event."""

    code: str
    name: str
    country: str | None = None
    sector: str | None = None
    text: str = ""


class EventPlace(msgspec.Struct, frozen=True):
    """Where an event took place."""

    country: str | None
    name: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "country"


class Evidence(msgspec.Struct, frozen=True):
    """The words an event stands on, and the words for each of its fields (a span, or a list of spans for parties)."""

    text: str
    start: int
    end: int
    fields: dict[str, Any] = {}


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom, when and where, and whether it happened."""

    id: str
    type: str
    act: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    date: Window | None
    place: EventPlace | None
    numbers: dict[str, Any]
    evidence: Evidence
    confidence: float

    def sentence(self) -> str:
        """Who did what to whom, in one line."""
        sides = [", ".join(p.name for p in side) for side in (self.actor, self.recipient)]
        act = f"{self.type} ({self.mode})" if self.mode else self.type
        return " ".join([sides[0] or "?", act, *(["→", sides[1]] if sides[1] else [])])

    def __repr__(self) -> str:
        when = self.date.label() if self.date else "undated"
        return f"<Event {when}: {self.sentence()}, {self.status}, {self.confidence:.2f}>"


class Statement(msgspec.Struct, frozen=True):
    """Who said what. `content` is text[start:end]."""

    id: str
    speaker: str
    actor: str | None
    cue: str
    content: str
    kind: str
    start: int
    end: int
    about: tuple[str, ...] = ()
    stance: dict[str, Stance] = {}
    confidence: float = 1.0

    def __repr__(self) -> str:
        return f"<Statement {self.speaker} {self.cue or 'said'}: {_clip(self.content, 80)}>"


class Fact(msgspec.Struct, frozen=True):
    """A standing relation, with the days it held and its source: `registry` or a span of a page."""

    subject: str
    relation: str
    object: str
    start: str | None = msgspec.field(default=None, name="from")
    end: str | None = msgspec.field(default=None, name="to")
    value: str | None = None
    source: str | Span = "registry"
    claimed_by: str | None = None


class Coded(msgspec.Struct, frozen=True):
    """What one document was coded to: a line of `dragoman code --format jsonl`."""

    id: str
    title: str | None
    url: str | None
    published: Window | None
    language: str
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: tuple[Fact, ...] = ()
    note: str | None = None
    """Why nothing was coded, e.g. `not coded: language fr`."""
    versions: dict[str, str] = {}
    text: str | None = None

    def __repr__(self) -> str:
        """A few lines for a terminal: title, date, counts and the first events."""
        when = (
            f"published {self.published.label()} ({self.published.basis})"
            if self.published
            else "publication date unknown"
        )
        counts = self.note or f"{len(self.events)} events, {len(self.statements)} statements, {len(self.people)} people"
        lines = [f"<Coded {(self.title or self.id)!r}", f" {when}; {counts}"]
        lines += [
            f" {e.date.label() if e.date else 'undated':10}  {e.sentence()}, {e.status}"
            for e in self.events[:REPR_EVENTS]
        ]
        more = len(self.events) - REPR_EVENTS
        return "\n".join([*lines, *([f" … and {more} more"] if more > 0 else [])]) + ">"

    def _repr_html_(self) -> str:
        """A compact table for a notebook, each event with the sentence that carries it."""
        shown = self.events[:HTML_EVENTS]
        head = _row("th", ("when", "event", "status", "confidence", "sentence"))
        rows = "".join(_row("td", _cells(event)) for event in shown)
        of = f", showing {len(shown)}" if len(shown) < len(self.events) else ""
        caption = self.note or f"{len(self.events)} events{of}; {len(self.statements)} statements"
        return f"<strong>{escape(self.title or self.id)}</strong><p>{escape(caption)}</p><table>{head}{rows}</table>"


def _cells(event: Event) -> tuple[str, ...]:
    when = event.date.label() if event.date else ""
    return when, event.sentence(), event.status, f"{event.confidence:.2f}", _clip(event.evidence.text, 220)


def _row(tag: str, cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f'<{tag} style="text-align:left">{escape(cell)}</{tag}>' for cell in cells) + "</tr>"


def _clip(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
