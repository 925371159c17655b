"""Writes a batch's draft down a moment after each change, so that a crash loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit_gui.batch_draft import BatchDraft, load_draft, save_draft
from mmskit_gui.tasks import Lane, Tasks

_KEEP: Final = 1_000
"""Milliseconds after a change until the draft is written down."""


class BatchKeeping(QObject):
    """Keeps one draft in a folder.

    Signals:
        failed: why it could not be written.
    """

    failed = Signal(object)

    def __init__(self, tasks: Tasks, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._folder = tasks, folder
        self._draft: BatchDraft | None = None
        self._timer = QTimer(self, singleShot=True, interval=_KEEP)
        self._timer.timeout.connect(self._keep)

    def load(self) -> BatchDraft:
        """What was kept."""
        return load_draft(self._folder)

    def keep(self, draft: BatchDraft) -> None:
        """Write a draft down soon."""
        self._draft = draft
        self._timer.start()

    def keep_now(self) -> None:
        """Write it down at once, where that was not done yet."""
        if self._draft is None:
            return
        self._timer.stop()
        try:
            save_draft(self._draft, self._folder)
        except mmskit.MMSKitError as error:
            self.failed.emit(error)

    def _keep(self) -> None:
        draft = self._draft
        if draft is None:
            return

        def kept(_done: object) -> None:
            if self._draft is draft:
                self._draft = None

        self._tasks.run(
            lambda _: save_draft(draft, self._folder),
            kept,
            failed=self.failed.emit,
            owner=self,
            lane=Lane.IMPORT,
            quick=True,
        )
