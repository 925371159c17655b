"""Instruments made of arithmetic: a plucked string, a flute, a pad, a bass, bells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray
from score import Note, Part

Wave = NDArray[np.float64]

RATE: Final = 44_100


def _pitch(number: int) -> float:
    return float(440.0 * 2 ** ((number - 69) / 12))


def pluck(frequency: float, seconds: float, loudness: float, *, seed: int) -> Wave:
    """A plucked string, after Karplus and Strong: noise that goes round and grows dull."""
    length = int(RATE * (seconds + 2.2))
    period = RATE / frequency
    whole = int(period)
    random = np.random.default_rng(seed)
    burst = random.uniform(-1, 1, whole + 1)
    softness = 1.0 - 0.55 * loudness
    for _ in range(1 + int(softness * 5)):
        burst = 0.5 * (burst + np.roll(burst, 1))
    burst -= burst.mean()
    burst /= np.abs(burst).max()
    # One round after another; the fraction keeps the string in tune.
    fraction = period - whole
    string = np.empty(length + whole + 2)
    string[: whole + 1] = burst
    dying = 0.9975 ** (1 + 220 / frequency)
    for start in range(whole + 1, length + whole, whole):
        stop = min(start + whole, length + whole)
        near = string[start - whole : stop - whole]
        far = string[start - whole - 1 : stop - whole - 1]
        string[start:stop] = dying * (
            (0.55 - 0.1 * fraction) * near + (0.45 + 0.1 * fraction) * far
        )
    wave = string[:length]
    release = np.minimum(1, np.exp(-(np.arange(length) / RATE - seconds) / 0.9))
    return wave * release * loudness


def flute(frequency: float, seconds: float, loudness: float, *, seed: int) -> Wave:
    """A bamboo flute: few harmonics, a late vibrato, breath."""
    time = np.arange(int(RATE * (seconds + 0.25))) / RATE
    depth = 0.006 * np.clip((time - 0.28) / 0.4, 0, 1)
    slide = 1 - 0.025 * np.exp(-time / 0.035)
    phase = 2 * np.pi * np.cumsum(frequency * slide * (1 + depth * np.sin(2 * np.pi * 5.2 * time)))
    phase /= RATE
    tone = sum(
        (
            level * np.sin(order * phase)
            for order, level in ((1, 1.0), (2, 0.30), (3, 0.16), (4, 0.05))
        ),
        np.zeros_like(time),
    )
    breath = np.random.default_rng(seed).standard_normal(len(time))
    breath = np.convolve(breath, np.hanning(9) / 4.0, mode="same")
    swell = np.clip(time / 0.07, 0, 1) * (1 - 0.15 * np.exp(-time / 0.2))
    fall = np.clip((seconds + 0.2 - time) / 0.2, 0, 1)
    return np.asarray(
        (tone + 0.045 * breath * (1 + np.sin(phase))) * swell * fall * loudness * 0.62
    )


def pad(frequency: float, seconds: float, loudness: float, *, seed: int) -> Wave:
    """A soft chord of strings: three detuned voices with slow edges."""
    time = np.arange(int(RATE * (seconds + 1.4))) / RATE
    random = np.random.default_rng(seed)
    wave = np.zeros_like(time)
    for detune in (-0.0022, 0.0, 0.0025):
        for order in range(1, 7):
            start = random.uniform(0, 2 * np.pi)
            level = order**-1.7
            wave += level * np.sin(2 * np.pi * frequency * (1 + detune) * order * time + start)
    edge = np.clip(time / 0.9, 0, 1) ** 1.5 * np.clip((seconds + 1.4 - time) / 1.4, 0, 1)
    return np.asarray(wave * edge * loudness * 0.17)


def bass(frequency: float, seconds: float, loudness: float, *, seed: int) -> Wave:
    """A round low string."""
    del seed
    time = np.arange(int(RATE * (seconds + 0.4))) / RATE
    wave = np.zeros_like(time)
    for order, level in ((1, 1.0), (2, 0.5), (3, 0.2), (4, 0.08)):
        wave += (
            level
            * np.sin(2 * np.pi * frequency * order * time)
            * np.exp(-time * (0.9 + order * 0.7))
        )
    edge = np.clip(time / 0.008, 0, 1) * np.clip((seconds + 0.35 - time) / 0.3, 0, 1)
    return np.asarray(wave * edge * loudness * 0.8)


def bell(frequency: float, seconds: float, loudness: float, *, seed: int) -> Wave:
    """A small bell: partials that are not harmonic."""
    del seed
    time = np.arange(int(RATE * (seconds + 2.0))) / RATE
    wave = np.zeros_like(time)
    for ratio, level, decay in (
        (1, 1.0, 1.3),
        (2.76, 0.45, 2.6),
        (5.4, 0.22, 5.0),
        (8.9, 0.1, 9.0),
    ):
        wave += level * np.sin(2 * np.pi * frequency * ratio * time) * np.exp(-time * decay)
    return np.asarray(wave * np.clip(time / 0.002, 0, 1) * loudness * 0.5)


INSTRUMENTS: Final = {"pluck": pluck, "flute": flute, "pad": pad, "bass": bass, "bell": bell}


def play(
    parts: Sequence[tuple[str, Part, float]], *, beats_per_minute: float, seconds: float
) -> Wave:
    """Play parts, each with an instrument's name and a level, to stereo (n × 2), peak 0.9."""
    sound = np.zeros((int(RATE * seconds), 2))
    beat = 60 / beats_per_minute
    for name, part, level in parts:
        right = part.pan / 127
        for index, note in enumerate(part.notes):
            wave = _play_note(name, note, beat, seed=index * 131 + note.pitch)
            first = int(note.start * beat * RATE)
            wave = wave[: max(0, len(sound) - first)] * level
            sound[first : first + len(wave), 0] += wave * np.sqrt(1 - right)
            sound[first : first + len(wave), 1] += wave * np.sqrt(right)
    sound = sound + 0.30 * _echo(sound)
    fade = np.clip((seconds - np.arange(len(sound)) / RATE) / 1.6, 0, 1)[:, None]
    sound = np.tanh(sound * fade * 1.1 / np.abs(sound).max())
    return np.asarray(sound * 0.9 / np.abs(sound).max())


