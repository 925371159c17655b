"""A picture as it is shown: the instant asked for, in the size asked for, and no more in memory."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image

from mmskit.errors import UnsupportedMediaError
from mmskit.media.fitting.raster import open_frames, open_still
from mmskit.media.kinds import PICTURE_KINDS
from mmskit.media.picture import Picture
from mmskit.texts import text

_FINER: Final = 2
"""Pictures are decoded to no more than this many times the size shown, then scaled once more."""
_ROUNDING: Final = 1e-4
"""Sums of seconds are not exact: an instant this close to the next picture belongs to it."""


class Reel:
    """Plays one picture at one size.

    It decodes forward and keeps only the instant that it is at; going back starts over. A still
    has one instant; an animation goes round for ever.
    """

    def __init__(self, picture: Picture, width: int, height: int) -> None:
        self._picture = picture
        self._size = (max(1, width), max(1, height))
        self._round: float | None = None
        self._steps = self._decode()
        self._shown: Image.Image | None = None
        self._start = self._end = 0.0

    def at(self, seconds: float) -> Image.Image:
        """The picture at an instant, RGBA, in the reel's size.

        Raises:
            UnsupportedMediaError: its structure was sound, but its pixels cannot be decoded.
        """
        return self._play_to(max(0.0, seconds) + _ROUNDING)

    def _play_to(self, seconds: float) -> Image.Image:
        if self._round is not None:
            seconds %= self._round
        if seconds < self._start:
            self._rewind()
        while self._shown is None or seconds >= self._end:
            step = next(self._steps, None)
            if step is None:
                return self._start_over(seconds)
            self._shown, delay = step
            self._start, self._end = self._end, self._end + delay
        return self._shown

    def _rewind(self) -> None:
        self._steps = self._decode()
        self._shown = None
        self._start = self._end = 0.0

    def _start_over(self, seconds: float) -> Image.Image:
        """The end of the first round: now its length is known."""
        if self._shown is None:
            found = text("fit.pixels_damaged")
            raise UnsupportedMediaError(self._picture.name, found, PICTURE_KINDS)
        if self._round is not None:
            return self._shown  # a rounding error beyond the end
        self._round = self._end
        return self._play_to(seconds)

    def _decode(self) -> Iterator[tuple[Image.Image, float]]:
        """Each instant with its seconds, decoded when it is asked for."""
        picture = self._picture
        box = (self._size[0] * _FINER, self._size[1] * _FINER)
        if picture.kind == "jpg":
            yield self._scale(open_still(picture.data, box, name=picture.name)), float("inf")
            return
        for image, seconds in open_frames(picture.data, box, name=picture.name):
            yield self._scale(image), seconds if picture.animated else float("inf")

    def _scale(self, image: Image.Image) -> Image.Image:
        return image.convert("RGBA").resize(self._size, Image.Resampling.LANCZOS)


def encode_thumbnail(picture: Picture, width: int, height: int) -> bytes:
    """A small JPEG of a picture's first instant, no larger than a rectangle.

    Raises:
        UnsupportedMediaError: its pixels cannot be decoded.
    """
    file = BytesIO()
    still = open_still(picture.data, (width, height), name=picture.name)
    still.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()
