"""Sharing a number of bytes among those that want some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ROUNDS: Final = 60


@dataclass(frozen=True)
class Need:
    """What one part of a message wants, all in the same unit.

    Attributes:
        least: what it cannot do without.
        demand: what it takes to look (or sound) as good as the others do with their demands.
        most: more than this is of no use to it.
    """

    least: int
    demand: int
    most: int

    def take(self, level: float) -> int:
        """Its share when everybody gets so many times their demand."""
        return max(self.least, min(self.most, int(self.demand * level)))


def share(total: int, needs: Sequence[Need]) -> list[int] | None:
    """Share so that all are equally well off, but nobody gets more than is of use to them.

    Returns:
        One share for each need, in their order, together at most ``total``; None where there is
        not even the least for everybody.
    """
    if sum(need.least for need in needs) > total:
        return None
    if sum(max(need.least, need.most) for need in needs) <= total:
        return [max(need.least, need.most) for need in needs]
    low, high = 0.0, 1.0
    while sum(need.take(high) for need in needs) <= total:
        low, high = high, 2 * high
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if sum(need.take(middle) for need in needs) <= total:
            low = middle
        else:
            high = middle
    return [need.take(low) for need in needs]
