"""The estimate of how good a picture looks, on one scale for all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import mmskit
from mmskit.media.fitting.animation_score import AnimationScorer
from mmskit.media.fitting.cels import open_cels
from mmskit.media.fitting.raster import open_still
from mmskit.media.fitting.score import Scorer

SAMPLES = Path(mmskit.__file__).parent.parent / "samples" / "oversize"

MEASURED = {
    "lake.jpg": {
        (1, 85): 81.4,
        (1, 50): 62.3,
        (1, 20): 24.8,
        (2, 50): 37.2,
        (3, 30): -3.7,
        (5, 20): -46.1,
    },
    "poster.png": {
        (1, 85): 80.0,
        (1, 50): 67.5,
        (1, 20): 44.9,
        (2, 50): 28.7,
        (3, 30): -10.1,
        (5, 20): -52.9,
    },
    "tea.webp": {
        (1, 85): 85.0,
        (1, 50): 69.3,
        (1, 20): 34.0,
        (2, 50): 52.4,
        (3, 30): 15.7,
        (5, 20): -34.8,
    },
}
"""SSIMULACRA2 of a part of the size at a quality of Pillow's, by an implementation in C of all its
108 terms with the weights of the package ``ssimulacra2``."""


def show(name: str) -> Image.Image:
    return open_still((SAMPLES / name).read_bytes(), (640, 960))


def spoil(image: Image.Image, divisor: int, quality: int) -> Image.Image:
    size = image.width // divisor, image.height // divisor
    written = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(written, "JPEG", quality=quality)
    return Image.open(written)


@pytest.mark.parametrize("name", MEASURED)
def test_it_is_near_the_measure(name):
    """Ways to spoil three real pictures are met within 5.5 points, and within 2.5 on average."""
    image = show(name)
    scorer = Scorer(image)
    off = [abs(scorer.find(spoil(image, *way)) - score) for way, score in MEASURED[name].items()]
    assert max(off) < 5.5
    assert sum(off) / len(off) < 2.5


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (20, 20), (300, 170)])
def test_the_same_is_perfect(size):
    """Any picture, however small, is 100 beside itself."""
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    assert Scorer(image).find(image) == pytest.approx(100.0, abs=0.1)


def test_lost_colour_is_seen():
    """A picture in grey does not look like itself, though its brightness is the same."""
    image = show("tea.webp")
    assert Scorer(image).find(image.convert("L")) < 90


def test_an_animation_that_lost_pictures_looks_worse():
    """The same animation is nearly perfect; with a third of its pictures it is not."""
    picture = mmskit.Picture((SAMPLES / "lanterns.gif").read_bytes())
    scorer = AnimationScorer(open_cels(picture))
    with Image.open(io.BytesIO(picture.data)) as file:
        frames = []
        for number in range(0, 36, 3):
            file.seek(number)
            frames.append(file.convert("RGB"))
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], duration=360, loop=0)
    whole, thinned = scorer.find(picture), scorer.find(mmskit.Picture(written.getvalue()))
    assert whole > 95
    assert thinned < whole - 10
