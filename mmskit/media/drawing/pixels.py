"""A picture's pixels for a screen: decoded once, in the size shown, as plain bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mmskit.media.picture import Picture

FILM_BYTES: Final = 64 << 20
"""An animation that would take more memory than this is shown by its first frame."""

_BYTES: Final = 4


@dataclass(frozen=True)
class Pixels:
    """One instant of a picture.

    Attributes:
        rgba: four bytes a pixel, row by row, not premultiplied.
        seconds: how long it is shown; for a still without meaning.
    """

    rgba: bytes = field(repr=False)
    seconds: float = 0.0


@dataclass(frozen=True)
class Film:
    """A picture in one size.

    Attributes:
        width: pixels.
        height: pixels.
        steps: its instants in order; one for a still.
    """

    width: int
    height: int
    steps: tuple[Pixels, ...]


def decode_film(
    picture: Picture, width: int, height: int, *, still: bool = False, most_bytes: int = FILM_BYTES
) -> Film:
    """Decode a picture so that it just fits a rectangle; it is never enlarged.

    Args:
        picture: any kind.
        width: of the rectangle, in pixels.
        height: of the rectangle, in pixels.
        still: whether the first instant is enough.
        most_bytes: an animation that would take more is decoded as a still.

    Raises:
        UnsupportedMediaError: its pixels cannot be decoded.
    """
    # Pillow is heavy, and a window that knows no picture yet starts without it.
    from mmskit.media.fitting.raster import (  # noqa: PLC0415
        fit_inside,
        open_frames,
        open_still,
    )

    box = (max(1, width), max(1, height))
    size = fit_inside((picture.width, picture.height), box)
    every = picture.facts.frames * size[0] * size[1] * _BYTES
    if picture.animated and not still and every <= most_bytes:
        shown = [
            (image.convert("RGBA"), seconds)
            for image, seconds in open_frames(picture.data, box, name=picture.name)
        ]
        steps = tuple(Pixels(image.tobytes(), seconds) for image, seconds in shown)
        return Film(shown[0][0].width, shown[0][0].height, steps)
    if picture.kind == "jpg":
        image = open_still(picture.data, box, name=picture.name).convert("RGBA")
    else:
        frames = open_frames(picture.data, box, name=picture.name)
        image = next(iter(frames))[0].convert("RGBA")
        frames.close()  # type: ignore[attr-defined]
    return Film(image.width, image.height, (Pixels(image.tobytes()),))
