"""Listening to a frame's sound: what is sent is played, at times of what the person gave."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from mmskit.texts import Text
from mmskit_gui.sound_measuring import FrameSound, SoundMeasuring
from mmskit_gui.sound_player import SoundPlayer

_NEAR_END: Final = 0.05


class SoundListening(QObject):
    """Plays one sound with the app's only player, which others use, too.

    Signals:
        changed: it plays or not, or is somewhere else.
        refused: a Text: why what was asked for cannot be heard.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(
        self, player: SoundPlayer, measuring: SoundMeasuring, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._player, self._measuring = player, measuring
        self._sound: FrameSound | None = None
        self._resume: float | None = None
        self._asked = False
        player.playing_changed.connect(self.changed)
        player.position_changed.connect(self.changed)
        player.ended.connect(self._rewind)
        player.unavailable.connect(self._refuse)

    @property
    def heard(self) -> bool:
        """Whether it is this sound that plays."""
        return self._player.playing and self._find_place() is not None

    @property
    def position(self) -> float | None:
        """Where it plays, or would go on, in seconds of the original; None at the beginning."""
        return self._find_place() if self.heard else self._resume

    def take(self, sound: FrameSound | None) -> None:
        """Listen to another sound; what was asked for here and is no longer shown falls silent."""
        self._sound = sound
        if self._asked and self._player.playing and self._find_place() is None:
            self._silence()

    def forget_place(self) -> None:
        """Begin at the beginning next time."""
        self._resume = None

    def toggle(self) -> None:
        """Pause, or play on."""
        if self.heard:
            self._resume = self._find_place()
            self._silence()
            self.changed.emit()
        elif self._sound is not None:
            start = self._sound.plan.start
            self._play_from(self._sound, start if self._resume is None else self._resume)

    def seek(self, seconds: float) -> None:
        """Go to a time of the original."""
        self._resume = seconds
        if self.heard and self._sound is not None:
            self._play_from(self._sound, seconds)
        else:
            self.changed.emit()

    def play_original(self) -> None:
        """Play the sound as the person gave it."""
        if self._sound is not None:
            self._asked, self._resume = True, None
            self._player.play(self._sound.original)

    def _find_place(self) -> float | None:
        """Where in the original the player is, in seconds; None if it plays something else."""
        played, sound = self._player.sound, self._sound
        if played is None or sound is None:
            return None
        if played.data == sound.original.data:
            return self._player.position
        if played.data == sound.sent.data:
            return sound.plan.start + self._player.position
        return None

    def _play_from(self, sound: FrameSound, seconds: float) -> None:
        """Play what is sent, from a time of the original."""
        plan, known = sound.plan, self._measuring.find_lengths(sound)
        untouched = sound.sent.data == sound.original.data
        if untouched:  # where a trim is wanted, it is not made yet
            offset, end = 0.0, known.seconds if plan.end is None else plan.end
        else:
            offset, end = plan.start, plan.start + known.sent_seconds
        within = plan.start <= seconds < end - _NEAR_END
        self._asked, self._resume = True, None
        self._player.play(
            sound.sent,
            (seconds if within else plan.start) - offset,
            limit=plan.end if untouched else None,
        )

    def _silence(self) -> None:
        self._asked = False
        self._player.stop()

    def _rewind(self) -> None:
        self._asked, self._resume = False, None
        self.changed.emit()

    def _refuse(self, why: Text) -> None:
        if self._asked and self._find_place() is not None:
            self._asked = False
            self.refused.emit(why)
