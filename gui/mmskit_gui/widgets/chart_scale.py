"""Where values of a chart stand on the screen, and which of them are named at its side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF

_STEPS: Final = 4
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


class ChartScale:
    """Turns times and counts into points.

    Attributes:
        box: where the lines are drawn.
        values: the round counts that the grid names, from 0 up; the last is above every count.
    """

    def __init__(self, box: QRectF, times: Sequence[float], top: int) -> None:
        """Take the place and the extent.

        Args:
            box: where the lines are drawn.
            times: of the points, in order, UNIX seconds; at least one.
            top: the greatest count.
        """
        self.box = box
        self._times = times
        self.values = find_values(top)

    def find_x(self, time: float) -> float:
        """Where a time stands."""
        span = self._times[-1] - self._times[0]
        share = (time - self._times[0]) / span if span else 0.0
        return self.box.left() + share * self.box.width()

    def find_y(self, count: float) -> float:
        """Where a count stands."""
        return self.box.bottom() - count / self.values[-1] * self.box.height()

    def find_line(self, counts: Sequence[int]) -> list[QPointF]:
        """The points of a line."""
        pairs = zip(self._times, counts, strict=True)
        return [QPointF(self.find_x(time), self.find_y(count)) for time, count in pairs]

    def find_nearest(self, across: float) -> int:
        """The point that is nearest to a place from left to right."""
        places = [self.find_x(time) for time in self._times]
        at = bisect_left(places, across)
        around = [one for one in (at - 1, at) if 0 <= one < len(places)]
        return min(around, key=lambda one: abs(places[one] - across))


def find_values(top: int) -> list[int]:
    """A few round whole counts from 0 to above ``top``: steps of 1, 2 or 5 times a power of ten."""
    step, power = 1, 1
    while step * _STEPS < top:
        if step == power:
            step = 2 * power
        elif step == 2 * power:
            step = 5 * power
        else:
            power *= 10
            step = power
    return list(range(0, max(top, 1) + step, step))


def say_clock(time: datetime, span: timedelta) -> str:
    """A time, as exactly as a chart of this span needs it."""
    if span >= _DAY:
        return f"{time:%m-%d %H:%M}"
    return f"{time:%H:%M:%S}" if span < _HOUR else f"{time:%H:%M}"
