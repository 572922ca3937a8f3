"""The command that tells why an event stands as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dragoman.cli.root import CODER, FORMAT, STORE, main, open_ledger

if TYPE_CHECKING:
    from dragoman.records import Document


@main.command(short_help="What spoke for an event: its type, status, date and confidence.")
@click.argument("event")
@click.argument("page", required=False)
@STORE
@FORMAT
@CODER
def explain(event: str, page: str | None, store_path: str, form: str, coder: str) -> None:
    """What spoke for an event: the sentence with its parties, the likeliest types, status, date, confidence.

    EVENT is an id, or document@offset, of an event on record; with a PAGE it is an id that `code` printed, or @offset.
    The page is read again with the coder; the words told for type and status are those without which it is less sure.
    """
    from dragoman import explain as explaining
    from dragoman.coders import coder_named
    from dragoman.views import wire

    document, name = _of_page(page, event) if page else _on_record(store_path, event)
    found = explaining.explain(document, name, coder_named(coder))
    click.echo(wire.record(found) if form == "jsonl" else "\n".join(explaining.lines(found)))


def _of_page(page: str, event: str) -> tuple[Document, str]:
    """The document of a page; of several in one file the first that can be read."""
    from dragoman import readers
    from dragoman.errors import InputError

    for item in readers.pages([page]):
        if isinstance(item, readers.Failure):
            raise InputError(f"{item.origin}: {item.reason}")
        return readers.read(item), event
    raise InputError(f"{page}: no page there")


def _on_record(store_path: str, event: str) -> tuple[Document, str]:
    """The document of the telling that the record is taken from, and the event's id in it."""
    with open_ledger(store_path, existing=True) as ledger:
        document, at, offset = event.rpartition("@")
        if at and offset.isdecimal():
            return ledger.document(document)[0], at + offset
        told = ledger.event(event)
        same = [r for r in told.reports if r.record.id == event]
        shown = [r for r in told.reports if r.record.evidence == told.record.evidence]
        report = [*same, *shown, *told.reports][0]
        return ledger.document(report.key)[0], report.record.id
