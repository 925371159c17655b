"""Decoding: what was judged is what is decoded."""

from __future__ import annotations

import io
import zlib

import pytest
from making import moving
from PIL import Image, ImageChops, ImageCms
from specimens import gif, gif_image, pictures

from mmskit.errors import UnsupportedMediaError
from mmskit.media import Picture
from mmskit.media.fitting.raster import open_frames, open_still, verify


def test_pictures_of_an_animation_have_one_size() -> None:
    """A later picture that reaches over the screen is cut, as viewers cut it."""
    small = gif_image(size=(1, 1))
    data = gif(small, gif_image(at=(30, 40), size=(1, 1)), small)
    picture = Picture(data)
    assert [shown.size for shown, _ in open_frames(data)] == [(picture.width, picture.height)] * 3


def write(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def corners(kind: str = "JPEG", **options: object) -> bytes:
    """A picture whose left half is red and whose top left corner is blue."""
    image = Image.new("RGB", (64, 32), "white")
    image.paste("red", (0, 0, 32, 32))
    image.paste("blue", (0, 0, 16, 16))
    return write(image, kind, **options)


def is_near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", pictures())
def test_every_kind_is_decoded(kind):
    """Whatever Picture accepts is decoded, RGB, in the size that Picture tells."""
    picture = Picture(pictures()[kind])
    image = open_still(picture.data)
    assert (image.mode, image.size) == ("RGB", (picture.width, picture.height))
    verify(picture.data)


@pytest.mark.parametrize(
    ("orientation", "blue"),
    [
        (1, (2, 2)),
        (2, (61, 2)),
        (3, (61, 29)),
        (4, (2, 29)),
        (5, (2, 2)),
        (6, (29, 2)),
        (7, (29, 61)),
        (8, (2, 61)),
    ],
)
def test_a_picture_is_turned_as_its_exif_says(orientation, blue):
    """The blue corner stands where the camera's owner saw it, and the size is the one told."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = corners(exif=exif, quality=95)
    image = open_still(data)
    assert image.size == (Picture(data).width, Picture(data).height)
    assert is_near(image.getpixel(blue), (0, 0, 255))


def test_transparency_is_laid_over_white():
    """Half-transparent black is grey, and what shines through nowhere has no dark edge."""
    image = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    image.paste((0, 0, 0, 128), (4, 0, 8, 8))
    shown = open_still(write(image, "PNG"))
    assert shown.getpixel((1, 1)) == (255, 255, 255)
    assert is_near(shown.getpixel((6, 1)), (127, 127, 127))
    red = Image.new("RGBA", (400, 400), (255, 0, 0, 0))
    red.paste((255, 0, 0, 255), (200, 0, 400, 400))
    small = open_still(write(red, "PNG"), (40, 40))
    assert min(level for _, (level, _, _) in small.getcolors(10_000)) > 250


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_keeps_its_brightness(mode):
    """A ramp from black to white stays one, whatever the depth and the kind of colours."""
    ramp = Image.linear_gradient("L")
    image = ramp.point(lambda grey: grey * 257, "I").convert("I;16") if mode == "I;16" else ramp
    shown = open_still(write(image if mode == "I;16" else image.convert(mode), "PNG"))
    rows = [
        shown.crop((0, top, 256, top + 16)).resize((1, 1), Image.Resampling.BOX)
        for top in (0, 120, 240)
    ]
    dark, middle, light = (row.convert("L").getpixel((0, 0)) for row in rows)
    assert dark < 40
    assert 90 < middle < 165
    assert light > 215


def test_colours_are_brought_to_srgb():
    """A profile that exchanges nothing changes nothing; a CMYK picture comes out as RGB."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain, tagged = corners("PNG"), corners("PNG", icc_profile=profile)
    difference = ImageChops.difference(open_still(plain), open_still(tagged))
    assert max(high for _, high in difference.getextrema()) <= 1
    assert is_near(
        open_still(write(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")).getpixel((4, 4)),
        (254, 0, 0),
    )


def test_a_profile_is_believed_by_its_primaries():
    """One that is called sRGB and has red and green exchanged is followed, whatever its name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = (
        profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    )
    shown = open_still(corners("PNG", icc_profile=exchanged))
    plain = open_still(corners("PNG"))
    assert is_near(plain.getpixel((20, 20)), (255, 0, 0))
    assert is_near(shown.getpixel((20, 20)), (0, 255, 0))


def test_a_profile_that_cannot_be_used_counts_as_none():
    """One of another kind of colour, or a broken one, changes nothing."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    unusable = corners("PNG", icc_profile=lab)
    broken = corners("PNG", icc_profile=b"no profile" * 20)
    for data in (unusable, broken):  # a profile that cannot be used counts as none
        assert open_still(data).getpixel((20, 20)) == (255, 0, 0)


def test_a_large_jpeg_is_scaled_without_moving():
    """Scaling while reading keeps everything where it was, also where sizes do not divide."""
    image = Image.radial_gradient("L").resize((2003, 1501)).convert("RGB")
    data = write(image, "JPEG", quality=95)
    scaled = open_still(data, (300, 300))
    wanted = image.resize(scaled.size, Image.Resampling.LANCZOS)
    assert scaled.size == (300, 225)
    assert max(high for _, high in ImageChops.difference(scaled, wanted).getextrema()) < 12


def test_several_pictures_in_one_jpeg_are_one():
    """A file of two JPEGs, as some cameras write them, is read as its first, without a warning."""
    image = Image.new("RGB", (64, 48), "green")
    data = write(image, "MPO", save_all=True, append_images=[Image.new("RGB", (32, 32), "red")])
    assert is_near(open_still(data).getpixel((5, 5)), (0, 128, 0))


def test_broken_exif_warns_nobody():
    """EXIF that ends too early is ignored in silence; warnings are errors here."""
    data = corners(exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x09\x01\x12\0\x03")
    assert open_still(data).size == (64, 32)


@pytest.mark.parametrize("kind", ["gif, animated", "png, animated", "webp, animated"])
def test_an_animation_keeps_its_times(kind):
    """Every frame comes with its seconds, and together they are what Picture tells."""
    picture = Picture(pictures()[kind])
    shown = list(open_frames(picture.data))
    assert len(shown) == picture.facts.frames > 1
    assert sum(seconds for _, seconds in shown) == pytest.approx(picture.facts.seconds)


def test_frames_are_decoded_one_at_a_time():
    """Asking for the first of many frames does not decode the others."""
    data = moving(40)
    damaged = data[: len(data) // 2] + b"\0;"
    with pytest.raises(UnsupportedMediaError):
        list(open_frames(damaged))
    frames = open_frames(data)
    assert next(frames)[0].size == (64, 48)
    frames.close()


def test_damaged_pixels_are_refused():
    """A PNG whose compressed pixels make no sense is refused with a sentence, in its frame's name."""
    good = corners("PNG")
    at = good.index(b"IDAT") + 4
    length = int.from_bytes(good[at - 8 : at - 4], "big")
    pixels = b"\x78\x9c" + b"\xff" * (length - 2)
    bad = (
        good[:at]
        + pixels
        + zlib.crc32(b"IDAT" + pixels).to_bytes(4, "big")
        + good[at + length + 4 :]
    )
    for read in (verify, open_still):
        with pytest.raises(UnsupportedMediaError, match=r"poster\.png: .*damaged"):
            read(bad, name="poster.png")


def test_what_is_decoded_brings_no_metadata_along():
    """Comments and the like stay behind, or they would be written into the next file."""
    data = write(Image.new("RGB", (8, 8)), "JPEG", comment=b"secret")
    assert open_still(data).info == {}
