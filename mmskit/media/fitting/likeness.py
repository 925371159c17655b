"""How much a picture looks like its original, measured cheaply.

Structural similarity of brightness over square blocks, at two sizes of detail. It ranks a few
ways to make one picture smaller; it is no grade of a picture, and says little across pictures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from PIL import Image, ImageChops, ImageMath, ImageStat

_BLOCK: Final = 4
_AREA: Final = 8
_STEADY_MEAN: Final = (0.01 * 255) ** 2
_STEADY_SPREAD: Final = (0.03 * 255) ** 2


@dataclass(frozen=True)
class _Layer:
    """Brightness at one size of detail, with the mean and mean square of each block."""

    values: Image.Image
    mean: Image.Image
    square: Image.Image


class Likeness:
    """Compares pictures with one original.

    Args:
        original: the picture as it should look, in the size in which it is shown.
    """

    def __init__(self, original: Image.Image) -> None:
        self._original = original

    @cached_property
    def _layers(self) -> list[_Layer]:
        return _take_layers(self._original)

    def find(self, image: Image.Image) -> float:
        """Compare a picture, scaled to the original's size: 1 is the same, 0 has nothing in common."""
        if image.size != self._original.size:
            image = image.resize(self._original.size, Image.Resampling.BICUBIC)
        pairs = zip(self._layers, _take_layers(image), strict=True)
        scores = [_compare(*pair) for pair in pairs]
        return sum(scores) / len(scores)

    def find_drift(self, image: Image.Image) -> float:
        """How far the colours of areas are off, in steps of 255.

        Reducing the number of colours keeps every line, and so the likeness, but it shifts areas
        and puts steps into what was even.
        """
        if image.size != self._original.size:
            image = image.resize(self._original.size, Image.Resampling.BICUBIC)
        drift = ImageStat.Stat(ImageChops.difference(self._areas, image.reduce(_AREA)))
        return math.hypot(*drift.rms)

    @cached_property
    def _areas(self) -> Image.Image:
        return self._original.reduce(_AREA)


def _take_layers(image: Image.Image) -> list[_Layer]:
    grey = image.convert("L").convert("F")
    return [_take_layer(grey), _take_layer(grey.reduce(2))]


def _take_layer(values: Image.Image) -> _Layer:
    return _Layer(values, values.reduce(_BLOCK), _multiply(values, values).reduce(_BLOCK))


def _multiply(one: Image.Image, other: Image.Image) -> Image.Image:
    return _calculate(lambda args: args["one"] * args["other"], one=one, other=other)


def _compare(one: _Layer, other: _Layer) -> float:
    product = _multiply(one.values, other.values).reduce(_BLOCK)
    similar = _calculate(
        _find_similarity,
        a=one.mean,
        b=other.mean,
        aa=one.square,
        bb=other.square,
        ab=product,
    )
    total = similar.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return float(total)  # type: ignore[arg-type]  # one number, for a picture of mode F


def _find_similarity(args: dict[str, Any]) -> Any:
    a, b = args["a"], args["b"]
    means, squares = a * b, a * a + b * b
    return ((means * 2 + _STEADY_MEAN) * ((args["ab"] - means) * 2 + _STEADY_SPREAD)) / (
        (squares + _STEADY_MEAN) * (args["aa"] + args["bb"] - squares + _STEADY_SPREAD)
    )


def _calculate(formula: Any, **images: Image.Image) -> Image.Image:
    result: Image.Image = ImageMath.lambda_eval(formula, **images)
    return result
