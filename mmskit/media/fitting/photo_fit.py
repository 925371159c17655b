"""A picture as JPEG of at most so many bytes: size and quality chosen together.

In full size a picture has its lines, in half of it each byte goes four times as far. Full size is
taken where its tables stay fine; where they would be coarse, half of it is made as well (then a
third, a quarter …: whole parts come out sharper than others when they are shown), and the two are
compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import Final

from PIL import Image

from mmskit.media.fitting.jpeg_writer import Subsampling, separate, write_jpeg
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.rate import COARSEST, Curve, approach, settle
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.fitting.speed import Speed
from mmskit.media.fitting.texture import Texture, find_texture
from mmskit.media.fitting.trellis import FULL_TABLES, SMALL_TABLES, settle_trellised
from mmskit.texts import Text, text

REFERENCE: Final = 1.0
"""Table scale of the quality that the pictures of one message are compared at."""

LEAST_SIDE: Final = 48
"""No picture is made smaller than this many pixels, on its longer side."""

_ENOUGH: Final = 0.12
"""Table scale beyond which no eye sees a gain."""

_DIVISORS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24)
_ALONE: Final = 1.4
"""At a finer table scale a smaller picture cannot look better."""

_HOPELESS: Final = 9.0
"""At a coarser table scale than this a size is not even tried."""

_RELIEF: Final = 2.2
"""The table scale falls with the size to the power of this."""

_COARSE_PENALTY: Final = 0.0055
"""Edges of blocks, which the likeness does not see, per step of table scale."""

_TRELLIS_FROM: Final = 0.5
"""At a finer table scale our own tables serve better than those that the trellis comes with."""

_TRELLIS_FLAT: Final = 0.3
"""So they do in full size, but for a picture of which this share is flat: a poster, a screen."""

_PROGRESSIVE_BYTES: Final = 12_000
"""Below this a plain JPEG is smaller than a progressive one; beyond it sometimes is."""

_PROGRESSIVE_SHARE: Final = 0.975
_COLOURED_DETAIL: Final = 0.6
_TRELLIS_USE: Final = 0.85
_NEAR: Final = 0.03
_AIM: Final = 0.9935
_WORTH: Final = 0.13
"""What a file of e times the bytes is worth, in likeness."""


@dataclass(frozen=True)
class _Size:
    """The picture in one size, brightness and colour apart, and a plain file that about fits."""

    divisor: int
    image: Image.Image
    data: bytes
    table_scale: float
    curve: Curve


class PhotoFitter:
    """Makes JPEGs of one picture.

    Args:
        picture: RGB, in the largest size in which it may be sent.
        likeness: compares with that picture.
        speed: ``best`` only where trellis quantisation is available.
    """

    def __init__(self, picture: Image.Image, likeness: Likeness, *, speed: Speed = "fast") -> None:
        self._likeness = likeness
        self._colours = picture
        self._picture = separate(picture)
        self._speed = speed

    @cached_property
    def reference_bytes(self) -> int:
        """Bytes of the full size at the reference quality."""
        return round(_PROGRESSIVE_SHARE * self._plain_bytes)

    @cached_property
    def _plain_bytes(self) -> int:
        return len(self._write(self._picture, REFERENCE))

    @cached_property
    def most_bytes(self) -> int:
        """Bytes beyond which it cannot look better."""
        return len(self._write(self._picture, _ENOUGH, progressive=True))

    @cached_property
    def least(self) -> Rendition:
        """The smallest that this picture is ever made."""
        small = _divide(self._picture, max(self._picture.size))
        return Rendition(self._write(small, COARSEST), small.size, 0.0, _describe(COARSEST))

    def fit(self, max_bytes: int) -> Rendition | None:
        """The best-looking JPEG of at most so many bytes, or None; it is not graded yet."""
        best: _Size | None = None
        grade: float | None = None
        for size in self._list_sizes(max_bytes):
            if best is not None:
                if grade is None:
                    grade = self._grade_size(best, max_bytes)
                other = self._grade_size(size, max_bytes)
                if other < grade:
                    break
                grade = other
            best = size
        finished = self._finish(best, max_bytes) if best else None
        for divisor in _DIVISORS:
            if best and not finished and divisor > best.divisor:  # it was too near to the coarsest
                smaller = self._approach(divisor, max_bytes, REFERENCE, Curve())
                finished = self._finish(smaller, max_bytes) if smaller else None
        return finished or (self.least if len(self.least.data) <= max_bytes else None)

    def grade(self, rendition: Rendition) -> Rendition:
        """Find out how good it looks."""
        return replace(rendition, grade=self._grade(rendition.data, rendition.coarseness))

    def _list_sizes(self, max_bytes: int) -> Iterator[_Size]:
        """Sizes that may be the best, the largest first, each with about the finest tables."""
        curve = Curve()
        curve.add(REFERENCE, self._plain_bytes)
        needed, last = curve.find(max_bytes), 1
        for divisor in _DIVISORS:
            needed *= (last / divisor) ** _RELIEF
            last = divisor
            smallest = max(self._picture.size) <= divisor * LEAST_SIDE
            if needed > _HOPELESS and not smallest:
                continue
            size = self._approach(divisor, max_bytes, needed, curve if divisor == 1 else Curve())
            if size:
                yield size
                needed = size.table_scale
            if smallest or (size and needed <= _ALONE):
                return

    def _approach(self, divisor: int, max_bytes: int, guess: float, curve: Curve) -> _Size | None:
        image = _divide(self._picture, divisor)
        found = approach(
            lambda scale: self._write(image, scale), max_bytes, guess, curve, near=_NEAR
        )
        if found and found[1] > COARSEST / 2 and len(found[0]) > max_bytes:
            found = settle(lambda scale: self._write(image, scale), max_bytes, found[1])
        return _Size(divisor, image, *found, curve) if found else None

    def _finish(self, chosen: _Size, max_bytes: int) -> Rendition | None:
        """Write the file of one size as well as it can be."""
        image, table_scale = chosen.image, chosen.table_scale
        data = self._trellis(chosen, max_bytes)
        if data is None or len(data) < _TRELLIS_USE * max_bytes:  # of noise it leaves nothing
            settled = self._settle(chosen, max_bytes)
            if settled is None:
                return None
            data, table_scale = settled
        notes = _describe(table_scale)
        return Rendition(data, image.size, 0.0, notes, coarseness=table_scale)

    def _settle(self, size: _Size, max_bytes: int) -> tuple[bytes, float] | None:
        """Write the finest file that fits: progressive where that is smaller than a plain one."""
        progressive = max_bytes >= _PROGRESSIVE_BYTES
        wanted = max_bytes / _PROGRESSIVE_SHARE if progressive else max_bytes
        guess = size.curve.find(_AIM * wanted)
        first: dict[float, bytes] = {}
        if progressive:
            first[guess] = self._write(size.image, guess, progressive=True)
            if len(first[guess]) > _AIM * wanted:
                progressive, guess = False, size.curve.find(_AIM * max_bytes)

        def write(scale: float) -> bytes:
            if progressive and scale in first:
                return first[scale]
            return self._write(size.image, scale, progressive=progressive)

        return settle(write, max_bytes, guess)

    def _trellis(self, chosen: _Size, max_bytes: int) -> bytes | None:
        suits = chosen.divisor > 1 or self.texture.flat >= _TRELLIS_FLAT
        if self._speed == "fast" or not suits or chosen.table_scale < _TRELLIS_FROM:
            return None
        image = chosen.image
        if image.mode != "L":
            image = _divide(self._colours, chosen.divisor)
        tables = FULL_TABLES if chosen.divisor == 1 else SMALL_TABLES
        return settle_trellised(
            image, tables, max_bytes, chosen.table_scale, fine_colour=self._subsampling == "4:4:4"
        )

    def _grade_size(self, size: _Size, max_bytes: int) -> float:
        """How good it will look when it has just so many bytes."""
        rest = math.log(max_bytes / len(size.data))
        return self._grade(size.data, size.table_scale) + _WORTH * rest

    def _grade(self, data: bytes, table_scale: float) -> float:
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            image.draft("L", image.size)
            likeness = self._likeness.find(image)
        return likeness - _COARSE_PENALTY * max(0.0, table_scale - 1.0)

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


def _divide(picture: Image.Image, divisor: int) -> Image.Image:
    """A part of the size, but for the least that any picture may have."""
    if divisor == 1:
        return picture
    width, height = picture.size
    scale = min(1.0, max(1 / divisor, LEAST_SIDE / max(width, height)))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _describe(table_scale: float) -> tuple[Text, ...]:
    """The quality on the usual scale of 1 to 100 that has about the same steps."""
    usual = 1.15 * table_scale
    quality = 100 - 50 * usual if usual < 1 else 50 / usual
    return (text("fit.quality", quality=max(1, round(quality))),)
