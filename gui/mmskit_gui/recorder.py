"""Collects what a microphone delivers, and how loud it is, until there is enough."""

from __future__ import annotations

from array import array
from typing import Final

from PySide6.QtCore import QObject, Signal

from mmskit.media.fitting.pcm import Pcm
from mmskit_gui.microphone import Microphone

LONGEST_SECONDS: Final = 60

_LOUDEST: Final = 1 << 15
_LEVEL_SECONDS: Final = 0.05
_SAMPLE_BYTES: Final = 2


class Recorder(QObject):
    """Records once, or again.

    Signals:
        heard: more was recorded.
        full: nothing more has room.
        lost: a Text: why nothing more can come.
    """

    heard = Signal()
    full = Signal()
    lost = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._microphone: Microphone | None = None
        self._samples = bytearray()
        self._rate = 1
        self._counted = 0
        self.levels: list[float] = []

    @property
    def seconds(self) -> float:
        """How much was recorded."""
        return len(self._samples) / _SAMPLE_BYTES / self._rate

    @property
    def pcm(self) -> Pcm:
        """What was recorded."""
        return Pcm(bytes(self._samples), self._rate)

    def start(self, microphone: Microphone) -> None:
        """Begin."""
        self._microphone, self._rate = microphone, microphone.rate
        microphone.start(self._hear, self.lost.emit)

    def stop(self) -> None:
        """Let go of the microphone; what was recorded is kept."""
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            microphone.stop()

    def forget(self) -> None:
        """Forget what was recorded."""
        self._samples, self._counted, self.levels = bytearray(), 0, []

    def _hear(self, samples: bytes) -> None:
        room = LONGEST_SECONDS * self._rate * _SAMPLE_BYTES - len(self._samples)
        self._samples += samples[:room]
        step = round(_LEVEL_SECONDS * self._rate) * _SAMPLE_BYTES
        while self._counted + step <= len(self._samples):
            part = array("h", bytes(self._samples[self._counted : self._counted + step]))
            highest, lowest = max(part), min(part)
            self.levels.append(max(highest, -lowest) / _LOUDEST)
            self._counted += step
        self.heard.emit()
        if len(samples) >= room:
            self.full.emit()
