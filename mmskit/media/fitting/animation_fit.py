"""A moving picture as animated GIF of at most so many bytes, with its time kept.

Frames are thinned, and the time of those left out goes to those around them; the rest is scaled.
How many frames to keep is tried: too many make each too small, too few make it jump. So is the
number of colours.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Final

from PIL import Image

from mmskit.media.fitting.animation_grade import Grader
from mmskit.media.fitting.animation_plan import Plan, Planner
from mmskit.media.fitting.animation_score import AnimationScorer
from mmskit.media.fitting.animation_trials import SCALING, Trial, Trials
from mmskit.media.fitting.cels import open_cels
from mmskit.media.fitting.raster import find_loop
from mmskit.media.fitting.rendition import Rendition, Way
from mmskit.media.picture import Picture
from mmskit.texts import Text, text

_COLOURS: Final = 64
_FEW_COLOURS: Final = (32,)
_MANY_COLOURS: Final = (120, 255)
_LEAST_COLOURS: Final = 8

_FIRST_SCALE: Final = 0.3
_FINER: Final = 0.25
"""The scale that fits falls with the number of colours to the power of this."""

_RICH_SCALE: Final = 0.25
"""Below this scale fewer colours are tried too."""

_UNSEEN: Final = 0.5
"""A plan that is so little wrong, of 255, is as good as all pictures."""

_SMALL_SCALE: Final = 0.16
"""The scale below which the search starts with fewer pictures."""

_APART: Final = 1.15
"""Plans that are tried differ in what they paint by this factor."""

_HOPE: Final = 2.0
"""More pictures are tried where they should need no more than so many times the bytes allowed."""

_HOPELESS: Final = 80
"""Pixels of the longer side below which an animation is hardly worth sending."""

_STILL_SECONDS: Final = 1.5
_STILL_SHARE: Final = 4
_STILL_WRONG: Final = 8.0
"""Where each picture stays longer than this, for more than so many, and what is on show is this
far from what should be, of 255, an animation hardly moves any more."""


class AnimationFitter:
    """Makes animated GIFs of one animation.

    Args:
        picture: an animation of any kind.

    Raises:
        UnsupportedMediaError: its pixels are damaged.
    """

    def __init__(self, picture: Picture) -> None:
        self._cels = open_cels(picture)
        self._planner = Planner(self._cels)
        self._trials = Trials(self._cels, find_loop(picture))

    @property
    def first(self) -> Image.Image:
        """The first picture."""
        return self._cels.cels[0].picture

    @cached_property
    def scorer(self) -> AnimationScorer:
        """Compares with this animation."""
        return AnimationScorer(self._cels)

    @cached_property
    def least(self) -> Rendition:
        """The smallest that this animation is ever made: it still moves."""
        plan = self._planner.plans[-1]
        encoded = self._trials.encode(plan, 0.0, _LEAST_COLOURS)
        trial = Trial(encoded, plan, _LEAST_COLOURS, 0.0, 0.0)
        return self._finish(trial, len(encoded.data))

    def fit(self, max_bytes: int, way: Way | None = None) -> Rendition | None:
        """The best-looking animation of at most so many bytes, or None.

        Args:
            max_bytes: the most bytes.
            way: what was best in about as many, so that nothing else is tried; only the scale is
                found anew.
        """
        best = self._follow(way, max_bytes) if way else None
        return self._finish(best, max_bytes) if best else self._search(max_bytes)

    def _follow(self, way: Way, max_bytes: int) -> Trial | None:
        """Write it in a way that is known to be good."""
        plan = self._planner.plans[way.plan]
        scale = self._trials.limit(way.scale * (max_bytes / way.max_bytes) ** SCALING)
        encoded = self._trials.encode(plan, scale, way.colours)
        return self._trials.settle(Trial(encoded, plan, way.colours, scale, way.grade), max_bytes)

    def _search(self, max_bytes: int) -> Rendition | None:
        plans = self._find_plans()
        scales = self._guess_scales(plans, max_bytes)
        grader = self._make_grader(plans, scales)
        likely = self._choose_plan(plans, scales, max_bytes, grader)
        likely = self._choose_colours(likely, max_bytes, grader)
        best = self._trials.settle(likely, max_bytes) or self._shrink(likely, max_bytes)
        if best:
            return self._finish(best, max_bytes)
        return self.least if len(self.least.data) <= max_bytes else None

    def _find_plans(self) -> list[Plan]:
        """The plans that differ enough to be tried."""
        plans = [self._planner.plans[0]]
        for plan in self._planner.plans[1:]:
            if plan.painted * _APART < plans[-1].painted:
                plans.append(plan)
        return plans

    def _guess_scales(self, plans: list[Plan], max_bytes: int) -> list[float]:
        """The scale at which each plan should fit, by what one of them gives."""
        plan = plans[_find_unseen(plans)]
        probe = self._trials.encode(plan, _FIRST_SCALE, _COLOURS)
        unit = len(probe.data) / plan.painted
        scale = self._trials.limit(_FIRST_SCALE)
        return [scale * (max_bytes / (unit * each.painted)) ** SCALING for each in plans]

    def _make_grader(self, plans: list[Plan], scales: list[float]) -> Grader:
        width, height = self._cels.size
        scale = min(1.0, scales[_find_unseen(plans)])
        return Grader(self._cels, self._planner, width * height * scale**2)

    def _choose_plan(
        self, plans: list[Plan], scales: list[float], max_bytes: int, grader: Grader
    ) -> Trial:
        """Go from a likely plan to its neighbours as long as it gets better."""

        def probe(at: int, off: float) -> Trial:
            guess = scales[at] * off
            return self._trials.probe(plans[at], _COLOURS, max_bytes, guess=guess, grader=grader)

        start = unseen = _find_unseen(plans)
        while start + 1 < len(plans) and scales[start] < _SMALL_SCALE:
            start += 1
        best = first = probe(start, 1.0)
        for neighbours in (range(start + 1, len(plans)), range(start - 1, unseen - 1, -1)):
            for at in neighbours:
                trial = probe(at, best.scale / scales[plans.index(best.plan)])
                if trial.grade <= best.grade:
                    break
                best = trial
            if best is not first:
                break
        if best.scale == 1:
            for at, plan in enumerate(plans[: plans.index(best.plan)]):
                size = len(best.encoded.data) * plan.painted / best.plan.painted
                trial = probe(at, 1 / scales[at]) if size <= _HOPE * max_bytes else best
                if trial.scale == 1 and trial.grade > best.grade:
                    return trial
        return best

    def _choose_colours(self, best: Trial, max_bytes: int, grader: Grader) -> Trial:
        """Take fewer colours or more while it gets better."""
        if self._trials.flat and best.scale == 1:
            return best
        usual = best
        for others in (_MANY_COLOURS, _FEW_COLOURS):
            for colours in others:
                if colours == _MANY_COLOURS[-1] and best.scale < 1:
                    break
                guess = best.scale * (best.colours / colours) ** _FINER
                trial = self._trials.probe(
                    best.plan, colours, max_bytes, guess=guess, grader=grader
                )
                if trial.grade <= best.grade:
                    break
                best = trial
            if best is not usual or best.scale >= _RICH_SCALE:
                break
        return best

    def _shrink(self, likely: Trial, max_bytes: int) -> Trial | None:
        """As few pictures as it takes to fit at all, as large as there is room for."""
        plans = self._planner.plans
        for plan in plans[plans.index(likely.plan) :]:
            encoded = self._trials.encode(plan, 0.0, _FEW_COLOURS[0])
            if len(encoded.data) <= max_bytes:
                scale = self._trials.limit(0.0)
                small = replace(
                    likely, encoded=encoded, plan=plan, colours=_FEW_COLOURS[0], scale=scale
                )
                return self._trials.settle(small, max_bytes) or small
        return None

    def _finish(self, best: Trial, max_bytes: int) -> Rendition:
        kept, frames = len(best.plan.taken), self._cels.frames
        notes: list[Text] = []
        if kept < frames:
            notes.append(text("fit.frames_kept", kept=kept, frames=frames))
        width, height = best.encoded.size
        if max(width, height) < min(_HOPELESS, max(self._cels.size)):
            figures = {"frames": frames, "limit": max_bytes, "width": width}
            notes.append(text("fit.frames_hopeless", **figures))
        elif self._hardly_moves(best.plan):
            figures = {"kept": kept, "frames": frames, "limit": max_bytes}
            notes.append(text("fit.frames_few", **figures))
        way = Way(
            self._planner.plans.index(best.plan), best.colours, best.scale, best.grade, max_bytes
        )
        return Rendition(best.encoded.data, best.encoded.size, best.grade, tuple(notes), way=way)

    def _hardly_moves(self, plan: Plan) -> bool:
        """Whether what moved has become a show of a few pictures."""
        shown = self._cels.seconds / len(plan.taken)
        thinned = self._cels.frames / len(plan.taken)
        return shown > _STILL_SECONDS and thinned > _STILL_SHARE and plan.wrong > _STILL_WRONG


def _find_unseen(plans: list[Plan]) -> int:
    """The plan that paints least of those that are as good as all pictures."""
    return max(at for at, plan in enumerate(plans) if plan.wrong <= _UNSEEN or at == 0)
