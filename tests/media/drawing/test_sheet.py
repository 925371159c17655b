"""Contact sheets."""

from __future__ import annotations

import pytest
from lettering import fonts
from PIL import Image, ImageChops

from mmskit.media.drawing.body import BODY_MARGIN
from mmskit.media.drawing.canvas import Canvas
from mmskit.media.drawing.screen import PHONES, STANDARD, Phone
from mmskit.media.drawing.sheet import Cell, Sheet, paint_sheet
from mmskit.message import Frame, Message
from mmskit.render import find_screen
from mmskit.theme import LIGHT


def sheet_of(count: int, phone: Phone = STANDARD, title: str = "标题") -> Sheet:
    message = Message("标题", [Frame("a", seconds=1)] * count)
    return Sheet(
        title,
        "figures",
        [Cell(find_screen(message, at, phone), f"Frame {at}", "5 s") for at in range(count)],
    )


@pytest.mark.parametrize(
    ("count", "columns", "rows"),
    [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 1), (8, 4, 2), (9, 5, 2), (16, 6, 3)],
)
def test_every_frame_has_its_place(count, columns, rows):
    """Phones stand in rows and columns, and become smaller the more there are."""
    image = paint_sheet(sheet_of(count), Canvas(fonts()), LIGHT)
    size = {3: 0.85, 8: 0.7, 15: 0.58, 99: 0.5}[
        min(most for most in (3, 8, 15, 99) if count <= most)
    ]
    assert image.width == pytest.approx(56 + columns * (360 + 2 * BODY_MARGIN) * size, abs=1)
    assert image.height == pytest.approx(
        84 + 28 + rows * ((640 + 2 * BODY_MARGIN) * size + 52), abs=1
    )


def test_twice_the_scale_is_twice_the_size():
    """A sheet for a sharp screen has twice as many pixels each way."""
    once = paint_sheet(sheet_of(2), Canvas(fonts()), LIGHT)
    twice = paint_sheet(sheet_of(2), Canvas(fonts(), 2), LIGHT)
    assert twice.size == pytest.approx((once.width * 2, once.height * 2), abs=1)


def test_the_title_and_the_captions_are_written():
    """There is ink above the phones and below each of them."""
    image = paint_sheet(sheet_of(3), Canvas(fonts()), LIGHT)
    ground = Image.new("RGB", image.size, LIGHT.page)
    ink = ImageChops.difference(image, ground).convert("L").point(lambda level: level > 60 and 255)
    assert ink.crop((0, 0, image.width, 60)).getbbox()
    third = (image.width - 56) // 3
    for column in range(3):
        left = 28 + column * third
        assert ink.crop((left, image.height - 80, left + third, image.height)).getbbox()


def test_a_long_title_stays_on_the_sheet():
    """A title wider than the sheet is cut before the edge."""
    image = paint_sheet(sheet_of(1, title="题" * 200), Canvas(fonts()), LIGHT)
    edge = image.crop((image.width - 28, 0, image.width, 60))
    assert edge.getcolors() == [(28 * 60, (0xF4, 0xF5, 0xF7))]


def test_a_sheet_takes_any_phone():
    """The places follow the phone's size."""
    image = paint_sheet(sheet_of(1, PHONES["small"]), Canvas(fonts()), LIGHT)
    assert image.width == pytest.approx(56 + (320 + 2 * BODY_MARGIN) * 0.85, abs=1)
