"""The phone around the screen: its frame and its shadow, painted once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from mmskit.media.drawing.screen import STANDARD, Box, Phone
from mmskit.theme import Theme

BEZEL: Final = 13
"""Logical pixels between the screen and the phone's outer edge."""
_SCREEN_RADIUS: Final = 34
_EDGE: Final = 1.5
_LARGEST: Final = 1.2
_SHADOW_SIDE: Final = 10
_SHADOW_ABOVE: Final = 6
_SHADOW_BELOW: Final = 18
_SHADOW_DROP: Final = 6
_SHADOW_BLUR: Final = 8.0
_SHADOW_OPACITY: Final = 0.2
_SHADOW_STEPS: Final = 16


@dataclass(frozen=True)
class Place:
    """Where the screen stands in a widget; its edges lie on the device's pixels.

    Attributes:
        left: of the screen, in the widget's unit.
        top: of the screen, in the widget's unit.
        scale: the widget's units for a logical pixel of the phone.
        ratio: the device's pixels for a unit of the widget.
    """

    left: float
    top: float
    scale: float
    ratio: float

    def find_rect(self, box: Box) -> QRectF:
        """Where something on the screen is in the widget."""
        return QRectF(
            self.left + box.x * self.scale,
            self.top + box.y * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )

    def find_pixels(self, box: Box) -> tuple[int, int]:
        """How many of the device's pixels something takes across and down, at least one."""
        whole = self.snap(self.find_rect(box))
        return round(whole.width() * self.ratio), round(whole.height() * self.ratio)

    def snap(self, rect: QRectF) -> QRectF:
        """A rectangle whose edges lie on the device's pixels, at least one pixel each way."""
        ratio = self.ratio
        left, top = round(rect.left() * ratio), round(rect.top() * ratio)
        right = max(left + 1, round(rect.right() * ratio))
        lower = max(top + 1, round(rect.bottom() * ratio))
        return QRectF(left / ratio, top / ratio, (right - left) / ratio, (lower - top) / ratio)


def find_place(phone: Phone, width: float, height: float, ratio: float) -> Place:
    """Where a phone's screen stands in a widget, as large as fits.

    A phone smaller than the usual one is shown smaller, not nearer.
    """
    wide, high = max(phone.width, STANDARD.width), max(phone.height, STANDARD.height)
    scale = min(
        _LARGEST,
        (width - 2 * _SHADOW_SIDE) / (wide + 2 * BEZEL),
        (height - _SHADOW_ABOVE - _SHADOW_BELOW) / (high + 2 * BEZEL),
    )
    scale = max(scale, 0.05)
    left = (width - phone.width * scale) / 2
    room = height - _SHADOW_ABOVE - _SHADOW_BELOW
    top = _SHADOW_ABOVE + (room - phone.height * scale) / 2
    return Place(round(left * ratio) / ratio, round(top * ratio) / ratio, scale, ratio)


def find_height(phone: Phone, width: float) -> int:
    """How high a widget of a width is at most worth being."""
    wide, high = max(phone.width, STANDARD.width), max(phone.height, STANDARD.height)
    scale = min(_LARGEST, (width - 2 * _SHADOW_SIDE) / (wide + 2 * BEZEL))
    return round((high + 2 * BEZEL) * scale) + _SHADOW_ABOVE + _SHADOW_BELOW


def paint_body(painter: QPainter, screen: QRectF, place: Place, theme: Theme) -> None:
    """Paint the phone's frame with a hole for the screen, over what the screen shows."""
    body = _make_body(screen.width(), screen.height(), place.scale, place.ratio, theme)
    around = _find_around(place.scale)
    painter.drawPixmap(screen.topLeft() - QPointF(around, around), body)


def find_clip(screen: QRectF, scale: float) -> QPainterPath:
    """What the screen may paint on: its corners end below the phone's frame."""
    path = QPainterPath()
    radius = _SCREEN_RADIUS * scale * 0.8
    path.addRoundedRect(screen, radius, radius)
    return path


def find_outline(screen: QRectF, scale: float, distance: float) -> tuple[QRectF, float]:
    """The phone's outer edge, or a line at a distance around it, and the radius of its corners."""
    grown = BEZEL * scale + distance
    rect = screen.adjusted(-grown, -grown, grown, grown)
    return rect, _SCREEN_RADIUS * scale + grown


def _find_around(scale: float) -> int:
    """Whole units around the screen that frame and shadow take."""
    return int(BEZEL * scale + 3 * _SHADOW_BLUR * scale + _SHADOW_DROP) + 1


@lru_cache(maxsize=6)
def _make_body(width: float, height: float, scale: float, ratio: float, theme: Theme) -> QPixmap:
    around = _find_around(scale)
    pixmap = QPixmap(round((width + 2 * around) * ratio), round((height + 2 * around) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    screen = QRectF(around, around, width, height)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _paint_shadow(painter, screen, scale)
    for distance, colour in ((0.0, theme.edge), (-_EDGE * scale, theme.bezel)):
        rect, radius = find_outline(screen, scale, distance)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(rect, radius, radius)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.setBrush(QColor("#000000"))
    radius = _SCREEN_RADIUS * scale
    painter.drawRoundedRect(screen, radius, radius)
    painter.end()
    return pixmap


def _paint_shadow(painter: QPainter, screen: QRectF, scale: float) -> None:
    """Many faint rounded rectangles in one another, as dense as a bell curve."""
    painter.save()
    painter.translate(0, _SHADOW_DROP * scale)
    blur = _SHADOW_BLUR * scale
    spreads = [2 - 4 * index / (_SHADOW_STEPS - 1) for index in range(_SHADOW_STEPS)]
    weights = [exp(-spread * spread / 2) for spread in spreads]
    for spread, weight in zip(spreads, weights, strict=True):
        shade = QColor("#000000")
        shade.setAlphaF(_SHADOW_OPACITY * weight / sum(weights))
        rect, radius = find_outline(screen, scale, spread * blur)
        painter.setBrush(shade)
        painter.drawRoundedRect(rect, radius, radius)
    painter.restore()
