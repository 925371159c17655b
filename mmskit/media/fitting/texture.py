"""What a picture is like: flat or not, and whether its colour has detail; from some of its pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageStat

_EVERY: Final = 8


@dataclass(frozen=True)
class Texture:
    """What neighbouring pixels have in common.

    Attributes:
        flat: the share of pixels that equal their neighbour.
        coloured: how much neighbours differ in colour, of how much they differ in brightness.
    """

    flat: float
    coloured: float


def find_texture(separated: Image.Image) -> Texture:
    """Look at every eighth row and column.

    Args:
        separated: of mode YCbCr or L.
    """
    width, height = separated.size
    rows = separated.resize((width, -(-height // _EVERY)), Image.Resampling.NEAREST)
    columns = separated.resize((-(-width // _EVERY), height), Image.Resampling.NEAREST)
    columns = columns.transpose(Image.Transpose.TRANSPOSE)
    same, all_, energies = 0, 0, [0.0, 0.0, 0.0]
    for lines in (rows, columns):
        if lines.width < 2:  # noqa: PLR2004 - no neighbours
            continue
        left = lines.crop((0, 0, lines.width - 1, lines.height))
        right = lines.crop((1, 0, lines.width, lines.height))
        bands = ImageChops.difference(left, right).split()
        most = bands[0]
        for number, band in enumerate(bands):
            most = ImageChops.lighter(most, band)
            energies[number] += ImageStat.Stat(band).sum2[0]
        same += most.histogram()[0]
        all_ += most.width * most.height
    brightness = math.sqrt(energies[0])
    coloured = math.sqrt(energies[1] + energies[2])
    return Texture(same / all_ if all_ else 1.0, coloured / brightness if brightness else 0.0)
