"""What is painted: pixels where they should be."""

from __future__ import annotations

import io
from dataclasses import replace

import making
import pytest
from broken import broken_png
from lettering import fonts
from PIL import Image, ImageChops, ImageColor

from mmskit.errors import UnsupportedMediaError
from mmskit.lines import NEUTRAL
from mmskit.media import Picture, Sound
from mmskit.media.drawing.body import BODY_MARGIN
from mmskit.media.drawing.canvas import Canvas, encode_png
from mmskit.media.drawing.screen import PHONES, STANDARD, Line
from mmskit.message import Frame, Message
from mmskit.render import find_screen


def plain(colour: str, size: tuple[int, int] = (320, 240)) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return Picture(file.getvalue())


def paint(*frames: Frame, at: float = 0.0, phone=STANDARD, scale: float = 1.0, title: str = ""):
    canvas = Canvas(fonts(), scale)
    screen = find_screen(Message(title, frames), at, phone, measure=canvas.measure)
    return screen, canvas.paint(screen)


def ink_in(image: Image.Image, box: tuple[float, float, float, float], ground: str) -> int:
    """How many pixels of a part differ from the ground."""
    cut = image.crop(tuple(map(round, box)))
    difference = ImageChops.difference(cut, Image.new("RGB", cut.size, ground)).convert("L")
    return sum(difference.point(lambda level: level > 40 and 1).histogram()[1:])


@pytest.mark.parametrize("scale", [0.5, 1, 1.5, 2])
def test_the_picture_is_where_it_should_be(scale):
    """The picture's colour fills its box to the last pixel, and none is outside."""
    screen, image = paint(Frame(picture=plain("#00aa44")), scale=scale)
    assert image.size == (360 * scale, 640 * scale)
    top, low = screen.picture.box.y * scale, screen.picture.box.bottom * scale
    for x in (0, 180 * scale, 360 * scale - 1):
        assert image.getpixel((round(x), round(top) + 1)) == (0, 0xAA, 0x44)
        assert image.getpixel((round(x), round(low) - 1)) == (0, 0xAA, 0x44)
        assert image.getpixel((round(x), round(low) + 1)) == (255, 255, 255)


def test_text_is_written():
    """Text leaves ink on its line, and a screen without text has none there."""
    screen, image = paint(Frame("全场五折"))
    (line,) = [line for line in screen.lines if line.role == "text"]
    place = (line.x, line.baseline - 18, line.x + 80, line.baseline + 3)
    assert ink_in(image, place, "#ffffff") > 200
    _, empty = paint(Frame("\n"))
    assert ink_in(empty, place, "#ffffff") == 0


def test_the_title_is_centred():
    """The title's ink is as far from the left as from the right."""
    _, image = paint(Frame("a"), title="双十一大促")
    box = ImageChops.difference(
        image.crop((0, 0, 360, 45)), Image.new("RGB", (360, 45), "#ffffff")
    ).getbbox()
    assert box[0] == pytest.approx(360 - box[2], abs=4)


def test_progress_moves_to_the_right():
    """More of the bar is filled later on."""
    accent = ImageColor.getrgb(STANDARD.theme.accent)
    filled = []
    for at in (0, 1, 3, 5):
        _, image = paint(Frame("a", seconds=5), at=at)
        row = [image.getpixel((x, 625)) for x in range(360)]
        filled.append(sum(pixel == accent for pixel in row))
    assert filled[0] == 0
    assert filled == sorted(filled)
    assert filled[-1] > 300


def test_a_dark_phone_is_dark():
    """In dark mode the screen is dark and its text light."""
    phone = replace(STANDARD, dark=True)
    screen, image = paint(Frame("全场五折"), phone=phone)
    assert image.getpixel((300, 400)) == ImageColor.getrgb(phone.theme.screen)
    assert max(image.getpixel((300, 400))) < 40
    (line,) = [line for line in screen.lines if line.role == "text"]
    written = image.crop((20, int(line.baseline) - 18, 100, int(line.baseline)))
    assert written.convert("L").getextrema()[1] > 200


def test_a_transparent_picture_shows_the_screen():
    """What is transparent has the screen's colour, in dark mode too."""
    file = io.BytesIO()
    Image.new("RGBA", (320, 240)).save(file, "PNG")
    phone = replace(STANDARD, dark=True)
    _, image = paint(Frame(picture=Picture(file.getvalue())), phone=phone)
    assert image.getpixel((180, 200)) == ImageColor.getrgb(phone.theme.screen)


