"""The words of a language that rules need: the only door to data/languages.json."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


@cache
def section(name: str, language: str = "en") -> dict[str, Any]:
    """One section of a language's data, as compiled from resources/languages."""
    return dict(_all()[language][name])


@cache
def words(name: str, key: str, language: str = "en") -> frozenset[str]:
    """A list of words of a section."""
    return frozenset(section(name, language)[key])


@cache
def _all() -> dict[str, dict[str, Any]]:
    data = files("dragoman").joinpath("data", "languages.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, dict[str, Any]])
