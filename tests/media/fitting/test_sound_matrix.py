"""Every form of sound that people bring, made AMR: judged by ffmpeg and by counting frames by hand."""

from __future__ import annotations

import io
import struct
import subprocess
import wave

import av
import pytest
from making import tone
from specimens import coded, refusal, riff, video

from mmskit.errors import UnsupportedMediaError
from mmskit.media import Sound
from mmskit.media.fitting import sound_fit
from mmskit.media.fitting.sound_fit import SoundFitter, fit_sound

FRAME_BYTES = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32}
"""Source: 3GPP TS 26.101, by frame type."""


def count_frames(data: bytes) -> tuple[int, set[int]]:
    """Frames and their types, walked here."""
    assert data.startswith(b"#!AMR\n")
    at, frames, types = 6, 0, set()
    while at < len(data):
        kind = data[at] >> 3 & 0xF
        types.add(kind)
        at += FRAME_BYTES[kind]
        frames += 1
    assert at == len(data)
    return frames, types


def listen(data: bytes) -> tuple[int, float]:
    """Samples that ffmpeg decodes, and how loud the loudest is, from 0 to 1."""
    with av.open(io.BytesIO(data), format="amr") as file:
        assert file.streams.audio[0].codec_context.name.startswith("amrnb")
        parts = [frame.to_ndarray() for frame in file.decode(audio=0)]
    return sum(part.shape[-1] for part in parts), max(float(abs(part).max()) for part in parts)