def _play_note(name: str, note: Note, beat: float, *, seed: int) -> Wave:
    loudness = (note.loudness / 127) ** 1.4
    return INSTRUMENTS[name](_pitch(note.pitch), note.beats * beat, loudness, seed=seed)


def _echo(sound: Wave) -> Wave:
    """A hall: noise that dies away in two seconds, dull at its end."""
    random = np.random.default_rng(77)
    length = int(RATE * 2.2)
    tail = random.standard_normal((length, 2)) * np.exp(-np.arange(length) / RATE * 3.1)[:, None]
    tail = np.cumsum(tail, axis=0) * 0.02 + tail * 0.15
    tail[:, 0] -= tail[:, 0].mean()
    tail[:, 1] -= tail[:, 1].mean()
    size = len(sound) + length
    wet = np.fft.irfft(
        np.fft.rfft(sound, size, axis=0) * np.fft.rfft(tail, size, axis=0), size, axis=0
    )
    return np.asarray(wet[: len(sound)] / np.abs(wet).max() * np.abs(sound).max())


def save_mp3(sound: Wave, path: Path, *, bits_per_second: int = 128_000) -> None:
    """Write stereo from -1 to 1 as MP3."""
    samples = np.ascontiguousarray((np.clip(sound, -1, 1) * 32767).astype(np.int16).T)
    with av.open(path, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=RATE, layout="stereo")
        stream.bit_rate = bits_per_second
        encode(file, stream, samples, RATE, layout="stereo", planar=True)


def save_amr(voice: Wave, path: Path, *, bits_per_second: int) -> None:
    """Write mono at 8 kHz, from -1 to 1, as AMR-NB."""
    samples = (np.clip(voice, -1, 1) * 32767).astype(np.int16)[None, :]
    with av.open(path, "w", format="amr") as file:
        stream = file.add_stream("libopencore_amrnb", rate=8000, layout="mono")
        stream.bit_rate = bits_per_second
        encode(file, stream, samples, 8000, layout="mono", planar=False)


def encode(
    file: av.container.OutputContainer,
    stream: av.AudioStream,
    samples: NDArray[np.int16],
    rate: int,
    *,
    layout: str,
    planar: bool,
) -> None:
    """Push samples (channels × n) through an encoder."""
    frame = av.AudioFrame.from_ndarray(samples, format="s16p" if planar else "s16", layout=layout)
    frame.sample_rate = rate
    for packet in [*stream.encode(frame), *stream.encode(None)]:
        file.mux(packet)
