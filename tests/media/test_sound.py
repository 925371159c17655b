"""Sound: known by its content, never by its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import specimens
from hypothesis import given, settings
from hypothesis import strategies as st
from making import speech, still, tone, tune
from specimens import midi, refusal

from mmskit.errors import UnsupportedMediaError
from mmskit.media import Sound


def test_a_renamed_sound_is_what_it_is(tmp_path: Path) -> None:
    """An AMR called ring.mid is used as the AMR that it is."""
    path = tmp_path / "ring.mid"
    path.write_bytes(speech())
    sound = Sound.open(path)
    assert (sound.kind, sound.name, sound.fits_frame) == ("amr", "ring.mid", True)


@pytest.mark.parametrize("name", specimens.sounds())
def test_only_midi_and_amr_fit_a_frame(name: str) -> None:
    """The other kinds are taken in and have to be converted."""
    sound = Sound(specimens.sounds()[name])
    assert sound.fits_frame == (sound.kind in ("mid", "amr"))


def test_reading_the_structure_loads_no_decoder() -> None:
    """A command that only looks at files stays quick."""
    script = (
        "import sys, mmskit.media.sound, mmskit.media.picture;"
        "print({'av', 'mido', 'PIL', 'pydub'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "set()"


def test_equal_bytes_are_equal_sounds() -> None:
    """The name is for people only."""
    assert Sound(tune(), "a.mid") == Sound(tune(), "b.mid")
    assert Sound(tune()) != Sound(tone())


def test_a_picture_is_no_sound() -> None:
    """The sentence says what it is and what is accepted."""
    with pytest.raises(UnsupportedMediaError) as caught:
        Sound(still(), "ring.mid")
    assert str(caught.value) == (
        "ring.mid: this is a JPEG picture by its content."
        " Accepted here: AMR (narrow band), MIDI, WAV, MP3, M4A, Ogg, FLAC,"
        " AAC, AIFF, CAF, WMA, AMR-WB, MP4, QuickTime, WebM."
    )


def test_what_only_reading_on_shows_is_refused_with_the_name() -> None:
    """Events are read when the length is asked for; the file's name is not lost until then."""
    sound = Sound(midi(b"\0\xf1\0"), "ring.mid")
    with pytest.raises(
        UnsupportedMediaError, match=r"^ring\.mid: this is a MIDI sound, but it is da"
    ):
        _ = sound.seconds


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    """Nothing but UnsupportedMediaError leaves it."""
    refusal(Sound, data)


@settings(max_examples=300)
@given(st.sampled_from(sorted(specimens.sounds())), st.data())
def test_any_changed_sound_is_refused_or_read(name: str, draw: st.DataObject) -> None:
    """Bytes changed, dropped, doubled, wherever: a sentence or a sound with a length."""
    data = draw.draw(specimens.mutations(specimens.sounds()[name]))
    refusal(Sound, data)
