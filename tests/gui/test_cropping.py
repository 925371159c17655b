"""Boxes are whole pixels inside the picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mmskit.media.plan import Crop, PicturePlan
from mmskit_gui.cropping import (
    SMALLEST,
    Box,
    find_box,
    find_crop,
    keep_inside,
    move_box,
    shape_box,
    stretch_box,
    turn_box,
    turn_plan,
    turn_size,
)

SIZES = st.tuples(st.integers(1, 5000), st.integers(1, 5000))
NUMBERS = st.integers(-6000, 6000)
RATIOS = st.sampled_from([None, 1.0, 3 / 4, 4 / 3, 9 / 16])
GRIPS = st.sampled_from([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y])


@st.composite
def boxes(draw):
    size = draw(SIZES)
    return keep_inside(Box(*(draw(NUMBERS) for _ in range(4))), size), size


def is_inside(box: Box, size: tuple[int, int]) -> bool:
    fits = box.left >= 0 and box.top >= 0 and box.right <= size[0] and box.bottom <= size[1]
    return fits and box.width >= min(SMALLEST, size[0]) and box.height >= min(SMALLEST, size[1])


@given(boxes())
def test_shares_are_exact(given_box):
    """A box made into shares of the picture and back is the same, to the pixel."""
    box, size = given_box
    assert find_box(find_crop(box, size), size) == box


@given(boxes(), GRIPS, NUMBERS, NUMBERS, RATIOS)
def test_stretching_stays_inside(given_box, grip, across, down, ratio):
    """However far an edge is pulled, the box stays in the picture and is not too small."""
    box, size = given_box
    assert is_inside(stretch_box(box, grip, across, down, size, ratio), size)


@given(boxes(), st.sampled_from([1.0, 3 / 4, 4 / 3, 9 / 16]))
def test_shaping_stays_inside(given_box, ratio):
    """A box in another shape stays in the picture."""
    box, size = given_box
    assert is_inside(shape_box(box, ratio, size), size)


@given(boxes(), NUMBERS, NUMBERS)
def test_moving_keeps_the_size(given_box, across, down):
    """A moved box is as large as before."""
    box, size = given_box
    moved = move_box(box, across, down, size)
    assert is_inside(moved, size)
    assert (moved.width, moved.height) == (box.width, box.height)


@given(boxes())
def test_four_turns_are_none(given_box):
    """After four quarter turns a box is where it was."""
    box, size = given_box
    once = turn_box(box, size, 1)
    assert is_inside(once, turn_size(size, 1))
    assert turn_box(once, turn_size(size, 1), 3) == box


def test_the_whole_picture_is_no_crop():
    """Keeping everything is no crop at all."""
    assert find_crop(Box(0, 0, 640, 480), (640, 480)) is None


def test_a_corner_keeps_the_shape():
    """Pulling a corner in a fixed shape keeps the opposite corner and the shape."""
    box = stretch_box(Box(100, 100, 300, 300), (-1, -1), -50, -10, (1000, 800), 1.0)
    assert box == Box(50, 50, 350, 350)


def test_a_whole_picture_takes_the_largest_box_of_a_shape():
    """A square of a whole picture is as high as the picture and in its middle."""
    assert shape_box(Box(0, 0, 1000, 600), 1.0, (1000, 600)) == Box(200, 0, 600, 600)


def test_a_plan_turns_with_its_crop():
    """What was at the left is at the top after a turn clockwise."""
    turned = turn_plan(PicturePlan(crop=Crop(0.0, 0.0, 0.25, 1.0)), 1)
    assert turned.turns == 1
    assert turned.crop == Crop(0.0, 0.0, 1.0, 0.25)
