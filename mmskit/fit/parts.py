"""The pictures and sounds of a message, each as something that can be made smaller."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mmskit.errors import MessageTooLargeError
from mmskit.fit.shares import Need
from mmskit.fit.sources import MediumSlot, at_frame, find_source, is_locked
from mmskit.media.fitting.fitted_sound import FittedSound
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.picture_fit import FittedPicture, Masters, PictureFitter
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.fitting.speed import Speed
from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound
from mmskit.message import Frame, Message
from mmskit.texts import Text, text

_SHARP: Final = 3
"""A picture that is to be sharp asks for this many times the bytes that others do."""

QUAD: Final = 3
"""Bytes that four characters of Base64 carry; shares are counted in these."""


def count_quads(size: int) -> int:
    """Groups of four characters that so many bytes take in Base64."""
    return -(-size // QUAD)


@dataclass(frozen=True)
class Outcome:
    """A medium that fits its share.

    Attributes:
        medium: as it is to be sent.
        notes: what was done to it.
    """

    medium: Picture | Sound
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
    """

    slot: MediumSlot

    def __init__(self, frame: int, medium: Picture | Sound, *, locked: bool) -> None:
        self.frame = frame
        self.medium = medium
        self.locked = locked

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
    def need(self) -> Need:
        """What it wants; the least is not known before it is tried."""

    @property
    @abstractmethod
    def least(self) -> Outcome:
        """The smallest that it is ever made."""

    @abstractmethod
    def fit(self, quads: int) -> Outcome | None:
        """The best that fits a share, or None where there is none."""


class PicturePart(Part):
    """A picture of a message."""

    slot = "picture"

    def __init__(
        self,
        frame: int,
        source: PictureSource,
        prepared: Picture,
        masters: Masters,
        speed: Speed,
    ) -> None:
        super().__init__(frame, prepared, locked=source.plan.locked)
        self._source = source
        self._prepared = prepared
        self._fitter = PictureFitter(prepared, masters=masters, speed=speed)

    @property
    def fine(self) -> bool:
        """Whether it is GIF or JPEG without metadata."""
        return self._fitter.untouched is self.medium.data

    @cached_property
    def need(self) -> Need:
        """What it wants; decodes it."""
        with at_frame(self.frame):
            demand, most = self._fitter.demand, self._fitter.most
        if self._source.plan.sharp:
            demand *= _SHARP
        return Need(0, count_quads(demand), count_quads(most))

    @cached_property
    def least(self) -> Outcome:
        """The smallest that it is ever made."""
        with at_frame(self.frame):
            fitted = self._fitter.least
        return self._finish(fitted)

    def fit(self, quads: int) -> Outcome | None:
        """The best that fits a share, or None where there is none."""
        with at_frame(self.frame):
            fitted = self._fitter.fit(quads * QUAD)
        return self._finish(fitted) if fitted else None

    def _finish(self, fitted: FittedPicture) -> Outcome:
        """Tell of the original, where the fitter knows the prepared picture alone."""
        original = self._source.original
        if self._prepared is original:
            return Outcome(fitted.picture, fitted.notes)
        notes = [note for note in fitted.notes if note.key != "fit.converted"]
        notes.insert(0, text("fit.planned"))
        if original.animated and not self._prepared.animated:
            notes.insert(0, text("fit.first_frame", frames=original.facts.frames))
        if original.kind != fitted.picture.kind:
            notes.insert(0, _tell_kind(original))
        return Outcome(fitted.picture, tuple(notes))


class SoundPart(Part):
    """A sound of a message."""

    slot = "sound"

    def __init__(
        self, frame: int, source: SoundSource, prepared: Sound, fitter: SoundFitter | MidiFitter
    ) -> None:
        super().__init__(frame, prepared, locked=source.plan.locked)
        self._source = source
        self._prepared = prepared
        self._fitter = fitter

    @property
    def fine(self) -> bool:
        """Whether it is MIDI, or AMR in no better a mode than is wanted."""
        return self._fitter.passes

    @cached_property
    def need(self) -> Need:
        """What it wants; decodes it."""
        with at_frame(self.frame):
            fair, best = count_quads(self._fitter.fair_size), count_quads(self._fitter.best_size)
        if isinstance(self._fitter, MidiFitter):
            # A tune is cut only where nothing else helps: at first it insists on all that is heard.
            return Need(fair, fair, fair)
        return Need(0, fair, best)

    @property
    def unheard(self) -> int:
        """Of a MIDI as it is, what is not heard: the share to spare where others are content."""
        if not isinstance(self._fitter, MidiFitter):
            return 0
        return count_quads(self._fitter.best_size) - self.need.most

    @cached_property
    def whole(self) -> int:
        """The share in which nothing of it has to be cut."""
        with at_frame(self.frame):
            return count_quads(self._fitter.whole_size)

    @cached_property
    def least(self) -> Outcome:
        """The smallest that it is ever made."""
        with at_frame(self.frame):
            fitted = self._fitter.fit(self._fitter.smallest_size)
        return self._finish(fitted)

    def fit(self, quads: int) -> Outcome | None:
        """The best that fits a share, or None where there is none."""
        with at_frame(self.frame):
            try:
                fitted = self._fitter.fit(quads * QUAD)
            except MessageTooLargeError:
                return None
        return self._finish(fitted)

    def _finish(self, fitted: FittedSound) -> Outcome:
        """Tell of the original, where the fitter knows the part of it that is kept alone."""
        original = self._source.original
        if self._prepared is original:
            return Outcome(fitted.sound, fitted.notes)
        notes = [note for note in fitted.notes if note.key != "fit.converted"]
        notes.append(text("fit.part_kept", before=original.seconds, after=self._prepared.seconds))
        if original.kind != fitted.sound.kind:
            notes.insert(0, _tell_kind(original))
        return Outcome(fitted.sound, tuple(notes))


def find_parts(message: Message, prepared: Message, speed: Speed) -> Iterator[Part]:
    """Everything in a message that can be made smaller, in its order.

    Args:
        message: as it was given.
        prepared: the same with the plans carried out.
        speed: how much time may be spent on each picture.
    """
    masters = Masters()
    for number, (frame, ready) in enumerate(zip(message.frames, prepared.frames, strict=True), 1):
        picture = find_source(frame, "picture")
        if isinstance(picture, PictureSource) and ready.picture and not is_locked(frame, "picture"):
            yield PicturePart(number, picture, ready.picture, masters, speed)
        sound = find_source(frame, "sound")
        if isinstance(sound, SoundSource) and ready.sound and not is_locked(frame, "sound"):
            yield SoundPart(number, sound, ready.sound, _open_fitter(frame, sound, ready.sound))


def _open_fitter(frame: Frame, source: SoundSource, sound: Sound) -> SoundFitter | MidiFitter:
    """What fits a sound; of a tune nothing is heard behind its frame's length."""
    if sound.kind == "mid":
        return MidiFitter(sound, max_seconds=frame.seconds)
    return SoundFitter(sound, max_bit_rate=source.plan.bit_rate)


def _tell_kind(original: Picture | Sound) -> Text:
    return text("fit.converted", kind=text(f"media.kind.{original.kind}"))
