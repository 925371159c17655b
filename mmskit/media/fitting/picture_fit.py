"""A picture made to fit a number of bytes: GIF or JPEG, whichever looks better."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Final

from PIL import Image

from mmskit.errors import MessageTooLargeError
from mmskit.media.fitting.animation_fit import AnimationFitter
from mmskit.media.fitting.cells import find_cells
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.palette_fit import PaletteFitter
from mmskit.media.fitting.photo_fit import PhotoFitter
from mmskit.media.fitting.raster import fit_inside, open_still
from mmskit.media.fitting.rendition import Rendition, Way
from mmskit.media.fitting.score import PERFECT, Scorer
from mmskit.media.fitting.speed import Speed, find_speed
from mmskit.media.fitting.strip import strip
from mmskit.media.picture import Picture
from mmskit.texts import Text, text

SHOWN: Final = (640, 960)
"""The largest size in which a still is sent: what a phone shows of it."""

_MOVING: Final = 6
"""An animation asks for this many times the bytes of its first frame."""

_FRUGAL: Final = 0.003
"""What a file of 1 / e of the bytes is worth, in likeness."""

_CRISP: Final = 0.001
"""What crisp colours are worth, in likeness, which sees brightness alone."""

_LIKE: Final = 0.98
"""A GIF in full size that is as like as this needs no JPEG beside it."""

_TINY: Final = 80
"""Pixels of the longer side below which a picture is hardly worth sending."""

_ENDLESS: Final = 1 << 40
_CELLS_PIXELS: Final = 4_000_000
_MASTERS: Final = 24


@dataclass(frozen=True)
class FittedPicture:
    """A picture that fits, and what was done to it.

    Attributes:
        picture: gif or jpg.
        notes: every change, empty where there was none.
        way: how an animation was written.
    """

    picture: Picture
    notes: tuple[Text, ...] = ()
    way: Way | None = None


@dataclass(frozen=True)
class _Master:
    """A still, decoded: in the largest size in which it is sent, and its cells if it has any."""

    image: Image.Image
    cells: Image.Image | None

    @cached_property
    def likeness(self) -> Likeness:
        """Compares with it."""
        return Likeness(self.image)


class Masters:
    """The stills that were decoded last, so that trying again does not decode again."""

    def __init__(self, most: int = _MASTERS) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Picture, _Master]] = OrderedDict()

    def open(self, picture: Picture) -> _Master:
        """Decode a picture, or take it from those kept."""
        kept = self._kept.pop(id(picture), None)
        master = kept[1] if kept else _open_master(picture)
        self._kept[id(picture)] = (picture, master)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return master


def _open_master(picture: Picture) -> _Master:
    small = picture.width * picture.height <= _CELLS_PIXELS
    if picture.kind == "jpg" or not small:
        return _Master(open_still(picture.data, SHOWN, name=picture.name), None)
    image = open_still(picture.data, name=picture.name)
    cells = find_cells(image)
    size = fit_inside(image.size, SHOWN)
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _Master(image, cells)


class PictureFitter:
    """Makes one picture fit, as often as asked, always from the original.

    Args:
        picture: any kind.
        animate: whether an animation stays one; otherwise its first frame is taken.
        masters: where decoded pictures are kept.
        speed: how much time may be spent; ``best`` is ``fast`` where libvips is not installed.

    Raises:
        UnsupportedMediaError: (from any of its methods) the pixels are damaged.
    """

    def __init__(
        self,
        picture: Picture,
        *,
        animate: bool = True,
        masters: Masters | None = None,
        speed: Speed = "best",
    ) -> None:
        self._picture = picture
        self._speed = speed
        self._moving = animate and picture.animated
        self._masters = masters or Masters(1)

    @cached_property
    def untouched(self) -> bytes | None:
        """The file itself, without metadata, where a frame can carry it as it is."""
        if self._picture.animated and not self._moving:
            return None
        return strip(self._picture)

    @cached_property
    def demand(self) -> int:
        """Bytes that it takes to look as good as other pictures do with theirs."""
        photo, palette = self._stills
        demand = photo.reference_bytes * (_MOVING if self._moving else 1)
        exact = palette.exact if palette and not self._moving else None
        found = [demand, len(exact.data) if exact else demand, len(self.untouched or b"") or demand]
        return min(found)

    @cached_property
    def most(self) -> int:
        """Bytes beyond which it cannot look better."""
        if self.untouched is not None:
            return len(self.untouched)
        if self._moving:
            return _ENDLESS
        photo, palette = self._stills
        exact = palette.exact if palette else None
        return min(photo.most_bytes, len(exact.data) if exact else photo.most_bytes)

    @cached_property
    def least(self) -> FittedPicture:
        """The smallest that it is ever made."""
        untouched = self.untouched
        if self._moving:
            rendition = self._animation.least
        else:
            photo, palette = self._stills
            least = palette.least if palette else None
            rendition = photo.least
            if least and len(least.data) < len(rendition.data):
                rendition = least
        if untouched is not None and len(untouched) <= len(rendition.data):
            return self._take_untouched(untouched)
        return self._finish(rendition)

    def fit(self, max_bytes: int, way: Way | None = None) -> FittedPicture | None:
        """The best-looking picture of at most so many bytes, or None where there is none.

        Args:
            max_bytes: the most bytes of the file.
            way: how an animation was best written in about as many; no other way is tried.
        """
        if self.untouched is not None and len(self.untouched) <= max_bytes:
            return self._take_untouched(self.untouched)
        if max_bytes < 1:
            return None
        if self._moving:
            rendition = self._animation.fit(max_bytes, way)
        else:
            rendition = self._fit_still(max_bytes)
        return self._finish(rendition) if rendition else None

    def score(self, picture: Picture) -> float:
        """How good a picture that was made of this one looks beside it; see :class:`Scorer`."""
        if picture.data in {self._picture.data, self.untouched}:
            return PERFECT
        if self._moving:
            return self._animation.scorer.find(picture)
        return self._scorer.find(open_still(picture.data))

    @cached_property
    def _animation(self) -> AnimationFitter:
        return AnimationFitter(self._picture)

    @cached_property
    def _scorer(self) -> Scorer:
        return Scorer(self._masters.open(self._picture).image)

    def _fit_still(self, max_bytes: int) -> Rendition | None:
        """JPEG or GIF, whichever looks better; the smaller one where they look about the same."""
        photo, palette = self._stills
        flat = palette.fit(max_bytes) if palette else None
        if flat and (flat.grade == 1 or (flat.grade >= _LIKE and flat.size == photo.size)):
            return flat
        fine = photo.fit(max_bytes)
        if flat is None or fine is None:
            return flat or fine
        fine = photo.grade(fine)
        bonus = _FRUGAL * math.log(len(fine.data) / len(flat.data))
        return flat if flat.grade + _CRISP + bonus >= fine.grade else fine

    @cached_property
    def _stills(self) -> tuple[PhotoFitter, PaletteFitter | None]:
        """The ways for a still, which remember what they measured; a JPEG stays a JPEG."""
        master = self._masters.open(self._picture)
        likeness = master.likeness
        photo = PhotoFitter(master.image, likeness, speed=find_speed(self._speed))
        if self._picture.kind == "jpg":
            return photo, None
        return photo, PaletteFitter(master.image, master.cells, likeness, photo.texture)

    def _take_untouched(self, data: bytes) -> FittedPicture:
        if data is self._picture.data:
            return FittedPicture(self._picture)
        return FittedPicture(Picture(data, self._picture.name), (text("fit.metadata_removed"),))

    def _finish(self, rendition: Rendition) -> FittedPicture:
        before = self._picture
        after = Picture(rendition.data)
        after = Picture(rendition.data, rename(before.name, after.kind))
        notes: list[Text] = []
        if after.kind != before.kind:
            notes.append(text("fit.converted", kind=text(f"media.kind.{before.kind}")))
        if before.animated and not after.animated:
            notes.append(text("fit.first_frame", frames=before.facts.frames))
        if (before.width, before.height) != (after.width, after.height):
            notes.append(_describe_sizes(before, after))
        notes += rendition.notes
        told = any(note.key == "fit.frames_hopeless" for note in notes)
        if not told and max(after.width, after.height) < min(
            _TINY, max(before.width, before.height)
        ):
            notes.append(text("fit.tiny"))
        if before.facts.metadata or before.facts.trailing:
            notes.append(text("fit.metadata_removed"))
        return FittedPicture(after, tuple(notes), rendition.way)


def fit_picture(
    data: bytes,
    max_bytes: int,
    *,
    name: str = "",
    animate: bool = True,
    speed: Speed = "best",
) -> Picture:
    """Make a picture fit a number of bytes.

    A GIF or JPEG that fits, and carries no metadata, comes back byte for byte. Otherwise a JPEG
    stays a JPEG, an animation stays one (as GIF, with its total time), and any other picture
    becomes GIF or JPEG, whichever looks better. Metadata never comes through.

    Args:
        data: a GIF, JPEG, PNG, WebP or BMP file.
        max_bytes: the most bytes of the result.
        name: the file's name, for people; the result's name has the right ending.
        animate: whether an animation stays one; otherwise its first frame is taken.
        speed: ``fast`` for live use; ``best`` takes about twice the time, and is ``fast`` where the
            extra ``best`` (pyvips) is not installed.

    Raises:
        UnsupportedMediaError: it is no picture that can be used, or a damaged one.
        MessageTooLargeError: it cannot be made so small; ``smallest`` is the least reached.
    """
    fitting = PictureFitter(Picture(data, name), animate=animate, speed=speed)
    fitted = fitting.fit(max_bytes)
    if fitted is None:
        raise _refuse(name, len(data), max_bytes, fitting.least.picture, animate=animate)
    return fitted.picture


def _refuse(
    name: str, size: int, max_bytes: int, least: Picture, *, animate: bool
) -> MessageTooLargeError:
    smallest = len(least.data)
    figures = {"size": size, "limit": max_bytes, "smallest": smallest, "width": least.width}
    moving = animate and least.animated
    key = "fit.animation_too_large" if moving else "fit.medium_too_large"
    said = text(key, name=name or text("fit.picture"), frames=least.facts.frames, **figures)
    return MessageTooLargeError(said, size=size, limit=max_bytes, smallest=smallest)


def rename(name: str, kind: str) -> str:
    """A file's name with the ending of its kind."""
    if not name:
        return ""
    path = PurePath(name)
    ending = path.suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    return name if ending == kind else f"{path.stem}.{kind}"


def _describe_sizes(before: Picture, after: Picture) -> Text:
    return text(
        "fit.pixels",
        width=before.width,
        height=before.height,
        new_width=after.width,
        new_height=after.height,
    )
