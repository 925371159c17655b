"""The safety caps of pictures and sounds, judged from what a header claims."""

from __future__ import annotations

from typing import Final

from mmskit.limits import (
    ANIMATION_FRAMES,
    ANIMATION_PIXELS,
    JPEG_PIXELS,
    PICTURE_PIXELS,
    PICTURE_SIDE,
    SOUND_SECONDS,
)
from mmskit.media.faults import damaged, exceeded

CHANNELS: Final = 32
"""The most channels of a sound."""

RATE: Final = 768_000
"""The most samples a second of a sound."""


def check_size(kind: str, width: int, height: int, at: int = 0) -> None:
    """Refuse a picture without area, or one too large to be decoded.

    Args:
        kind: the picture's kind.
        width: pixels.
        height: pixels.
        at: where in the file the size stands.

    Raises:
        MediaFault: it has no area, a side over ``PICTURE_SIDE``, or too many pixels.
    """
    if width <= 0 or height <= 0:
        raise damaged(kind, at, "no_area", width=width, height=height)
    if max(width, height) > PICTURE_SIDE:
        raise exceeded(kind, "side", width=width, height=height, limit=PICTURE_SIDE)
    limit = JPEG_PIXELS if kind == "jpg" else PICTURE_PIXELS
    if width * height > limit:
        raise exceeded(kind, "pixels", width=width, height=height, limit=limit)


def check_frames(kind: str, frames: int, width: int, height: int) -> None:
    """Refuse an animation with more pictures, or more pixels over all, than is affordable.

    Raises:
        MediaFault: it has over ``ANIMATION_FRAMES`` pictures or ``ANIMATION_PIXELS`` pixels.
    """
    if frames > ANIMATION_FRAMES:
        raise exceeded(kind, "frames", limit=ANIMATION_FRAMES)
    if frames > 1 and frames * width * height > ANIMATION_PIXELS:
        raise exceeded(kind, "animation", width=width, height=height, limit=ANIMATION_PIXELS)


def check_seconds(kind: str, seconds: float) -> None:
    """Refuse a sound that lasts too long.

    Raises:
        MediaFault: it lasts longer than ``SOUND_SECONDS``.
    """
    if seconds > SOUND_SECONDS:
        raise exceeded(kind, "seconds", limit=SOUND_SECONDS // 60)
