"""Autosave: what is not saved yet is written beside the window, for the day the app is killed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

import mmskit
from mmskit.texts import text
from mmskit_gui.document import Document
from mmskit_gui.recoverables import (
    Recoverable,
    bring_back,
    discard,
    find_recoverable,
    open_recovered,
)
from mmskit_gui.recovery_place import RecoveryPlace
from mmskit_gui.tasks import Tasks

__all__ = [
    "Autosave",
    "Recoverable",
    "bring_back",
    "discard",
    "find_recoverable",
    "open_recovered",
]


class Autosave(QObject):
    """Writes a document soon after every change, and removes that when the document is saved.

    Args:
        document: whose work is kept.
        folder: where; made when it is needed, for this person's eyes only.
        tasks: writes beside the window.
        seconds: how long a change waits at most before it is written.

    Signals:
        written: what was not saved is on disk now.
        failed: an MMSKitError, once until it works again. It keeps trying.
    """

    written = Signal()
    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        folder: Path,
        tasks: Tasks,
        parent: QObject | None = None,
        seconds: float = 5.0,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._folder = folder
        self._tasks = tasks
        self._place = RecoveryPlace(folder)
        self._kept: mmskit.Message | None = None
        self._writing = False
        self._missed = False
        self._failing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.write)
        document.changed.connect(self._wait)
        document.clean_changed.connect(self._follow_clean)
        if not document.clean:
            self._wait()

    @property
    def place(self) -> Path:
        """Where this document's unsaved work stands, once there is any."""
        return self._folder / self._place.identity

    @Slot()
    def write(self) -> None:
        """Write now what is not saved, unless it is written already."""
        self._timer.stop()
        message = self._document.message
        self._missed = self._writing
        if self._document.clean or self._writing or _is_same(message, self._kept):
            return
        place, original = self._place, self._document.path
        self._writing = True
        self._tasks.run(
            lambda _: place.write(message, original),
            lambda _: self._end(place, message),
            failed=self._fail,
            owner=self,
            quick=True,
        )

    def adopt(self, recoverable: Recoverable) -> None:
        """Go on in the place of work that is being restored, so that it is never without a copy.

        Raises:
            MMSKitError: another window or app has it.
        """
        place = RecoveryPlace(self._folder, recoverable.id)
        if recoverable.path.parent != self._folder or not place.claim():
            raise mmskit.MMSKitError(text("gui.recovery_taken"))
        self._place.remove()
        self._place, self._kept = place, None

    @Slot()
    def forget(self) -> None:
        """Remove what was kept: the document was saved, or closed on purpose."""
        self._timer.stop()
        self._place.remove()
        self._place, self._kept = RecoveryPlace(self._folder), None

    def close(self) -> None:
        """End: what is not saved is written now, and offered back from then on.

        Raises:
            MMSKitError: it cannot be written. Nothing has ended then.
        """
        message = self._document.message
        if self._document.clean:
            self.forget()
            return
        if not _is_same(message, self._kept):
            self._place.write(message, self._document.path)
            self._kept = message
        self._timer.stop()
        self._place.let_go()
        self._place, self._kept = RecoveryPlace(self._folder), None

    @Slot()
    def _wait(self) -> None:
        # Started once, not anew with every change: who types for an hour loses no hour.
        if not self._timer.isActive():
            self._timer.start()

    @Slot(bool)
    def _follow_clean(self, clean: bool) -> None:  # noqa: FBT001 - Qt's signal
        if clean:
            self.forget()
        else:
            self._wait()

    def _end(self, place: RecoveryPlace, message: mmskit.Message) -> None:
        self._writing = self._failing = False
        if place is self._place:
            self._kept = message
            self.written.emit()
        if self._missed:
            self.write()

    def _fail(self, error: mmskit.MMSKitError) -> None:
        self._writing = False
        self._wait()
        if not self._failing:
            self._failing = True
            reason = error.sentence.figures.get("reason", error.sentence)
            self.failed.emit(mmskit.MMSKitError(text("gui.autosave_failed", reason=reason)))


def _is_same(message: mmskit.Message, other: mmskit.Message | None) -> bool:
    """Whether two messages are the same, the preview times too, which equality leaves out."""
    return message is other or (
        other is not None
        and message == other
        and [frame.seconds for frame in message.frames] == [frame.seconds for frame in other.frames]
    )
