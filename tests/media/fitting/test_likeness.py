"""The measure that ranks ways to make one picture smaller."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from mmskit.media.fitting.likeness import Likeness


@pytest.fixture
def drawing() -> Image.Image:
    image = Image.radial_gradient("L").convert("RGB").resize((200, 160))
    draw = ImageDraw.Draw(image)
    for step in range(0, 200, 9):
        draw.line((step, 0, 200 - step, 160), fill="red")
    return image


def as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer)


def test_the_same_picture_is_alike(drawing):
    """A picture compared with itself is 1, and its colours have not drifted."""
    assert Likeness(drawing).find(drawing) == pytest.approx(1.0, abs=1e-4)
    assert Likeness(drawing).find_drift(drawing) == 0


def test_worse_is_less_alike(drawing):
    """The coarser the JPEG, and the stronger the blur, the less it is alike."""
    likeness = Likeness(drawing)
    by_quality = [likeness.find(as_jpeg(drawing, quality)) for quality in (90, 50, 20, 5)]
    by_blur = [
        likeness.find(drawing.filter(ImageFilter.GaussianBlur(radius))) for radius in (0.5, 1, 2, 4)
    ]
    for ranked in (by_quality, by_blur):
        assert ranked == sorted(ranked, reverse=True)
        assert ranked[0] < 1


def test_a_smaller_picture_is_compared_as_shown(drawing):
    """A picture of another size is scaled first: half the size loses something, not everything."""
    half = drawing.resize((100, 80), Image.Resampling.LANCZOS)
    assert 0.3 < Likeness(drawing).find(half) < 0.99


def test_shifted_areas_are_a_drift(drawing):
    """A tint that leaves every line in place hardly changes the likeness, but it is a drift."""
    tinted = Image.merge("RGB", [band.point(lambda v: v * 0.9 + 5) for band in drawing.split()])
    likeness = Likeness(drawing)
    assert likeness.find(tinted) > 0.95
    assert likeness.find_drift(tinted) > 5
