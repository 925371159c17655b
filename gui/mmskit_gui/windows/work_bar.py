"""Slow work that concerns the whole message: what it is, how far it is, and a way to stop it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

Kind = Literal["fit", "import", "export", "save"]


class WorkBar(QFrame):
    """Shows one work at a time, and is gone when there is none.

    Signals:
        cancel_wanted: the kind of the work to stop.
    """

    cancel_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._kind: Kind = "fit"
        self._said = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton()
        self._cancel.setProperty("role", "ghost")
        self._cancel.clicked.connect(lambda: self.cancel_wanted.emit(self._kind))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._said)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self._say_words()
        self.hide()

    def show_progress(self, kind: Kind, done: float | None) -> None:
        """Show how far a work is; None when it is over."""
        if done is None:
            if kind == self._kind:
                self.hide()
            return
        if kind != self._kind or self.isHidden():
            self._kind = kind
            self._say_words()
            self.show()
        self._bar.setValue(round(done * 1000))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        said = {
            "fit": self.tr("Making it fit"),
            "import": self.tr("Reading files"),
            "export": self.tr("Writing the files"),
            "save": self.tr("Saving the rejected rows"),
        }[self._kind]
        self._said.setText(said)
        self._bar.setAccessibleName(said)
        self._cancel.setText(self.tr("Cancel"))
