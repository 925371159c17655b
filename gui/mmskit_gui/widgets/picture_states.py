"""What a picture well shows where there is no picture: an invitation or a sentence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import BODY, SMALL, make_font, theme_of
from mmskit_gui.widgets.invitation import Invitation

_INSET: Final = 12
_CIRCLE: Final = 56
_ICON: Final = 26
_LINE: Final = 22


class EmptyPicture(Invitation):
    """The whole area invites to give a picture, by mouse and by keyboard."""

    def sizeHint(self) -> QSize:
        """Room for the icon and two lines."""
        return QSize(320, 180)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the invitation."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        self.paint_edge(painter, theme, box, 10)
        top = box.center().y() - (_CIRCLE + _INSET + 2 * _LINE) / 2
        circle = QRectF(box.center().x() - _CIRCLE / 2, top, _CIRCLE, _CIRCLE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.soft))
        painter.drawEllipse(circle)
        icon = QRectF(0, 0, _ICON, _ICON)
        icon.moveCenter(circle.center())
        paint_icon(painter, "image-plus", theme.accent, icon)
        line = QRectF(box.left(), circle.bottom() + _INSET, box.width(), _LINE)
        painter.setPen(QColor(theme.ink))
        painter.setFont(make_font(BODY))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setPen(QColor(theme.muted))
        painter.setFont(make_font(SMALL))
        painter.drawText(line.translated(0, _LINE), Qt.AlignmentFlag.AlignCenter, self.hint)

    def say_words(self) -> None:
        """Say the words."""
        self.invite(
            self.tr("Drop a picture here, or click to choose"),
            self.tr("JPEG, GIF, PNG, WebP, BMP"),
            self.tr("Add a picture"),
        )


class WrongPicture(QWidget):
    """Says what is wrong with a picture, and the ways out.

    Signals:
        other_wanted: the person wants to choose another one.
        remove_wanted: the person wants none.
    """

    other_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._said.setMaximumWidth(440)
        self._other, self._remove = QPushButton(), QPushButton()
        self._remove.setProperty("role", "ghost")
        self._other.clicked.connect(self.other_wanted)
        self._remove.clicked.connect(self.remove_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self._other)
        buttons.addWidget(self._remove)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch()
        column.addSpacing(_CIRCLE)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._said, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addLayout(buttons)
        column.addStretch()
        self._say_words()

    def show_problem(self, said: str, *, removable: bool) -> None:
        """Say a sentence; ``removable`` tells whether there is a picture that can be removed."""
        self._said.setText(said)
        self._remove.setVisible(removable)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign above the sentence."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.rect().center().x()
        circle = QRectF(middle - 22, self._said.geometry().top() - 12 - 44, 44, 44)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.soft_bad))
        painter.drawEllipse(circle)
        icon = QRectF(0, 0, 22, 22)
        icon.moveCenter(circle.center())
        paint_icon(painter, "circle-alert", theme.bad, icon)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self._other.setText(self.tr("Choose another"))
        self._remove.setText(self.tr("Remove"))
