"""Delivery over time, as a curve of few points."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from mmskit.history.mailing import Point
from mmskit.wire.reports import CHINA

POINTS: Final = 240
"""The most points of a curve: more could not be told apart on a screen."""

Told = tuple[int, str, int]
"""A time in UNIX seconds, ``delivered``, ``failed`` or anything else, and how many people."""


def draw_curve(told: Iterable[Told], most: int = POINTS) -> tuple[Point, ...]:
    """Add up what was reported when.

    Args:
        told: in any order.
        most: the most points, at least 2; the last is always the end of the curve.
    """
    by_time: dict[int, list[int]] = {}
    for time, outcome, count in told:
        place = {"delivered": 0, "failed": 1}.get(outcome, 2)
        by_time.setdefault(time, [0, 0, 0])[place] += count
    times = sorted(by_time)
    if not times:
        return ()
    step = max(1, -(-(times[-1] - times[0]) // (most - 1)))
    sums = [0, 0, 0]
    points: dict[int, Point] = {}
    for time in times:
        sums = [before + more for before, more in zip(sums, by_time[time], strict=True)]
        # Of each step the last moment counts, so that nothing is shown before it was reported.
        slot = -(-(time - times[0]) // step)
        points[slot] = Point(datetime.fromtimestamp(time, CHINA), *sums)
    return tuple(points.values())
