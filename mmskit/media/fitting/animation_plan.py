"""Which pictures of an animation to keep, and when to show each.

A picture may come a little early or late without anybody seeing it. So one picture stands for
those around it, not only for those after it, and where little moves it stands longer. What is
weighed against each other is how wrong the picture on show is, over time, and how much has to be
painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import mul
from typing import Final

from PIL import Image, ImageChops

from mmskit.media.fitting.cels import Cels

LATE: Final = 0.08
"""Seconds by which nobody sees a picture come early or late."""

INSTANTS: Final = 48
"""At how many instants of a round it is asked what is on show."""

_THUMB: Final = (48, 48)
_MOVED: Final = 8
"""A level that changed by no more than this, of 255, has not moved."""

_TURN: Final = 0.03
"""What a change costs by itself, in whole pictures painted."""

_PRICES: Final = tuple(0.01 * 1.3**power for power in range(40))
"""How wrong a picture may be, of 255 over the whole round, to save the painting of one."""

_DENSE: Final = (2, 3)
_FEWEST: Final = 2
_QUICKEST: Final = 2
_SQUARES: Final = [level * level for level in range(256)]


@dataclass(frozen=True)
class Plan:
    """The pictures to show, and until when each stays.

    Attributes:
        taken: their numbers.
        ends: hundredths of a second, counted from the start.
        wrong: how far what is on show is from what should be, of 255; what is small but strong counts.
        painted: how much is painted, in whole pictures.
    """

    taken: tuple[int, ...]
    ends: tuple[int, ...]
    wrong: float
    painted: float


class Planner:
    """Finds the plans for one animation.

    Args:
        cels: the animation.
    """

    def __init__(self, cels: Cels) -> None:
        self._cels = cels
        self._count = len(cels.cels)
        self._wrong, self._moved = _compare_all(cels)
        step = cels.seconds / INSTANTS
        instants = [(number + 0.5) * step for number in range(INSTANTS)]
        self._near = [
            tuple({cels.find_at(at + late): None for late in (-LATE, 0.0, LATE)}) for at in instants
        ]
        self._first = [sum(at < start for at in instants) for start in cels.starts]
        self._first[-1] = INSTANTS
        self._summed = [
            [0.0, *accumulate(min(row[number] for number in near) for near in self._near)]
            for row in self._wrong
        ]

    @cached_property
    def plans(self) -> list[Plan]:
        """All pictures first, then fewer and fewer, two at last."""
        found = [self._take(1)]
        thinned = list(self._thin())
        most = len(thinned[0].taken) if thinned else 2
        found += [self._take(step) for step in _DENSE if self._count > step * most]
        for plan in thinned:
            if plan.painted < found[-1].painted and len(plan.taken) < self._count:
                found.append(plan)
        if len(found[-1].taken) > _FEWEST:
            found.append(self._take(-(-self._count // _FEWEST)))
        return found

    def find_match(self, instant: int, shown: int) -> int:
        """The picture that should be on show about an instant and is most like the one that is."""
        row = self._wrong[shown]
        return min(self._near[instant], key=lambda number: (row[number], number))

    def _take(self, step: int) -> Plan:
        """One of every so many pictures, the middle one, in the time of all of them."""
        starts = range(0, self._count, step)
        taken = [min(start + (step - 1) // 2, self._count - 1) for start in starts]
        ends = [self._cels.starts[min(start + step, self._count)] for start in starts]
        return self._make(taken, [round(100 * end) for end in ends])

    def _thin(self) -> Iterator[Plan]:
        """The plans that are worth their painting, at one price after the other."""
        known = set()
        for price in _PRICES:
            taken = self._solve(price)
            if len(taken) > 1 and taken not in known:
                known.add(taken)
                step = 100 * self._cels.seconds / INSTANTS
                ends = [round(step * self._switches[pair][1]) for pair in pairwise(taken)]
                yield self._make(list(taken), [*ends, round(100 * self._cels.seconds)])

    def _make(self, taken: list[int], ends: list[int]) -> Plan:
        """A plan; a picture that would be gone at once is left out."""
        kept: list[tuple[int, int]] = []
        before = 0
        for number, end in zip(taken, ends, strict=True):
            if kept and kept[-1][1] - before < _QUICKEST:
                kept[-1] = number, end
                continue
            before = kept[-1][1] if kept else 0
            kept.append((number, end))
        if len(kept) > 1 and kept[-1][1] - before < _QUICKEST:
            end = kept.pop()[1]
            kept[-1] = kept[-1][0], end
        numbers = tuple(number for number, _ in kept)
        pairs = list(pairwise(numbers))
        painted = 1 + sum(_TURN + self._moved[one][other] for one, other in pairs)
        step = 100 * self._cels.seconds / INSTANTS
        wrong, before = 0.0, 0
        for number, end in kept:
            upto = min(INSTANTS, round(end / step)) if step else INSTANTS
            wrong += self._summed[number][upto] - self._summed[number][before]
            before = upto
        return Plan(numbers, tuple(end for _, end in kept), wrong / INSTANTS, painted)

    @cached_property
    def _switches(self) -> dict[tuple[int, int], tuple[float, int]]:
        """For one picture followed by another: what is saved by switching at the best instant."""
        found = {}
        for one in range(self._count):
            mine = self._summed[one]
            for other in range(one + 1, self._count):
                first, last = self._first[one], self._first[other + 1]
                theirs = self._summed[other]
                gains = [mine[at] - theirs[at] for at in range(first, last + 1)]
                least = min(gains)
                best = [at for at, gain in enumerate(gains, first) if gain <= least + 1e-9]
                found[one, other] = least, best[len(best) // 2]
        return found

    def _solve(self, price: float) -> tuple[int, ...]:
        """The pictures that together are least wrong, where painting has a price."""
        worth = price * INSTANTS
        switches = self._switches
        best, before = [0.0] * self._count, [-1] * self._count
        for other in range(1, self._count):
            for one in range(other):
                painted = _TURN + self._moved[one][other]
                total = best[one] + switches[one, other][0] + worth * painted
                if total < best[other]:
                    best[other], before[other] = total, one
        totals = [best[at] + self._summed[at][INSTANTS] for at in range(self._count)]
        at = min(range(self._count), key=totals.__getitem__)
        path = [at]
        while before[path[-1]] >= 0:
            path.append(before[path[-1]])
        return tuple(reversed(path))


def _compare_all(cels: Cels) -> tuple[list[list[float]], list[list[float]]]:
    """For any two pictures: how far apart their levels are, root mean square, and the share of those that moved."""
    count = len(cels.cels)
    thumbs = [_shrink(cel.picture) for cel in cels.cels]
    wrong = [[0.0] * count for _ in range(count)]
    moved = [[0.0] * count for _ in range(count)]
    levels = 3 * _THUMB[0] * _THUMB[1]
    for one in range(count):
        for other in range(one):
            counts = ImageChops.difference(thumbs[one], thumbs[other]).histogram()
            wrong[one][other] = wrong[other][one] = math.sqrt(
                sum(map(mul, counts, _SQUARES)) / levels
            )
            share = sum(counts[_MOVED + 1 :]) / levels
            moved[one][other] = moved[other][one] = share
    return wrong, moved


def _shrink(picture: Image.Image) -> Image.Image:
    """A small picture of what is to be seen: red, green and blue side by side."""
    small = picture.resize(_THUMB, Image.Resampling.BOX, reducing_gap=2.0)
    sheet = Image.new("L", (3 * _THUMB[0], _THUMB[1]))
    for number, band in enumerate(small.split()):
        sheet.paste(band, (number * _THUMB[0], 0))
    return sheet
