"""Surfaces of the still lifes: walnut, milk foam, linen. Pixels are sRGB from 0 to 1."""

from __future__ import annotations

import numpy as np
from noise import Field, make_fractal, ramp, sample
from numpy.typing import NDArray

Pixels = NDArray[np.float64]


def mix(low: Pixels, high: Pixels, share: Field) -> Pixels:
    """Blend two colours, or two pictures, by a field from 0 to 1."""
    return np.asarray(low + (high - low) * np.clip(share, 0, 1)[..., None])


def colour(code: str) -> Pixels:
    """Read a colour such as ``#8a5a33``."""
    return np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def make_wood(size: int, *, seed: int, dark: str, light: str, boards: int = 4) -> Pixels:
    """Make boards of wood whose grain runs along the columns."""
    rows, columns = np.mgrid[0:size, 0:size] / size
    board = np.floor(rows * boards).astype(int)
    random = np.random.default_rng(seed)
    shift = random.uniform(0, 1, boards)[board]
    tint = random.uniform(-0.12, 0.12, boards)[board]
    warp = make_fractal(size, size, seed=seed + 1, roughness=3.4, stretch=9)
    bend = sample(warp, rows * size, (columns + shift) * size)
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (rows * 26 + bend * 1.5 + shift * 9))
    fibre = make_fractal(size, size, seed=seed + 2, roughness=1.2, stretch=60)
    cloud = make_fractal(size, size, seed=seed + 3, roughness=3.0, stretch=4)
    pores = ramp(1.3, 2.4, make_fractal(size, size, seed=seed + 4, roughness=0.5, stretch=38))
    share = 0.42 + 0.25 * (rings**2 - 0.4) + 0.1 * fibre + 0.12 * cloud + tint
    wood = mix(colour(dark), colour(light), share)
    wood *= (1 - 0.45 * pores)[..., None]
    seam = np.abs(rows * boards - np.round(rows * boards)) / boards
    wood *= (0.25 + 0.75 * ramp(0.0004, 0.0022, seam))[..., None]
    return np.asarray(np.clip(wood, 0, 1))


def make_latte(size: int, *, seed: int) -> Pixels:
    """Make the face of a latte: a layered heart of milk in the crema."""
    rows, columns = np.mgrid[0:size, 0:size]
    u = (columns + 0.5) / size * 2 - 1
    v = 1 - (rows + 0.5) / size * 2
    warp = make_fractal(size, size, seed=seed, roughness=3.4)
    other = make_fractal(size, size, seed=seed + 1, roughness=3.4)
    radius = np.hypot(u, v)
    u, v = u + 0.014 * warp, v + 0.014 * other
    # A heart's outline is where this field is 1; the layers are its inner copies, which sink.
    across = np.sqrt((u / 0.66) ** 2 + 0.0004)
    milk = np.zeros_like(u)
    for scale, sink, edge in ((1.0, 0.0, 0.05), (0.70, -0.05, 0.07), (0.38, -0.10, 0.09)):
        x = across / scale
        y = (v + 0.05 - sink) / (0.70 * scale) - 0.78 * np.sqrt(x) + 0.24
        field = np.hypot(x, y)
        milk = np.where(field < 1.03, ramp(1.0, 1.0 - edge / scale, field), milk * 1.0)
        line = np.exp(-(((field - 1.0) * scale / 0.042) ** 2))
        milk *= 1 - 0.95 * line * ramp(-1.0, 0.1, y)
    crema = mix(colour("#7d4219"), colour("#b26d2f"), 0.5 + 0.2 * warp + 0.12 * other)
    crema = mix(crema, colour("#5f2f10"), ramp(0.78, 1.0, radius))
    face = mix(crema, colour("#f6e8d2"), milk * 0.97)
    bubbles = ramp(2.3, 3.4, make_fractal(size, size, seed=seed + 2, roughness=0.9))
    return mix(face, colour("#d9b98f"), bubbles * 0.25 * ramp(0.5, 0.95, radius))


def make_linen(size: int, *, seed: int, base: str) -> Pixels:
    """Make woven cloth."""
    rows, columns = np.mgrid[0:size, 0:size]
    over = 0.5 + 0.5 * np.sin(columns * np.pi / 4) * np.sin(rows * np.pi / 4)
    slub = make_fractal(size, size, seed=seed, roughness=0.8, stretch=20)
    slub = slub + make_fractal(size, size, seed=seed + 1, roughness=0.8, stretch=1 / 20)
    share = 0.82 + 0.13 * over + 0.035 * slub
    return np.asarray(np.clip(colour(base) * share[..., None], 0, 1))
