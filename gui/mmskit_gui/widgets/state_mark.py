"""How something stands, at a glance."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.status_note import NoteKind, find_colour


class StateMark(QWidget):
    """A round mark: how it stands, at a glance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: NoteKind = "busy"
        self.setFixedSize(40, 40)

    def show_kind(self, kind: NoteKind) -> None:
        """Show another state."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """A fixed square."""
        return QSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and the icon on it."""
        theme = theme_of(self)
        tint = {"bad": theme.soft_bad, "warn": theme.soft_warn}.get(self._kind, theme.soft)
        icon = {"ok": "check", "busy": "send", "bad": "x", "warn": "circle-help"}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawEllipse(QRectF(self.rect()))
        colour = theme.accent if self._kind == "busy" else find_colour(theme, self._kind)
        name = icon.get(self._kind, "info")
        paint_icon(painter, name, colour, QRectF(10, 10, 20, 20))
        painter.end()
