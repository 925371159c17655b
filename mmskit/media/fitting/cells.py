"""Pictures made of equal square cells, such as QR codes and enlarged pixel art."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from PIL import Image, ImageChops

CELL_COLOURS: Final = 16
"""A picture of more colours has no cells."""

_SAMPLED_SIDE: Final = 240


def find_cells(image: Image.Image) -> Image.Image | None:
    """One pixel for each of the equal square cells that a picture is made of, or None.

    Args:
        image: RGB, in its own size.
    """
    if image.getcolors(CELL_COLOURS) is None:
        return None
    grey = image.convert("L")
    upended = grey.transpose(Image.Transpose.TRANSPOSE)
    side = math.gcd(_find_step(grey), _find_step(upended), *image.size)
    if side == 1:
        return None
    size = (image.width // side, image.height // side)
    cells = image.resize(size, Image.Resampling.NEAREST)
    rebuilt = cells.resize(image.size, Image.Resampling.NEAREST)
    return cells if ImageChops.difference(rebuilt, image).getbbox() is None else None


def _find_step(grey: Image.Image) -> int:
    """The greatest common divisor of the columns at which anything changes, in sampled rows."""
    changes: set[int] = set()
    for row in range(0, grey.height, max(1, grey.height // _SAMPLED_SIDE)):
        values = grey.crop((0, row, grey.width, row + 1)).tobytes()
        changes.update(at for at, (one, other) in enumerate(pairwise(values), 1) if one != other)
    return math.gcd(*changes)
