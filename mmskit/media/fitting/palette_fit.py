"""A picture as still GIF of at most so many bytes: for screens, line art, logos and QR codes.

Colours are reduced without dither, and the size with them: each size gets the most colours that
fit, and the sizes are compared. A picture made of equal square cells (a QR code, enlarged pixel
art) keeps every cell: it is scaled by whole pixels for each cell, without blur.
"""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops

from mmskit.media.fitting.cells import CELL_COLOURS
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.palettes import COLOURS, Palettes
from mmskit.media.fitting.rendition import Rendition
from mmskit.media.fitting.texture import Texture
from mmskit.texts import text

_STEPS: Final = (16, 32, 64, 128, 256)
_GREY_STEPS: Final = (2, 4, 8, *_STEPS)
_SCALES: Final = (1.0, 0.85, 0.7, 0.6, 0.5)
_GREY_SCALES: Final = (*_SCALES, 0.4, 0.3)
_WHOLE_SCALES: Final = (1.0, 0.85)
_PLAIN: Final = 0.85
"""Share of such pixels from which a picture may be made smaller: with fewer, JPEG is better then."""

_PROMISING: Final = {_SCALES: 1.8, _GREY_SCALES: 4.0, _WHOLE_SCALES: 1.0}
"""With the fewest colours, the full size must not take more than this many times the bytes."""

_FLAT: Final = 0.6
"""Share of pixels that equal their neighbour, from which a picture counts as flat."""

_GROWTH: Final = 0.33
"""Bytes grow with the number of colours to the power of about this."""

_SHRINKING: Final = 1.3
"""And with the scale to the power of this, at least."""

_MANY: Final = 64
"""With as many colours in one size, no smaller one looks better."""

_DRIFT_PENALTY: Final = 0.007
"""What a drift of areas by one step costs, in likeness."""


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
        return self._reduce(max_bytes)

    def _reduce(self, max_bytes: int) -> Rendition | None:
        """The best of all sizes; the smaller, the more colours fit."""
        scales = self._scales
        if self._fewest_bytes > _PROMISING[scales] * max_bytes:
            return None
        found: list[Rendition] = []
        step = 0
        for scale in scales:
            if self._fewest_bytes * scale**_SHRINKING > max_bytes:
                continue
            rendition, step = self._take_colours(self._scale(scale), max_bytes, step)
            if rendition:
                found.append(rendition)
            if rendition and self._steps[step] >= _MANY:
                break
        return max(found, key=lambda rendition: rendition.grade, default=None)

    def _take_colours(
        self, image: Image.Image, max_bytes: int, least: int
    ) -> tuple[Rendition | None, int]:
        """The most colours that fit in one size, from a step on; and which step they are."""
        tried: dict[int, tuple[bytes, Image.Image]] = {}

        def fits(step: int) -> bool:
            if step not in tried:
                reduced = self._palettes.reduce(image, self._steps[step])
                tried[step] = _write(reduced), reduced
            return len(tried[step][0]) <= max_bytes

        step = least
        if not fits(step):
            return None, least
        room = (max_bytes / len(tried[step][0])) ** (1 / _GROWTH) * self._steps[step]
        step = max(at for at, colours in enumerate(self._steps) if at == least or colours <= room)
        while not fits(step):
            step -= 1
        while step + 1 < len(self._steps) and fits(step + 1):
            step += 1
        return self._grade(*tried[step], self._steps[step]), step

    @property
    def _scales(self) -> tuple[float, ...]:
        """The sizes that may be tried: JPEG is no friend of codes and line art."""
        if not self._texture.coloured:
            return _GREY_SCALES
        return _SCALES if self._texture.flat >= _PLAIN else _WHOLE_SCALES

    @property
    def _steps(self) -> tuple[int, ...]:
        """How many colours may be tried: codes and line art do with the fewest."""
        return _STEPS if self._texture.coloured else _GREY_STEPS

    @cached_property
    def _fewest_bytes(self) -> int:
        return len(_write(self._palettes.reduce_roughly(self._picture, self._steps[0])))

    def _scale(self, scale: float) -> Image.Image:
        if scale == 1:
            return self._picture
        width, height = self._picture.size
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        return self._picture.resize(size, Image.Resampling.LANCZOS)

    @cached_property
    def _palettes(self) -> Palettes:
        return Palettes(self._picture)

    def _grade(self, data: bytes, reduced: Image.Image, colours: int) -> Rendition:
        shown = reduced.convert("RGB")
        if shown.size != self._picture.size:
            shown = shown.resize(self._picture.size, Image.Resampling.BICUBIC)
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


def _write(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "GIF", optimize=True)
    return written.getvalue()


def _is_same(reduced: Image.Image, original: Image.Image) -> bool:
    return ImageChops.difference(reduced.convert("RGB"), original).getbbox() is None


def _enlarge(cells: Image.Image, factor: int) -> Rendition:
    size = (cells.width * factor, cells.height * factor)
    colours = cells.getcolors(CELL_COLOURS) or []
    reduced = cells.resize(size, Image.Resampling.NEAREST).quantize(
        max(2, len(colours)), dither=Image.Dither.NONE
    )
    return Rendition(_write(reduced), size, 1.0)
