"""Cities and parts of countries in a phrase about an actor: "governor of Texas", "a court in Istanbul".

Names and their countries stand in resources/regions (first-level units of GeoNames, CC BY 4.0, and places that the news
often names), compiled into data/regions.json, which is read when the first phrase without a country asks for it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

import msgspec

from dragoman.actor_names import fold, lower
from dragoman.errors import RegistryError

_RUN = re.compile(r"[A-Z][\w'-]*\.?(?: (?:(?:de|del|da|do|of|the|al|el|es) )?[A-Z][\w'-]*\.?)*")
_LEADS = re.compile(r"(?:(?:of|in|from|at|for|near|across|around|outside|inside)(?: the)?(?: \w+ern)?|,) $")
"""What stands before the name of a place: "of", "in eastern"."""
LONGEST = 5
"""Words of the longest name that is looked up."""


@functools.cache
def _table() -> dict[str, str]:
    """Folded lower-case name -> countries with a space between."""
    data = (resources.files("dragoman") / "data" / "regions.json").read_bytes()
    try:
        return msgspec.json.decode(data, type=dict[str, str])
    except msgspec.DecodeError as error:
        raise RegistryError(f"data/regions.json: {error} (run: python tools/compile_resources.py regions)") from error


def countries_of(name: str) -> tuple[str, ...]:
    """The countries where a city or part is called so."""
    return tuple(_table().get(lower(fold(name)), "").split())


def place_of(text: str, taken: Iterable[tuple[int, int]], before: int) -> tuple[str, ...]:
    """The first place that the phrase names and its countries; empty where it names none.

    A place stands after a preposition or before `before`, where title or noun begin; what else is capitalised is a
    person. `taken` are the spans of names that are known already.
    """
    plain = fold(text)
    for start, end in taken:
        plain = plain[:start] + "." * (end - start) + plain[end:]
    for run in _RUN.finditer(plain):
        if run.end() > before and not _LEADS.search(plain[: run.start()]):
            continue
        if found := _within(run.group()):
            return found
    return ()


def _within(run: str) -> tuple[str, ...]:
    """The longest name in a run of capitalised words, from the left, with its countries."""
    words = run.removesuffix("'s").split()
    for length in range(min(len(words), LONGEST), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            if countries := countries_of(name.removesuffix("'s")):
                return (name, *countries)
    return ()
