"""The events of a MIDI file, one after the other, without keeping them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, NoReturn

from mmskit.limits import MIDI_EVENTS
from mmskit.media.faults import damaged, exceeded

META: Final = 0xFF00
"""A status from here on is that of a meta event, and its kind is the low byte."""

SYSTEM: Final = 0xF0
"""A status below is that of a channel's event."""

TEMPO: Final = META | 0x51
TRACK_END: Final = META | 0x2F

_STATUS: Final = 0x80
_MORE: Final = 0x80
_EXCLUSIVE: Final = frozenset({0xF0, 0xF7})
_META_BYTE: Final = 0xFF
_DATA_BYTES: Final = (2, 2, 2, 2, 1, 1, 2)
"""Data bytes of the channel events 0x8_ to 0xE_."""

_NUMBER_BYTES: Final = 4


class Event(NamedTuple):
    """Where an event stands, and when.

    Attributes:
        track: its track's number, from 1.
        tick: ticks since the beginning.
        status: 0x80 to 0xEF with its channel, 0xF0 or 0xF7, or :data:`META` with its kind.
        start: where its data begin: behind the status, or behind the length.
        end: where they end.
    """

    track: int
    tick: int
    status: int
    start: int
    end: int


def read_events(data: bytes, tracks: Sequence[tuple[int, int]]) -> Iterator[Event]:
    """Read track after track, each to the event that ends it.

    Args:
        data: the file.
        tracks: where the events of each track start and end.

    Raises:
        MediaFault: events are damaged, or more than ``MIDI_EVENTS`` in all tracks together.
    """
    left = MIDI_EVENTS
    for number, (start, end) in enumerate(tracks, 1):
        for event in _TrackReader(data, number, start, end).read():
            if not left:
                raise exceeded("mid", "events", limit=MIDI_EVENTS)
            left -= 1
            yield event


class _TrackReader:
    """Reads one track's events."""

    def __init__(self, data: bytes, number: int, start: int, end: int) -> None:
        self.data = data
        self.number = number
        self.at = start
        self.end = end

    def read(self) -> Iterator[Event]:
        """Read every event; running status goes on behind a meta event, as in sloppy files."""
        tick = running = 0
        while self.at < self.end:
            tick += self._read_number()
            status = self._peek()
            if status >= _STATUS:
                self.at += 1
                running = status if status < SYSTEM else running
            else:
                status = running
            if _STATUS <= status < SYSTEM:
                start = self.at
                self.at += _DATA_BYTES[(status >> 4) - 8]
            else:
                status, start = self._read_system(status)
            if self.at > self.end and status != TRACK_END:
                self._fail()
            yield Event(self.number, tick, status, start, self.at)
            if status == TRACK_END:
                return

    def _read_system(self, status: int) -> tuple[int, int]:
        """Go behind an event that has its length with it; tell its status, and where data begin."""
        if status == _META_BYTE:
            status = META | self._peek()
            self.at += 1
        elif status not in _EXCLUSIVE:
            self._fail()
        length = self._read_number()
        start = self.at
        self.at += length
        return status, start

    def _peek(self) -> int:
        return self.data[self.at] if self.at < self.end else self._fail()

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
