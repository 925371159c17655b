"""Originals with their plans carried out; Pillow and PyAV are the judges."""

from __future__ import annotations

import io

import av
import pytest
from making import moving, photo, speech, still, tone, tune
from PIL import Image, ImageSequence
from specimens import animated

from mmskit.errors import MMSKitError
from mmskit.media import Crop, Picture, PicturePlan, PictureSource, Sound, SoundPlan, SoundSource
from mmskit.media.fitting.prepare import BOX, prepare_picture, prepare_sound, was_prepared
from mmskit.texts import LANGUAGES


def prepare(data: bytes, name: str = "", **plan) -> Picture:
    return prepare_picture(PictureSource(Picture(data, name), PicturePlan(**plan)))


def seen(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def quarters(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options) -> bytes:
    """Red above left, green above right, blue below left, white below right."""
    image = Image.new("RGB", size, "#ffffff")
    half = size[0] // 2, size[1] // 2
    image.paste("#ff0000", (0, 0, *half))
    image.paste("#00ff00", (half[0], 0, size[0], half[1]))
    image.paste("#0000ff", (0, half[1], half[0], size[1]))
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def sheer(kind: str = "PNG") -> bytes:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 10, 20))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "plan"),
    [
        (still(), {}),
        (still("PNG"), {"sharp": True, "locked": True, "still": True, "pace": 2.0}),
        (moving(), {"crop": Crop()}),
        (still("PNG"), {"background": "#000000"}),
        (still(), {"background": "#000000"}),
        (moving(), {"background": "#112233"}),
    ],
)
def test_a_plan_that_changes_nothing_gives_the_original(data, plan):
    """Nothing is decoded and written again for nothing."""
    original = Picture(data)
    assert prepare_picture(PictureSource(original, PicturePlan(**plan))) is original


def test_turns_go_clockwise():
    """One quarter turn brings what was below left to the top left."""
    turned = seen(prepare(quarters(), turns=1))
    assert turned.size == (20, 40)
    assert turned.getpixel((2, 2)) == (0, 0, 255)
    assert turned.getpixel((18, 2)) == (255, 0, 0)
    assert turned.getpixel((18, 38)) == (0, 255, 0)


def test_it_is_turned_before_it_is_cropped():
    """The shares of a crop are those of the turned picture."""
    cut = seen(prepare(quarters(), turns=1, crop=Crop(0.5, 0.0, 1.0, 0.5)))
    assert cut.size == (10, 20)
    assert cut.getcolors() == [(200, (255, 0, 0))]


def test_an_exif_rotation_is_applied_first():
    """A photograph that lies on its side is turned from how it is shown."""
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = prepare(quarters("JPEG", (80, 40), exif=exif, quality=95), turns=3)
    image = seen(turned)
    assert image.size == (80, 40)
    assert not turned.facts.metadata
    assert max(image.getpixel((10, 10))) == image.getpixel((10, 10))[0] > 200


def test_a_jpeg_stays_one_and_anything_else_becomes_png():
    """The name's ending follows; the JPEG keeps all its colour detail."""
    jpeg = prepare(quarters("JPEG"), "a.jpeg", turns=2)
    assert (jpeg.kind, jpeg.name) == ("jpg", "a.jpeg")
    with Image.open(io.BytesIO(jpeg.data)) as image:
        assert [layer[1:3] for layer in image.layer] == [(1, 1)] * 3
    other = prepare(quarters("WEBP", lossless=True), "b.webp", turns=2)
    assert (other.kind, other.name) == ("png", "b.png")
    assert seen(other).getpixel((2, 2)) == (255, 255, 255)


def test_a_large_photograph_is_bounded_after_the_crop():
    """What is kept is at most 1280×1920, and as large as that allows."""
    data = photo((4000, 3000), 60)
    whole = prepare(data, turns=1)
    assert (whole.width, whole.height) == (1280, 1706)
    part = prepare(data, crop=Crop(0.25, 0.25, 0.5, 0.5))
    assert (part.width, part.height) == (1000, 750)
    assert part.width <= BOX[0]


