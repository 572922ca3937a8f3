"""Words that the answers share: dates as a reader writes them, counts, how a date is known."""

from __future__ import annotations

from collections.abc import Sized

from dragoman.dates import Window
from dragoman.records import Party

BASIS = {
    "stated": "stated by the page",
    "address": "from the page's address",
    "given": "given with the input",
    "inferred": "inferred from the text",
    "relative": "relative to the page's day",
    "document": "the page's own day",
}
"""How a date is known, by `Window.basis`."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MANY = {"party": "parties", "person": "people"}


def dated(window: Window | None, long: bool = False) -> str:
    """When a page was published, or written, and how that is known."""
    if window is None:
        return "publication date unknown"
    verb = "written" if window.basis == "inferred" else "published"
    return f"{verb} {long_date(window) if long else window.label()}, {BASIS[window.basis]}"


def worth_showing(party: Party) -> bool:
    """Whether a party's code says more than its name: not for `hezbollah` beside Hezbollah."""
    return party.code != party.name and any(letter.isupper() for letter in party.code)


def count(things: Sized, name: str) -> str:
    """A number with its noun: 1 event, 2 events, 3 people."""
    return numbered(len(things), name)


def numbered(number: int, name: str) -> str:
    """As `count`, of a number."""
    return f"{number:,} {name if number == 1 else _MANY.get(name, name + 's')}"


def short_date(window: Window | None) -> str:
    """A date for a column: ISO, and as short as its days allow."""
    if window is None:
        return "undated"
    first, last = window.start, window.end
    if " to " not in window.label() or first.year != last.year:
        return window.label()
    return f"{first.isoformat()} – {last.isoformat()[8 if first.month == last.month else 5 :]}"


def long_date(window: Window | None) -> str:
    """A date in words: 29 June 2022, June 2022, 26–29 June 2022."""
    if window is None:
        return "undated"
    first, last = window.start, window.end
    if first == last:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    if " to " not in window.label():
        return window.label() if window.precision == "year" else f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_MONTHS[first.month - 1]} {first.year}"
    before = f"{first.day} {_MONTHS[first.month - 1]}" + (f" {first.year}" if first.year != last.year else "")
    return f"{before} – {last.day} {_MONTHS[last.month - 1]} {last.year}"
