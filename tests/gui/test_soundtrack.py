"""The sounds of the preview."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import tone

import mmskit
from mmskit_gui.playback import Playback
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.soundtrack import Soundtrack


class Output:
    """A loudspeaker that keeps how long each sound was that it got."""

    seconds = 0.0

    def __init__(self) -> None:
        self.heard: list[float] = []
        self.silent = True

    def start(self, pcm, _ended) -> None:
        self.heard.append(round(len(pcm.samples) / 2 / pcm.rate, 2))
        self.silent = False

    def stop(self) -> None:
        self.silent = True


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def player(tasks, output) -> SoundPlayer:
    return SoundPlayer(tasks, open_output=lambda: output)


@pytest.fixture
def playback(qtbot, player) -> Playback:
    made = Playback(clock=lambda: 0.0)
    made.soundtrack = Soundtrack(made, player, made)
    frames = [
        mmskit.Frame("silent", seconds=2.0),
        mmskit.Frame("loud", sound=mmskit.Sound(tone(4.0)), seconds=3.0),
        mmskit.Frame("silent", seconds=2.0),
    ]
    made.set_message(mmskit.Message("", frames))
    yield made
    made.pause()


def test_a_frames_sound_plays_as_long_as_the_frame(qtbot, playback, output):
    """It begins with the frame and is cut where the frame ends."""
    playback.play()
    assert output.heard == []
    playback.next_frame()
    qtbot.waitUntil(lambda: output.heard == [3.0])


def test_seeking_begins_inside_the_sound(qtbot, playback, output):
    """A second into the frame is a second into the sound."""
    playback.seek(3.0)
    playback.play()
    qtbot.waitUntil(lambda: output.heard == [2.0])


def test_pausing_and_leaving_the_frame_make_it_silent(qtbot, playback, output):
    """Only the frame that plays is heard."""
    playback.seek(2.0)
    playback.play()
    qtbot.waitUntil(lambda: not output.silent)
    playback.pause()
    assert output.silent
    playback.play()
    qtbot.waitUntil(lambda: not output.silent)
    playback.next_frame()
    assert output.silent


def test_typing_while_it_plays_does_not_begin_the_sound_again(qtbot, playback, output):
    """Only another sound begins anew."""
    playback.seek(2.0)
    playback.play()
    qtbot.waitUntil(lambda: len(output.heard) == 1)
    loud = playback.message.frames[1]
    playback.set_message(playback.message.replace_frame(1, replace(loud, text="typed")))
    assert (len(output.heard), output.silent) == (1, False)
    other = replace(loud, sound=mmskit.Sound(tone(1.0)))
    playback.set_message(playback.message.replace_frame(1, other))
    qtbot.waitUntil(lambda: output.heard == [3.0, 1.0])


def test_it_leaves_the_sounds_of_others_alone(qtbot, playback, player, output):
    """What the editor plays goes on when the preview pauses."""
    playback.seek(2.0)
    playback.play()
    qtbot.waitUntil(lambda: not output.silent)
    player.play(mmskit.Sound(tone(2.0)))
    qtbot.waitUntil(lambda: output.heard == [3.0, 2.0])
    playback.pause()
    assert not output.silent
