"""A moving picture as animated GIF of at most so many bytes, with its time kept.

Frames are thinned, and the time of those left out goes to the one before; the rest is scaled.
How many frames to keep is tried: too many make each too small, too few make it jump.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PIL import Image

from mmskit.media.fitting.animation_encode import (
    Encoded,
    Palette,
    choose_palette,
    encode,
    find_colours,
    make_palette,
)
from mmskit.media.fitting.cels import open_cels
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.raster import find_loop, fit_inside
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.picture import Picture
from mmskit.texts import Text, text

_STEPS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24)
"""Of how many frames one is kept."""

_JUMP_PENALTY: Final = 0.02
"""What keeping half of the frames costs beyond the likeness: small things that move count little
in it, but they are what people look at."""

_FRAME_BYTES: Final = 1_200
"""Bytes of a frame from which the search for the best step starts."""

_FEW_BYTES: Final = 20_000
_FEW_COLOURS, _COLOURS, _MANY_COLOURS = 32, 64, 256
_LEAST_COLOURS: Final = 8
_LEAST_SIDE: Final = 32
_SMALLEST: Final = 16.0
"""Pixels of a side at which nothing can be made out."""

_FIRST_SCALE: Final = 0.3
_THINNING: Final = 0.45
"""The scale that fits grows with the step to the power of this."""

_SCALING: Final = 0.58
"""The scale changes with the bytes to the power of this."""

_AIM, _SPENT = 0.985, 0.97
_PROBES: Final = 3
_TRIES: Final = 5
_INSTANTS: Final = 16
_LATE: Final = 0.08
"""Seconds by which nobody sees a picture come early or late."""

_COMPARED_BOX: Final = (160, 160)


@dataclass(frozen=True)
class _Try:
    """One way to write the animation, and how good it looks, at most 1."""

    encoded: Encoded
    step: int
    colours: int
    scale: float
    grade: float


class AnimationFitter:
    """Makes animated GIFs of one animation.

    Args:
        picture: an animation of any kind.

    Raises:
        UnsupportedMediaError: its pixels are damaged.
    """

    def __init__(self, picture: Picture) -> None:
        self._cels = open_cels(picture)
        self._loop = find_loop(picture)
        self._palettes: dict[int, Palette] = {}
        self._originals: dict[int, Likeness] = {}
        self._exact = self._find_exact()

    @property
    def first(self) -> Image.Image:
        """The first picture."""
        return self._cels.cels[0].picture

    @cached_property
    def least(self) -> Rendition:
        """The smallest that this animation is ever made: it still moves."""
        step = -(-len(self._cels.cels) // 2)
        encoded = self._encode(step, 0.0, _LEAST_COLOURS)
        return self._finish(_Try(encoded, step, _LEAST_COLOURS, 0.0, 0.0))

    def fit(self, max_bytes: int) -> Rendition | None:
        """The best-looking animation of at most so many bytes, or None."""
        whole = self._settle(1, self._exact, max_bytes, 1.0, 1) if self._exact else None
        if whole:
            return self._finish(whole)
        usual = _FEW_COLOURS if max_bytes < _FEW_BYTES else _COLOURS
        found = [
            self._climb(colours, max_bytes)
            for colours in ((usual, self._exact) if self._exact else (usual,))
        ]
        best = max(filter(None, found), key=lambda each: each.grade, default=None)
        if best is None:
            return self.least if len(self.least.data) <= max_bytes else None
        if best.scale < 1:
            refined = self._settle(best.step, best.colours, max_bytes, best.scale, _TRIES)
            if refined and refined.scale > best.scale:
                best = refined
        elif best.step == 1 and best.colours != self._exact:
            rich = self._settle(1, _MANY_COLOURS, max_bytes, 1.0, 1)
            best = rich or best
        return self._finish(best)

    def _find_exact(self) -> int | None:
        """How many colours a flat animation has, and a transparent one; None for any other."""
        colours = find_colours(self._cels, _FEW_COLOURS - 1)
        if colours is None:
            return None
        self._palettes[len(colours) + 1] = make_palette(colours)
        return len(colours) + 1

    def _climb(self, colours: int, max_bytes: int) -> _Try | None:
        """Go from a likely step to its neighbours as long as it gets better."""
        steps = [step for step in _STEPS if step == 1 or 2 * step <= len(self._cels.cels)]
        likely = len(self._cels.cels) * _FRAME_BYTES / max_bytes
        start = min(range(len(steps)), key=lambda at: abs(steps[at] - likely))
        best = self._settle(steps[start], colours, max_bytes, _FIRST_SCALE, _PROBES)
        for neighbours in (steps[start + 1 :], steps[:start][::-1]):
            for step in neighbours:
                guess = best.scale * (step / best.step) ** _THINNING if best else _FIRST_SCALE
                tried = self._settle(step, colours, max_bytes, guess, _PROBES)
                if tried and (best is None or tried.grade > best.grade):
                    best = tried
                elif best:
                    break
            if best and best.step > steps[start]:
                break
        return best

    def _settle(
        self, step: int, colours: int, max_bytes: int, guess: float, tries: int
    ) -> _Try | None:
        """Find about the largest scale at which so many frames fit."""
        best: tuple[Encoded, float] | None = None
        smallest = min(1.0, _LEAST_SIDE / max(self._cels.size))
        fits, too_large = smallest, 1.0
        scale = min(max(guess, smallest), 1.0)
        for _ in range(tries):
            encoded = self._encode(step, scale, colours)
            size = len(encoded.data)
            if size <= max_bytes:
                best, fits = (encoded, scale), scale
                if size >= _SPENT * max_bytes or scale == 1:
                    break
            else:
                too_large = scale
                if scale == smallest:
                    break
            scale = min(1.0, scale * (_AIM * max_bytes / size) ** _SCALING)
            if not fits < scale < too_large and scale < 1:
                scale = math.sqrt(fits * too_large)
        if best is None:
            return None
        return _Try(best[0], step, colours, best[1], self._grade(best[0], step))

    def _encode(self, step: int, scale: float, colours: int) -> Encoded:
        if colours not in self._palettes:
            self._palettes[colours] = choose_palette(self._cels, colours)
        width, height = self._cels.size
        scale = max(scale, min(1.0, _LEAST_SIDE / max(width, height)))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return encode(self._cels, self._palettes[colours], step, size, self._loop)

    def _grade(self, encoded: Encoded, step: int) -> float:
        """How much it looks like the original, on average over many instants."""
        cels = self._cels
        ends = [end for _, end in encoded.shown]
        known: dict[tuple[int, int], float] = {}
        total = 0.0
        for number in range(_INSTANTS):
            instant = (number + 0.5) * cels.seconds / _INSTANTS
            shown = min(bisect_right(ends, 100 * instant), len(ends) - 1)
            originals = {cels.find_at(instant + late) for late in (-_LATE, 0.0, _LATE)}
            for original in originals:
                if (original, shown) not in known:
                    likeness = self._original(original).find(encoded.shown[shown][0])
                    known[original, shown] = likeness
            total += max(known[original, shown] for original in originals)
        side = math.sqrt(encoded.size[0] * encoded.size[1])
        return total / _INSTANTS - (_SMALLEST / side) ** 2 - _JUMP_PENALTY * math.log2(step)

    def _original(self, number: int) -> Likeness:
        if number not in self._originals:
            picture = self._cels.cels[number].picture
            size = fit_inside(picture.size, _COMPARED_BOX)
            self._originals[number] = Likeness(picture.resize(size, Image.Resampling.LANCZOS))
        return self._originals[number]

    def _finish(self, best: _Try) -> Rendition:
        kept = -(-len(self._cels.cels) // best.step)
        notes: tuple[Text, ...] = ()
        if kept < self._cels.frames:
            notes = (text("fit.frames_kept", kept=kept, frames=self._cels.frames),)
        return Rendition(best.encoded.data, best.encoded.size, best.grade, notes)
