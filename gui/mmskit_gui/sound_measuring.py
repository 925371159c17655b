"""What takes a while to know of a frame's sound: how long it is, and how loud over its time."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.media.plan import SoundPlan
from mmskit_gui.editing import find_original_sound, find_sound_plan
from mmskit_gui.sound_facts import Measured, measure, measure_loudness
from mmskit_gui.tasks import Task, Tasks, Work

_KNOWN: Final = 16


@dataclass(frozen=True)
class FrameSound:
    """The sound of a frame.

    Attributes:
        sent: what is sent now.
        original: as the person gave it.
        plan: what is wanted of it.
    """

    sent: mmskit.Sound
    original: mmskit.Sound
    plan: SoundPlan


def find_sound(frame: mmskit.Frame | None) -> FrameSound | None:
    """The sound of a frame, or None where it has none."""
    original = None if frame is None else find_original_sound(frame)
    if frame is None or frame.sound is None or original is None:
        return None
    return FrameSound(frame.sound, original, find_sound_plan(frame))


class SoundMeasuring(QObject):
    """Measures one sound after the other, and remembers the last ones.

    Signals:
        found: something more is known.
    """

    found = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._lengths: OrderedDict[tuple[mmskit.Sound, mmskit.Sound], Measured] = OrderedDict()
        self._peaks: OrderedDict[mmskit.Sound, tuple[float, ...]] = OrderedDict()
        self._running: list[Task] = []

    def measure(self, sound: FrameSound | None) -> None:
        """Find out what is not known of a sound; nobody waits for others any more."""
        for task in self._running:
            task.cancel()
        self._running = []
        if sound is None:
            return
        original, sent = sound.original, sound.sent
        if original.facts.seconds is None or sent.facts.seconds is None:
            self._find_out(self._lengths, (original, sent), lambda _: measure(original, sent))
        self._find_out(self._peaks, original, lambda report: measure_loudness(original, report))

    def find_peaks(self, sound: FrameSound) -> tuple[float, ...]:
        """How loud the original is over its time; empty as long as that is not known."""
        return self._peaks.get(sound.original, ())

    def find_lengths(self, sound: FrameSound | None) -> Measured:
        """How long a sound is, as far as that is known by now; 0 is not known yet."""
        if sound is None:
            return Measured(0.0, 0.0)
        original, sent = sound.original, sound.sent
        kept = self._lengths.get((original, sent))
        return kept or Measured(original.facts.seconds or 0.0, sent.facts.seconds or 0.0)

    def _find_out(self, kept: OrderedDict[Any, Any], key: object, work: Work) -> None:
        if key in kept:
            return

        def keep(found: object) -> None:
            kept[key] = found
            while len(kept) > _KNOWN:
                kept.popitem(last=False)
            self.found.emit()

        self._running.append(self._tasks.run(work, keep, owner=self, quick=True))
