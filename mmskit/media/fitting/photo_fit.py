"""A picture as JPEG of at most so many bytes: size and quality chosen together.

A picture that would need coarse quantisation in full size looks better smaller and finer, except
where fine lines carry it; so up to three sizes are tried, each with the finest tables that fit,
and compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageStat

from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.raster import Size
from mmskit.media.fitting.rendition import Rendition
from mmskit.texts import Text, text

FINEST: Final = 0.12
"""Table scale beyond which no eye sees a gain."""

COARSEST: Final = 12.0
"""Table scale at which only the largest forms are left."""

REFERENCE: Final = 1.0
"""Table scale of the quality that the pictures of one message are compared at."""

LEAST_SIDE: Final = 48
"""No picture is made smaller than this many pixels, on its longer side."""

_LARGEST_SMALLER: Final = 0.8
_COMFORT: Final = 1.2
_SHRINKING: Final = 0.4
"""Smaller sizes are tried around the one whose table scale would be _COMFORT."""

_STEP_DOWN: Final = 0.7
_SPENT: Final = 0.985
"""A file that uses this share of its bytes is not tried again."""

_AIM: Final = 0.993
_TRIES: Final = 7
_MARGIN: Final = 0.05
_PATIENCE: Final = 2
_SLOPE: Final = 1.6
"""Bytes fall with the table scale to the power of about 1 / 1.6."""

_FINE_ENOUGH: Final = 0.8
"""At this table scale a smaller picture cannot look better."""

_PROGRESSIVE_BYTES: Final = 20_000
"""From here on a progressive JPEG is the smaller one; below it a plain one is."""

_COARSE_PENALTY: Final = 0.0055
"""Edges of blocks, which the likeness does not see, per step of table scale."""

_COLOURED_DETAIL: Final = 0.6
_GREY: Final = (126, 130)


def _make_table(lowest: float, start: float, steepness: float) -> list[float]:
    """Steps that grow with the square of the frequency, as the eye's blindness does."""
    steps = [
        start + steepness * (down * down + right * right) for down in range(8) for right in range(8)
    ]
    return [lowest, *steps[1:]]


_BRIGHTNESS: Final = _make_table(9.0, 10.0, 1.6)
_COLOUR: Final = _make_table(7.2, 9.0, 1.44)


class PhotoFitter:
    """Makes JPEGs of one picture.

    Args:
        picture: RGB, in the largest size in which it may be sent.
        likeness: compares with that picture.
    """

    def __init__(self, picture: Image.Image, likeness: Likeness) -> None:
        self._likeness = likeness
        self._picture, self._subsampling = _prepare(picture)

    @cached_property
    def reference_bytes(self) -> int:
        """Bytes of the full size at the reference quality."""
        return len(self._encode(self._picture, REFERENCE, progressive=True))

    @cached_property
    def most_bytes(self) -> int:
        """Bytes beyond which it cannot look better."""
        return len(self._encode(self._picture, FINEST, progressive=True))

    @cached_property
    def least(self) -> Rendition:
        """The smallest that this picture is ever made."""
        small = self._scale(0.0)
        data = self._encode(small, COARSEST, progressive=False)
        return Rendition(data, small.size, 0.0, _describe(COARSEST))

    def fit(self, max_bytes: int) -> Rendition | None:
        """The best-looking JPEG of at most so many bytes, or None."""
        full = self._settle(self._picture, max_bytes, self._guess(max_bytes))
        needed = full[1] if full else self._extrapolate(max_bytes)
        tried = [self._grade(*full, self._picture.size)] if full else []
        if needed > _FINE_ENOUGH:
            scale = min(_LARGEST_SMALLER, (_COMFORT / needed) ** _SHRINKING)
            smaller = (self._fit_at(scale, max_bytes) for scale in (math.sqrt(scale), scale))
            tried += [rendition for rendition in smaller if rendition]
        if tried:
            return max(tried, key=lambda rendition: rendition.grade)
        return self._shrink(scale, max_bytes)

    def _shrink(self, scale: float, max_bytes: int) -> Rendition | None:
        """Step down to the least size until something fits."""
        while scale * max(self._picture.size) > LEAST_SIDE:
            scale *= _STEP_DOWN
            rendition = self._fit_at(scale, max_bytes)
            if rendition:
                return rendition
        return self.least if len(self.least.data) <= max_bytes else None

    def _guess(self, max_bytes: int) -> float:
        return float((self.reference_bytes / max_bytes) ** _SLOPE * REFERENCE)

    def _extrapolate(self, max_bytes: int) -> float:
        coarsest = self._encode(self._picture, COARSEST, progressive=False)
        return float(COARSEST * (len(coarsest) / max_bytes) ** _SLOPE)

    def _fit_at(self, scale: float, max_bytes: int) -> Rendition | None:
        image = self._scale(scale)
        settled = self._settle(image, max_bytes, 1.2)
        return self._grade(*settled, image.size) if settled else None

    def _scale(self, scale: float) -> Image.Image:
        """The picture made smaller, but for the least size that any picture may have."""
        width, height = self._picture.size
        scale = min(1.0, max(scale, LEAST_SIDE / max(width, height)))
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        return self._picture.resize(size, Image.Resampling.LANCZOS)

    def _settle(
        self, image: Image.Image, max_bytes: int, guess: float
    ) -> tuple[bytes, float] | None:
        progressive = max_bytes >= _PROGRESSIVE_BYTES
        return settle(
            lambda scale: self._encode(image, scale, progressive=progressive), max_bytes, guess
        )

    def _grade(self, data: bytes, table_scale: float, size: Size) -> Rendition:
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            likeness = self._likeness.find(image)
        grade = likeness - _COARSE_PENALTY * max(0.0, table_scale - 1.0)
        return Rendition(data, size, grade, _describe(table_scale))

    def _encode(self, image: Image.Image, table_scale: float, *, progressive: bool) -> bytes:
        tables = [
            [max(1, min(255, round(step * table_scale))) for step in table]
            for table in (_BRIGHTNESS, _COLOUR)
        ]
        written = BytesIO()
        image.save(
            written,
            "JPEG",
            qtables=tables[:1] if image.mode == "L" else tables,
            subsampling=self._subsampling,
            optimize=True,
            progressive=progressive,
        )
        return written.getvalue()


