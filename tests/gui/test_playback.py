"""The preview's clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import tone

import mmskit
from mmskit_gui.playback import Playback


class Clock:
    """A clock that goes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def playback(qapp, clock) -> Playback:
    made = Playback(clock=clock)
    made.set_message(make_message(2.0, 3.0, 4.0))
    return made


def make_message(*seconds: float) -> mmskit.Message:
    frames = [
        mmskit.Frame(f"frame {number}", seconds=each) for number, each in enumerate(seconds, 1)
    ]
    return mmskit.Message("", frames)


def go(playback: Playback, clock: Clock, seconds: float) -> None:
    clock.now += seconds
    playback._tick()


def test_it_begins_at_the_beginning(playback):
    """A new playback stands still in the first frame."""
    assert (playback.position, playback.frame, playback.playing) == (0.0, 0, False)
    assert playback.duration == 9.0


def test_without_frames_it_has_no_frame_and_does_not_play(qapp):
    """There is nothing to play in an empty message."""
    playback = Playback()
    playback.play()
    assert (playback.frame, playback.duration, playback.playing) == (None, 0.0, False)


def test_time_goes_on_by_its_own_timer(qtbot, playback, clock):
    """Its timer looks at the clock."""
    playback.play()
    clock.now += 1.25
    qtbot.waitUntil(lambda: playback.position == 1.25)
    playback.pause()


def test_playing_tells_the_frames_that_it_comes_to(playback, clock):
    """The frame where it starts is told, and then each next one."""
    told = []
    playback.frame_entered.connect(told.append)
    playback.play()
    for _ in range(8):
        go(playback, clock, 1.0)
    assert told == [0, 1, 2]


def test_it_stops_at_the_end_and_starts_over(playback, clock):
    """At the end it stands in the last frame; playing again begins at the first."""
    playback.seek(8.5)
    playback.play()
    go(playback, clock, 1.0)
    assert (playback.playing, playback.position, playback.frame) == (False, 9.0, 2)
    playback.play()
    assert (playback.playing, playback.frame) == (True, 0)


def test_a_pause_takes_no_time(playback, clock):
    """What passes between pause and play does not count."""
    playback.play()
    go(playback, clock, 1.0)
    playback.pause()
    clock.now += 100.0
    playback.play()
    go(playback, clock, 0.5)
    assert playback.position == 1.5


@pytest.mark.parametrize(("wanted", "position"), [(-1.0, 0.0), (4.0, 4.0), (99.0, 9.0)])
def test_seeking_stays_inside(playback, wanted, position):
    """Beyond the message is its beginning or its end."""
    playback.seek(wanted)
    assert playback.position == position


def test_a_frame_is_shown_from_its_beginning(playback):
    """A frame's number leads to its start; one that is not there leads nowhere."""
    playback.show_frame(2)
    assert playback.position == 5.0
    playback.show_frame(3)
    assert playback.position == 5.0


def test_frame_by_frame(playback):
    """Next and previous go by frames and stop at the ends."""
    seen = []
    for step in (*[playback.next_frame] * 3, *[playback.previous_frame] * 3):
        step()
        seen.append(playback.frame)
    assert seen == [1, 2, 2, 1, 0, 0]


def test_going_back_from_inside_a_frame_goes_to_its_beginning(playback):
    """Later than a second into a frame, previous starts it over."""
    playback.seek(4.0)
    playback.previous_frame()
    assert playback.position == 2.0


def test_it_follows_its_frame_when_another_is_put_in_before(playback):
    """The frame that is shown stays shown, as far in as it was."""
    playback.seek(3.0)
    playback.set_message(playback.message.insert(0, mmskit.Frame("new", seconds=10.0)))
    assert (playback.frame, playback.position) == (2, 13.0)


def test_it_stays_when_the_frame_is_edited(playback):
    """Typing in the frame that is shown does not move it."""
    playback.seek(3.0)
    edited = replace(playback.message.frames[1], text="typed")
    playback.set_message(playback.message.replace_frame(1, edited))
    assert (playback.frame, playback.position) == (1, 3.0)


def test_a_shorter_frame_is_not_left(playback):
    """Where the frame is over by now, its last instant is shown."""
    playback.seek(4.5)
    shorter = replace(playback.message.frames[1], seconds=1.0)
    playback.set_message(playback.message.replace_frame(1, shorter))
    assert playback.frame == 1


def test_removing_the_shown_frame_shows_what_takes_its_place(playback):
    """The last frame gone, the one before is shown; all gone, none."""
    playback.show_frame(2)
    playback.set_message(playback.message.remove(2))
    assert playback.frame == 1
    playback.play()
    playback.set_message(mmskit.Message())
    assert (playback.frame, playback.position, playback.playing) == (None, 0.0, False)


def test_at_the_end_it_stays_at_the_end(playback):
    """Editing the last frame after playing does not begin it again."""
    playback.seek(9.0)
    edited = replace(playback.message.frames[2], text="typed", seconds=6.0)
    playback.set_message(playback.message.replace_frame(2, edited))
    assert playback.position == playback.duration == 11.0


def test_a_sound_keeps_its_frame(qapp):
    """A frame without a time of its own is shown until its sound is over."""
    playback = Playback()
    playback.set_message(mmskit.Message("", [mmskit.Frame(sound=mmskit.Sound(tone(7.0)))]))
    assert playback.duration == pytest.approx(7.0, abs=0.1)
