"""How records look on every page: the parts of an event's line, and its sentence with the words that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.ontology import Ontology
from dragoman.records import Event, Party
from dragoman.store.told import Report, Told
from dragoman.views.marks import Mark, Piece, field_spans, pieces
from dragoman.views.words import BASIS, long_date, numbered, short_date, worth_showing

_KINDS = (("actor", "party"), ("recipient", "party"), ("date", "date"), ("place", "date"))


class Words(msgspec.Struct, frozen=True):
    """A run of characters of a text with the classes of the marks over it and the records that it is evidence of."""

    text: str
    kinds: str = ""
    keys: str = ""


class Face(msgspec.Struct, frozen=True):
    """An event for a reader. `side` is good (cooperation) or bad (conflict)."""

    id: str
    side: str
    quad: str
    date: str
    long_date: str
    actor: tuple[tuple[str, str], ...]
    """Name and code; the code is empty where it says no more than the name."""
    act: str
    recipient: tuple[tuple[str, str], ...]
    status: str
    sure: float
    around: str
    """How it is dated, where it was, its numbers and contexts."""
    sentence: tuple[Words, ...]


def face(event: Event) -> Face:
    """The face of a record."""
    quad = Ontology.load().quad(event.type)
    act = event.type.lower() if event.act == event.type else f"{event.type.lower()} to {event.act.lower()}"
    return Face(
        id=event.id, side=side(event), quad=quad.replace("_", " "), date=short_date(event.date),
        long_date=long_date(event.date), actor=_names(event.actor),
        act=act + (f" · {event.mode}" if event.mode else ""),
        recipient=_names(event.recipient), status=event.status, sure=event.confidence, around=_around(event),
        sentence=tuple(sentence(event)),
    )  # fmt: skip


def side(event: Event) -> str:
    """The class of its colour."""
    return "good" if Ontology.load().quad(event.type).endswith("cooperation") else "bad"


def _names(parties: Sequence[Party]) -> tuple[tuple[str, str], ...]:
    return tuple((p.name or p.code, p.code if worth_showing(p) else "") for p in parties)


def _around(event: Event) -> str:
    parts = [f"dated: {BASIS[event.date.basis]}" if event.date else "no date told"]
    if event.place:
        named = (event.place.name, event.place.admin1, event.place.country)
        parts.append(f"in {', '.join(dict.fromkeys(part for part in named if part))}")
    parts += [f"{name} {value}" for name, value in event.numbers.items()]
    parts.append(", ".join(c.replace("_", " ") for c in event.contexts))
    return " · ".join(part for part in parts if part)


def sentence(event: Event) -> Iterator[Words]:
    """The evidence with parties, dates and places marked."""
    start, end = event.evidence.start, event.evidence.end
    for piece in pieces(start, end, list(field_marks(event))):
        yield words(event.evidence.text, piece, start)


def field_marks(event: Event) -> Iterator[Mark]:
    """The words that carry the fields of an event."""
    for name, kind in _KINDS:
        for start, end in field_spans(event.evidence.fields.get(name)):
            yield Mark(start, end, kind)


def words(text: str, piece: Piece, offset: int = 0) -> Words:
    """A piece with its characters; `offset` is where the text begins."""
    return Words(text[piece.start - offset : piece.end - offset], " ".join(piece.kinds), " ".join(piece.keys))


def shown_report(told: Told) -> Report:
    """The report whose sentence stands for the event."""
    return next((r for r in told.reports if r.record.evidence == told.record.evidence), told.reports[0])


def counted(events: int, reports: int, outlets: int) -> str:
    """Counts as they always come: events, reports of them, outlets that told them."""
    return " · ".join((numbered(events, "event"), numbered(reports, "report"), numbered(outlets, "outlet")))
