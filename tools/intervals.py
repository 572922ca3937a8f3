"""How sure a measured figure is: what the measuring tools print beside their figures."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import TypeVar

T = TypeVar("T")
Z = 1.96
"""The normal quantile of a 95 % interval."""
ROUNDS = 1000


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n (Wilson 1927); 0 to 1 where n is 0."""
    if not n:
        return 0.0, 1.0
    share, square = hits / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def drawn(rows: Sequence[T], figure: Callable[[Sequence[T]], float], rounds: int = ROUNDS) -> tuple[float, float]:
    """The 95 % interval of a figure, by drawing its rows anew with a fixed seed (bootstrap, percentile)."""
    draw = random.Random(0)
    got = sorted(figure([rows[draw.randrange(len(rows))] for _ in rows]) for _ in range(rounds))
    return got[int(rounds * 0.025)], got[int(rounds * 0.975)]


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The mean F1 over the labels that gold has, of pairs of gold and answer."""
    both, gold, made = dict[str, int](), dict[str, int](), dict[str, int]()
    for wanted, found in pairs:
        gold[wanted] = gold.get(wanted, 0) + 1
        made[found] = made.get(found, 0) + 1
        both[wanted] = both.get(wanted, 0) + (wanted == found)
    return sum(2 * both[name] / (gold[name] + made.get(name, 0)) for name in gold) / len(gold) if gold else 0.0
