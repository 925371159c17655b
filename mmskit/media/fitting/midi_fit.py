"""A MIDI file made smaller without being heard, and cut only where it must be."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from mmskit.errors import MessageTooLargeError
from mmskit.media.fitting.fitted_sound import FittedSound
from mmskit.media.fitting.midi_cut import cut
from mmskit.media.fitting.midi_proof import sound_alike
from mmskit.media.fitting.midi_score import (
    Score,
    UnreadableScore,
    read_score,
    read_score_by_mido,
)
from mmskit.media.fitting.midi_unheard import drop_unheard
from mmskit.media.fitting.midi_writer import write_score
from mmskit.media.sound import Sound
from mmskit.texts import Text, text

_LEAST_SECONDS: Final = 1.0
"""Cut below this, a tune is only a click."""


class MidiFitter:
    """Fits one MIDI file to any number of bytes; what two readers read differently is left alone.

    Args:
        sound: a MIDI file.
        max_seconds: where it may be cut if it does not fit otherwise, such as the frame's length;
            None: nowhere.
    """

    passes: Final = True
    """Whether it can go out as it is, given room."""

    def __init__(self, sound: Sound, *, max_seconds: float | None = None) -> None:
        self.sound = sound
        self.max_seconds = max_seconds

    @property
    def best_size(self) -> int:
        """Bytes beyond which more room is of no use."""
        return len(self.sound.data)

    @property
    def fair_size(self) -> int:
        """Bytes in which it sounds as it is."""
        return len(self._quiet or self.sound.data)

    @property
    def whole_size(self) -> int:
        """Bytes in which nothing of it has to be cut."""
        return self.fair_size

    @property
    def smallest_size(self) -> int:
        """The least bytes it can be made."""
        return len(self._cut) if self._cut else self.fair_size

    def fit(self, max_bytes: int) -> FittedSound:
        """Make it fit: as it is, else without what is not heard, else cut.

        Raises:
            MessageTooLargeError: all of that is too large.
        """
        if len(self.sound.data) <= max_bytes:
            return FittedSound(self.sound)
        if self._quiet and len(self._quiet) <= max_bytes:
            return FittedSound(self._name(self._quiet), (self._tell_unheard(self._quiet),))
        if self._cut and len(self._cut) <= max_bytes:
            sound = self._name(self._cut)
            figures = {"before": self.sound.seconds, "after": sound.seconds}
            told = self._tell_unheard(self._quiet or self.sound.data)
            notes = (told, text("sound.midi_cut", **figures))
            return FittedSound(sound, notes if self._quiet else notes[1:])
        raise self._refuse(max_bytes)

    @cached_property
    def _score(self) -> Score | None:
        """What is played, if both readers find the same notes."""
        try:
            score, same = read_score(self.sound.data), read_score_by_mido(self.sound.data)
        except UnreadableScore:
            return None
        return score if sound_alike(score, same) else None

    @cached_property
    def _quiet(self) -> bytes | None:
        """The file without what is not heard, if that is smaller."""
        if self._score is None:
            return None
        return _write(drop_unheard(self._score), self._score, len(self.sound.data))

    @cached_property
    def _cut(self) -> bytes | None:
        """The same, cut, if that is smaller still."""
        if self._score is None or self.max_seconds is None or self.max_seconds < _LEAST_SECONDS:
            return None
        score = cut(self._score, self.max_seconds)
        return _write(drop_unheard(score), score, self.fair_size) if score.events else None

    def _name(self, data: bytes) -> Sound:
        return Sound(data, self.sound.name)

    def _tell_unheard(self, quiet: bytes) -> Text:
        return text("sound.unheard", before=len(self.sound.data), after=len(quiet))

    def _refuse(self, max_bytes: int) -> MessageTooLargeError:
        figures = {
            "name": self.sound.name or text("media.unnamed"),
            "size": len(self.sound.data),
            "smallest": self.smallest_size,
            "seconds": self.max_seconds,
        }
        key = "sound.midi_cut_too_large" if self._cut else "sound.midi_too_large"
        said = text(key, limit=max_bytes, **figures)
        size, smallest = len(self.sound.data), self.smallest_size
        return MessageTooLargeError(said, size=size, limit=max_bytes, smallest=smallest)


def _write(heard: Score, meant: Score, below: int) -> bytes | None:
    """Write what is heard; None where it is not smaller, or either reader finds other notes."""
    data = write_score(heard)
    if len(data) >= below:
        return None
    try:
        same = all(sound_alike(read(data), meant) for read in (read_score, read_score_by_mido))
    except UnreadableScore:
        return None
    return data if same else None
