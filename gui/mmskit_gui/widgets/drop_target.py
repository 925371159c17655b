"""What lights up over a place while something is dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mmskit_gui.style.look import BODY, CARD_CORNER, make_font, theme_of


class DropLight(QWidget):
    """A tint and a sentence. Subclasses say in :meth:`say` what a drop does."""

    tint = 0.88
    """How much of what is below is covered, 0 to 1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._replacing = False
        self.hide()

    def appear(self, *, replacing: bool) -> None:
        """Show where the drop goes, and whether it replaces what is there."""
        self._replacing = replacing
        self.show()
        self.raise_()
        self.update()

    def say(self, *, replacing: bool) -> str:
        """What a drop does."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint the place and say what a drop does."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(theme.soft)
        tint.setAlphaF(self.tint)
        painter.setBrush(tint)
        painter.setPen(QPen(QColor(theme.accent), 2))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, CARD_CORNER - 1, CARD_CORNER - 1)
        painter.setPen(QColor(theme.ink))
        painter.setFont(make_font(BODY, bold=True))
        said = self.say(replacing=self._replacing)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
