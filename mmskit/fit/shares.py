"""Sharing a number of bytes among those that want some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

_ROUNDS: Final = 60

_UNCUT: Final = 0.6
"""Sounds get up to this share of the bytes where they would have to be cut otherwise."""

_CLEAR: Final = 0.5
"""Sounds get up to this share to be clear, if that is more than they need to stay whole."""

_SMALL: Final = 1 / 16
_SMALL_TOGETHER: Final = 1 / 3
"""What wants less than this share of the bytes gets it, if all of that is not too much."""


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
        return max(self.least, min(self.most, int(max(1, self.demand) * level)))


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


def share_media(
    sounds: Sequence[Need], wholes: Sequence[int], pictures: Sequence[Need], total: int
) -> tuple[list[int], list[int]] | None:
    """Share among sounds and pictures.

    Sounds come first, up to a part of the whole where pictures want the rest; what pictures have
    no use for makes sounds better.

    Args:
        sounds: what sounds want.
        wholes: for each sound the share in which nothing has to be cut.
        pictures: what pictures want.
        total: everything there is to share.

    Returns:
        Shares of the sounds and of the pictures; None where there is not even the least for all.
    """
    spared = total - sum(need.most for need in pictures)
    left = total - sum(need.least for need in pictures)
    heard = _share_sounds(sounds, wholes, total, spared, left)
    if heard is None:
        return None
    shown = share(total - sum(heard), pictures)
    if shown is None:
        return None
    raised = [replace(need, least=least) for need, least in zip(sounds, heard, strict=True)]
    return share(total - sum(shown), raised) or heard, shown


def spare_small(needs: Sequence[Need], total: int) -> list[Need]:
    """Give what is small as it is all that it wants: spoiling it would save next to nothing."""
    small = [need.most <= total * _SMALL for need in needs]
    wanted = sum(need.most for need, is_small in zip(needs, small, strict=True) if is_small)
    if wanted > total * _SMALL_TOGETHER:
        return list(needs)
    return [
        replace(need, least=need.most) if is_small else need
        for need, is_small in zip(needs, small, strict=True)
    ]


def _share_sounds(
    sounds: Sequence[Need], wholes: Sequence[int], total: int, spared: int, left: int
) -> list[int] | None:
    """Give sounds enough not to be cut, short ones first, then what speech needs.

    Args:
        sounds: what they want.
        wholes: for each the share in which nothing has to be cut.
        total: everything there is to share.
        spared: what pictures have no use for.
        left: what pictures can do without.
    """
    least = sum(need.least for need in sounds)
    room = min(max(int(total * _UNCUT), spared, least), left)
    uncut = share(
        room,
        [Need(need.least, 1, whole) for need, whole in zip(sounds, wholes, strict=True)],
    )
    if uncut is None:
        return None
    room = min(max(int(total * _CLEAR), spared, sum(uncut)), left)
    return share(
        room,
        [
            Need(given, need.demand, min(need.demand, need.most))
            for need, given in zip(sounds, uncut, strict=True)
        ],
    )
