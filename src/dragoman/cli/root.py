"""The group of all commands, the options that they share, and how they fail, finish and show progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
TERMS = click.argument("terms", nargs=-1, metavar="[field:value …]")
LIMIT = click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="Most rows.")
WHO = click.option("--who", default=None, metavar="NAME", help="Who corrects [default: the user of this machine].")
WHY = click.option("--why", default=None, metavar="WORDS", help="The reason, kept with the correction.")
INTERRUPTED = 130


class Commands(click.Group):
    """Turns the package's own errors into one line and exit status 1, and an interrupt into one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DragomanError as problem:
            complain(problem)
            ctx.exit(1)
        except KeyboardInterrupt:
            complain("interrupted; what was recorded stays, and the same command goes on where it stopped")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            leave_quietly()
            ctx.exit(0)


def complain(problem: object) -> None:
    """One line on standard error."""
    click.echo("dragoman: " + " ".join(str(problem).split()), err=True)


def leave_quietly() -> None:
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


def write(path: Path, text: str) -> None:
    """A file of text. Raises DragomanError."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise DragomanError(f"{path}: cannot be written: {problem.strerror}") from problem
    click.echo(f"wrote {path}", err=True)


def open_ledger(path: str, existing: bool = False) -> Ledger:
    """The ledger at the path. Raises NotOnRecord where it must exist and does not, StoreError."""
    from dragoman.errors import NotOnRecord
    from dragoman.store.ledger import Ledger

    if existing and not Path(path).exists():
        raise NotOnRecord(f"{path}: no ledger there; run `dragoman code PATHS` first, or name one with --store")
    return Ledger(path)


def progress(results: Iterator[tuple[Outcome, bool]], quiet: bool) -> Iterator[tuple[Outcome, bool]]:
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


def finish(line: str, failed: int, quiet: bool) -> None:
    """The line that ends a run; exit status 1 where an input failed."""
    if not quiet:
        click.echo(line, err=True)
    if failed:
        sys.exit(1)
