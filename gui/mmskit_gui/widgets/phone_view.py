"""The phone: what a person will see, from the very bytes that will be sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

import mmskit
from mmskit.media.drawing.screen import STANDARD, Box, PlacedPicture, Screen
from mmskit_gui.imagery import Imagery, Reel
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.phone_body import (
    Place,
    find_clip,
    find_height,
    find_outline,
    find_place,
    paint_body,
)
from mmskit_gui.widgets.phone_screen import ScreenPainter, Words

_SETTLED: Final = 120
"""Milliseconds without another size until pictures are decoded in that size."""
_LEAST: Final = QSize(200, 240)
_EMPTY: Final = Screen(STANDARD, 0, 0, Box(0, 0, STANDARD.width, 50))


class PhoneView(QWidget):
    """Shows a screen in its phone.

    Signals:
        toggle_wanted: play or pause.
        step_wanted: go on by so many frames.
    """

    toggle_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, imagery: Imagery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imagery = imagery
        self._screen = _EMPTY
        self._last: tuple[mmskit.Picture, Reel] | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self._settling.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        imagery.ready.connect(self._take)
        self._say_words()

    @property
    def screen_shown(self) -> Screen:
        """What it shows."""
        return self._screen

    def show_screen(self, screen: Screen) -> None:
        """Show a screen; only what differs from the one before is painted anew."""
        before, self._screen = self._screen, screen
        if screen == before:
            return
        changed = _find_changed(before, screen)
        if changed is None:
            self._say_words()
            if before.phone != screen.phone:
                self.updateGeometry()
            self.update()
            return
        place = self._find_place()
        for box in changed:
            self.update(place.find_rect(box).toAlignedRect().adjusted(-1, -1, 1, 1))

    def prefetch(self, screen: Screen) -> None:
        """Let the picture of a screen be decoded that may be shown next."""
        if screen.picture is not None and not self.size().isEmpty():
            self._ask(screen.picture, self._find_place())

    def find_best_height(self, width: int) -> int:
        """How high it needs to be at most when it is so wide."""
        return find_height(self._screen.phone, width)

    def sizeHint(self) -> QSize:
        """As wide as the mock's."""
        return QSize(304, self.find_best_height(304))

    def minimumSizeHint(self) -> QSize:
        """Small, but still to be read."""
        return _LEAST

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the screen, and the phone's frame over its edges."""
        screen, place = self._screen, self._find_place()
        whole = Box(0, 0, screen.phone.width, screen.phone.height)
        rect = place.snap(place.find_rect(whole))
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.save()
        painter.setClipPath(find_clip(rect, place.scale), Qt.ClipOperation.IntersectClip)
        words = Words(self._hint, self._damaged if self._is_damaged() else "")
        ScreenPainter(painter, place, screen, lambda placed: self._find_image(placed, place)).paint(
            words
        )
        painter.restore()
        paint_body(painter, rect, place, screen.phone.theme)
        if self.hasFocus():
            outline, radius = find_outline(rect, place.scale, 2)
            painter.setPen(QPen(QColor(theme_of(self).accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(outline, radius, radius)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses, the arrow keys go from frame to frame."""
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() == Qt.Key.Key_Space:
            self.toggle_wanted.emit()
        elif event.key() in steps:
            self.step_wanted.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wait with decoding until the size stays."""
        super().resizeEvent(event)
        self._settling.start()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
            self.update()

    def _say_words(self) -> None:
        screen = self._screen
        said = [screen.title, "\n".join(screen.text)]
        if not screen.count:
            self.setAccessibleName(self.tr("Phone: no frame yet"))
            self._hint = self.tr("Add a frame to see it here")
        else:
            name = self.tr("Phone: frame {number} of {count}")
            self.setAccessibleName(name.format(number=screen.number, count=screen.count))
            empty = not (screen.text or screen.picture or screen.sound)
            self._hint = self.tr("This frame is empty so far") if empty else ""
        self._damaged = self.tr("This picture is damaged and cannot be shown")
        if screen.picture is not None:
            said.append(self._damaged if self._is_damaged() else self.tr("with a picture"))
        if screen.sound is not None:
            said.append(self.tr("with a sound"))
        said.append(self._hint)
        self.setAccessibleDescription("\n".join(part for part in said if part))

    def _is_damaged(self) -> bool:
        placed = self._screen.picture
        return placed is not None and self._imagery.find_damage(placed.picture) is not None

    def _take(self, picture: mmskit.Picture) -> None:
        placed = self._screen.picture
        if placed is not None and placed.picture == picture:
            if self._is_damaged():
                self._say_words()
            self.update()

    def _find_place(self) -> Place:
        return find_place(self._screen.phone, self.width(), self.height(), self.devicePixelRatioF())

    def _find_image(self, placed: PlacedPicture, place: Place) -> QImage | None:
        """The picture's image of now; while its size changes, the one in its last size."""
        known = self._last if self._last and self._last[0] == placed.picture else None
        reel = known[1] if known and self._settling.isActive() else self._ask(placed, place)
        if reel is None:
            return known[1].at(placed.at_seconds) if known else None
        self._last = (placed.picture, reel)
        return reel.at(placed.at_seconds)

    def _ask(self, placed: PlacedPicture, place: Place) -> Reel | None:
        """A pixel more where it does not matter, so that rounding never makes the other side less."""
        width, height = place.find_pixels(placed.box)
        as_wide = placed.box.width > self._screen.phone.width - 1
        wide, high = (width, height + 1) if as_wide else (width + 1, height)
        return self._imagery.find(placed.picture, wide, high)


def _find_changed(before: Screen, after: Screen) -> list[Box] | None:
    """What of a screen differs where only time went on; None for everything."""
    still = replace(before, segments=after.segments)
    boxes = [_surround(after)] if before.segments != after.segments else []
    if still == after:
        return boxes
    if before.picture is None or after.picture is None:
        return None
    moved = replace(still, picture=replace(before.picture, at_seconds=after.picture.at_seconds))
    return [*boxes, after.picture.box] if moved == after else None


def _surround(screen: Screen) -> Box:
    """The strip that the progress bar stands in."""
    boxes = [segment.box for segment in screen.segments]
    top = min((box.y for box in boxes), default=0.0)
    lower = max((box.bottom for box in boxes), default=float(screen.phone.height))
    return Box(0, top - 1, screen.phone.width, lower - top + 2)
