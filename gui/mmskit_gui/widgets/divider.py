"""The handle between two pictures: a slider that looks like a line with a knob."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from mmskit.theme import LIGHT
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import theme_of

WIDTH: Final = 40
_KNOB: Final = 28
_ICON: Final = 16
_WHOLE: Final = 1000
_STEP: Final = 20
_PAGE: Final = 100
_SHADE: Final = 0.35


class Divider(QSlider):
    """Stands in its parent, which moves it to where its value says. Arrow keys and mouse move it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, _WHOLE)
        self.setValue(_WHOLE // 2)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._from, self._over = 0.0, 1.0
        self._say_words()

    @property
    def share(self) -> float:
        """Where it is, 0 to 1 from left to right."""
        return self.value() / _WHOLE

    def span(self, start: float, length: float) -> None:
        """Tell it which pixels of the parent it moves over."""
        self._from, self._over = start, max(1.0, length)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setSliderDown(True)
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it to where the mouse is."""
        if self.isSliderDown():
            place = self.mapToParent(event.position()).x()
            self.setValue(round((place - self._from) / self._over * _WHOLE))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let it go."""
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line and the knob, light in every look: they lie on a picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        shade = QColor(LIGHT.ink)
        shade.setAlphaF(_SHADE)
        light = QColor(LIGHT.panel)
        painter.fillRect(QRectF(middle.x() - 2, 0, 4, self.height()), shade)
        painter.fillRect(QRectF(middle.x() - 1, 0, 2, self.height()), light)
        painter.setBrush(light)
        if self.hasFocus():
            painter.setPen(QPen(light, 6))
            painter.drawEllipse(middle, _KNOB / 2, _KNOB / 2)
            painter.setPen(QPen(QColor(theme_of(self).accent), 3))
        else:
            painter.setPen(QPen(shade, 1.5))
        painter.drawEllipse(middle, _KNOB / 2, _KNOB / 2)
        icon = QRectF(0, 0, _ICON, _ICON)
        icon.moveCenter(middle)
        paint_icon(painter, "move-horizontal", LIGHT.ink, icon)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("Compare the original with what is sent"))
        self.setToolTip(self.tr("Left the original, right what is sent"))
