"""How good a picture looks beside its original, on one scale for all pictures.

An estimate of SSIMULACRA2: 90 cannot be told from the original, 70 is good, 50 fair, 30 poor, and
below 0 little can be made out. Structural similarity of brightness as the eye takes it (the cube root
of light), in windows of a Gaussian's width, at four sizes of detail; of blue against brightness, where
it is coarse; and what fine detail was lost. Six of the measure's 108 terms are kept, with weights
found by regression; pictures that had no part in it are met within about 1 point in the median,
photographs mostly within 1.5, screens and pages of text within 6.

:mod:`~mmskit.media.fitting.likeness` is cheaper, and ranks versions of one picture; this one also
compares one picture with another, which sharing out a message's bytes takes.
"""

from __future__ import annotations

import math
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
_COARSE: Final = 16
_MEANS: Final = (0.0, 0.0, 205.3, 274.6)
_PEAKS: Final = (6.8, 14.1, 0.0, 0.0)
"""Weights of the mean difference, and of its fourth-power mean, at each size of detail."""

_BLUE: Final = 220.5
_LOST: Final = 23.8

_CUBIC: Final = (2.326765642916932, -0.020884521182843837, 6.248496625763138e-05)
_POWER: Final = 0.6276336467831387
_STEADY: Final = 0.0009
_BIAS: Final = 0.0037930732552754493
_ROOT: Final = _BIAS ** (1 / 3)
_BRIGHTNESS: Final = (0.265, 0.657, 0.078)
_BLUENESS: Final = (0.2434, 0.2047, 0.5519)
_BLUE_BASE: Final = 0.55


@dataclass(frozen=True)
class _Layer:
    """One channel at one size of detail, with the mean and mean square of each window."""

    values: Image.Image
    mean: Image.Image
    square: Image.Image
    cover: Image.Image


@dataclass(frozen=True)
class _Sight:
    """What of a picture is compared: brightness, blue, and how strong the finest detail is."""

    bright: list[_Layer]
    blue: _Layer | None
    detail: Image.Image


class Scorer:
    """Compares pictures with one original.

    Args:
        original: RGB, in the size in which it is shown.
    """

    def __init__(self, original: Image.Image) -> None:
        self._size = original.size
        self._sight = _see(original)

    def find(self, image: Image.Image) -> float:
        """How good a picture looks when it is shown in the original's size; 100 is the same."""
        if image.size != self._size:
            enlarged = image.width < self._size[0]
            method = Image.Resampling.BICUBIC if enlarged else Image.Resampling.LANCZOS
            image = image.convert("RGB").resize(self._size, method)
        mine, other = self._sight, _see(image)
        total = _LOST * _find_peaks(_find_lost(mine.detail, other.detail))
        for one, two, of_mean, of_peaks in zip(
            mine.bright, other.bright, _MEANS, _PEAKS, strict=False
        ):
            differences = _compare(one, two)
            total += of_mean * _find_mean(differences) if of_mean else 0.0
            total += of_peaks * _find_peaks(differences) if of_peaks else 0.0
        if mine.blue and other.blue:
            total += _BLUE * _find_mean(_compare(mine.blue, other.blue))
        bent = sum(factor * total**power for power, factor in enumerate(_CUBIC, 1))
        return float(PERFECT - 10 * max(0.0, bent) ** _POWER)


def _see(image: Image.Image) -> _Sight:
    bands = [band.point(_make_table(), "F") for band in image.convert("RGB").split()]
    light = _mix(bands, _BRIGHTNESS)
    bright: list[_Layer] = []
    while len(bright) < _SCALES and (not bright or min(light.size) >= 2 * _LEAST_SIDE):
        light = light.reduce(2) if bright else light
        bright.append(_take_layer(_root(light)))
    finest = bright[0].values
    around = _look(finest).resize(finest.size, Image.Resampling.BILINEAR)
    detail = _calculate(lambda args: 1 + abs(args["y"] - args["m"]), y=finest, m=around)
    return _Sight(bright, _take_blue(bands), detail)


def _take_blue(bands: list[Image.Image]) -> _Layer | None:
    """Blue against brightness, where it is coarse; None of a picture that is too small."""
    if min(bands[0].size) < _COARSE * _LEAST_SIDE:
        return None
    coarse = [band.reduce(_COARSE) for band in bands]
    return _take_layer(
        _calculate(
            lambda args: args["s"] - args["y"] + _BLUE_BASE,
            s=_root(_mix(coarse, _BLUENESS)),
            y=_root(_mix(coarse, _BRIGHTNESS)),
        )
    )


def _take_layer(values: Image.Image) -> _Layer:
    mean, square = _look(values), _look(_multiply(values, values))
    cover = _find_cover(mean.size)
    return _Layer(values, _multiply(mean, cover), _multiply(square, cover), cover)


def _mix(bands: list[Image.Image], shares: tuple[float, float, float]) -> Image.Image:
    red, green, blue = shares
    return _calculate(
        lambda args: args["r"] * red + args["g"] * green + args["b"] * blue,
        r=bands[0],
        g=bands[1],
        b=bands[2],
    )


def _root(light: Image.Image) -> Image.Image:
    """As the eye takes light."""
    return _calculate(lambda args: (args["y"] + _BIAS) ** (1 / 3) - _ROOT, y=light)


@cache
def _make_table() -> list[float]:
    return [_undo_gamma(level / 255) for level in range(256)]


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


def _find_lost(one: Image.Image, other: Image.Image) -> Image.Image:
    """How much weaker detail has become."""
    return _calculate(
        lambda args: args["max"](1 - args["b"] / args["a"], 0.0 * args["a"]), a=one, b=other
    )


def _find_mean(image: Image.Image) -> float:
    return float(image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))  # type: ignore[arg-type]


def _find_peaks(image: Image.Image) -> float:
    squared = _multiply(image, image)
    return math.sqrt(math.sqrt(max(0.0, _find_mean(_multiply(squared, squared)))))


def _multiply(one: Image.Image, other: Image.Image) -> Image.Image:
    return _calculate(lambda args: args["one"] * args["other"], one=one, other=other)


def _calculate(formula: Any, **images: Image.Image) -> Image.Image:
    result: Image.Image = ImageMath.lambda_eval(formula, **images)
    return result
