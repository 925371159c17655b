"""PNG: what the walk tells, and what it refuses."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
import specimens
from making import still
from PIL import Image, ImageOps, PngImagePlugin
from specimens import exif, name_case, png, png_chunk, refusal

from mmskit.media import Picture

END = png_chunk(b"IEND")
PIXELS = png()[33:-12]


def control(
    number: int = 0, *, size: tuple[int, int] = (1, 1), delay: tuple[int, int] = (1, 10)
) -> bytes:
    """The control chunk of one picture of an animation."""
    return png_chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, *size, 0, 0, *delay, 0, 0))


def animation(pictures: int) -> bytes:
    """The chunk that announces an animation."""
    return png_chunk(b"acTL", struct.pack(">II", pictures, 0))


@pytest.mark.parametrize("name", ["png", "png, palette", "png, animated"])
def test_facts_agree_with_pillow(name: str) -> None:
    """Size, number of pictures and durations are those that Pillow finds."""
    data = specimens.pictures()[name]
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == image.size
        assert facts.frames == getattr(image, "n_frames", 1)
        if facts.frames > 1:
            shown = 0
            for index in range(image.n_frames):
                image.seek(index)
                shown += image.info["duration"]
            assert facts.seconds == pytest.approx(shown / 1000)


@pytest.mark.parametrize("name", ["png", "png, palette", "png, animated"])
def test_no_part_of_a_png_is_a_png(name: str) -> None:
    """Cut off after any byte, it is refused."""
    data = specimens.pictures()[name]
    for size in range(len(data)):
        assert refusal(Picture, data[:size]) != "accepted", size


def test_a_changed_pixel_is_noticed() -> None:
    """The check sums of what makes the picture are verified."""
    data = bytearray(still("PNG"))
    data[data.index(b"IDAT") + 20] ^= 1
    assert refusal(Picture, bytes(data)) == "damaged damage.png_sum"


@pytest.mark.parametrize(
    ("delay", "seconds"), [((0, 10), 0.2), ((1, 100), 0.2), ((5, 0), 0.1), ((3, 1), 6.0)]
)
def test_delays_count_as_viewers_show_them(delay: tuple[int, int], seconds: float) -> None:
    """Up to 10 ms counts as 100 ms; a unit of 0 means hundredths."""
    extra = png_chunk(b"fdAT", b"\0\0\0\2" + PIXELS[8:-4])
    data = png(animation(2), control(delay=delay), PIXELS, control(1, delay=delay), extra, END)
    assert Picture(data).facts.seconds == pytest.approx(seconds)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_orientation_is_applied_as_pillow_does(orientation: int) -> None:
    """An EXIF block in a PNG turns it as well."""
    data = still("PNG", size=(40, 20), exif=exif(orientation))
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == ImageOps.exif_transpose(image).size


def test_of_two_orientations_the_last_is_applied() -> None:
    """As Pillow does it."""
    blocks = png_chunk(b"eXIf", exif(1)), png_chunk(b"eXIf", exif(6))
    data = png(*blocks, png_chunk(b"IDAT", zlib.compress(bytes(10))), END, size=(4, 2))
    with Image.open(io.BytesIO(data)) as image:
        assert ImageOps.exif_transpose(image).size == (2, 4)
    assert Picture(data).width == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(size=(0, 1)), "damaged damage.no_area"),
        (png(size=(30_000, 30_000)), "exceeded cap.side"),
        (png(size=(19_000, 19_000)), "exceeded cap.pixels"),
        (png(END), "damaged damage.no_picture"),
        (png(PIXELS), "truncated place.end_mark"),
        (png(PIXELS, b"\xff\xff\xff\xffIDAT", END), "damaged damage.chunk"),
        (png(PIXELS, b"\x7f\xff\xff\xffIDAT", END), "truncated place.part"),
        (png(PIXELS, b"\0\0\0\0ID T\0\0\0\0", END), "damaged damage.chunk"),
        (png(PIXELS, png_chunk(b"NEED", b""), END), "damaged damage.chunk"),
        (png(PIXELS, png_chunk(b"IHDR", bytes(13)), END), "damaged damage.chunk"),
        (png(animation(3000), PIXELS, END), "exceeded cap.frames"),
        (png(animation(100_000), PIXELS, END), "exceeded cap.frames"),
        (png(animation(300), PIXELS, END, size=(5000, 5000)), "exceeded cap.animation"),
        (png(animation(2), control(), PIXELS, END), "damaged damage.png_frames"),
        (png(control(), PIXELS, END), "damaged damage.png_frames"),
        (png(animation(1), control(size=(2, 1)), PIXELS, END), "damaged damage.outside"),
        (png(PIXELS, animation(1), control(), END), "damaged damage.chunk"),
        (png(png_chunk(b"tEXt", b"") * 100_000, PIXELS, END), "damaged damage.blocks"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage and each cap has its reason, found without decoding."""
    assert refusal(Picture, data) == reason


@pytest.mark.parametrize(
    "figures", [(3, 0, 0, 0, 0), (8, 1, 0, 0, 0), (8, 0, 1, 0, 0), (8, 0, 0, 1, 0), (8, 0, 0, 0, 2)]
)
def test_a_header_of_no_known_format_is_refused(figures: tuple[int, ...]) -> None:
    """Depth, colours, packing, filtering and interlacing must be of those that exist."""
    header = png_chunk(b"IHDR", struct.pack(">II5B", 1, 1, *figures))
    data = png()[:8] + header + PIXELS + END
    assert refusal(Picture, data) == "damaged damage.header"


def test_a_palette_picture_needs_its_palette() -> None:
    """Without its colours it is no picture."""
    header = png_chunk(b"IHDR", struct.pack(">II5B", 1, 1, 8, 3, 0, 0, 0))
    data = png()[:8] + header + PIXELS + END
    assert refusal(Picture, data) == "damaged damage.no_picture"


def test_texts_are_metadata_and_colours_are_not() -> None:
    """What a person may have left is told apart from what the picture needs."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Anna")
    assert Picture(still("PNG", pnginfo=said)).facts.metadata
    assert not Picture(still("PNG", icc_profile=b"any profile", dpi=(72, 72))).facts.metadata


def test_trailing_bytes_are_counted() -> None:
    """Harmless bytes behind the end do not spoil a picture."""
    assert Picture(still("PNG") + b"\0" * 7).facts.trailing == 7
