"""Paints an instant of a picture as its plan wants it: turned, a part of it, over a colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from mmskit.media.plan import Crop, PicturePlan
from mmskit.theme import LIGHT
from mmskit_gui.style.look import GRID, SMALL, make_font

BADGE_HEIGHT: Final = 22
_VEIL: Final = 0.72
_STEP: Final = 160
_MOST: Final = 2400
_WHOLE: Final = Crop()


def paint_planned(painter: QPainter, image: QImage, plan: PicturePlan, place: QRectF) -> None:
    """Paint the part that the plan keeps into a rectangle, which it fills."""
    part = plan.crop or _WHOLE
    width = place.width() / (part.right - part.left)
    height = place.height() / (part.bottom - part.top)
    middle = QPointF(
        place.left() + width * (0.5 - part.left), place.top() + height * (0.5 - part.top)
    )
    drawn = QSizeF(height, width) if plan.turns % 2 else QSizeF(width, height)
    painter.save()
    if image.hasAlphaChannel():
        painter.fillRect(place, QColor(plan.background))
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.translate(middle)
    painter.rotate(90 * plan.turns)
    corner = QPointF(-drawn.width() / 2, -drawn.height() / 2)
    painter.drawImage(QRectF(corner, drawn), image)
    painter.restore()


def find_place(size: tuple[float, float], room: QRectF, most: float) -> QRectF:
    """The middle of a room, in a picture's shape, as large as fits.

    Args:
        size: the picture's width and height in pixels.
        room: where it goes.
        most: the most that it is enlarged.
    """
    scale = min(most, room.width() / size[0], room.height() / size[1])
    place = QRectF(0, 0, max(1.0, round(size[0] * scale)), max(1.0, round(size[1] * scale)))
    place.moveCenter(room.center())
    place.moveTopLeft(QPointF(round(place.left()), round(place.top())))
    return place


def find_decoded(width: float, height: float, ratio: float) -> tuple[int, int]:
    """The size in device pixels to decode for a size on the screen: in steps, and not too large.

    Without the steps every pixel that a window is made wider would decode the picture again.
    """
    across, down = (
        min(_MOST, -(-round(length * ratio) // _STEP) * _STEP) for length in (width, height)
    )
    return across, down


def paint_badge(painter: QPainter, said: str, at: QPointF, side: Qt.AlignmentFlag) -> None:
    """Paint a few words that can be read on any picture, in every look.

    Args:
        painter: of the widget.
        said: the words.
        at: the middle of the upper edge, or its left or right end.
        side: which of them: ``AlignHCenter``, ``AlignLeft`` or ``AlignRight``.
    """
    painter.setFont(make_font(SMALL))
    width = painter.fontMetrics().horizontalAdvance(said) + 4 * GRID
    shares = {Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1.0}
    box = QRectF(at.x() - width * shares.get(side, 0.0), at.y(), width, BADGE_HEIGHT)
    veil = QColor(LIGHT.ink)
    veil.setAlphaF(_VEIL)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil)
    painter.drawRoundedRect(box, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
    painter.setPen(QColor(LIGHT.panel))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
