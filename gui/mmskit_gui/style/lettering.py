"""Text at any size, as a phone shows it: measured and written with the same letters."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from mmskit.lines import NEUTRAL, break_lines
from mmskit_gui.style.look import make_font

_DRAWN: Final = 64
"""Letters are laid out at this many pixels and scaled, so that a line is as long as was measured."""
_LINE_HEIGHT: Final = 1.45
_BASELINE: Final = 0.86
_FAINT: Final = 0.3


@lru_cache(maxsize=1)
def _make_letters() -> tuple[QFont, QFontMetricsF]:
    font = make_font(_DRAWN)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font, QFontMetricsF(font)


def measure(said: str, size: float) -> float:
    """How wide a text is, in the unit of ``size``. A :data:`~mmskit.lines.Measure`."""
    return _measure(said) * size / _DRAWN


@lru_cache(maxsize=1 << 14)
def _measure(said: str) -> float:
    _, metrics = _make_letters()
    parts = said.split(NEUTRAL)
    return sum(map(metrics.horizontalAdvance, parts)) + _DRAWN * (len(parts) - 1)


def write(painter: QPainter, said: str, place: QPointF, size: float, colour: str) -> None:
    """Write one line.

    Args:
        painter: of a widget or an image.
        said: what; each :data:`~mmskit.lines.NEUTRAL` becomes a quiet dot.
        place: the left end of the baseline.
        size: of the font, in the painter's unit.
        colour: ``#rrggbb``.
    """
    font, metrics = _make_letters()
    painter.save()
    painter.translate(place)
    painter.scale(size / _DRAWN, size / _DRAWN)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    x = 0.0
    for index, part in enumerate(said.split(NEUTRAL)):
        if index:
            _paint_dot(painter, x, colour)
            x += _DRAWN
        if part:
            painter.drawText(QPointF(x, 0), part)
            x += metrics.horizontalAdvance(part)
    painter.restore()


def write_block(painter: QPainter, said: str, room: QRectF, size: float, colour: str) -> None:
    """Write a sentence in the middle of a rectangle, in as many lines as it takes."""
    lines = break_lines(said, room.width(), size, measure)
    step = size * _LINE_HEIGHT
    top = room.center().y() - len(lines) * step / 2
    for index, line in enumerate(lines):
        x = room.center().x() - measure(line, size) / 2
        y = top + index * step + (step - size) / 2 + size * _BASELINE
        write(painter, line, QPointF(x, y), size, colour)


def _paint_dot(painter: QPainter, x: float, colour: str) -> None:
    faint = QColor(colour)
    faint.setAlphaF(_FAINT)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint)
    painter.drawEllipse(QRectF(x + 0.2 * _DRAWN, -0.66 * _DRAWN, 0.6 * _DRAWN, 0.6 * _DRAWN))
    painter.restore()
