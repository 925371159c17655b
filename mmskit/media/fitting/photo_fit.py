"""A picture as JPEG of at most so many bytes: its size is chosen first, then its quality."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import Final

from PIL import Image

from mmskit.media.fitting.jpeg_writer import Subsampling, separate, write_jpeg
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.photo_sizes import (
    DIVISORS,
    LEAST_SIDE,
    SKETCHED,
    Choice,
    SizeChooser,
    divide_size,
    is_settled,
)
from mmskit.media.fitting.rate import COARSEST, Curve, settle
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.fitting.sketch import Sketch, draw_sketch
from mmskit.media.fitting.speed import Speed
from mmskit.media.fitting.texture import Texture, find_texture
from mmskit.media.fitting.trellis import FULL_TABLES, SMALL_TABLES, settle_trellised
from mmskit.texts import Text, text

__all__ = ["LEAST_SIDE", "REFERENCE", "PhotoFitter"]

REFERENCE: Final = 1.0
"""Table scale of the quality that the pictures of one message are compared at."""

_ENOUGH: Final = 0.12
"""Table scale beyond which no eye sees a gain."""

_TRELLIS_FROM: Final = 0.5
"""At a finer table scale our own tables serve better than those that the trellis comes with."""

_FLAT: Final = 0.3
"""So they do in full size, but for a picture of which this share is flat: a poster, a screen."""

_PROGRESSIVE_BYTES: Final = 12_000
"""Below this a plain JPEG is smaller than a progressive one; beyond it sometimes is."""

_PROGRESSIVE_SHARE: Final = 0.99
_COLOURED_DETAIL: Final = 0.6
_TRELLIS_USE: Final = 0.85
_KNOWN: Final = 0.4
"""So near to the reference, in logarithms of table scale, a sketch needs no correction."""

_AIM: Final = 0.9935
_SPENT: Final = 0.985


class PhotoFitter:
    """Makes JPEGs of one picture.

    Args:
        picture: RGB, in the largest size in which it may be sent.
        likeness: compares with that picture.
        speed: ``best`` only where trellis quantisation is available.
    """

    def __init__(self, picture: Image.Image, likeness: Likeness, *, speed: Speed = "fast") -> None:
        self._colours = picture
        self._picture = separate(picture)
        self._speed = speed
        self.size = picture.size
        self._whole = SizeChooser(Sketch(self._picture), likeness, picture.size, self._write)

    @cached_property
    def reference_bytes(self) -> int:
        """Bytes of the full size at the reference quality."""
        return round(_PROGRESSIVE_SHARE * self._whole.bytes_at_one)

    @cached_property
    def most_bytes(self) -> int:
        """Bytes beyond which it cannot look better."""
        return len(self._write(self._picture, _ENOUGH, progressive=True))

    @cached_property
    def least(self) -> Rendition:
        """The smallest that this picture is ever made."""
        small = self._whole.divide(max(self._picture.size))
        return Rendition(self._write(small, COARSEST), small.size, 0.0, _describe(COARSEST))

    def fit(self, max_bytes: int) -> Rendition | None:
        """The best-looking JPEG of at most so many bytes, or None; it is not graded yet."""
        choice = self._choose(max_bytes)
        finished = self._finish(choice, max_bytes) if choice else None
        for divisor in DIVISORS:
            if choice and not finished and divisor > choice.divisor:  # too near to the coarsest
                smaller = self._whole.try_size(divisor, max_bytes, REFERENCE, Curve())
                finished = self._finish(smaller, max_bytes) if smaller else None
        return finished or (self.least if len(self.least.data) <= max_bytes else None)

    def grade(self, rendition: Rendition) -> Rendition:
        """Find out how good it looks."""
        return replace(rendition, grade=self._whole.grade(rendition.data, rendition.coarseness))

    def _choose(self, max_bytes: int) -> Choice | None:
        """A size, from the sketch where that is enough to tell."""
        if self._sketch.bands == 1:
            return self._whole.choose(max_bytes)
        choice = self._sketched.choose(max_bytes)
        return choice if choice and is_settled(choice) else self._whole.choose(max_bytes, choice)

    @cached_property
    def _sketch(self) -> Sketch:
        sketch = draw_sketch(self._picture)
        if sketch.bands == 1:
            return sketch
        data = self._write(sketch.image, REFERENCE)
        return sketch.correct(data, round(self._whole.bytes_at_one))

    @cached_property
    def _sketched(self) -> SizeChooser:
        likeness = Likeness(self._sketch.image)
        return SizeChooser(self._sketch, likeness, self._picture.size, self._write)

    def _finish(self, choice: Choice, max_bytes: int) -> Rendition | None:
        """Write the file of one size as well as it can be."""
        image = self._whole.divide(choice.divisor)
        choice = self._measure(choice, image, max_bytes)
        data, table_scale = self._trellis(choice, image, max_bytes), choice.table_scale
        if data is None or len(data) < _TRELLIS_USE * max_bytes:  # of noise it leaves nothing
            settled = self._settle(choice, image, max_bytes)
            if settled is None:
                return None
            data, table_scale = settled
        notes = _describe(table_scale)
        return Rendition(data, image.size, 0.0, notes, coarseness=table_scale)

    def _measure(self, choice: Choice, image: Image.Image, max_bytes: int) -> Choice:
        """Put right what a sketch has said, by one plain file of the whole picture."""
        known = choice.divisor == 1 and abs(math.log(choice.table_scale)) < _KNOWN
        if not choice.sketched or known:
            return choice
        data = self._write(image, choice.table_scale)
        choice.curve.correct(choice.table_scale, len(data))
        table_scale = choice.curve.find(max_bytes)
        return replace(choice, data=data, table_scale=table_scale, sketched=False)

    def _settle(
        self, choice: Choice, image: Image.Image, max_bytes: int
    ) -> tuple[bytes, float] | None:
        """Write the finest file that fits: progressive where that is smaller than a plain one."""
        guess = choice.curve.find(_AIM * max_bytes)
        share = self._compare_forms(choice, image, max_bytes, guess)
        if share < 1:
            guess = choice.curve.find(_AIM * max_bytes / share)

        def write(scale: float) -> bytes:
            return self._write(image, scale, progressive=share < 1)

        return settle(write, max_bytes, guess, choice.curve.find_slope(max_bytes))

    def _compare_forms(
        self, choice: Choice, image: Image.Image, max_bytes: int, table_scale: float
    ) -> float:
        """What a progressive file takes of the bytes of a plain one."""
        if max_bytes < _PROGRESSIVE_BYTES:
            return 1.0
        sketch = self._sketch
        tried = image
        if choice.divisor in SKETCHED and sketch.bands > 1:
            tried = self._sketched.divide(choice.divisor)
        else:
            sketch = self._whole.sketch
        plain, progressive = (
            self._write(tried, table_scale, progressive=form) for form in (False, True)
        )
        return sketch.count_progressive(progressive) / sketch.count(plain)

    def _trellis(self, choice: Choice, image: Image.Image, max_bytes: int) -> bytes | None:
        flat = self.texture.flat >= _FLAT
        suits = choice.divisor > 1 or flat
        if self._speed == "fast" or not suits or choice.table_scale < _TRELLIS_FROM:
            return None
        if image.mode != "L":
            image = self._colours
            if choice.divisor > 1:
                size = divide_size(image.size, choice.divisor)
                image = image.resize(size, Image.Resampling.LANCZOS)
        return settle_trellised(
            image,
            FULL_TABLES if choice.divisor == 1 else SMALL_TABLES,
            max_bytes,
            choice.table_scale,
            fine_colour=self._subsampling == "4:4:4",
            progressive=flat,
        )

    @cached_property
    def _subsampling(self) -> Subsampling:
        """Keep colour as finely as brightness where it has nearly as much detail, as red text has."""
        return "4:4:4" if self.texture.coloured > _COLOURED_DETAIL else "4:2:0"

    @cached_property
    def texture(self) -> Texture:
        """What the picture is like."""
        return find_texture(self._picture)

    def _write(self, image: Image.Image, table_scale: float, *, progressive: bool = False) -> bytes:
        return write_jpeg(image, table_scale, self._subsampling, progressive=progressive)


def _describe(table_scale: float) -> tuple[Text, ...]:
    """The quality on the usual scale of 1 to 100 that has about the same steps."""
    usual = 1.15 * table_scale
    quality = 100 - 50 * usual if usual < 1 else 50 / usual
    return (text("fit.quality", quality=max(1, round(quality))),)
