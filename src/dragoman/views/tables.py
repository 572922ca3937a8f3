"""Answers for a reader at a terminal: words first, codes second, the sentence always beside the claim.

Made for 80 columns: an event is a line of who did what to whom, and below it the words that it stands on.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.ontology import Ontology
from dragoman.records import Coded, Document, Event, Party, Person, Statement
from dragoman.store.ledger import Row
from dragoman.views.words import count, dated, short_date, worth_showing

STATUS_STYLE = {"occurred": "bold", "planned": "cyan", "hypothetical": "yellow", "denied": "magenta"}
QUAD_STYLE = {"verbal_cooperation": "blue", "material_cooperation": "blue bold", "verbal_conflict": "dark_orange",
              "material_conflict": "dark_orange bold"}  # fmt: skip
PIPED_WIDTH = 100
MOST_PEOPLE = 20
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def written(answers: Iterable[RenderableType]) -> str:
    """The answers as they are to be printed: in colour and as wide as the terminal where there is one."""
    terminal = sys.stdout.isatty()
    width = None if terminal or "COLUMNS" in os.environ else PIPED_WIDTH
    out = Console(
        file=StringIO(), force_terminal=terminal or None, width=width, highlight=False, markup=False, emoji=False,
        legacy_windows=False,
    )  # fmt: skip
    for answer in answers:
        out.print(answer)
    lines = out.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(lines if terminal else map(str.rstrip, lines))


def clean(text: str) -> str:
    """A page's words on one line, without what would move a terminal's cursor or turn its writing round."""
    return " ".join(_CONTROL.sub(" ", text).split())


def clip(text: str, most: int) -> str:
    """The first words of a text, up to `most` characters."""
    words = clean(text)
    return words if len(words) <= most else words[: most - 2].rsplit(" ", 1)[0] + " …"


def parties(side: Sequence[Party]) -> str:
    """One side of an event as names, each with its code."""
    return ", ".join(clean(f"{p.name} ({p.code})" if worth_showing(p) else p.name) for p in side)


def heading(event: Event) -> Text:
    """Who did what to whom, whether it happened, and how sure that is."""
    line = Text(parties(event.actor) or "somebody")
    act = event.type if event.act == event.type else f"{event.type} to {event.act.lower()}"
    line.append(
        f"  {act}" + (f" · {event.mode}" if event.mode else ""), style=QUAD_STYLE[Ontology.load().quad(event.type)]
    )
    if event.recipient:
        line.append("  → ", style="dim").append(parties(event.recipient))
    line.append("  ").append(event.status, style=STATUS_STYLE[event.status])
    return line.append(f" {event.confidence:.2f}", style="dim")


def evidence(event: Event, source: str = "") -> Text:
    """The words that an event stands on, and where they stand."""
    line = Text(clip(event.evidence.text, 220), style="italic")
    return line.append(f"  [{clean(source)}]", style="not italic dim") if source else line


def events_table(rows: Sequence[tuple[Event, str]]) -> Table:
    """Events in the order given, each with the page that it stands on (empty: not shown)."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    for event, source in rows:
        table.add_row(short_date(event.date), heading(event))
        table.add_row("", evidence(event, source))
    return table


def by_date(events: Sequence[Event]) -> list[Event]:
    """By first day, undated ones last, in the order of the page."""
    return sorted(events, key=lambda e: (e.date is None, e.date.start.isoformat() if e.date else "", e.evidence.start))


def coded(found: Coded) -> Iterator[RenderableType]:
    """One document of `code`: a heading and its events."""
    title = Text.assemble((clean(found.title or found.id), "bold"), f"  [{clean(found.id)}]")
    yield title.append(f"  {dated(found.published)}", style="dim")
    if found.note:
        yield Text(f"  {clean(found.note)}\n", style="yellow")
        return
    if found.events:
        yield _indented(events_table([(e, "") for e in by_date(found.events)]))
    things = ((found.events, "event"), (found.statements, "statement"), (found.people, "person"))
    yield Text(f"  {', '.join(count(listed, name) for listed, name in things)}\n", style="dim")


def brief(found: Coded, document: Document) -> Iterator[RenderableType]:
    """One page as a brief."""
    yield Text(clean(found.title or found.id), style="bold underline")
    about = (document.outlet, document.author, dated(found.published), found.url)
    yield Text(" · ".join(clean(part) for part in about if part), style="dim")
    if found.note:
        yield Text(clean(found.note), style="yellow")
        return
    if found.people:
        yield _section("Who is who", count(found.people, "person"))
        yield from (_indented(_person(person)) for person in found.people[:MOST_PEOPLE])
        if len(found.people) > MOST_PEOPLE:
            yield Text(f"  … and {len(found.people) - MOST_PEOPLE} more", style="dim")
    yield _section("What happened", count(found.events, "event"))
    nothing = Text("nothing that is shown by default; --all adds what is less sure", style="dim")
    yield _indented(events_table([(e, "") for e in by_date(found.events)]) if found.events else nothing)
    yield _section("Who said what", count(found.statements, "statement"))
    yield from (_indented(said(statement)) for statement in found.statements)


def _indented(answer: RenderableType) -> Padding:
    return Padding(answer, (0, 0, 0, 2))


def _section(title: str, count: str) -> Text:
    return Text.assemble("\n", (title, "bold"), (f"  {count}", "dim"))


def _person(person: Person) -> Text:
    line = Text(clean(person.name), style="bold")
    details = ", ".join(clean(d) for d in (person.role, person.country) if d)
    line.append(f" – {details}" if details else "", style="not bold")
    also = ", ".join(clean(alias) for alias in person.aliases)
    return line.append(f"  (also: {also})" if also else "", style="not bold dim")


def said(statement: Statement) -> Text:
    """Who said it, how, and what."""
    actor = f" ({clean(statement.actor)})" if statement.actor else ""
    body = clip(statement.content.strip("“”\"'‘’ "), 300)
    quoted = f"“{body}”" if statement.kind == "direct" else body
    speaker = clean(statement.speaker) or "somebody"
    return Text.assemble((speaker, "bold"), actor, " ", (clean(statement.cue) or "said", "dim"), f": {quoted}")


def statements(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Who said what, by publication day."""
    yield Text(count(rows, "statement"), style="bold")
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1)
    for row in rows:
        if isinstance(row.record, Statement):
            source = f"  [{clean(row.document)}@{row.record.start}]"
            table.add_row(row.published or "undated", said(row.record).append(source, style="dim"))
    yield table
