"""How long the events of a MIDI file take.

mido computes the same, but keeps every event as an object, twice: 0.7 KB and 14 µs each, so that a
hostile file of 200,000 events would cost 140 MB and seconds. This reads the times and the tempo
map only; the tests hold it against mido.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.faults import damaged, exceeded
from mmskit.media.midi_events import TEMPO, read_events

TEMPO_BYTES: Final = 3
USUAL_TEMPO: Final = 500_000
"""Microseconds of a beat until a file says otherwise (120 beats a minute)."""

SMPTE: Final = 0x8000
"""The bit of a division that counts frames of a film instead of ticks of a beat."""

_FRAME_RATES: Final = {24: 24.0, 25: 25.0, 29: 30_000 / 1001, 30: 30.0}
"""Frames per second by the SMPTE code of a division; 29 is 30 drop-frame."""


def find_seconds(data: bytes, tracks: Sequence[tuple[int, int]], division: int) -> float:
    """How long tracks that play together take, by the tempo changes of all of them.

    Args:
        data: the file.
        tracks: where the events of each track start and end.
        division: the header's last figure: ticks of a beat, or SMPTE frames and ticks.

    Raises:
        MediaFault: events are damaged, more than ``MIDI_EVENTS``, or last over ``SOUND_SECONDS``.
    """
    tempos: list[tuple[int, int]] = []
    last = 0
    for _, tick, status, start, end in read_events(data, tracks):
        last = max(last, tick)
        if status == TEMPO and end - start == TEMPO_BYTES:
            tempos.append((tick, int.from_bytes(data[start:end], "big")))
    seconds = _find_time(last, tempos, division)
    if seconds > SOUND_SECONDS:
        raise exceeded("mid", "seconds", limit=SOUND_SECONDS // 60)
    return seconds


def check_division(division: int) -> None:
    """Refuse a division that divides nothing.

    Raises:
        MediaFault: it is no number of ticks and no SMPTE rate.
    """
    known = not division & SMPTE or 256 - (division >> 8) in _FRAME_RATES
    ticks = division & (0xFF if division & SMPTE else 0x7FFF)
    if not known or not ticks:
        raise damaged("mid", 12, "header")


def _find_time(last: int, tempos: list[tuple[int, int]], division: int) -> float:
    """Seconds from the start to a tick."""
    if division & SMPTE:
        return last / (_FRAME_RATES[256 - (division >> 8)] * (division & 0xFF))
    microseconds, tick, tempo = 0, 0, USUAL_TEMPO
    for change, next_tempo in sorted(tempos, key=lambda change: change[0]):
        microseconds += (change - tick) * tempo
        tick, tempo = change, next_tempo
    microseconds += (last - tick) * tempo
    return microseconds / division / 1_000_000
