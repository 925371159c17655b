"""What lies over a picture for a while: where a drop goes, and why a file was not taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.drop_target import DropLight

_INSET: Final = 12


class ProblemBanner(QFrame):
    """Says, over a picture that stays, why another one was not taken.

    Signals:
        other_wanted: choose another file.
        closed: the sentence was read.
    """

    other_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._said = QLabel(wordWrap=True)
        self._said.setProperty("role", "bad")
        self.other, self.close_it = QPushButton(), IconButton("x")
        self.other.clicked.connect(self.other_wanted)
        self.close_it.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(self.other)
        row.addWidget(self.close_it)
        self.hide()
        self._say_words()

    def say(self, said: str | None) -> None:
        """Say a sentence, or nothing."""
        self._said.setText(said or "")
        self.setVisible(said is not None)
        self.raise_()

    def stand_in(self, room: QSize) -> None:
        """Stand at the foot of a widget of that size."""
        width = max(0, room.width() - 2 * _INSET)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry(_INSET, room.height() - height - _INSET, width, height)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.other.setText(self.tr("Choose another"))
        self.close_it.name_it(self.tr("Close"))


class DropTarget(DropLight):
    """Lights up while a picture is dragged over the well."""

    def say(self, *, replacing: bool) -> str:
        """What a drop does."""
        if replacing:
            return self.tr("Let go to replace the picture")
        return self.tr("Let go to add the picture")
