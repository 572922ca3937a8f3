"""The command line: options, and one call each. Everything heavy is imported inside the command that needs it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import DragomanError
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.pipeline import Outcome
    from dragoman.store.ledger import Ledger

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
STORE = click.option(
    "--store", "store_path", default="dragoman.db", show_default=True, metavar="PATH", help="The ledger."
)
FORMAT = click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
                      help="A table to read, or JSON Lines for machines.")  # fmt: skip
LINES = click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", hidden=True)
_CODERS = "model, baseline (a verb lexicon, for comparison), or a folder with a model of your own."
CODER = click.option("--coder", default="model", show_default=True, metavar="NAME", help=_CODERS)
JOBS = click.option(
    "--jobs", type=click.IntRange(1), default=None, metavar="N", help="Worker processes [default: one a core]."
)
QUIET = click.option("--quiet", is_flag=True, help="No progress and no summary.")
ALL = click.option("--all", "show_all", is_flag=True, help="Also events below the shown confidence.")
INTERRUPTED = 130


class Commands(click.Group):
    """Turns the package's own errors into one line and exit status 1, and an interrupt into one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DragomanError as problem:
            _complain(problem)
            ctx.exit(1)
        except KeyboardInterrupt:
            _complain("interrupted; what was recorded stays, and the same command goes on where it stopped")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _leave_quietly()
            ctx.exit(0)


def _complain(problem: object) -> None:
    click.echo("dragoman: " + " ".join(str(problem).split()), err=True)


def _leave_quietly() -> None:
    """The reader of our output has gone (`| head`): nothing more can be said to it."""
    with suppress(OSError):
        sys.stdout = open("nul" if sys.platform == "win32" else "/dev/null", "w")  # noqa: SIM115


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

    ledger = None if no_store else _open(store_path)
    summary, results = pipeline.Summary(), pipeline.run(paths, ledger, coder=coder, jobs=pipeline.jobs_for(jobs))
    try:
        for outcome, new in _progress(results, quiet):
            summary.add(outcome, _print_outcome(outcome, form, show_all, with_text), new)
    finally:
        if ledger:
            ledger.close()
    _finish(summary.line(), summary.failed, quiet)


def _print_outcome(outcome: Outcome, form: str, show_all: bool, with_text: bool) -> int:
    from dragoman.views import tables, wire

    if outcome.reason is not None:
        _complain(outcome.reason)
    if outcome.document is None or outcome.coded is None:
        return 0
    coded = outcome.coded if show_all else wire.shown(outcome.coded)
    if form == "jsonl":
        click.echo(wire.line(coded, outcome.document.text if with_text else None))
    else:
        click.echo(tables.written(tables.coded(coded)))
    return len(coded.events)


@main.command(short_help="One page as a brief, on the screen or as an HTML page.")
@click.argument("path")
@click.option("--html", "html_path", metavar="FILE", help="Write the brief as one self-contained page.")
@ALL
@CODER
def brief(path: str, html_path: str | None, show_all: bool, coder: str) -> None:
    """One page as a brief: its date and how it is known, who is who, events with status and evidence, who said what."""
    from dragoman import pipeline, readers
    from dragoman.views import page, tables, wire

    failed = 0
    for number, item in enumerate(readers.pages([path]), 1):
        outcome = pipeline.outcome_of(item, coder)
        if outcome.document is None or outcome.coded is None:
            _complain(outcome.reason)
            failed += 1
            continue
        coded = outcome.coded if show_all else wire.shown(outcome.coded)
        if html_path:
            _write(_numbered(html_path, number), page.html(outcome.document, coded))
        else:
            click.echo(tables.written(tables.brief(coded, outcome.document)))
    if failed:
        sys.exit(1)


def _numbered(path: str, number: int) -> Path:
    """The file for the brief of that number: brief.html, brief-2.html, …"""
    first = Path(path)
    return first if number == 1 else first.with_stem(f"{first.stem}-{number}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise DragomanError(f"{path}: cannot be written: {problem.strerror}") from problem
    click.echo(f"wrote {path}", err=True)


@main.command(short_help="What is on record between two parties, or of one.")
@click.argument("first")
@click.argument("second", required=False)
@STORE
@FORMAT
@ALL
def timeline(first: str, second: str | None, store_path: str, form: str, show_all: bool) -> None:
    """What is on record between two parties (or of one), dated, with status, and the page and sentence of each."""
    from dragoman.views import answers, tables, wire

    with _open(store_path, existing=True) as ledger:
        rows = answers.timeline(ledger, first, second, show_all=show_all)
        if form == "jsonl":
            for row in rows:
                click.echo(wire.row(row))
        else:
            click.echo(tables.written(tables.timeline(rows, answers.names(first, second), show_all)))


@main.command(short_help="Who said what, and about whom.")
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
            click.echo(tables.written(tables.statements(rows)))


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
            _complain(problem)
            failed += 1
    _finish(f"{read} read" + f", {failed} failed" * bool(failed), failed, quiet)


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
            _complain(answer)
            failed += 1
        else:
            click.echo(wire.plain(answer))
            done += 1
    _finish(f"{done} answered" + f", {failed} failed" * bool(failed), failed, quiet)


@main.command(short_help="Figures against a folder of gold documents.")
@click.argument("gold", metavar="GOLD_DIR")
@click.option("--predictions", metavar="FILE", help="Score these JSON Lines instead of coding the gold texts now.")
@click.option("--min-confidence", type=float, default=0.0, metavar="P", help="Leave out events below it.")
@click.option("--detail", is_flag=True, help="What was missed and what was made up.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@ALL
@CODER
def evaluate(gold: str, predictions: str | None, min_confidence: float, detail: bool, as_json: bool, show_all: bool,
             coder: str) -> None:  # fmt: skip
    """Figures against a folder of gold documents."""
    from dragoman import evaluate as scoring
    from dragoman.scores import score

    found = scoring.read_gold(gold)
    made = scoring.read_predictions(predictions, found) if predictions else scoring.code_gold(found, coder, show_all)
    report = score(found, made, least=min_confidence)
    if detail:
        click.echo("\n".join(report.detail))
    click.echo(report.json() if as_json else report.text())


@main.command(short_help="Removes a document and all its records.")
@click.argument("document")
@STORE
def forget(document: str, store_path: str) -> None:
    """Remove a document (its id, path or key) and all its records from the ledger."""
    with _open(store_path, existing=True) as ledger:
        click.echo(f"{ledger.forget(document)} forgotten")


@main.command(short_help="A tour over the sample pages of the package.")
@click.option("--folder", metavar="DIR", help="Where ledger and pages go [default: a new temporary folder].")
@CODER
def demo(folder: str | None, coder: str) -> None:
    """Codes the sample pages of the package and shows what can be asked."""
    from dragoman import demo as tour

    for line in tour.show(folder, coder):
        click.echo(line)


@main.command(short_help="What is installed, where the ledger is; a self-test.")
@STORE
def doctor(store_path: str) -> None:
    """What is installed, which model, ontology and registry; where the ledger is; a self-test."""
    from dragoman import doctor as examination

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


def _progress(results: Iterator[tuple[Outcome, bool]], quiet: bool) -> Iterator[tuple[Outcome, bool]]:
    """A moving count on stderr: on a terminal only, and only where the results do not scroll by on the same one."""
    if quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} pages"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("code", total=None)
        for result in results:
            bar.advance(task)
            yield result


def _finish(line: str, failed: int, quiet: bool) -> None:
    if not quiet:
        click.echo(line, err=True)
    if failed:
        sys.exit(1)
