"""Previews as files."""

from __future__ import annotations

import io
import os

import making
import pytest
from broken import broken_png
from lettering import fonts
from PIL import Image, ImageChops

from mmskit.errors import BundleError, FontError, UnsupportedMediaError
from mmskit.media import Picture, Sound
from mmskit.media.drawing.screen import PHONES
from mmskit.message import Frame, Message
from mmskit.preview import render_gif, render_png, write_preview
from mmskit.preview.files import FILM_STEPS
from mmskit.timeline import find_timeline


def open_image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def read_seconds(data: bytes) -> list[float]:
    film = open_image(data)
    seconds = []
    for number in range(film.n_frames):
        film.seek(number)
        seconds.append(film.info["duration"] / 1000)
    return seconds


def test_a_gif_lasts_as_long_as_the_message():
    """The delays of the GIF add up to the time of the message."""
    message = making.message()
    seconds = read_seconds(render_gif(message, fonts=fonts()))
    assert sum(seconds) == pytest.approx(find_timeline(message)[-1].end, abs=0.005)


@pytest.mark.parametrize("seconds", [0.1, 0.333, 1.01, 7.777])
def test_odd_times_are_kept(seconds):
    """Hundredths of seconds are neither lost nor gained along the way."""
    message = Message("", [Frame("a", seconds=seconds)] * 3)
    total = sum(read_seconds(render_gif(message, fonts=fonts())))
    assert total == pytest.approx(3 * seconds, abs=0.006)


def test_an_animation_keeps_its_pace_in_a_gif():
    """An animation of five pictures a second changes five times a second."""
    message = Message("", [Frame(picture=Picture(making.moving(frames=4, milliseconds=200)))])
    seconds = read_seconds(render_gif(message, fonts=fonts()))
    assert len(seconds) == 25
    assert set(seconds) == {0.2}


def test_a_long_message_makes_no_endless_gif():
    """An hour of animation is sampled: the GIF keeps its time and stays small."""
    message = Message("", [Frame(picture=Picture(making.moving()), seconds=1800)] * 2)
    seconds = read_seconds(render_gif(message, fonts=fonts(), scale=0.3))
    assert len(seconds) <= FILM_STEPS + 2
    assert sum(seconds) == pytest.approx(3600, abs=0.1)


def test_a_sheet_has_every_frame():
    """More frames make a larger sheet, and nothing but the frames' places differs."""
    sizes = [
        open_image(render_png(Message("标题", [Frame("a")] * count), fonts=fonts())).size
        for count in (1, 2, 3)
    ]
    widths = [width for width, _ in sizes]
    assert widths[2] - widths[1] == pytest.approx(widths[1] - widths[0], abs=1)
    assert len({height for _, height in sizes}) == 1


def test_labels_speak_both_languages():
    """The same sheet in Chinese and in English differs in its labels."""
    message = making.message()
    chinese = open_image(render_png(message, language="zh_CN", fonts=fonts()))
    english = open_image(render_png(message, language="en", fonts=fonts()))
    assert chinese.size == english.size
    changed = ImageChops.difference(chinese.convert("RGB"), english.convert("RGB")).getbbox()
    assert changed is not None
    phones = (0, 90, chinese.width, chinese.height - 90)
    assert not ImageChops.difference(
        chinese.convert("RGB").crop(phones), english.convert("RGB").crop(phones)
    ).getbbox()


def test_a_sheet_of_a_thousand_frames_is_possible():
    """Very many frames: the first are shown, and the sheet stays a sheet."""
    image = open_image(render_png(Message("", [Frame("a")] * 1000), fonts=fonts(), scale=0.3))
    assert image.width * image.height < 2_000_000


@pytest.mark.parametrize("title", ["", "标题"])
def test_a_message_without_frames_has_previews(title):
    """Whatever is unfinished can be looked at."""
    message = Message(title)
    assert open_image(render_png(message, fonts=fonts())).format == "PNG"
    assert open_image(render_gif(message, fonts=fonts())).format == "GIF"


def test_a_frame_without_anything_has_previews():
    """An empty frame is an empty screen."""
    message = Message("标题", [Frame(), Frame("a")])
    assert sum(read_seconds(render_gif(message, fonts=fonts()))) == pytest.approx(10)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.gif", b"GIF89a"),
        ("a.PNG", b"\x89PNG"),
        ("a.html", b"<!DOCTYPE html>"),
        ("a.htm", b"<!DOCTYPE html>"),
    ],
)
def test_the_extension_chooses_the_kind(tmp_path, name, start):
    """A file's extension says what is written."""
    write_preview(Message("标题", [Frame("文字")]), tmp_path / name, fonts=fonts())
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_named_form_goes_before_the_extension(tmp_path):
    """A kind may be named; then the file may be called anything."""
    write_preview(Message("", [Frame("a")]), tmp_path / "preview", form="gif", fonts=fonts())
    assert (tmp_path / "preview").read_bytes().startswith(b"GIF89a")


@pytest.mark.parametrize("name", ["preview.pdf", "preview", "preview.", "preview.gif.exe"])
def test_another_extension_is_refused(tmp_path, name):
    """What cannot be written is said, with what can; nothing is left behind."""
    with pytest.raises(BundleError, match=r"\.gif, \.png, \.html"):
        write_preview(Message("", [Frame("a")]), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said(tmp_path):
    """A place that cannot be written is a sentence with the path, no traceback."""
    with pytest.raises(BundleError, match="cannot be saved"):
        write_preview(Message("", [Frame("a")]), tmp_path / "none" / "a.html")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path):
    """A folder that may not be written is a sentence."""
    tmp_path.chmod(0o500)
    with pytest.raises(BundleError, match="cannot be saved"):
        write_preview(Message("", [Frame("a")]), tmp_path / "a.html")


def test_a_full_disk_is_said_and_the_old_file_stands(tmp_path, monkeypatch):
    """When the disk is full, the preview of yesterday is still there, and nothing else."""
    place = tmp_path / "a.html"
    place.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BundleError, match="No space left on device"):
        write_preview(Message("", [Frame("a")]), place)
    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_page_needs_no_font(tmp_path, monkeypatch):
    """Without a font a page is written, and a picture says what to install."""
    monkeypatch.setenv("MMSKIT_FONT", str(tmp_path / "none.ttf"))
    message = Message("标题", [Frame("文字")])
    write_preview(message, tmp_path / "a.html")
    with pytest.raises(FontError, match="MMSKIT_FONT"):
        write_preview(message, tmp_path / "a.png")


@pytest.mark.parametrize("form", ["gif", "png", "html"])
def test_a_broken_picture_names_its_frame(tmp_path, form):
    """Pixels that cannot be decoded are said with their frame; the old file stands."""
    place = tmp_path / f"a.{form}"
    place.write_text("old")
    message = Message("", [Frame("a"), Frame(picture=Picture(broken_png(), "b.png"))])
    with pytest.raises(UnsupportedMediaError, match=r"^frame 2: b\.png: "):
        write_preview(message, place, fonts=fonts())
    assert place.read_text() == "old"


@pytest.mark.parametrize("phone", PHONES.values(), ids=PHONES)
def test_every_phone_has_previews(phone):
    """A preview can be had on every phone on offer."""
    message = Message(
        "标题", [Frame("文字", Picture(making.still()), Sound(making.speech())), Frame("b")]
    )
    assert open_image(render_png(message, phone=phone, fonts=fonts())).format == "PNG"
    film = open_image(render_gif(message, phone=phone, fonts=fonts(), scale=1))
    assert film.height > film.width
