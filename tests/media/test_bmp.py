"""BMP: what the headers tell, and what is refused."""

from __future__ import annotations

import io
import struct

import pytest
import specimens
from PIL import Image
from specimens import name_case, refusal

from mmskit.media import Picture


def bmp(
    width: int = 2,
    height: int = 2,
    *,
    bits: int = 24,
    coding: int = 0,
    claimed: int = 0,
    header: int = 40,
    start: int = 54,
    pixels: bytes = bytes(16),
) -> bytes:
    """A BMP of the given figures."""
    info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, coding, claimed, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(pixels), 0, 0, start) + info + pixels


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
def test_the_size_agrees_with_pillow(mode: str) -> None:
    """Width and height are those that Pillow wrote, in every depth."""
    buffer = io.BytesIO()
    Image.new(mode, (33, 21)).save(buffer, "BMP")
    facts = Picture(buffer.getvalue()).facts
    assert (facts.width, facts.height, facts.trailing) == (33, 21, 0)


def test_a_picture_from_the_top_is_read() -> None:
    """A negative height means that the first row stands first."""
    data = bmp(2, -2)
    with Image.open(io.BytesIO(data)) as image:
        assert Picture(data).height == image.height == 2


def test_the_old_header_is_read() -> None:
    """OS/2 wrote shorter headers."""
    data = b"BM" + struct.pack("<IHHIIHHHH", 42, 0, 0, 26, 12, 2, 2, 1, 24) + bytes(16)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (2, 2)
    assert Picture(data).width == 2


def test_no_part_of_a_bmp_is_a_bmp() -> None:
    """Cut off after any byte, it is refused."""
    data = specimens.pictures()["bmp"]
    for size in range(len(data)):
        assert refusal(Picture, data[:size]) != "accepted", size


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bmp(0, 2), "damaged damage.no_area"),
        (bmp(-2, 2), "damaged damage.no_area"),
        (bmp(30_000, 30_000), "exceeded cap.side"),
        (bmp(2, -30_000), "exceeded cap.side"),
        (bmp(19_000, 19_000), "exceeded cap.pixels"),
        (bmp(bits=7), "damaged damage.header"),
        (bmp(coding=4), "variant variant.bmp_coding"),
        (bmp(coding=1, bits=8), "variant variant.bmp_coding"),
        (bmp(coding=1, bits=24, claimed=16), "variant variant.bmp_coding"),
        (bmp(coding=1, bits=8, claimed=17), "truncated place.pixels"),
        (bmp(coding=1, bits=8, claimed=16), "accepted"),
        (bmp(start=20), "damaged damage.header"),
        (bmp(start=0xFFFFFFFF), "truncated place.pixels"),
        (bmp(2, 3), "truncated place.pixels"),
        (bmp()[:30], "truncated place.header"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage and each cap has its reason, found without decoding."""
    assert refusal(Picture, data) == reason


def test_trailing_bytes_are_counted() -> None:
    """Harmless bytes behind the end do not spoil a picture."""
    assert Picture(bmp() + b"\0" * 7).facts.trailing == 7
