"""Tunes as text, and as MIDI files. All of them were composed for these samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mido

_STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_DRUMS = {"kick": 36, "rim": 37, "snare": 38, "hat": 42, "open": 46, "shaker": 70, "bell": 80}
_TICKS = 240


@dataclass(frozen=True)
class Note:
    """One note: start and length in beats, pitch as MIDI counts, loudness 1 to 127."""

    start: float
    beats: float
    pitch: int
    loudness: int


@dataclass(frozen=True)
class Part:
    """What one instrument plays.

    Attributes:
        name: the track's name.
        program: the General MIDI instrument, from 0.
        notes: in any order.
        drums: whether pitches are drums (channel 10).
        pan: 0 left to 127 right.
    """

    name: str
    program: int
    notes: tuple[Note, ...]
    drums: bool = False
    pan: int = 64


def read_part(
    name: str,
    program: int,
    text: str,
    *,
    loudness: int = 84,
    drums: bool = False,
    pan: int = 64,
    hold: float = 0.94,
) -> Part:
    """Read a tune such as ``e5:1 r:.5 c4+g4:2``: pitches, a colon, beats; ``!`` accents, ``|`` is for the eye."""
    notes = []
    now = 0.0
    for token in text.replace("|", " ").split():
        pitches, _, length = token.partition(":")
        accent = 14 if pitches.endswith("!") else 0
        beats = float(length or 1)
        for pitch in pitches.rstrip("!").split("+"):
            if pitch != "r":
                number = _DRUMS[pitch] if drums else _find_pitch(pitch)
                # The downbeat leads a little, as a player's hand does.
                lift = 5 if now % 4 == 0 else 0
                notes.append(Note(now, beats * hold, number, min(loudness + accent + lift, 127)))
        now += beats
    return Part(name, program, tuple(notes), drums, pan)


def _find_pitch(name: str) -> int:
    sharp = name.count("#") - name[1:].count("b")
    return _STEPS[name[0]] + sharp + 12 * (int(name[-1]) + 1)


def save_midi(parts: Sequence[Part], path: Path, *, beats_per_minute: float) -> None:
    """Write a Standard MIDI File, format 1."""
    file = mido.MidiFile(type=1, ticks_per_beat=_TICKS)
    head = mido.MidiTrack()
    head.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(beats_per_minute)))
    head.append(mido.MetaMessage("time_signature", numerator=4, denominator=4))
    file.tracks.append(head)
    channels = iter([0, 1, 2, 3, 4, 5, 6, 7, 8, 10])
    for part in parts:
        file.tracks.append(_make_track(part, 9 if part.drums else next(channels)))
    file.save(path)


def _make_track(part: Part, channel: int) -> mido.MidiTrack:
    events: list[tuple[int, int, mido.Message]] = []
    for note in part.notes:
        on = round(note.start * _TICKS)
        off = max(on + 1, round((note.start + note.beats) * _TICKS))
        spec = {"channel": channel, "note": note.pitch}
        events.append((on, 1, mido.Message("note_on", velocity=note.loudness, **spec)))
        # A note-on at loudness 0 ends a note and keeps the running status: one byte less each.
        events.append((off, 0, mido.Message("note_on", velocity=0, **spec)))
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=part.name)])
    if not part.drums:
        track.append(mido.Message("program_change", channel=channel, program=part.program))
    track.append(mido.Message("control_change", channel=channel, control=10, value=part.pan))
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    return track
