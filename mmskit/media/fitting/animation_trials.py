"""Tries ways of writing an animation at one number of bytes after the other."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

from mmskit.media.fitting.animation_encode import Encoded, encode
from mmskit.media.fitting.animation_grade import Grader
from mmskit.media.fitting.animation_palette import (
    Palette,
    choose_palette,
    find_colours,
    make_palette,
)
from mmskit.media.fitting.animation_plan import Plan
from mmskit.media.fitting.cels import Cels
from mmskit.media.fitting.raster import Size

SCALING: Final = 0.58
"""The scale changes with the bytes to the power of this."""

_JUMP_PENALTY: Final = 0.006
"""What keeping half of the frames costs beyond the likeness: small things that move count little
in it, but they are what people look at."""

_GAIN: Final = 0.4
"""What is not as it should be falls with the bytes to the power of this."""

_EXACT_COLOURS: Final = 64
_LEAST_SIDE: Final = 32

_AIM, _SPENT = 0.99, 0.98
_CLOSE: Final = 1.3
"""What is so many times too large or too small is near enough to be judged."""

_PROBES, _TRIES, _MOST_TRIES = 3, 3, 12
_KEPT: Final = 3


@dataclass(frozen=True)
class Trial:
    """One way to write the animation, and how good it would look in the bytes allowed, at most 1."""

    encoded: Encoded
    plan: Plan
    colours: int
    scale: float
    grade: float


class Trials:
    """Writes one animation in many ways.

    Args:
        cels: the animation.
        loop: how often it is repeated (0: for ever), or None where it plays once.
    """

    def __init__(self, cels: Cels, loop: int | None) -> None:
        self._cels = cels
        self._loop = loop
        self._palettes: dict[int, Palette] = {}
        self._kept: OrderedDict[tuple[Plan, int, Size], Encoded] = OrderedDict()
        colours = find_colours(cels, _EXACT_COLOURS - 1)
        self._exact = make_palette(colours) if colours else None

    @property
    def flat(self) -> bool:
        """Whether all colours of the original fit in a palette."""
        return self._exact is not None

    def limit(self, scale: float) -> float:
        """A scale at which something can be made out and nothing is enlarged."""
        return min(1.0, max(scale, _LEAST_SIDE / max(self._cels.size)))

    def encode(self, plan: Plan, scale: float, colours: int) -> Encoded:
        """Write a plan at a scale, as it is kept or anew."""
        width, height = self._cels.size
        scale = self.limit(scale)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        key = plan, colours, size
        if key not in self._kept:
            self._kept[key] = encode(
                self._cels, self._find_palette(colours, size), plan, size, self._loop
            )
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def probe(
        self, plan: Plan, colours: int, max_bytes: int, *, guess: float, grader: Grader
    ) -> Trial:
        """Judge a plan by what it gives in about so many bytes.

        Args:
            plan: the pictures.
            colours: how many.
            max_bytes: the bytes allowed; what is tried may need somewhat more.
            guess: the scale that should fit.
            grader: the judge.
        """
        scale = self.limit(guess)
        for _ in range(_PROBES):
            encoded = self.encode(plan, scale, colours)
            share = max_bytes / len(encoded.data)
            following = self.limit(scale * (_AIM * share) ** SCALING)
            if 1 / _CLOSE <= share <= _CLOSE or following == scale:
                break
            scale = following
        likeness = grader.find(encoded, plan)
        gain = share if scale < 1 or share < 1 else 1.0
        thinned = len(self._cels.cels) / len(plan.taken)
        grade = 1 - (1 - likeness) * gain**-_GAIN - _JUMP_PENALTY * math.log2(thinned)
        return Trial(encoded, plan, colours, scale, grade)

    def settle(self, likely: Trial, max_bytes: int) -> Trial | None:
        """Find about the largest scale at which a plan fits, or None."""
        best: Trial | None = None
        fits, too_large = self.limit(0.0), 1.0
        encoded, scale = likely.encoded, likely.scale
        for tried in range(_MOST_TRIES):
            size = len(encoded.data)
            if size <= max_bytes:
                if best is None or size > len(best.encoded.data):
                    best = replace(likely, encoded=encoded, scale=scale)
                fits = scale
                if size >= _SPENT * max_bytes or scale == 1:
                    break
            else:
                too_large = scale
                if scale == fits:
                    break
            if best and tried >= _TRIES:
                break
            scale = self.limit(scale * (_AIM * max_bytes / size) ** SCALING)
            if not fits < scale < too_large and scale < 1:
                scale = math.sqrt(fits * too_large)
            encoded = self.encode(likely.plan, scale, likely.colours)
        return best

    def _find_palette(self, colours: int, size: Size) -> Palette:
        if self._exact and size == self._cels.size:
            return self._exact
        if colours not in self._palettes:
            self._palettes[colours] = choose_palette(self._cels, colours)
        return self._palettes[colours]
