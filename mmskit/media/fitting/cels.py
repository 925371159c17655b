"""The pictures of an animation that are worth holding in memory, and how long each is shown."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final

from PIL import Image

from mmskit.media.fitting.raster import fit_inside, flatten, open_frames
from mmskit.media.picture import Picture

BOX: Final = (480, 720)
"""The largest size in which an animation is sent."""

_MOST: Final = 48
_MOST_PIXELS: Final = 8_000_000
"""Held of one animation at most: many pictures, or large ones."""

_HALVED: Final = 3
"""What is to be so many times smaller is scaled in two steps: the first is done once."""

_QUICKEST: Final = 0.02
"""Seconds; what is shown for less, viewers show for a tenth of a second."""


@dataclass
class Cel:
    """One picture of an animation (RGB), and for how many seconds it is shown."""

    picture: Image.Image = field(repr=False)
    seconds: float


@dataclass(frozen=True)
class Cels:
    """An animation, thinned to what is affordable.

    Attributes:
        cels: the pictures held, all of one size.
        frames: how many pictures the animation had.
    """

    cels: tuple[Cel, ...]
    frames: int

    def scale(self, number: int, size: tuple[int, int]) -> Image.Image:
        """One of the pictures at a size; small ones are made from one of half the size."""
        picture = self.cels[number].picture
        if picture.size == size:
            return picture
        if _HALVED * max(size) <= max(picture.size):
            if number not in self._halves:
                half = -(-picture.width // 2), -(-picture.height // 2)
                self._halves[number] = picture.resize(half, Image.Resampling.LANCZOS)
            picture = self._halves[number]
        return picture.resize(size, Image.Resampling.LANCZOS)

    @cached_property
    def _halves(self) -> dict[int, Image.Image]:
        return {}

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of each picture."""
        return self.cels[0].picture.size

    @cached_property
    def starts(self) -> list[float]:
        """When each picture appears, and when the round ends, in seconds."""
        return [0.0, *accumulate(cel.seconds for cel in self.cels)]

    @property
    def seconds(self) -> float:
        """Length of one round."""
        return self.starts[-1]

    def find_at(self, seconds: float) -> int:
        """The number of the picture that is on show at an instant, from 0."""
        at = bisect_right(self.starts, seconds + 1e-9) - 1
        return min(max(at, 0), len(self.cels) - 1)


def open_cels(picture: Picture) -> Cels:
    """Decode an animation, holding every picture or every second, third … one.

    The time of a picture that is left out goes to the one before.

    Raises:
        UnsupportedMediaError: its pixels are damaged.
    """
    size = fit_inside((picture.width, picture.height), BOX)
    held = max(2, min(_MOST, _MOST_PIXELS // (size[0] * size[1])))
    step = math.ceil(picture.facts.frames / held)
    cels: list[Cel] = []
    for number, (image, seconds) in enumerate(open_frames(picture.data, name=picture.name)):
        if not cels or (number % step == 0 and cels[-1].seconds >= _QUICKEST):
            shown = flatten(image)
            if shown.size != size:
                shown = shown.resize(size, Image.Resampling.LANCZOS)
            cels.append(Cel(shown, seconds))
        else:
            cels[-1].seconds += seconds
    return Cels(tuple(cels), picture.facts.frames)
