"""What a person wants done with a picture or a sound before it is sent.

A plan says nothing of bytes: ``fit`` finds those. It is kept beside the original, so that it can
be changed for ever and nothing is lost by trying.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mmskit.media.picture import Picture
from mmskit.media.sound import Sound

WHITE: Final = "#ffffff"

PACES: Final = (0.1, 10.0)
"""The slowest and the fastest pace of an animation, as a factor of its own."""

BIT_RATES: Final = (12_200, 10_200, 7_950, 7_400, 6_700, 5_900, 5_150, 4_750)
"""The modes of AMR-NB in bits a second, best first."""

MINIMA: Final = (0.0, 90.0)
"""The lowest and the highest quality that may be asked for: more is hardly ever to be had."""

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Crop:
    """The part of a picture that is kept, in shares of the upright, turned picture from 0 to 1.

    Raises:
        ValueError: the edges are not in order, or leave the picture.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError(f"no part of a picture: {self}")


@dataclass(frozen=True)
class PicturePlan:
    """What is to be done with a picture.

    Attributes:
        turns: quarter turns clockwise, 0 to 3, before it is cropped.
        crop: the part to keep, or None for all of it.
        background: what shows through transparent parts, ``#rrggbb``.
        still: whether only the first frame of an animation is sent.
        pace: how many times as fast as its own an animation plays; see :data:`PACES`.
        sharp: whether it should look better than others.
        locked: whether ``fit`` leaves it as it is now.
        minimum: the quality below which ``fit`` never takes it, from 0 to 90, or None. 70 is good,
            50 fair, 30 poor; see :attr:`mmskit.Change.quality`.

    Raises:
        ValueError: a value is out of its range.
    """

    turns: int = 0
    crop: Crop | None = None
    background: str = WHITE
    still: bool = False
    pace: float = 1.0
    sharp: bool = False
    locked: bool = False
    minimum: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "turns", self.turns % 4)
        object.__setattr__(self, "background", self.background.lower())
        if not _COLOUR.fullmatch(self.background):
            raise ValueError(f"no colour: {self.background}")
        if not PACES[0] <= self.pace <= PACES[1]:
            raise ValueError(f"no pace: {self.pace}")
        _judge_minimum(self.minimum)

    @property
    def reshapes(self) -> bool:
        """Whether it changes the pixels or the times of some picture."""
        return bool(self.turns or self.crop or self.still) or self.pace != 1


@dataclass(frozen=True)
class SoundPlan:
    """What is to be done with a sound. MIDI is neither cut by it nor has it a bit rate.

    Attributes:
        start: seconds of the original that are left out at its beginning.
        end: where it ends, in seconds of the original; None for its own end.
        bit_rate: the most bits a second it is written with, one of :data:`BIT_RATES`; None for
            as many as there is room for.
        locked: whether ``fit`` leaves it as it is now.
        minimum: the quality below which ``fit`` never takes it, from 0 to 90, or None; from 1 on
            nothing of it is cut, from 41 on it is more than the lowest mode.

    Raises:
        ValueError: a value is out of its range.
    """

    start: float = 0.0
    end: float | None = None
    bit_rate: int | None = None
    locked: bool = False
    minimum: float | None = None

    def __post_init__(self) -> None:
        if self.start < 0 or (self.end is not None and self.end <= self.start):
            raise ValueError(f"no part of a sound: {self.start} to {self.end}")
        if self.bit_rate is not None and self.bit_rate not in BIT_RATES:
            raise ValueError(f"no mode of AMR: {self.bit_rate}")
        _judge_minimum(self.minimum)

    @property
    def trims(self) -> bool:
        """Whether it leaves anything out."""
        return self.start > 0 or self.end is not None


@dataclass(frozen=True)
class PictureSource:
    """What a frame's picture is made from.

    Attributes:
        original: as the person gave it, byte for byte.
        plan: what is to be done with it.
    """

    original: Picture
    plan: PicturePlan = field(default_factory=PicturePlan)


@dataclass(frozen=True)
class SoundSource:
    """What a frame's sound is made from.

    Attributes:
        original: as the person gave it, byte for byte.
        plan: what is to be done with it.
    """

    original: Sound
    plan: SoundPlan = field(default_factory=SoundPlan)


def _judge_minimum(minimum: float | None) -> None:
    if minimum is not None and not MINIMA[0] <= minimum <= MINIMA[1]:
        raise ValueError(f"no quality: {minimum}")
