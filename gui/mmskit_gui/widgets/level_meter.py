"""How loud it is just now, while somebody speaks into the microphone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mmskit_gui.style.look import CORNER, theme_of

STAGE: Final = 84
"""Pixels: how high the ground is that loudness is shown on."""

_BAR: Final = 3
_PITCH: Final = 5
_HIGHEST: Final = 48
_LOWEST: Final = 3


class LevelMeter(QWidget):
    """The loudness of the last seconds as bars, the newest at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_levels(self, levels: tuple[float, ...]) -> None:
        """Show levels from 0 to 1."""
        self._levels = levels
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, STAGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars; where nothing was heard yet, dots."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = max(1, self.width() // _PITCH)
        shown = self._levels[-count:]
        middle = self.height() / 2
        for index in range(count):
            place = index - (count - len(shown))
            level = shown[place] if place >= 0 else 0.0
            high = max(_LOWEST, min(1.0, level**0.6) * _HIGHEST)  # quiet speech is seen, too
            painter.setBrush(QColor(theme.accent if place >= 0 else theme.muted))
            painter.setOpacity(1.0 if place >= 0 else 0.3)
            x = index * _PITCH
            painter.drawRoundedRect(QRectF(x, middle - high / 2, _BAR, high), _BAR / 2, _BAR / 2)


class Stage(QWidget):
    """The quiet ground on which the loudness is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(STAGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme_of(self).well))
        painter.drawRoundedRect(QRectF(self.rect()), CORNER, CORNER)
