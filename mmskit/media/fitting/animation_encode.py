"""Writes the pictures of an animation as GIF: one palette, and only what changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from mmskit.media.fitting.animation_palette import Palette
from mmskit.media.fitting.animation_plan import Plan
from mmskit.media.fitting.cels import Cels
from mmskit.media.fitting.gif_squeeze import find_program, squeeze
from mmskit.media.fitting.gif_writer import STORED_BITS, Patch, compress, store, write_gif
from mmskit.media.fitting.raster import Size

_STILL: Final = 4
"""A pixel about which less than this has moved, of 255, since it was last painted is left as it is:
noise does not add up, motion does."""

_COMPARED: Final = frozenset({1, 2, 6})
"""Patches at which it is found out anew which way of leaving pixels is the smaller one."""

_LONGEST: Final = 65_535
"""Hundredths of a second; a GIF cannot show one picture longer, and these are eleven minutes."""

_MOVED: Final = [255 if level > _STILL else 0 for level in range(256)]
_AROUND: Final = ImageFilter.BoxBlur(1)
_OTHER: Final = [0] + [255] * 255


@dataclass(frozen=True)
class Encoded:
    """An animation as GIF, and what it will show.

    Attributes:
        data: the file.
        size: width and height in pixels.
        shown: what is on show for each picture of the plan.
    """

    data: bytes = field(repr=False)
    size: Size
    shown: list[Image.Image] = field(repr=False)


@dataclass(frozen=True)
class _Layer:
    """A picture as it will be on show: its indices, and where they differ from the one before."""

    indices: Image.Image
    changed: Image.Image
    box: tuple[int, int, int, int]
    hundredths: int


def encode(cels: Cels, palette: Palette, plan: Plan, size: Size, loop: int | None) -> Encoded:
    """Write the pictures of a plan at a size.

    Args:
        cels: the animation.
        palette: its colours.
        plan: which pictures, and when.
        size: width and height in pixels.
        loop: how often it is repeated (0: for ever), or None where it plays once.
    """
    shown: list[Image.Image] = []
    layers = _find_layers(cels, palette, plan, size, shown)
    data = None
    if palette.bits <= STORED_BITS and len(layers) > 1 and find_program():
        whole = [
            Patch(0, 0, *size, store(layer.indices.tobytes()), layer.hundredths) for layer in layers
        ]
        colours = palette.colours.ljust(3 << STORED_BITS, b"\0")
        transparent = palette.transparent
        stored = write_gif(size, colours, STORED_BITS, whole, transparent=transparent, loop=loop)
        data = squeeze(stored)
    if data is None:
        patches = _keep_moving(list(_paint(palette, size, layers)), palette)
        data = write_gif(
            size,
            palette.colours,
            palette.bits,
            patches,
            transparent=palette.transparent,
            loop=loop,
        )
    return Encoded(data, size, shown)


def _find_layers(
    cels: Cels, palette: Palette, plan: Plan, size: Size, shown: list[Image.Image]
) -> list[_Layer]:
    layers: list[_Layer] = []
    painted_from = on_show = Image.new("RGB", size)
    indices = Image.new("L", size)
    start = 0
    for number, end in zip(plan.taken, plan.ends, strict=True):
        picture = cels.scale(number, size)
        delay, start = end - start, end
        reduced = palette.reduce(picture)
        if layers:
            changed = ImageChops.difference(reduced, indices).point(_OTHER)
            if not palette.exact:
                changed = ImageChops.darker(_find_moved(picture, painted_from), changed)
        else:
            changed = Image.new("L", size, 255)
        box = changed.getbbox()
        if box is None:
            longer = min(layers[-1].hundredths + delay, _LONGEST)
            layers[-1] = replace(layers[-1], hundredths=longer)
            shown.append(on_show)
            continue
        painted_from.paste(picture, (0, 0), changed)
        indices = Image.composite(reduced, indices, changed)
        on_show = palette.render(indices)
        shown.append(on_show)
        layers.append(_Layer(indices, changed, box, min(delay, _LONGEST)))
    return layers


def _find_moved(picture: Image.Image, before: Image.Image) -> Image.Image:
    bands = ImageChops.difference(picture, before).split()
    moved = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return moved.filter(_AROUND).point(_MOVED)


def _paint(palette: Palette, size: Size, layers: list[_Layer]) -> Iterable[Patch]:
    """Leave what did not change transparent, or paint it again: now this is smaller, now that."""
    covering: bool | None = None
    for number, layer in enumerate(layers):
        if not number:
            ways = [True]
        elif covering is None or number in _COMPARED:
            ways = [False, True]
        else:
            ways = [covering]
        found = []
        for way in ways:
            pixels = layer.indices
            if not way:
                nothing = Image.new("L", size, palette.transparent)
                pixels = Image.composite(pixels, nothing, layer.changed)
            codes = compress(pixels.crop(layer.box).tobytes(), palette.bits)
            found.append((codes, way))
        codes, way = min(found, key=lambda each: len(each[0]))
        covering = way if number else None
        left, top, right, bottom = layer.box
        yield Patch(left, top, right - left, bottom - top, codes, layer.hundredths)


def _keep_moving(patches: list[Patch], palette: Palette) -> list[Patch]:
    """An animation in which nothing changes stays one: it gets a second picture of nothing."""
    if len(patches) > 1:
        return patches
    only = patches[0]
    rest = only.hundredths // 2
    nothing = compress(bytes((palette.transparent,)), palette.bits)
    return [replace(only, hundredths=only.hundredths - rest), Patch(0, 0, 1, 1, nothing, rest)]
