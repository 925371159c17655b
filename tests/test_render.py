"""What stands where on a phone's screen."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import replace

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmskit.lines import NEUTRAL, neutralise
from mmskit.media import Picture, Sound
from mmskit.media.drawing.screen import PHONES, STANDARD, Box
from mmskit.message import Frame, Message
from mmskit.render import find_screen, find_whole_lines

LONG = "".join(chr(0x4E00 + index) for index in range(600))


def picture(width: int, height: int) -> Picture:
    return Picture(making.still("PNG", (width, height)))


def screen_of(*frames: Frame, at: float = 0.0, phone=STANDARD, title: str = "标题"):
    return find_screen(Message(title, frames), at, phone)


def overlap(first: Box, second: Box) -> bool:
    return (
        first.x < second.right - 0.01
        and second.x < first.right - 0.01
        and first.y < second.bottom - 0.01
        and second.y < first.bottom - 0.01
    )


def test_a_landscape_picture_is_as_wide_as_the_screen():
    """A picture goes from edge to edge right below the title, and the text follows below it."""
    shown = screen_of(Frame("文字", picture(640, 480)))
    assert shown.picture.box == Box(0, shown.title_bar.bottom, 360, 270)
    assert shown.text_room.y == shown.picture.box.bottom
    assert shown.text == ("文字",)


def test_a_portrait_picture_leaves_room_for_the_text():
    """A picture that would fill the screen gives way, in its own proportions, and is centred."""
    shown = screen_of(Frame("文字" * 60, picture(200, 800)))
    box = shown.picture.box
    assert box.width / box.height == pytest.approx(200 / 800)
    assert box.x == pytest.approx((360 - box.width) / 2)
    assert box.bottom < 420
    assert len(shown.text) >= 4


def test_a_poster_with_two_lines_is_shown_in_full():
    """The usual 3 : 4 poster keeps the width of the screen above two lines of text."""
    shown = screen_of(Frame("一" * 30, picture(480, 640)))
    assert shown.picture.box.width == pytest.approx(360, abs=1)
    assert len(shown.text) == 2
    assert not shown.more


def test_a_tiny_picture_is_not_blown_up():
    """A picture of 16 pixels is shown three times as large, not twenty times."""
    assert screen_of(Frame(picture=picture(16, 16))).picture.box.width == 48


def test_the_text_may_stand_first():
    """A phone that puts the text first has the picture below it."""
    shown = screen_of(Frame("文字", picture(640, 480)), phone=replace(STANDARD, text_first=True))
    assert max(line.baseline for line in shown.lines) < shown.picture.box.y


@settings(max_examples=60)
@given(
    st.integers(1, 700),
    st.integers(1, 700),
    st.text("汉字abc \n，", max_size=400),
    st.booleans(),
    st.sampled_from([*PHONES.values(), *(replace(a, text_first=True) for a in PHONES.values())]),
)
def test_nothing_leaves_the_screen_or_covers_the_text(width, height, said, sound, phone):
    """Whatever the picture, the text and the phone: all is on the screen, and no two things clash."""
    frame = Frame(said, picture(width, height), Sound(making.tone(0.1)) if sound else None)
    shown = screen_of(frame, phone=phone)
    whole = Box(0, 0, phone.width, phone.height)
    box = shown.picture.box
    assert box.x >= -0.01
    assert box.right <= whole.right + 0.01
    assert box.bottom <= whole.bottom
    assert box.width / box.height == pytest.approx(width / height, rel=0.01) or min(
        box.width, box.height
    ) == pytest.approx(1)
    for line in shown.lines:
        letters = Box(20, line.baseline - line.size * 0.86, phone.width - 40, line.size)
        assert not overlap(letters, box)
        assert not sound or line.role != "text" or not overlap(letters, shown.sound.box)
        assert letters.bottom <= whole.bottom
    for segment in shown.segments:
        assert not overlap(segment.box, box)


def test_a_text_longer_than_the_screen_turns_its_pages():
    """Over the frame's time every line is shown, and a sign says so as long as more follows."""
    frame = Frame(LONG, seconds=10)
    screens = [screen_of(frame, at=at / 10) for at in range(101)]
    seen = dict.fromkeys(line for shown in screens for line in shown.text)
    assert "".join(seen) == LONG
    assert screens[0].more
    assert screens[0].lines[-1].text == "…"
    assert not screens[-1].more
    assert screens[0].thumb.y < screens[-1].thumb.y


def test_a_text_that_fits_has_no_sign():
    """A short text has neither an ellipsis nor a scroll mark."""
    shown = screen_of(Frame("短"))
    assert not shown.more
    assert shown.thumb is None


