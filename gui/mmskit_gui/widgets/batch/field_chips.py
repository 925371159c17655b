"""The columns of the list as chips, to be put into the text by a click or a drag."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget

from mmskit_gui.batch_text import insert_field, insert_optional, insert_with_default
from mmskit_gui.widgets.flow_layout import FlowLayout


class FieldChip(QToolButton):
    """One column. A click puts it in; its menu offers a default, and a part that may be missing.

    Signals:
        wanted: an :class:`mmskit_gui.batch_text.Insertion` to put into the text.
    """

    wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._pressed: QPoint | None = None
        self.setProperty("role", "field")
        self.setText(name.replace("&", "&&"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self)
        self.plain = menu.addAction("")
        self.with_default = menu.addAction("")
        self.optional = menu.addAction("")
        self.setMenu(menu)
        self.plain.triggered.connect(lambda: self.wanted.emit(insert_field(name)))
        self.with_default.triggered.connect(self._want_default)
        self.optional.triggered.connect(self._want_optional)
        self.clicked.connect(lambda: self.wanted.emit(insert_field(name)))
        self._say_words()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it into the text."""
        start = self._pressed
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - start).manhattanLength()
        if far >= QApplication.startDragDistance():
            self._pressed = None
            self.setDown(False)
            drag = QDrag(self)
            mime = QMimeData()
            mime.setText(insert_field(self.name).said)
            drag.setMimeData(mime)
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.CopyAction)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _want_default(self) -> None:
        self.wanted.emit(insert_with_default(self.name, self.tr("customer")))

    def _want_optional(self) -> None:
        words = self.tr("{name}:").format(name=self.name)
        self.wanted.emit(insert_optional(self.name, words))

    def _say_words(self) -> None:
        named = {"field": f"{{{self.name}}}"}
        self.plain.setText(self.tr("Put in {field}").format(**named))
        self.with_default.setText(self.tr("Put in with other words where it is empty"))
        self.optional.setText(self.tr("Put in a part that is left out where it is empty"))
        said = self.tr("Put the column {name} into the text").format(name=self.name)
        self.setAccessibleName(said)
        self.setToolTip(said)


class FieldChips(QWidget):
    """A chip for each column.

    Signals:
        wanted: an :class:`mmskit_gui.batch_text.Insertion` to put into the text.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self.chips: list[FieldChip] = []
        self._hint = QLabel()
        self._hint.setProperty("role", "muted")
        self._flow = FlowLayout(self, gap=6)
        self._flow.addWidget(self._hint)
        self._say_words()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show the columns of another list."""
        if tuple(columns) == self._columns:
            return
        self._columns = tuple(columns)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [FieldChip(name, self) for name in columns]
        for chip in self.chips:
            chip.wanted.connect(partial(self.wanted.emit))
            self._flow.addWidget(chip)
            chip.show()
        self._hint.setVisible(not self.chips)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self._hint.setText(self.tr("Open a list, and its columns stand here as fields."))
