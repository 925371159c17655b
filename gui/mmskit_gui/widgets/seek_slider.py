"""A slider for going to an instant: a click goes there, the arrow keys go by seconds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

_PER_SECOND: Final = 100
_STEP: Final = 1.0
_PAGE: Final = 5.0
_HALF_HANDLE: Final = 8
_HEIGHT: Final = 24


class SeekSlider(QSlider):
    """Shows and chooses an instant between 0 and a duration.

    Signals:
        sought: the instant that the person chose, in seconds.
    """

    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSingleStep(round(_STEP * _PER_SECOND))
        self.setPageStep(round(_PAGE * _PER_SECOND))
        self.setMinimumHeight(_HEIGHT)
        self.setRange(0, 0)
        self.valueChanged.connect(lambda value: self.sought.emit(value / _PER_SECOND))

    def show_duration(self, seconds: float) -> None:
        """Reach from 0 to so many seconds."""
        with QSignalBlocker(self):
            self.setRange(0, round(seconds * _PER_SECOND))

    def show_position(self, seconds: float) -> None:
        """Show an instant. While the person holds the handle, it stays in the hand."""
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(round(seconds * _PER_SECOND))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the person pressed, and take the handle along."""
        if event.button() == Qt.MouseButton.LeftButton:
            reach = self.width() - 2 * _HALF_HANDLE
            at = round(event.position().x()) - _HALF_HANDLE
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, reach))
        super().mousePressEvent(event)
