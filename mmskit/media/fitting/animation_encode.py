"""Writes the pictures of an animation as GIF: one palette, and only what changes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, cast

from PIL import Image, ImageChops

from mmskit.media.fitting.cels import Cels
from mmskit.media.fitting.gif_writer import Patch, compress, write_gif
from mmskit.media.fitting.raster import Size, fit_inside

Colour = tuple[int, int, int]

_STILL: Final = 8
"""A pixel that moved less than this, of 255, since it was last painted is left as it is."""

_NEAR: Final = 8.0
_NEAR_MOST: Final = 3
"""A colour this near may stand for another where that continues a run, out of so many."""

_COMPARED: Final = frozenset({1, 2, 6})
"""Patches at which it is found out anew which way of leaving pixels is the smaller one."""

_SAMPLES: Final = 8
_SAMPLE_BOX: Final = (96, 96)
_ROUNDS: Final = 3
_LONGEST: Final = 65_535
"""Hundredths of a second; a GIF cannot show one picture longer, and these are eleven minutes."""

_MOVED: Final = [255 if level > _STILL else 0 for level in range(256)]
_OTHER: Final = [0] + [255] * 255


@dataclass(frozen=True)
class Palette:
    """Colours for all pictures of an animation; the index behind the last one is transparent."""

    colours: bytes = field(repr=False)
    bits: int
    transparent: int
    near: list[list[int]] = field(repr=False)

    @cached_property
    def image(self) -> Image.Image:
        """The same, as Pillow takes it."""
        image = Image.new("P", (1, 1))
        image.putpalette(self.colours[: 3 * self.transparent])
        return image

    @cached_property
    def painted(self) -> list[int]:
        """For each index, 255 where it paints."""
        return [0 if index == self.transparent else 255 for index in range(256)]


@dataclass(frozen=True)
class Encoded:
    """An animation as GIF, and what it will show.

    Attributes:
        data: the file.
        size: width and height in pixels.
        shown: each picture as shown, and when it gives way, in hundredths of a second.
    """

    data: bytes = field(repr=False)
    size: Size
    shown: list[tuple[Image.Image, int]] = field(repr=False)


def choose_palette(cels: Cels, colours: int) -> Palette:
    """Choose at most so many colours, one of them transparent, from all over an animation."""
    step = max(1, len(cels.cels) // _SAMPLES)
    samples = [
        cel.picture.resize(fit_inside(cels.size, _SAMPLE_BOX), Image.Resampling.LANCZOS)
        for cel in cels.cels[::step]
    ]
    width, height = samples[0].size
    sheet = Image.new("RGB", (width, height * len(samples)))
    for number, sample in enumerate(samples):
        sheet.paste(sample, (0, number * height))
    chosen = sheet.quantize(colours - 1, kmeans=_ROUNDS, dither=Image.Dither.NONE).getpalette()
    flat = (chosen or [])[: 3 * (colours - 1)]
    return make_palette([(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)])


def make_palette(entries: Sequence[Colour]) -> Palette:
    """Make a palette of these colours and a transparent one."""
    bits = max(2, len(entries).bit_length())
    filled = bytes(level for entry in entries for level in entry).ljust(3 << bits, b"\0")
    near = [_find_near(index, entries) for index in range(len(entries))]
    return Palette(filled, bits, len(entries), [*near, []])


def find_colours(cels: Cels, most: int) -> list[Colour] | None:
    """All the colours of an animation, or None where there are more than so many."""
    seen: set[Colour] = set()
    for cel in cels.cels:
        found = cel.picture.getcolors(most)
        if found is None:
            return None
        seen.update(cast("Colour", colour) for _, colour in found)
        if len(seen) > most:
            return None
    return sorted(seen)


def _find_near(index: int, entries: Sequence[Colour]) -> list[int]:
    distances = sorted(
        (math.dist(entries[index], entry), other)
        for other, entry in enumerate(entries)
        if other != index
    )
    return [other for distance, other in distances[:_NEAR_MOST] if distance <= _NEAR]


def encode(cels: Cels, palette: Palette, step: int, size: Size, loop: int | None) -> Encoded:
    """Write every picture, or every second, third … one, at a size; their time stays.

    Args:
        cels: the animation.
        palette: its colours.
        step: of how many pictures one is taken.
        size: width and height in pixels.
        loop: how often it is repeated (0: for ever), or None where it plays once.
    """
    scene = _Scene(palette, size)
    taken = range(0, len(cels.cels), step)
    ends = [round(100 * cels.starts[min(at + step, len(cels.cels))]) for at in taken]
    for at, end in zip(taken, ends, strict=True):
        scene.add(cels.cels[at].picture.resize(size, Image.Resampling.LANCZOS), end)
    scene.keep_moving()
    data = write_gif(
        size,
        palette.colours,
        palette.bits,
        scene.patches,
        transparent=palette.transparent,
        loop=loop,
    )
    return Encoded(data, size, scene.shown)


class _Scene:
    """What is on show while an animation is written."""

    def __init__(self, palette: Palette, size: Size) -> None:
        self.patches: list[Patch] = []
        self.shown: list[tuple[Image.Image, int]] = []
        self._palette = palette
        self._size = size
        self._end = 0
        self._covering: bool | None = None
        self._painted_from = Image.new("RGB", size)
        self._indices = Image.new("L", size)

    def add(self, picture: Image.Image, end: int) -> None:
        """Show another picture, up to an instant in hundredths of a second."""
        reduced = picture.quantize(palette=self._palette.image, dither=Image.Dither.NONE)
        indices = Image.frombytes("L", self._size, reduced.tobytes())
        changed = self._find_changed(picture, indices)
        box = changed.getbbox()
        delay = min(end - self._end, _LONGEST)
        self._end = end
        if box is None:
            last = self.patches[-1]
            delay = min(last.hundredths + delay, _LONGEST)
            self.patches[-1] = replace(last, hundredths=delay)
            self.shown[-1] = (self.shown[-1][0], end)
            return
        self._painted_from.paste(picture, (0, 0), changed)
        self._paint(indices, changed, box, delay)
        self.shown.append((self._render(), end))

    def keep_moving(self) -> None:
        """An animation in which nothing changes stays one: it gets a second picture of nothing."""
        if len(self.patches) > 1:
            return
        only = self.patches[0]
        rest = only.hundredths // 2
        nothing, _ = compress(bytes((self._palette.transparent,)), self._palette.bits, [])
        self.patches = [
            replace(only, hundredths=only.hundredths - rest),
            Patch(0, 0, 1, 1, nothing, rest),
        ]

    def _find_changed(self, picture: Image.Image, indices: Image.Image) -> Image.Image:
        if not self.patches:
            return Image.new("L", self._size, 255)
        bands = ImageChops.difference(picture, self._painted_from).split()
        moved = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        other = ImageChops.difference(indices, self._indices).point(_OTHER)
        return ImageChops.darker(moved.point(_MOVED), other)

    def _paint(
        self,
        indices: Image.Image,
        changed: Image.Image,
        box: tuple[int, int, int, int],
        delay: int,
    ) -> None:
        size = box[2] - box[0], box[3] - box[1]
        codes, shown = self._compress(indices, changed, box)
        painted = Image.frombytes("L", size, shown)
        self._indices.paste(painted, box[:2], painted.point(self._palette.painted))
        self.patches.append(Patch(box[0], box[1], *size, codes, delay))

    def _compress(
        self, indices: Image.Image, changed: Image.Image, box: tuple[int, int, int, int]
    ) -> tuple[bytes, bytes]:
        """Leave what did not change transparent, or paint it again: now this is smaller, now that."""
        if not self.patches:
            ways = [False]
        elif self._covering is None or len(self.patches) in _COMPARED:
            ways = [False, True]
        else:
            ways = [self._covering]
        found = []
        for covering in ways:
            layer = self._indices.copy()
            if not covering:
                layer.paste(self._palette.transparent, (0, 0, *self._size))
            layer.paste(indices, (0, 0), changed)
            pixels = layer.crop(box).tobytes()
            found.append((compress(pixels, self._palette.bits, self._palette.near), covering))
        best, covering = min(found, key=lambda each: len(each[0][0]))
        self._covering = covering if self.patches else None
        return best

    def _render(self) -> Image.Image:
        image = Image.frombytes("P", self._size, self._indices.tobytes())
        image.putpalette(self._palette.colours)
        return image.convert("RGB")
