"""Where the preview is in time, and its clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

import mmskit
from mmskit.timeline import Span, find_span, find_timeline

_TICK: Final = 30
_STARTS_OVER: Final = 1.0
"""Going back from later than so many seconds into a frame goes to that frame's own beginning."""
_BEFORE_END: Final = 1e-3

Clock = Callable[[], float]
"""Tells seconds that only grow."""


def _make_clock() -> Clock:
    timer = QElapsedTimer()
    timer.start()
    return lambda: timer.nsecsElapsed() / 1e9


class Playback(QObject):
    """Goes through a message in time.

    Signals:
        moved: the position, in seconds; also after the message changed.
        playing_changed: whether it plays.
        frame_entered: the frame, from 0, that playing came to, started in or was sent to.
        timeline_changed: there is another message.
    """

    moved = Signal(float)
    playing_changed = Signal(bool)
    frame_entered = Signal(int)
    timeline_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, clock: Clock | None = None) -> None:
        super().__init__(parent)
        self._clock = clock or _make_clock()
        self._message = mmskit.Message()
        self._timeline: tuple[Span, ...] = ()
        self._position = 0.0
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def message(self) -> mmskit.Message:
        """What is played."""
        return self._message

    @property
    def timeline(self) -> tuple[Span, ...]:
        """When each frame is shown."""
        return self._timeline

    @property
    def duration(self) -> float:
        """Seconds from beginning to end; 0 without frames."""
        return self._timeline[-1].end if self._timeline else 0.0

    @property
    def position(self) -> float:
        """Seconds from the beginning."""
        return self._position

    @property
    def playing(self) -> bool:
        """Whether time goes on."""
        return self._timer.isActive()

    @property
    def span(self) -> Span | None:
        """When the frame of now is shown; None without frames."""
        return find_span(self._timeline, self._position) if self._timeline else None

    @property
    def frame(self) -> int | None:
        """The frame that is shown now, from 0; None without frames."""
        span = self.span
        return None if span is None else span.number - 1

    def set_message(self, message: mmskit.Message) -> None:
        """Play another message. It stays in the frame it is in, as far in as it is."""
        before, span = self.frame, self.span
        offset = 0.0 if span is None else self._position - span.start
        ended = span is not None and self._position >= self.duration
        now = self._find_again(message, before)
        self._message = message
        self._timeline = find_timeline(message)
        self._position = 0.0
        if now is not None:
            there = self._timeline[now]
            at_end = ended and there is self._timeline[-1]
            most = there.seconds if at_end else there.seconds - _BEFORE_END
            self._position = there.end if at_end else there.start + min(offset, max(0.0, most))
        self._since = self._clock()
        self.timeline_changed.emit()
        self.moved.emit(self._position)
        if not self._timeline:
            self.pause()
        elif self.playing and now is not None and now != before:
            self.frame_entered.emit(now)

    def play(self) -> None:
        """Let time go on; from the beginning, if it was at the end."""
        if self.playing or not self._timeline:
            return
        if self._position >= self.duration:
            self._move(0.0)
        self._since = self._clock()
        self._timer.start()
        self.playing_changed.emit(True)
        self._tell_frame()

    def pause(self) -> None:
        """Stop time."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def seek(self, seconds: float) -> None:
        """Go to an instant; outside of the message, to its beginning or end."""
        self._since = self._clock()
        self._move(min(max(0.0, seconds), self.duration))
        if self.playing:
            self._tell_frame()

    def show_frame(self, position: int) -> None:
        """Go to the beginning of a frame, counted from 0; of one that is not there, nowhere."""
        if 0 <= position < len(self._timeline):
            self.seek(self._timeline[position].start)

    def next_frame(self) -> None:
        """Go to the next frame, if there is one."""
        if self.frame is not None:
            self.show_frame(self.frame + 1)

    def previous_frame(self) -> None:
        """Go to the frame before; from well inside a frame, to its own beginning."""
        span = self.span
        if span is not None:
            early = self._position - span.start < _STARTS_OVER
            self.show_frame(max(0, span.number - 2) if early else span.number - 1)

    def _find_again(self, message: mmskit.Message, before: int | None) -> int | None:
        """Where the frame of now is in another message: itself, or what stands in its place."""
        count = len(message.frames)
        if before is None or not count:
            return 0 if count else None
        frame = self._message.frames[before]
        same = (index for index, other in enumerate(message.frames) if other is frame)
        return min(same, key=lambda index: abs(index - before), default=min(before, count - 1))

    def _tick(self) -> None:
        now = self._clock()
        before, passed = self.frame, now - self._since
        self._since = now
        self._move(min(self._position + passed, self.duration))
        if self._position >= self.duration:
            self.pause()
        elif self.frame != before:
            self._tell_frame()

    def _move(self, position: float) -> None:
        self._position = position
        self.moved.emit(position)

    def _tell_frame(self) -> None:
        if self.frame is not None:
            self.frame_entered.emit(self.frame)
