"""Choosing the least quality of a picture, below which fitting never takes it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

MINIMA: Final = (None, 25.0, 45.0, 65.0, 85.0)
"""What may be chosen: the bounds between which a fitted picture is called poor, fair, good …"""


class MinimumMenu(QMenu):
    """One choice among few qualities, the one that is set now checked.

    Signals:
        wanted: the quality that the person wants at least, or None.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QActionGroup(self)
        self._choices: dict[float | None, QAction] = {}
        for minimum in MINIMA:
            action = self.addAction("")
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, wanted=minimum: self.wanted.emit(wanted))
            self._group.addAction(action)
            self._choices[minimum] = action
        self._say_words()

    def show_minimum(self, minimum: float | None) -> None:
        """Check the choice that is nearest to what is set; a file may say any number."""
        numbers = [each for each in MINIMA if each is not None]
        chosen = None
        if minimum is not None:
            wanted = minimum
            chosen = min(numbers, key=lambda each: abs(each - wanted))
        self._choices[chosen].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.setTitle(self.tr("Least quality"))
        words = {
            None: self.tr("None"),
            25.0: self.tr("Poor, but recognisable"),
            45.0: self.tr("Fair"),
            65.0: self.tr("Good"),
            85.0: self.tr("Like the original"),
        }
        for minimum, action in self._choices.items():
            action.setText(words[minimum])
