"""What holds for every still, every budget and both speeds."""

from __future__ import annotations

import io
import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from mmskit.errors import MessageTooLargeError
from mmskit.media.fitting import trellis
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.picture_fit import fit_picture
from mmskit.media.fitting.speed import find_missing, find_speed

TOLERANCE = 0.02
"""By so much likeness a larger budget may do worse: sizes and kinds are chosen by an estimate."""

SPEEDS = ("best", "fast")


def write(image: Image.Image, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def draw(width: int, height: int, seed: int, *, flat: bool) -> Image.Image:
    """A made-up picture: shapes on a ground that is even, or on gradients and noise."""
    chance = random.Random(seed)  # noqa: S311 - a picture, no secret
    if flat:
        image = Image.new("RGB", (width, height), (250, 248, 240))
    else:
        red = Image.linear_gradient("L").resize((width, height))
        green = Image.radial_gradient("L").resize((width, height))
        image = Image.merge("RGB", (red, green, red.transpose(Image.Transpose.ROTATE_180)))
    pen = ImageDraw.Draw(image)
    for _ in range(chance.randint(3, 30)):
        left, top = chance.randint(0, width), chance.randint(0, height)
        box = (left, top, left + chance.randint(1, width), top + chance.randint(1, height))
        colour = tuple(chance.randint(0, 255) for _ in range(3))
        chance.choice((pen.ellipse, pen.rectangle))(box, fill=colour)
    return image


stills = st.builds(
    draw,
    st.integers(60, 700),
    st.integers(60, 700),
    st.integers(0, 1 << 30),
    flat=st.booleans(),
)
slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(image=stills, max_bytes=st.integers(1_500, 50_000), speed=st.sampled_from(SPEEDS))
def test_it_fits_and_stays(image, max_bytes, speed):
    """Never over the budget, the same twice, and fitting what was fitted changes nothing."""
    data = write(image)
    fitted = fit_picture(data, max_bytes, speed=speed)
    assert len(fitted.data) <= max_bytes
    assert fit_picture(data, max_bytes, speed=speed).data == fitted.data
    assert fit_picture(fitted.data, max_bytes, speed=speed).data == fitted.data


@slow
@given(
    image=stills,
    budgets=st.lists(st.integers(2_000, 50_000), min_size=2, max_size=3, unique=True),
    speed=st.sampled_from(SPEEDS),
)
def test_more_bytes_never_look_worse(image, budgets, speed):
    """The likeness does not fall as the budget grows, but for the tolerance."""
    likeness = Likeness(image)
    data = write(image)
    grades = [
        likeness.find(read(fit_picture(data, max_bytes, speed=speed).data))
        for max_bytes in sorted(budgets)
    ]
    assert all(later >= earlier - TOLERANCE for earlier, later in pairwise(grades))


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("max_bytes", [2_000, 4_000, 8_192])
@pytest.mark.parametrize("side", [330, 693, 1500])
def test_a_code_still_scans(side, max_bytes, speed):
    """A QR code, of whole cells or not, is read by a decoder after it was made to fit."""
    reader = pytest.importorskip("zxingcpp")
    words = "https://example.com/coupon?id=8F3A21C0"
    code = reader.create_barcode(words, reader.BarcodeFormat.QRCode, ec_level="M")
    cells = Image.fromarray(code.to_image(scale=10))
    data = write(cells.convert("RGB").resize((side, side), Image.Resampling.BICUBIC))
    fitted = fit_picture(data, max_bytes, speed=speed)
    shown = read(fitted.data)
    assert [each.text for each in reader.read_barcodes(shown)] == [words]


def test_without_libvips_best_is_fast(monkeypatch):
    """Where pyvips is missing, the result is that of the other speed."""
    monkeypatch.setattr(trellis, "_load", lambda: None)
    assert find_speed("best") == "fast"
    assert find_missing("best", stills=True, animations=False) == ("pyvips",)
    assert find_missing("fast", stills=True, animations=True) == ()
    data = write(draw(600, 500, 3, flat=False))
    best, fast = (fit_picture(data, 5_000, speed=speed).data for speed in SPEEDS)
    assert best == fast


@pytest.mark.parametrize("tables", [trellis.FULL_TABLES, trellis.SMALL_TABLES])
@pytest.mark.parametrize("max_bytes", [1_500, 4_000, 12_000])
def test_the_trellis_keeps_the_budget(tables, max_bytes):
    """Its file is a JPEG of at most so many bytes without metadata, or there is none."""
    if not trellis.is_available():
        pytest.skip("libvips with MozJPEG is not installed")
    image = draw(300, 240, 9, flat=False)
    data = trellis.settle_trellised(image, tables, max_bytes, 1.0, fine_colour=False)
    assert data is not None
    assert len(data) <= max_bytes
    assert read(data).size == image.size
    assert b"Exif" not in data


def test_a_plain_ground_fits_into_next_to_nothing():
    """An even picture has no detail to keep, and no logarithm of nothing stops it."""
    for size in ((1, 1), (2, 1), (1, 500), (640, 480)):
        fitted = fit_picture(write(Image.new("RGB", size, "#c81e1e")), 900)
        assert len(fitted.data) <= 900
        with pytest.raises(MessageTooLargeError):
            fit_picture(write(Image.new("RGB", size, "#c81e1e")), 10)
