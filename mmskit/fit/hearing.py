"""How good a sound is, on the scale of pictures.

The modes of AMR are as far apart as listeners rate them, the lowest at what is fair for a picture.
A sound that is cut has lost more than any picture that is only blurred: it falls far below, by how
little of it is left. So sounds are cut where pictures could no longer be made out otherwise.
Source: the order and distances of the modes: 3GPP TR 26.975.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

_SCORES: Final = {
    12_200: 70.0,
    10_200: 66.0,
    7_950: 60.0,
    7_400: 58.0,
    6_700: 55.0,
    5_900: 50.0,
    5_150: 44.0,
    4_750: 40.0,
}
_CUT_SCORE: Final = 10.0
_CUT_SECONDS: Final = 30.0
"""So long a part of a sound is as bad as a picture of :data:`_CUT_SCORE`."""

_HALF: Final = 20.0
"""Points that are lost with half of what is left."""

_FLOOR_RATE: Final = 650
"""Bytes a second in the lowest mode. Source: RFC 4867."""


def score_mode(bit_rate: int) -> float:
    """How good a whole sound is in a mode of so many bits a second."""
    return next(score for rate, score in sorted(_SCORES.items()) if rate >= min(bit_rate, 12_200))


def score_cut(seconds: float) -> float:
    """How good a sound is of which only so many seconds are left."""
    return _CUT_SCORE + _HALF * math.log2(max(seconds, 0.01) / _CUT_SECONDS)


@dataclass(frozen=True)
class HearingCurve:
    """The quality of one sound over its bytes: a step for each mode, and a slope where it is cut.

    Attributes:
        steps: bytes and quality of the whole sound, both rising.
    """

    steps: tuple[tuple[int, float], ...]

    def find_score(self, size: float) -> float:
        """The quality that so many bytes give."""
        at = bisect_right([step[0] for step in self.steps], size)
        if at:
            return self.steps[at - 1][1]
        return min(score_cut(size / _FLOOR_RATE), self.steps[0][1])

    def find_bytes(self, score: float) -> float:
        """The fewest bytes that give a quality."""
        seconds = _CUT_SECONDS * 2 ** ((score - _CUT_SCORE) / _HALF)
        cut = seconds * _FLOOR_RATE
        if cut < self.steps[0][0] and score <= self.steps[0][1]:
            return cut
        at = bisect_left([step[1] for step in self.steps], score)
        return float(self.steps[min(at, len(self.steps) - 1)][0])
