"""What a fit changed, as a list beside the message. It blocks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.languages import Languages
from mmskit_gui.sizes import LIMIT, say_size
from mmskit_gui.style.icons import IconButton

if TYPE_CHECKING:
    from mmskit.fit.message import Fitted

_ROWS = 5
_ROW_HEIGHT = 30


class FitReport(QFrame):
    """Lists changes; a click goes to the frame.

    Signals:
        frame_wanted: the position of a frame.
        undo_wanted: the person wants the fit undone.
    """

    frame_wanted = Signal(int)
    undo_wanted = Signal()

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._result: Fitted | None = None
        self.setProperty("role", "card")
        self._heading = QLabel()
        self._heading.setProperty("role", "subheading")
        self._detail = QLabel()
        self._detail.setProperty("role", "muted")
        self._undo = QPushButton()
        self._undo.setProperty("role", "link")
        self._undo.clicked.connect(self.undo_wanted)
        self._close = IconButton("x")
        self._close.clicked.connect(self.hide)
        self.rows = QListWidget()
        self.rows.setWordWrap(True)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(self._go)
        self.rows.itemClicked.connect(self._go)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._heading)
        head.addWidget(self._detail, 1)
        head.addWidget(self._undo)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 10, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.rows)
        self.hide()

    def show_result(self, result: Fitted) -> None:
        """Show what a fit did."""
        self._result = result
        self._say_words()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self._undo.setText(self.tr("Undo"))
        self._close.name_it(self.tr("Close"))
        self.rows.setAccessibleName(self.tr("What was changed"))
        if self._result is None:
            return
        changes = self._result.changes
        if changes:
            self._heading.setText(self.tr("%n change(s) to fit", "", len(changes)))
        else:
            self._heading.setText(self.tr("Nothing had to be changed"))
        said = self.tr("{size} of {limit} · originals are kept").format(
            size=say_size(self._result.size), limit=say_size(LIMIT)
        )
        if self._result.missing:
            said = self.tr("{said} · fitted fast: the extra “best” is not installed").format(
                said=said
            )
        self._detail.setText(said)
        self._undo.setVisible(bool(changes))
        self.rows.clear()
        for change in changes:
            said = change.render(self._languages.current)
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, change.frame - 1)
            item.setToolTip(said)
            self.rows.addItem(item)
        if self._result.advice is not None:
            said = self._result.advice.render(self._languages.current)
            item = QListWidgetItem(said)
            item.setToolTip(said)
            self.rows.insertItem(0, item)
        self.rows.setVisible(bool(changes))
        self.rows.setFixedHeight(min(_ROWS, max(1, self.rows.count())) * _ROW_HEIGHT + 6)

    def _go(self, item: QListWidgetItem) -> None:
        position = item.data(Qt.ItemDataRole.UserRole)
        if position is not None:
            self.frame_wanted.emit(int(position))