def test_a_large_drawing_of_few_colours_is_not_blurred():
    """A code of 1600 pixels keeps exactly its colours."""
    turned = seen(prepare(quarters(size=(1600, 1600)), turns=1))
    assert turned.size == (1600, 1600)
    assert len(turned.getcolors()) == 4


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_a_background_shows_through(kind):
    """Transparent parts have the plan's colour, the others their own."""
    image = seen(prepare(sheer(kind), background="#0000ff"))
    assert image.getpixel((15, 10)) == pytest.approx((0, 0, 255), abs=2)
    assert image.getpixel((5, 10)) == pytest.approx((255, 0, 0), abs=2)


def test_still_takes_the_first_picture():
    """A GIF of a moving bar becomes a PNG of the bar at its start."""
    data = moving(5)
    first = prepare(data, "bar.gif", still=True)
    assert (first.kind, first.animated, first.name) == ("png", False, "bar.png")
    with Image.open(io.BytesIO(data)) as image:
        assert seen(first).tobytes() == image.convert("RGB").tobytes()


def test_an_animation_is_turned_picture_by_picture():
    """Every picture is there, turned, with its time; and it repeats as before."""
    data = moving(6, (64, 48), 120)
    turned = prepare(data, turns=2)
    assert turned.facts.frames == 6
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(turned.data)) as other:
        assert other.info["loop"] == 0
        for before, after in zip(
            ImageSequence.Iterator(one), ImageSequence.Iterator(other), strict=True
        ):
            assert after.info["duration"] == 120
            expected = before.convert("RGB").transpose(Image.Transpose.ROTATE_180)
            assert after.convert("RGB").tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("pace", "hundredths"),
    [(1.0, [7, 13, 20]), (3.0, [2, 5, 6]), (10.0, [2, 2, 2]), (0.5, [14, 26, 40])],
)
def test_a_pace_changes_the_times(pace, hundredths):
    """Times are rounded so that their sum is kept, and never under 20 ms."""
    paced = prepare(animated("GIF"), pace=pace, turns=1)
    with Image.open(io.BytesIO(paced.data)) as image:
        found = [frame.info["duration"] // 10 for frame in ImageSequence.Iterator(image)]
    assert found == hundredths


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_any_animation_becomes_gif(kind):
    """APNG and animated WebP that are cropped stay animations."""
    cut = prepare(animated(kind), crop=Crop(0, 0, 0.5, 0.5))
    assert (cut.kind, cut.facts.frames, cut.width, cut.height) == ("gif", 3, 16, 12)


def test_what_was_prepared_is_known():
    """A prepared JPEG or PNG is told from one that fit made, or a person gave."""
    assert was_prepared(prepare(photo((300, 200)), turns=1))
    assert was_prepared(prepare(still("PNG"), turns=1))
    assert not was_prepared(Picture(photo((300, 200))))


def listen(sound: Sound) -> float:
    with av.open(io.BytesIO(sound.data)) as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [(1.0, None, 2.0), (0.5, 2.0, 1.5), (0.0, 1.0, 1.0), (2.0, 99.0, 1.0)],
)
def test_a_sound_is_trimmed(start, end, seconds):
    """WAV of the part that is kept, at the original's rate; an end behind its end is its end."""
    original = Sound(tone(3.0, 16_000), "voice.mp3")
    cut = prepare_sound(SoundSource(original, SoundPlan(start, end)))
    assert (cut.kind, cut.name) == ("wav", "voice.wav")
    assert listen(cut) == pytest.approx(seconds, abs=0.01)
    rate = 16_000
    first = 44 + round(start * rate) * 2
    assert cut.data[44:] == original.data[first : first + round(seconds * rate) * 2]


@pytest.mark.parametrize(
    ("data", "plan"),
    [
        (tone(1.0), SoundPlan()),
        (speech(1.0), SoundPlan(bit_rate=4_750)),
        (tune(), SoundPlan(0.5, 1.0)),
        (speech(1.0), SoundPlan(end=5.0)),
    ],
)
def test_a_sound_that_is_not_cut_is_the_original(data, plan):
    """MIDI always is; so is a sound of which everything is kept."""
    original = Sound(data)
    assert prepare_sound(SoundSource(original, plan)) is original


def test_a_sound_of_which_nothing_is_left_is_refused():
    """A start behind the end is told in both languages."""
    with pytest.raises(MMSKitError, match=r"voice\.wav is 1\.0 s long") as caught:
        prepare_sound(SoundSource(Sound(tone(1.0), "voice.wav"), SoundPlan(start=1.5)))
    assert all(caught.value.render(language) for language in LANGUAGES)
