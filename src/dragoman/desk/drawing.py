"""Series as SVG, drawn on the server: cooperation above the line in blue, conflict below it in orange.

What is planned, feared or denied is hollow; below stands how many pages each period has, hatched where there is none,
so that no event and no page do not look alike. Everything is coloured by the style sheet; nothing inside is a script.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from dragoman.desk.figures import Period, Series

WIDTH, HEIGHT = 960, 230
_LEFT, _RIGHT, _TOP = 34, 6, 10
_PLOT, _STRIP = 168, 8
Link = Callable[[Period], str]


def chart(series: Series, title: str, link: Link | None = None, coverage: bool = False) -> str:
    """The drawing; empty where no event has a date. `link` gives the address behind each bar."""
    if not series.periods:
        return ""
    up = max((p.good + p.good_open for p in series.periods), default=0)
    down = max((p.bad + p.bad_open for p in series.periods), default=0)
    unit = _PLOT / max(up + down, 1)
    zero = _TOP + up * unit if up + down else _TOP + _PLOT / 2
    step = (WIDTH - _LEFT - _RIGHT) / len(series.periods)
    parts = [_head(series, title), *_scale(up, down, unit, zero)]
    for number, period in enumerate(series.periods):
        parts.append(_bar(period, _LEFT + number * step, step, zero, unit, link))
        if coverage:
            parts.append(_cover(period, _LEFT + number * step, step))
    parts.append(f'<line class="axis" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{zero:.1f}" y2="{zero:.1f}"/>')
    return "".join([*parts, *_labels(series, step), "</svg>"])


def _head(series: Series, title: str) -> str:
    words = escape(title)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{words}">'
        '<defs><pattern id="none" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>'
    )


def _scale(up: int, down: int, unit: float, zero: float) -> list[str]:
    marks = [(zero - up * unit, up)] * bool(up) + [(zero, 0)] + [(zero + down * unit, down)] * bool(down)
    lines = (f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>' for y, _ in marks)
    return [*lines, *(f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{n}</text>'
                      for y, n in marks)]  # fmt: skip


def _bar(period: Period, x: float, step: float, zero: float, unit: float, link: Link | None) -> str:
    if not period.total:
        return ""
    wide = min(max(step * 0.8, 1.5), 26.0)
    left = x + (step - wide) / 2
    parts, top, bottom = [], zero, zero
    for count, kind in ((period.good, "good"), (period.good_open, "good open")):
        top -= count * unit
        parts.append(_block(left, top, wide, count * unit, kind))
    for count, kind in ((period.bad, "bad"), (period.bad_open, "bad open")):
        parts.append(_block(left, bottom, wide, count * unit, kind))
        bottom += count * unit
    told = f"{period.label}: {period.good + period.good_open} cooperation, {period.bad + period.bad_open} conflict"
    body = f"<title>{escape(told)}</title>" + "".join(parts)
    address = link(period) if link else ""
    return f'<a href="{escape(address)}" aria-label="{escape(told)}">{body}</a>' if address else f"<g>{body}</g>"


def _block(x: float, y: float, wide: float, high: float, kind: str) -> str:
    if high <= 0:
        return ""
    inset = 0.75 if "open" in kind else 0.0
    return (f'<rect class="{kind}" x="{x + inset:.1f}" y="{y + inset:.1f}" width="{max(wide - 2 * inset, 0.5):.1f}" '
            f'height="{max(high - 2 * inset, 0.5):.1f}"/>')  # fmt: skip


def _cover(period: Period, x: float, step: float) -> str:
    y = HEIGHT - 38
    words = f"{period.label}: {period.pages or 'no'} page{'s' * (period.pages != 1)} on record"
    style = 'class="pages"' if period.pages else 'fill="url(#none)"'
    return f'<rect {style} x="{x:.1f}" y="{y}" width="{step:.1f}" height="{_STRIP}"><title>{words}</title></rect>'


def _labels(series: Series, step: float) -> list[str]:
    """As many labels as have room, the first and round ones."""
    every = max(1, round(len(series.periods) / 10))
    if series.unit == "month" and len(series.periods) > 10:
        every = next((n for n in (3, 6, 12, 24, 36) if len(series.periods) / n <= 12), 60)
    chosen = [(n, p) for n, p in enumerate(series.periods) if _round(p.label, n, every, series)]
    return [f'<text class="tick" x="{_LEFT + (n + 0.5) * step:.1f}" y="{HEIGHT - 10}" text-anchor="middle">'
            f"{p.label[:4] if every >= 12 and series.unit == 'month' else p.label}</text>"
            for n, p in chosen if 20 < _LEFT + (n + 0.5) * step < WIDTH - 22]  # fmt: skip


def _round(label: str, number: int, every: int, series: Series) -> bool:
    if series.unit == "month" and len(series.periods) > 10:
        months = int(label[:4]) * 12 + int(label[5:7]) - 1
        return months % every == 0
    return number % every == 0
