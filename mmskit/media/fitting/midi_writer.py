"""A score written as a MIDI file by mido: running status, ends of notes as notes without loudness."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mmskit.media.fitting.midi_score import EXCLUSIVE, EXCLUSIVE_END, Played, Score
from mmskit.media.fitting.midi_state import NOTE_OFF, NOTE_ON
from mmskit.media.midi_events import SYSTEM, TEMPO

if TYPE_CHECKING:
    from mido import MidiTrack


def write_score(score: Score) -> bytes:
    """Write a score in the smaller of its forms: one track, or one for each channel.

    What was one track stays one; some phones play no other.
    """
    one = _write(score, 0, [_order(score.events)])
    if score.form == 0:
        return one
    return min(one, _write(score, 1, _split(score.events)), key=len)


def _order(events: Sequence[Played]) -> list[Played]:
    """What is at one time goes channel by channel, for running status; that is not heard."""
    return sorted(events, key=lambda event: (event.tick, _find_channel(event)))


def _find_channel(event: Played) -> int:
    """A channel, or -1 for what concerns them all."""
    return event.status & 0xF if event.status < SYSTEM else -1


def _split(events: Sequence[Played]) -> list[list[Played]]:
    """A track for each channel; what concerns all is in the first, which players take first."""
    channels = sorted({_find_channel(event) for event in events} - {-1}) or [-1]
    first = [event for event in events if _find_channel(event) in (-1, channels[0])]
    rest = [[event for event in events if _find_channel(event) == each] for each in channels[1:]]
    return [_order(first), *rest]


def _write(score: Score, form: int, tracks: Iterable[Sequence[Played]]) -> bytes:
    import mido  # noqa: PLC0415 - takes long, and most commands never need it

    file = mido.MidiFile(type=form, ticks_per_beat=score.division)
    file.tracks = [_make_track(events, score.end) for events in tracks]
    written = io.BytesIO()
    file.save(file=written)
    return written.getvalue()


def _make_track(events: Sequence[Played], end: int) -> MidiTrack:
    import mido  # noqa: PLC0415 - see above

    track, now = mido.MidiTrack(), 0
    for event in events:
        track.append(_make_message(event, event.tick - now))
        now = event.tick
    track.append(mido.MetaMessage("end_of_track", time=end - now))
    return track


def _make_message(event: Played, time: int) -> object:
    import mido  # noqa: PLC0415 - see above

    if event.status == TEMPO:
        return mido.MetaMessage("set_tempo", tempo=int.from_bytes(event.data, "big"), time=time)
    if event.status == EXCLUSIVE:
        return mido.Message("sysex", data=event.data.removesuffix(EXCLUSIVE_END), time=time)
    status, data = event.status, event.data
    if status & 0xF0 == NOTE_OFF:
        status, data = NOTE_ON | status & 0xF, bytes((data[0], 0))
    return mido.Message.from_bytes([status, *data], time=time)
