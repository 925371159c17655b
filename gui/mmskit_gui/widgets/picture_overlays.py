"""What lies over a picture for a while: where a drop goes, and why a file was not taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from mmskit_gui.style.icons import IconButton
from mmskit_gui.style.look import BODY, CARD_CORNER, make_font, theme_of

_INSET: Final = 12
_TINT: Final = 0.88


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


class DropTarget(QWidget):
    """Lights up while a picture is dragged over the well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._replacing = False
        self.hide()

    def appear(self, *, replacing: bool) -> None:
        """Show where the drop goes, and whether it replaces a picture."""
        self._replacing = replacing
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint the well and say what a drop does."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(theme.soft)
        tint.setAlphaF(_TINT)
        painter.setBrush(tint)
        painter.setPen(QPen(QColor(theme.accent), 2))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, CARD_CORNER - 1, CARD_CORNER - 1)
        painter.setPen(QColor(theme.ink))
        painter.setFont(make_font(BODY, bold=True))
        said = (
            self.tr("Let go to replace the picture")
            if self._replacing
            else self.tr("Let go to add the picture")
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
