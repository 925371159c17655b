"""Sounds made to fit, judged by ffmpeg's decoder and by arithmetic."""

from __future__ import annotations

import io

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import speech, tone, tune

from mmskit.errors import MessageTooLargeError, UnsupportedMediaError
from mmskit.media.fitting.sound_fit import SoundFitter, fit_sound
from mmskit.media.fitting.speech import MODES, encode_amr
from mmskit.media.sound import Sound

TEN_SECONDS = tone(10.0)


def count_seconds(data: bytes) -> float:
    """What ffmpeg's own demuxer and decoder make of it."""
    with av.open(io.BytesIO(data), format="amr") as file:
        return sum(frame.samples for frame in file.decode(audio=0)) / 8_000


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("samples", [0, 1, 160, 161, 8_000, 12_345])
def test_the_size_is_known_before_encoding(mode, samples):
    """6 + (⌈ms/20⌉ + 1) × N, to the byte, in every mode."""
    data = encode_amr(bytes(samples * 2), mode)
    if samples:
        assert len(data) == mode.find_size(samples)
    assert len(data) <= mode.find_size(samples)


@pytest.mark.parametrize("mode", MODES)
def test_what_fits_by_arithmetic_fits(mode):
    """As many samples as find_samples says fit into the bytes, and one frame more does not."""
    samples = mode.find_samples(5_000)
    assert mode.find_size(samples) <= 5_000 < mode.find_size(samples + 1)


@pytest.mark.parametrize(
    ("max_bytes", "rate"),
    [(20_000, 12.2), (14_000, 10.2), (11_000, 7.95), (9_500, 6.7), (7_500, 5.15), (6_600, 4.75)],
)
def test_the_best_mode_that_fits_is_chosen(max_bytes, rate):
    """Ten seconds go out in the highest mode that their bytes allow, uncut."""
    sound = fit_sound(TEN_SECONDS, max_bytes, name="song.wav")
    assert sound.kind == "amr"
    assert sound.name == "song.amr"
    assert sound.facts.mode == rate
    assert len(sound.data) <= max_bytes
    assert count_seconds(sound.data) == pytest.approx(10.0, abs=0.1)


def test_too_long_is_cut_with_a_fade():
    """Where the smallest mode does not fit, it is cut, and ends quietly."""
    fitted = SoundFitter(Sound(TEN_SECONDS)).fit(3_000)
    assert len(fitted.sound.data) <= 3_000
    assert 4 < count_seconds(fitted.sound.data) < 5
    assert [note.key for note in fitted.notes] == [
        "fit.converted",
        "sound.mode",
        "sound.cut",
    ]
    with av.open(io.BytesIO(fitted.sound.data), format="amr") as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    assert abs(frames[-3]).max() < abs(frames[len(frames) // 2]).max() / 4


@settings(max_examples=20)
@given(st.floats(0.05, 3.0), st.integers(1, 12_000))
def test_never_over_the_limit(seconds, max_bytes):
    """For any length and any limit: inside it, or a MessageTooLargeError that tells a reachable size."""
    data = tone(seconds)
    smallest = SoundFitter(Sound(data)).smallest_size
    if max_bytes >= smallest:
        assert len(fit_sound(data, max_bytes).data) <= max_bytes
    else:
        with pytest.raises(MessageTooLargeError) as caught:
            fit_sound(data, max_bytes)
        assert caught.value.smallest == smallest


def test_amr_and_midi_that_fit_pass_byte_for_byte():
    """What can go out as it is goes out as it is."""
    for data in (speech(2.0), tune()):
        assert fit_sound(data, len(data)).data == data


def test_amr_that_is_too_large_is_made_smaller():
    """An AMR in a high mode is written again in a lower one."""
    data = speech(3.0, 12_200)
    smaller = fit_sound(data, len(data) // 2)
    assert len(smaller.data) <= len(data) // 2
    assert count_seconds(smaller.data) == pytest.approx(3.0, abs=0.2)


def test_fitting_again_changes_nothing():
    """What has been fitted passes through."""
    once = fit_sound(TEN_SECONDS, 8_000)
    assert fit_sound(once.data, 8_000) == once


def test_a_longest_time_is_kept():
    """max_seconds cuts, also where the bytes would allow more."""
    assert count_seconds(fit_sound(TEN_SECONDS, 50_000, max_seconds=2.0).data) == pytest.approx(
        2.0, abs=0.05
    )


def test_silence_is_a_sound():
    """All zeros are encoded like anything else."""
    silence = TEN_SECONDS[:44] + bytes(len(TEN_SECONDS) - 44)
    assert count_seconds(fit_sound(silence, 20_000).data) == pytest.approx(10.0, abs=0.1)


def test_silent_ends_go_first():
    """A second of silence at both ends costs nothing, and is reported."""
    padded = TEN_SECONDS[:40] + (len(TEN_SECONDS) - 44 + 32_000).to_bytes(4, "little")
    padded += bytes(16_000) + TEN_SECONDS[44:] + bytes(16_000)
    padded = padded[:4] + (len(padded) - 8).to_bytes(4, "little") + padded[8:]
    fitted = SoundFitter(Sound(padded)).fit(20_000)
    assert fitted.sound.seconds == pytest.approx(10.0, abs=0.2)
    assert "sound.trimmed" in [note.key for note in fitted.notes]


@pytest.mark.parametrize("data", [b"", b"ID3", b"%PDF"])
def test_what_is_no_sound_is_refused(data):
    """No sound: a sentence."""
    with pytest.raises(UnsupportedMediaError):
        fit_sound(data, 1_000)


@pytest.mark.parametrize("bit_rate", [12_200, 7_950, 4_750])
def test_no_mode_is_better_than_allowed(bit_rate):
    """Whatever the room, and also for AMR that is in a better mode."""
    for data in (tone(2.0), speech(2.0, 12_200)):
        fitter = SoundFitter(Sound(data), max_bit_rate=bit_rate)
        made = fitter.fit(1 << 30).sound
        assert made.facts.mode == bit_rate / 1000
        assert fitter.whole_size <= fitter.fair_size <= fitter.best_size
        assert dict(fitter.list_sizes())[bit_rate] == fitter.list_sizes()[0][1]
    assert fit_sound(tone(2.0), 1 << 30, max_bit_rate=bit_rate).facts.mode == bit_rate / 1000


def test_amr_in_an_allowed_mode_passes():
    """A cap that is not exceeded changes nothing."""
    sound = Sound(speech(2.0, 5_900))
    assert SoundFitter(sound, max_bit_rate=7_400).fit(1 << 30).sound is sound
    assert not SoundFitter(sound, max_bit_rate=5_150).passes
