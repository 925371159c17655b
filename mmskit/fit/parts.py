"""The pictures and sounds of a message, each as something that can be made smaller."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from mmskit.errors import MessageTooLargeError, MMSKitError
from mmskit.fit.shares import Need
from mmskit.media.fitting.picture_fit import Masters, PictureFitter
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.message import Frame
from mmskit.texts import Text, text

MediumSlot = Literal["picture", "sound"]

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
        medium: the original.
    """

    slot: MediumSlot

    def __init__(self, frame: int, medium: Picture | Sound) -> None:
        self.frame = frame
        self.medium = medium

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

    def __init__(self, frame: int, picture: Picture, masters: Masters) -> None:
        super().__init__(frame, picture)
        self._fitter = PictureFitter(picture, masters=masters)

    @property
    def fine(self) -> bool:
        """Whether it is GIF or JPEG without metadata."""
        return self._fitter.untouched is self.medium.data

    @cached_property
    def need(self) -> Need:
        """What it wants; decodes it."""
        with at_frame(self.frame):
            demand, most = self._fitter.demand, self._fitter.most
        return Need(0, count_quads(demand), count_quads(most))

    @cached_property
    def least(self) -> Outcome:
        """The smallest that it is ever made."""
        with at_frame(self.frame):
            fitted = self._fitter.least
        return Outcome(fitted.picture, fitted.notes)

    def fit(self, quads: int) -> Outcome | None:
        """The best that fits a share, or None where there is none."""
        with at_frame(self.frame):
            fitted = self._fitter.fit(quads * QUAD)
        return Outcome(fitted.picture, fitted.notes) if fitted else None


class SoundPart(Part):
    """A sound of a message, other than MIDI, which is never changed."""

    slot = "sound"

    def __init__(self, frame: int, sound: Sound) -> None:
        super().__init__(frame, sound)
        self._fitter = SoundFitter(sound)

    @property
    def fine(self) -> bool:
        """Whether it is AMR."""
        return self._fitter.passes

    @cached_property
    def need(self) -> Need:
        """What it wants; decodes it."""
        with at_frame(self.frame):
            fair, best = self._fitter.fair_size, self._fitter.best_size
        return Need(0, count_quads(fair), count_quads(best))

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
        return Outcome(fitted.sound, fitted.notes)

    def fit(self, quads: int) -> Outcome | None:
        """The best that fits a share, or None where there is none."""
        with at_frame(self.frame):
            try:
                fitted = self._fitter.fit(quads * QUAD)
            except MessageTooLargeError:
                return None
        return Outcome(fitted.sound, fitted.notes)


def find_parts(frames: Sequence[Frame]) -> Iterator[Part]:
    """Everything in a message that can be made smaller, in its order."""
    masters = Masters()
    for number, frame in enumerate(frames, 1):
        if frame.picture is not None:
            yield PicturePart(number, frame.picture, masters)
        if frame.sound is not None and frame.sound.kind != "mid":
            yield SoundPart(number, frame.sound)


@contextmanager
def at_frame(frame: int) -> Iterator[None]:
    """Say in an error which frame it came from."""
    try:
        yield
    except MMSKitError as error:
        error.place = text("fit.at_frame", frame=frame)
        raise
