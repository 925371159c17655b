"""A picture at the instant and in the size that is shown."""

from __future__ import annotations

import io

import making
import pytest
from broken import broken_png
from PIL import Image

from mmskit.errors import UnsupportedMediaError
from mmskit.media import Picture
from mmskit.media.drawing.reel import Reel, encode_thumbnail


def find_bar(image: Image.Image) -> int:
    """The left edge of the red bar of ``making.moving``."""
    return next(x for x in range(image.width) if image.getpixel((x, 20))[1] < 100)


@pytest.mark.parametrize(
    ("at", "left"),
    [(0, 0), (0.19, 0), (0.2, 8), (0.5, 16), (0.7, 24), (0.8, 0), (1.0, 8), (8.1, 0), (-3, 0)],
)
def test_an_animation_keeps_its_own_pace(at, left):
    """Four pictures of 0.2 s: each is shown in its time, and after the last comes the first."""
    assert find_bar(Reel(Picture(making.moving()), 64, 48).at(at)) == left


def test_a_reel_can_go_back():
    """Forward, back and round again: the same instant is the same picture."""
    reel = Reel(Picture(making.moving()), 64, 48)
    assert [find_bar(reel.at(at)) for at in (0.7, 0.1, 2.9, 0.3, 0.0)] == [24, 0, 16, 8, 0]


def test_a_still_is_the_same_at_any_time():
    """A picture that does not move has one instant."""
    reel = Reel(Picture(making.still()), 96, 64)
    assert reel.at(0).tobytes() == reel.at(99).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
@pytest.mark.parametrize("size", [(48, 32), (200, 133), (1, 1)])
def test_every_kind_comes_in_the_size_asked_for(kind, size):
    """Smaller or larger, whatever the format: exactly the size, and the colour of the original."""
    image = Reel(Picture(making.still(kind)), *size).at(0)
    assert (image.mode, image.size) == ("RGBA", size)
    if size != (1, 1):
        red, green, blue, alpha = image.getpixel((size[0] - 3, size[1] - 3))
        assert abs(red - 0xC6) + abs(green - 0x28) + abs(blue - 0x28) < 24
        assert alpha == 255


def test_what_is_transparent_stays_so():
    """The phone's screen shows through a transparent GIF."""
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste("#ff0000", (0, 0, 10, 20))
    file = io.BytesIO()
    image.save(file, "GIF")
    shown = Reel(Picture(file.getvalue()), 20, 20).at(0)
    assert shown.getpixel((15, 10))[3] == 0
    assert shown.getpixel((4, 10)) == (255, 0, 0, 255)


def test_pixels_that_cannot_be_decoded_are_said():
    """Garbage behind a sound header is an error with a sentence."""
    with pytest.raises(UnsupportedMediaError, match=r"a\.png"):
        Reel(Picture(broken_png(), "a.png"), 8, 8).at(0)


def test_a_thumbnail_is_small():
    """A thumbnail keeps the proportions and is no larger than asked for, nor than the picture."""
    large = Image.open(io.BytesIO(encode_thumbnail(Picture(making.photo((1200, 300))), 284, 352)))
    assert (large.format, large.size) == ("JPEG", (284, 71))
    small = Image.open(io.BytesIO(encode_thumbnail(Picture(making.still(size=(16, 9))), 284, 352)))
    assert small.size == (16, 9)
