"""The text with its fields: coloured as one writes, undone as one is used to."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mmskit_gui.batch_text import Insertion, MarkKind, find_marks
from mmskit_gui.style.look import theme_of


class _Colours(QSyntaxHighlighter):
    """Colours fields; one that the list does not have is underlined as well."""

    def __init__(self, document: QTextDocument, editor: QWidget) -> None:
        super().__init__(document)
        self._editor = editor
        self.known: Collection[str] = ()

    def highlightBlock(self, _said: str) -> None:
        """Colour one line; a part that may be missing can go over several."""
        block = self.currentBlock()
        start, length = block.position(), block.length()
        for mark in find_marks(self.document().toPlainText(), self.known):
            first, last = max(mark.start, start), min(mark.end, start + length)
            if first < last:
                self.setFormat(first - start, last - first, self._find_format(mark.kind))

    def _find_format(self, kind: MarkKind) -> QTextCharFormat:
        theme = theme_of(self._editor)
        shape = QTextCharFormat()
        if kind == "brace":
            shape.setForeground(QColor(theme.muted))
        elif kind == "unknown":
            shape.setForeground(QColor(theme.bad))
            shape.setBackground(QColor(theme.soft_bad))
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            shape.setUnderlineColor(QColor(theme.bad))
        else:
            shape.setForeground(QColor(theme.accent))
            shape.setBackground(QColor(theme.soft))
            shape.setFontWeight(QFont.Weight.DemiBold)
        return shape


class TemplateEdit(QPlainTextEdit):
    """Edits the template.

    Signals:
        edited: the template, after every change by the person.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.setProperty("role", "bare")
        self.setTabChangesFocus(True)
        self._colours = _Colours(self.document(), self)
        self.textChanged.connect(self._tell)
        self._say_words()

    def show_text(self, said: str, known: Collection[str]) -> None:
        """Show another template, of a list with these columns; one's own typing stays undoable."""
        self._said = said
        if said != self.toPlainText():
            self._replace_all(said)
        if tuple(known) != tuple(self._colours.known):
            self._colours.known = tuple(known)
            self._colours.rehighlight()

    def insert(self, insertion: Insertion) -> None:
        """Put something in at the cursor, and select what is to be written over."""
        cursor = self.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(insertion.said)
        first, last = insertion.selected
        cursor.setPosition(start + first)
        cursor.setPosition(start + last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only; lists and pictures have places of their own."""
        return source.hasText() and not source.hasUrls() and not source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text only."""
        self.insertPlainText(source.text())

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the fields anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colours.rehighlight()

    def _replace_all(self, said: str) -> None:
        """Replace what is there as one step that can be undone."""
        cursor = self.textCursor()
        place = cursor.position()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(said)
        cursor.endEditBlock()
        cursor.setPosition(min(place, len(said)))
        self.setTextCursor(cursor)

    def _tell(self) -> None:
        said = self.toPlainText()
        # Qt also calls it a change when only colours change, or an input method composes.
        if said != self._said:
            self._said = said
            self._colours.rehighlight()
            self.edited.emit(said)

    def _say_words(self) -> None:
        self.setPlaceholderText(
            self.tr("Write the text. Click a field above to put it in where the cursor stands.")
        )
        self.setAccessibleName(self.tr("Text with fields"))
