"""The finest quantisation whose file still fits: a search along a curve that is nearly straight."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

FINEST: Final = 0.12
"""Table scale beyond which no eye sees a gain."""

COARSEST: Final = 12.0
"""Table scale at which only the largest forms are left."""

SLOPE: Final = 1.6
"""Bytes fall with the table scale to the power of about 1 / 1.6."""

_SPENT: Final = 0.985
"""A file that uses this share of its bytes is not tried again."""

_AIM: Final = 0.9935
_TRIES: Final = 7
_MARGIN: Final = 0.05
_PATIENCE: Final = 2


def settle(
    encode: Callable[[float], bytes], max_bytes: int, guess: float
) -> tuple[bytes, float] | None:
    """Find the finest table scale whose file has at most so many bytes.

    Args:
        encode: writes the file for a table scale.
        max_bytes: the most bytes.
        guess: where to start.

    Returns:
        The file and its table scale, or None where even the coarsest is too large.
    """
    best: tuple[bytes, float] | None = None
    too_fine: tuple[float, int] | None = None  # the table scale, and its bytes
    fits: tuple[float, int] | None = None
    scale = min(max(guess, FINEST), COARSEST)
    for tried in range(_TRIES):
        data = encode(scale)
        if len(data) <= max_bytes:
            best, fits = (data, scale), (scale, len(data))
            if len(data) >= _SPENT * max_bytes or scale == FINEST:
                break
        else:
            too_fine = scale, len(data)
            if scale == COARSEST:
                break
        if too_fine and fits:
            scale = _interpolate(too_fine, fits, _AIM * max_bytes)
        elif tried == _PATIENCE:  # far off: begin from the other end
            scale = FINEST if fits else COARSEST
        else:
            scale = guess_scale(scale, len(data), _AIM * max_bytes)
    return best


def guess_scale(scale: float, size: float, wanted: float) -> float:
    """Where the file has about the bytes wanted, told by its bytes at one table scale."""
    return min(max(scale * (size / wanted) ** SLOPE, FINEST), COARSEST)


def _interpolate(fine: tuple[float, int], coarse: tuple[float, int], wanted: float) -> float:
    """The table scale between two at which the bytes should be as wanted; they fall as powers."""
    share = math.log(fine[1] / wanted) / math.log(fine[1] / coarse[1])
    share = min(max(share, _MARGIN), 1 - _MARGIN)
    return float(fine[0] * (coarse[0] / fine[0]) ** share)
