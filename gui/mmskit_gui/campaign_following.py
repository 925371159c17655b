"""Looks at campaigns again and again while a process is at them, in whichever program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mmskit.errors import MMSKitError
from mmskit_gui.campaign_state import CampaignState, read_state
from mmskit_gui.tasks import Tasks

_LOOK_MS: Final = 400


class CampaignFollowing(QObject):
    """Knows how the followed campaigns stand.

    Signals:
        changed: a :class:`CampaignState` that is not as it was.
    """

    changed = Signal(object)

    def __init__(self, tasks: Tasks, is_alive: Callable[[Path], bool], parent: QObject) -> None:
        """Take what it works with.

        Args:
            tasks: for what is read.
            is_alive: whether a process that was started from here is at a campaign.
            parent: keeps this object.
        """
        super().__init__(parent)
        self._tasks, self._is_alive = tasks, is_alive
        self._followed: set[Path] = set()
        self._states: dict[Path, CampaignState] = {}
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def follow(self, folder: Path) -> None:
        """Look now, and as long as a process is at it."""
        self._followed.add(folder)
        self._timer.start()
        self._look()

    def find(self, folder: Path) -> CampaignState | None:
        """How a campaign stood when it was looked at last."""
        return self._states.get(folder)

    def forget(self, folder: Path) -> None:
        """Look no more."""
        self._followed.discard(folder)
        self._states.pop(folder, None)

    def stop(self) -> None:
        """Look at nothing any more."""
        self._timer.stop()
        self._followed.clear()

    def _look(self) -> None:
        if self._looking or not self._followed:
            return
        self._looking = True
        wanted = {folder: self._is_alive(folder) for folder in self._followed}
        self._tasks.run(
            lambda _: _read_all(wanted), self._take, failed=self._give_up, owner=self, quick=True
        )

    def _take(self, found: Mapping[Path, CampaignState | None]) -> None:
        self._looking = False
        for folder, state in found.items():
            if folder not in self._followed:
                continue
            if state is None or not (state.sending or self._is_alive(folder)):
                self._followed.discard(folder)
            if state is not None and state != self._states.get(folder):
                self._states[folder] = state
                self.changed.emit(state)
        if not self._followed:
            self._timer.stop()

    def _give_up(self, _error: object) -> None:
        self._looking = False


def _read_all(wanted: Mapping[Path, bool]) -> dict[Path, CampaignState | None]:
    """How campaigns stand; None for one that cannot be read, which is not asked for again."""
    found: dict[Path, CampaignState | None] = {}
    for folder, alive in wanted.items():
        try:
            found[folder] = read_state(folder, alive=alive)
        except MMSKitError:
            found[folder] = None
    return found
