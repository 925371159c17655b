"""How good something looks or sounds over the bytes it gets, as far as it was measured."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

_SLOPE: Final = 45.0
"""Points that e times the bytes bring where nothing else is known."""

_SLOPES: Final = (25.0, 70.0)
"""Beyond what was measured a curve rises by no less and no more."""

_STEP: Final = 1e-3


class Curve(Protocol):
    """Quality over bytes: never falling."""

    def find_score(self, size: float) -> float:
        """The quality that so many bytes give."""

    def find_bytes(self, score: float) -> float:
        """The fewest bytes that give a quality."""


@dataclass(frozen=True)
class MeasuredCurve:
    """A curve through what was measured, straight over the logarithm of the bytes.

    Attributes:
        points: bytes and quality, both rising.
    """

    points: tuple[tuple[int, float], ...]

    @classmethod
    def through(cls, measured: Iterable[tuple[int, float]]) -> MeasuredCurve:
        """The curve of what was measured; what looks worse with more bytes is not believed."""
        points: list[tuple[int, float]] = []
        for size, score in sorted(measured):
            raised = max(score, points[-1][1] + _STEP) if points else score
            if points and size == points[-1][0]:
                points[-1] = size, raised
            else:
                points.append((size, raised))
        return cls(tuple(points))

    def add(self, size: int, score: float) -> MeasuredCurve:
        """The same with one more measurement, which is believed before its neighbours."""
        kept = [
            point
            for point in self.points
            if point[0] != size and (point[0] < size) == (point[1] < score)
        ]
        return MeasuredCurve.through([*kept, (size, score)])

    def find_score(self, size: float) -> float:
        """The quality that so many bytes give."""
        at = bisect_right([point[0] for point in self.points], size) - 1
        (anchor, score), slope = self.points[max(0, at)], self._find_slope(at)
        return score + slope * math.log(max(1.0, size) / anchor)

    def find_bytes(self, score: float) -> float:
        """The fewest bytes that give a quality."""
        at = bisect_left([point[1] for point in self.points], score) - 1
        (size, anchor), slope = self.points[max(0, at)], self._find_slope(at)
        return size * math.exp((score - anchor) / slope)

    def _find_slope(self, at: int) -> float:
        """Of the line that begins at a point; before the first and behind the last it goes on."""
        if len(self.points) == 1:
            return _SLOPE
        first = min(max(0, at), len(self.points) - 2)
        (size, score), (larger, better) = self.points[first : first + 2]
        slope = (better - score) / math.log(larger / size)
        return slope if at == first else min(max(slope, _SLOPES[0]), _SLOPES[1])
