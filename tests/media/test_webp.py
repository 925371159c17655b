"""WebP: what the walk tells, and what it refuses."""

from __future__ import annotations

import io
import struct

import pytest
import specimens
from making import still
from PIL import Image, ImageOps
from specimens import exif, name_case, refusal, riff

from mmskit.media import Picture

VARIETIES = ["webp", "webp, lossless", "webp, animated"]


def lossy(width: int, height: int) -> bytes:
    """The first bytes of a lossy bitstream."""
    return b"\x10\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(4)


def canvas(width: int, height: int, flags: int = 0) -> tuple[bytes, bytes]:
    """The chunk of an extended file."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X", bytes((flags, 0, 0, 0)) + sides


def frame(width: int, height: int, *, left: int = 0, shown: int = 100) -> tuple[bytes, bytes]:
    """One picture of an animation."""
    place = b"".join(
        figure.to_bytes(3, "little") for figure in (left, 0, width - 1, height - 1, shown)
    )
    bitstream = lossy(width, height)
    return b"ANMF", place + b"\0VP8 " + struct.pack("<I", len(bitstream)) + bitstream


SWALLOWED = riff(
    b"WEBP",
    canvas(8, 8, 2),
    (b"ANMF", frame(8, 8)[1] + b"ANMF" + struct.pack("<I", 38) + frame(8, 8)[1]),
)


@pytest.mark.parametrize("name", VARIETIES)
def test_facts_agree_with_pillow(name: str) -> None:
    """Size, number of pictures and durations are those that Pillow finds."""
    data = specimens.pictures()[name]
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == image.size
        assert facts.frames == image.n_frames
        if facts.frames > 1:
            shown = 0
            for index in range(image.n_frames):
                image.seek(index)
                image.load()
                shown += image.info["duration"]
            assert facts.seconds == pytest.approx(shown / 1000)


@pytest.mark.parametrize("name", VARIETIES)
def test_no_part_of_a_webp_is_a_webp(name: str) -> None:
    """Cut off after any byte, it is refused."""
    data = specimens.pictures()[name]
    for size in range(len(data)):
        assert refusal(Picture, data[:size]) != "accepted", size


def test_a_transparent_picture_is_read() -> None:
    """Lossy pixels with an alpha part of their own are one picture."""
    buffer = io.BytesIO()
    Image.new("RGBA", (30, 20), (255, 0, 0, 128)).save(buffer, "WEBP", quality=50)
    assert Picture(buffer.getvalue()).facts.frames == 1


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_orientation_is_applied_as_pillow_does(orientation: int) -> None:
    """An EXIF block in a WebP turns it as well."""
    data = still("WEBP", size=(40, 20), exif=exif(orientation))
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == ImageOps.exif_transpose(image).size
    assert facts.metadata


def test_an_orientation_that_is_not_announced_is_ignored() -> None:
    """Decoders look for it only where a flag says that it is there."""
    data = still("WEBP", size=(40, 20), exif=exif(6))
    silent = bytearray(data)
    silent[20] &= ~8
    with Image.open(io.BytesIO(bytes(silent))) as image:
        assert ImageOps.exif_transpose(image).size == (40, 20)
    assert Picture(bytes(silent)).width == 40
    assert Picture(data).width == 20


def test_hurried_pictures_count_as_viewers_show_them() -> None:
    """Up to 10 ms counts as 100 ms."""
    data = riff(b"WEBP", canvas(8, 8, 2), frame(8, 8, shown=10), frame(8, 8, shown=11))
    assert Picture(data).facts.seconds == pytest.approx(0.111)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (riff(b"WEBP"), "damaged damage.no_picture"),
        (riff(b"WEBP", canvas(8, 8)), "damaged damage.no_picture"),
        (riff(b"WEBP", canvas(30_000, 30_000)), "exceeded cap.side"),
        (riff(b"WEBP", canvas(1 << 24, 1 << 24)), "exceeded cap.side"),
        (riff(b"WEBP", canvas(16_384, 16_384)), "exceeded cap.pixels"),
        (riff(b"WEBP", (b"VP8 ", lossy(16_383, 16_383))), "exceeded cap.pixels"),
        (riff(b"WEBP", (b"VP8 ", lossy(0, 5))), "damaged damage.no_area"),
        (riff(b"WEBP", (b"VP8 ", b"\x11" + lossy(5, 5)[1:])), "damaged damage.chunk"),
        (riff(b"WEBP", (b"VP8 ", b"short")), "damaged damage.chunk"),
        (riff(b"WEBP", (b"VP8L", b"\x2f\0\0\0\xf0")), "damaged damage.chunk"),
        (riff(b"WEBP", (b"VP8L", b"\x2e\0\0\0\0")), "damaged damage.chunk"),
        (riff(b"WEBP", (b"VP8 ", lossy(5, 5)), (b"VP8 ", lossy(5, 5))), "damaged damage.chunk"),
        (riff(b"WEBP", canvas(8, 8), (b"VP8 ", lossy(9, 8))), "damaged damage.outside"),
        (riff(b"WEBP", canvas(8, 8, 2), frame(8, 8, left=1)), "damaged damage.outside"),
        (riff(b"WEBP", canvas(8, 8, 2), (b"VP8 ", lossy(8, 8))), "damaged damage.chunk"),
        (riff(b"WEBP", canvas(8, 8), frame(8, 8)), "damaged damage.chunk"),
        (SWALLOWED, "damaged damage.lengths"),
        (riff(b"WEBP", (b"ICCP", b""), canvas(8, 8)), "damaged damage.chunk"),
        (riff(b"WEBP", canvas(4, 4, 2), *[frame(4, 4)] * 2_001), "exceeded cap.frames"),
        (riff(b"WEBP", canvas(4, 4, 2), *[frame(4, 4)] * 100_000), "exceeded cap.frames"),
        (riff(b"WEBP", canvas(6_000, 6_000, 2), *[frame(4, 4)] * 28), "exceeded cap.animation"),
        (riff(b"WEBP", *[(b"ICCP", b"")] * 100_001), "damaged damage.blocks"),
        (riff(b"WEBP", (b"VP8 ", lossy(5, 5)), size=15), "damaged damage.lengths"),
        (riff(b"WEBP", (b"VP8 ", lossy(5, 5)), size=25), "damaged damage.lengths"),
        (riff(b"WEBP", (b"VP8 ", lossy(5, 5)), size=1_000), "truncated place.pixels"),
        (riff(b"WEBP", (b"VP8 ", lossy(5, 5)), size=0xFFFFFFFF), "truncated place.pixels"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage and each cap has its reason, found without decoding."""
    assert refusal(Picture, data) == reason


def test_trailing_bytes_are_counted() -> None:
    """Harmless bytes behind the end do not spoil a picture."""
    assert Picture(still("WEBP") + b"\0" * 7).facts.trailing == 7
