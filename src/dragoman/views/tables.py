"""Answers for a reader at a terminal: words first, codes second, the sentence always beside the claim."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.dates import Window
from dragoman.ontology import Ontology
from dragoman.records import Coded, Document, Event, Party, Person, Statement
from dragoman.store.ledger import Row

STATUS_STYLE = {"occurred": "bold", "planned": "cyan", "hypothetical": "yellow", "denied": "magenta"}
QUAD_STYLE = {"verbal_cooperation": "blue", "material_cooperation": "blue bold", "verbal_conflict": "dark_orange",
              "material_conflict": "dark_orange bold"}
BASIS = {"stated": "stated by the page", "address": "from the page's address", "given": "given with the input",
         "inferred": "inferred from the text", "relative": "relative to the page's day", "document": "the page's own day"}


@cache
def console() -> Console:
    """Standard output; wide enough for a table where it is no terminal."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=120)


def parties(side: Sequence[Party]) -> str:
    """The sides of an event as names, each with its code."""
    return ", ".join(p.name if p.name == p.code else f"{p.name} ({p.code})" for p in side) or "–"


def when(window: Window | None) -> str:
    """A date, or a dash where none is known."""
    return window.label() if window else "–"


def _act(event: Event) -> Text:
    quad = Ontology.load().quad(event.type)
    label = event.type if event.act == event.type else f"{event.type} ({event.act.lower()})"
    return Text(label + (f" · {event.mode}" if event.mode else ""), style=QUAD_STYLE[quad])


def _clip(text: str, most: int = 150) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"


def coded(found: Coded, document: Document) -> None:
    """One document of `code`: a heading and a row an event."""
    out = console()
    out.print(Text.assemble((found.title or found.id, "bold"), f"  [{found.id}]  ", (published(found.published), "dim")))
    if found.note:
        out.print(f"  {found.note}\n", style="yellow")
        return
    out.print(events_table(found.events))
    out.print(f"  {len(found.statements)} statements, {len(found.people)} people\n", style="dim")


def published(window: Window | None) -> str:
    """The publication date and how it is known."""
    return f"published {window.label()}, {BASIS[window.basis]}" if window else "publication date unknown"


def events_table(events: Sequence[Event]) -> Table:
    """Events in reading order: when, who, what, whom, status, the words."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for name, ratio in (("when", None), ("who", 3), ("did", None), ("to whom", 3), ("status", None), ("where it is printed", 7)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for event in sorted(events, key=lambda e: (e.date is None, e.date.start if e.date else None, e.evidence.start)):
        table.add_row(when(event.date), parties(event.actor), _act(event), parties(event.recipient),
                      Text(event.status, style=STATUS_STYLE[event.status]), Text(_clip(event.evidence.text), style="italic"))
    return table


def brief(found: Coded, document: Document) -> None:
    """One page as a brief."""
    out = console()
    out.print(Text(found.title or found.id, style="bold underline"))
    out.print(" · ".join(p for p in (document.outlet, document.author, published(found.published), found.url) if p), style="dim")
    if found.note:
        out.print(found.note, style="yellow")
        return
    if found.people:
        out.print("\n[bold]Who is who[/bold]")
        for person in found.people:
            out.print(_person(person))
    out.print(f"\n[bold]What happened[/bold]  [dim]{len(found.events)} events[/dim]")
    out.print(events_table(found.events) if found.events else Text("  nothing that is shown by default; try --all", style="dim"))
    out.print(f"\n[bold]Who said what[/bold]  [dim]{len(found.statements)} statements[/dim]")
    for statement in found.statements:
        out.print(_statement(statement))


def _person(person: Person) -> Text:
    line = Text.assemble("  ", (person.name, "bold"))
    details = [d for d in (person.role, person.country) if d]
    line.append(f" – {', '.join(details)}" if details else "")
    line.append(f"  (also: {', '.join(person.aliases)})" if person.aliases else "", style="dim")
    return line


def _statement(statement: Statement) -> Text:
    actor = f" ({statement.actor})" if statement.actor else ""
    mark = ("“", "”") if statement.kind == "direct" else ("", "")
    body = _clip(statement.content.strip("“”\"'"), 300)
    return Text.assemble("  ", (statement.speaker, "bold"), actor, " ", (statement.cue or "said", "dim"), f": {mark[0]}{body}{mark[1]}")


def timeline(rows: Sequence[Row], heading: str, show_all: bool) -> None:
    """Events of a pair by date, each with its page."""
    out = console()
    documents = {row.key for row in rows}
    out.print(Text.assemble((heading, "bold"), f"  {len(rows)} events in {len(documents)} pages"))
    if not rows:
        out.print("  nothing on record" + ("" if show_all else "; --all adds what is only possible"), style="dim")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, ratio in (("when", None), ("who", 3), ("did", None), ("to whom", 3), ("status", None), ("sentence", 6), ("page", 2)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        if isinstance(event := row.record, Event):
            table.add_row(when(event.date), parties(event.actor), _act(event), parties(event.recipient),
                          Text(event.status, style=STATUS_STYLE[event.status]), Text(_clip(event.evidence.text), style="italic"),
                          f"{row.document}@{event.evidence.start}")
    out.print(table)


def statements(rows: Sequence[Row]) -> None:
    """Who said what, by publication day."""
    out = console()
    out.print(f"{len(rows)} statements", style="bold")
    for row in rows:
        if isinstance(row.record, Statement):
            out.print(Text.assemble((f"{row.published or 'undated':10} ", "dim"), _statement(row.record), (f"  [{row.document}@{row.record.start}]", "dim")))
