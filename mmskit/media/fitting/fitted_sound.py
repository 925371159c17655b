"""A sound that was made to fit, and what was given up for it."""

from __future__ import annotations

from dataclasses import dataclass

from mmskit.media.sound import Sound
from mmskit.texts import Text


@dataclass(frozen=True)
class FittedSound:
    """A sound made to fit.

    Attributes:
        sound: amr or mid.
        notes: what was given up for it, such as "12.2 kbit/s".
    """

    sound: Sound
    notes: tuple[Text, ...] = ()