def settle(
    encode: Callable[[float], bytes], max_bytes: int, guess: float
) -> tuple[bytes, float] | None:
    """Find the finest table scale whose file has at most so many bytes.

    Args:
        encode: writes the file for a table scale.
        max_bytes: the most bytes.
        guess: where to start.

    Returns:
        The file and its table scale, or None where even the coarsest is too large.
    """
    best: tuple[bytes, float] | None = None
    too_fine: tuple[float, int] | None = None  # the table scale, and its bytes
    fits: tuple[float, int] | None = None
    scale = min(max(guess, FINEST), COARSEST)
    for tried in range(_TRIES):
        data = encode(scale)
        if len(data) <= max_bytes:
            best, fits = (data, scale), (scale, len(data))
            if len(data) >= _SPENT * max_bytes or scale == FINEST:
                break
        else:
            too_fine = scale, len(data)
            if scale == COARSEST:
                break
        if too_fine and fits:
            scale = _interpolate(too_fine, fits, _AIM * max_bytes)
        elif tried == _PATIENCE:  # far off: begin from the other end
            scale = FINEST if fits else COARSEST
        else:
            scale = scale * (len(data) / (_AIM * max_bytes)) ** _SLOPE
            scale = min(max(scale, FINEST), COARSEST)
    return best


def _interpolate(fine: tuple[float, int], coarse: tuple[float, int], wanted: float) -> float:
    """The table scale between two at which the bytes should be as wanted; they fall as powers."""
    share = math.log(fine[1] / wanted) / math.log(fine[1] / coarse[1])
    share = min(max(share, _MARGIN), 1 - _MARGIN)
    return float(fine[0] * (coarse[0] / fine[0]) ** share)


def _prepare(picture: Image.Image) -> tuple[Image.Image, str]:
    """Drop colour that is not there, and choose how finely to keep colour that is."""
    brightness, blue, red = picture.convert("YCbCr").split()
    extremes = (*blue.getextrema(), *red.getextrema())
    if all(_GREY[0] <= extreme <= _GREY[1] for extreme in extremes):
        return picture.convert("L"), "4:4:4"
    coloured = math.hypot(_find_detail(blue), _find_detail(red))
    fine = coloured > _COLOURED_DETAIL * _find_detail(brightness)
    return picture, "4:4:4" if fine else "4:2:0"


def _find_detail(band: Image.Image) -> float:
    """How much is lost in half the size."""
    halved = band.reduce(2).resize(band.size, Image.Resampling.BOX)
    return float(ImageStat.Stat(ImageChops.difference(band, halved)).rms[0])


def _describe(table_scale: float) -> tuple[Text, ...]:
    """The quality on the usual scale of 1 to 100 that has about the same steps."""
    usual = 1.15 * table_scale
    quality = 100 - 50 * usual if usual < 1 else 50 / usual
    return (text("fit.quality", quality=max(1, round(quality))),)
