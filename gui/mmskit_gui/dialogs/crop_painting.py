"""Paints what lies over a picture that is being cropped."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mmskit.theme import LIGHT

Grip = tuple[int, int]
"""What is taken hold of: -1 the left (upper) edge, 1 the right (lower) one, 0 neither."""

INSIDE: Final[Grip] = (0, 0)
EDGES: Final[tuple[Grip, ...]] = ((-1, 0), (0, -1), (1, 0), (0, 1))
CORNERS: Final[tuple[Grip, ...]] = ((-1, -1), (1, -1), (1, 1), (-1, 1))

_NEAR: Final = 12
_HANDLE: Final = 10
_SHADE: Final = 0.62
_THIRD: Final = 0.65
_THIRD_SHADE: Final = 0.16


def paint_shade(painter: QPainter, place: QRectF, frame: QRectF) -> None:
    """Darken what is cut off."""
    outside, inside = QPainterPath(), QPainterPath()
    outside.addRect(place)
    inside.addRect(frame)
    shade = QColor(LIGHT.ink)
    shade.setAlphaF(_SHADE)
    painter.fillPath(outside.subtracted(inside), shade)


def paint_thirds(painter: QPainter, frame: QRectF) -> None:
    """Paint two lines across and two down, seen on light and on dark."""
    for colour, share, width in ((LIGHT.ink, _THIRD_SHADE, 3), (LIGHT.panel, _THIRD, 1)):
        thin = QColor(colour)
        thin.setAlphaF(share)
        painter.setPen(QPen(thin, width))
        for third in (1 / 3, 2 / 3):
            x, y = frame.left() + frame.width() * third, frame.top() + frame.height() * third
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))


def paint_grips(painter: QPainter, frame: QRectF, chosen: Grip | None, accent: QColor) -> None:
    """Paint the frame and its eight handles; what is chosen stands out."""
    light = QColor(LIGHT.panel)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(light, 2))
    painter.drawRect(frame)
    if chosen == INSIDE:
        painter.setPen(QPen(accent, 3))
        painter.drawRect(frame)
    elif chosen in EDGES:
        painter.setPen(QPen(accent, 4))
        painter.drawLine(*_find_ends(frame, chosen))
    painter.setBrush(light)
    for grip in (*EDGES, *CORNERS):
        side = _HANDLE + 4 if grip == chosen else _HANDLE
        handle = QRectF(0, 0, side, side)
        handle.moveCenter(_find_middle(frame, grip))
        painter.setPen(QPen(accent, 3) if grip == chosen else QPen(QColor(LIGHT.ink), 1))
        painter.drawRoundedRect(handle, 3, 3)


def find_grip(frame: QRectF, at: QPointF) -> Grip | None:
    """What is at a place: an edge, a corner, the inside; None for outside."""
    across = _find_side(at.x(), frame.left(), frame.right())
    down = _find_side(at.y(), frame.top(), frame.bottom())
    return None if across is None or down is None else (across, down)


def _find_side(at: float, start: float, end: float) -> int | None:
    near = min(_NEAR, (end - start) / 3)
    if start - _NEAR <= at <= start + near:
        return -1
    if end - near <= at <= end + _NEAR:
        return 1
    return 0 if start < at < end else None


def _find_middle(frame: QRectF, grip: Grip) -> QPointF:
    middle = frame.center()
    return middle + QPointF(grip[0] * frame.width() / 2, grip[1] * frame.height() / 2)


def _find_ends(frame: QRectF, edge: Grip) -> tuple[QPointF, QPointF]:
    across, down = edge
    if across:
        return _find_middle(frame, (across, -1)), _find_middle(frame, (across, 1))
    return _find_middle(frame, (-1, down)), _find_middle(frame, (1, down))
