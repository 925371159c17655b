"""Animated GIFs of a phone."""

from __future__ import annotations

import io

import making
from lettering import fonts
from PIL import Image, ImageColor

from mmskit.media import Picture
from mmskit.media.drawing.body import BODY_MARGIN
from mmskit.media.drawing.canvas import Canvas
from mmskit.media.drawing.film import Step, encode_film
from mmskit.media.drawing.screen import STANDARD
from mmskit.message import Frame, Message
from mmskit.render import find_screen

PAGE = STANDARD.theme.page


def film_of(message: Message, *timed: tuple[float, int]) -> Image.Image:
    canvas = Canvas(fonts(), 0.5)
    steps = [
        Step(find_screen(message, at, measure=canvas.measure), centiseconds)
        for at, centiseconds in timed
    ]
    return Image.open(io.BytesIO(encode_film(steps, canvas, PAGE)))


def read_times(film: Image.Image) -> list[int]:
    times = []
    for number in range(film.n_frames):
        film.seek(number)
        times.append(film.info["duration"])
    return times


def test_each_step_lasts_as_long_as_it_says():
    """The delays of the GIF are those of the steps, and it plays for ever."""
    message = Message("", [Frame("a", seconds=4)])
    film = film_of(message, (0, 50), (1, 37), (2, 200))
    assert read_times(film) == [500, 370, 2000]
    assert film.info["loop"] == 0


def test_two_steps_alike_become_one():
    """Steps that look the same are one picture with the time of both."""
    message = Message("", [Frame("a", seconds=4)])
    film = film_of(message, (0, 50), (0, 50), (2, 100))
    assert read_times(film) == [1000, 1000]


def test_a_delay_beyond_the_format_is_the_longest_it_has():
    """A step longer than GIF can say does not break it."""
    film = film_of(Message("", [Frame("a"), Frame("b")]), (0, 99_999_999), (6, 100))
    assert read_times(film) == [650_000, 1000]


def test_the_phones_colours_are_exact():
    """White is white and the page is the page, whatever the picture's colours are."""
    message = Message("", [Frame("文字", Picture(making.photo((400, 300))))])
    film = film_of(message, (0, 50), (2, 50)).convert("RGB")
    assert film.getpixel((2, 2)) == ImageColor.getrgb(PAGE)
    inside = round((BODY_MARGIN + 300) * 0.5), round((BODY_MARGIN + 560) * 0.5)
    assert film.getpixel(inside) == (255, 255, 255)


def test_the_picture_is_in_the_film():
    """The picture's colour is there, close to the original."""
    message = Message("", [Frame(picture=Picture(making.still(size=(400, 300))))])
    film = film_of(message, (0, 50), (2, 50)).convert("RGB")
    red, green, blue = film.getpixel((round((BODY_MARGIN + 340) * 0.5), 140))
    assert abs(red - 0xC6) + abs(green - 0x28) + abs(blue - 0x28) < 40
