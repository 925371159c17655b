"""The colours of a picture reduced to a few, without dither, which would only cost bytes."""

from __future__ import annotations

from typing import Final

from PIL import Image

COLOURS: Final = 256

_SAMPLED_SIDE: Final = 160
_RESTLESS: Final = 1
"""Pixels of the sample that may still change their colour when the search for colours ends."""

_GROUNDS: Final = 24
_PREVAILING: Final = 0.5


class Palettes:
    """Chooses the colours of one picture, and reduces it, in any size, to them.

    Args:
        picture: RGB.
    """

    def __init__(self, picture: Image.Image) -> None:
        self._sample = _take_sample(picture)
        self._chosen: dict[int, Image.Image] = {}

    def reduce(self, image: Image.Image, colours: int) -> Image.Image:
        """Reduce the picture in some size to its best few colours.

        Taking first what covers the most of the colours' space, not of the pixels, keeps the
        accents that a drawing lives from.
        """
        chosen = self._chosen.get(colours)
        if chosen is None:
            chosen = _choose(self._sample, colours, _RESTLESS)
            self._chosen[colours] = chosen
        return _restore_grounds(image.quantize(palette=chosen, dither=Image.Dither.NONE), image)

    def reduce_roughly(self, image: Image.Image, colours: int) -> Image.Image:
        """The same, quickly: about as many bytes, with colours that are not for showing."""
        chosen = _choose(self._sample, colours, 0)
        return image.quantize(palette=chosen, dither=Image.Dither.NONE)


def _choose(sample: Image.Image, colours: int, restless: int) -> Image.Image:
    return sample.quantize(
        colours, method=Image.Quantize.MAXCOVERAGE, kmeans=restless, dither=Image.Dither.NONE
    )


def _take_sample(image: Image.Image) -> Image.Image:
    """Some of its pixels, unchanged."""
    scale = _SAMPLED_SIDE / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.NEAREST)


def _restore_grounds(reduced: Image.Image, image: Image.Image) -> Image.Image:
    """Give the widest areas their own colour again, which Pillow's mapping misses by a few steps."""
    sampled, image = _take_sample(reduced), _take_sample(image)
    indices = Image.frombytes("L", sampled.size, sampled.tobytes())
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
