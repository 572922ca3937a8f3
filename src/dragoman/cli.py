"""The command line: options, and one call each. Everything heavy is imported inside the command that needs it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import DragomanError
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.pipeline import Outcome
    from dragoman.store.ledger import Ledger

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
STORE = click.option("--store", "store_path", default="dragoman.db", show_default=True, metavar="PATH", help="The ledger.")
FORMAT = click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
                      help="A table to read, or JSON Lines for machines.")
CODER = click.option("--coder", default="model", show_default=True, metavar="NAME",
                     help="model, baseline (a verb lexicon, for comparison), or a folder with a model of your own.")
JOBS = click.option("--jobs", type=click.IntRange(1), default=None, metavar="N", help="Worker processes [default: one a core].")
QUIET = click.option("--quiet", is_flag=True, help="No progress and no summary.")


class Commands(click.Group):
    """Turns the package's own errors into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DragomanError as problem:
            click.echo(f"dragoman: {problem}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stdout = open("/dev/null", "w") if sys.platform != "win32" else sys.stdout  # noqa: SIM115
            ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="dragoman")
def main() -> None:
    """Reads pages of international news and keeps a record that can be checked.

    Who did what to whom, when and where; whether it happened, is planned, feared or denied; who said what about it;
    and on which characters of which page that stands.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command()
@PATHS
@STORE
@click.option("--no-store", is_flag=True, help="Print only; record nothing.")
@FORMAT
@click.option("--all", "show_all", is_flag=True, help="Also events below the shown confidence.")
@click.option("--with-text", is_flag=True, help="Add the document's text to each line (jsonl).")
@CODER
@JOBS
@QUIET
def code(paths: tuple[str, ...], store_path: str, no_store: bool, form: str, show_all: bool, with_text: bool,
         coder: str, jobs: int | None, quiet: bool) -> None:
    """Code pages into the ledger and print what was found. PATHS are files, folders, globs or - for standard input."""
    from dragoman import pipeline

    ledger = None if no_store else _open(store_path)
    summary, results = pipeline.Summary(), pipeline.run(paths, ledger, coder=coder, jobs=pipeline.jobs_for(jobs))
    for outcome, new in _progress(results, quiet):
        shown = _print_outcome(outcome, form, show_all, with_text)
        summary.add(outcome, shown, new)
    _finish(summary.line(), summary.failed, quiet)


def _print_outcome(outcome: Outcome, form: str, show_all: bool, with_text: bool) -> int:
    from dragoman.views import tables, wire

    if outcome.document is None or outcome.coded is None:
        click.echo(f"dragoman: {outcome.reason}", err=True)
        return 0
    coded = outcome.coded if show_all else wire.shown(outcome.coded)
    if form == "jsonl":
        click.echo(wire.line(coded, outcome.document.text if with_text else None))
    else:
        tables.coded(coded, outcome.document)
    return len(coded.events)


@main.command()
@click.argument("path")
@click.option("--html", "html_path", metavar="FILE", help="Write the brief as one self-contained page.")
@click.option("--all", "show_all", is_flag=True, help="Also events below the shown confidence.")
@CODER
def brief(path: str, html_path: str | None, show_all: bool, coder: str) -> None:
    """One page as a brief: its date and how it is known, who is who, events with status and evidence, who said what."""
    from dragoman import pipeline, readers
    from dragoman.views import page, tables, wire

    failed = 0
    for item in readers.pages([path]):
        outcome = pipeline.outcome_of(item, coder)
        if outcome.document is None or outcome.coded is None:
            click.echo(f"dragoman: {outcome.reason}", err=True)
            failed += 1
            continue
        coded = outcome.coded if show_all else wire.shown(outcome.coded)
        if html_path:
            Path(html_path).write_text(page.html(outcome.document, coded), encoding="utf-8")
            click.echo(f"wrote {html_path}", err=True)
        else:
            tables.brief(coded, outcome.document)
    if failed:
        sys.exit(1)


@main.command()
@click.argument("first")
@click.argument("second", required=False)
@STORE
@FORMAT
@click.option("--all", "show_all", is_flag=True, help="Also events below the shown confidence.")
def timeline(first: str, second: str | None, store_path: str, form: str, show_all: bool) -> None:
    """What is on record between two parties (or of one), dated, with status, and the page and sentence of each."""
    from dragoman.views import answers, tables, wire

    with _open(store_path, existing=True) as ledger:
        rows = answers.timeline(ledger, first, second, show_all=show_all)
        if form == "jsonl":
            for row in rows:
                click.echo(wire.row(row))
        else:
            tables.timeline(rows, answers.names(first, second), show_all)


@main.command()
@click.option("--speaker", metavar="NAME", help="A name or part of it, or a country or body code.")
@click.option("--about", metavar="PARTY", help="A party that the statement speaks of: code or name.")
@STORE
@FORMAT
def statements(speaker: str | None, about: str | None, store_path: str, form: str) -> None:
    """Who said what, where it is printed."""
    from dragoman.views import answers, tables, wire

    with _open(store_path, existing=True) as ledger:
        rows = answers.statements(ledger, speaker, about)
        if form == "jsonl":
            for row in rows:
                click.echo(wire.row(row))
        else:
            tables.statements(rows)


@main.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", hidden=True)
@QUIET
def annotate(paths: tuple[str, ...], form: str, quiet: bool) -> None:
    """The layers below the records, a JSON line a document: sentences, mentions, times, places, attributions."""
    from dragoman import pipeline, readers
    from dragoman.views import wire

    read = failed = 0
    for item in readers.pages(paths):
        try:
            if isinstance(item, readers.Failure):
                raise DragomanError(item.reason)
            document, annotations = pipeline.annotations_of(item)
            click.echo(wire.annotations(document, annotations))
            read += 1
        except DragomanError as problem:
            click.echo(f"dragoman: {problem}", err=True)
            failed += 1
    _finish(f"{read} read" + f", {failed} failed" * bool(failed), failed, quiet)


@main.command()
@click.argument("path", metavar="FILE.jsonl")
@CODER
@QUIET
def relate(path: str, coder: str, quiet: bool) -> None:
    """Type, mode and status of the act between two marked parties: lines of {"id", "text", "actor": [s,e], "recipient": [s,e]}."""
    from dragoman import layers
    from dragoman.views import wire

    _lines(path, lambda records: layers.relate(records, coder=coder), wire.plain, quiet)


@main.command()
@click.argument("path", metavar="FILE.jsonl")
@QUIET
def resolve(path: str, quiet: bool) -> None:
    """Who a phrase means: lines of {"id", "text", "on", "country"}; the day and the country context are optional."""
    from dragoman import layers
    from dragoman.views import wire

    _lines(path, layers.resolve, wire.plain, quiet)


def _lines(path: str, call: Any, show: Any, quiet: bool) -> None:
    from dragoman import layers

    records, failures = layers.read_lines(path)
    for failure in failures:
        click.echo(f"dragoman: {failure}", err=True)
    done = 0
    for answer in call(records):
        if isinstance(answer, DragomanError):
            click.echo(f"dragoman: {answer}", err=True)
            failures.append(str(answer))
        else:
            click.echo(show(answer))
            done += 1
    _finish(f"{done} answered" + f", {len(failures)} failed" * bool(failures), len(failures), quiet)


@main.command()
@click.argument("gold", metavar="GOLD_DIR")
@click.option("--predictions", metavar="FILE", help="Score these JSON Lines instead of coding the gold texts now.")
@click.option("--detail", is_flag=True, help="What was missed and what was made up.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option("--all", "show_all", is_flag=True, help="Also events below the shown confidence.")
@CODER
def evaluate(gold: str, predictions: str | None, detail: bool, as_json: bool, show_all: bool, coder: str) -> None:
    """Figures against a folder of gold documents."""
    from dragoman import evaluate as scoring

    report = scoring.evaluate(gold, predictions, coder=coder, show_all=show_all)
    if detail:
        click.echo("\n".join(report.detail))
    click.echo(report.json() if as_json else report.text())


@main.command()
@click.argument("document")
@STORE
def forget(document: str, store_path: str) -> None:
    """Remove a document (its id, path or key) and all its records from the ledger."""
    with _open(store_path, existing=True) as ledger:
        click.echo(f"{ledger.forget(document)} forgotten")


@main.command()
@STORE
def doctor(store_path: str) -> None:
    """What is installed, which model, ontology and registry; where the ledger is; a self-test."""
    from dragoman.views import doctor as examination

    healthy = True
    for name, value, fine in examination.examine(store_path):
        healthy &= fine
        click.echo(f"{'ok ' if fine else 'BAD'}  {name:12} {value}")
    if not healthy:
        sys.exit(1)


def _open(path: str, existing: bool = False) -> Ledger:
    from dragoman.errors import NotOnRecord
    from dragoman.store.ledger import Ledger

    if existing and not Path(path).exists():
        raise NotOnRecord(f"{path}: no ledger there; run `dragoman code PATHS` first, or name one with --store")
    return Ledger(path)


def _progress(results: Iterable[Any], quiet: bool) -> Iterable[Any]:
    """A moving count on stderr, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} pages"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("code")
        for result in results:
            bar.advance(task)
            yield result


def _finish(line: str, failed: int, quiet: bool) -> None:
    if not quiet:
        click.echo(line, err=True)
    if failed:
        sys.exit(1)
