"""Linear light, as a scene gives it off, and what film and camera make of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from noise import ramp
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.float64]


def develop(
    light: Pixels, *, exposure: float = 1.0, contrast: float = 1.0, warmth: float = 0.0
) -> Pixels:
    """Turn linear light into sRGB from 0 to 1, with a film-like shoulder for the highlights."""
    x = np.maximum(light, 0) * exposure * np.array([1 + warmth, 1.0, 1 - warmth])
    x = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14)
    x = np.clip(x, 0, 1)
    x = np.where(x <= 0.0031308, x * 12.92, 1.055 * x ** (1 / 2.4) - 0.055)
    return np.asarray(np.clip(0.5 + (x - 0.5) * contrast, 0, 1))


def keep_light(path: Path, trace: Callable[[], Pixels]) -> Pixels:
    """Read the linear light of a scene that was traced before, or trace and keep it.

    Half floats are exact enough, and tracing takes minutes.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, light=trace().astype(np.float16))
    return np.asarray(np.load(path)["light"], dtype=float)


def add_camera(picture: Pixels, *, seed: int, grain: float = 0.008, dark: float = 0.2) -> Pixels:
    """Add what a camera adds, vignette and grain, to sRGB from 0 to 1."""
    height, width = picture.shape[:2]
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    vignette = 1 - dark * ramp(0.55, 1.5, np.hypot(rows, columns))
    random = np.random.default_rng(seed)
    noise = random.standard_normal((height, width, 1)) * grain
    noise = noise + random.standard_normal((height, width, 3)) * grain * 0.4
    return np.asarray(np.clip(picture * vignette[..., None] + noise, 0, 1))


def to_image(picture: Pixels) -> Image.Image:
    """Make a Pillow image of sRGB from 0 to 1."""
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
