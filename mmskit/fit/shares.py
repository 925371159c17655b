"""Sharing a number of bytes so that what looks worst becomes as good as it can."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mmskit.fit.curves import Curve

_WORST, _BEST = -400.0, 200.0
_ROUNDS: Final = 48

_SMALL: Final = 1 / 16
_SMALL_TOGETHER: Final = 1 / 4
"""What wants less than this share of the bytes gets it, if all of that is not too much."""

_MOVING_SHARE: Final = 0.6
_RECOGNISED: Final = 25.0
"""An animation gets no more than this share before everything else has this quality."""


@dataclass(frozen=True)
class Want:
    """What one part of a message can do with its bytes.

    Attributes:
        curve: its quality over them.
        most: more than this is of no use to it.
        unit: the bytes that shares, ``most`` and ``least`` are counted in.
        least: what it cannot do without.
        ahead: by how many points it should be better than others.
        moving: whether it is an animation, which could swallow everything.
        steps: whether its quality grows in steps.
    """

    curve: Curve
    most: int
    unit: int = 1
    least: int = 0
    ahead: float = 0.0
    moving: bool = False
    steps: bool = False

    def take(self, level: float, most: int) -> int:
        """The fewest that give it a quality, within its bounds."""
        if self.least >= most or self.curve.find_score(most * self.unit) <= level + self.ahead:
            return max(self.least, most)
        wanted = math.ceil(self.curve.find_bytes(level + self.ahead) / self.unit)
        return max(self.least, min(most, wanted))


def share(total: int, wants: Sequence[Want]) -> list[int] | None:
    """Share so that the worst is as good as possible, then the next, and so on.

    Returns:
        One share for each, in their order, together at most ``total``; None where there is not
        even the least for everybody.
    """
    if sum(want.least for want in wants) > total:
        return None
    capped = [
        min(want.most, int(total * _MOVING_SHARE)) if want.moving else want.most for want in wants
    ]
    shares = _raise(total, wants, capped, _is_any, _RECOGNISED)
    for chosen in (_is_any, lambda want: not want.steps, lambda want: want.steps):
        raised = [replace(want, least=given) for want, given in zip(wants, shares, strict=True)]
        shares = _raise(total, raised, [want.most for want in wants], chosen, _BEST)
    return shares


def _is_any(_: Want) -> bool:
    return True


def spare_small(wants: Sequence[Want], total: int) -> list[Want]:
    """Give what is small as it is all that it wants: spoiling it would save next to nothing."""
    small = [want.most <= total * _SMALL for want in wants]
    wanted = sum(want.most for want, is_small in zip(wants, small, strict=True) if is_small)
    if wanted > total * _SMALL_TOGETHER:
        return list(wants)
    return [
        replace(want, least=max(want.least, want.most)) if is_small else want
        for want, is_small in zip(wants, small, strict=True)
    ]


def _raise(
    total: int,
    wants: Sequence[Want],
    most: Sequence[int],
    chosen: Callable[[Want], bool],
    highest: float,
) -> list[int]:
    """Raise the level of those who are chosen as far as it goes; the others keep their least."""

    def fill(level: float) -> list[int]:
        return [
            want.take(level, upto) if chosen(want) else want.least
            for want, upto in zip(wants, most, strict=True)
        ]

    low, high = _WORST, highest
    best = fill(high)
    if sum(best) <= total:
        return best
    best = fill(low)
    if sum(best) > total:
        return [want.least for want in wants]
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        shares = fill(middle)
        if sum(shares) <= total:
            low, best = middle, shares
        else:
            high = middle
    return best
