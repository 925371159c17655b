"""The handle at an end of the kept part of a sound: a slider that looks like a thin bracket."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSlider, QWidget

from mmskit_gui.style.look import theme_of

WIDTH: Final = 16
_LINE: Final = 2.0
_KNOB: Final = (8.0, 18.0)
_STEP: Final = 100
_LEAP: Final = 1_000


class TrimHandle(QSlider):
    """Stands in a waveform, which moves it to where its value, in milliseconds, says.

    Signals:
        dragged: it was moved by the mouse, and is still held.
        stepped: it was moved for good: let go, or moved by the keyboard.
    """

    dragged = Signal()
    stepped = Signal()

    def __init__(self, side: Literal["start", "end"], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._side = side
        self._over = 1.0
        self._held: int | None = None
        self._taken_at = 0.0
        self._lit = False
        self.setSingleStep(_STEP)
        self.setPageStep(_LEAP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFixedWidth(WIDTH)
        self._say_words()

    @property
    def held(self) -> bool:
        """Whether the mouse holds it."""
        return self._held is not None

    def span(self, length: float, milliseconds: int) -> None:
        """Tell it how many pixels stand for how much time."""
        self._over = max(1.0, length) / max(1, milliseconds)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._held = self.value()
            self._taken_at = event.globalPosition().x()
            self.update()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it to where the mouse is."""
        if self._held is None:
            return
        before = self.value()
        way = event.globalPosition().x() - self._taken_at
        self.setValue(self._held + round(way / self._over))
        if self.value() != before:
            self.dragged.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let it go."""
        held, self._held = self._held, None
        self.update()
        if held is not None and held != self.value():
            self.stepped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it by a tenth of a second, with Shift by a second; Esc lets the mouse's go back."""
        keys = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
        }
        wide = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        before = self.value()
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            held, self._held = self._held, None
            self.setValue(held)
            self.dragged.emit()
        elif event.key() in keys:
            step = keys[Qt.Key(event.key())]
            self.setValue(before + step * (_LEAP if wide else _STEP))
        elif event.key() == Qt.Key.Key_Home:
            self.setValue(self.minimum())
        elif event.key() == Qt.Key.Key_End:
            self.setValue(self.maximum())
        else:
            event.ignore()
            return
        if self.value() != before and self._held is None and event.key() != Qt.Key.Key_Escape:
            self.stepped.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be taken."""
        super().enterEvent(event)
        self._lit = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Be quiet again."""
        super().leaveEvent(event)
        self._lit = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a line and, in its middle, a knob."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        accent = QColor(theme.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(middle - _LINE / 2, 1, _LINE, self.height() - 2), 1, 1)
        strong = self._lit or self.held
        knob = QRectF(0, 0, *_KNOB)
        knob.moveCenter(QRectF(self.rect()).center())
        painter.setBrush(accent if strong or self.hasFocus() else QColor(theme.panel))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.ink), 2))
        else:
            painter.setPen(QPen(accent, 1.5))
        painter.drawRoundedRect(knob, knob.width() / 2, knob.width() / 2)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def say_time(self, said: str) -> None:
        """Tell where it is, in words."""
        self.setAccessibleDescription(said)

    def _say_words(self) -> None:
        if self._side == "start":
            self.setAccessibleName(self.tr("Beginning of the part that is kept"))
            said = self.tr("Drag to leave out the beginning (arrow keys: 0.1 s, with Shift: 1 s)")
        else:
            self.setAccessibleName(self.tr("End of the part that is kept"))
            said = self.tr("Drag to leave out the end (arrow keys: 0.1 s, with Shift: 1 s)")
        self.setToolTip(said)
