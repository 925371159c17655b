"""The message's title, with its counter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from mmskit.limits import TITLE_CHARACTERS


class TitleField(QWidget):
    """Edits the title.

    Signals:
        edited: the title after every change by the person.
        left: the person went on to something else.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("title")
        self.field.setMinimumHeight(36)
        self._counter = QLabel()
        self._counter.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self._counter)
        self.field.textEdited.connect(self.edited)
        self.field.textChanged.connect(self._count)
        self.field.editingFinished.connect(self.left)
        self._say_words()
        self._count()

    def show_title(self, title: str) -> None:
        """Show a title; the cursor stays where it was."""
        if self.field.text() == title:
            return
        place = self.field.cursorPosition()
        self.field.setText(title)
        self.field.setCursorPosition(min(place, len(title)))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.field.setPlaceholderText(self.tr("Title of the message"))
        self.field.setAccessibleName(self.tr("Title of the message"))
        self._count()

    def _count(self) -> None:
        count = len(self.field.text())
        over = count > TITLE_CHARACTERS
        self._counter.setText(f"{count} / {TITLE_CHARACTERS}")
        self._counter.setAccessibleName(
            self.tr("{count} of {most} characters").format(count=count, most=TITLE_CHARACTERS)
        )
        role = "bad" if over else "muted"
        if self._counter.property("role") != role:
            self._counter.setProperty("role", role)
            self.field.setProperty("wrong", "true" if over else "false")
            for widget in (self._counter, self.field):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
