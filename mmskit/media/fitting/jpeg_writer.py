"""Writes a picture as JPEG with tables of our own, scaled by any number."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Final, Literal

from PIL import Image, ImageChops, ImageStat

Subsampling = Literal["4:2:0", "4:4:4"]

_COLOURED_DETAIL: Final = 0.6
_GREY: Final = (126, 130)


def _make_table(
    lowest: float, start: float, steepness: float, power: float, oblique: float
) -> list[float]:
    """Steps that grow with the frequency, as the eye's blindness does.

    Args:
        lowest: the step of the mean.
        start: what every other step is at least.
        steepness: how fast they grow.
        power: with which power of the frequency.
        oblique: how much more they grow where both frequencies are high.
    """
    steps = [
        start + steepness * math.hypot(down, right) ** power + oblique * down * right
        for down in range(8)
        for right in range(8)
    ]
    return [lowest, *steps[1:]]


_BRIGHTNESS: Final = _make_table(6.75, 10.0, 1.5, 2.0, 0.6)
_COLOUR: Final = _make_table(5.7, 10.5, 1.94, 1.5, 0.63)
"""Found by search over photographs; at these, and small sizes, they serve better than Annex K."""


def separate(picture: Image.Image) -> Image.Image:
    """Brightness and colour apart, as a JPEG keeps them; brightness alone where there is no colour.

    Args:
        picture: RGB.

    Returns:
        A picture of mode YCbCr or L.
    """
    separated = picture.convert("YCbCr")
    extremes = [extreme for band in separated.split()[1:] for extreme in band.getextrema()]
    if all(_GREY[0] <= extreme <= _GREY[1] for extreme in extremes):
        return picture.convert("L")
    return separated


def choose_subsampling(separated: Image.Image) -> Subsampling:
    """Keep colour as finely as brightness where it has nearly as much detail, such as red text."""
    if separated.mode == "L":
        return "4:4:4"
    brightness, blue, red = map(_find_detail, separated.split())
    return "4:4:4" if math.hypot(blue, red) > _COLOURED_DETAIL * brightness else "4:2:0"


def _find_detail(band: Image.Image) -> float:
    """How much is lost in half the size."""
    halved = band.reduce(2).resize(band.size, Image.Resampling.NEAREST)
    return float(ImageStat.Stat(ImageChops.difference(band, halved)).rms[0])


def write_jpeg(
    separated: Image.Image, table_scale: float, subsampling: Subsampling, *, progressive: bool
) -> bytes:
    """Write a picture.

    Args:
        separated: of mode YCbCr or L.
        table_scale: what the tables are multiplied with; about the finest is 0.1, the coarsest 12.
        subsampling: how finely colour is kept.
        progressive: smaller from some 8 KB on, and three times as slow to write.
    """
    tables = [
        [max(1, min(255, round(step * table_scale))) for step in table]
        for table in (_BRIGHTNESS, _COLOUR)
    ]
    written = BytesIO()
    separated.save(
        written,
        "JPEG",
        qtables=tables[:1] if separated.mode == "L" else tables,
        subsampling=subsampling,
        optimize=True,
        progressive=progressive,
    )
    return written.getvalue()
