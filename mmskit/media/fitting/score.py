"""How good a picture looks beside its original, on one scale for all pictures.

An estimate of SSIMULACRA2: 90 cannot be told from the original, 70 is good, 50 fair, 30 poor, and
below 0 little can be made out. Structural similarity of brightness as the eye takes it (the cube root
of light), in windows of a Gaussian's width, at four sizes of detail. Five of the measure's 108 terms
are kept, with weights found by regression; pictures that had no part in it are met within about 1.5
points in the median, photographs mostly within 2, a chart or a page of text within 6.

:mod:`~mmskit.media.fitting.likeness` is cheaper, and ranks versions of one picture; this one also
compares one picture with another, which sharing out a message's bytes takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from PIL import Image, ImageMath

from mmskit.media.fitting.raster import Size

PERFECT: Final = 100.0

_WINDOW: Final = 3.67
"""A triangle of this half-width spreads as a Gaussian of 1.5 pixels does; windows lie so far apart."""

_EDGE: Final = 0.87
"""Of a window at the edge so much is picture: the measure counts what lies there less."""

_LEAST_SIDE: Final = 8
_SCALES: Final = 4
_MEANS: Final = (0.0, 0.0, 153.0, 354.6)
_PEAKS: Final = (12.0, 8.9, 39.7, 0.0)
"""Weights of the mean difference, and of its fourth-power mean, at each size of detail."""

_CUBIC: Final = (2.326765642916932, -0.020884521182843837, 6.248496625763138e-05)
_POWER: Final = 0.6276336467831387
_STEADY: Final = 0.0009
_BIAS: Final = 0.0037930732552754493
_ROOT: Final = _BIAS ** (1 / 3)
_BRIGHTNESS: Final = (0.265, 0.657, 0.078)


@dataclass(frozen=True)
class _Layer:
    """Brightness at one size of detail, with the mean and mean square of each window."""

    values: Image.Image
    mean: Image.Image
    square: Image.Image
    cover: Image.Image


class Scorer:
    """Compares pictures with one original.

    Args:
        original: RGB, in the size in which it is shown.
    """

    def __init__(self, original: Image.Image) -> None:
        self._size = original.size
        self._layers = _take_layers(original)

    def find(self, image: Image.Image) -> float:
        """How good a picture looks when it is shown in the original's size; 100 is the same."""
        if image.size != self._size:
            enlarged = image.width < self._size[0]
            method = Image.Resampling.BICUBIC if enlarged else Image.Resampling.LANCZOS
            image = image.convert("RGB").resize(self._size, method)
        total = 0.0
        layers = zip(self._layers, _take_layers(image), _MEANS, _PEAKS, strict=False)
        for one, other, of_mean, of_peaks in layers:
            differences = _compare(one, other)
            total += of_mean * _find_mean(differences) if of_mean else 0.0
            total += of_peaks * _find_peaks(differences) if of_peaks else 0.0
        bent = sum(factor * total**power for power, factor in enumerate(_CUBIC, 1))
        return float(PERFECT - 10 * max(0.0, bent) ** _POWER)


def _take_layers(image: Image.Image) -> list[_Layer]:
    light = _find_light(image)
    layers: list[_Layer] = []
    while len(layers) < _SCALES and (not layers or min(light.size) >= 2 * _LEAST_SIDE):
        light = light.reduce(2) if layers else light
        values = _calculate(lambda args: (args["y"] + _BIAS) ** (1 / 3) - _ROOT, y=light)
        mean = _look(values)
        square = _look(_multiply(values, values))
        cover = _find_cover(mean.size)
        layers.append(_Layer(values, _multiply(mean, cover), _multiply(square, cover), cover))
    return layers


def _find_light(image: Image.Image) -> Image.Image:
    """How bright each pixel is, as light adds up."""
    bands = image.convert("RGB").split()
    tables = _make_tables()
    light = [band.point(table, "F") for band, table in zip(bands, tables, strict=True)]
    return _calculate(
        lambda args: args["r"] + args["g"] + args["b"], r=light[0], g=light[1], b=light[2]
    )


@cache
def _make_tables() -> list[list[float]]:
    return [[share * _undo_gamma(level / 255) for level in range(256)] for share in _BRIGHTNESS]


def _undo_gamma(level: float) -> float:
    """The light of a level of sRGB. Source: IEC 61966-2-1."""
    return float(level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004


def _look(image: Image.Image) -> Image.Image:
    """What each window sees on average."""
    size = max(1, round(image.width / _WINDOW)), max(1, round(image.height / _WINDOW))
    return image.resize(size, Image.Resampling.BILINEAR)


@cache
def _find_cover(size: Size) -> Image.Image:
    """How much of each window is picture."""
    cover = Image.new("F", size, _EDGE)
    width, height = size
    for row in range(height):
        upright = 1.0 if 0 < row < height - 1 else _EDGE
        cover.paste(upright, (1, row, max(1, width - 1), row + 1))
        for column in (0, width - 1):
            cover.putpixel((column, row), upright * _EDGE)
    return cover


def _compare(one: _Layer, other: _Layer) -> Image.Image:
    """How different each window is, from 0."""
    product = _multiply(_look(_multiply(one.values, other.values)), one.cover)
    return _calculate(
        _find_difference,
        a=one.mean,
        b=other.mean,
        aa=one.square,
        bb=other.square,
        ab=product,
    )


def _find_difference(args: dict[str, Any]) -> Any:
    a, b = args["a"], args["b"]
    alike = 1 - (a - b) * (a - b)
    together = 2 * (args["ab"] - a * b) + _STEADY
    apart = args["aa"] - a * a + args["bb"] - b * b + _STEADY
    return args["max"](1 - alike * together / apart, 0.0 * a)


def _find_mean(image: Image.Image) -> float:
    return float(image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))  # type: ignore[arg-type]


def _find_peaks(image: Image.Image) -> float:
    squared = _multiply(image, image)
    return max(0.0, _find_mean(_multiply(squared, squared))) ** 0.25


def _multiply(one: Image.Image, other: Image.Image) -> Image.Image:
    return _calculate(lambda args: args["one"] * args["other"], one=one, other=other)


def _calculate(formula: Any, **images: Image.Image) -> Image.Image:
    result: Image.Image = ImageMath.lambda_eval(formula, **images)
    return result
