"""One way in which a picture could be sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from mmskit.texts import Text


@dataclass(frozen=True)
class Way:
    """How an animation was written, which is a good way in about as many bytes, too.

    Attributes:
        plan: which of the plans for its pictures.
        colours: how many.
        scale: of its original size.
        grade: how good it looked.
        max_bytes: the bytes it was chosen for.
    """

    plan: int
    colours: int
    scale: float
    grade: float
    max_bytes: int


@dataclass(frozen=True)
class Rendition:
    """A picture made smaller.

    Attributes:
        data: the file.
        size: width and height in pixels.
        grade: how good it looks, at most 1; it ranks renditions of one picture.
        notes: what was given up for it, such as "quality 61".
        coarseness: the table scale of a JPEG.
        way: how an animation was written.
    """

    data: bytes = field(repr=False)
    size: tuple[int, int]
    grade: float
    notes: tuple[Text, ...] = ()
    coarseness: float = 0.0
    way: Way | None = None
