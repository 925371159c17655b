"""Fitters that were used last, so that asking once more decodes nothing once more.

Whoever looks for cuts asks again after every edit, about the same pictures and sounds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mmskit.fit.sources import at_frame
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.picture_fit import PictureFitter
from mmskit.media.fitting.prepare import prepare_picture, prepare_sound
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.fitting.speed import Speed
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound

_KEPT: Final = 12


def open_picture(frame: int, source: PictureSource, speed: Speed = "fast") -> PictureFitter:
    """The fitter of a picture as it is planned. Raises UnsupportedMediaError, naming the frame."""
    with at_frame(frame):
        return _open_picture(source, speed)


def open_sound(frame: int, source: SoundSource, max_bit_rate: int | None = None) -> SoundFitter:
    """The fitter of a sound as it is planned. Raises MMSKitError, naming the frame."""
    with at_frame(frame):
        return _open_sound(source, max_bit_rate)


def open_tune(frame: int, source: SoundSource) -> MidiFitter:
    """The fitter of a MIDI. Raises UnsupportedMediaError, naming the frame."""
    with at_frame(frame):
        return _open_tune(source.original)


@lru_cache(maxsize=_KEPT)
def _open_tune(sound: Sound) -> MidiFitter:
    return MidiFitter(sound)


@lru_cache(maxsize=_KEPT)
def _open_picture(source: PictureSource, speed: Speed) -> PictureFitter:
    return PictureFitter(prepare_picture(source), speed=speed)


@lru_cache(maxsize=_KEPT)
def _open_sound(source: SoundSource, max_bit_rate: int | None) -> SoundFitter:
    return SoundFitter(prepare_sound(source), max_bit_rate=max_bit_rate)
