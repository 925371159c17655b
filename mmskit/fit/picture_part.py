"""A picture of a message, measured and made from its original."""

from __future__ import annotations

import math
from typing import Final

from mmskit.fit import jobs
from mmskit.fit.curves import MeasuredCurve
from mmskit.fit.parts import QUAD, Outcome, Part, count_quads, tell_kind
from mmskit.fit.shares import Want
from mmskit.fit.work import Job
from mmskit.media.fitting.picture_fit import FittedPicture
from mmskit.media.fitting.rendition import Way
from mmskit.media.fitting.speed import Speed
from mmskit.media.fitting.strip import strip
from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource
from mmskit.media.sound import Sound
from mmskit.texts import Text, text

_SHARP: Final = 30.0
"""Points by which a picture that is to be sharp looks better than others."""

_FIRST: Final = 256
"""Bytes; pictures are measured at this times powers of two, so that limits hardly matter to it."""

_MOVING: Final = 2
"""An animation is first measured at so many times an even share."""

_NEAR: Final = 1.5
"""What was measured tells of what is this many times larger or smaller."""

_NEAR_MOVING: Final = 1.25
_STEPS_MOVING: Final = 2
"""An animation is measured closer to its share, in steps of the root of two: once it is known how to
write it, that is cheap, and its share is the largest."""

_SATED: Final = 0.93
"""What uses less of its share than this has no use for more."""

_UNKNOWN: Final = ((8_192, 0.0),)
"""What is believed of a picture before it was measured."""


class PicturePart(Part):
    """A picture of a message."""

    slot = "picture"

    def __init__(self, frame: int, source: PictureSource, prepared: Picture, speed: Speed) -> None:
        plan = source.plan
        super().__init__(frame, prepared, locked=plan.locked, minimum=plan.minimum)
        self._picture = prepared
        self._original = source.original
        self._ahead = _SHARP if plan.sharp else 0.0
        self._speed = speed
        self._most: int | None = None
        self._asked: set[int] = set()
        self._curve = MeasuredCurve(_UNKNOWN)
        self._believed = False
        self._way: Way | None = None

    @property
    def fine(self) -> bool:
        """Whether it is GIF or JPEG without metadata."""
        return strip(self._picture) is self._picture.data

    @property
    def score_now(self) -> float:
        """How good it is if it is sent as it is."""
        return 100.0

    def judge(self, medium: Picture | Sound) -> float:
        """How good something that was made of it looks, in this process."""
        return jobs.judge(self._picture, medium) if isinstance(medium, Picture) else 0.0

    def ask(self, share: int) -> Job | None:
        """What has to be measured before a share of so many quads can be judged, if anything."""
        size = float(max(QUAD, share * QUAD))
        if self._picture.animated and not self._asked:
            size *= _MOVING
        if self._most is not None and size >= self._most:
            return None
        apart = _NEAR_MOVING if self._picture.animated else _NEAR
        if any(size / apart <= asked <= size * apart for asked in self._asked):
            return None
        steps = _STEPS_MOVING if self._picture.animated else 1
        near = round(_FIRST * 2 ** (max(0, round(steps * math.log2(size / _FIRST))) / steps))
        if near in self._asked:
            return None
        self._asked.add(near)
        return Job(self.frame, jobs.see, (self._picture, near, self._speed, self._find_way(near)))

    def learn(self, measured: jobs.SeenPicture) -> None:
        """Take what was measured."""
        if self._most is None:
            self._most = measured.most
        points = measured.points
        if self._believed:
            self._curve = MeasuredCurve.through([*self._curve.points, *points])
        elif points:
            self._curve = MeasuredCurve.through(points)
        elif self._most < jobs.ENDLESS:
            self._curve = MeasuredCurve(((self._most, measured.best),))
        self._believed |= bool(points)
        self._way = measured.way or self._way

    @property
    def want(self) -> Want:
        """What it can do with its bytes, as far as that was measured."""
        assert self._most is not None, "it was not measured"  # noqa: S101 - the order of calls
        least = self.least
        if self.minimum is not None:
            least = max(least, count_quads(min(self._most, self._curve.find_bytes(self.minimum))))
        return Want(
            self._curve,
            count_quads(self._most),
            QUAD,
            least=least,
            ahead=self._ahead,
            moving=self._picture.animated,
        )

    def make(self, quads: int) -> Job:
        """Make the best that fits a share."""
        size = quads * QUAD
        return Job(self.frame, jobs.show, (self._picture, size, self._speed, self._find_way(size)))

    def _find_way(self, size: int) -> Way | None:
        """How an animation was written that had about so many bytes."""
        way = self._way
        return way if way and way.max_bytes / _NEAR <= size <= way.max_bytes * _NEAR else None

    def make_least(self) -> Job:
        """Make the smallest that it is ever made."""
        return Job(self.frame, jobs.show_least, (self._picture,))

    def note(self, outcome: Outcome | None, share: int) -> None:
        """Learn from what was made of a share of so many quads; None: there is nothing so small."""
        super().note(outcome, share)
        if outcome is None:
            return
        size = len(outcome.medium.data)
        curve = self._curve if self._believed else MeasuredCurve(())
        self._curve, self._believed = curve.add(size, outcome.score), True
        if self._most is not None and outcome.quads < _SATED * share:
            self._most = min(self._most, size)

    def finish(self, made: jobs.MadePicture) -> Outcome:
        """Tell of the original, where the fitter knows the prepared picture alone."""
        fitted = made.fitted
        self._way = fitted.way or self._way
        return Outcome(fitted.picture, made.score, self._tell(fitted))

    def _tell(self, fitted: FittedPicture) -> tuple[Text, ...]:
        original = self._original
        if self._picture is original:
            return fitted.notes
        notes = [note for note in fitted.notes if note.key != "fit.converted"]
        notes.insert(0, text("fit.planned"))
        if original.animated and not self._picture.animated:
            notes.insert(0, text("fit.first_frame", frames=original.facts.frames))
        if original.kind != fitted.picture.kind:
            notes.insert(0, tell_kind(original))
        return tuple(notes)