def test_an_animation_shows_its_instant():
    """Two instants of an animation are two pictures."""
    frame = Frame(picture=Picture(making.moving()), seconds=5)
    first, later, round_again = (
        paint(frame, at=at)[1].crop((0, 60, 360, 200)) for at in (0, 0.5, 0.8)
    )
    assert first.tobytes() != later.tobytes()
    assert first.tobytes() == round_again.tobytes()


def test_what_cannot_be_written_is_a_dot_and_no_box():
    """A character that no font has looks like the neutral sign: round, without corners."""
    canvas = Canvas(fonts(), 2)

    def draw(said: str) -> Image.Image:
        image = Image.new("RGB", (80, 80), "#ffffff")
        canvas.write(image, Line(said, 4, 30, 20), "#000000")
        return image

    unknown = draw("\U0010fffd")
    assert unknown.tobytes() == draw(NEUTRAL).tobytes()
    box = ImageChops.difference(unknown, Image.new("RGB", (80, 80), "#ffffff")).getbbox()
    assert box is not None
    assert unknown.getpixel((box[0], box[1])) == (255, 255, 255)
    middle = unknown.getpixel(((box[0] + box[2]) // 2, (box[1] + box[3]) // 2))
    assert middle[0] < 200


def test_a_turned_text_keeps_its_order():
    """U+202E changes nothing of what is written before it."""
    _, straight = paint(Frame("abcdef"))
    _, turned = paint(Frame("abc\u202edef"))
    assert straight.crop((0, 45, 48, 80)).tobytes() == turned.crop((0, 45, 48, 80)).tobytes()


@pytest.mark.parametrize("frame", [{}, {"picture": plain("#ffffff")}, {"text": "声"}])
def test_a_sound_has_its_sign(frame):
    """A sound is seen, on a picture, below a text, and alone."""
    sound = Sound(making.tone(3))
    screen, with_sound = paint(Frame(**frame, sound=sound))
    box = screen.sound.box
    place = (box.x, box.y, box.right, box.bottom)
    assert ink_in(with_sound, place, "#ffffff") > 150


def test_the_body_is_around_the_screen():
    """The phone's body is dark around the screen, its corners are round, and it has a shadow."""
    canvas = Canvas(fonts())
    screen = find_screen(Message("", [Frame("a")]), 0)
    image = canvas.paint_phone(screen, "#f4f5f7")
    assert image.size == (360 + 2 * BODY_MARGIN, 640 + 2 * BODY_MARGIN)
    ground = ImageColor.getrgb("#f4f5f7")
    assert image.getpixel((0, 0)) == ground
    assert image.getpixel((BODY_MARGIN - 6, 340)) == ImageColor.getrgb(STANDARD.theme.bezel)
    assert image.getpixel((BODY_MARGIN + 1, BODY_MARGIN + 1)) == ImageColor.getrgb(
        STANDARD.theme.bezel
    )
    assert image.getpixel((BODY_MARGIN + 2, 200)) == (255, 255, 255)
    assert max(image.getpixel((BODY_MARGIN + 180, 640 + BODY_MARGIN + 17))) < 244


@pytest.mark.parametrize("phone", PHONES.values(), ids=PHONES)
def test_every_phone_is_painted(phone):
    """All phones on offer paint all kinds of frames."""
    for frame in making.message().frames:
        _, image = paint(frame, phone=phone)
        assert image.size == (phone.width, phone.height)


def test_a_broken_picture_names_its_frame():
    """An error of painting says which frame it is."""
    with pytest.raises(UnsupportedMediaError, match=r"^frame 2: a\.png: "):
        paint(Frame("a", seconds=1), Frame(picture=Picture(broken_png(), "a.png")), at=2)


def test_png_is_png():
    """What is written is a PNG with the same pixels."""
    _, image = paint(Frame("全场五折"))
    read = Image.open(io.BytesIO(encode_png(image)))
    assert (read.format, read.size) == ("PNG", image.size)
    assert read.convert("RGB").tobytes() == image.tobytes()


def test_a_narrow_picture_lies_on_a_band():
    """Beside a picture narrower than the screen is a quiet band, not a gap; a wide one has none."""
    screen, image = paint(Frame(picture=plain("#00aa44", (100, 300))))
    middle = round(screen.picture.box.y + 100)
    assert image.getpixel((3, middle)) == ImageColor.getrgb(STANDARD.theme.well)
    assert image.getpixel((180, middle)) == (0, 0xAA, 0x44)
    assert paint(Frame(picture=plain("#00aa44")))[0].band is None
