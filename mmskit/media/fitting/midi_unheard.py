"""Leaving out of a score what nobody hears.

Left out are texts, names, lyrics and the like (they are in no score); exclusive messages but those
that phones act on; channels without a note; controllers without a meaning; what sets something to
what it is already, or is set anew before anything has sounded; ends of notes that have ended; and
changes of tempo that change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import gcd
from typing import Final

from mmskit.media.fitting.midi_score import EXCLUSIVE, Played, Score
from mmskit.media.fitting.midi_state import (
    BANK,
    BANK_FINE,
    CONTROL,
    KEY_PRESSURE,
    NOTE_OFF,
    NOTE_ON,
    PROGRAM,
    UNDEFINED,
    Channel,
    Key,
    can_be_overtaken,
    find_key,
    is_note,
)
from mmskit.media.midi_events import SYSTEM, TEMPO
from mmskit.media.midi_time import USUAL_TEMPO

_UNIVERSAL: Final = (0x7F, 0x7E)
_LOUDNESS_OR_TUNING: Final = (4, 8)
_GENERAL_MIDI: Final = 9
_ROLAND: Final = 0x41
_YAMAHA: Final = 0x43
_DRUMS_OF_ROLAND: Final = (0x40, 0x10, 0x15)
_RESET_OF_ROLAND: Final = (0x40, 0x00, 0x7F)
_DRUMS_OF_YAMAHA: Final = (0x4C, 0x08, 0x07)
_RESET_OF_YAMAHA: Final = (0x4C, 0x00, 0x00, 0x7E)
_TOLD_APART: Final = 4
_ADDRESSED: Final = 7
"""Bytes that an exclusive message has at least, and one that sets something of a maker's."""

_CHANNELS: Final = 16

_LEAST_DIVISION: Final = 24
_LONGEST_TICK: Final = 32_000
"""Microseconds; Android's player counts a tick in 1/1024 ms with sixteen bits, up to 64 ms."""


def drop_unheard(score: Score) -> Score:
    """The same score to the ear, in fewer and smaller events."""
    return coarsen(replace(score, events=_Sieve(score).sift()))


def coarsen(score: Score) -> Score:
    """Count in larger ticks where every event is on one: shorter numbers for the same times."""
    common = score.division
    for event in score.events:
        common = gcd(common, event.tick)
    slowest = max(
        (int.from_bytes(event.data, "big") for event in score.events if event.status == TEMPO),
        default=USUAL_TEMPO,
    )
    slowest = max(slowest, USUAL_TEMPO)
    least = max(_LEAST_DIVISION, -(-slowest // _LONGEST_TICK))
    largest = max(1, score.division // least)
    step = next(size for size in range(min(common, largest), 0, -1) if common % size == 0)
    events = tuple(event._replace(tick=event.tick // step) for event in score.events)
    return replace(score, division=score.division // step, events=events, end=-(-score.end // step))


class _Sieve:
    """Goes through a score once."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._kept: list[Played | None] = []
        self._channels = [Channel() for _ in range(_CHANNELS)]
        self._open: list[dict[Key, tuple[int, int]]] = [{} for _ in range(_CHANNELS)]
        """For each channel what was set: where it stands, and when; until a note begins."""
        self._tempo: bytes | None = None
        self._tempo_at = -1
        self._begun = False

    def sift(self) -> tuple[Played, ...]:
        """What is heard."""
        playing = {
            event.status & 0xF
            for event in self._score.events
            if is_note(event.status & 0xF0, event.data) and event.status < SYSTEM
        }
        for event in self._score.events:
            if self._is_kept(event, playing):
                self._kept.append(event)
                self._begun |= event.status < SYSTEM
        return tuple(event for event in self._kept if event)

    def _is_kept(self, event: Played, playing: set[int]) -> bool:
        if event.status == TEMPO:
            return self._take_tempo(event)
        if event.status == EXCLUSIVE:
            return self._take_exclusive(event)
        return event.status & 0xF in playing and self._take(event)

    def _take_tempo(self, event: Played) -> bool:
        if event.tick >= self._score.end or event.data == self._tempo:
            return False
        if self._tempo_at >= 0:
            before = self._kept[self._tempo_at]
            if before and before.tick == event.tick:
                self._kept[self._tempo_at] = None
        self._tempo, self._tempo_at = event.data, len(self._kept)
        return True

    def _take_exclusive(self, event: Played) -> bool:
        if not is_heard(event.data, begun=self._begun):
            return False
        for channel, opened in zip(self._channels, self._open, strict=True):
            channel.forget()
            opened.clear()
        return True

    def _take(self, event: Played) -> bool:
        number, kind, data = event.status & 0xF, event.status & 0xF0, event.data
        channel = self._channels[number]
        if is_note(kind, data):
            channel.begin(data[0])
            self._open[number].clear()
            return True
        if kind in (NOTE_OFF, NOTE_ON):
            return channel.end(data[0])
        if kind == KEY_PRESSURE:
            return channel.sounding[data[0]] > 0
        if kind == CONTROL and data[0] in UNDEFINED:
            return False
        if not channel.set(kind, data):
            return False
        self._overtake(number, event)
        return True

    def _overtake(self, number: int, event: Played) -> None:
        """Leave out what was set before, if nothing has sounded with it."""
        kind, opened = event.status & 0xF0, self._open[number]
        if not can_be_overtaken(kind, event.data):
            if kind == CONTROL:
                opened.clear()
            return
        key = find_key(kind, event.data)
        if key in opened:
            at, tick = opened[key]
            if tick == event.tick or not self._channels[number].sounded:
                self._kept[at] = None
        if kind == PROGRAM:  # it has taken the bank that was set
            for bank in (BANK, BANK_FINE):
                opened.pop(bank, None)
        opened[key] = len(self._kept), event.tick


def is_heard(data: Sequence[int], *, begun: bool) -> bool:
    """Whether a phone may act on an exclusive message: loudness, tuning, drums, or a late reset.

    Args:
        data: what follows 0xF0.
        begun: whether a channel has had an event before it; a reset is of no use without.
    """
    head = tuple(data[:8])
    if len(head) < _TOLD_APART:
        return False
    maker = head[0]
    if maker in _UNIVERSAL:
        return head[2] in _LOUDNESS_OR_TUNING or (begun and head[2] == _GENERAL_MIDI)
    if maker == _ROLAND and len(head) > _ADDRESSED:
        high, middle, low = head[4:7]
        drums = (high, middle & 0xF0, low) == _DRUMS_OF_ROLAND
        return drums or (begun and head[4:7] == _RESET_OF_ROLAND)
    if maker == _YAMAHA and len(head) > _ADDRESSED:
        drums = (*head[2:4], head[5]) == _DRUMS_OF_YAMAHA
        return drums or (begun and head[2:6] == _RESET_OF_YAMAHA)
    return False
