"""The left side: the strip of frames, and where new ones are dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mmskit_gui.clipboard import can_take, copy_mime
from mmskit_gui.imagery import Imagery
from mmskit_gui.models.frames import FramesModel
from mmskit_gui.widgets.frame_strip import FrameStrip

_WIDTH = 208


class StripPane(QFrame):
    """Holds the strip.

    Signals:
        files_wanted: the person wants to choose files.
        mime_dropped: what was dropped below the strip.
    """

    files_wanted = Signal()
    mime_dropped = Signal(object)

    def __init__(
        self,
        model: FramesModel,
        imagery: Imagery,
        make_mime: Callable[[Sequence[int]], QMimeData],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "side-left")
        self.setFixedWidth(_WIDTH)
        self.setAcceptDrops(True)
        self.frames = FrameStrip(model, imagery, make_mime)
        self._add = QPushButton()
        self._add.setProperty("role", "drop")
        self._add.setObjectName("add_files_button")
        self._add.clicked.connect(self.files_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(self.frames, 1)
        column.addWidget(self._add)
        self._say_words()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what the strip takes."""
        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put it at the end."""
        event.acceptProposedAction()
        self.mime_dropped.emit(copy_mime(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self._add.setText(self.tr("Drop pictures to add"))
        self._add.setAccessibleName(self.tr("Add frames from files"))
        self.frames.setAccessibleName(self.tr("Frames"))
