"""A score that ends earlier."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from mmskit.media.fitting.midi_score import Clock, Played, Score
from mmskit.media.fitting.midi_state import CONTROL, NOTE_OFF, NOTE_ON, SUSTAIN, is_note
from mmskit.media.midi_events import SYSTEM

_PRESSED = 64


def cut(score: Score, seconds: float) -> Score:
    """End a score after so many seconds; every note ends there, and pedals are let go.

    Args:
        score: as it is.
        seconds: the length; a score that is shorter is left as it is.
    """
    end = Clock(score).find_tick(seconds)
    if end >= score.end:
        return score
    kept = [event for event in score.events if event.tick < end or _ends_note(event, end)]
    return replace(score, events=(*kept, *_close(kept, end)), end=end)


def _ends_note(event: Played, end: int) -> bool:
    kind = event.status & 0xF0
    ends = event.status < SYSTEM and kind in (NOTE_OFF, NOTE_ON)
    return event.tick == end and ends and not is_note(kind, event.data)


def _close(events: list[Played], end: int) -> list[Played]:
    """What ends everything that sounds."""
    sounding: Counter[tuple[int, int]] = Counter()
    pressed = set()
    for event in events:
        kind, channel = event.status & 0xF0, event.status & 0xF
        if event.status >= SYSTEM:
            continue
        if is_note(kind, event.data):
            sounding[channel, event.data[0]] += 1
        elif kind in (NOTE_OFF, NOTE_ON):
            place = channel, event.data[0]
            sounding[place] = max(0, sounding[place] - 1)
        elif kind == CONTROL and event.data[0] == SUSTAIN:
            pressed.discard(channel)
            if event.data[1] >= _PRESSED:
                pressed.add(channel)
    offs = [
        Played(end, NOTE_ON | channel, bytes((key, 0)))
        for (channel, key), count in sorted(sounding.items())
        for _ in range(count)
    ]
    return offs + [Played(end, CONTROL | each, bytes((SUSTAIN, 0))) for each in sorted(pressed)]
