"""How good an animation looks, to choose between ways of writing it."""

from __future__ import annotations

import math
from typing import Final

from PIL import Image

from mmskit.media.fitting.animation_encode import Encoded
from mmskit.media.fitting.animation_palette import SEEN
from mmskit.media.fitting.animation_plan import INSTANTS, Plan, Planner
from mmskit.media.fitting.cels import Cels
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.raster import Size

_LEAST_PIXELS, _MOST_PIXELS = 25_000, 110_000
_FINER: Final = 1.6
"""Compared are pictures of so many times the pixels that will be sent: what those lack counts."""

_EVERY: Final = 2
"""Of how many instants one is looked at."""

_EVEN: Final = 8
"""Both sides are whole blocks of the measure, so that no block has parts of two channels."""


class Grader:
    """Compares what is on show with what should be, at many instants of a round.

    Args:
        cels: the animation.
        planner: knows which pictures are about as good as each other.
        pixels: about how many each picture will have.
    """

    def __init__(self, cels: Cels, planner: Planner, pixels: float) -> None:
        self._cels = cels
        self._planner = planner
        width, height = cels.size
        wanted = min(max(_FINER * pixels, _LEAST_PIXELS), _MOST_PIXELS)
        scale = min(1.0, math.sqrt(wanted / (width * height)))
        self._size = _round(width * scale), _round(height * scale)
        self._originals: dict[int, Likeness] = {}

    def find(self, encoded: Encoded, plan: Plan) -> float:
        """How much it looks like the original, on average over a round; 1 is the same."""
        known: dict[tuple[int, int], float] = {}
        total, at = 0.0, 0
        for instant in range(0, INSTANTS, _EVERY):
            hundredths = (instant + 0.5) * plan.ends[-1] / INSTANTS
            while plan.ends[at] <= hundredths:
                at += 1
            original = self._planner.find_match(instant, plan.taken[at])
            if (original, at) not in known:
                shown = _take_channels(encoded.shown[at], self._size)
                known[original, at] = self._find_original(original).find(shown)
            total += known[original, at]
        return total * _EVERY / INSTANTS

    def _find_original(self, number: int) -> Likeness:
        if number not in self._originals:
            picture = self._cels.cels[number].picture
            self._originals[number] = Likeness(_take_channels(picture, self._size))
        return self._originals[number]


def _round(side: float) -> int:
    return max(_EVEN, round(side / _EVEN) * _EVEN)


def _take_channels(picture: Image.Image, size: Size) -> Image.Image:
    """The channels in which the eye sees, one below the other."""
    if picture.size != size:
        method = Image.Resampling.BILINEAR if picture.width < size[0] else Image.Resampling.LANCZOS
        picture = picture.resize(size, method)
    sheet = Image.new("L", (size[0], 3 * size[1]))
    for number, band in enumerate(picture.convert("RGB", SEEN).split()):
        sheet.paste(band, (0, number * size[1]))
    return sheet
