"""Pictures for the screen: decoded beside the window, kept while there is room."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

import mmskit
from mmskit.media.drawing.pixels import Film, decode_film
from mmskit_gui.tasks import Tasks

_KEPT_BYTES: Final = 192 << 20
_BYTES: Final = 4

_Key = tuple[bytes, int, int, bool]


@dataclass(frozen=True)
class Reel:
    """A picture ready to be painted.

    Attributes:
        images: its instants.
        ends: when each is over, in seconds from the beginning of a round.
    """

    images: tuple[QImage, ...]
    ends: tuple[float, ...]

    def at(self, seconds: float) -> QImage:
        """The instant that is shown; an animation goes round for ever."""
        if len(self.images) == 1 or self.ends[-1] <= 0:
            return self.images[0]
        passed = (max(0.0, seconds) + 1e-4) % self.ends[-1]
        return self.images[min(bisect_right(self.ends, passed), len(self.images) - 1)]

    @property
    def cost(self) -> int:
        """Bytes of memory."""
        return sum(image.width() * image.height() * _BYTES for image in self.images)


class Imagery(QObject):
    """Gives pictures in the size shown. One that is not there yet is decoded, and told of.

    Signals:
        ready: the picture that can be had now, or whose pixels turned out to be damaged.
    """

    ready = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._kept: OrderedDict[_Key, Reel] = OrderedDict()
        self._asked: set[_Key] = set()
        self._damaged: dict[_Key, mmskit.MMSKitError] = {}
        self._cost = 0

    def find(
        self, picture: mmskit.Picture, width: int, height: int, *, still: bool = False
    ) -> Reel | None:
        """A picture that just fits a rectangle of device pixels, or None until it is decoded."""
        key = (picture.data, width, height, still)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        if key not in self._asked and key not in self._damaged:
            self._asked.add(key)
            self._tasks.run(
                lambda _: _make_reel(decode_film(picture, width, height, still=still)),
                lambda reel: self._keep(key, picture, reel),
                failed=lambda error: self._remember_damage(key, picture, error),
                owner=self,
                quick=True,
            )
        return None

    def find_damage(self, picture: mmskit.Picture) -> mmskit.MMSKitError | None:
        """Why a picture cannot be shown, if that is known."""
        found = (error for key, error in self._damaged.items() if key[0] == picture.data)
        return next(found, None)

    def _keep(self, key: _Key, picture: mmskit.Picture, reel: Reel) -> None:
        self._asked.discard(key)
        self._kept[key] = reel
        self._cost += reel.cost
        while self._cost > _KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._cost -= dropped.cost
        self.ready.emit(picture)

    def _remember_damage(
        self, key: _Key, picture: mmskit.Picture, error: mmskit.MMSKitError
    ) -> None:
        self._asked.discard(key)
        self._damaged[key] = error
        self.ready.emit(picture)


def _make_reel(film: Film) -> Reel:
    images = tuple(
        QImage(
            step.rgba,
            film.width,
            film.height,
            film.width * _BYTES,
            QImage.Format.Format_RGBA8888,
        ).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        for step in film.steps
    )
    return Reel(images, tuple(accumulate(step.seconds for step in film.steps)))
