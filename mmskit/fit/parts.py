"""The pictures and sounds of a message, each as something that can be made smaller."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from mmskit.fit import jobs
from mmskit.fit.curves import MeasuredCurve
from mmskit.fit.shares import Want
from mmskit.fit.sources import MediumSlot, find_source, is_locked
from mmskit.fit.work import Job
from mmskit.media.fitting.picture_fit import FittedPicture
from mmskit.media.fitting.sound_fit import FittedSound, SoundFitter
from mmskit.media.fitting.speed import Speed
from mmskit.media.fitting.strip import strip
from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound
from mmskit.message import Message
from mmskit.texts import Text, text

QUAD: Final = 3
"""Bytes that four characters of Base64 carry; shares are counted in these."""

_SHARP: Final = 25.0
"""Points by which a picture that is to be sharp looks better than others."""

_FIRST: Final = 256
"""Bytes; pictures are measured at this times powers of two, so that limits hardly matter to it."""

_MOVING: Final = 2
"""An animation is first measured at so many times an even share."""

_NEAR: Final = 1.5
"""What was measured tells of what is this many times larger or smaller."""

_SATED: Final = 0.93
"""What uses less of its share than this has no use for more."""


_UNKNOWN: Final = ((8_192, 0.0),)
"""What is believed of a picture before it was measured."""


def count_quads(size: float) -> int:
    """Groups of four characters that so many bytes take in Base64."""
    return math.ceil(size / QUAD)


@dataclass(frozen=True)
class Outcome:
    """A medium that fits its share.

    Attributes:
        medium: as it is to be sent.
        score: how good it looks or sounds; see :mod:`mmskit.media.fitting.score`.
        notes: what was done to it.
    """

    medium: Picture | Sound
    score: float
    notes: tuple[Text, ...] = ()

    @property
    def quads(self) -> int:
        """What it takes of the share."""
        return count_quads(len(self.medium.data))


class Part(ABC):
    """One picture or sound of a message.

    Attributes:
        frame: its frame's number, from 1.
        slot: ``picture`` or ``sound``.
        medium: the original with its plan carried out.
        locked: whether its plan would leave it as it is, if a frame could carry it.
        minimum: the quality below which it must not fall, or None.
        least: quads that it cannot do without, as far as that is known.
    """

    slot: MediumSlot

    def __init__(
        self, frame: int, medium: Picture | Sound, *, locked: bool, minimum: float | None
    ) -> None:
        self.frame = frame
        self.medium = medium
        self.locked = locked
        self.minimum = minimum
        self.least = 0
        self._refused = -1

    @property
    def place(self) -> Text:
        """Where it stands, for people."""
        return text(f"fit.{self.slot}_of", frame=self.frame)

    @property
    @abstractmethod
    def fine(self) -> bool:
        """Whether it can be sent as it is, if there is room."""

    @property
    @abstractmethod
    def score_now(self) -> float:
        """How good it is if it is sent as it is."""

    @abstractmethod
    def judge(self, medium: Picture | Sound) -> float:
        """How good something that was made of it is, in this process."""

    @abstractmethod
    def ask(self, share: int) -> Job | None:
        """What has to be measured before a share of so many quads can be judged, if anything."""

    @abstractmethod
    def learn(self, measured: Any) -> None:
        """Take what was measured."""

    @property
    @abstractmethod
    def want(self) -> Want:
        """What it can do with its bytes, as far as that was measured."""

    @abstractmethod
    def make(self, quads: int) -> Job:
        """Make the best that fits a share."""

    @abstractmethod
    def make_least(self) -> Job:
        """Make the smallest that it is ever made."""

    @abstractmethod
    def finish(self, made: Any) -> Outcome:
        """What was made, as it is to be sent."""

    def keep(self) -> Outcome:
        """It as it is."""
        return Outcome(self.medium, self.score_now)

    def can_be(self, quads: int) -> bool:
        """Whether there may be something that fits a share."""
        return quads > self._refused or quads >= self.least > 0

    def note(self, outcome: Outcome | None, share: int) -> None:
        """Learn from what was made of a share of so many quads; None: there is nothing so small."""
        if outcome is None:
            self._refused = max(self._refused, share)


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
        if any(size / _NEAR <= asked <= size * _NEAR for asked in self._asked):
            return None
        near = _FIRST << max(0, round(math.log2(size / _FIRST)))
        if near in self._asked:
            return None
        self._asked.add(near)
        return Job(self.frame, jobs.see, (self._picture, near))

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
        return Job(self.frame, jobs.show, (self._picture, quads * QUAD, self._speed))

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
            notes.insert(0, _tell_kind(original))
        return tuple(notes)


class SoundPart(Part):
    """A sound of a message, other than MIDI, which is never changed."""

    slot = "sound"

    def __init__(self, frame: int, source: SoundSource, prepared: Sound) -> None:
        super().__init__(frame, prepared, locked=source.plan.locked, minimum=source.plan.minimum)
        self._sound = prepared
        self._original = source.original
        self._max_bit_rate = source.plan.bit_rate
        self._heard: jobs.HeardSound | None = None

    @property
    def fine(self) -> bool:
        """Whether it is AMR, in no better a mode than is wanted."""
        return SoundFitter(self._sound, max_bit_rate=self._max_bit_rate).passes

    @property
    def score_now(self) -> float:
        """How good it is if it is sent as it is."""
        return self._find_score(len(self._sound.data))

    def judge(self, medium: Picture | Sound) -> float:
        """How good something that was made of it sounds."""
        return self._find_score(len(medium.data))

    def ask(self, share: int) -> Job | None:  # noqa: ARG002 - the same for any share
        """What has to be measured before a share of so many quads can be judged, if anything."""
        if self._heard is not None:
            return None
        return Job(self.frame, jobs.hear, (self._sound, self._max_bit_rate))

    def learn(self, measured: jobs.HeardSound) -> None:
        """Take what was measured."""
        self._heard = measured
        self.least = count_quads(measured.least)

    @property
    def want(self) -> Want:
        """What it can do with its bytes, as far as that was measured."""
        assert self._heard is not None, "it was not measured"  # noqa: S101 - the order of calls
        heard, least = self._heard, self.least
        if self.minimum is not None:
            least = max(least, count_quads(min(heard.most, heard.curve.find_bytes(self.minimum))))
        return Want(heard.curve, count_quads(heard.most), QUAD, least=least, steps=True)

    def make(self, quads: int) -> Job:
        """Make the best that fits a share."""
        return Job(self.frame, jobs.sound_out, (self._sound, quads * QUAD, self._max_bit_rate))

    def make_least(self) -> Job:
        """Make the smallest that it is ever made."""
        return self.make(self.least)

    def finish(self, made: FittedSound) -> Outcome:
        """Tell of the original, where the fitter knows the part of it that is kept alone."""
        original, score = self._original, self._find_score(len(made.sound.data))
        if self._sound is original:
            return Outcome(made.sound, score, made.notes)
        notes = [note for note in made.notes if note.key != "fit.converted"]
        notes.append(text("fit.part_kept", before=original.seconds, after=self._sound.seconds))
        if original.kind != made.sound.kind:
            notes.insert(0, _tell_kind(original))
        return Outcome(made.sound, score, tuple(notes))

    def _find_score(self, size: int) -> float:
        return self._heard.curve.find_score(size) if self._heard else 100.0


def find_parts(message: Message, prepared: Message, speed: Speed) -> Iterator[Part]:
    """Everything in a message that can be made smaller, in its order.

    Args:
        message: as it was given.
        prepared: the same with the plans carried out.
        speed: how much time may be spent on each picture.
    """
    for number, (frame, ready) in enumerate(zip(message.frames, prepared.frames, strict=True), 1):
        picture = find_source(frame, "picture")
        if isinstance(picture, PictureSource) and ready.picture and not is_locked(frame, "picture"):
            yield PicturePart(number, picture, ready.picture, speed)
        sound = find_source(frame, "sound")
        if isinstance(sound, SoundSource) and ready.sound and not is_locked(frame, "sound"):
            if ready.sound.kind == "mid":
                continue
            yield SoundPart(number, sound, ready.sound)


def _tell_kind(original: Picture | Sound) -> Text:
    return text("fit.converted", kind=text(f"media.kind.{original.kind}"))
