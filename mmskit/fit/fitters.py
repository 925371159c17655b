"""The fitters of what has a plan: those that measure, so that nothing is decoded twice.

Whoever looks for cuts asks again after every edit, about the same pictures and sounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from mmskit.fit import jobs
from mmskit.fit.sources import at_frame
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.picture_fit import PictureFitter
from mmskit.media.fitting.prepare import prepare_picture, prepare_sound
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.fitting.speed import Speed
from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound

_KEPT: Final = 12


@contextmanager
def open_picture(
    frame: int, source: PictureSource, speed: Speed = "fast"
) -> Iterator[PictureFitter]:
    """The fitter of a picture as it is planned. Raises UnsupportedMediaError, naming the frame."""
    with at_frame(frame), jobs.open_picture(_prepare_picture(source)) as opened:
        yield opened.choose(speed)


@contextmanager
def open_sound(
    frame: int, source: SoundSource, max_bit_rate: int | None = None
) -> Iterator[SoundFitter]:
    """The fitter of a sound as it is planned. Raises MMSKitError, naming the frame."""
    with at_frame(frame), jobs.open_sound(_prepare_sound(source), max_bit_rate) as fitter:
        yield fitter


def open_tune(frame: int, source: SoundSource) -> MidiFitter:
    """The fitter of a MIDI. Raises UnsupportedMediaError, naming the frame."""
    with at_frame(frame):
        return _open_tune(source.original)


@lru_cache(maxsize=_KEPT)
def _open_tune(sound: Sound) -> MidiFitter:
    return MidiFitter(sound)


@lru_cache(maxsize=_KEPT)
def _prepare_picture(source: PictureSource) -> Picture:
    return prepare_picture(source)


@lru_cache(maxsize=_KEPT)
def _prepare_sound(source: SoundSource) -> Sound:
    return prepare_sound(source)
