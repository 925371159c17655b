"""A picture: its bytes, and what its structure tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import FRAME_PICTURE_KINDS
from mmskit.media.bmp import walk as walk_bmp
from mmskit.media.faults import foreign
from mmskit.media.files import read_media, show_name
from mmskit.media.gif import walk as walk_gif
from mmskit.media.jpeg import walk as walk_jpeg
from mmskit.media.kinds import PICTURE_KINDS, MediaFault, PictureFacts
from mmskit.media.png import walk as walk_png
from mmskit.media.sniff import identify
from mmskit.media.webp import walk as walk_webp

_WALKERS: Final = {
    "gif": walk_gif,
    "jpg": walk_jpeg,
    "png": walk_png,
    "webp": walk_webp,
    "bmp": walk_bmp,
}


@dataclass(frozen=True)
class Picture:
    """A picture, known by its content and never by its name.

    Making one reads the file's structure, not its pixels: it is quick, and a hostile header is
    refused before anything is decoded.

    Attributes:
        data: the file, byte for byte.
        name: the file's name, for people; two pictures with the same bytes are equal.
        facts: what the structure tells.

    Raises:
        UnsupportedMediaError: it is no picture that can be used, or a damaged one.
    """

    data: bytes = field(repr=False)
    name: str = field(default="", compare=False)
    facts: PictureFacts = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", _walk(self.data, self.name))

    @classmethod
    def open(cls, path: str | Path) -> Picture:
        """Read a file. Raises UnsupportedMediaError, also for a file that cannot be read."""
        return cls(read_media(path, PICTURE_KINDS), show_name(path))

    @property
    def kind(self) -> str:
        """One of ``gif``, ``jpg``, ``png``, ``webp``, ``bmp``."""
        return self.facts.kind

    @property
    def width(self) -> int:
        """Pixels, as shown."""
        return self.facts.width

    @property
    def height(self) -> int:
        """Pixels, as shown."""
        return self.facts.height

    @property
    def animated(self) -> bool:
        """Whether it has more than one picture to show."""
        return self.facts.frames > 1

    @property
    def fits_frame(self) -> bool:
        """Whether a frame may carry this kind. Source: MMS §2.3."""
        return self.facts.kind in FRAME_PICTURE_KINDS


def _walk(data: bytes, name: str) -> PictureFacts:
    kind = identify(data)
    walker = _WALKERS.get(kind)
    if walker is None:
        raise UnsupportedMediaError(name, foreign(kind).found, PICTURE_KINDS)
    try:
        return walker(data)
    except MediaFault as fault:
        raise UnsupportedMediaError(name, fault.found, PICTURE_KINDS) from None
