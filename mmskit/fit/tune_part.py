"""A MIDI of a message: without what is not heard where room is short, and cut where nothing else helps."""

from __future__ import annotations

from typing import Final

from mmskit.fit import jobs
from mmskit.fit.hearing import HearingCurve
from mmskit.fit.parts import QUAD, Outcome, Part, count_quads
from mmskit.fit.shares import Want
from mmskit.fit.work import Job
from mmskit.media.fitting.fitted_sound import FittedSound
from mmskit.media.picture import Picture
from mmskit.media.plan import SoundSource
from mmskit.media.sound import Sound

_WHOLE, _CUT = 100.0, 0.0
"""How good a tune is of which everything is heard, and one that was cut."""

_LEVEL: Final = 40.0
"""What is heard of it counts as a sound in the lowest mode."""


class TunePart(Part):
    """A MIDI of a message.

    Args:
        frame: its frame's number, from 1.
        source: the original and its plan.
        max_seconds: how long its frame is shown, if that is known: behind it, it may be cut.
    """

    slot = "sound"

    def __init__(self, frame: int, source: SoundSource, max_seconds: float | None) -> None:
        super().__init__(frame, source.original, locked=source.plan.locked, minimum=None)
        self._sound = source.original
        self._max_seconds = max_seconds
        self._heard: jobs.HeardTune | None = None
        self._relaxed = False

    @property
    def fine(self) -> bool:
        """It always can be sent as it is."""
        return True

    @property
    def score_now(self) -> float:
        """How good it is if it is sent as it is."""
        return _WHOLE

    def judge(self, medium: Picture | Sound) -> float:
        """How good something that was made of it sounds."""
        cut = medium.seconds < self._sound.seconds - 1 if isinstance(medium, Sound) else False
        return _CUT if cut else _WHOLE

    def ask(self, share: int) -> Job | None:  # noqa: ARG002 - the same for any share
        """What has to be measured before a share of so many quads can be judged, if anything."""
        if self._heard is not None:
            return None
        return Job(self.frame, jobs.hear_tune, (self._sound, self._max_seconds))

    def learn(self, measured: jobs.HeardTune) -> None:
        """Take what was measured."""
        self._heard = measured
        self.least = count_quads(measured.fair)

    def relax(self) -> bool:
        """Let it be cut. At first it insists on all that is heard."""
        if self._relaxed or self._heard is None:
            return False
        self._relaxed = True
        self.least = count_quads(self._heard.least)
        return True

    @property
    def want(self) -> Want:
        """What it can do with its bytes, as far as that was measured."""
        fair = self._heard.fair if self._heard else len(self._sound.data)
        curve = HearingCurve(((fair, _LEVEL),))
        return Want(curve, count_quads(fair), QUAD, least=self.least, steps=True)

    def make(self, quads: int) -> Job:
        """Make the best that fits a share."""
        return Job(self.frame, jobs.play_out, (self._sound, quads * QUAD, self._max_seconds))

    def make_least(self) -> Job:
        """Make the smallest that it is ever made."""
        return self.make(count_quads(self._heard.least if self._heard else len(self._sound.data)))

    def finish(self, made: FittedSound) -> Outcome:
        """What was made, as it is to be sent."""
        return Outcome(made.sound, self.judge(made.sound), made.notes)
