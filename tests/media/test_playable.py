"""Sounds for a browser."""

from __future__ import annotations

import io
import wave
from importlib.util import find_spec

import making
import pytest

from mmskit.media import Sound
from mmskit.media.playable import find_soundfont, make_playable


def read(wav: bytes) -> tuple[float, int, int]:
    """Seconds, channels and the loudest sample."""
    with wave.open(io.BytesIO(wav)) as file:
        samples = memoryview(file.readframes(file.getnframes())).cast("h")
        return file.getnframes() / file.getframerate(), file.getnchannels(), max(samples)


@pytest.mark.parametrize("data", [making.speech(2), making.tone(2)], ids=["amr", "wav"])
def test_a_sound_becomes_wav(data):
    """What browsers cannot play is decoded to WAV: its length is right and it can be heard."""
    playable = make_playable(Sound(data), 60)
    seconds, channels, loudest = read(playable.wav)
    assert seconds == pytest.approx(2, abs=0.1)
    assert channels == 1
    assert loudest > 500
    assert playable.note is None


def test_only_what_is_heard_is_decoded():
    """A sound longer than its frame is cut to what is heard."""
    assert read(make_playable(Sound(making.tone(5)), 1.5).wav)[0] == pytest.approx(1.5)


@pytest.mark.skipif(find_spec("midirenderer") is None, reason="midirenderer is not installed")
@pytest.mark.skipif(find_soundfont() is None, reason="no soundfont on this machine")
def test_midi_is_really_played():
    """With a soundfont, MIDI becomes sound."""
    seconds, channels, loudest = read(make_playable(Sound(making.tune()), 60, find_soundfont()).wav)
    assert seconds >= 4
    assert channels == 1
    assert loudest > 500


@pytest.mark.skipif(find_spec("midirenderer") is None, reason="midirenderer is not installed")
def test_a_broken_soundfont_is_a_note(tmp_path):
    """A soundfont that is none costs the sound, not the page."""
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF\0\0\0\0sfbk" + b"\xff" * 64)
    playable = make_playable(Sound(making.tune()), 60, broken)
    assert playable.wav is None
    assert "MIDI" in str(playable.note)


def test_midi_without_a_soundfont_says_what_to_install():
    """No soundfont: a note in place of the sound."""
    playable = make_playable(Sound(making.tune()), 60)
    assert playable.wav is None
    assert "soundfont" in str(playable.note)
    assert "音色库" in playable.note.render("zh_CN")


def test_a_named_soundfont_is_taken(tmp_path):
    """MMSKIT_SOUNDFONT goes before the system's."""
    path = tmp_path / "mine.sf2"
    path.write_bytes(b"x")
    assert find_soundfont({"MMSKIT_SOUNDFONT": str(path)}) == path
    assert find_soundfont({"MMSKIT_SOUNDFONT": str(tmp_path / "none.sf2")}, folders=()) is None


def test_a_sound_that_cannot_be_decoded_is_a_note():
    """Frames without anything in them cost the sound, not the page."""
    playable = make_playable(Sound(b"#!AMR\n" + b"\x7c" * 50), 60)
    assert playable.wav is None
    assert "cannot be played here" in str(playable.note)
