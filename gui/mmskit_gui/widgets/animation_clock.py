"""When the next picture of an animation is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from mmskit_gui.imagery import Reel

_SOONEST: Final = 0.01


class AnimationClock(QObject):
    """Counts the seconds that an animation has been moving, and wakes its widget up.

    Signals:
        due: another picture is to be shown.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._playing, self._seen = True, False
        self._passed = 0.0
        self._running = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.due)

    @property
    def now(self) -> float:
        """Seconds that it has been moving."""
        return self._passed + (self._running.elapsed() / 1000 if self._running.isValid() else 0.0)

    @property
    def waiting(self) -> bool:
        """Whether a picture will be due."""
        return self._timer.isActive()

    def start_over(self) -> None:
        """Begin at the first picture."""
        self._passed = 0.0
        self._turn()

    def play(self, *, on: bool) -> None:
        """Let it move, or hold it."""
        self._passed, self._playing = self.now, on
        self._turn()

    def see(self, *, seen: bool) -> None:
        """Hold it while nobody sees it."""
        self._passed, self._seen = self.now, seen
        self._turn()

    def wait_for(self, moving: Sequence[tuple[Reel, float]]) -> None:
        """Wake up when one of some animations, each with its pace, shows another picture."""
        self._timer.stop()
        if not self._running.isValid() or not moving:
            return
        wait = min(_find_wait(reel, pace, self.now) for reel, pace in moving)
        self._timer.start(max(1, round(max(wait, _SOONEST) * 1000)))

    def _turn(self) -> None:
        if self._playing and self._seen:
            self._running.start()
        else:
            self._running.invalidate()
            self._timer.stop()


def _find_wait(reel: Reel, pace: float, now: float) -> float:
    passed = (now * pace) % reel.ends[-1]
    end = next((end for end in reel.ends if end > passed + 1e-4), reel.ends[-1])
    return (end - passed) / pace
