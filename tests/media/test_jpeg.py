"""JPEG: what the walk tells, and what it refuses."""

from __future__ import annotations

import io

import pytest
import specimens
from making import still
from PIL import Image, ImageOps
from specimens import exif, jpeg, jpeg_segment, name_case, refusal

from mmskit.media import Picture

VARIETIES = ["jpg", "jpg, progressive", "jpg, grey"]


@pytest.mark.parametrize("name", VARIETIES)
def test_the_size_agrees_with_pillow(name: str) -> None:
    """Width and height are those that Pillow finds."""
    data = specimens.pictures()[name]
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == image.size
    assert (facts.frames, facts.seconds) == (1, 0.0)


@pytest.mark.parametrize("name", VARIETIES)
def test_no_part_of_a_jpeg_is_a_jpeg(name: str) -> None:
    """Cut off after any byte, it is refused."""
    data = specimens.pictures()[name]
    for size in range(len(data)):
        assert refusal(Picture, data[:size]) != "accepted", size


def test_a_cmyk_picture_is_read() -> None:
    """Print shops send JPEGs of four colours."""
    buffer = io.BytesIO()
    Image.new("CMYK", (30, 20)).save(buffer, "JPEG")
    assert Picture(buffer.getvalue()).width == 30


def test_restart_marks_and_fill_bytes_are_read() -> None:
    """Marks inside the pixels, and filling before a marker, end nothing."""
    buffer = io.BytesIO()
    Image.effect_noise((200, 100), 50).save(buffer, "JPEG", restart_marker_blocks=1)
    data = buffer.getvalue()
    assert b"\xff\xd3" in data
    assert Picture(data).facts.trailing == 0
    assert Picture(jpeg(b"\xff\xff\xff" + jpeg_segment(0xFE, b"hello"))).facts.metadata


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("form", [3, 4])
def test_the_orientation_is_applied_as_pillow_does(orientation: int, order: str, form: int) -> None:
    """A phone's picture is as wide as it is shown, not as it is stored."""
    data = still("JPEG", size=(40, 20), exif=b"Exif\0\0" + exif(orientation, order, form))
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == ImageOps.exif_transpose(image).size
    assert facts.metadata


@pytest.mark.parametrize(
    "block",
    [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"XX*\0" + bytes(20), exif(6)[:18], exif(6)[:11]],
)
def test_a_damaged_orientation_counts_as_upright(block: bytes) -> None:
    """A picture is not refused for its metadata."""
    facts = Picture(jpeg(jpeg_segment(0xE1, b"Exif\0\0" + block), size=(9, 5))).facts
    assert (facts.width, facts.height) == (9, 5)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (jpeg(marker=0xC3), "variant variant.jpeg_lossless"),
        (jpeg(marker=0xF7), "variant variant.jpeg_lossless"),
        (jpeg(marker=0xC5), "variant variant.jpeg_hierarchical"),
        (jpeg(marker=0xDE), "variant variant.jpeg_hierarchical"),
        (jpeg(marker=0xC9), "variant variant.jpeg_arithmetic"),
        (jpeg(bits=12), "variant variant.jpeg_bits"),
        (jpeg(size=(0, 5)), "damaged damage.no_area"),
        (jpeg(size=(5, 0)), "damaged damage.no_area"),
        (jpeg(size=(30_000, 30_000)), "exceeded cap.side"),
        (jpeg(size=(19_000, 19_000)), "exceeded cap.pixels"),
        (jpeg(jpeg_segment(0xBF, b"")), "damaged damage.jpeg_marker"),
        (jpeg(jpeg_segment(0xFE, b"") + b"junk"), "damaged damage.jpeg_marker"),
        (jpeg(b"\xff\xd8"), "damaged damage.jpeg_marker"),
        (jpeg(b"\xff\xe0\0\1"), "damaged damage.jpeg_length"),
        (b"\xff\xd8\xff\xd9", "damaged damage.no_picture"),
        (jpeg(b"\xff\xda\0\2"), "damaged damage.jpeg_scan"),
        (jpeg(jpeg()[2:15]), "damaged damage.jpeg_size"),
        (jpeg(jpeg_segment(0xFE, b"") * 20_000), "damaged damage.blocks"),
        (jpeg()[:-2] + b"\xff\xda\0\2" * 100 + b"\xff\xd9", "damaged damage.jpeg_scans"),
        (jpeg()[:-2], "truncated place.pixels"),
        (jpeg()[:9], "truncated place.header"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage, variant and cap has its reason, found without decoding."""
    assert refusal(Picture, data) == reason


def test_a_large_photo_is_taken_in() -> None:
    """A JPEG may have more pixels than the other kinds: its decoder scales while it reads."""
    assert Picture(jpeg(size=(12_000, 9_000))).width == 12_000


def test_an_orientation_in_the_wrong_segment_is_ignored() -> None:
    """Decoders look for it in one segment only, and in the first of its kind."""
    upright, turned = b"Exif\0\0" + exif(1), b"Exif\0\0" + exif(6)
    misplaced = jpeg(jpeg_segment(0xE3, turned), size=(9, 5))
    second = jpeg(jpeg_segment(0xE1, upright), jpeg_segment(0xE1, turned), size=(9, 5))
    assert Picture(misplaced).width == Picture(second).width == 9


def test_colour_profiles_are_no_metadata() -> None:
    """What the colours need is told apart from what a camera or a person left."""
    profile = still("JPEG", icc_profile=b"any profile")
    assert not Picture(profile).facts.metadata
    assert Picture(still("JPEG", comment=b"from Anna")).facts.metadata


def test_a_clip_behind_a_photo_is_counted() -> None:
    """Phones append a motion clip or a second picture: the photo stays usable."""
    clip = specimens.video()
    assert Picture(still("JPEG") + clip).facts.trailing == len(clip)
    again = still("JPEG")
    assert Picture(again + again).facts.trailing == len(again)


def test_a_script_disguised_as_a_header_is_refused() -> None:
    """A first segment whose length reads as the start of a comment hides a script."""
    length = int.from_bytes(b"/*", "big") - 2
    data = jpeg(jpeg_segment(0xE0, b"JFIF\0".ljust(length, b"\0")), jpeg_segment(0xFE, b"*/=1"))
    assert refusal(Picture, data) == "polyglot kind.script"
