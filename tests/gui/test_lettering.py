"""Text in the phone's letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from mmskit.lines import NEUTRAL
from mmskit_gui.style.lettering import measure, write


def draw(said: str, size: float) -> QImage:
    image = QImage(600, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    write(painter, said, QPointF(0, 90), size, "#000000")
    painter.end()
    return image


def find_right_edge(image: QImage) -> int:
    white = QColor("#ffffff")
    columns = (
        x
        for x in reversed(range(image.width()))
        if any(image.pixelColor(x, y) != white for y in range(image.height()))
    )
    return next(columns, 0)


def test_width_grows_with_the_size(qapp):
    """Twice the size is twice the width, exactly."""
    assert measure("全场咖啡 50%", 40) == pytest.approx(2 * measure("全场咖啡 50%", 20))


def test_what_must_not_be_obeyed_takes_a_square(qapp):
    """A neutral character is as wide as a Chinese one."""
    assert measure(f"a{NEUTRAL}b", 20) == pytest.approx(measure("a", 20) + 20 + measure("b", 20))


@pytest.mark.parametrize("size", [11.3, 20, 33.7])
def test_a_line_is_as_long_as_measured(qapp, size):
    """What is written ends where the measure says, at any size."""
    said = "HHHHHHHHHHHH"
    assert find_right_edge(draw(said, size)) == pytest.approx(measure(said, size), abs=size * 0.2)


def test_a_neutral_character_is_a_dot(qapp):
    """It is drawn, inside its square."""
    edge = find_right_edge(draw(NEUTRAL, 40))
    assert 20 < edge < 40
    assert draw(NEUTRAL, 40).copy(QRect(0, 90, 600, 30)) == draw("", 40).copy(QRect(0, 90, 600, 30))
