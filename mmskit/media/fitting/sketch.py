"""A fourth of a picture that stands for the whole of it, where trying comes before writing.

It is made of bands of full width, at equal distances. Bands begin and end where the blocks of a JPEG
do, in full size and in half of it. What a file of them takes is off by the same share at any quality,
so that one file of the whole picture puts all of them right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

_BAND: Final = 32
"""Rows of a band: in half the size, a row of blocks whose colour is kept half as finely."""

_EVERY: Final = 4
_PIXELS: Final = 120_000
"""A smaller picture is tried whole."""

_HEAD: Final = 350
_PROGRESSIVE_HEAD: Final = 650
"""Bytes of a JPEG that do not grow with the picture: its tables."""


@dataclass(frozen=True)
class Sketch:
    """Some of a picture, or all of it.

    Attributes:
        image: its bands, one under the other.
        bands: how many there are.
        share: how much of the picture's bytes they take; 1 is the picture itself.
        size_at_one: bytes of a file of the whole picture with table scale 1, 0 where not known.
    """

    image: Image.Image
    bands: int = 1
    share: float = 1.0
    size_at_one: int = 0

    def resize(
        self, image: Image.Image, size: tuple[int, int], how: Image.Resampling
    ) -> Image.Image:
        """Scale these bands, in any size, to another, each for itself."""
        if self.bands == 1:
            return image.resize(size, how)
        resized = Image.new(image.mode, size)
        before, after = image.height // self.bands, size[1] // self.bands
        for number in range(self.bands):
            band = image.crop((0, number * before, image.width, (number + 1) * before))
            resized.paste(band.resize((size[0], after), how), (0, number * after))
        return resized

    def count(self, data: bytes) -> float:
        """About how many bytes a JPEG of the whole picture takes where one of the bands is this."""
        if self.bands == 1:
            return len(data)
        return _HEAD + max(1, len(data) - _HEAD) / self.share

    def count_progressive(self, data: bytes) -> float:
        """The same for a progressive file, which has more tables."""
        if self.bands == 1:
            return len(data)
        return _PROGRESSIVE_HEAD + max(1, len(data) - _PROGRESSIVE_HEAD) / self.share

    def correct(self, data: bytes, size: int) -> Sketch:
        """Learn from files with table scale 1: one of the bands, and the bytes of the whole."""
        share = min(1, max(1, len(data) - _HEAD) / max(1, size - _HEAD))
        return replace(self, share=share, size_at_one=size)


def draw_sketch(picture: Image.Image) -> Sketch:
    """Take a band in every four, or all of a small picture."""
    width, height = picture.size
    bands = round(height / (_EVERY * _BAND))
    if width * height < _PIXELS or bands == 0:
        return Sketch(picture)
    image = Image.new(picture.mode, (width, bands * _BAND))
    for number in range(bands):
        top = int((number + 0.5) * height / bands) - _BAND // 2
        image.paste(picture.crop((0, top, width, top + _BAND)), (0, number * _BAND))
    return Sketch(image, bands, bands * _BAND / height)
