"""An area that invites to give something, by mouse, by keyboard and by a drop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from mmskit.theme import Theme


class Invitation(QAbstractButton):
    """A dashed area that is one button. Subclasses paint it, and say :meth:`say_words`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.hint = ""
        self.say_words()

    def say_words(self) -> None:
        """Say all words in the language of now."""
        raise NotImplementedError

    def invite(self, words: str, hint: str, name: str) -> None:
        """Say what can be given, of which kinds, and the name for the screen reader."""
        self.setText(words)
        self.hint = hint
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.update()

    def paint_edge(self, painter: QPainter, theme: Theme, box: QRectF, corner: float) -> None:
        """Paint the ground and its dashed edge; the edge is whole where the keyboard is."""
        lit = self.isEnabled() and (self.underMouse() or self.hasFocus())
        pen = QPen(QColor(theme.accent if lit else theme.muted), 2 if self.hasFocus() else 1.25)
        if not self.hasFocus():
            pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(theme.soft if self.isDown() else theme.panel))
        painter.drawRoundedRect(box, corner, corner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say_words()
