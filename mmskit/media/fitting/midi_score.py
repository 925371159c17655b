"""What is played in a MIDI file: the events of all tracks in the order in which they are played.

Two readers that share no code make a score, ours and mido's. Nothing is made of a file that they
do not read alike.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from mmskit.limits import SOUND_SECONDS
from mmskit.media.kinds import MediaFault
from mmskit.media.midi import read_structure
from mmskit.media.midi_events import META, SYSTEM, TEMPO, read_events
from mmskit.media.midi_time import SMPTE, TEMPO_BYTES, USUAL_TEMPO

MOST_EVENTS: Final = 20_000
"""A file with more is left alone: an event takes two bytes at least, and mido 0.7 KB of memory."""

EXCLUSIVE: Final = 0xF0
EXCLUSIVE_END: Final = b"\xf7"
_CONTINUED: Final = 0xF7
_PORT: Final = META | 0x21
_HIGHEST: Final = 0x7F
_SECOND: Final = 1_000_000


class UnreadableScore(ValueError):  # noqa: N818 - a reason to leave a file alone, seen by nobody
    """A file that is not understood well enough to be written anew."""


class Played(NamedTuple):
    """An event that may be heard: a channel's, an exclusive one, or a change of tempo."""

    tick: int
    status: int
    data: bytes


@dataclass(frozen=True)
class Score:
    """What is played.

    Attributes:
        form: 0 or 1, as the file's header says.
        division: ticks of a beat.
        events: in the order in which they are played.
        end: the tick at which the longest track ends.
    """

    form: int
    division: int
    events: tuple[Played, ...]
    end: int


class Clock:
    """Tells the time of ticks, exactly."""

    def __init__(self, score: Score) -> None:
        self._division = score.division
        self._starts = [0]
        self._changes = [(0, 0, USUAL_TEMPO)]  # a tick, its microseconds by a beat's ticks, tempo
        for event in score.events:
            if event.status == TEMPO:
                tick, passed, tempo = self._changes[-1]
                passed += (event.tick - tick) * tempo
                self._starts.append(event.tick)
                self._changes.append((event.tick, passed, int.from_bytes(event.data, "big")))

    def find_time(self, tick: int) -> int:
        """When a tick is, exactly: in microseconds divided by the score's division."""
        start, passed, tempo = self._changes[bisect_right(self._starts, tick) - 1]
        return passed + (tick - start) * tempo

    def find_tick(self, seconds: float) -> int:
        """The last tick that is not later than so many seconds."""
        wanted = int(seconds * self._division * _SECOND)
        at = bisect_right([passed for _, passed, _ in self._changes], wanted) - 1
        start, passed, tempo = self._changes[at]
        return start + (wanted - passed) // tempo if tempo else start


def read_score(data: bytes) -> Score:
    """Read a file by our own reader.

    Raises:
        UnreadableScore: it is damaged, has more than :data:`MOST_EVENTS`, counts frames of a film,
            lasts longer than ``SOUND_SECONDS``, or has something in it that only some players
            understand.
    """
    try:
        structure = read_structure(data)
        if structure.division & SMPTE:
            raise UnreadableScore("SMPTE")
        end, found = 0, []
        for number, event in enumerate(read_events(data, structure.tracks)):
            if number >= MOST_EVENTS:
                raise UnreadableScore("events")
            end = max(end, event.tick)
            played = Played(event.tick, event.status, data[event.start : event.end])
            if _is_played(played):
                found.append(played)
    except MediaFault as fault:
        raise UnreadableScore(str(fault)) from None
    score = Score(structure.form, structure.division, _order(found), end)
    if Clock(score).find_time(end) > SOUND_SECONDS * _SECOND * score.division:
        raise UnreadableScore("seconds")
    return score


def read_score_by_mido(data: bytes) -> Score:
    """Read a file by mido.

    Raises:
        UnreadableScore: mido cannot.
    """
    import mido  # noqa: PLC0415 - takes long, and most commands never need it

    try:
        file = mido.MidiFile(file=io.BytesIO(data))
        found, end = [], 0
        for track in file.tracks:
            tick = 0
            for message in track:
                tick += message.time
                status, *content = message.bytes()
                if message.type == "set_tempo":
                    found.append(Played(tick, TEMPO, bytes(content[2:])))
                elif status == EXCLUSIVE or status < SYSTEM:
                    found.append(Played(tick, status, bytes(content)))
            end = max(end, tick)
    except Exception as error:  # noqa: BLE001 - mido raises OSError, EOFError, ValueError, KeyError and more
        raise UnreadableScore(str(error)) from None
    return Score(file.type, file.ticks_per_beat, _order(found), end)


def _is_played(event: Played) -> bool:
    """Whether it can be heard at all. Raises UnreadableScore where players differ."""
    if event.status == _CONTINUED or (event.status == _PORT and any(event.data)):
        raise UnreadableScore("continued")
    if event.status == TEMPO:
        return len(event.data) == TEMPO_BYTES
    sound = all(value <= _HIGHEST for value in event.data.removesuffix(EXCLUSIVE_END))
    if event.status < SYSTEM and not sound:
        raise UnreadableScore("data")
    return event.status < SYSTEM or (
        event.status == EXCLUSIVE and sound and event.data.endswith(EXCLUSIVE_END)
    )


def _order(events: Iterable[Played]) -> tuple[Played, ...]:
    """By time; what is at one time goes track by track, as players do it."""
    return tuple(sorted(events, key=lambda event: event.tick))
