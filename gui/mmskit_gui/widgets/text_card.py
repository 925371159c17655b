"""A frame's text, its counters, and how long the preview shows the frame."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.timeline import NAMED_SECONDS
from mmskit_gui.style.look import SMALL, make_font

_AUTOMATIC: Final = 0.0
_HEIGHT: Final = 136


class _Editor(QPlainTextEdit):
    """Plain text; undo is the document's, and files are dropped on the strip."""

    left = Signal()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text only."""
        if source.hasText():
            self.insertPlainText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files and pictures are for the wells."""
        return source.hasText() and not source.hasUrls() and not source.hasImage()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the window, and Tab to the next control."""
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(
            QKeySequence.StandardKey.Redo
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that typing is over."""
        super().focusOutEvent(event)
        self.left.emit()


class TextCard(QFrame):
    """Edits a frame's text and its time.

    Signals:
        text_edited: the text after every change by the person.
        seconds_wanted: seconds, or None for as long as the frame needs.
        left: the person went on to something else.
    """

    text_edited = Signal(str)
    seconds_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedHeight(_HEIGHT)
        self._showing = False
        self._said = ""
        self._number = 0
        self.editor = _Editor()
        self.editor.setObjectName("text")
        self.editor.setProperty("role", "bare")
        self.editor.setUndoRedoEnabled(False)
        self.editor.setTabChangesFocus(True)
        self._counter = QLabel()
        self._counter.setProperty("role", "muted")
        self._shown = QLabel()
        self._shown.setProperty("role", "muted")
        self._only = QLabel()
        self._only.setProperty("role", "muted")
        self.seconds = QDoubleSpinBox()
        self.seconds.setObjectName("seconds")
        self.seconds.setDecimals(1)
        self.seconds.setRange(_AUTOMATIC, NAMED_SECONDS[1])
        self.seconds.setSingleStep(1)
        self.seconds.setKeyboardTracking(False)
        self.seconds.setFont(make_font(SMALL))
        self.seconds.setFixedWidth(104)
        self.seconds.lineEdit().setTextMargins(8, 0, 0, 0)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._counter)
        foot.addStretch(1)
        for widget in (self._shown, self.seconds, self._only):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.editor, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self._tell_text)
        self.editor.left.connect(self.left)
        self.seconds.valueChanged.connect(self._tell_seconds)
        self._say_words()

    def show_frame(self, frame: mmskit.Frame | None, number: int) -> None:
        """Show a frame's text; the cursor stays where it was."""
        self._showing = True
        said = (frame.text if frame else None) or ""
        self.setEnabled(frame is not None)
        other = number != self._number
        self._number = number
        self._said = said
        if self.editor.toPlainText() != said:
            self._replace_text(said, to_end=other)
        seconds = frame.seconds if frame is not None else None
        self.seconds.setValue(_AUTOMATIC if seconds is None else seconds)
        self._showing = False
        self._count()
        self._name()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _replace_text(self, said: str, *, to_end: bool) -> None:
        cursor = self.editor.textCursor()
        place = len(said) if to_end else min(cursor.position(), len(said))
        self.editor.setPlainText(said)
        cursor = self.editor.textCursor()
        cursor.setPosition(place)
        self.editor.setTextCursor(cursor)

    def _tell_text(self) -> None:
        self._count()
        said = self.editor.toPlainText()
        # Qt also calls it a change when an input method composes what it has not committed yet.
        if not self._showing and said != self._said:
            self._said = said
            self.text_edited.emit(said)

    def _tell_seconds(self, value: float) -> None:
        if not self._showing:
            shortest = NAMED_SECONDS[0]
            self.seconds_wanted.emit(None if value < shortest else value)

    def _count(self) -> None:
        # What an input method has not committed yet is in no text and not counted.
        said = self.editor.toPlainText()
        count, size = len(said), len(said.encode("utf-8", "surrogatepass"))
        characters = self.tr("%n character(s)", "", count)
        self._counter.setText(
            self.tr("{characters} · {size} bytes").format(characters=characters, size=size)
        )

    def _name(self) -> None:
        said = self.tr("Text of frame {number}").format(number=self._number)
        self.editor.setAccessibleName(said)

    def _say_words(self) -> None:
        self.editor.setPlaceholderText(self.tr("Write what this frame says"))
        self._shown.setText(self.tr("Shown for"))
        self._only.setText(self.tr("in the preview only"))
        self._only.setToolTip(
            self.tr("Phones decide themselves how long they show a frame; nothing of this is sent.")
        )
        self.seconds.setSuffix(self.tr(" s"))
        self.seconds.setSpecialValueText(self.tr("Automatic"))
        self.seconds.setAccessibleName(self.tr("Seconds that the preview shows this frame"))
        self._count()
        self._name()
