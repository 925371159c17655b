"""Paints what each frame takes of the 50 KB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mmskit_gui.sizes import LIMIT, FrameSize, find_whole, say_size
from mmskit_gui.style.look import theme_of

_HIGH: Final = 10
_GAP: Final = 2


class SizeBar(QWidget):
    """A bar with a part for each frame; darker within it, what its picture, sound and text take.

    Signals:
        frame_wanted: the position of the frame whose part was clicked.
    """

    frame_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[FrameSize, ...] = ()
        self.setFixedHeight(_HIGH + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_sizes(self, sizes: Sequence[FrameSize]) -> None:
        """Show what each frame takes."""
        self._sizes = tuple(sizes)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, _HIGH + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 2, self.width(), _HIGH)
        path = QPainterPath()
        path.addRoundedRect(bar, _HIGH / 2, _HIGH / 2)
        painter.setClipPath(path)
        painter.fillRect(bar, QColor(theme.well))
        for position, part in enumerate(self._find_parts()):
            colour = QColor(theme.series[position % len(theme.series)])
            painter.fillRect(part, colour)
            self._paint_kinds(painter, part, self._sizes[position])
        if self._whole > LIMIT:
            x = self.width() * LIMIT / self._whole
            painter.setClipping(False)
            painter.fillRect(QRectF(x - 1, 0, 2, _HIGH + 4), QColor(theme.bad))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell what a part stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self._find_frame(QPointF(event.pos()))
            said = "" if position is None else self._describe(position)
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the frame."""
        position = self._find_frame(event.position())
        if position is not None:
            self.frame_wanted.emit(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the window."""
        event.ignore()

    @property
    def _whole(self) -> int:
        return find_whole(self._sizes)

    def _find_parts(self) -> list[QRectF]:
        """Where each frame's part lies; over the limit, the whole bar is what there is."""
        scale = self.width() / max(LIMIT, self._whole)
        parts, x = [], 0.0
        for size in self._sizes:
            wide = size.whole * scale
            parts.append(QRectF(x, 2, max(1.0, wide - _GAP), _HIGH))
            x += wide
        return parts

    def _paint_kinds(self, painter: QPainter, part: QRectF, size: FrameSize) -> None:
        """Lighter for the sound, lighter still for the text: picture first."""
        whole = size.picture + size.sound + size.text
        if not whole:
            return
        x = part.left() + part.width() * size.picture / whole
        ground = QColor(theme_of(self).panel)
        for share, opacity in ((size.sound, 0.35), (size.text, 0.6)):
            wide = part.width() * share / whole
            ground.setAlphaF(opacity)
            painter.fillRect(QRectF(x, part.top(), wide, part.height()), ground)
            x += wide

    def _find_frame(self, point: QPointF) -> int | None:
        for position, part in enumerate(self._find_parts()):
            if part.left() <= point.x() <= part.right() + _GAP:
                return position
        return None

    def _describe(self, position: int) -> str:
        size = self._sizes[position]
        lines = [
            self.tr("Frame {number}: {size}").format(number=position + 1, size=say_size(size.whole))
        ]
        for said, part in (
            (self.tr("Picture {size}"), size.picture),
            (self.tr("Sound {size}"), size.sound),
            (self.tr("Text {size}"), size.text),
        ):
            if part:
                lines.append(said.format(size=say_size(part)))
        return "\n".join(lines)
