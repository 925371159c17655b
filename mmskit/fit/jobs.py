"""What sharing a message asks of one picture or sound: pure functions that run anywhere.

They take and give plain values, so that an executor may run them in another thread, process or
machine. What was decoded last is kept where they run, so that the next one need not decode again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from mmskit.errors import MessageTooLargeError
from mmskit.fit.hearing import HearingCurve, score_mode
from mmskit.media.fitting.fitted_sound import FittedSound
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.picture_fit import FittedPicture, Masters, PictureFitter
from mmskit.media.fitting.prepare import prepare_picture, prepare_sound
from mmskit.media.fitting.rendition import Way
from mmskit.media.fitting.score import PERFECT
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.fitting.speed import Speed
from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound

_KEPT: Final = 12
_SEEN: Final = 64

ENDLESS: Final = 1 << 40
"""So many bytes are of use to a picture that has no largest size, such as an animated WebP."""

_FINEST: Final = 97.0
"""About how good a picture looks that was written as finely as it ever is."""

Points = tuple[tuple[int, float], ...]
"""Bytes, and the quality that they gave."""


@dataclass(frozen=True)
class SeenPicture:
    """What was measured of a picture.

    Attributes:
        most: bytes beyond which it cannot look better.
        best: how good it looks with those.
        points: what some number of bytes gave; none where that is too few or more than it needs.
        way: how an animation was written for that.
    """

    most: int
    best: float
    points: Points
    way: Way | None = None


@dataclass(frozen=True)
class HeardSound:
    """What was measured of a sound.

    Attributes:
        curve: its quality over bytes.
        least: the fewest bytes that it can be made.
        most: bytes beyond which it cannot sound better.
    """

    curve: HearingCurve
    least: int
    most: int


@dataclass(frozen=True)
class HeardTune:
    """What was measured of a MIDI.

    Attributes:
        least: the fewest bytes that it can be made.
        fair: bytes in which it sounds as it is.
    """

    least: int
    fair: int


@dataclass(frozen=True)
class MadePicture:
    """A picture that was made, and how good it looks."""

    fitted: FittedPicture
    score: float


@dataclass
class OpenedPicture:
    """The fitters of one picture, for one job at a time."""

    fast: PictureFitter
    best: PictureFitter
    moving: bool
    lock: threading.Lock = field(default_factory=threading.Lock)

    def choose(self, speed: Speed) -> PictureFitter:
        """The one for a speed; both do the same for an animation, and one keeps it."""
        return self.best if speed == "best" and not self.moving else self.fast


@dataclass
class _OpenedSound:
    fitter: SoundFitter
    lock: threading.Lock = field(default_factory=threading.Lock)


@lru_cache(maxsize=_KEPT)
def prepare(source: PictureSource | SoundSource) -> Picture | Sound:
    """The original with its plan carried out."""
    return prepare_picture(source) if isinstance(source, PictureSource) else prepare_sound(source)


@lru_cache(maxsize=_SEEN)
def see(picture: Picture, size: int, speed: Speed, way: Way | None = None) -> SeenPicture:
    """Measure how good a picture looks in some number of bytes.

    Args:
        picture: any kind, prepared.
        size: bytes; where it needs no more than these, nothing is tried.
        speed: what it will be made with: what is measured is then what will be.
        way: how an animation was best written in about as many bytes.
    """
    with open_picture(picture) as opened:
        most = opened.fast.most
        points: list[tuple[int, float]] = []
        fitter = opened.choose(speed)
        fitted = fitter.fit(size, way) if size < most else None
        if fitted is not None:
            points.append((len(fitted.picture.data), opened.fast.score(fitted.picture)))
        best = PERFECT if opened.fast.untouched else _FINEST
        return SeenPicture(most, best, tuple(points), fitted.way if fitted else None)


def judge(picture: Picture, shown: Picture) -> float:
    """How good a picture looks that may have been made of another."""
    if not shown.fits_frame:
        return PERFECT
    with open_picture(picture) as opened:
        return opened.fast.score(shown)


def show(
    picture: Picture, max_bytes: int, speed: Speed, way: Way | None = None
) -> MadePicture | None:
    """Make a picture of at most so many bytes, or None where there is none.

    Args:
        picture: any kind, prepared.
        max_bytes: the most bytes of the file.
        speed: how much time may be spent.
        way: how an animation was best written in about as many bytes. It is given, not remembered
            here: the result must not depend on what else was made where this runs.
    """
    with open_picture(picture) as opened:
        fitted = opened.choose(speed).fit(max_bytes, way)
        return MadePicture(fitted, opened.fast.score(fitted.picture)) if fitted else None


def show_least(picture: Picture) -> MadePicture:
    """The smallest that a picture is ever made."""
    with open_picture(picture) as opened:
        fitted = opened.fast.least
        return MadePicture(fitted, opened.fast.score(fitted.picture))


@lru_cache(maxsize=_SEEN)
def hear(sound: Sound, max_bit_rate: int | None) -> HeardSound:
    """Measure a sound."""
    with open_sound(sound, max_bit_rate) as fitter:
        best = fitter.best_size
        steps = [(size, score_mode(rate)) for rate, size in fitter.list_sizes() if size < best]
        own = round(1000 * (sound.facts.mode or 0)) if fitter.passes else 0
        steps.append((best, score_mode(own or max(rate for rate, _ in fitter.list_sizes()))))
        return HeardSound(HearingCurve(tuple(sorted(steps))), fitter.smallest_size, best)


def sound_out(sound: Sound, max_bytes: int, max_bit_rate: int | None) -> FittedSound | None:
    """Make a sound of at most so many bytes, or None where there is none."""
    with open_sound(sound, max_bit_rate) as fitter:
        try:
            return fitter.fit(max_bytes)
        except MessageTooLargeError:
            return None


@lru_cache(maxsize=_SEEN)
def hear_tune(sound: Sound, max_seconds: float | None) -> HeardTune:
    """Measure a MIDI."""
    fitter = _find_tune(sound, max_seconds)
    return HeardTune(fitter.smallest_size, fitter.fair_size)


def play_out(sound: Sound, max_bytes: int, max_seconds: float | None) -> FittedSound | None:
    """Make a MIDI of at most so many bytes, or None where there is none."""
    try:
        return _find_tune(sound, max_seconds).fit(max_bytes)
    except MessageTooLargeError:
        return None


def forget() -> None:
    """Let go of what is kept in this process."""
    for kept in (prepare, see, hear, hear_tune, _find_tune):
        kept.cache_clear()
    _find_picture.cache_clear()
    _find_sound.cache_clear()


@contextmanager
def open_picture(picture: Picture) -> Iterator[OpenedPicture]:
    """The fitters of a picture that is prepared, for this thread alone."""
    opened = _find_picture(picture)
    with opened.lock:
        yield opened


@contextmanager
def open_sound(sound: Sound, max_bit_rate: int | None) -> Iterator[SoundFitter]:
    """The fitter of a sound that is prepared, for this thread alone."""
    opened = _find_sound(sound, max_bit_rate)
    with opened.lock:
        yield opened.fitter


@lru_cache(maxsize=_KEPT)
def _find_picture(picture: Picture) -> OpenedPicture:
    masters = Masters(1)
    fast = PictureFitter(picture, masters=masters, speed="fast")
    return OpenedPicture(
        fast, PictureFitter(picture, masters=masters, speed="best"), picture.animated
    )


@lru_cache(maxsize=_KEPT)
def _find_sound(sound: Sound, max_bit_rate: int | None) -> _OpenedSound:
    return _OpenedSound(SoundFitter(sound, max_bit_rate=max_bit_rate))


@lru_cache(maxsize=_KEPT)
def _find_tune(sound: Sound, max_seconds: float | None) -> MidiFitter:
    return MidiFitter(sound, max_seconds=max_seconds)
