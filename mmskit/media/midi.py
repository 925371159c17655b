"""Standard MIDI files, walked by their chunks; their events are left to ``midi_time``."""

from __future__ import annotations

from typing import Final, NamedTuple

from mmskit.limits import MIDI_TRACKS
from mmskit.media import midi_time
from mmskit.media.faults import damaged, exceeded, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts

_HEADER_BYTES: Final = 14
_SINGLE, _TOGETHER, _INDEPENDENT = 0, 1, 2
_CHUNKS: Final = 1_000


class Structure(NamedTuple):
    """What the chunks tell.

    Attributes:
        form: 0 (one track) or 1 (tracks that play together).
        division: ticks of a beat, or SMPTE frames and ticks.
        tracks: where the events of each track start and end.
    """

    form: int
    division: int
    tracks: list[tuple[int, int]]


def walk(data: bytes) -> SoundFacts:
    """Read a MIDI file's header and the borders of its tracks.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, of type 2, or carries another file.

    Source: Standard MIDI Files 1.0.
    """
    read_structure(data)
    check_whole("mid", data)
    return SoundFacts(kind="mid")


def find_seconds(data: bytes) -> float:
    """How long a MIDI file plays: to the end of its longest track, by its tempo map.

    Raises:
        MediaFault: its structure or its events are damaged, it has more than ``MIDI_EVENTS`` of
            them, or lasts longer than ``SOUND_SECONDS``.
    """
    structure = read_structure(data)
    return midi_time.find_seconds(data, structure.tracks, structure.division)


def read_structure(data: bytes) -> Structure:
    """Read a MIDI file's header and the borders of its tracks.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, or of type 2.
    """
    if len(data) < _HEADER_BYTES:
        raise truncated("mid", len(data), place("header"))
    header_end = 8 + int.from_bytes(data[4:8], "big")
    form, announced, division = (
        int.from_bytes(data[at : at + 2], "big") for at in range(8, _HEADER_BYTES, 2)
    )
    if form == _INDEPENDENT:
        raise unsupported("mid", "midi_independent")
    crowded = form == _SINGLE and announced > 1
    if header_end < _HEADER_BYTES or form > _TOGETHER or not announced or crowded:
        raise damaged("mid", 8, "header")
    if announced > MIDI_TRACKS:
        raise exceeded("mid", "tracks", count=announced, limit=MIDI_TRACKS)
    midi_time.check_division(division)
    return Structure(form, division, _find_tracks(data, header_end, announced))


def _find_tracks(data: bytes, at: int, announced: int) -> list[tuple[int, int]]:
    """Where the events of every announced track start and end; other chunks are skipped."""
    tracks: list[tuple[int, int]] = []
    for _ in range(_CHUNKS):
        start = at + 8
        if start > len(data):
            where = place("track_missing", number=len(tracks) + 1, count=announced)
            raise truncated("mid", len(data), where)
        length = int.from_bytes(data[at + 4 : start], "big")
        end = start + length
        if end > len(data):
            where = place("track", number=len(tracks) + 1, count=announced, claimed=length)
            raise truncated("mid", len(data), where)
        if data.startswith(b"MTrk", at):
            tracks.append((start, end))
        if len(tracks) == announced:
            check_tail("mid", data, end)
            return tracks
        at = end
    raise damaged("mid", at, "blocks", limit=_CHUNKS)
