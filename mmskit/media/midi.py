"""Standard MIDI files: chunks walked without reading events, and the time that events take."""

from __future__ import annotations

from typing import Final, NamedTuple, NoReturn

from mmskit.limits import MIDI_EVENTS, MIDI_TRACKS, SOUND_SECONDS
from mmskit.media.faults import damaged, exceeded, place, truncated, unsupported
from mmskit.media.guests import check_archive, check_tail
from mmskit.media.kinds import SoundFacts

_HEADER_BYTES: Final = 14
_SINGLE, _TOGETHER, _INDEPENDENT = 0, 1, 2
_CHUNKS: Final = 1_000
_TEMPO, _TRACK_END = 0x51, 0x2F
_USUAL_TEMPO: Final = 500_000
"""Microseconds of a beat until a file says otherwise (120 beats a minute)."""

_FRAME_RATES: Final = {24: 24.0, 25: 25.0, 29: 30_000 / 1001, 30: 30.0}
"""Frames per second by the SMPTE code of a division; 29 is 30 drop-frame."""

_DATA_BYTES: Final = (2, 2, 2, 2, 1, 1, 2)
"""Data bytes of the channel events 0x8_ to 0xE_."""


class _Header(NamedTuple):
    """The header's figures, and where each track's events start and end."""

    division: int
    tracks: list[tuple[int, int]]


def walk(data: bytes) -> SoundFacts:
    """Read a MIDI file's header and the borders of its tracks.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, of type 2, or carries another file.

    Source: Standard MIDI Files 1.0.
    """
    _read_chunks(data)
    check_archive("mid", data)
    return SoundFacts(kind="mid")


def _read_chunks(data: bytes) -> _Header:
    if len(data) < _HEADER_BYTES:
        raise truncated("mid", len(data), place("header"))
    length = int.from_bytes(data[4:8], "big")
    form, announced, division = (
        int.from_bytes(data[at : at + 2], "big") for at in range(8, _HEADER_BYTES, 2)
    )
    if length < 6:
        raise damaged("mid", 4, "midi_header")
    if form == _INDEPENDENT:
        raise unsupported("mid", "midi_independent")
    if form > _INDEPENDENT or not announced or not division or (form == _SINGLE and announced > 1):
        raise damaged("mid", 8, "midi_header")
    if announced > MIDI_TRACKS:
        raise exceeded("mid", "tracks", count=announced, limit=MIDI_TRACKS)
    _find_ticks_per_second(division)
    return _Header(division, _find_tracks(data, 8 + length, announced))


def _find_tracks(data: bytes, at: int, announced: int) -> list[tuple[int, int]]:
    """Walk the chunks up to the last announced track; other chunks are skipped."""
    tracks: list[tuple[int, int]] = []
    for _ in range(_CHUNKS):
        if len(tracks) == announced:
            check_tail("mid", data, at)
            return tracks
        length = int.from_bytes(data[at + 4 : at + 8], "big")
        end = at + 8 + length
        if end > len(data):
            where = place("track", number=len(tracks) + 1, count=announced)
            raise truncated("mid", len(data), where)
        if data.startswith(b"MTrk", at):
            tracks.append((at + 8, end))
        at = end
    raise damaged("mid", at, "midi_chunks", limit=_CHUNKS)


def find_seconds(data: bytes) -> float:
    """How long a MIDI file plays: to the end of its longest track, by its tempo map.

    mido reads the same, but at 0.7 KB and 14 µs an event: a hostile file of 200,000 events would
    cost 140 MB and seconds. This reads times only; the tests compare the two.

    Raises:
        MediaFault: its events are damaged, or it has more than ``MIDI_EVENTS`` of them, or lasts
            longer than ``SOUND_SECONDS``.
    """
    header = _read_chunks(data)
    tempos: list[tuple[int, int]] = []
    last = 0
    left = MIDI_EVENTS
    for number, (start, end) in enumerate(header.tracks, 1):
        reader = _TrackReader(data, number, start, end)
        left -= reader.read(tempos, left)
        last = max(last, reader.tick)
    seconds = _find_time(last, sorted(tempos, key=lambda change: change[0]), header.division)
    if seconds > SOUND_SECONDS:
        raise exceeded("mid", "seconds", limit=SOUND_SECONDS // 60)
    return seconds


def _find_time(last: int, tempos: list[tuple[int, int]], division: int) -> float:
    """Seconds from the start to a tick."""
    ticks_per_second = _find_ticks_per_second(division)
    if ticks_per_second is not None:
        return last / ticks_per_second
    microseconds, tick, tempo = 0, 0, _USUAL_TEMPO
    for change, slower in tempos:
        microseconds += (change - tick) * tempo
        tick, tempo = change, slower
    microseconds += (last - tick) * tempo
    return microseconds / division / 1_000_000


def _find_ticks_per_second(division: int) -> float | None:
    """Ticks in a second under an SMPTE division; None where ticks divide a beat."""
    if division < 0x8000:
        return None
    rate = _FRAME_RATES.get(256 - (division >> 8))
    ticks = division & 0xFF
    if rate is None or not ticks:
        raise damaged("mid", 12, "midi_header")
    return rate * ticks


class _TrackReader:
    """Reads the times of one track's events."""

    def __init__(self, data: bytes, number: int, start: int, end: int) -> None:
        self.data = data
        self.number = number
        self.at = start
        self.end = end
        self.tick = 0

    def read(self, tempos: list[tuple[int, int]], most: int) -> int:
        """Read every event; collect the tempo changes, return how many events there are."""
        data, end = self.data, self.end
        running = 0
        events = 0
        while self.at < end:
            events += 1
            if events > most:
                raise exceeded("mid", "events", limit=MIDI_EVENTS)
            self.tick += self._read_number()
            status = data[self.at] if self.at < end else self._fail()
            if status >= 0x80:
                self.at += 1
                running = status if status < 0xF0 else 0
            else:
                status = running
            if 0x80 <= status < 0xF0:
                self.at += _DATA_BYTES[(status >> 4) - 8]
            elif status == 0xFF:
                if self._read_meta(tempos) == _TRACK_END:
                    break
            elif status in (0xF0, 0xF7):
                length = self._read_number()
                self.at += length
            else:
                self._fail()
            if self.at > end:
                self._fail()
        return events

    def _read_meta(self, tempos: list[tuple[int, int]]) -> int:
        kind = self.data[self.at] if self.at < self.end else self._fail()
        self.at += 1
        length = self._read_number()
        if kind == _TEMPO and length == 3:
            tempos.append((self.tick, int.from_bytes(self.data[self.at : self.at + 3], "big")))
        self.at += length
        return kind

    def _read_number(self) -> int:
        """A number in groups of seven bits, at most four bytes long."""
        value = 0
        for _ in range(4):
            if self.at >= self.end:
                break
            byte = self.data[self.at]
            self.at += 1
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value
        self._fail()

    def _fail(self) -> NoReturn:
        raise damaged("mid", self.at, "midi_event", number=self.number)
