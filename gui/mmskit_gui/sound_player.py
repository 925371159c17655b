"""Plays sounds: decoded beside the window, heard through the system's sound device."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

import mmskit
from mmskit.media.fitting.pcm import Pcm
from mmskit.media.playable import make_playable
from mmskit.texts import Text, text
from mmskit_gui.sound_output import Output, open_device_output
from mmskit_gui.synthesis import read_wav, synthesise
from mmskit_gui.tasks import Report, Task, Tasks

LONGEST_SECONDS: Final = 600.0
"""What lies behind is not played; no message has room for a tenth of it."""

_KEPT_BYTES: Final = 64 << 20
_TICK_MILLISECONDS: Final = 33


class SoundPlayer(QObject):
    """Plays one sound at a time. A machine without loudspeaker gets a sentence instead.

    Signals:
        playing_changed: whether a sound is being played, or got ready for it.
        position_changed: seconds from the sound's beginning, while it plays.
        unavailable: a sentence that says why the sound just asked for cannot be heard.
        ended: a sound was played to its end; not emitted after :meth:`stop`.
    """

    playing_changed = Signal(bool)
    position_changed = Signal(float)
    unavailable = Signal(object)
    ended = Signal()

    def __init__(
        self,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        open_output: Callable[[], Output | None] | None = None,
    ) -> None:
        """Take the threads, and what opens the sound device; by default the system's."""
        super().__init__(parent)
        self._tasks = tasks
        self._open_output = open_output or open_device_output
        self._output: Output | None = None
        self._decoded: OrderedDict[bytes, Pcm] = OrderedDict()
        self._asked: dict[bytes, Task] = {}
        self._sound: mmskit.Sound | None = None
        self._playing = False
        self._start = 0.0
        self._finish: float | None = None
        self._until = 0.0
        self._position = 0.0
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MILLISECONDS)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        """Whether a sound is being played, or got ready for it."""
        return self._playing

    @property
    def sound(self) -> mmskit.Sound | None:
        """The sound that is being played or was played last."""
        return self._sound

    @property
    def position(self) -> float:
        """Where in the sound it is, in seconds."""
        return self._position

    @property
    def available(self) -> bool:
        """Whether there is a sound device."""
        return self._open_output() is not None

    def play(self, sound: mmskit.Sound, start: float = 0.0, *, limit: float | None = None) -> None:
        """Play a sound, instead of the one that is playing.

        Args:
            sound: any sound.
            start: seconds from its beginning.
            limit: where to stop, in seconds from its beginning; None for its end.
        """
        self._silence()
        self._sound, self._start, self._finish = sound, max(0.0, start), limit
        self._move(self._start)
        self._set_playing(True)
        if sound.data in self._decoded:
            self._begin()
        else:
            self.prepare(sound)

    def stop(self) -> None:
        """Fall silent. The position stays."""
        self._silence()
        self._set_playing(False)

    def prepare(self, sound: mmskit.Sound) -> None:
        """Decode a sound ahead, so that playing it starts at once."""
        key = sound.data
        if key in self._decoded or key in self._asked:
            return
        self._asked[key] = self._tasks.run(
            lambda report: decode_sound(sound, report),
            lambda decoded: self._keep(key, decoded),
            failed=lambda error: self._keep(key, error.sentence),
            owner=self,
            quick=True,
        )

    def _keep(self, key: bytes, decoded: Pcm | Text) -> None:
        self._asked.pop(key, None)
        wanted = self._playing and self._sound is not None and self._sound.data == key
        if isinstance(decoded, Text):
            if wanted:
                self._give_up(decoded)
            return
        self._decoded[key] = decoded
        while len(self._decoded) > 1 and self._cost > _KEPT_BYTES:
            self._decoded.popitem(last=False)
        if wanted and self._output is None:
            self._begin()

    @property
    def _cost(self) -> int:
        return sum(len(pcm.samples) for pcm in self._decoded.values())

    def _begin(self) -> None:
        sound = self._sound
        if sound is None:
            return
        self._decoded.move_to_end(sound.data)
        pcm = cut_pcm(self._decoded[sound.data], self._start, self._finish)
        self._output = self._open_output()
        if self._output is None:
            self._give_up(text("gui.sound_no_device"))
            return
        self._until = self._start + pcm.seconds
        self._ticks.start()
        self._output.start(pcm, self._end)

    def _end(self) -> None:
        self._silence()
        self._set_playing(False)
        self.ended.emit()

    def _give_up(self, why: Text) -> None:
        self.stop()
        self.unavailable.emit(why)

    def _silence(self) -> None:
        self._ticks.stop()
        output, self._output = self._output, None
        if output is not None:
            output.stop()

    def _tick(self) -> None:
        if self._output is not None:
            self._move(min(self._start + self._output.seconds, self._until))

    def _move(self, seconds: float) -> None:
        if seconds != self._position:
            self._position = seconds
            self.position_changed.emit(seconds)

    def _set_playing(self, playing: bool) -> None:  # noqa: FBT001 - a state
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)


def decode_sound(sound: mmskit.Sound, report: Report) -> Pcm | Text:
    """The samples of a sound, or why it cannot be played here. Slow."""
    if sound.kind == "mid":
        return synthesise(sound, report)
    playable = make_playable(sound, LONGEST_SECONDS)
    if playable.wav is None:
        return playable.note or text("gui.sound_unplayable")
    return read_wav(playable.wav)


def cut_pcm(pcm: Pcm, start: float, finish: float | None) -> Pcm:
    """The part of samples between two times in seconds; None for their end."""
    if start <= 0 and finish is None:
        return pcm
    end = None if finish is None else 2 * round(max(start, finish) * pcm.rate)
    return Pcm(pcm.samples[2 * round(start * pcm.rate) : end], pcm.rate)
