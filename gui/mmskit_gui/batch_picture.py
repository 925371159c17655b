"""Makes the picture of a batch fit beside its longest text, beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit_gui.batch_measures import fit_batch_picture
from mmskit_gui.tasks import Lane, Task, Tasks


class BatchPicture(QObject):
    """One fitting at a time; the newest wins.

    Signals:
        busy_changed: whether a picture is being made.
        fitted: the picture as it was given, and as it is sent.
        failed: why it cannot be made.
    """

    busy_changed = Signal(bool)
    fitted = Signal(object, object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._running: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether a picture is being made."""
        return self._running is not None

    def fit(self, original: mmskit.Picture, text_bytes: int) -> None:
        """Make a picture as good as it can be beside a text of so many bytes."""

        def take(picture: mmskit.Picture) -> None:
            self._end()
            self.fitted.emit(original, picture)

        def fail(error: mmskit.MMSKitError) -> None:
            self._end()
            self.failed.emit(error)

        self._running = self._tasks.run(
            lambda _: fit_batch_picture(original, text_bytes),
            take,
            failed=fail,
            owner=self,
            lane=Lane.FIT,
        )
        self.busy_changed.emit(True)

    def cancel(self) -> bool:
        """Stop it. Returns whether there was anything to stop."""
        if self._running is None:
            return False
        self._running.cancel()
        self._end()
        return True

    def _end(self) -> None:
        self._running = None
        self.busy_changed.emit(False)
