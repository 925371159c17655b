"""How loud a sound is from its beginning to its end, for drawing it."""

from __future__ import annotations

import wave
from io import BytesIO
from pathlib import Path
from typing import Final

from mmskit.media.fitting.pcm import decode
from mmskit.media.playable import find_soundfont, make_playable
from mmskit.media.sound import Sound

_RATE: Final = 8_000
"""Samples a second that are looked at; what is drawn has far fewer columns."""

_LOUDEST: Final = 1 << 15


def find_peaks(sound: Sound, count: int, soundfont: Path | None = None) -> tuple[float, ...]:
    """Find the loudest instant in each of so many equal parts of a sound.

    Args:
        sound: any sound.
        count: how many parts.
        soundfont: what a MIDI is played with; by default the system's.

    Returns:
        A number from 0 (silence) to 1 (full scale) for each part; nothing for a MIDI that cannot
        be played here.

    Raises:
        UnsupportedMediaError: its samples cannot be decoded.
    """
    samples = _play(sound, soundfont) if sound.kind == "mid" else _decode(sound)
    total = len(samples)
    if not total:
        return ()
    peaks = []
    for number in range(count):
        start = number * total // count
        part = samples[start : max(start + 1, (number + 1) * total // count)]
        high, low = max(part), min(part)
        peaks.append(max(high, -low) / _LOUDEST)
    return tuple(peaks)


def _decode(sound: Sound) -> memoryview:
    pcm = decode(sound.data, rate=_RATE, name=sound.name)
    return memoryview(pcm.samples).cast("h")


def _play(sound: Sound, soundfont: Path | None) -> memoryview:
    playable = make_playable(sound, sound.seconds, soundfont or find_soundfont())
    if playable.wav is None:
        return memoryview(b"")
    with wave.open(BytesIO(playable.wav)) as file:
        return memoryview(file.readframes(file.getnframes())).cast("h")
