"""How good an animation looks beside its original, on the scale of :mod:`~mmskit.media.fitting.score`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageChops, ImageStat

from mmskit.media.fitting.animation_plan import LATE
from mmskit.media.fitting.cels import Cels
from mmskit.media.fitting.raster import open_frames
from mmskit.media.fitting.score import Scorer
from mmskit.media.picture import Picture

_INSTANTS: Final = 8
_LEAST: Final = -50.0
"""What is on show at the wrong time counts no less than this."""

_TOO_HIGH: Final = 3.0
"""Points by which few colours are taken for better than they are, on average."""

_THUMB: Final = (24, 24)


class AnimationScorer:
    """Compares animations with one original, at several instants of a round.

    Args:
        cels: the original.
    """

    def __init__(self, cels: Cels) -> None:
        self._cels = cels
        self._scorers: dict[int, Scorer] = {}
        self._thumbs: dict[int, Image.Image] = {}

    def find(self, picture: Picture) -> float:
        """How good an animation (or a still in its place) looks on average; 100 is the same."""
        known: dict[tuple[int, int], float] = {}
        total = 0.0
        for instant, (number, shown) in zip(self._list_instants(), _show(picture), strict=True):
            original = self._find_match(instant, shown)
            if (original, number) not in known:
                known[original, number] = self._find_scorer(original).find(shown)
            total += max(_LEAST, known[original, number])
        return total / _INSTANTS - _TOO_HIGH

    def _list_instants(self) -> Iterator[float]:
        for number in range(_INSTANTS):
            yield (number + 0.5) * self._cels.seconds / _INSTANTS

    def _find_match(self, seconds: float, shown: Image.Image) -> int:
        """The picture that may be on show at an instant and is most like the one that is."""
        near = {self._cels.find_at(seconds + late): None for late in (0.0, -LATE, LATE)}
        thumb = shown.resize(_THUMB)
        return min(near, key=lambda number: _find_distance(thumb, self._find_thumb(number)))

    def _find_thumb(self, number: int) -> Image.Image:
        if number not in self._thumbs:
            self._thumbs[number] = self._cels.cels[number].picture.resize(_THUMB)
        return self._thumbs[number]

    def _find_scorer(self, number: int) -> Scorer:
        if number not in self._scorers:
            self._scorers[number] = Scorer(self._cels.cels[number].picture)
        return self._scorers[number]


def _show(picture: Picture) -> Iterator[tuple[int, Image.Image]]:
    """What is on show at each instant of a round, and its number."""
    frames = [(image.convert("RGB"), seconds) for image, seconds in open_frames(picture.data)]
    whole = sum(seconds for _, seconds in frames)
    number, ends = 0, frames[0][1]
    for instant in range(_INSTANTS):
        while ends <= (instant + 0.5) * whole / _INSTANTS and number + 1 < len(frames):
            number += 1
            ends += frames[number][1]
        yield number, frames[number][0]


def _find_distance(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)
