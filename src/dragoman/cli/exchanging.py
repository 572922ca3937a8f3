"""Commands that bring tables of others in and take answers out."""

from __future__ import annotations

import click

from dragoman.cli.root import ALL, QUIET, STORE, TERMS, finish, main, open_ledger

BATCH = 5000


@main.command(short_help="Writes an answer as CSV, JSON Lines, Parquet, GraphML, GEXF, citations.")
@click.argument("path", metavar="FILE")
@TERMS
@STORE
@ALL
def export(path: str, terms: tuple[str, ...], store_path: str, show_all: bool) -> None:
    """Write the events that the terms ask for, with a codebook beside it. The ending tells the form:

    .csv .jsonl .parquet .graphml .gexf .bib .csljson
    """
    from dragoman.exchange import tables
    from dragoman.store.question import parse

    with open_ledger(store_path, existing=True) as ledger:
        question = parse(terms)
        found = ledger.ask(question.also("confidence:0") if show_all and not question.show_all else question)
        for written in tables.write(found, path):
            click.echo(f"wrote {written}", err=True)


@main.command("import", short_help="Reads events of GDELT, ICEWS or ACLED into the ledger.")
@click.argument("source", type=click.Choice(["acled", "gdelt", "icews"]))
@click.argument("path", metavar="FILE")
@click.option("--rejects", metavar="FILE", help="Where rows go that cannot be taken [default: FILE.rejects.jsonl].")
@STORE
@QUIET
def import_(source: str, path: str, rejects: str | None, store_path: str, quiet: bool) -> None:
    """Read a table of another data set. Its rows are kept apart: ask for them with source:gdelt."""
    from itertools import islice
    from pathlib import Path

    from dragoman.exchange import imported
    from dragoman.views import wire

    refused, taken, new = Path(rejects or f"{path}.rejects.jsonl"), 0, 0
    lines: list[str] = []
    with open_ledger(store_path) as ledger:
        rows = imported.read(path, source)
        while batch := list(islice(rows, BATCH)):
            good = [row for row in batch if not isinstance(row, imported.Reject)]
            lines += [wire.record(row) for row in batch if isinstance(row, imported.Reject)]
            taken, new = taken + len(good), new + ledger.add_imported(source, good)
    if lines:
        refused.write_text("\n".join(lines) + "\n", encoding="utf-8")
    where = f" (reasons in {refused})" if lines else ""
    finish(f"{taken + len(lines)} rows, {taken} taken, {new} new, {len(lines)} refused{where}", 0, quiet)
