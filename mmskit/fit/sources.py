"""What a frame's picture and sound are made from, and putting back what was made of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from mmskit.errors import MMSKitError
from mmskit.media.fitting.prepare import prepare_picture, prepare_sound
from mmskit.media.picture import Picture
from mmskit.media.plan import PicturePlan, PictureSource, SoundPlan, SoundSource
from mmskit.media.sound import Sound
from mmskit.message import Frame
from mmskit.texts import text

MediumSlot = Literal["picture", "sound"]

SLOTS: tuple[MediumSlot, ...] = ("picture", "sound")


def find_source(frame: Frame, slot: MediumSlot) -> PictureSource | SoundSource | None:
    """The original and the plan of a frame's picture or sound; None where it has neither."""
    if slot == "picture":
        return frame.picture_source or (PictureSource(frame.picture) if frame.picture else None)
    return frame.sound_source or (SoundSource(frame.sound) if frame.sound else None)


def find_medium(frame: Frame, slot: MediumSlot) -> Picture | Sound | None:
    """What would be sent now."""
    return frame.picture if slot == "picture" else frame.sound


def is_locked(frame: Frame, slot: MediumSlot) -> bool:
    """Whether what would be sent now is to stay, and can be sent."""
    source, medium = find_source(frame, slot), find_medium(frame, slot)
    return bool(source and source.plan.locked and medium and medium.fits_frame)


def prepare(number: int, source: PictureSource | SoundSource) -> Picture | Sound:
    """The original with its plan carried out; an error names the frame of that number."""
    with at_frame(number):
        if isinstance(source, PictureSource):
            return prepare_picture(source)
        return prepare_sound(source)


def put_medium(frame: Frame, slot: MediumSlot, medium: Picture | Sound) -> Frame:
    """Exchange a picture or sound, and keep its source."""
    if slot == "picture" and isinstance(medium, Picture):
        return replace(frame, picture=medium)
    if slot == "sound" and isinstance(medium, Sound):
        return replace(frame, sound=medium)
    raise TypeError(slot)


def put_made(frame: Frame, medium: Picture | Sound, source: PictureSource | SoundSource) -> Frame:
    """Exchange a picture or sound for one that was made from a source, remembered where it differs."""
    if isinstance(source, PictureSource) and isinstance(medium, Picture):
        plain = medium.data == source.original.data and source.plan == PicturePlan()
        return replace(frame, picture=medium, picture_source=None if plain else source)
    if isinstance(source, SoundSource) and isinstance(medium, Sound):
        plain = medium.data == source.original.data and source.plan == SoundPlan()
        return replace(frame, sound=medium, sound_source=None if plain else source)
    raise TypeError(type(medium))


@contextmanager
def at_frame(frame: int) -> Iterator[None]:
    """Say in an error which frame it came from."""
    try:
        yield
    except MMSKitError as error:
        error.place = text("fit.at_frame", frame=frame)
        raise
