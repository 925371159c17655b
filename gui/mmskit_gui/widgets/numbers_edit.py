"""The field that numbers are typed into."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mmskit_gui.clipboard import find_paths

LONG_TEXT: Final = 20_000
"""Characters from which on a pasted text becomes a list of its own instead of filling the field."""


class NumbersEdit(QPlainTextEdit):
    """The field. What is too long for one, and files, are lists of their own.

    Signals:
        list_pasted: a long text.
        file_dropped: a file's path.
    """

    list_pasted = Signal(str)
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files as well as text."""
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a file or a long text as a list, anything else as if it was typed."""
        paths = find_paths(source)
        for path in paths:
            self.file_dropped.emit(path)
        if paths:
            return
        if len(source.text()) > LONG_TEXT:
            self.list_pasted.emit(source.text())
        else:
            self.insertPlainText(source.text())