def test_whoever_scrolls_a_text_gets_whole_lines():
    """The room for a scrolling text ends between two lines."""
    shown = screen_of(Frame(LONG))
    room = find_whole_lines(shown.text_room, STANDARD)
    assert room.height - 9 == len(shown.text) * 30
    assert room.bottom <= shown.text_room.bottom


def test_a_title_of_forty_characters_is_shown_in_full():
    """The longest title that the platform takes is never cut."""
    assert screen_of(Frame("a"), title="题" * 40).title.replace(" ", "") == "题" * 40


def test_a_longer_title_is_cut_with_a_sign():
    """A title that cannot be sent still fits on the screen, and one sees that it is cut."""
    shown = screen_of(Frame("a"), title="题" * 400)
    assert shown.title.endswith("…")
    assert len([line for line in shown.lines if line.role == "title"]) == 2


def test_progress_moves():
    """What is past is filled, what is now fills, what comes is empty."""
    message = Message("", [Frame("a", seconds=4), Frame("b", seconds=4), Frame("c", seconds=4)])
    fills = [segment.filled for segment in find_screen(message, 5).segments]
    assert fills == [1, pytest.approx(0.25), 0]
    assert [segment.filled for segment in find_screen(message, 99).segments] == [1, 1, 1]
    assert [segment.filled for segment in find_screen(message, -1).segments] == [0, 0, 0]


def test_very_many_frames_share_one_progress_bar():
    """With a hundred frames there is one bar for all, and it moves."""
    message = Message("", [Frame("a", seconds=1)] * 100)
    (bar,) = find_screen(message, 25).segments
    assert bar.filled == pytest.approx(0.25)
    assert bar.box.width == 320


def test_a_sound_alone_is_shown_large():
    """A frame with nothing but a sound shows a large sign in the middle, with its length."""
    mark = screen_of(Frame(sound=Sound(making.tone(3)))).sound
    assert mark.large
    assert mark.seconds == pytest.approx(3)
    assert mark.box.x + mark.box.width / 2 == 180


def test_a_sound_beside_others_is_a_small_sign():
    """With a picture the sign lies in its corner; with a text it stands below, not on it."""
    over = screen_of(Frame(picture=picture(640, 480), sound=Sound(making.tone(3))))
    assert over.sound.over_picture
    assert overlap(over.sound.box, over.picture.box)
    below = screen_of(Frame(LONG, sound=Sound(making.tone(3))))
    assert not below.sound.over_picture
    assert max(line.baseline for line in below.lines if line.role == "text") < below.sound.box.y


def test_a_sign_does_not_hide_a_small_picture():
    """A picture not much larger than the sign stays free."""
    shown = screen_of(Frame(picture=picture(20, 20), sound=Sound(making.tone(3))))
    assert not overlap(shown.sound.box, shown.picture.box)


def test_an_animation_runs_from_the_moment_its_frame_appears():
    """The instant of an animation counts from its own frame's beginning; a still has none."""
    message = Message(
        "",
        [Frame("a", seconds=4), Frame(picture=Picture(making.moving()), seconds=4)],
    )
    assert find_screen(message, 5.5).picture.at_seconds == pytest.approx(1.5)
    assert screen_of(Frame(picture=picture(9, 9)), at=3).picture.at_seconds == 0


def test_a_message_without_frames_has_a_screen():
    """Nothing but the title, and no error."""
    shown = find_screen(Message("标题"), 3)
    assert (shown.number, shown.count, shown.title) == (0, 0, "标题")
    assert shown.segments == ()


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_steers_the_screen(title, said):
    """No line holds a control character, a bidi mark or half of a character."""
    shown = find_screen(Message(title, [Frame(said)]), 0)
    for line in shown.lines:
        assert neutralise(line.text) == line.text
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl") for char in line.text)


def test_a_turned_text_is_shown_neutral():
    """U+202E turns nothing around; a neutral sign stands in its place."""
    assert screen_of(Frame("abc\u202edef")).text == (f"abc{NEUTRAL}def",)


def test_the_measure_decides_where_lines_break():
    """Whoever draws brings the widths: the same text breaks elsewhere in a wider font."""
    message = Message("", [Frame("一" * 30)])
    narrow = find_screen(message, 0, measure=lambda said, size: len(said) * size)
    wide = find_screen(message, 0, measure=lambda said, size: len(said) * size * 2)
    assert [len(line) for line in narrow.text] == [16, 14]
    assert [len(line) for line in wide.text] == [8, 8, 8, 6]


def test_layout_needs_no_pillow():
    """The desktop app can lay out a message without loading Pillow."""
    code = "import sys, mmskit.render; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
