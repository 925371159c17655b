"""Plays the sounds of frames while the preview plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

import mmskit
from mmskit.timeline import find_sound_seconds
from mmskit_gui.playback import Playback

if TYPE_CHECKING:
    from mmskit_gui.sound_player import SoundPlayer

_LEAST: Final = 0.05
"""A rest of a sound that is shorter, in seconds, is not begun."""


class Soundtrack(QObject):
    """Follows a playback: each frame's sound begins with its frame and ends with it at the latest."""

    def __init__(
        self, playback: Playback, player: SoundPlayer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._playback = playback
        self._player = player
        self._sound: mmskit.Sound | None = None
        self._wanted: mmskit.Sound | None = None
        playback.frame_entered.connect(self._start)
        playback.playing_changed.connect(self._pause)
        playback.timeline_changed.connect(self._change)

    @property
    def sound(self) -> mmskit.Sound | None:
        """What it lets the player play now, if anything."""
        return self._sound

    def _prepare(self) -> None:
        """Let the sounds of this and the next frame be made ready."""
        here = self._playback.frame
        if here is not None:
            for frame in self._playback.message.frames[here : here + 2]:
                if frame.sound is not None:
                    self._player.prepare(frame.sound)

    def _start(self, position: int) -> None:
        frame, span = self._playback.message.frames[position], self._playback.span
        begun = 0.0 if span is None else self._playback.position - span.start
        self._wanted = frame.sound
        length = find_sound_seconds(frame) or 0.0
        if frame.sound is None or span is None or begun > min(length, span.seconds) - _LEAST:
            self._stop()
        else:
            self._sound = frame.sound
            self._player.play(frame.sound, begun, limit=span.seconds)
        self._prepare()

    def _pause(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not playing:
            self._stop()

    def _change(self) -> None:
        """Begin anew where the frame that plays got another sound."""
        here = self._playback.frame
        if not self._playback.playing:
            return
        if here is None:
            self._stop()
        elif self._playback.message.frames[here].sound != self._wanted:
            self._start(here)

    def _stop(self) -> None:
        mine, self._sound = self._sound, None
        if mine is not None and self._player.sound is mine:
            self._player.stop()
