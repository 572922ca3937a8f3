"""Commands that read pages: code, brief, and the layers below."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.root import (
    ALL,
    CODER,
    FORMAT,
    JOBS,
    LINES,
    PATHS,
    QUIET,
    STORE,
    complain,
    finish,
    leave_quietly,
    main,
    open_ledger,
    progress,
    write,
)
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.pipeline import Outcome


@main.command(short_help="Codes pages into the ledger and prints what was found.")
@PATHS
@STORE
@click.option("--no-store", is_flag=True, help="Print only; record nothing.")
@FORMAT
@ALL
@click.option("--with-text", is_flag=True, help="Add the document's text to each line (jsonl).")
@CODER
@JOBS
@QUIET
def code(
    paths: tuple[str, ...],
    store_path: str,
    no_store: bool,
    form: str,
    show_all: bool,
    with_text: bool,
    coder: str,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Code pages into the ledger and print what was found. PATHS are files, folders, globs or - for standard input."""
    from dragoman import pipeline

    ledger = None if no_store else open_ledger(store_path)
    summary, results = pipeline.Summary(), pipeline.run(paths, ledger, coder=coder, jobs=pipeline.jobs_for(jobs))
    try:
        for outcome, new in progress(results, quiet):
            try:
                shown = _print_outcome(outcome, form, show_all, with_text)
            except BrokenPipeError:
                if ledger is None:
                    raise
                leave_quietly()  # nobody reads on, but what was asked for is still to be recorded
                shown = 0
            summary.add(outcome, shown, new)
    finally:
        if ledger:
            ledger.close()
    finish(summary.line(), summary.failed, quiet)


def _print_outcome(outcome: Outcome, form: str, show_all: bool, with_text: bool) -> int:
    from dragoman.views import tables, wire

    if outcome.reason is not None:
        complain(outcome.reason)
    if outcome.document is None or outcome.coded is None:
        return 0
    coded = outcome.coded if show_all else wire.shown(outcome.coded)
    if form == "jsonl":
        click.echo(wire.line(coded, outcome.document.text if with_text else None))
    else:
        click.echo(tables.written(tables.coded(coded)))
    return len(coded.events)


@main.command(short_help="One page as a brief, or what is new on record.")
@click.argument("path", required=False)
@click.option("--since", metavar="DAY", help="Instead of a page: what pages published since then say (7d, 2022-07).")
@click.option("--html", "html_path", metavar="FILE", help="Write the brief as one self-contained page.")
@ALL
@CODER
@STORE
def brief(path: str | None, since: str | None, html_path: str | None, show_all: bool, coder: str,
          store_path: str) -> None:  # fmt: skip
    """One page as a brief: its date and how it is known, who is who, events with status and evidence, who said what.

    With --since the ledger is asked instead: events and statements of the pages published since that day.
    """
    if path is None or since:
        if path or not since:
            raise click.UsageError("name a page, or --since a day")
        _brief_since(since, store_path, show_all)
        return
    from dragoman import pipeline, readers
    from dragoman.views import page, tables, wire

    failed = 0
    for number, item in enumerate(readers.pages([path]), 1):
        outcome = pipeline.outcome_of(item, coder)
        if outcome.document is None or outcome.coded is None:
            complain(outcome.reason)
            failed += 1
            continue
        coded = outcome.coded if show_all else wire.shown(outcome.coded)
        if html_path:
            write(_numbered(html_path, number), page.html(outcome.document, coded))
        else:
            click.echo(tables.written(tables.brief(coded, outcome.document)))
    if failed:
        sys.exit(1)


def _brief_since(since: str, store_path: str, show_all: bool) -> None:
    from dragoman.views import tables, told

    last = since if since[-1:] in "dwmy" else f"{since}.."
    with open_ledger(store_path, existing=True) as ledger:
        found = ledger.ask([f"published:{last}", *(["confidence:0"] if show_all else [])])
        click.echo(tables.written(told.events(found, f"What pages published since {since} tell")))
        click.echo(tables.written(told.statements(ledger.said(f"published:{last}"))))


def _numbered(path: str, number: int) -> Path:
    """The file for the brief of that number: brief.html, brief-2.html, …"""
    first = Path(path)
    return first if number == 1 else first.with_stem(f"{first.stem}-{number}")


@main.command(short_help="The layers below the records: mentions, times, places …")
@PATHS
@LINES
@QUIET
def annotate(paths: tuple[str, ...], form: str, quiet: bool) -> None:
    """The layers below the records, a JSON line a document: sentences, mentions, times, places, attributions."""
    from dragoman import pipeline, readers
    from dragoman.errors import InputError
    from dragoman.views import wire

    read = failed = 0
    for item in readers.pages(paths):
        try:
            click.echo(wire.layers(*pipeline.annotations_of(item)))
            read += 1
        except InputError as problem:
            complain(problem)
            failed += 1
    finish(f"{read} read" + f", {failed} failed" * bool(failed), failed, quiet)


@main.command(short_help="The act between two marked parties.")
@click.argument("path", metavar="FILE.jsonl")
@LINES
@CODER
@QUIET
def relate(path: str, form: str, coder: str, quiet: bool) -> None:
    """Type, mode and status of the act between two marked parties, a JSON line each.

    Reads lines of {"id", "text", "actor": [s,e], "recipient": [s,e]}.
    """
    from dragoman import layers

    _lines(layers.relate(layers.read_lines(path), coder=coder), quiet)


@main.command(short_help="Who a phrase means, on a day.")
@click.argument("path", metavar="FILE.jsonl")
@LINES
@QUIET
def resolve(path: str, form: str, quiet: bool) -> None:
    """Who a phrase means, a JSON line each.

    Reads lines of {"id", "text", "on", "country"}; the day and the country context are optional.
    """
    from dragoman import layers

    _lines(layers.resolve(layers.read_lines(path)), quiet)


def _lines(answers: Iterable[Any], quiet: bool) -> None:
    from dragoman.views import wire

    done = failed = 0
    for answer in answers:
        if isinstance(answer, DragomanError):
            complain(answer)
            failed += 1
        else:
            click.echo(wire.plain(answer))
            done += 1
    finish(f"{done} answered" + f", {failed} failed" * bool(failed), failed, quiet)
