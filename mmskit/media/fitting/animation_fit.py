"""A moving picture as animated GIF of at most so many bytes, with its time kept.

Frames are thinned, and the time of those left out goes to those around them; the rest is scaled.
How many frames to keep is tried: too many make each too small, too few make it jump.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from PIL import Image

from mmskit.media.fitting.animation_encode import Encoded, encode
from mmskit.media.fitting.animation_grade import Grader
from mmskit.media.fitting.animation_palette import (
    Palette,
    choose_palette,
    find_colours,
    make_palette,
)
from mmskit.media.fitting.animation_plan import Plan, Planner
from mmskit.media.fitting.cels import open_cels
from mmskit.media.fitting.raster import Size, find_loop
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.picture import Picture
from mmskit.texts import Text, text

_JUMP_PENALTY: Final = 0.004
"""What keeping half of the frames costs beyond the likeness: small things that move count little
in it, but they are what people look at."""

_COLOURS: Final = (32, 64, 120, 255)
_USUAL: Final = 64
_EXACT_COLOURS: Final = 64
_LEAST_COLOURS: Final = 8
_LEAST_SIDE: Final = 32

_FIRST_SCALE: Final = 0.3
_SCALING: Final = 0.58
"""The scale changes with the bytes to the power of this."""

_GAIN: Final = 0.4
"""What is not as it should be falls with the bytes to the power of this."""

_FINER: Final = 0.25
"""The scale that fits falls with the number of colours to the power of this."""

_RICH_SCALE: Final = 0.25
"""From this scale on more colours are tried, below it fewer."""

_UNSEEN: Final = 0.5
"""A plan that is so little wrong, of 255, is as good as all pictures."""

_SMALL_SCALE: Final = 0.16
"""The scale below which the search starts with fewer pictures."""

_APART: Final = 1.15
"""Plans that are tried differ in what they paint by this factor."""

_AIM, _SPENT = 0.99, 0.98
_CLOSE: Final = 1.3
"""What is so many times too large or too small is near enough to be judged."""

_HOPE: Final = 2.0
"""More pictures are tried where they should need no more than so many times the bytes allowed."""

_HOPELESS: Final = 80
"""Pixels of the longer side below which an animation is hardly worth sending."""

_PROBES, _TRIES, _MOST_TRIES = 3, 3, 12


@dataclass(frozen=True)
class _Try:
    """One way to write the animation, and how good it would look in the bytes allowed."""

    encoded: Encoded
    plan: Plan
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
        self._encoded: dict[tuple[Plan, int, Size], Encoded] = {}
        self._planner = Planner(self._cels)
        self._exact = self._find_exact()
        self._grader = Grader(self._cels, self._planner, 0)

    @property
    def first(self) -> Image.Image:
        """The first picture."""
        return self._cels.cels[0].picture

    @cached_property
    def least(self) -> Rendition:
        """The smallest that this animation is ever made: it still moves."""
        plan = self._planner.plans[-1]
        encoded = self._encode(plan, 0.0, _LEAST_COLOURS)
        tried = _Try(encoded, plan, _LEAST_COLOURS, 0.0, 0.0)
        return self._finish(tried, len(encoded.data))

    def fit(self, max_bytes: int) -> Rendition | None:
        """The best-looking animation of at most so many bytes, or None."""
        self._encoded.clear()
        likely = self._choose_plan(max_bytes)
        likely = self._choose_colours(likely, max_bytes)
        best = self._settle(likely, max_bytes) or self._shrink(likely, max_bytes)
        if best:
            return self._finish(best, max_bytes)
        return self.least if len(self.least.data) <= max_bytes else None

    def _find_exact(self) -> Palette | None:
        """All colours of a flat animation; None for any other."""
        colours = find_colours(self._cels, _EXACT_COLOURS - 1)
        return make_palette(colours) if colours else None

    def _choose_plan(self, max_bytes: int) -> _Try:
        """Go from a likely plan to its neighbours as long as it gets better."""
        plans = [self._planner.plans[0]]
        for plan in self._planner.plans[1:]:
            if plan.painted * _APART < plans[-1].painted:
                plans.append(plan)
        start = max(at for at, plan in enumerate(plans) if plan.wrong <= _UNSEEN or at == 0)
        probe = self._encode(plans[start], _FIRST_SCALE, _USUAL)
        unit = len(probe.data) / plans[start].painted
        scales = [_FIRST_SCALE * (max_bytes / (unit * plan.painted)) ** _SCALING for plan in plans]
        unseen = start
        while start + 1 < len(plans) and scales[start] < _SMALL_SCALE:
            start += 1
        width, height = self._cels.size
        pixels = width * height * min(1.0, scales[start]) ** 2
        self._grader = Grader(self._cels, self._planner, pixels)
        best = first = self._probe(plans[start], _USUAL, max_bytes, scales[start])
        for neighbours in (range(start + 1, len(plans)), range(start - 1, unseen - 1, -1)):
            for at in neighbours:
                off = best.scale / scales[plans.index(best.plan)]
                tried = self._probe(plans[at], _USUAL, max_bytes, scales[at] * off)
                if tried.grade <= best.grade:
                    break
                best = tried
            if best is not first:
                break
        return self._fill(best, plans, max_bytes)

    def _fill(self, best: _Try, plans: list[Plan], max_bytes: int) -> _Try:
        """Where the full size leaves room, use it for more pictures."""
        if best.scale < 1:
            return best
        for plan in plans[: plans.index(best.plan)]:
            if len(best.encoded.data) * plan.painted > _HOPE * max_bytes * best.plan.painted:
                continue
            tried = self._probe(plan, _USUAL, max_bytes, 1.0)
            if tried.scale == 1 and tried.grade > best.grade:
                return tried
        return best

    def _choose_colours(self, best: _Try, max_bytes: int) -> _Try:
        """Take fewer colours or more while it gets better."""
        if self._exact and best.scale == 1:
            return best
        usual = _COLOURS.index(_USUAL)
        rich = best.scale >= _RICH_SCALE
        for colours in _COLOURS[usual + 1 :] if rich else _COLOURS[:usual][::-1]:
            if colours == _COLOURS[-1] and best.scale < 1:
                break
            guess = best.scale * (best.colours / colours) ** _FINER
            tried = self._probe(best.plan, colours, max_bytes, guess)
            if tried.grade <= best.grade:
                break
            best = tried
        return best

    def _probe(self, plan: Plan, colours: int, max_bytes: int, guess: float) -> _Try:
        """Judge a plan by what it gives in about so many bytes."""
        scale = self._limit(guess)
        for _ in range(_PROBES):
            encoded = self._encode(plan, scale, colours)
            share = max_bytes / len(encoded.data)
            following = self._limit(scale * (_AIM * share) ** _SCALING)
            if 1 / _CLOSE <= share <= _CLOSE or following == scale:
                break
            scale = following
        likeness = self._grader.find(encoded, plan)
        gain = share if scale < 1 or share < 1 else 1.0
        thinned = len(self._cels.cels) / len(plan.taken)
        grade = 1 - (1 - likeness) * gain**-_GAIN - _JUMP_PENALTY * math.log2(thinned)
        return _Try(encoded, plan, colours, scale, grade)

    def _settle(self, likely: _Try, max_bytes: int) -> _Try | None:
        """Find about the largest scale at which a plan fits."""
        best: Encoded | None = None
        fits, too_large = self._limit(0.0), 1.0
        encoded, scale = likely.encoded, likely.scale
        for tried in range(_MOST_TRIES):
            size = len(encoded.data)
            if size <= max_bytes:
                if best is None or size > len(best.data):
                    best = encoded
                fits = scale
                if size >= _SPENT * max_bytes or scale == 1:
                    break
            else:
                too_large = scale
                if scale == fits:
                    break
            scale = self._limit(scale * (_AIM * max_bytes / size) ** _SCALING)
            if not fits < scale < too_large and scale < 1:
                scale = math.sqrt(fits * too_large)
            if best and tried >= _TRIES:
                break
            encoded = self._encode(likely.plan, scale, likely.colours)
        return replace(likely, encoded=best) if best else None

    def _shrink(self, likely: _Try, max_bytes: int) -> _Try | None:
        """The smallest size, and as few pictures as it takes."""
        plans = self._planner.plans
        for plan in plans[plans.index(likely.plan) :]:
            encoded = self._encode(plan, 0.0, _COLOURS[0])
            if len(encoded.data) <= max_bytes:
                return replace(likely, encoded=encoded, plan=plan)
        return None

    def _limit(self, scale: float) -> float:
        """A scale at which something can be made out and nothing is enlarged."""
        return min(1.0, max(scale, _LEAST_SIDE / max(self._cels.size)))

    def _encode(self, plan: Plan, scale: float, colours: int) -> Encoded:
        width, height = self._cels.size
        scale = self._limit(scale)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        key = plan, colours, size
        if key in self._encoded:
            return self._encoded[key]
        if self._exact and size == self._cels.size:
            palette = self._exact
        else:
            if colours not in self._palettes:
                self._palettes[colours] = choose_palette(self._cels, colours)
            palette = self._palettes[colours]
        self._encoded[key] = encode(self._cels, palette, plan, size, self._loop)
        return self._encoded[key]

    def _finish(self, best: _Try, max_bytes: int) -> Rendition:
        kept, frames = len(best.plan.taken), self._cels.frames
        notes: list[Text] = []
        if kept < frames:
            notes.append(text("fit.frames_kept", kept=kept, frames=frames))
        width, height = best.encoded.size
        if max(width, height) < min(_HOPELESS, max(self._cels.size)):
            figures = {"frames": frames, "limit": max_bytes, "width": width}
            notes.append(text("fit.frames_hopeless", **figures))
        return Rendition(best.encoded.data, best.encoded.size, best.grade, tuple(notes))
