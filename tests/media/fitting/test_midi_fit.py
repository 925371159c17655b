"""MIDI made smaller: judged by a synthesiser, and by a reader of states that shares no code with it."""

from __future__ import annotations

import io
import struct
import wave
from array import array
from fractions import Fraction
from importlib.util import find_spec

import mido
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import tune
from scores import exported, save
from specimens import midi

from mmskit.errors import MessageTooLargeError
from mmskit.media.fitting import midi_fit
from mmskit.media.fitting.midi_cut import cut
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.midi_score import Score, read_score
from mmskit.media.fitting.midi_writer import write_score
from mmskit.media.fitting.sound_fit import fit_sound
from mmskit.media.playable import find_soundfont
from mmskit.media.sound import Sound

END = b"\0\xff\x2f\0"
UNHEARD_CONTROLS = {3, 9, 14, 15, *range(20, 32), 35, 41, 46, 47, *range(52, 64)} | {
    *(85, 86, 87, 89, 90),
    *range(102, 120),
}


def shrink(data: bytes) -> bytes:
    """The file without what is not heard, or the same."""
    return fit_sound(data, MidiFitter(Sound(data)).fair_size).data


def listen(data: bytes) -> list[tuple]:
    """By mido: when which note begins and ends, and all that is set on its channel by then."""
    file = mido.MidiFile(file=io.BytesIO(data))
    now, passed, tempo = 0, Fraction(0), 500_000
    states: dict[int, dict] = {channel: {} for channel in range(16)}
    sounding: dict[tuple[int, int], int] = {}
    heard = []
    for message in mido.merge_tracks(file.tracks):
        passed += Fraction(message.time * tempo, file.ticks_per_beat * 1_000_000)
        now += message.time
        if message.type == "set_tempo":
            tempo = message.tempo
        elif message.type in ("note_on", "note_off"):
            place = message.channel, message.note
            if message.type == "note_on" and message.velocity:
                sounding[place] = sounding.get(place, 0) + 1
                state = tuple(sorted(states[message.channel].items()))
                heard.append((passed, *place, message.velocity, state))
            elif sounding.get(place):
                sounding[place] -= 1
                heard.append((passed, *place, 0, ()))
        elif message.type == "control_change":
            if message.control not in UNHEARD_CONTROLS:
                states[message.channel][str(message.control)] = message.value
        elif message.type == "program_change":
            banks = states[message.channel].get("0"), states[message.channel].get("32")
            states[message.channel]["program"] = f"{message.program} of {banks}"
        elif message.type in ("pitchwheel", "aftertouch"):
            states[message.channel][message.type] = message.bytes()[1:]
    return sorted(heard, key=lambda each: each[:2])


def render(data: bytes) -> array:
    """What a synthesiser makes of it."""
    soundfont = find_soundfont()
    if soundfont is None or find_spec("midirenderer") is None:
        pytest.skip("needs midirenderer and a soundfont")
    from midirenderer import render_wave_from  # noqa: PLC0415 - optional

    with wave.open(io.BytesIO(render_wave_from(soundfont.read_bytes(), data))) as file:
        return array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("form", [0, 1])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_left_sounds_the_same(form, seed):
    """A sequencer's export loses a third and more, and a synthesiser makes the same samples of it."""
    data = exported(3, seed=seed, form=form)
    smaller = shrink(data)
    assert len(smaller) < 0.67 * len(data)
    assert render(smaller) == render(data)


def test_the_comparison_of_samples_can_fail():
    """One note less is heard."""
    assert render(tune(4)) != render(tune(3) + b"")


@pytest.mark.parametrize("form", [0, 1])
def test_names_lyrics_and_unused_channels_are_gone(form):
    """Mido finds no texts, no exclusive message, no channel without notes, and the same length."""
    data = exported(form=form)
    file = mido.MidiFile(file=io.BytesIO(shrink(data)))
    kinds = {message.type for track in file.tracks for message in track}
    assert kinds <= {"note_on", "control_change", "program_change", "pitchwheel"} | {
        "set_tempo",
        "end_of_track",
    }
    assert {
        message.channel for track in file.tracks for message in track if hasattr(message, "channel")
    } == {0, 1, 2, 9}
    assert file.length == pytest.approx(mido.MidiFile(file=io.BytesIO(data)).length, abs=0.04)
    assert form or file.type == 0


def test_one_track_stays_one():
    """Some phones play no other; several become one where that is smaller."""
    assert mido.MidiFile(file=io.BytesIO(shrink(exported(form=0)))).type == 0


