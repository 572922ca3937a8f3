"""Commands that ask the ledger. All take the same terms: docs/how-to-ask.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.root import ALL, FORMAT, LIMIT, STORE, TERMS, WHO, WHY, main, open_ledger

if TYPE_CHECKING:
    from dragoman.store.answer import Events


@main.command(short_help="What is on record between two parties, or of one.")
@click.argument("first")
@click.argument("second", required=False)
@TERMS
@STORE
@FORMAT
@LIMIT
@ALL
def timeline(first: str, second: str | None, terms: tuple[str, ...], store_path: str, form: str, limit: int,
             show_all: bool) -> None:  # fmt: skip
    """What is on record between two parties (or of one), each event once, with its pages, sentence and status.

    FIRST and SECOND are codes, names, or groups such as "EU members". More terms narrow it: type:SANCTION date:2022.
    """
    from dragoman.views import answers

    if second and ":" in second:
        terms, second = (second, *terms), None
    with open_ledger(store_path, existing=True) as ledger:
        found = answers.between(ledger, *terms, first=first, second=second, show_all=show_all)
        _print_events(found, answers.names(first, second), form, limit)


@main.command(short_help="Events that a question asks for.")
@TERMS
@STORE
@FORMAT
@LIMIT
@ALL
def events(terms: tuple[str, ...], store_path: str, form: str, limit: int, show_all: bool) -> None:
    """Events that a question asks for, each once: dragoman events party:G7 type:SANCTION date:2022-02..2022-07

    A term is field:value; commas part alternatives, a leading minus turns it round, a bare word must stand in the
    evidence. Fields: party, actor, recipient, type, act, mode, quad, context, status, date, published, place, outlet,
    document, source, confidence, words.
    """
    from dragoman.store.question import parse

    with open_ledger(store_path, existing=True) as ledger:
        question = parse(terms)
        found = ledger.ask(question.also("confidence:0") if show_all and not question.show_all else question)
        _print_events(found, str(question) or "all events", form, limit)


def _print_events(found: Events, title: str, form: str, limit: int) -> None:
    from dragoman.views import tables, told, wire

    if form == "jsonl":
        for event in found:
            click.echo(wire.told(event))
    else:
        click.echo(tables.written(told.events(found, title, limit)))


@main.command(short_help="Who said what, and about whom.")
@TERMS
@click.option("--speaker", metavar="NAME", help="A name or part of it, or a country or body code.")
@click.option("--about", metavar="PARTY", help="A party that the statement speaks of: code or name.")
@STORE
@FORMAT
@LIMIT
def statements(terms: tuple[str, ...], speaker: str | None, about: str | None, store_path: str, form: str,
               limit: int) -> None:  # fmt: skip
    """Who said what, where it is printed. Terms: speaker, about, stance, kind, party, published, outlet, words."""
    from dragoman.views import answers, tables, told, wire

    with open_ledger(store_path, existing=True) as ledger:
        if terms:
            more = [f"{name}:{value}" for name, value in (("speaker", speaker), ("about", about)) if value]
            answer = ledger.said([*terms, *more])
            table = told.statements(answer, limit)
            lines = map(wire.said, answer) if form == "jsonl" else [tables.written(table)]
        else:
            rows = answers.statements(ledger, speaker, about)
            lines = map(wire.row, rows) if form == "jsonl" else [tables.written(tables.statements(rows))]
        for line in lines:
            click.echo(line)


@main.command(short_help="The life of an event: who told what of it, and when.")
@click.argument("event")
@STORE
@FORMAT
def history(event: str, store_path: str, form: str) -> None:
    """The life of an event (its id, or a report's): planned, occurred or denied, told by whom, and where contested."""
    from dragoman.store import corrections
    from dragoman.views import tables, told, wire

    with open_ledger(store_path, existing=True) as ledger:
        found = ledger.event(event)
        if form == "jsonl":
            click.echo(wire.told(found))
        else:
            records = [found.id, *(f"{r.key}:{r.record.id}" for r in found.reports)]
            click.echo(tables.written(told.history(found, corrections.made(ledger.rows, records))))


@main.command(short_help="Take two events for one, as a correction.")
@click.argument("first")
@click.argument("second")
@WHO
@WHY
@STORE
def join(first: str, second: str, who: str | None, why: str | None, store_path: str) -> None:
    """Take the event SECOND for FIRST. The correction is appended; `dragoman split FIRST SECOND` undoes it."""
    with open_ledger(store_path, existing=True) as ledger:
        found = ledger.join(first, second, who or _user(), why)
        click.echo(f"{found.id}: {len(found.reports)} reports")


@main.command(short_help="Part a report from an event, as a correction.")
@click.argument("event")
@click.argument("report")
@WHO
@WHY
@STORE
def split(event: str, report: str, who: str | None, why: str | None, store_path: str) -> None:
    """Part REPORT (its document, document@offset or id; or an event joined before) from EVENT."""
    with open_ledger(store_path, existing=True) as ledger:
        found = ledger.split(event, report, who or _user(), why)
        click.echo(f"{found.id}: {len(found.reports)} reports")


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def jsonl(records: Any) -> None:
    """Each record as a line."""
    from dragoman.views import wire

    for record in records:
        click.echo(wire.plain(record))
