"""Decoding to samples, counted by another reader."""

from __future__ import annotations

import io
import subprocess
import wave
from array import array
from math import pi, sin

import av
import pytest
from making import speech, still, tone, tune

from mmskit.errors import UnsupportedMediaError
from mmskit.media.fitting.pcm import decode, high_pass, to_wav


def convert(wav: bytes, form: str, codec: str, rate: int = 44_100) -> bytes:
    """A WAV in another container, written by ffmpeg's libraries."""
    buffer = io.BytesIO()
    with av.open(io.BytesIO(wav)) as source, av.open(buffer, "w", format=form) as sink:
        stream = sink.add_stream(codec, rate=rate, layout="stereo")
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout="stereo", rate=rate, frame_size=1024
        )
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame):
                sink.mux(stream.encode(part))
        for part in resampler.resample(None):
            sink.mux(stream.encode(part))
        sink.mux(stream.encode(None))
    return buffer.getvalue()


KINDS = {
    "wav": tone(2.0),
    "amr": speech(2.0),
    "mp3": convert(tone(2.0), "mp3", "libmp3lame"),
    "m4a": convert(tone(2.0), "ipod", "aac"),
    "ogg": convert(tone(2.0), "ogg", "libopus", 48_000),
    "flac": convert(tone(2.0), "flac", "flac"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_decoded_to_its_length(kind):
    """Two seconds are two seconds, give or take an encoder's padding."""
    pcm = decode(KINDS[kind], rate=8_000)
    assert pcm.rate == 8_000
    assert pcm.seconds == pytest.approx(2.0, abs=0.1)
    assert any(pcm.samples)


def test_the_files_own_rate_is_kept_when_none_is_asked_for():
    """Without a rate, samples keep the file's."""
    assert decode(KINDS["flac"]).rate == 44_100
    assert decode(KINDS["wav"]).samples == tone(2.0)[44:]


def test_decoding_stops_where_it_is_told_to():
    """What lies behind max_seconds is not decoded."""
    assert decode(KINDS["mp3"], rate=8_000, max_seconds=0.5).seconds == 0.5


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 100, still(), tune(), KINDS["m4a"][:60], b"RIFF\x24\x00\x00\x00WAVEfmt "],
)
def test_what_is_no_sound_is_refused(data):
    """No sound, MIDI, or a torn one: a sentence, not a crash."""
    with pytest.raises(UnsupportedMediaError):
        decode(data)


def test_wav_is_read_by_others():
    """What to_wav writes, the standard library and ffprobe read."""
    pcm = decode(KINDS["amr"])
    with wave.open(io.BytesIO(to_wav(pcm))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (
            1,
            8_000,
            len(pcm.samples) // 2,
        )


def test_ffprobe_agrees_on_the_length(tmp_path):
    """Another program, ffprobe, counts the same seconds in a WAV of ours."""
    path = tmp_path / "a.wav"
    path.write_bytes(to_wav(decode(KINDS["flac"], rate=8_000)))
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("ffprobe is not installed")
    assert float(done.stdout) == pytest.approx(2.0, abs=0.1)


def test_rumble_is_taken_out():
    """A high pass takes a constant away and leaves a tone, sample for sample as many as before."""
    loud = array("h", (round(8_000 * sin(2 * pi * 1_000 * at / 8_000)) for at in range(16_000)))
    lifted = array("h", (level + 9_000 for level in loud))
    passed = array("h", high_pass(lifted.tobytes(), 8_000, 80))
    assert len(passed) == len(lifted)
    settled = passed[8_000:]
    assert abs(sum(settled) / len(settled)) < 50
    assert max(settled) == pytest.approx(8_000, rel=0.05)
    assert high_pass(b"", 8_000, 80) == b""


def test_a_beginning_is_left_out():
    """What is decoded from a second on is what is decoded behind that second."""
    whole = decode(tone(3.0))
    assert decode(tone(3.0), start=1.0).samples == whole.samples[2 * whole.rate :]
    part = decode(tone(3.0), start=1.0, max_seconds=1.5)
    assert part.samples == whole.samples[2 * whole.rate : 3 * whole.rate]
    assert decode(tone(3.0), start=5.0).samples == b""
