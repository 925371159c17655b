"""One way in which a picture could be sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from mmskit.texts import Text


@dataclass(frozen=True)
class Rendition:
    """A picture made smaller.

    Attributes:
        data: the file.
        size: width and height in pixels.
        grade: how good it looks, at most 1; it ranks renditions of one picture.
        notes: what was given up for it, such as "quality 61".
        coarseness: the table scale of a JPEG.
    """

    data: bytes = field(repr=False)
    size: tuple[int, int]
    grade: float
    notes: tuple[Text, ...] = ()
    coarseness: float = 0.0
