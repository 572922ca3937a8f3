"""Series, networks, actors, facts and pledges for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.groups import label
from dragoman.records import Fact
from dragoman.store.answer import Events
from dragoman.views.calendar import Pledge
from dragoman.views.changes import change_points
from dragoman.views.eligible import Eligibility
from dragoman.views.network import Node, Tie, ties
from dragoman.views.series import Point, Series
from dragoman.views.tables import clean, heading
from dragoman.views.words import numbered, short_date

_BAR = " ▁▂▃▄▅▆▇█"


def grid(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A plain table; numbers to the right."""
    listed = [[f"{v:g}" if isinstance(v, float) else str("" if v is None else v) for v in row] for row in rows]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for number, column in enumerate(columns):
        right = all(row[number].replace(".", "").replace("-", "").isdigit() for row in listed if row[number])
        table.add_column(column, justify="right" if right and listed else "left")
    for row in listed:
        table.add_row(*map(clean, row))
    return table


def pair(series: Series) -> Iterator[RenderableType]:
    """A pair by period, both directions, with coverage, then where the rate of conflict and cooperation changed."""
    yield Text.assemble((f"{label(series.first)} and {label(series.second)}", "bold"), f"  by {series.by}")
    there, back = ([p for p in series.points if p.source == code] for code in (series.first, series.second))
    ways = (f"{series.first}→{series.second} coop", f"{series.second}→{series.first} coop")
    columns = ("period", ways[0], "confl", "score", ways[1], "confl", "score", "pages")
    yield grid(columns, ([a.period, *_three(a), *_three(b), a.pages] for a, b in zip(there, back, strict=True)))
    for name in ("cooperation", "conflict"):
        counts = [getattr(a, name) + getattr(b, name) for a, b in zip(there, back, strict=True)]
        yield Text(f"{name:12} {_spark(counts)}", style="dim")
        for at in change_points(counts, [float(p.pages) for p in there]):
            driven = "; ".join(series.drivers.get(there[at].period, [])[:2])
            yield Text(f"  changes in {there[at].period}" + (f": {clean(driven)}" if driven else ""))
    if series.undated:
        yield Text(f"{numbered(series.undated, 'event')} of no day, or of more than a {series.by}, not counted", "dim")


def _three(point: Point) -> list[Any]:
    return [point.cooperation, point.conflict, round(point.score, 1)]


def _spark(counts: Sequence[int]) -> str:
    most = max(counts, default=0) or 1
    return "".join(_BAR[-(-c * 8 // most)] for c in counts[-100:])


def network(listed: Sequence[Tie], found: Sequence[Node], most: int) -> Iterator[RenderableType]:
    """The strongest ties and the parties with their place."""
    yield Text(f"{numbered(len(found), 'party')}, {numbered(len(listed), 'tie')}", "bold")
    yield grid(("from", "to", "events", "coop", "confl", "score", "first", "last"),
               ([t.source, t.target, t.events, t.cooperation, t.conflict, t.score, t.first, t.last]
                for t in listed[:most]))  # fmt: skip
    yield Text("")
    yield grid(("party", "events", "to", "from", "pagerank", "between", "community"),
               ([n.name, n.events, n.out_degree, n.in_degree, n.pagerank, n.between, n.community]
                for n in found[:most]))  # fmt: skip


def actor(code: str, found: Events, most: int) -> Iterator[RenderableType]:
    """One party: how much is on record, and with whom it deals."""
    told, reports, outlets = found.counts()
    counts = f"{numbered(told, 'event')} in {numbered(reports, 'report')} by {numbered(outlets, 'outlet')}"
    yield Text.assemble((label(code), "bold"), f"  {counts}")
    rows: dict[str, list[Any]] = {}
    for tie in ties(found):
        if code in (tie.source, tie.target):
            other = tie.target if tie.source == code else tie.source
            row = rows.setdefault(other, [label(other), 0, 0, 0, 0])
            row[1 if tie.source == code else 2] += tie.events
            row[3], row[4] = row[3] + tie.cooperation, row[4] + tie.conflict
    ranked = sorted(rows.values(), key=lambda row: (-row[1] - row[2], row[0]))
    yield grid(("partner", "acts toward it", "is acted on by it", "coop", "confl"), ranked[:most])


def facts(name: str, day: str, found: Sequence[Fact]) -> Iterator[RenderableType]:
    """What held of a state or body on a day."""
    yield Text.assemble((name, "bold"), f"  on {day}, {numbered(len(found), 'fact')} of the registry")
    yield grid(("who", "", "what", "from", "to"), ([f.subject, f.relation, f.object, f.start, f.end] for f in found))


def eligible(found: Eligibility) -> Iterator[RenderableType]:
    """The verdict, and who claims what on which page."""
    open_to = "not excluded" if found.claims else "not known"
    verdict = {True: "yes", False: "no", None: open_to}[found.verdict]
    yield Text.assemble((f"{verdict}: ", "bold"), clean(found.reason))
    for claim in found.claims:
        yield Text(f"  {clean(claim.claimed_by or 'the page')} [{claim.document}@{claim.start}]", style="dim")
        yield Text(f"    {clean(claim.sentence)}", style="italic")


def pledges(found: Sequence[Pledge]) -> Iterator[RenderableType]:
    """What was planned, for when, and what became of it."""
    yield Text(numbered(len(found), "pledge"), style="bold")
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    for pledge in found:
        shown = f" ({pledge.shown_by})" if pledge.shown_by else ""
        line = heading(pledge.told.record).append(f"  {pledge.outcome}{shown}", style="bold")
        table.add_row(short_date(pledge.told.record.date), line)
        table.add_row("", Text(f"{clean(pledge.told.record.evidence.text)}  [{pledge.told.reports[0].ref}]", "italic"))
    yield table