channels = st.sampled_from((0, 1, 9))
bytes_7 = st.sampled_from((0, 1, 63, 64, 100, 127))
messages = st.one_of(
    st.builds(
        mido.Message,
        st.just("note_on"),
        channel=channels,
        note=st.integers(60, 63),
        velocity=bytes_7,
    ),
    st.builds(mido.Message, st.just("note_off"), channel=channels, note=st.integers(60, 63)),
    st.builds(
        mido.Message,
        st.just("control_change"),
        channel=channels,
        control=st.sampled_from((0, 1, 6, 7, 10, 20, 32, 38, 39, 64, 66, 100, 101, 121, 123)),
        value=bytes_7,
    ),
    st.builds(mido.Message, st.just("program_change"), channel=channels, program=st.integers(0, 2)),
    st.builds(
        mido.Message, st.just("pitchwheel"), channel=channels, pitch=st.sampled_from((0, 99))
    ),
    st.builds(mido.Message, st.just("aftertouch"), channel=channels, value=bytes_7),
    st.builds(mido.Message, st.just("polytouch"), channel=channels, note=st.integers(60, 63)),
    st.builds(
        mido.Message,
        st.just("sysex"),
        data=st.sampled_from(((0x7E, 0x7F, 9, 1), (0x7F, 0x7F, 4, 1, 0, 99), (1, 2))),
    ),
    st.builds(
        mido.MetaMessage, st.just("set_tempo"), tempo=st.sampled_from((400_000, 500_000, 2_000_000))
    ),
    st.builds(mido.MetaMessage, st.just("text"), text=st.just("hello")),
)
tracks = st.lists(
    st.lists(st.tuples(messages, st.sampled_from((0, 0, 5, 60, 480, 1000))), max_size=25),
    min_size=1,
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(tracks, st.sampled_from((96, 480, 960, 25)), st.integers(0, 1))
def test_every_note_stays_as_it_was(tracks, division, form):
    """Any events at all: the same notes at the same times, with the same settings, in no more bytes."""
    file = mido.MidiFile(type=form, ticks_per_beat=division)
    made = [mido.MidiTrack(each.copy(time=time) for each, time in track) for track in tracks]
    file.tracks = made if form else [mido.merge_tracks(made)]
    data = save(file)
    smaller = shrink(data)
    assert len(smaller) <= len(data)
    assert listen(smaller) == listen(data)
    assert shrink(data) == smaller
    assert fit_sound(smaller, len(smaller)).data == smaller


@given(tracks, st.floats(1, 8))
def test_a_cut_tune_is_the_beginning_and_ends(tracks, seconds):
    """Notes before the cut begin as they did, every one of them ends, and nothing is behind it."""
    file = mido.MidiFile(type=1, ticks_per_beat=480)
    file.tracks = [mido.MidiTrack(each.copy(time=time) for each, time in track) for track in tracks]
    data = save(file)
    made = write_score(cut(read_score(data), seconds))
    whole, heard = listen(data), listen(made)
    if Sound(data).seconds <= seconds:
        assert heard == whole
        return
    begun = [note for note in heard if note[3]]
    notes = [note for note in whole if note[3] and note[0] < seconds + 1e-9]
    surely = [note for note in notes if note[0] < seconds - 0.0042]  # a tick before the cut
    assert begun[: len(surely)] == surely
    assert all(note in notes for note in begun)
    assert all(note[0] <= seconds + 1e-9 for note in heard)
    assert sum(1 if note[3] else -1 for note in heard) == 0
    assert Sound(made).seconds <= seconds + 1e-9


def test_it_is_cut_only_where_it_must_be():
    """As it is, then without what is not heard, then cut, then refused with figures; told each time."""
    data = exported(20)
    fitter = MidiFitter(Sound(data, "ring.mid"), max_seconds=5.0)
    assert fitter.fit(len(data)).sound.data == data
    assert fitter.fit(len(data)).notes == ()
    quiet = fitter.fit(len(data) - 1)
    assert [note.key for note in quiet.notes] == ["sound.unheard"]
    assert quiet.sound.name == "ring.mid"
    cut = fitter.fit(fitter.whole_size - 1)
    assert [note.key for note in cut.notes] == ["sound.unheard", "sound.midi_cut"]
    assert cut.sound.seconds == pytest.approx(5.0, abs=0.01)
    assert len(cut.sound.data) == fitter.smallest_size
    with pytest.raises(MessageTooLargeError, match=r"even its first 5\.0 s take") as caught:
        fitter.fit(fitter.smallest_size - 1)
    assert caught.value.smallest == fitter.smallest_size
    with pytest.raises(MessageTooLargeError, match="without being heard"):
        fit_sound(data, 100)


def test_pedals_and_notes_end_at_the_cut():
    """A note and a pedal that are held there are let go."""
    track = b"\0\xb0\x40\x7f\0\x90\x40\x50" + b"\xbc\0\x80\x40\x40" + END  # 7,680 ticks: 8 s
    data = midi(track, division=480)
    assert mido.MidiFile(file=io.BytesIO(data)).length > 2
    made = write_score(cut(read_score(data), 2.0))
    ends = [
        message for message in mido.MidiFile(file=io.BytesIO(made)).tracks[0] if not message.is_meta
    ]
    assert [
        (each.type, getattr(each, "velocity", None), getattr(each, "value", None)) for each in ends
    ] == [
        ("control_change", None, 127),
        ("note_on", 80, None),
        ("note_on", 0, None),
        ("control_change", None, 0),
    ]


def test_a_pedal_that_is_pressed_anew_lets_go_of_what_it_held():
    """Up and down at one instant is heard; an expression set twice at one instant is not."""
    held = b"\0\xb0\x40\x7f\0\x90\x40\x50\x60\x40\0"
    pedal = held + b"\0\xb0\x40\0\0\xb0\x40\x7f" + b"\0\x90\x43\x50\x60\x43\0" + END
    assert controls(shrink(midi(pedal))) == [(64, 127), (64, 0), (64, 127)]
    twice = held + b"\0\xb0\x0b\0\0\xb0\x0b\x7f" + b"\0\x90\x43\x50\x60\x43\0" + END
    assert controls(shrink(midi(twice))) == [(64, 127), (11, 127)]


def controls(data: bytes) -> list[tuple[int, int]]:
    """Every controller that mido finds, with its value."""
    messages = mido.merge_tracks(mido.MidiFile(file=io.BytesIO(data)).tracks)
    return [(each.control, each.value) for each in messages if each.type == "control_change"]


@pytest.mark.parametrize(
    ("name", "track", "kept"),
    [
        ("master volume", b"\0\xf0\x07\x7f\x7f\x04\x01\x00\x60\xf7", True),
        ("a Roland's drums", b"\0\xf0\x0a\x41\x10\x42\x12\x40\x10\x15\x01\x1a\xf7", True),
        ("a Yamaha's drums", b"\0\xf0\x08\x43\x10\x4c\x08\x03\x07\x02\xf7", True),
        ("a reset in the beginning", b"\0\xf0\x05\x7e\x7f\x09\x01\xf7", False),
        ("a reset later on", b"\0\xb0\x07\x10\0\xf0\x05\x7e\x7f\x09\x01\xf7", True),
        ("a maker's own", b"\0\xf0\x06\x00\x20\x29\x01\x02\xf7", False),
        ("a time code", b"\0\xf0\x06\x7f\x7f\x01\x01\x00\xf7", False),
    ],
)
def test_only_exclusive_messages_that_are_heard_stay(name, track, kept):
    """Loudness, tuning, drums and resets that undo something stay; others are gone."""
    data = midi(track + b"\0\xff\x01\x10" + b"x" * 16 + b"\0\x90\x40\x40\x60\x40\0" + END)
    assert (b"\xf0" in shrink(data)) == kept, name
    assert len(shrink(data)) < len(data)


@pytest.mark.parametrize(
    ("name", "track"),
    [
        ("a continued exclusive message", b"\0\xf7\x01\x01"),
        ("another port", b"\0\xff\x21\x01\x01"),
        ("data that are none", b"\0\x90\xff\x40"),
        ("a key that mido does not know", b"\0\xff\x59\x02\x30\x09"),
    ],
)
def test_what_is_not_understood_is_left_alone(name, track):
    """Where players or readers may differ, not a byte changes."""
    data = midi(track + b"\0\xff\x01\x10" + b"x" * 16 + b"\0\x90\x40\x40\x60\x40\0" + END)
    assert MidiFitter(Sound(data)).fair_size == len(data), name
    with pytest.raises(MessageTooLargeError):
        fit_sound(data, len(data) - 1)


def test_film_time_and_endless_files_are_left_alone():
    """SMPTE divisions, and more events than any message has room for."""
    track = b"\0\xff\x01\x10" + b"x" * 16 + b"\0\x90\x40\x40\x60\x40\0" + END
    assert MidiFitter(Sound(midi(track, division=0xE728))).fair_size == len(midi(track))
    many = midi(b"\0\x90\x40\x40" * 20_001 + END)
    assert MidiFitter(Sound(many)).fair_size == len(many)


def test_ticks_stay_short_enough_for_phones():
    """Android's player counts a tick in sixteen bits of 1/1024 ms: none is longer than 64 ms."""
    for tempo in (200_000, 500_000, 3_000_000):
        file = mido.MidiFile(type=0, ticks_per_beat=960)
        beats = [
            mido.Message("note_on", note=60, time=960),
            mido.Message("note_off", note=60, time=960),
        ]
        file.tracks = [mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=tempo), *beats * 8])]
        made = mido.MidiFile(file=io.BytesIO(shrink(save(file))))
        assert 1024 * tempo / made.ticks_per_beat / 1000 < 1 << 16
        assert made.ticks_per_beat < 960
        assert made.length == pytest.approx(file.length)


def test_a_writer_that_loses_a_note_changes_nothing(monkeypatch):
    """What was written is read again by two readers; if a note is missing it is thrown away."""
    honest, data = midi_fit.write_score, exported(4)

    def lossy(score):
        last = max(at for at, event in enumerate(score.events) if event.status & 0xF0 == 0x90)
        return honest(
            Score(
                score.form,
                score.division,
                score.events[:last] + score.events[last + 1 :],
                score.end,
            )
        )

    monkeypatch.setattr(midi_fit, "write_score", lossy)
    assert MidiFitter(Sound(data)).fair_size == len(data)


def test_a_longer_header_does_no_harm():
    """The standard allows it to grow; what is written has the usual one."""
    data = exported(2)
    longer = b"MThd" + struct.pack(">I", 8) + data[8:14] + b"\0\0" + data[14:]
    assert shrink(longer) == shrink(data)
