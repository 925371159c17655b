"""A picture as it was given beside what is sent of it, with a handle between the two."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

import mmskit
from mmskit.media.plan import PicturePlan
from mmskit_gui.cropping import find_box, turn_size
from mmskit_gui.imagery import Imagery, Reel
from mmskit_gui.style.look import CARD_CORNER, theme_of
from mmskit_gui.widgets.animation_clock import AnimationClock
from mmskit_gui.widgets.divider import WIDTH as DIVIDER_WIDTH
from mmskit_gui.widgets.divider import Divider
from mmskit_gui.widgets.painted_picture import find_decoded, find_place, paint_badge, paint_planned

_ENLARGED: Final = 2.0
"""A small picture is shown at most so many times as large as it is."""
_BADGE_INSET: Final = 12
_AS_IT_IS: Final = PicturePlan()


class CompareView(QWidget):
    """Shows one picture, or two in the same place of which the handle uncovers more or less.

    Signals:
        drag_wanted: the picture is being dragged away.
        resized: its size has changed.
    """

    drag_wanted = Signal()
    resized = Signal()

    def __init__(self, imagery: Imagery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imagery = imagery
        self._original: mmskit.Picture | None = None
        self._sent: mmskit.Picture | None = None
        self._plan = _AS_IT_IS
        self._badges = ("", "")
        self._reels: dict[bytes, Reel] = {}
        self._pressed: QPoint | None = None
        self.clock = AnimationClock(self)
        self.clock.due.connect(self._tick)
        self.divider = Divider(self)
        self.divider.hide()
        self.divider.valueChanged.connect(lambda _: self._place_divider())
        self.setMinimumHeight(160)
        imagery.ready.connect(self._take)

    def show_pictures(
        self,
        original: mmskit.Picture | None,
        sent: mmskit.Picture | None,
        plan: PicturePlan,
    ) -> None:
        """Show an original with its plan, and what is sent; None leaves one of them out."""
        if (original, sent, plan) == (self._original, self._sent, self._plan):
            return
        if (original, sent) != (self._original, self._sent):
            self.clock.start_over()
        self._original, self._sent, self._plan = original, sent, plan
        wanted = {picture.data for picture in (original, sent) if picture}
        self._reels = {data: reel for data, reel in self._reels.items() if data in wanted}
        self._place_divider()
        self._tick()

    def say_badges(self, original: str, sent: str) -> None:
        """Say what the two are; an empty badge is none."""
        self._badges = (original, sent)
        self.update()

    @property
    def compares(self) -> bool:
        """Whether there are two pictures to compare."""
        return self._original is not None and self._sent is not None

    def play(self, *, on: bool) -> None:
        """Let animations move, or hold them."""
        self.clock.play(on=on)
        self._tick()

    @property
    def place(self) -> QRectF:
        """Where the picture is, in pixels of this widget."""
        if self._original is not None:
            return self._find_place(self._planned_size())
        if self._sent is not None:
            return self._find_place((self._sent.width, self._sent.height))
        return QRectF()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the well, the pictures and their badges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = theme_of(self)
        painter.setClipPath(self._outline())
        painter.fillRect(self.rect(), QColor(theme.well))
        split = self._split() if self.compares else None
        if self._original is not None:
            self._paint_original(painter, split)
        if self._sent is not None:
            self._paint_sent(painter, split)
        self._paint_badges(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the handle where it belongs."""
        super().resizeEvent(event)
        self._place_divider()
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with an animation."""
        super().showEvent(event)
        self.clock.see(seen=True)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hold an animation."""
        super().hideEvent(event)
        self.clock.see(seen=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may have begun."""
        inside = self.place.contains(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and inside else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag once the mouse has moved far enough."""
        if self._pressed is None:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed = None
            self.drag_wanted.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Forget a drag that did not begin."""
        self._pressed = None

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in another look."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.update()

    def _take(self, picture: object) -> None:
        shown = {item.data for item in (self._original, self._sent) if item}
        if isinstance(picture, mmskit.Picture) and picture.data in shown:
            self._tick()

    def _tick(self) -> None:
        """Show this moment, and wake up for the next."""
        self.update()
        self.clock.wait_for(self._find_moving())

    def _find_moving(self) -> list[tuple[Reel, float]]:
        found = []
        original = self._original and self._reels.get(self._original.data)
        if original and not self._plan.still:
            found.append((original, self._plan.pace))
        sent = self._sent and self._reels.get(self._sent.data)
        if sent:
            found.append((sent, 1.0))
        return [(reel, pace) for reel, pace in found if len(reel.images) > 1 and reel.ends[-1] > 0]

    def _find(self, picture: mmskit.Picture, width: float, height: float) -> Reel | None:
        """A reel of about that size, or what there is until it is decoded."""
        across, down = find_decoded(width, height, self.devicePixelRatioF())
        reel = self._imagery.find(picture, across, down)
        if reel is not None:
            if self._reels.get(picture.data) is not reel:
                self._reels[picture.data] = reel
                if len(reel.images) > 1 and not self.clock.waiting:
                    QTimer.singleShot(0, self, self._tick)
            return reel
        return self._reels.get(picture.data)

    def _planned_size(self) -> tuple[int, int]:
        original = self._original
        assert original is not None  # noqa: S101 - asked for one that is shown only
        turned = turn_size((original.width, original.height), self._plan.turns)
        part = find_box(self._plan.crop, turned)
        return part.width, part.height

    def _find_place(self, size: tuple[int, int]) -> QRectF:
        return find_place(size, QRectF(self.rect()), _ENLARGED)

    def _paint_original(self, painter: QPainter, split: float | None) -> None:
        original = self._original
        assert original is not None  # noqa: S101
        place = self._find_place(self._planned_size())
        crop = self._plan.crop
        width = place.width() / (crop.right - crop.left if crop else 1)
        height = place.height() / (crop.bottom - crop.top if crop else 1)
        if self._plan.turns % 2:
            width, height = height, width
        reel = self._find(original, width, height)
        if reel is None:
            return
        image = reel.images[0] if self._plan.still else reel.at(self.clock.now * self._plan.pace)
        painter.save()
        if split is not None:
            painter.setClipRect(QRectF(0, 0, split, self.height()), Qt.ClipOperation.IntersectClip)
        paint_planned(painter, image, self._plan, place)
        painter.restore()

    def _paint_sent(self, painter: QPainter, split: float | None) -> None:
        sent = self._sent
        assert sent is not None  # noqa: S101
        place = self._find_place((sent.width, sent.height))
        if self._original is not None and _are_alike(place, self.place):  # also if enlarged less
            place = self.place
        reel = self._find(sent, place.width(), place.height())
        if reel is None:
            return
        painter.save()
        if split is not None:
            rest = QRectF(split, 0, self.width() - split, self.height())
            painter.setClipRect(rest, Qt.ClipOperation.IntersectClip)
        background = PicturePlan(background=self._plan.background)
        paint_planned(painter, reel.at(self.clock.now), background, place)
        painter.restore()

    def _paint_badges(self, painter: QPainter) -> None:
        before, after = self._badges
        top, right = _BADGE_INSET - 2, self.width() - _BADGE_INSET
        if before:
            paint_badge(painter, before, QPointF(_BADGE_INSET, top), Qt.AlignmentFlag.AlignLeft)
        if after:
            paint_badge(painter, after, QPointF(right, top), Qt.AlignmentFlag.AlignRight)

    def _split(self) -> float:
        place = self.place
        return place.left() + place.width() * self.divider.share

    def _place_divider(self) -> None:
        self.divider.setVisible(self.compares)
        if self.compares:
            place = self.place
            self.divider.span(place.left(), place.width())
            left = round(self._split() - DIVIDER_WIDTH / 2)
            self.divider.setGeometry(left, round(place.top()), DIVIDER_WIDTH, round(place.height()))
        self.update()

    def _outline(self) -> QPainterPath:
        """This widget with the upper corners of its card."""
        path = QPainterPath()
        box = QRectF(self.rect())
        path.addRoundedRect(box.adjusted(0, 0, 0, CARD_CORNER), CARD_CORNER - 1, CARD_CORNER - 1)
        return path


def _are_alike(one: QRectF, other: QRectF) -> bool:
    """Whether two shapes differ by no more than rounding a small picture's size can make."""
    across = one.width() * other.height() / one.height()
    return abs(across - other.width()) <= max(4.0, other.width() / 20)
