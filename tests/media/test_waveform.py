"""Loudness for drawing."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from making import speech, tone, tune
from specimens import sounds

from mmskit.media import Sound
from mmskit.media.playable import find_soundfont
from mmskit.media.waveform import find_peaks


def steps(*levels: int, each: int = 4_000) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        for level in levels:
            file.writeframes(struct.pack("<hh", level, -level) * (each // 2))
    return buffer.getvalue()


def test_peaks_are_the_loudest_of_each_part():
    """Full scale is 1, silence 0."""
    peaks = find_peaks(Sound(steps(0, 8_192, 32_767, 16_384)), 4)
    assert peaks == pytest.approx((0, 0.25, 1, 0.5), abs=0.001)


@pytest.mark.parametrize("count", [0, 1, 7, 300, 5_000])
def test_there_are_as_many_as_asked_for(count):
    """Also more than there are samples."""
    peaks = find_peaks(Sound(tone(0.25)), count)
    assert len(peaks) == count
    assert all(0 <= peak <= 1 for peak in peaks)


@pytest.mark.parametrize("kind", [kind for kind in sounds() if kind != "mid"])
def test_every_kind_has_peaks(kind):
    """Whatever can be decoded can be drawn."""
    assert max(find_peaks(Sound(sounds()[kind]), 20)) > 0.05


def test_amr_is_decoded():
    """An AMR file is as loud as the tone that it holds."""
    assert max(find_peaks(Sound(speech(1.0)), 50)) > 0.1


def test_midi_has_peaks_where_it_can_be_played(tmp_path):
    """Without a soundfont that works there is nothing to draw, and no error."""
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF")
    assert find_peaks(Sound(tune()), 10, broken) == ()
    if find_soundfont() is not None:
        assert len(find_peaks(Sound(tune(2)), 10)) in {0, 10}
