"""The outline icons, coloured from the palette."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from mmskit_gui.style.look import RESOURCES

SIZE: Final = 18
_STROKE: Final = b"currentColor"
_WIDTH: Final = (b'stroke-width="2"', b'stroke-width="1.75"')


@lru_cache(maxsize=512)
def _paint(name: str, colour: str, pixels: int) -> QPixmap:
    drawn = (RESOURCES / "icons" / f"{name}.svg").read_bytes()
    drawn = drawn.replace(_STROKE, colour.encode()).replace(*_WIDTH)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawn)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Paint an icon into a rectangle of a widget that paints itself."""
    ratio = painter.device().devicePixelRatio()
    pixmap = _paint(name, colour, max(1, round(box.width() * ratio)))
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))


def make_icon(name: str, palette: QPalette, role: QPalette.ColorRole | str | None = None) -> QIcon:
    """An icon in a palette's colours.

    Args:
        name: of the file in ``resources/icons``, without its ending.
        palette: where its colours are from.
        role: a role of the palette, or a colour ``#rrggbb``; by default the text's on buttons.
    """
    if isinstance(role, str):
        return _make(name, QColor(role).rgba(), QColor(role).rgba())
    wanted = QPalette.ColorRole.ButtonText if role is None else role
    colours = (
        palette.color(group, wanted).rgba()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
    )
    return _make(name, *colours)


@lru_cache(maxsize=1024)
def _make(name: str, active: int, disabled: int) -> QIcon:
    icon = QIcon()
    modes = [(active, QIcon.Mode.Normal)]
    if disabled != active:
        modes.append((disabled, QIcon.Mode.Disabled))
    for rgba, mode in modes:
        colour = QColor.fromRgba(rgba)
        for scale in _find_scales():
            pixmap = _paint(name, colour.name(), SIZE * scale)
            if colour.alphaF() < 1:
                pixmap = _fade(pixmap, colour.alphaF())
            pixmap.setDevicePixelRatio(scale)
            icon.addPixmap(pixmap, mode)
    return icon


def _find_scales() -> list[int]:
    """In how many sizes an icon is painted: for the finest screen there is, and for plain ones."""
    finest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return sorted({1, ceil(finest)})


def _fade(pixmap: QPixmap, opacity: float) -> QPixmap:
    faded = QPixmap(pixmap.size())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(opacity)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faded


class IconButton(QToolButton):
    """A button with an icon that follows the palette.

    Its ``role`` property is what the style sheet goes by: ``plain``, ``chip``, ``round``,
    ``primary`` or ``ghost``.
    """

    def __init__(self, icon: str, parent: QWidget | None = None, *, role: str = "plain") -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("role", role)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._colour()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        if name != self._icon:
            self._icon = name
            self._colour()

    def name_it(self, said: str, *, tip: str = "") -> None:
        """Give it its name for the screen reader and its tip."""
        self.setAccessibleName(said)
        self.setToolTip(tip or said)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icon anew when the look changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colour()

    def _colour(self) -> None:
        roles = {
            "primary": QPalette.ColorRole.HighlightedText,
            "round-primary": QPalette.ColorRole.HighlightedText,
            "round": QPalette.ColorRole.Highlight,
        }
        self.setIcon(make_icon(self._icon, self.palette(), roles.get(str(self.property("role")))))
