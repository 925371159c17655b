"""Whether two scores sound alike: the same notes at the same times, played in the same way."""

from __future__ import annotations

from math import lcm
from typing import NamedTuple

from mmskit.media.fitting.midi_score import Clock, Score
from mmskit.media.fitting.midi_state import (
    BANK,
    BANK_FINE,
    CONTROL,
    KEY_PRESSURE,
    NOTE_OFF,
    NOTE_ON,
    PROGRAM,
    UNDEFINED,
)
from mmskit.media.midi_events import SYSTEM


class Note(NamedTuple):
    """The beginning or the end of a note.

    Attributes:
        time: when, exactly.
        channel: 0 to 15.
        key: 0 to 127.
        loudness: 1 to 127; 0 for an end.
        manner: everything that is set on the channel when the note begins; nothing at its end.
    """

    time: int
    channel: int
    key: int
    loudness: int
    manner: tuple[tuple[int, bytes], ...]


def sound_alike(score: Score, other: Score) -> bool:
    """Whether two scores have the same notes at the same times, played in the same way."""
    common = lcm(score.division, other.division)
    return list_notes(score, common) == list_notes(other, common)


def list_notes(score: Score, division: int) -> list[Note]:
    """Every note in the order of time and channel; ends of notes that do not sound are left out.

    Args:
        score: what is played.
        division: times are told in microseconds divided by this multiple of the score's own.
    """
    clock, scale = Clock(score), division // score.division
    manners: list[dict[int, bytes]] = [{} for _ in range(16)]
    sounding: dict[tuple[int, int], int] = {}
    notes = []
    for tick, status, data in score.events:
        kind, channel = status & 0xF0, status & 0xF
        if status >= SYSTEM or kind == KEY_PRESSURE:
            continue
        if kind not in (NOTE_OFF, NOTE_ON):
            _set(manners[channel], kind, data)
            continue
        key, loudness = data[0], data[1] if kind == NOTE_ON else 0
        count = sounding.get((channel, key), 0) + (1 if loudness else -1)
        if count < 0:
            continue
        sounding[channel, key] = count
        manner = tuple(sorted(manners[channel].items())) if loudness else ()
        notes.append(Note(scale * clock.find_time(tick), channel, key, loudness, manner))
    return sorted(notes, key=lambda note: note[:2])


def _set(manner: dict[int, bytes], kind: int, data: bytes) -> None:
    """Remember what is set: a controller by its number, anything else by its status."""
    if kind == PROGRAM:
        bank = manner.get(BANK, b""), manner.get(BANK_FINE, b"")
        manner[kind] = b"|".join((data, *bank))
    elif kind != CONTROL:
        manner[kind] = data
    elif data[0] not in UNDEFINED:
        manner[data[0]] = data[1:]
