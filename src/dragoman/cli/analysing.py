"""Commands that count, compare and tell what holds: series, networks, facts, pledges."""

from __future__ import annotations

from datetime import date

import click

from dragoman.cli.asking import jsonl
from dragoman.cli.root import FORMAT, LIMIT, STORE, TERMS, main, open_ledger, write

BY = click.option("--by", default="month", show_default=True, metavar="PERIOD", help="day, week, month or year.")


@main.command(short_help="A pair by day, week, month or year, both directions.")
@click.argument("first")
@click.argument("second")
@TERMS
@BY
@click.option("--svg", "svg_path", metavar="FILE", help="Draw it: bars, coverage and change points.")
@STORE
@FORMAT
def pair(first: str, second: str, terms: tuple[str, ...], by: str, svg_path: str | None, store_path: str,
         form: str) -> None:  # fmt: skip
    """Cooperation and conflict of two parties by period, with the pages that were read, and where the rates change."""
    from pathlib import Path

    from dragoman.groups import known_code
    from dragoman.store.question import parse
    from dragoman.views import answers, charts, figures, series, tables

    with open_ledger(store_path, existing=True) as ledger:
        status = [] if parse(terms).of("status") else ["status:occurred"]
        found = answers.between(ledger, *terms, *status, first=first, second=second)
        made = series.pair(ledger, known_code(first), known_code(second), found, by)
        if svg_path:
            write(Path(svg_path), charts.svg(made, str(found.question)))
        elif form == "jsonl":
            jsonl(made.points)
        else:
            click.echo(tables.written(figures.pair(made)))


@main.command(short_help="Dyad-month or dyad-year table with ISO, COW and GW codes.")
@TERMS
@BY
@STORE
@click.option("--csv", "csv_path", metavar="FILE", help="Write the table as CSV.")
def dyads(terms: tuple[str, ...], by: str, store_path: str, csv_path: str | None) -> None:
    """Every directed pair of states by period, zeros included, keyed by ISO, COW and Gleditsch-Ward codes."""
    from pathlib import Path

    from dragoman.exchange import tables as files
    from dragoman.store.question import parse
    from dragoman.views import series

    with open_ledger(store_path, existing=True) as ledger:
        question = parse(terms)
        found = ledger.ask(question if question.of("status") else question.also("status:occurred"))
        rows = series.dyads(ledger, found, by)
        if csv_path:
            write(Path(csv_path), files.csv_text(rows, series.DYAD_COLUMNS))
        else:
            jsonl(rows)


@main.command(short_help="One party: how much is on record, and with whom.")
@click.argument("name")
@TERMS
@STORE
@FORMAT
@LIMIT
def actor(name: str, terms: tuple[str, ...], store_path: str, form: str, limit: int) -> None:
    """One party and its partners, by how often each acts toward the other."""
    from dragoman.groups import known_code
    from dragoman.views import answers, figures, network, tables

    with open_ledger(store_path, existing=True) as ledger:
        found, code = answers.between(ledger, *terms, first=name), known_code(name)
        if form == "jsonl":
            jsonl(tie for tie in network.ties(found) if code in (tie.source, tie.target))
        else:
            click.echo(tables.written(figures.actor(code, found, limit)))


@main.command(short_help="Who deals with whom: weighted, signed ties.")
@TERMS
@STORE
@FORMAT
@LIMIT
def network(terms: tuple[str, ...], store_path: str, form: str, limit: int) -> None:
    """Directed ties between parties, and each party's place. `party:X` is an ego view; `date:` is a window."""
    from dragoman.views import figures, tables
    from dragoman.views import network as view

    with open_ledger(store_path, existing=True) as ledger:
        ties = view.ties(ledger.ask(terms))
        if form == "jsonl":
            jsonl(ties)
        else:
            click.echo(tables.written(figures.network(ties, view.nodes(ties), limit)))


@main.command(short_help="What held of a state or body on a day.")
@click.argument("name")
@click.option("--on", "day", metavar="DAY", help="ISO day [default: today].")
@FORMAT
def state(name: str, day: str | None, form: str) -> None:
    """Who held its offices, of what it was a member and who were its members, by the registry."""
    from dragoman import facts
    from dragoman.groups import known_code, label
    from dragoman.views import figures, tables

    code, on = known_code(name), _day(day)
    found = facts.state_on(code, on)
    if form == "jsonl":
        jsonl(found)
    else:
        click.echo(tables.written(figures.facts(label(code), on.isoformat(), found)))


@main.command(short_help="Whether a state may join a body, and who says so.")
@click.argument("name")
@click.argument("body")
@click.option("--on", "day", metavar="DAY", help="ISO day [default: today].")
@STORE
@FORMAT
def eligible(name: str, body: str, day: str | None, store_path: str, form: str) -> None:
    """Whether a state is or may become a member of a body, by the registry and by what pages claim."""
    from dragoman.groups import known_code
    from dragoman.views import eligible as view
    from dragoman.views import figures, tables

    with open_ledger(store_path, existing=True) as ledger:
        found = view.eligible(ledger, known_code(name), known_code(body), _day(day))
        if form == "jsonl":
            jsonl([found])
        else:
            click.echo(tables.written(figures.eligible(found)))


@main.command(short_help="What is planned, and what became of it.")
@TERMS
@click.option("--on", "day", metavar="DAY", help="Judged as of this ISO day [default: today].")
@click.option("--ics", "ics_path", metavar="FILE", help="Write the dated ones as iCalendar.")
@STORE
@FORMAT
def pledges(terms: tuple[str, ...], day: str | None, ics_path: str | None, store_path: str, form: str) -> None:
    """What pages told as planned, for which day, and whether the record shows it done, denied or nothing by then."""
    from pathlib import Path

    from dragoman.views import calendar, figures, tables

    with open_ledger(store_path, existing=True) as ledger:
        found = list(calendar.pledges(ledger, terms, _day(day)))
        if ics_path:
            write(Path(ics_path), calendar.icalendar(found))
        elif form == "jsonl":
            jsonl({"event": p.told.id, "outcome": p.outcome, "shown_by": p.shown_by, "date": p.told.record.date,
                   "act": p.told.record.act, "sentence": p.told.record.evidence.text} for p in found)  # fmt: skip
        else:
            click.echo(tables.written(figures.pledges(found)))


def _day(text: str | None) -> date:
    from dragoman.errors import QuestionError

    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as problem:
        raise QuestionError(f"--on {text}: not an ISO day such as 2022-06-29") from problem
