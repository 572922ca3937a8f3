"""A pair's series as a picture: SVG without any library, readable in grey, the same file each time.

Cooperation rises in plain bars, conflict falls in hatched ones; the strip below is what was read: no page, no colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from dragoman.groups import label
from dragoman.views.changes import change_points
from dragoman.views.series import Point, Series

WIDTH, HEIGHT, LEFT, TOP, HALF = 900, 360, 60, 60, 110
_COOPERATION, _CONFLICT, _INK = "#2c6fbb", "#d9730d", "#222"
_HATCH = (
    '<defs><pattern id="conflict" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="#f7e3cf"/><rect width="2.4" height="5" fill="{_CONFLICT}"/></pattern></defs>'
)


def svg(series: Series, question: str) -> str:
    """The picture, with its question in words and, for those who hear it, a summary."""
    both = _both(series)
    points = _points(series, both)
    title = f"{label(series.first)} and {label(series.second)} by {series.by}"
    told = f"{sum(c for c, _, _ in both)} events of cooperation, {sum(x for _, x, _ in both)} of conflict"
    inner = [_HATCH, *_words(title, told, question), *_bars(both), *_axis(series, both), *_changes(points, len(both))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{_INK}"><title>{escape(title)}</title>'
        f"<desc>{escape(told)}. Question: {escape(question)}</desc>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>' + "".join(inner) + "</svg>\n"
    )


def _both(series: Series) -> list[tuple[int, int, int]]:
    """Cooperation, conflict and pages by period, both directions together."""
    there, back = ([p for p in series.points if p.source == code] for code in (series.first, series.second))
    pairs: list[tuple[Point, Point]] = list(zip(there, back, strict=True))
    return [(a.cooperation + b.cooperation, a.conflict + b.conflict, a.pages) for a, b in pairs]


def _points(series: Series, both: Sequence[tuple[int, int, int]]) -> list[tuple[int, str]]:
    periods = [p.period for p in series.points if p.source == series.first]
    pages = [float(p) for _, _, p in both]
    found = {at for side in (0, 1) for at in change_points([row[side] for row in both], pages)}
    return [(at, periods[at]) for at in sorted(found)]


def _words(title: str, told: str, question: str) -> Iterator[str]:
    yield f'<text x="{LEFT}" y="20" font-size="15" font-weight="bold">{escape(title)}</text>'
    yield f'<text x="{LEFT}" y="38">{escape(told)}; {escape(question)}</text>'


def _x(n: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - 20) * n / max(1, count)


def _bars(both: Sequence[tuple[int, int, int]]) -> Iterator[str]:
    most = max((max(c, x) for c, x, _ in both), default=0) or 1
    pages = max((p for _, _, p in both), default=0) or 1
    middle, width = TOP + HALF, max(0.5, _x(1, len(both)) - _x(0, len(both)) - 0.6)
    for n, (good, bad, read) in enumerate(both):
        at = f'x="{_x(n, len(both)):.1f}" width="{width:.1f}"'
        up, down = HALF * good / most, HALF * bad / most
        if good:
            yield f'<rect {at} y="{middle - up:.1f}" height="{up:.1f}" fill="{_COOPERATION}"/>'
        if bad:
            yield f'<rect {at} y="{middle}" height="{down:.1f}" fill="url(#conflict)" stroke="{_CONFLICT}"/>'
        if read:
            shade = 0.25 + 0.75 * read / pages
            yield f'<rect {at} y="{middle + HALF + 14}" height="10" fill="#555" fill-opacity="{shade:.2f}"/>'
    for y, words in ((TOP + 10, "coop."), (middle + HALF - 4, "conflict"), (middle + HALF + 23, "read")):
        yield f'<text x="{LEFT - 6}" y="{y}" text-anchor="end">{words}</text>'
    yield f'<text x="{LEFT - 6}" y="{TOP + 24}" text-anchor="end">0–{most}</text>'


def _axis(series: Series, both: Sequence[tuple[int, int, int]]) -> Iterator[str]:
    middle = TOP + HALF
    yield f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{middle}" y2="{middle}" stroke="{_INK}"/>'
    periods = [p.period for p in series.points if p.source == series.first]
    step = max(1, -(-len(periods) // 9))
    for n in range(0, len(periods), step):
        yield f'<text x="{_x(n, len(both)):.1f}" y="{middle + HALF + 42}">{escape(periods[n])}</text>'


def _changes(points: Sequence[tuple[int, str]], count: int) -> Iterator[str]:
    for at, period in points:
        x = f"{_x(at, count):.1f}"
        yield f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{TOP + 2 * HALF}" stroke="{_INK}" stroke-dasharray="4 3"/>'
        yield f'<text x="{x}" y="{TOP - 10}">changes {escape(period)}</text>'
