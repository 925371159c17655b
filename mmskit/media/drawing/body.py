"""The phone's body: the black frame around a screen, and its shadow."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from mmskit.theme import Theme

_SMOOTH: Final = 4
_BEZEL: Final = 13
_SCREEN_RADIUS: Final = 34
_SHADOW: Final = 26
BODY_MARGIN: Final = _BEZEL + _SHADOW
"""Logical pixels around a screen that the phone's body and its shadow take."""


@lru_cache(maxsize=8)
def make_body(
    screen_size: tuple[int, int], scale: float, theme: Theme
) -> tuple[Image.Image, Image.Image]:
    """The phone's body with its shadow (RGBA), and the mask of its screen."""
    around = round(BODY_MARGIN * scale)
    size = (screen_size[0] + 2 * around, screen_size[1] + 2 * around)
    bezel, radius = _BEZEL * scale, _SCREEN_RADIUS * scale
    hole = (around, around, around + screen_size[0], around + screen_size[1])
    outer = (hole[0] - bezel, hole[1] - bezel, hole[2] + bezel, hole[3] + bezel)
    inner = tuple(
        edge + side * scale for edge, side in zip(outer, (1.5, 1.5, -1.5, -1.5), strict=True)
    )
    body = Image.new("RGBA", size)
    shadow = _make_mask(size, outer, radius + bezel).filter(ImageFilter.GaussianBlur(9 * scale))
    shadow = ImageChops.offset(shadow, 0, round(5 * scale)).point(lambda level: level * 0.22)
    body.paste("#000000", mask=shadow)
    body.putalpha(shadow)
    for box, colour in ((outer, theme.edge), (inner, theme.bezel)):
        ring = Image.new("RGBA", size, colour)
        ring.putalpha(_make_mask(size, box, radius + (box[2] - hole[2])))
        body.alpha_composite(ring)
    return body, _make_mask(screen_size, (0, 0, *screen_size), radius)


def _make_mask(size: tuple[int, int], box: tuple[float, ...], radius: float) -> Image.Image:
    """A smooth rounded rectangle, white on black."""
    mask = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH))
    ImageDraw.Draw(mask).rounded_rectangle(
        (
            round(box[0] * _SMOOTH),
            round(box[1] * _SMOOTH),
            round(box[2] * _SMOOTH) - 1,
            round(box[3] * _SMOOTH) - 1,
        ),
        round(radius * _SMOOTH),
        fill=255,
    )
    return mask.resize(size, Image.Resampling.BOX)
