"""Pictures made to fit, judged by Pillow and by file(1)."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import moving, photo, still
from PIL import Image, ImageChops, ImageDraw, ImageStat
from specimens import pictures

from mmskit.errors import MessageTooLargeError, UnsupportedMediaError
from mmskit.media import Picture
from mmskit.media.fitting.picture_fit import Masters, PictureFitter, fit_picture, rename


def write(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def scene(width: int = 900, height: int = 700) -> Image.Image:
    """Something between a photo and a drawing: gradients, edges and a little noise."""
    red = Image.linear_gradient("L").resize((width, height))
    green = Image.radial_gradient("L").resize((width, height))
    image = Image.merge("RGB", (red, green, Image.effect_noise((width, height), 30)))
    draw = ImageDraw.Draw(image)
    for at in range(0, width, 40):
        draw.line((at, 0, width - at, height), fill=(at % 255, 90, 160), width=3)
    return image


def modules(side: int = 33) -> Image.Image:
    """The modules of something like a QR code, one pixel each, with a quiet zone."""
    noise = Image.effect_noise((side, side), 128).point(lambda grey: 255 if grey > 127 else 0)
    framed = Image.new("L", (side + 8, side + 8), 255)
    framed.paste(noise, (4, 4))
    return framed


SCENE = write(scene())
FLAT = still("PNG", (700, 500))


@pytest.mark.parametrize("max_bytes", [1_500, 4_000, 16_000, 40_000])
def test_a_photo_uses_its_bytes(max_bytes):
    """The result is a JPEG inside the budget that uses nearly all of it."""
    fitted = fit_picture(photo(), max_bytes, name="sea.jpg")
    assert fitted.kind == "jpg"
    assert 0.9 * max_bytes < len(fitted.data) <= max_bytes
    assert read(fitted.data).size == (fitted.width, fitted.height)


def test_more_bytes_look_better():
    """The error against the original falls as the budget grows."""
    original = scene()
    errors = []
    for max_bytes in (3_000, 9_000, 27_000):
        shown = read(fit_picture(SCENE, max_bytes).data).resize(original.size)
        errors.append(ImageStat.Stat(ImageChops.difference(shown, original)).rms[0])
    assert errors == sorted(errors, reverse=True)


@settings(max_examples=25)
@given(
    width=st.integers(1, 400),
    height=st.integers(1, 400),
    kind=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]),
    max_bytes=st.integers(1, 30_000),
)
def test_never_over_the_limit(width, height, kind, max_bytes):
    """For any picture and any limit: inside it, or an error that names a size that can be reached."""
    data = write(scene(width, height), kind)
    smallest = len(PictureFitter(Picture(data)).least.picture.data)
    assert smallest < 2_000
    try:
        fitted = fit_picture(data, max_bytes)
    except MessageTooLargeError as error:
        max_bytes = error.smallest
        fitted = fit_picture(data, max_bytes)
    assert len(fitted.data) <= max_bytes
    assert fitted.fits_frame
    assert read(fitted.data).size == (fitted.width, fitted.height)
    assert fit_picture(fitted.data, max_bytes).data == fitted.data


@pytest.mark.parametrize("kind", ["jpg", "jpg, progressive", "gif", "gif, animated"])
def test_what_is_fine_passes_byte_for_byte(kind):
    """A clean GIF or JPEG inside the budget is not touched."""
    data = pictures()[kind]
    assert fit_picture(data, len(data)).data == data


def test_the_same_twice():
    """The same picture and budget give the same bytes."""
    assert fit_picture(SCENE, 7_000).data == fit_picture(SCENE, 7_000).data


def test_a_picture_is_no_larger_than_a_phone_shows():
    """A huge picture with bytes to spare is scaled to 640 × 960 and no more."""
    fitted = fit_picture(write(scene(1500, 3000), "BMP"), 3_000_000)
    assert (fitted.width, fitted.height) == (480, 960)


def test_jpeg_stays_jpeg():
    """Even a flat drawing, if it came as JPEG."""
    fitted = fit_picture(still("JPEG", (900, 900), quality=100), 3_000)
    assert fitted.kind == "jpg"


def test_a_flat_drawing_becomes_gif():
    """Few colours and plain areas: nothing is lost, and hardly anything spent."""
    fitted = fit_picture(write(read(FLAT)), 20_000, name="card.PNG")
    assert (fitted.kind, fitted.name) == ("gif", "card.gif")
    wanted = read(FLAT).resize((fitted.width, fitted.height), Image.Resampling.LANCZOS)
    difference = ImageChops.difference(read(fitted.data), wanted)
    assert max(ImageStat.Stat(difference).mean) < 1


@pytest.mark.parametrize("max_bytes", [6_000, 2_000, 900])
@pytest.mark.parametrize("cell", [3, 8, 31])
def test_a_code_keeps_its_modules(cell, max_bytes):
    """A QR-like picture of any size comes out with every module, whole pixels wide and unblurred."""
    small = modules()
    large = small.resize((small.width * cell, small.height * cell), Image.Resampling.NEAREST)
    fitted = fit_picture(write(large), max_bytes)
    shown = Image.open(io.BytesIO(fitted.data)).convert("L")
    assert shown.width % small.width == 0
    assert set(shown.tobytes()) == {0, 255}
    again = shown.resize(small.size, Image.Resampling.NEAREST)
    assert again.tobytes() == small.tobytes()


def test_red_text_keeps_its_colour():
    """Where fine lines differ in colour alone, colour is kept as finely as brightness."""
    image = Image.new("RGB", (300, 200), (0, 90, 255))
    draw = ImageDraw.Draw(image)
    for at in range(0, 300, 4):
        draw.line((at, 0, at, 199), fill=(225, 0, 60))
    data = write(image, "JPEG", quality=100, subsampling=0)
    fitted = fit_picture(data, len(data) // 2)
    with Image.open(io.BytesIO(fitted.data)) as jpeg:
        assert [layer[1:3] for layer in jpeg.layer] == [(1, 1)] * 3


def test_a_grey_picture_spends_nothing_on_colour():
    """A picture without colour becomes a grey JPEG."""
    fitted = fit_picture(write(Image.effect_noise((300, 200), 60)), 9_000)
    with Image.open(io.BytesIO(fitted.data)) as jpeg:
        assert (jpeg.format, jpeg.mode) == ("JPEG", "L")


def test_metadata_never_comes_through():
    """Neither stripped nor written anew does a file tell where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    small = still(exif=exif, comment=b"hello")
    large = write(scene(), "JPEG", exif=exif, comment=b"hello", quality=95)
    for data, max_bytes in ((small, 40_000), (large, 9_000), (small + b"clip", 40_000)):
        fitted = fit_picture(data, max_bytes)
        assert b"Camera" not in fitted.data
        assert b"hello" not in fitted.data
        assert not fitted.facts.metadata
        assert not fitted.facts.trailing
    assert read(fit_picture(small, 40_000).data).tobytes() == read(small).tobytes()


