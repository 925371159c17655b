"""A picture as still GIF of at most so many bytes: for screens, line art, logos and QR codes.

Colours are reduced without dither, which would only cost bytes here. A picture made of equal
square cells (a QR code, enlarged pixel art) keeps every cell: it is scaled by whole pixels for
each cell, without blur.
"""

from __future__ import annotations

import math
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Final

from PIL import Image, ImageChops

from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.fitting.texture import Texture
from mmskit.texts import text

COLOURS: Final = 256

_STEPS: Final = (16, 32, 64, 128, 256)
_SCALES: Final = (1.0, 0.7)
_FLAT: Final = 0.6
"""Share of pixels that equal their left neighbour, from which a picture counts as flat."""

_DRIFT_PENALTY: Final = 0.007
"""What a drift of areas by one step costs, in likeness."""

_SAMPLED_SIDE: Final = 240
_ROUNDS: Final = 2
_GROUNDS: Final = 24
_PREVAILING: Final = 0.5
_CELL_COLOURS: Final = 16


class PaletteFitter:
    """Makes still GIFs of one picture.

    Args:
        picture: RGB, in the largest size in which it may be sent.
        cells: the picture with one pixel for each of its cells (see :func:`find_cells`), if any.
        likeness: compares with the picture.
        texture: whether large parts of it have one colour.
    """

    def __init__(
        self,
        picture: Image.Image,
        cells: Image.Image | None,
        likeness: Likeness,
        texture: Texture,
    ) -> None:
        self._picture = picture
        self._texture = texture
        self._cells = cells
        self._likeness = likeness

    @cached_property
    def exact(self) -> Rendition | None:
        """The picture with nothing lost, or None where it has too many colours."""
        colours = self._picture.getcolors(COLOURS)
        if colours is None:
            return None
        reduced = self._picture.quantize(max(2, len(colours)), dither=Image.Dither.NONE)
        if not _is_same(reduced, self._picture):
            return None
        return Rendition(_write(reduced), self._picture.size, 1.0)

    @cached_property
    def least(self) -> Rendition | None:
        """The smallest GIF that loses nothing that matters, or None where GIF does not suit it."""
        return self._enlarged[-1] if self._enlarged else self.exact

    def fit(self, max_bytes: int) -> Rendition | None:
        """The best-looking GIF of at most so many bytes, or None where GIF does not suit it."""
        if self.exact and len(self.exact.data) <= max_bytes:
            return self.exact
        for rendition in self._enlarged:
            if len(rendition.data) <= max_bytes:
                return rendition
        if self._texture.flat < _FLAT:
            return None
        tried = [self._fit_at(scale, max_bytes) for scale in _SCALES]
        fitting = [rendition for rendition in tried if rendition]
        return max(fitting, key=lambda rendition: rendition.grade, default=None)

    def _fit_at(self, scale: float, max_bytes: int) -> Rendition | None:
        """The most colours that fit, at one scale."""
        width, height = self._picture.size
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = self._picture
        if size != image.size:
            image = image.resize(size, Image.Resampling.LANCZOS)
        best: tuple[bytes, Image.Image, int] | None = None
        few, many = 0, len(_STEPS)
        while few < many:  # bisect: more colours take more bytes
            step = (few + many) // 2
            reduced = reduce_colours(image, _STEPS[step])
            data = _write(reduced)
            if len(data) <= max_bytes:
                best, few = (data, reduced, _STEPS[step]), step + 1
            else:
                many = step
        return self._grade(*best) if best else None

    def _grade(self, data: bytes, reduced: Image.Image, colours: int) -> Rendition:
        shown = reduced.convert("RGB")
        drift = self._likeness.find_drift(shown)
        grade = self._likeness.find(shown) - _DRIFT_PENALTY * drift
        return Rendition(data, reduced.size, grade, (text("fit.colours", colours=colours),))

    @cached_property
    def _enlarged(self) -> list[Rendition]:
        """The picture with every cell kept, the largest first; empty where it has no cells."""
        if self._cells is None:
            return []
        room = min(
            self._picture.width // self._cells.width, self._picture.height // self._cells.height
        )
        return [_enlarge(self._cells, factor) for factor in range(max(1, room), 0, -1)]


def find_cells(image: Image.Image) -> Image.Image | None:
    """One pixel for each of the equal square cells that a picture is made of, or None.

    Args:
        image: RGB, in its own size.
    """
    if image.getcolors(_CELL_COLOURS) is None:
        return None
    grey = image.convert("L")
    upended = grey.transpose(Image.Transpose.TRANSPOSE)
    side = math.gcd(_find_step(grey), _find_step(upended), *image.size)
    if side == 1:
        return None
    size = (image.width // side, image.height // side)
    cells = image.resize(size, Image.Resampling.NEAREST)
    rebuilt = cells.resize(image.size, Image.Resampling.NEAREST)
    return cells if ImageChops.difference(rebuilt, image).getbbox() is None else None


def reduce_colours(image: Image.Image, colours: int) -> Image.Image:
    """Reduce a picture to its best few colours, without dither."""
    sample = image
    if max(image.size) > _SAMPLED_SIDE:
        scale = _SAMPLED_SIDE / max(image.size)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        sample = image.resize(size, Image.Resampling.NEAREST)
    chosen = sample.quantize(colours, kmeans=_ROUNDS, dither=Image.Dither.NONE)
    if sample is image:
        return chosen
    return _restore_grounds(image.quantize(palette=chosen, dither=Image.Dither.NONE), image)


def _restore_grounds(reduced: Image.Image, image: Image.Image) -> Image.Image:
    """Give the widest areas their own colour again, which Pillow's mapping misses by a few steps."""
    indices = Image.frombytes("L", reduced.size, reduced.tobytes())
    counts = indices.histogram()
    widest = sorted(range(COLOURS), key=lambda index: -counts[index])[:_GROUNDS]
    palette = reduced.getpalette() or []
    for index in filter(counts.__getitem__, widest):
        mask = indices.point([255 if value == index else 0 for value in range(256)])
        levels = image.histogram(mask)
        for band in range(3):
            palette[3 * index + band] = _find_level(levels[256 * band : 256 * (band + 1)])
    reduced.putpalette(palette)
    return reduced


def _find_level(counts: list[int]) -> int:
    """The commonest level where it prevails, else the mean one."""
    total, most = sum(counts), max(counts)
    if most >= _PREVAILING * total:
        return counts.index(most)
    return round(sum(level * count for level, count in enumerate(counts)) / total)


def _write(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "GIF", optimize=True)
    return written.getvalue()


def _is_same(reduced: Image.Image, original: Image.Image) -> bool:
    return ImageChops.difference(reduced.convert("RGB"), original).getbbox() is None


def _find_step(grey: Image.Image) -> int:
    """The greatest common divisor of the columns at which anything changes, in sampled rows."""
    changes: set[int] = set()
    for row in range(0, grey.height, max(1, grey.height // _SAMPLED_SIDE)):
        values = grey.crop((0, row, grey.width, row + 1)).tobytes()
        changes.update(at for at, (one, other) in enumerate(pairwise(values), 1) if one != other)
    return math.gcd(*changes)


def _enlarge(cells: Image.Image, factor: int) -> Rendition:
    size = (cells.width * factor, cells.height * factor)
    colours = cells.getcolors(_CELL_COLOURS) or []
    reduced = cells.resize(size, Image.Resampling.NEAREST).quantize(
        max(2, len(colours)), dither=Image.Dither.NONE
    )
    return Rendition(_write(reduced), size, 1.0)
