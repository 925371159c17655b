"""Paints what a phone shows, as the preview on the command line does, but with Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from mmskit.media.drawing.screen import Box, Line, PlacedPicture, Screen, Segment, SoundMark
from mmskit_gui.sizes import say_clock
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.lettering import measure, write, write_block
from mmskit_gui.widgets.phone_body import Place

_HINT: Final = 17.0
_NOTICE: Final = 16.0
_OVER_PICTURE: Final = "#ffffff"
_SHADE: Final = 0.62
_DISC_ICON: Final = 64
_PILL_ICON: Final = 15


@dataclass(frozen=True)
class Words:
    """What is said on the screen that the message does not say.

    Attributes:
        hint: where there is nothing to show, or "".
        damaged: in the place of a picture that cannot be decoded, or "".
    """

    hint: str = ""
    damaged: str = ""


class ScreenPainter:
    """Paints screens, with a painter of a widget.

    Args:
        painter: paints in the widget's unit.
        place: where the screen stands.
        screen: what it shows.
        find_image: the picture's image of now, or None while there is none.
    """

    def __init__(
        self,
        painter: QPainter,
        place: Place,
        screen: Screen,
        find_image: Callable[[PlacedPicture], QImage | None],
    ) -> None:
        self._painter = painter
        self._place = place
        self._screen = screen
        self._theme = screen.phone.theme
        self._find_image = find_image

    def paint(self, words: Words) -> None:
        """Paint everything, in the order in which it lies on one another."""
        screen, theme = self._screen, self._theme
        whole = Box(0, 0, screen.phone.width, screen.phone.height)
        self._painter.fillRect(self._place.snap(self._place.find_rect(whole)), QColor(theme.screen))
        if screen.band is not None:
            rect = self._place.snap(self._place.find_rect(screen.band))
            self._painter.fillRect(rect, QColor(theme.well))
        if screen.picture is not None:
            self._paint_picture(screen.picture, words.damaged)
        self._paint_hairline(screen.title_bar)
        for line in screen.lines:
            colour = theme.screen_muted if line.role == "more" else theme.screen_ink
            self._write(line, colour)
        for segment in screen.segments:
            self._paint_segment(segment)
        if screen.thumb is not None:
            self._paint_shape(screen.thumb, theme.track, 2)
        if screen.sound is not None:
            self._paint_sound(screen.sound)
        if words.hint:
            bar = screen.title_bar
            room = Box(40, bar.bottom, whole.width - 80, (whole.height - bar.bottom) * 0.86)
            self._say(words.hint, room, _HINT)

    def _write(self, line: Line, colour: str) -> None:
        scale = self._place.scale
        at = QPointF(self._place.left + line.x * scale, self._place.top + line.baseline * scale)
        write(self._painter, line.text, at, line.size * scale, colour)

    def _say(self, said: str, room: Box, size: float) -> None:
        rect = self._place.find_rect(room)
        write_block(self._painter, said, rect, size * self._place.scale, self._theme.screen_muted)

    def _paint_hairline(self, bar: Box) -> None:
        rect = self._place.snap(self._place.find_rect(Box(bar.x, bar.bottom - 1, bar.width, 1)))
        rect.setHeight(1 / self._place.ratio)
        self._painter.fillRect(rect, QColor(self._theme.screen_line))

    def _paint_shape(self, box: Box, colour: str, radius: float, opacity: float = 1.0) -> None:
        """A rectangle with round corners; ``radius`` in the phone's pixels."""
        shade = QColor(colour)
        shade.setAlphaF(opacity)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(shade)
        round_ = radius * self._place.scale
        self._painter.drawRoundedRect(self._place.find_rect(box), round_, round_)

    def _paint_picture(self, placed: PlacedPicture, damaged: str) -> None:
        rect = self._place.snap(self._place.find_rect(placed.box))
        image = self._find_image(placed)
        if image is None:
            self._painter.fillRect(rect, QColor(self._theme.well))
            if damaged:
                self._paint_damage(placed.box, damaged)
            return
        ratio = self._place.ratio
        own = QRectF(0, 0, image.width() / ratio, image.height() / ratio)
        near = 1.5 / ratio
        if abs(own.width() - rect.width()) < near and abs(own.height() - rect.height()) < near:
            # As many pixels as the device has there: not one of them is blurred.
            rect = QRectF(rect.topLeft(), own.size())
        self._painter.drawImage(rect, image)

    def _paint_damage(self, box: Box, said: str) -> None:
        """A sign and a sentence, on the whole width if the picture is small."""
        sign, middle = 28.0, box.y + box.height / 2
        paint_icon(
            self._painter,
            "triangle-alert",
            self._theme.warn,
            self._place.find_rect(
                Box(box.x + (box.width - sign) / 2, middle - sign - 8, sign, sign)
            ),
        )
        room = Box(24, middle, self._screen.phone.width - 48, 2 * _NOTICE * 1.45)
        self._say(said, room, _NOTICE)

    def _paint_segment(self, segment: Segment) -> None:
        box = segment.box
        self._paint_shape(box, self._theme.track, box.height / 2)
        if segment.filled > 0:
            past = Box(box.x, box.y, max(box.height, box.width * segment.filled), box.height)
            self._paint_shape(past, self._theme.accent, box.height / 2)

    def _paint_sound(self, mark: SoundMark) -> None:
        """A disc with a note when there is nothing else to see; else a pill in a corner."""
        said, size, box = say_length(mark.seconds), 20.0 if mark.large else 15.0, mark.box
        width = measure(said, size)
        if mark.large:
            self._paint_shape(box, self._theme.soft, box.height / 2)
            middle = Box(
                box.x + (box.width - _DISC_ICON) / 2,
                box.y + (box.height - _DISC_ICON) / 2,
                _DISC_ICON,
                _DISC_ICON,
            )
            self._paint_note(middle, self._theme.accent)
            x = box.x + (box.width - width) / 2
            self._write(Line(said, x, box.bottom + 34, size), self._theme.screen_muted)
            return
        over = mark.over_picture
        ground, ink = ("#000000", _OVER_PICTURE) if over else (self._theme.well, self._theme.muted)
        self._paint_shape(box, ground, box.height / 2, _SHADE if over else 1.0)
        left = box.x + (box.width - _PILL_ICON - 5 - width) / 2
        top = box.y + (box.height - _PILL_ICON) / 2
        self._paint_note(Box(left, top, _PILL_ICON, _PILL_ICON), ink)
        line = Line(said, left + _PILL_ICON + 5, box.y + box.height / 2 + 5.3, size)
        self._write(line, ink)

    def _paint_note(self, box: Box, colour: str) -> None:
        paint_icon(self._painter, "music", colour, self._place.snap(self._place.find_rect(box)))


def say_length(seconds: float | None) -> str:
    """A sound's minutes and seconds, as ``0:06``; one that is there is never ``0:00``."""
    if seconds is None:
        return "–:––"
    return say_clock(max(1, round(seconds)))
