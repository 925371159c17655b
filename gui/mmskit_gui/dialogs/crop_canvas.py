"""Shows a turned picture and the part of it that is kept; mouse and keys change the part."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

import mmskit
from mmskit.media.plan import PicturePlan
from mmskit_gui.cropping import Box, find_box, move_box, stretch_box, turn_size
from mmskit_gui.dialogs.crop_painting import (
    EDGES,
    INSIDE,
    Grip,
    find_grip,
    paint_grips,
    paint_shade,
    paint_thirds,
)
from mmskit_gui.imagery import Imagery
from mmskit_gui.style.look import CORNER, theme_of
from mmskit_gui.widgets.painted_picture import (
    BADGE_HEIGHT,
    find_decoded,
    find_place,
    paint_badge,
    paint_planned,
)

_STOPS: Final[tuple[Grip, ...]] = (INSIDE, *EDGES)
_MARGIN: Final = 16
_ENLARGED: Final = 4.0
_FAR: Final = 10
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    INSIDE: Qt.CursorShape.SizeAllCursor,
}


class CropCanvas(QWidget):
    """Paints the picture and its part.

    Signals:
        box_wanted: the part as the person moved or stretched it.
    """

    box_wanted = Signal(object)

    def __init__(
        self, picture: mmskit.Picture, imagery: Imagery, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture, self._imagery = picture, imagery
        self._turns, self._background = 0, PicturePlan().background
        self._box = find_box(None, (picture.width, picture.height))
        self._ratio: float | None = None
        self._said = ""
        self._part: Grip = INSIDE
        self._held: tuple[Grip, QPointF, Box] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        imagery.ready.connect(self._take)
        self._say_words()

    def show_plan(
        self, turns: int, background: str, box: Box, ratio: float | None, said: str
    ) -> None:
        """Show how it is turned, what is kept, in which shape it stays, and the size in words."""
        self._turns, self._background = turns, background
        self._box, self._ratio, self._said = box, ratio, said
        self._say_words()
        self.update()

    @property
    def size_in_pixels(self) -> tuple[int, int]:
        """The turned picture's."""
        return turn_size((self._picture.width, self._picture.height), self._turns)

    @property
    def place(self) -> QRectF:
        """Where the whole picture is painted."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        return find_place(self.size_in_pixels, room, _ENLARGED)

    @property
    def frame(self) -> QRectF:
        """Where the part that is kept is painted."""
        place, scale = self.place, self._scale
        box = self._box
        return QRectF(
            place.left() + box.left * scale.x(),
            place.top() + box.top * scale.y(),
            box.width * scale.x(),
            box.height * scale.y(),
        )

    def sizeHint(self) -> QSize:
        """Large enough to aim."""
        return QSize(640, 400)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small screen."""
        return QSize(320, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, the shade around its part, thirds and handles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = theme_of(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.well))
        painter.drawRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        place, frame = self.place, self.frame
        self._paint_picture(painter, place)
        paint_shade(painter, place, frame)
        paint_thirds(painter, frame)
        chosen = self._part if self.hasFocus() else None
        paint_grips(painter, frame, chosen, QColor(theme.accent))
        at = QPointF(frame.center().x(), frame.bottom() - BADGE_HEIGHT - 12)
        paint_badge(painter, self._said, at, Qt.AlignmentFlag.AlignHCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge, a corner or the part."""
        grip = find_grip(self.frame, event.position())
        if event.button() == Qt.MouseButton.LeftButton and grip is not None:
            self._held = (grip, event.position(), self._box)
            self._choose(grip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self._held is None:
            grip = find_grip(self.frame, event.position())
            self.setCursor(Qt.CursorShape.ArrowCursor if grip is None else _CURSORS[grip])
            return
        grip, start, box = self._held
        moved = event.position() - start
        self._change(box, grip, moved.x() / self._scale.x(), moved.y() / self._scale.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen edge, or the part, by a pixel, or by ten with Shift."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            super().keyPressEvent(event)
            return
        far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        across, down = (_FAR * way if far else way for way in arrow)
        self._change(self._box, self._part, across, down)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's
        """Let Tab go from the part to each of its edges, and then on."""
        place = _STOPS.index(self._part) + (1 if next else -1) if self._part in _STOPS else 0
        if 0 <= place < len(_STOPS):
            self._choose(_STOPS[place])
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the part, or from behind with its last edge."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._choose(_STOPS[0])
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._choose(_STOPS[-1])
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    @property
    def _scale(self) -> QPointF:
        place, size = self.place, self.size_in_pixels
        return QPointF(place.width() / size[0], place.height() / size[1])

    def _take(self, picture: object) -> None:
        if picture == self._picture:
            self.update()

    def _choose(self, part: Grip) -> None:
        self._part = part
        self._say_words()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def _change(self, box: Box, grip: Grip, across: float, down: float) -> None:
        size = self.size_in_pixels
        if grip == INSIDE:
            changed = move_box(box, round(across), round(down), size)
        else:
            changed = stretch_box(box, grip, across, down, size, self._ratio)
        if changed != self._box:
            self.box_wanted.emit(changed)

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        width, height = turn_size((round(place.width()), round(place.height())), self._turns)
        box = find_decoded(width, height, self.devicePixelRatioF())
        reel = self._imagery.find(self._picture, *box, still=True)
        if reel is not None:
            plan = PicturePlan(turns=self._turns, background=self._background)
            paint_planned(painter, reel.images[0], plan, place)

    def _say_words(self) -> None:
        said = {
            INSIDE: self.tr("Part that is kept, {size}"),
            (-1, 0): self.tr("Left edge, {size}"),
            (0, -1): self.tr("Upper edge, {size}"),
            (1, 0): self.tr("Right edge, {size}"),
            (0, 1): self.tr("Lower edge, {size}"),
        }.get(self._part, self.tr("Corner, {size}"))
        self.setAccessibleName(said.format(size=self._said))
        self.setAccessibleDescription(
            self.tr("Arrow keys move it by 1 pixel, with Shift by 10; Tab goes to its edges")
        )