def test_a_photo_lies_as_it_was_taken():
    """What EXIF turned is turned in the pixels."""
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (400, 200), "white")
    image.paste("blue", (0, 0, 100, 200))
    fitted = fit_picture(write(image, "JPEG", exif=exif), 30_000)
    assert (fitted.width, fitted.height) == (200, 400)
    red, _, blue = read(fitted.data).getpixel((100, 20))
    assert red < 80 < 200 < blue  # noqa: PLR0133 - one look at both


def test_transparency_becomes_white():
    """A logo on nothing stands on white afterwards."""
    logo = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((60, 60, 240, 240), fill=(200, 0, 0, 255))
    assert read(fit_picture(write(logo), 9_000).data).getpixel((3, 3)) == (255, 255, 255)


def test_an_animation_may_be_made_still():
    """Asked for a still, fit takes the first frame, and says so."""
    picture = Picture(moving(6))
    fitted = PictureFitter(picture, animate=False).fit(20_000)
    assert fitted is not None
    assert not fitted.picture.animated
    assert "fit.first_frame" in [note.key for note in fitted.notes]
    assert not fit_picture(moving(6), 20_000, animate=False).animated


def test_every_change_is_noted():
    """A large WebP with EXIF: converted, scaled, its quality and its lost metadata are told."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    data = write(scene(), "WEBP", quality=95, exif=exif)
    fitted = PictureFitter(Picture(data, "cat.webp")).fit(9_000)
    assert fitted is not None
    assert fitted.picture.name == "cat.jpg"
    keys = [note.key for note in fitted.notes]
    assert keys[0] == "fit.converted"
    assert {"fit.pixels", "fit.quality", "fit.metadata_removed"} <= set(keys)


def test_a_hopeless_picture_is_told():
    """Where hardly anything is left to see, the notes say so; a small original is none of that."""
    fitted = PictureFitter(Picture(SCENE)).fit(500)
    assert fitted is not None
    assert "fit.tiny" in [note.key for note in fitted.notes]
    icon = PictureFitter(Picture(still("PNG", (32, 32)))).fit(500)
    assert icon is not None
    assert "fit.tiny" not in [note.key for note in icon.notes]


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("cat.webp", "jpg", "cat.jpg"),
        ("cat.jpeg", "jpg", "cat.jpeg"),
        ("cat.JPG", "jpg", "cat.JPG"),
        ("v1.2.png", "gif", "v1.2.gif"),
        ("cat", "gif", "cat.gif"),
        ("", "gif", ""),
    ],
)
def test_names_follow_the_kind(name, kind, wanted):
    """A converted file is called what it is."""
    assert rename(name, kind) == wanted


@pytest.mark.parametrize("max_bytes", [0, -1])
def test_no_room_is_too_little(max_bytes):
    """Without any bytes nothing fits, and the error says so."""
    for data in (SCENE, FLAT, moving()):
        with pytest.raises(MessageTooLargeError):
            fit_picture(data, max_bytes)


def test_what_cannot_be_made_so_small_is_refused():
    """The error carries the sizes, and a sentence with the name."""
    with pytest.raises(
        MessageTooLargeError, match=r"sea\.jpg is .* cannot be made smaller"
    ) as caught:
        fit_picture(SCENE, 100, name="sea.jpg")
    assert (caught.value.size, caught.value.limit) == (len(SCENE), 100)


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(data):
    """No picture: a sentence."""
    with pytest.raises(UnsupportedMediaError):
        fit_picture(data, 10_000)


def test_other_programs_know_the_result(tmp_path):
    """file(1) sees a JPEG and a GIF."""
    if not shutil.which("file"):
        pytest.skip("file is not installed")
    path = tmp_path / "result"
    for data, wanted in ((SCENE, "image/jpeg"), (FLAT, "image/gif")):
        path.write_bytes(fit_picture(data, 12_000).data)
        done = subprocess.run(
            ["file", "-b", "--mime-type", path], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == wanted


def test_few_pictures_are_held_decoded():
    """Trying again does not decode again, and only the last ones are kept."""
    masters = Masters(2)
    kept = [Picture(still(colour=colour)) for colour in ("#111", "#222", "#333")]
    first = masters.open(kept[0])
    assert masters.open(kept[0]) is first
    masters.open(kept[1])
    masters.open(kept[2])
    assert masters.open(kept[0]) is not first
