"""Python's garbage, collected in the window's thread alone.

A collection in another thread may free a Qt object whose timer runs in this one; Qt would then fire
a timer of an object that is gone.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY: Final = 1000
"""Milliseconds between two looks."""

_YOUNG, _MIDDLE, _OLD = 0, 1, 2
_LIMITS: Final = (5_000, 10, 20)


class Collector(QObject):
    """Takes over from Python, as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.collect()
        keep_for_good()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is due, the young generation first."""
        counts = gc.get_count()
        for generation in (_OLD, _MIDDLE, _YOUNG):
            if counts[generation] > _LIMITS[generation]:
                gc.collect(generation)
                return


def keep_for_good() -> None:
    """Never look through what is there now again: hundreds of thousands of rows would take long."""
    gc.freeze()
