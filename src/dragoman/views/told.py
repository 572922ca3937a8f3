"""Events on record for a reader at a terminal: an event once, with how many pages tell it and where they disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.store.answer import Events, Statements
from dragoman.store.told import Report, Told
from dragoman.views.tables import clean, evidence, heading, said
from dragoman.views.words import numbered, short_date

MOST = 50
"""Events that are shown unless more are asked for."""


def events(answer: Events, title: str, most: int = MOST) -> Iterator[RenderableType]:
    """The three counts, and the events by date; for an empty answer, which clause emptied it."""
    told, reports, outlets = answer.counts()
    counts = f"{numbered(told, 'event')} in {numbered(reports, 'report')} by {numbered(outlets, 'outlet')}"
    yield Text.assemble((clean(title), "bold"), f"  {counts}")
    if not told:
        yield from _nothing(answer)
        return
    yield _table(answer.page(0, most))
    if told > most:
        yield Text(f"  … and {told - most:,} more; --limit N shows more", style="dim")


def _nothing(answer: Events) -> Iterator[RenderableType]:
    yield Text("  nothing on record", style="dim")
    for clause, count in answer.emptied_by():
        yield Text(f"  without {clause}: {numbered(count, 'event')}", style="dim")
    if not answer.question.show_all:
        hidden = len(Events(answer.ask, answer.question.also("confidence:0")))
        if hidden:
            yield Text(f"  --all adds {numbered(hidden, 'event')} below the shown confidence", style="dim")


def _table(found: Sequence[Told]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    for told in found:
        line = heading(told.record).append(_weight(told), style="dim")
        if told.contested:
            line.append(f"  contested: {', '.join(d.field for d in told.disputes)}", style="magenta")
        table.add_row(short_date(told.record.date), line)
        shown = next((r for r in told.reports if r.record.evidence == told.record.evidence), told.reports[0])
        table.add_row("", evidence(told.record, f"{shown.ref} {told.id}"))
    return table


def _weight(told: Told) -> str:
    if len(told.reports) == 1:
        return ""
    return f"  {numbered(len(told.reports), 'report')}, {numbered(len(told.outlets), 'outlet')}"


def history(told: Told, corrections: Sequence[Sequence[Any]]) -> Iterator[RenderableType]:
    """The life of an event: what each page told of it and when, where they disagree, and who corrected what."""
    yield Text.assemble((f"{told.id}  ", "bold"), f"{short_date(told.record.date)}  ", heading(told.record))
    yield Text(f"  {_course(told)}", style="dim")
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    for report in told.reports:
        table.add_row(report.published or "undated", _told_by(report))
        table.add_row("", evidence(report.record, report.ref))
        table.add_row("", Text(report.why, style="dim"))
    yield table
    for dispute in told.disputes:
        sides = "; ".join(f"{value}: {', '.join(_who(r) for r in listed)}" for value, listed in dispute.values)
        yield Text(f"contested {dispute.field}: {clean(sides)}", style="magenta")
    for record, field, value, who, made, why in corrections:
        what = {"event": f"{record.partition(':')[2]} parted to {value}",
                "joined": f"{record} joined to {value}" if value else f"{record} parted again"}[field]  # fmt: skip
        yield Text(f"{made[:10]}  {clean(what)}, by {clean(who)}" + (f": {clean(why)}" if why else ""), style="cyan")


def _course(told: Told) -> str:
    """The statuses in the order in which pages told them: planned → occurred."""
    steps: list[str] = []
    for report in told.reports:
        if not steps or steps[-1] != report.record.status:
            steps.append(report.record.status)
    return f"{' → '.join(steps)}; {numbered(len(told.reports), 'report')} by {numbered(len(told.outlets), 'outlet')}"


def _told_by(report: Report) -> Text:
    line = Text(clean(report.source or report.document), style="bold")
    line.append(f"  {report.record.status}", style="not bold")
    when = report.record.date
    numbers = ", ".join(f"{name} {value}" for name, value in report.record.numbers.items())
    about = [when.label() if when else "", numbers, f"in the words of {report.said_by}" if report.said_by else ""]
    return line.append("".join(f"  {clean(part)}" for part in about if part), style="not bold dim")


def _who(report: Report) -> str:
    return f"{report.said_by} in {report.ref}" if report.said_by else report.ref


def statements(answer: Statements, most: int = MOST) -> Iterator[RenderableType]:
    """Who said what, by publication day, with the first and the last day on which it was said."""
    total = len(answer)
    found = answer.page(0, most)
    yield Text(numbered(total, "statement"), style="bold")
    days = [s.published for s in found if s.published]
    if days and total <= most:
        yield Text(f"  first said {min(days)}, last said {max(days)}", style="dim")
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1)
    for each in found:
        source = f"  [{clean(each.document)}@{each.record.start}]"
        stance = "".join(f"  {code}: {view}" for code, view in each.record.stance.items() if view != "neutral")
        table.add_row(each.published or "undated", said(each.record).append(stance + source, style="dim"))
    yield table
    if total > most:
        yield Text(f"  … and {total - most:,} more; --limit N shows more", style="dim")
