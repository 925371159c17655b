"""Unsaved work of an app that was killed: offered on the start page, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mmskit_gui.recoverables import Recoverable
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import CARD_CORNER, theme_of
from mmskit_gui.style.wrapping import let_wrap
from mmskit_gui.widgets.start_recent import say_folder, say_time

_ICON: Final = 20


class RecoveryRow(QWidget):
    """One piece of unsaved work.

    Signals:
        restore_wanted: the person wants to go on with it.
        discard_wanted: the person does not need it.
    """

    restore_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, recoverable: Recoverable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recoverable = recoverable
        self._said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._place = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._place.setProperty("role", "muted")
        self.restorer = QPushButton()
        self.discarder = QPushButton()
        self.discarder.setProperty("role", "ghost")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._said)
        words.addWidget(self._place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.restorer)
        row.addWidget(self.discarder)
        self.restorer.clicked.connect(lambda: self.restore_wanted.emit(recoverable))
        self.discarder.clicked.connect(lambda: self.discard_wanted.emit(recoverable))
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        original = self.recoverable.original_path
        title = self.recoverable.title or (original.stem if original else "")
        named = title or self.tr("a message without a title")
        said = self.tr("Your work from {time} was not saved: {title}").format(
            time=say_time(self.recoverable.time), title=named
        )
        self._said.setText(said)
        if original is None:
            self._place.setText(self.tr("It was never saved as a file."))
        else:
            self._place.setText(
                self.tr("Changes to {name} in {folder}").format(
                    name=original.name, folder=let_wrap(say_folder(original))
                )
            )
        self.restorer.setText(self.tr("Restore"))
        self.restorer.setAccessibleName(self.tr("Restore {title}").format(title=named))
        self.discarder.setText(self.tr("Discard"))
        self.discarder.setAccessibleName(self.tr("Discard {title}").format(title=named))


class RecoveryNotice(QFrame):
    """All unsaved work there is; hidden where there is none.

    Signals:
        restore_wanted: a :class:`Recoverable`.
        discard_wanted: a :class:`Recoverable`.
    """

    restore_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RecoveryRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16 + _ICON + 12, 12, 12, 12)
        self._column.setSpacing(12)
        self.hide()

    def show_recoverable(self, recoverables: Sequence[Recoverable]) -> None:
        """Show unsaved work."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [RecoveryRow(each, self) for each in recoverables]
        for row in self.rows:
            row.restore_wanted.connect(self.restore_wanted)
            row.discard_wanted.connect(self.discard_wanted)
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tinted card and the icon."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.soft_warn))
        painter.drawRoundedRect(QRectF(self.rect()), CARD_CORNER, CARD_CORNER)
        paint_icon(painter, "history", theme.warn, QRectF(16, 18, _ICON, _ICON))
        painter.end()
