"""A picture as JPEG of at most so many bytes: size and quality chosen together.

In full size a picture has its lines, in half of it each byte goes four times as far. Full size is
taken where its tables stay fine; where they would be coarse, half of it is made as well (then a
third, a quarter …: whole parts come out sharper than others when they are shown), and the two are
compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import Final

from PIL import Image

from mmskit.media.fitting.jpeg_writer import (
    Subsampling,
    choose_subsampling,
    separate,
    write_jpeg,
)
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.rate import COARSEST, FINEST, guess_scale, settle
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.fitting.speed import Speed
from mmskit.media.fitting.trellis import FULL_TABLES, SMALL_TABLES, settle_trellised
from mmskit.texts import Text, text

REFERENCE: Final = 1.0
"""Table scale of the quality that the pictures of one message are compared at."""

LEAST_SIDE: Final = 48
"""No picture is made smaller than this many pixels, on its longer side."""

_DIVISORS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24)
_ALONE: Final = 1.9
"""At a finer table scale a smaller picture cannot look better."""

_HOPELESS: Final = 9.0
"""At a coarser table scale than this a size is not even tried."""

_RELIEF: Final = 2.4
"""The table scale falls with the size to the power of this."""

_COARSE_PENALTY: Final = 0.0055
"""Edges of blocks, which the likeness does not see, per step of table scale."""

_TRELLIS_FROM: Final = 0.55
"""At a finer table scale our own tables serve better than those that the trellis comes with."""

_PROGRESSIVE_BYTES: Final = 9_500
"""From here on a progressive JPEG is the smaller one; below it a plain one is."""

_PROGRESSIVE_SHARE: Final = 0.975


@dataclass(frozen=True)
class _Size:
    """The picture in one size, brightness and colour apart, and the finest plain file that fits."""

    divisor: int
    image: Image.Image
    data: bytes
    table_scale: float


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
        return round(_PROGRESSIVE_SHARE * len(self._write(self._picture, REFERENCE)))

    @cached_property
    def most_bytes(self) -> int:
        """Bytes beyond which it cannot look better."""
        return len(self._write(self._picture, FINEST, progressive=True))

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
                    grade = self._grade(best.data, best.table_scale)
                other = self._grade(size.data, size.table_scale)
                if other < grade:
                    break
                grade = other
            best = size
        if best is None:
            return self.least if len(self.least.data) <= max_bytes else None
        return self._finish(best, max_bytes)

    def grade(self, rendition: Rendition) -> Rendition:
        """Find out how good it looks."""
        return replace(rendition, grade=self._grade(rendition.data, rendition.coarseness))

    def _list_sizes(self, max_bytes: int) -> Iterator[_Size]:
        """Sizes that may be the best, the largest first, each with a plain file that fits."""
        needed = guess_scale(REFERENCE, self.reference_bytes, max_bytes)
        last = 1
        for divisor in _DIVISORS:
            needed *= (last / divisor) ** _RELIEF
            last = divisor
            smallest = max(self._picture.size) <= divisor * LEAST_SIDE
            if needed > _HOPELESS and not smallest:
                continue
            image = _divide(self._picture, divisor)
            settled = self._settle(image, max_bytes, needed)
            if settled:
                yield _Size(divisor, image, *settled)
                needed = settled[1]
            if smallest or (settled and needed <= _ALONE):
                return

    def _settle(
        self, image: Image.Image, max_bytes: int, guess: float, *, progressive: bool = False
    ) -> tuple[bytes, float] | None:
        return settle(
            lambda scale: self._write(image, scale, progressive=progressive), max_bytes, guess
        )

    def _finish(self, chosen: _Size, max_bytes: int) -> Rendition:
        """Write the file of one size as well as it can be."""
        data, table_scale = chosen.data, chosen.table_scale
        trellised = self._trellis(chosen, max_bytes)
        if trellised is not None:
            data = trellised
        elif len(data) >= _PROGRESSIVE_BYTES:
            share = _PROGRESSIVE_SHARE * len(data) / max_bytes
            guess = max(FINEST, guess_scale(table_scale, share, 1.0))
            finer = self._settle(chosen.image, max_bytes, guess, progressive=True)
            if finer and finer[1] <= table_scale:
                data, table_scale = finer
        notes = _describe(table_scale)
        return Rendition(data, chosen.image.size, 0.0, notes, coarseness=table_scale)

    def _trellis(self, chosen: _Size, max_bytes: int) -> bytes | None:
        if self._speed == "fast" or chosen.table_scale < _TRELLIS_FROM:
            return None
        image = chosen.image
        if image.mode != "L":
            image = _divide(self._colours, chosen.divisor)
        tables = FULL_TABLES if chosen.divisor == 1 else SMALL_TABLES
        return settle_trellised(
            image, tables, max_bytes, chosen.table_scale, fine_colour=self._subsampling == "4:4:4"
        )

    def _grade(self, data: bytes, table_scale: float) -> float:
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            image.draft("L", image.size)
            likeness = self._likeness.find(image)
        return likeness - _COARSE_PENALTY * max(0.0, table_scale - 1.0)

    @cached_property
    def _subsampling(self) -> Subsampling:
        return choose_subsampling(self._picture)

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
