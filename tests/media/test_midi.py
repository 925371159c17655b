"""MIDI: chunks, events and the tempo map."""

from __future__ import annotations

import io
import struct

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import tune
from specimens import midi, name_case, refusal, riff

from mmskit import limits
from mmskit.media import Sound

END = b"\0\xff\x2f\0"
NOTE = b"\x60\x90\x40\x40"


def length_by_mido(data: bytes) -> float:
    """The length that mido finds, which reads every event."""
    return mido.MidiFile(file=io.BytesIO(data)).length


def number(value: int) -> bytes:
    """A number in groups of seven bits."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(value & 0x7F | 0x80)
    return bytes(reversed(groups))


events = st.one_of(
    st.builds(lambda note: mido.Message("note_on", note=note), st.integers(0, 127)),
    st.builds(lambda value: mido.Message("program_change", program=value), st.integers(0, 127)),
    st.builds(lambda value: mido.Message("pitchwheel", pitch=value), st.integers(-8192, 8191)),
    st.builds(lambda value: mido.Message("control_change", value=value), st.integers(0, 127)),
    st.builds(
        lambda data: mido.Message("sysex", data=data), st.lists(st.integers(0, 127), max_size=9)
    ),
    st.builds(lambda tempo: mido.MetaMessage("set_tempo", tempo=tempo), st.integers(1, 2**24 - 1)),
    st.builds(lambda said: mido.MetaMessage("text", text=said), st.text("abc", max_size=200)),
)
times = st.one_of(st.integers(0, 1000), st.integers(0, 100_000))


@given(
    st.lists(st.lists(st.tuples(events, times), max_size=20), min_size=1, max_size=5),
    st.integers(24, 2000),
)
def test_the_length_agrees_with_mido(tracks: list[list[tuple]], division: int) -> None:
    """Any tracks with any tempo changes last as long as mido says."""
    file = mido.MidiFile(type=1, ticks_per_beat=division)
    for track in tracks:
        file.tracks.append(mido.MidiTrack(event.copy(time=time) for event, time in track))
    buffer = io.BytesIO()
    file.save(file=buffer)
    data = buffer.getvalue()
    expected = length_by_mido(data)
    if expected > limits.SOUND_SECONDS:
        assert refusal(Sound, data) == "exceeded cap.seconds"
    else:
        assert Sound(data).seconds == pytest.approx(expected)


def test_running_status_goes_on_behind_a_meta_event() -> None:
    """Sloppy files do it, and players and mido read it."""
    track = NOTE + b"\x60\xff\x01\x02hi" + b"\x60\x40\0" + END
    data = midi(track)
    assert Sound(data).seconds == pytest.approx(length_by_mido(data))


@pytest.mark.parametrize(
    ("frames", "ticks", "per_second"),
    [(24, 10, 240), (25, 40, 1000), (29, 100, 100 * 30_000 / 1001), (30, 80, 2400)],
)
def test_smpte_time_is_read(frames: int, ticks: int, per_second: float) -> None:
    """Where ticks divide a second, tempo changes nothing."""
    tempo = b"\0\xff\x51\x03\x0f\xff\xff"
    data = midi(
        tempo + number(12_000) + b"\x90\x40\x40" + END, division=(256 - frames) << 8 | ticks
    )
    assert Sound(data).seconds == pytest.approx(12_000 / per_second)


def test_other_chunks_are_skipped() -> None:
    """A chunk that nobody knows stands between the tracks of some files."""
    data = midi(NOTE + END)
    alien = data[:14] + b"XFIH" + struct.pack(">I", 3) + b"abc" + data[14:]
    assert Sound(alien).seconds == Sound(data).seconds


def test_a_longer_header_is_read() -> None:
    """The standard allows a header to grow."""
    data = midi(NOTE + END)
    longer = b"MThd" + struct.pack(">I", 8) + data[8:14] + b"\0\0" + data[14:]
    assert Sound(longer).seconds == Sound(data).seconds


def test_no_part_of_a_tune_is_a_tune() -> None:
    """Cut off after any byte, it is refused."""
    data = tune()
    for size in range(len(data)):
        assert refusal(Sound, data[:size]) != "accepted", size


def test_a_claimed_length_of_four_gigabytes_is_refused_at_once() -> None:
    """The sentence names the track, and the length that cannot be."""
    with pytest.raises(Exception, match="in track 1 of 1, which should have 4,294,967,295 bytes"):
        Sound(midi(NOTE + END, claimed=0xFFFFFFFF))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (midi(END, form=2), "variant variant.midi_independent"),
        (riff(b"RMID", (b"data", midi(END))), "other_kind kind.rmid"),
        (midi(END, form=3), "damaged damage.header"),
        (midi(END, END, form=0), "damaged damage.header"),
        (midi(), "damaged damage.header"),
        (midi(END, division=0), "damaged damage.header"),
        (midi(END, division=0x8028), "damaged damage.header"),
        (midi(END, division=0xE700), "damaged damage.header"),
        (midi(END, division=0xE501), "damaged damage.header"),
        (b"MThd" + struct.pack(">I", 5) + midi(END)[8:], "damaged damage.header"),
        (midi(END, announced=2), "truncated place.track_missing"),
        (midi(*[END] * 257), "exceeded cap.tracks"),
        (midi(END, announced=65_535), "exceeded cap.tracks"),
        (midi(END, announced=2) + b"XFIH\0\0\0\0" * 1_000, "damaged damage.blocks"),
        (midi(NOTE * (limits.MIDI_EVENTS + 1)), "exceeded cap.events"),
        (midi(*[NOTE * 1_000] * 201), "exceeded cap.events"),
        (midi(b"\xff\xff\xff\x7f\x90\x40\x40" + END), "exceeded cap.seconds"),
        (midi(b"\0\x40\x40" + END), "damaged damage.midi_event"),
        (midi(b"\0\xf1\0" + END), "damaged damage.midi_event"),
        (midi(b"\xff\xff\xff\xff\x7f\x90\x40\x40" + END), "damaged damage.midi_event"),
        (midi(b"\0\x90\x40"), "damaged damage.midi_event"),
        (midi(b"\0\x90"), "damaged damage.midi_event"),
        (midi(b"\0"), "damaged damage.midi_event"),
        (midi(b"\xff"), "damaged damage.midi_event"),
        (midi(b"\0\xff"), "damaged damage.midi_event"),
        (midi(b"\0\xff\x01\x7f"), "damaged damage.midi_event"),
        (midi(b"\0\xf0\xff\xff\xff\x7f"), "damaged damage.midi_event"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage and each cap has its reason."""
    assert refusal(Sound, data) == reason


def test_the_most_tracks_and_events_are_accepted() -> None:
    """The caps themselves are not over the caps."""
    each = limits.MIDI_EVENTS // limits.MIDI_TRACKS
    track = b"\0\x90\x40\x40" * (each - 1) + END
    assert Sound(midi(*[track] * limits.MIDI_TRACKS)).seconds == 0


def test_an_empty_tune_lasts_no_time() -> None:
    """A file with nothing in it but its end is still MIDI."""
    assert Sound(midi(END)).seconds == 0
