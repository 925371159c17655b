"""The part of a picture that is kept, in whole pixels of the turned picture. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from mmskit.media.plan import Crop, PicturePlan

SMALLEST: Final = 16
"""The fewest pixels that a part is wide and high, where the picture has as many."""

Size = tuple[int, int]


@dataclass(frozen=True)
class Box:
    """A rectangle in whole pixels.

    Attributes:
        left: pixels left of it.
        top: pixels above it.
        width: its pixels across.
        height: its pixels down.
    """

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height


def turn_size(size: Size, turns: int) -> Size:
    """The size of a picture after quarter turns."""
    return (size[1], size[0]) if turns % 2 else size


def find_box(crop: Crop | None, size: Size) -> Box:
    """The part in pixels of a turned picture of that size."""
    if crop is None:
        return Box(0, 0, *size)
    left, top = round(crop.left * size[0]), round(crop.top * size[1])
    right, bottom = round(crop.right * size[0]), round(crop.bottom * size[1])
    return keep_inside(Box(left, top, right - left, bottom - top), size)


def find_crop(box: Box, size: Size) -> Crop | None:
    """The part in shares; None for the whole picture."""
    if box == Box(0, 0, *size):
        return None
    across, down = size
    return Crop(box.left / across, box.top / down, box.right / across, box.bottom / down)


def keep_inside(box: Box, size: Size) -> Box:
    """A box that is not too small, not larger than the picture, and nowhere outside of it."""
    width = min(max(box.width, SMALLEST), size[0])
    height = min(max(box.height, SMALLEST), size[1])
    left = min(max(box.left, 0), size[0] - width)
    top = min(max(box.top, 0), size[1] - height)
    return Box(left, top, width, height)


def move_box(box: Box, right: int, down: int, size: Size) -> Box:
    """A box that was moved, as far as there is room."""
    return keep_inside(replace(box, left=box.left + right, top=box.top + down), size)


def stretch_box(  # noqa: PLR0917 - where to where
    box: Box, grip: tuple[int, int], right: float, down: float, size: Size, ratio: float | None
) -> Box:
    """A box of which an edge or a corner was moved; the opposite one stays.

    Args:
        box: as it was.
        grip: what is moved: -1 the left (upper) edge, 1 the right (lower) one, 0 neither.
        right: pixels that it is moved to the right.
        down: pixels that it is moved down.
        size: of the turned picture.
        ratio: width by height to be kept, or None.
    """
    across, along = grip
    width: float = box.width + across * right
    height: float = box.height + along * down
    room = (
        _find_room(box.left, box.width, size[0], across),
        _find_room(box.top, box.height, size[1], along),
    )
    if ratio is not None:
        if not along or (across and width / ratio >= height):
            height = width / ratio
        else:
            width = height * ratio
        most = min(room[0], room[1] * ratio)
        least = min(max(SMALLEST, SMALLEST * ratio), most)
        width = min(max(width, least), most)
        height = width / ratio
    else:
        width = min(max(width, min(SMALLEST, size[0])), room[0])
        height = min(max(height, min(SMALLEST, size[1])), room[1])
    wide, high = max(1, round(width)), max(1, round(height))
    return keep_inside(
        Box(
            _place(box.left, box.width, wide, across),
            _place(box.top, box.height, high, along),
            wide,
            high,
        ),
        size,
    )


def shape_box(box: Box, ratio: float, size: Size) -> Box:
    """A box of about the same area and middle in another shape; the largest for a whole picture."""
    if box == Box(0, 0, *size):
        width: float = size[0]
    else:
        width = (box.width * box.height * ratio) ** 0.5
    width = max(width, SMALLEST, SMALLEST * ratio)
    width = min(width, size[0], size[1] * ratio)
    wide, high = max(1, round(width)), max(1, round(width / ratio))
    left = round(box.left + (box.width - wide) / 2)
    top = round(box.top + (box.height - high) / 2)
    return keep_inside(Box(left, top, wide, high), size)


def turn_box(box: Box, size: Size, turns: int) -> Box:
    """Where a box is after quarter turns clockwise of the picture of that size with it."""
    for _ in range(turns % 4):
        box = Box(size[1] - box.bottom, box.left, box.height, box.width)
        size = turn_size(size, 1)
    return box


def turn_plan(plan: PicturePlan, turns: int) -> PicturePlan:
    """A plan with more quarter turns clockwise; the part that is kept turns along."""
    crop = plan.crop
    for _ in range(turns % 4):
        if crop is not None:
            crop = Crop(1 - crop.bottom, crop.left, 1 - crop.top, crop.right)
    return replace(plan, turns=plan.turns + turns, crop=crop)


def _find_room(start: int, length: int, whole: int, direction: int) -> int:
    """How long a side can get at most."""
    if direction > 0:
        return whole - start
    return start + length if direction < 0 else whole


def _place(start: int, length: int, new: int, direction: int) -> int:
    """Where a side starts then."""
    if direction > 0:
        return start
    return start + length - new if direction < 0 else round(start + (length - new) / 2)
