"""The colours that all pictures of an animation share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, cast

from PIL import Image

from mmskit.media.fitting.cels import Cels
from mmskit.media.fitting.raster import fit_inside

Colour = tuple[int, int, int]

_SAMPLES: Final = 6
_SAMPLE_BOX: Final = (80, 80)
_SETTLED: Final = 100
"""Colours are settled when no more than one sample in so many changes its own."""

_MIDDLE: Final = 128
_RED, _BLUE = 0.49, 0.47
_LIGHT: Final = (0.265, 0.657, 0.078)
SEEN: Final = (
    *(_RED, -_RED, 0, _MIDDLE),
    *(*_LIGHT, 0),
    *(0, -_BLUE, _BLUE, _MIDDLE),
)
"""Red against green, brightness, blue against green: distances as the eye sees them."""


@dataclass(frozen=True)
class Palette:
    """Colours for all pictures of an animation; the index behind the last one is transparent.

    Attributes:
        colours: red, green and blue of ``1 << bits`` colours.
        bits: bits of a pixel.
        transparent: the index that leaves a pixel as it was; there are as many colours.
        seen: the colours among which the nearest is looked for, None where they are ``colours``.
    """

    colours: bytes = field(repr=False)
    bits: int
    transparent: int
    seen: bytes | None = field(default=None, repr=False)

    @property
    def exact(self) -> bool:
        """Whether these are the animation's own colours, all of them."""
        return self.seen is None

    @cached_property
    def _image(self) -> Image.Image:
        image = Image.new("P", (1, 1))
        image.putpalette(self.seen or self.colours[: 3 * self.transparent])
        return image

    def reduce(self, picture: Image.Image) -> Image.Image:
        """The index of the nearest colour for each pixel of a picture."""
        if self.seen:
            picture = picture.convert("RGB", SEEN)
        reduced = picture.quantize(palette=self._image, dither=Image.Dither.NONE)
        return Image.frombytes("L", picture.size, reduced.tobytes())

    def render(self, indices: Image.Image) -> Image.Image:
        """The picture that indices stand for."""
        image = Image.frombytes("P", indices.size, indices.tobytes())
        image.putpalette(self.colours)
        return image.convert("RGB")


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
    chosen = sheet.convert("RGB", SEEN).quantize(
        colours - 1,
        method=Image.Quantize.MAXCOVERAGE,
        kmeans=1 + width * height * len(samples) // _SETTLED,
        dither=Image.Dither.NONE,
    )
    seen = bytes(chosen.getpalette() or b"")[: 3 * (colours - 1)]
    entries = [_to_colour(seen[at : at + 3]) for at in range(0, len(seen), 3)]
    return make_palette(entries, seen)


def make_palette(entries: Sequence[Colour], seen: bytes | None = None) -> Palette:
    """Make a palette of these colours and a transparent one."""
    bits = max(2, len(entries).bit_length())
    filled = bytes(level for entry in entries for level in entry).ljust(3 << bits, b"\0")
    return Palette(filled, bits, len(entries), seen)


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


def _to_colour(seen: bytes) -> Colour:
    red, light, blue = seen
    redder, bluer = (red - _MIDDLE) / _RED, (blue - _MIDDLE) / _BLUE
    green = light - _LIGHT[0] * redder - _LIGHT[2] * bluer
    found = (green + redder, green, green + bluer)
    return cast("Colour", tuple(min(max(round(level), 0), 255) for level in found))
