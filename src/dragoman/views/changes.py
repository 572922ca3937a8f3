"""Change points of a series of counts: where the rate of events a page read changed.

Optimal partitioning with a Poisson cost and exposure (Killick, Fearnhead and Eckley, "Optimal detection of changepoints
with a linear computational cost", 2012): the segments that minimise the sum of their costs and a penalty for each.
The exposure is the number of pages, so that a month in which more was read is no rise by itself. Nothing is said of a
series with too few periods that were read or too few events.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log

import numpy as np

PENALTY = 3.0
"""Times the logarithm of the number of periods: the price of a change."""
SHORTEST = 2
"""Periods of a segment."""
FEWEST_PERIODS, FEWEST_EVENTS = 12, 20
"""Below these a series carries no change point."""


def change_points(counts: Sequence[int], exposure: Sequence[float] | None = None) -> list[int]:
    """The positions at which a new rate begins. Periods without exposure are passed over."""
    weights = [1.0] * len(counts) if exposure is None else list(exposure)
    read = [n for n, weight in enumerate(weights) if weight > 0]
    if len(read) < FEWEST_PERIODS or sum(counts[n] for n in read) < FEWEST_EVENTS:
        return []
    found = _partition([counts[n] for n in read], [weights[n] for n in read])
    return [read[n] for n in found]


def _partition(counts: Sequence[int], exposure: Sequence[float]) -> list[int]:
    size, penalty = len(counts), PENALTY * log(len(counts))
    events, weight = (np.concatenate(([0.0], np.cumsum(values))) for values in (counts, exposure))
    best, before = [-penalty, *[inf] * size], [0] * (size + 1)
    for end in range(SHORTEST, size + 1):
        starts = np.arange(0, end - SHORTEST + 1)
        k, e = events[end] - events[starts], weight[end] - weight[starts]
        cost = np.where(k > 0, -2 * k * np.log(np.maximum(k, 1e-12) / e), 0.0)
        totals = np.array([best[s] for s in starts]) + cost + penalty
        at = int(np.argmin(totals))
        best[end], before[end] = float(totals[at]), int(starts[at])
    points, end = [], size
    while before[end] > 0:
        end = before[end]
        points.append(end)
    return points[::-1]
