"""A sound as bars, with the part that is kept, its ends to drag, and where it plays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mmskit_gui.sizes import say_seconds
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.trim_handle import WIDTH, TrimHandle

HEIGHT: Final = 44
SHORTEST_SECONDS: Final = 0.2
"""The least that is kept."""

_BAR: Final = 3
_PITCH: Final = 5
_HIGHEST: Final = 36
_LOWEST: Final = 3
_SHADE: Final = 0.85
_CUT_SHADE: Final = 0.35
_FAINT: Final = 0.02
_MILLI: Final = 1_000
_MARGIN: Final = WIDTH // 2


class Waveform(QWidget):
    """Shows a sound's loudness over time. Times are seconds of the whole sound.

    Signals:
        trim_changed: beginning and end of the part to keep, once a handle was moved for good.
        trim_moving: the same while a handle is dragged.
        seek_wanted: a time that was clicked, or reached with the arrow keys.
        toggle_wanted: play, or fall silent: the space bar was pressed.
    """

    trim_changed = Signal(float, float)
    trim_moving = Signal(float, float)
    seek_wanted = Signal(float)
    toggle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peaks: tuple[float, ...] = ()
        self._bars: tuple[float, ...] = ()
        self._seconds = 0.0
        self._cut: float | None = None
        self._position: float | None = None
        self._start = TrimHandle("start", self)
        self._end = TrimHandle("end", self)
        for handle in (self._start, self._end):
            handle.dragged.connect(self._tell_moving)
            handle.stepped.connect(self._tell_changed)
            handle.valueChanged.connect(self._place)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(64)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_trim(0.0, None)

    @property
    def seconds(self) -> float:
        """How long the sound is."""
        return self._seconds

    @property
    def trim(self) -> tuple[float, float]:
        """Beginning and end of the part that is kept."""
        return self._start.value() / _MILLI, self._end.value() / _MILLI

    @property
    def moving(self) -> bool:
        """Whether a handle is being dragged."""
        return self._start.held or self._end.held

    @property
    def handles(self) -> tuple[TrimHandle, TrimHandle]:
        """The two ends."""
        return self._start, self._end

    def show_peaks(self, peaks: Sequence[float], seconds: float) -> None:
        """Show a sound: how loud it is over its time, each 0 to 1; none for not known yet."""
        loudest = max(peaks, default=0.0)
        scale = 1 / loudest if loudest > _FAINT else 1.0  # what is sent is made as loud as can be
        self._peaks, self._bars = tuple(peak * scale for peak in peaks), ()
        self._seconds = max(0.0, seconds)
        self.update()

    def show_trim(self, start: float, end: float | None, *, cut: float | None = None) -> None:
        """Show the part that is kept; None for the sound's own end.

        Args:
            start: where it begins.
            end: where it ends.
            cut: where what is sent ends earlier than that, for want of room.
        """
        if self.moving:
            return
        whole = round(self._seconds * _MILLI)
        last = whole if end is None else min(whole, round(end * _MILLI))
        first = max(0, min(round(start * _MILLI), last))
        self._cut = cut
        for handle, value in ((self._start, first), (self._end, last)):
            handle.blockSignals(True)
            handle.setRange(0, whole)
            handle.setValue(value)
            handle.blockSignals(False)
        self._place()

    def show_position(self, seconds: float | None) -> None:
        """Show where it plays; None where it does not."""
        if seconds != self._position:
            self._position = seconds
            self.update()

    def set_trimmable(self, possible: bool, why_not: str = "") -> None:  # noqa: FBT001 - a switch
        """Offer the handles, or say why not in the tip."""
        for handle in (self._start, self._end):
            handle.setVisible(possible)
        self.setToolTip("" if possible else why_not)
        self._name()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the bars and the places of the handles anew."""
        super().resizeEvent(event)
        self._bars = ()
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Play from there."""
        if event.button() == Qt.MouseButton.LeftButton and self._seconds > 0:
            share = (event.position().x() - _MARGIN) / self._wide
            self.seek_wanted.emit(min(1.0, max(0.0, share)) * self._seconds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move where it plays by a second; play with the space bar."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle_wanted.emit()
            return
        step = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}.get(Qt.Key(event.key()))
        if step is None or self._seconds <= 0:
            event.ignore()
            return
        start, end = self.trim
        now = start if self._position is None else self._position
        self.seek_wanted.emit(min(end, max(start, now + step)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars, then where it plays."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        kept, cut = QColor(theme.accent), QColor(theme.accent)
        kept.setAlphaF(_SHADE)
        cut.setAlphaF(_CUT_SHADE)
        outside = QColor(theme.line)
        first, last = self._find_x(self.trim[0]), self._find_x(self.trim[1])
        heard = last if self._cut is None else min(last, self._find_x(self._cut))
        middle = self.height() / 2
        for index, high in enumerate(self._find_bars()):
            x = _MARGIN + index * _PITCH
            centre = x + _BAR / 2
            inside = first <= centre <= last or self._seconds <= 0
            painter.setBrush(outside if not inside else kept if centre <= heard else cut)
            painter.drawRoundedRect(QRectF(x, middle - high / 2, _BAR, high), _BAR / 2, _BAR / 2)
        if self._position is not None and self._seconds > 0:
            now = self._find_x(min(self._position, self._seconds))
            painter.setBrush(QColor(theme.ink))
            painter.drawRoundedRect(QRectF(now - 1, 2, 2, self.height() - 4), 1, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    @property
    def _wide(self) -> float:
        """Pixels that stand for the whole sound: a whole number of bars."""
        count = max(1, (self.width() - 2 * _MARGIN + _PITCH - _BAR) // _PITCH)
        return float(count * _PITCH - (_PITCH - _BAR))

    def _find_x(self, seconds: float) -> float:
        return _MARGIN + self._wide * (seconds / self._seconds if self._seconds > 0 else 0.0)

    def _find_bars(self) -> tuple[float, ...]:
        """How high each bar is; a bar shows the loudest of its time."""
        count = max(1, math.ceil(self._wide / _PITCH))
        if len(self._bars) != count:
            peaks = self._peaks or (0.0,)
            share = len(peaks) / count
            parts = (
                peaks[int(index * share) : max(int(index * share) + 1, int((index + 1) * share))]
                for index in range(count)
            )
            self._bars = tuple(
                max(_LOWEST, min(1.0, max(part)) * _HIGHEST) if part else _LOWEST for part in parts
            )
        return self._bars

    def _place(self) -> None:
        """Keep the ends apart, and put them where their values say."""
        whole = round(self._seconds * _MILLI)
        kept = self._end.value() - self._start.value()
        least = max(0, min(round(SHORTEST_SECONDS * _MILLI), kept))
        self._start.setMaximum(max(0, self._end.value() - least))
        self._end.setMinimum(min(whole, self._start.value() + least))
        for handle in (self._start, self._end):
            handle.span(self._wide, whole)
            x = self._find_x(handle.value() / _MILLI)
            handle.setGeometry(round(x - WIDTH / 2), 0, WIDTH, self.height())
        self._name()
        self.update()

    def _tell_moving(self) -> None:
        self.trim_moving.emit(*self.trim)

    def _tell_changed(self) -> None:
        self.trim_changed.emit(*self.trim)

    def _name(self) -> None:
        start, end = self.trim
        figures = {"start": say_seconds(start), "end": say_seconds(end)}
        whole = say_seconds(self._seconds)
        if self._start.isHidden() or (start <= 0 and end >= round(self._seconds, 3)):
            said = self.tr("Sound of {seconds} s").format(seconds=whole)
        else:
            said = self.tr("Sound of {seconds} s, kept from {start} s to {end} s").format(
                seconds=whole, **figures
            )
        self.setAccessibleName(said)
        for handle, value in ((self._start, figures["start"]), (self._end, figures["end"])):
            handle.say_time(self.tr("{seconds} s").format(seconds=value))
