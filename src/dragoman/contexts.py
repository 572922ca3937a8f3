"""The words that show a context, compiled once a process."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources


@cache
def lexicon() -> dict[str, dict[str, list[str]]]:
    """data/lexicon.json: words of contexts and verbs of the baseline."""
    found: dict[str, dict[str, list[str]]] = json.loads(
        resources.files("dragoman").joinpath("data", "lexicon.json").read_text("utf-8")
    )
    return found


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A pattern for each context: its words with an ordinary ending, or its phrases as they stand."""
    return tuple(
        (
            name,
            re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")(?:s|es|ed|ing|ion|ions|ists?|ers?)?\b", re.I),
        )
        for name, words in lexicon()["contexts"].items()
    )
