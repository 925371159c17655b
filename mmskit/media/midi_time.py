"""How long the events of a MIDI file take.

mido computes the same, but keeps every event as an object, twice: 0.7 KB and 14 µs each, so that a
hostile file of 200,000 events would cost 140 MB and seconds. This reads the times and the tempo
map only; the tests hold it against mido.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NoReturn

from mmskit.limits import MIDI_EVENTS, SOUND_SECONDS
from mmskit.media.faults import damaged, exceeded

_TEMPO, _TRACK_END = 0x51, 0x2F
_TEMPO_BYTES: Final = 3
_USUAL_TEMPO: Final = 500_000
"""Microseconds of a beat until a file says otherwise (120 beats a minute)."""

_FRAME_RATES: Final = {24: 24.0, 25: 25.0, 29: 30_000 / 1001, 30: 30.0}
"""Frames per second by the SMPTE code of a division; 29 is 30 drop-frame."""

_SMPTE: Final = 0x8000
_MORE: Final = 0x80
_STATUS: Final = 0x80
_SYSTEM: Final = 0xF0
_EXCLUSIVE: Final = frozenset({0xF0, 0xF7})
_META: Final = 0xFF
_DATA_BYTES: Final = (2, 2, 2, 2, 1, 1, 2)
"""Data bytes of the channel events 0x8_ to 0xE_."""

_NUMBER_BYTES: Final = 4


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
    last, left = 0, MIDI_EVENTS
    for number, (start, end) in enumerate(tracks, 1):
        reader = _TrackReader(data, number, start, end)
        left = reader.read(tempos, left)
        last = max(last, reader.tick)
    seconds = _find_time(last, tempos, division)
    if seconds > SOUND_SECONDS:
        raise exceeded("mid", "seconds", limit=SOUND_SECONDS // 60)
    return seconds


def check_division(division: int) -> None:
    """Refuse a division that divides nothing.

    Raises:
        MediaFault: it is no number of ticks and no SMPTE rate.
    """
    known = not division & _SMPTE or 256 - (division >> 8) in _FRAME_RATES
    ticks = division & (0xFF if division & _SMPTE else 0x7FFF)
    if not known or not ticks:
        raise damaged("mid", 12, "header")


def _find_time(last: int, tempos: list[tuple[int, int]], division: int) -> float:
    """Seconds from the start to a tick."""
    if division & _SMPTE:
        return last / (_FRAME_RATES[256 - (division >> 8)] * (division & 0xFF))
    microseconds, tick, tempo = 0, 0, _USUAL_TEMPO
    for change, next_tempo in sorted(tempos, key=lambda change: change[0]):
        microseconds += (change - tick) * tempo
        tick, tempo = change, next_tempo
    microseconds += (last - tick) * tempo
    return microseconds / division / 1_000_000


class _TrackReader:
    """Reads the times of one track's events."""

    def __init__(self, data: bytes, number: int, start: int, end: int) -> None:
        self.data = data
        self.number = number
        self.at = start
        self.end = end
        self.tick = 0

    def read(self, tempos: list[tuple[int, int]], left: int) -> int:
        """Read every event and collect the tempo changes; return how many events are left."""
        running = 0
        while self.at < self.end:
            if not left:
                raise exceeded("mid", "events", limit=MIDI_EVENTS)
            left -= 1
            self.tick += self._read_number()
            status = self._peek()
            if status >= _STATUS:
                self.at += 1
                running = status if status < _SYSTEM else running
            else:
                status = running
            if _STATUS <= status < _SYSTEM:
                self.at += _DATA_BYTES[(status >> 4) - 8]
            elif status == _META:
                if self._read_meta(tempos) == _TRACK_END:
                    break
            elif status in _EXCLUSIVE:
                length = self._read_number()
                self.at += length
            else:
                self._fail()
            if self.at > self.end:
                self._fail()
        return left

    def _peek(self) -> int:
        return self.data[self.at] if self.at < self.end else self._fail()

    def _read_meta(self, tempos: list[tuple[int, int]]) -> int:
        kind = self._peek()
        self.at += 1
        length = self._read_number()
        if kind == _TEMPO and length == _TEMPO_BYTES:
            tempos.append((self.tick, int.from_bytes(self.data[self.at : self.at + 3], "big")))
        self.at += length
        return kind

    def _read_number(self) -> int:
        """A number in groups of seven bits."""
        value = 0
        for _ in range(_NUMBER_BYTES):
            byte = self._peek()
            self.at += 1
            value = value << 7 | byte & ~_MORE
            if byte < _MORE:
                return value
        return self._fail()

    def _fail(self) -> NoReturn:
        raise damaged("mid", self.at, "midi_event", number=self.number)
