"""The finest quantisation whose file still fits: a search along a curve that is nearly straight."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

FINEST: Final = 0.06
"""Table scale at which every step is one."""

COARSEST: Final = 12.0
"""Table scale at which only the largest forms are left."""

SLOPE: Final = 1.6
"""Bytes fall with the table scale to the power of about 1 / 1.6."""

_SLOPES: Final = (0.7, 4.0)
_SPENT: Final = 0.985
"""A file that uses this share of its bytes is not tried again."""

_AIM: Final = 0.9935
_TRIES: Final = 7
_ENOUGH: Final = 0.85
"""A file that uses less of its bytes is tried again beyond that, by halving what is left."""

_MOST_TRIES: Final = 16
_MARGIN: Final = 0.05
_PATIENCE: Final = 2


class Curve:
    """What is known of the bytes of one picture in one size, over the table scale.

    Args:
        slope: how fast the table scale falls with the bytes, where only one point is known.
    """

    def __init__(self, slope: float = SLOPE) -> None:
        self._slope = slope
        self._points: list[tuple[float, float]] = []

    def add(self, scale: float, size: float) -> None:
        """Remember the bytes at a table scale."""
        self._points.append((math.log(scale), math.log(size)))

    def correct(self, scale: float, size: float) -> None:
        """Learn what is really so many bytes; all that is known is off by as much."""
        guess = self._guess(math.log(scale))
        error = math.log(size) - guess
        self._points = [(at, known + error) for at, known in self._points]
        self.add(scale, size)

    def _guess(self, at: float) -> float:
        """The logarithm of the bytes at that of a table scale."""
        nearest = sorted(self._points, key=lambda point: abs(point[0] - at))[:2]
        (start, size), (end, other) = nearest[0], nearest[-1]
        slope = (other - size) / (end - start) if end != start else -1 / SLOPE
        return size + (at - start) * slope

    def find(self, wanted: float) -> float:
        """The table scale at which there should be so many bytes.

        Both are taken by their logarithms: a straight line through the two nearest points that are
        known, or one of the usual slope through the only one.
        """
        goal = math.log(max(1.0, wanted))
        points = sorted(self._points, key=lambda point: abs(point[1] - goal))
        at, size = points[0]
        slope = self._slope
        for other_at, other_size in points[1:]:
            if abs(other_size - size) > _MARGIN / 10:
                slope = min(max((other_at - at) / (size - other_size), _SLOPES[0]), _SLOPES[1])
                break
        return min(max(math.exp(at + slope * (size - goal)), FINEST), COARSEST)

    def find_slope(self, wanted: float) -> float:
        """How fast the table scale falls with the bytes, where there are so many."""
        return math.log(self.find(wanted) / self.find(wanted * math.e**_MARGIN)) / _MARGIN


def settle(
    encode: Callable[[float], bytes], max_bytes: int, guess: float, slope: float = SLOPE
) -> tuple[bytes, float] | None:
    """Find the finest table scale whose file has at most so many bytes.

    Args:
        encode: writes the file for a table scale.
        max_bytes: the most bytes.
        guess: where to start.
        slope: how fast the table scale falls with the bytes.

    Returns:
        The file and its table scale, or None where even the coarsest is too large.
    """
    best: tuple[bytes, float] | None = None
    too_fine: float | None = None
    curve = Curve(slope)
    scale = min(max(guess, FINEST), COARSEST)
    for tried in range(_MOST_TRIES):
        data = encode(scale)
        curve.add(scale, len(data))
        if len(data) <= max_bytes:
            best = data, scale
            if len(data) >= _SPENT * max_bytes or scale == FINEST:
                break
        else:
            too_fine = scale
            if scale == COARSEST:
                break
        if tried >= _TRIES - 1:
            if best is None or too_fine is None or len(best[0]) >= _ENOUGH * max_bytes:
                break
            scale = math.sqrt(too_fine * best[1])
            continue
        if tried == _PATIENCE and (best is None or too_fine is None):
            scale = FINEST if best else COARSEST  # far off: begin from the other end
        else:
            scale = curve.find(_AIM * max_bytes)
        if best and too_fine:
            scale = _keep_between(too_fine, best[1], scale)
    return best


def approach(
    encode: Callable[[float], bytes],
    max_bytes: int,
    guess: float,
    curve: Curve,
    *,
    near: float,
    count: Callable[[bytes], float] = len,
) -> tuple[bytes, float] | None:
    """Find a table scale whose file has about so many bytes, in few tries.

    Args:
        encode: writes the file for a table scale.
        max_bytes: about the bytes wanted.
        guess: where to start.
        curve: learns.
        near: the share by which the bytes may be off.
        count: tells the bytes that a file stands for.

    Returns:
        The last file and its table scale, or None where even the coarsest is too large.
    """
    scale = min(max(guess, FINEST), COARSEST)
    for tried in range(_PATIENCE):
        scale = curve.find(max_bytes) if tried else scale
        data = encode(scale)
        size = count(data)
        curve.add(scale, size)
        if scale == COARSEST and size > max_bytes:
            return None
        if abs(size / max_bytes - 1) <= near or scale == FINEST:
            break
    return data, scale


def _keep_between(fine: float, coarse: float, scale: float) -> float:
    """Not too near to what has been tried."""
    share = math.log(scale / fine) / math.log(coarse / fine)
    return float(fine * (coarse / fine) ** min(max(share, _MARGIN), 1 - _MARGIN))
