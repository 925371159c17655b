"""What can be known of a medium without decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mmskit.texts import Text

PICTURE_KINDS: Final = ("gif", "jpg", "png", "webp", "bmp")
"""Pictures that are taken in. Frames carry gif and jpg; the others are converted by fit."""

SOUND_KINDS: Final = (
    *("amr", "mid", "wav", "mp3", "m4a", "ogg", "flac"),
    *("aac", "aiff", "caf", "wma", "awb", "mp4", "mov", "mkv"),
)
"""Sounds that are taken in, also those of videos. Frames carry amr and mid; the others are converted by fit."""


@dataclass(frozen=True)
class PictureFacts:
    """Facts read from a picture's structure.

    Attributes:
        kind: one of :data:`PICTURE_KINDS`.
        width: pixels, as shown (an EXIF rotation is applied).
        height: pixels, as shown.
        frames: pictures in an animation; 1 for a still.
        seconds: length of one round of the animation; 0 for a still.
        trailing: bytes behind the end of the picture.
        metadata: whether it carries EXIF, comments or the like.
    """

    kind: str
    width: int
    height: int
    frames: int = 1
    seconds: float = 0.0
    trailing: int = 0
    metadata: bool = False


@dataclass(frozen=True)
class SoundFacts:
    """Facts read from a sound's structure.

    Attributes:
        kind: one of :data:`SOUND_KINDS`.
        seconds: its length, or None where only decoding tells.
        mode: the AMR mode in kbit/s (the highest in the file), or None for other kinds.
        video: whether moving pictures go with it, of which nothing is used.
    """

    kind: str
    seconds: float | None = None
    mode: float | None = None
    video: bool = False


class MediaFault(ValueError):  # noqa: N818 - a reason, made into UnsupportedMediaError by its owner
    """Why a file cannot be used, found by a reader that does not know the file's name."""

    def __init__(self, found: Text) -> None:
        super().__init__(found)
        self.found = found
