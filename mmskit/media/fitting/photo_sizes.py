"""In which size a picture looks best as JPEG of so many bytes.

In full size a picture has its lines, in half of it each byte goes four times as far. Full size is
taken where its tables stay fine; where they would be coarse, half of it is made as well (then a
third, a quarter …: whole parts come out sharper than others when they are shown), and the two are
compared. Full size and half are tried on a sketch of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Final

from PIL import Image

from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.rate import COARSEST, Curve, approach, settle
from mmskit.media.fitting.sketch import Sketch

LEAST_SIDE: Final = 48
"""No picture is made smaller than this many pixels, on its longer side."""

DIVISORS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24)
SKETCHED: Final = (1, 2)
_ALONE: Final = 1.4
"""At a finer table scale a smaller picture cannot look better."""

_HOPELESS: Final = 9.0
"""At a coarser table scale than this a size is not even tried."""

_RELIEF: Final = 2.2
"""The table scale falls with the size to the power of this."""

_COARSE_PENALTY: Final = 0.004
"""Edges of blocks, which the likeness does not see, per step of table scale."""

_GAIN: Final = 0.0085
"""By so much, in likeness, a smaller size must look better: the likeness likes smooth pictures."""

_NEAR: Final = 0.03
_NEARSKETCHED: Final = 0.08
_WORTH: Final = 0.13
"""What a file of e times the bytes is worth, in likeness."""

Write = Callable[[Image.Image, float], bytes]


@dataclass(frozen=True)
class Choice:
    """A size, and what is known of its files.

    Attributes:
        divisor: which part of the full size.
        table_scale: at which a plain file should have the bytes.
        data: a plain file of about as many, of the picture or of its sketch.
        curve: the bytes of plain files of the whole picture.
        sketched: whether that was guessed from a sketch.
    """

    divisor: int
    table_scale: float
    data: bytes
    curve: Curve
    sketched: bool


class SizeChooser:
    """Chooses the size of one picture.

    Args:
        sketch: of the picture, brightness and colour apart.
        likeness: compares with what the sketch was made of: itself, or the picture where it is that.
        size: of the picture.
        write: makes a plain JPEG with a table scale.
    """

    def __init__(
        self, sketch: Sketch, likeness: Likeness, size: tuple[int, int], write: Write
    ) -> None:
        self.sketch = sketch
        self._likeness = likeness
        self._size = size
        self._write = write
        self._sketched = sketch.bands > 1

    def choose(self, max_bytes: int, after: Choice | None = None) -> Choice | None:
        """The size that looks best in so many bytes, or None where nothing fits.

        Args:
            max_bytes: the most bytes.
            after: what a sketch has said; no larger size is tried.
        """
        best: Choice | None = None
        grade: float | None = None
        for choice in self._list(max_bytes, after):
            if best is not None:
                if grade is None:
                    grade = self._foresee(best, max_bytes)
                other = self._foresee(choice, max_bytes)
                if other < grade + _GAIN:
                    break
                grade = other
            best = choice
        return best

    def try_size(self, divisor: int, max_bytes: int, guess: float, curve: Curve) -> Choice | None:
        """Find about the finest tables for one size, or None where even the coarsest take more."""
        image = self.divide(divisor)
        near = _NEARSKETCHED if self._sketched else _NEAR

        def encode(scale: float) -> bytes:
            return self._write(image, scale)

        found = approach(encode, max_bytes, guess, curve, near=near, count=self.sketch.count)
        if found and found[1] > COARSEST / 2 and self.sketch.count(found[0]) > max_bytes:
            found = None if self._sketched else settle(encode, max_bytes, found[1])
        return Choice(divisor, found[1], found[0], curve, self._sketched) if found else None

    def divide(self, divisor: int) -> Image.Image:
        """The picture, or its sketch, in a part of the size."""
        image = self.sketch.image
        if divisor == 1:
            return image
        width, height = divide_size(self._size, divisor)
        if self._sketched:
            height = image.height // divisor
        return self.sketch.resize(image, (width, height), Image.Resampling.LANCZOS)

    @cached_property
    def bytes_at_one(self) -> float:
        """What the full size takes at table scale 1."""
        known = self.sketch.size_at_one
        return known or len(self._write(self.sketch.image, 1.0))

    def grade(self, data: bytes, table_scale: float) -> float:
        """How good a file of the picture, or of its sketch, looks."""
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            image.draft("L", image.size)
            whole = self.sketch.image.size
            shown: Image.Image = image
            if image.size != whole and self._sketched:
                shown = self.sketch.resize(image, whole, Image.Resampling.BICUBIC)
            likeness = self._likeness.find(shown)
        return likeness - _COARSE_PENALTY * max(0.0, table_scale - 1.0)

    def _list(self, max_bytes: int, after: Choice | None) -> Iterator[Choice]:
        """Sizes that may be the best, the largest first, each with about the finest tables."""
        curve = Curve()
        if after:
            needed, last = after.table_scale, after.divisor
        else:
            curve.add(1.0, self.bytes_at_one)
            needed, last = curve.find(max_bytes), 1
        for divisor in SKETCHED if self._sketched else DIVISORS[DIVISORS.index(last) :]:
            needed *= (last / divisor) ** _RELIEF
            last = divisor
            smallest = max(self._size) <= divisor * LEAST_SIDE
            if needed > _HOPELESS and not smallest:
                continue
            known = curve if divisor == 1 else Curve()
            choice = self.try_size(divisor, max_bytes, needed, known)
            if choice:
                yield choice
                needed = choice.table_scale
            if smallest or (choice and needed <= _ALONE):
                return

    def _foresee(self, choice: Choice, max_bytes: int) -> float:
        """How good it will look when it has just so many bytes."""
        rest = math.log(max_bytes / self.sketch.count(choice.data))
        return self.grade(choice.data, choice.table_scale) + _WORTH * rest


def is_settled(choice: Choice) -> bool:
    """Whether no smaller size can look better than this one."""
    return choice.table_scale <= _ALONE or choice.divisor != SKETCHED[-1]


def divide_size(size: tuple[int, int], divisor: int) -> tuple[int, int]:
    """A part of the size, but for the least that any picture may have."""
    width, height = size
    scale = min(1.0, max(1 / divisor, LEAST_SIDE / max(width, height)))
    return max(1, round(width * scale)), max(1, round(height * scale))