def pcm_wav(
    *, bits: int = 16, rate: int = 44_100, channels: int = 1, seconds: float = 1.0
) -> bytes:
    """A WAV of a saw tooth in any width and number of channels, written by the standard library."""
    buffer, width = io.BytesIO(), bits // 8
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        middle = 128 if bits == 8 else 0
        period = max(1, rate // 300)
        levels = [
            int((at % period / period - 0.5) * 0.5 * (1 << bits - 1)) + middle
            for at in range(period)
        ]
        cycle = b"".join(
            level.to_bytes(width, "little", signed=bits > 8) * channels for level in levels
        )
        samples = round(seconds * rate)
        file.writeframes((cycle * (samples // period + 1))[: samples * width * channels])
    return buffer.getvalue()


def float_wav(form: str, rate: int = 48_000) -> bytes:
    """A WAV of floating point or telephone samples, by ffmpeg."""
    return coded("wav", form, rate=rate, seconds=1.0)


FORMS = {
    "wav, 8 bits": lambda: pcm_wav(bits=8),
    "wav, 16 bits": pcm_wav,
    "wav, 24 bits": lambda: pcm_wav(bits=24),
    "wav, 32 bits": lambda: pcm_wav(bits=32),
    "wav, 96 kHz": lambda: pcm_wav(rate=96_000),
    "wav, 8 kHz": lambda: pcm_wav(rate=8_000),
    "wav, 11,025 Hz": lambda: pcm_wav(rate=11_025),
    "wav, stereo": lambda: pcm_wav(channels=2),
    "wav, 5.1": lambda: pcm_wav(channels=6, rate=48_000),
    "wav, floating point": lambda: float_wav("pcm_f32le"),
    "wav, double": lambda: float_wav("pcm_f64le"),
    "wav, A-law": lambda: float_wav("pcm_alaw", 8_000),
    "wav, mu-law": lambda: float_wav("pcm_mulaw", 8_000),
    "wav, Microsoft ADPCM": lambda: float_wav("adpcm_ms"),
    "wav, IMA ADPCM": lambda: float_wav("adpcm_ima_wav"),
    "mp3": lambda: coded("mp3", "libmp3lame", seconds=1.0),
    "mp3, 8 kHz": lambda: coded("mp3", "libmp3lame", seconds=1.0, rate=8_000),
    "mp3, stereo": lambda: coded("mp3", "libmp3lame", seconds=1.0, layout="stereo"),
    "m4a, AAC": lambda: coded("ipod", "aac", seconds=1.0),
    "m4a, AAC 5.1": lambda: coded("ipod", "aac", seconds=1.0, rate=48_000, layout="5.1"),
    "m4a, Apple lossless": lambda: coded("ipod", "alac", seconds=1.0),
    "3gp, AAC": lambda: coded("3gp", "aac", seconds=1.0),
    "3gp, AMR": lambda: coded("3gp", "libopencore_amrnb", seconds=1.0, rate=8_000),
    "ogg, Opus": lambda: coded("ogg", "libopus", seconds=1.0, rate=48_000),
    "ogg, Vorbis": lambda: coded("ogg", "vorbis", seconds=1.0, layout="stereo"),
    "ogg, FLAC": lambda: coded("ogg", "flac", seconds=1.0),
    "flac": lambda: coded("flac", "flac", seconds=1.0),
    "flac, 96 kHz": lambda: coded("flac", "flac", seconds=1.0, rate=96_000),
    "aac, bare": lambda: coded("adts", "aac", seconds=1.0),
    "aac, bare, stereo, 48 kHz": lambda: coded(
        "adts", "aac", seconds=1.0, rate=48_000, layout="stereo"
    ),
    "aiff": lambda: coded("aiff", "pcm_s16be", seconds=1.0),
    "aiff, 24 bits": lambda: coded("aiff", "pcm_s24be", seconds=1.0, rate=96_000),
    "aiff, little-endian": lambda: coded("aiff", "pcm_s16le", seconds=1.0),
    "aiff, A-law": lambda: coded("aiff", "pcm_alaw", seconds=1.0, rate=8_000),
    "caf": lambda: coded("caf", "pcm_s16le", seconds=1.0),
    "caf, Apple lossless": lambda: coded("caf", "alac", seconds=1.0),
    "caf, MP3": lambda: coded("caf", "libmp3lame", seconds=1.0),
    "wma 1": lambda: coded("asf", "wmav1", seconds=1.0, bit_rate=64_000),
    "wma 2": lambda: coded("asf", "wmav2", seconds=1.0, bit_rate=64_000),
    "webm, Opus": lambda: coded("webm", "libopus", seconds=1.0, rate=48_000),
    "webm, Vorbis": lambda: coded("webm", "vorbis", seconds=1.0, layout="stereo"),
    "matroska, AAC": lambda: coded("matroska", "aac", seconds=1.0),
    "matroska, MP3": lambda: coded("matroska", "libmp3lame", seconds=1.0),
    "matroska, FLAC": lambda: coded("matroska", "flac", seconds=1.0),
    "quicktime, sound alone": lambda: coded("mov", "pcm_s16be", seconds=1.0),
    "mp4 video": lambda: video(seconds=1.0),
    "mp4 video, MP3": lambda: video("mp4", "libmp3lame", seconds=1.0),
    "quicktime video": lambda: video("mov", seconds=1.0),
    "quicktime video, PCM": lambda: video("mov", "pcm_s16be", seconds=1.0),
    "3gp video": lambda: video("3gp", seconds=1.0),
    "3gp video, AMR": lambda: video("3gp", "libopencore_amrnb", 8_000, seconds=1.0),
    "matroska video": lambda: video("matroska", seconds=1.0),
    "webm video": lambda: video("webm", "libopus", 48_000, seconds=1.0),
    "wmv video": lambda: video("asf", "wmav2", seconds=1.0),
}


@pytest.mark.parametrize("name", FORMS)
def test_it_becomes_amr_of_the_size_that_was_computed(name):
    """One second: 50 frames and a flush or two for an encoder's padding, of one mode, to the byte."""
    data = FORMS[name]()
    fitter = SoundFitter(Sound(data, "voice"))
    frames = -(-len(fitter._samples) // 320) + 1  # 160 samples of 16 bits, and the flush
    for kind in (7, 3, 0):
        size = 6 + frames * FRAME_BYTES[kind]
        made = fitter.fit(size + 5).sound.data
        assert len(made) == size, name
        assert count_frames(made) == (frames, {kind}), name
        samples, loudest = listen(made)
        assert samples == frames * 160
        assert 46 <= frames <= 60, name
        assert loudest > 0.3, name


@pytest.mark.parametrize(
    ("milliseconds", "frames"), [(0.2, 2), (10, 2), (20, 2), (21, 3), (40, 3), (999, 51)]
)
def test_the_shortest_sounds_are_frames_too(milliseconds, frames):
    """A frame for every 20 ms begun, and one for the flush."""
    data = pcm_wav(rate=8_000, seconds=milliseconds / 1000)
    made = fit_sound(data, 10_000).data
    assert count_frames(made) == (frames, {7})


def test_no_samples_are_no_sound():
    """A header and nothing behind it is refused, in every form that can say so."""
    form = struct.pack("<HHIIHH", 1, 1, 8_000, 16_000, 2, 16)
    empty = riff(b"WAVE", (b"fmt ", form), (b"data", b""))
    assert refusal(Sound, empty) == "variant variant.silent"


def test_a_kind_of_video_that_is_not_taken_is_named():
    """An AVI is refused with what it is."""
    with pytest.raises(UnsupportedMediaError, match="AVI video"):
        fit_sound(video("avi"), 10_000, name="party.mp4")


@pytest.mark.parametrize("form", ["mp4", "mov", "matroska", "asf"])
def test_a_video_says_that_its_pictures_are_left_out(form):
    """Its sound is not taken in secret, and only a video says so."""
    data = video(form, "wmav2" if form == "asf" else "aac", seconds=1.0)
    notes = SoundFitter(Sound(data, "party.mp4")).fit(10_000).notes
    assert [note.key for note in notes][:2] == ["fit.converted", "sound.pictures_left_out"]
    others = SoundFitter(Sound(coded("adts", "aac"))).fit(10_000).notes
    assert "sound.pictures_left_out" not in [note.key for note in others]


def test_the_first_of_two_tracks_of_sound_is_taken(tmp_path):
    """A film in two languages: ffmpeg puts silence second, and it is the tone that is heard."""
    path = tmp_path / "film.mkv"
    tones = ["-f", "lavfi", "-i", "sine=300:d=1", "-f", "lavfi", "-i", "anullsrc=d=1"]
    pictures = ["-f", "lavfi", "-i", "color=red:s=32x32:d=1"]
    maps = ["-map", "2:v", "-map", "0:a", "-map", "1:a", "-t", "1"]
    subprocess.run(["ffmpeg", "-v", "error", *tones, *pictures, *maps, path], check=True)
    made = fit_sound(path.read_bytes(), 10_000)
    assert listen(made.data)[1] > 0.3


@pytest.mark.parametrize("max_bytes", [20_000, 9_500, 6_600, 3_000])
def test_there_is_one_encode(monkeypatch, max_bytes):
    """Whatever the size, the mode is known beforehand; the encoder runs once."""
    runs, honest = [], sound_fit.encode_amr
    monkeypatch.setattr(
        sound_fit, "encode_amr", lambda *given: runs.append(given[1]) or honest(*given)
    )
    fit_sound(tone(10.0), max_bytes)
    assert len(runs) == 1


def test_one_decode_serves_every_size(monkeypatch):
    """Whoever tries sizes decodes once."""
    runs, honest = [], sound_fit.decode
    monkeypatch.setattr(sound_fit, "decode", lambda *a, **k: runs.append(1) or honest(*a, **k))
    fitter = SoundFitter(Sound(tone(5.0)))
    for max_bytes in (9_000, 6_000, 4_000, 2_000):
        fitter.fit(max_bytes)
    assert len(runs) == 1
