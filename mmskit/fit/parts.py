"""What shares the bytes of a message: a picture or a sound, as something that can be made smaller."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Final

from mmskit.fit.shares import Want
from mmskit.fit.sources import MediumSlot
from mmskit.fit.work import Job
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.texts import Text, text

QUAD: Final = 3
"""Bytes that four characters of Base64 carry; shares are counted in these."""


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

    def relax(self) -> bool:
        """Do without something, where not everybody can have the least; whether that helps."""
        return False

    def can_be(self, quads: int) -> bool:
        """Whether there may be something that fits a share."""
        return quads > self._refused or quads >= self.least > 0

    def note(self, outcome: Outcome | None, share: int) -> None:
        """Learn from what was made of a share of so many quads; None: there is nothing so small."""
        if outcome is None:
            self._refused = max(self._refused, share)


def tell_kind(original: Picture | Sound) -> Text:
    """That something was another kind before."""
    return text("fit.converted", kind=text(f"media.kind.{original.kind}"))
