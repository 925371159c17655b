"""When each frame is shown."""

from __future__ import annotations

import making
import pytest

from mmskit.media import Picture, Sound
from mmskit.message import Frame, Message
from mmskit.timeline import find_span, find_timeline


def seconds_of(*frames: Frame) -> list[float]:
    return [span.seconds for span in find_timeline(Message("", frames))]


def test_frames_follow_each_other_without_gaps():
    """Each frame begins where the one before it ends."""
    timeline = find_timeline(
        Message("", [Frame("a", seconds=2), Frame("b"), Frame("c", seconds=3)])
    )
    assert [(span.number, span.start, span.end) for span in timeline] == [
        (1, 0, 2),
        (2, 2, 7),
        (3, 7, 10),
    ]


def test_a_frame_without_a_time_is_shown_for_five_seconds():
    """A text and a still picture stay for the default."""
    assert seconds_of(Frame("a"), Frame(picture=Picture(making.still()))) == [5, 5]


def test_a_longer_sound_or_animation_keeps_its_frame():
    """A frame without a time of its own is shown until everything in it has played once."""
    long_sound = Frame(sound=Sound(making.tone(7.5)))
    long_picture = Frame(picture=Picture(making.moving(frames=16, milliseconds=400)))
    short_sound = Frame(sound=Sound(making.tone(1)))
    assert seconds_of(long_sound, long_picture, short_sound) == pytest.approx([7.5, 6.4, 5])


def test_no_sound_keeps_its_frame_for_ever():
    """After a minute the next frame comes, however long the sound is."""
    assert seconds_of(Frame(sound=Sound(making.tone(90)))) == [60]


@pytest.mark.parametrize(
    ("named", "shown"),
    [(3, 3), (90, 90), (1e9, 3600), (0.01, 0.1), (0, 5), (-1, 5), (float("nan"), 5)],
)
def test_a_named_time_holds_within_reason(named, shown):
    """A frame gets the seconds that it names, if they are seconds at all."""
    assert seconds_of(
        Frame("a", sound=Sound(making.tone(7)), seconds=1), Frame("b", seconds=named)
    )[1] == pytest.approx(shown)


def test_a_named_time_cuts_a_sound():
    """A named time is shorter than the sound if it says so."""
    assert seconds_of(Frame(sound=Sound(making.tone(7)), seconds=1)) == [1]


def test_a_message_without_frames_takes_no_time():
    """Nothing to show, no time."""
    assert find_timeline(Message("title")) == ()


@pytest.mark.parametrize(("at", "number"), [(-1, 1), (0, 1), (1.99, 1), (2, 2), (6.9, 2), (99, 2)])
def test_every_instant_belongs_to_one_frame(at, number):
    """An instant on a boundary belongs to the next frame; outside are the first and the last."""
    timeline = find_timeline(Message("", [Frame("a", seconds=2), Frame("b")]))
    assert find_span(timeline, at).number == number
