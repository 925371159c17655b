"""Noise that looks like nature: the same seed gives the same field."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]


def make_fractal(
    height: int, width: int, *, seed: int, roughness: float = 2.0, stretch: float = 1.0
) -> Field:
    """Make a fractal field that repeats at its edges, with mean 0 and deviation 1.

    Args:
        height: rows.
        width: columns.
        seed: chooses the field.
        roughness: the exponent of the spectrum; 0 is white noise, 3 is rolling hills.
        stretch: how many times longer than high the features are.
    """
    random = np.random.default_rng(seed)
    rows = np.fft.fftfreq(height)[:, None] * height
    columns = np.fft.rfftfreq(width)[None, :] * height * stretch
    distance = np.hypot(rows, columns)
    distance[0, 0] = 1.0
    spectrum = np.fft.rfft2(random.standard_normal((height, width)))
    spectrum *= distance ** (-roughness / 2)
    spectrum[0, 0] = 0.0
    field = np.fft.irfft2(spectrum, s=(height, width))
    return np.asarray(field / field.std())


def make_ridges(width: int, *, seed: int, roughness: float, smallest: float = 0.0) -> Field:
    """Make one line of noise, ``width`` long, mean 0 and deviation 1.

    Args:
        width: samples.
        seed: chooses the line.
        roughness: the exponent of the spectrum.
        smallest: waves shorter than this many samples are left out.
    """
    random = np.random.default_rng(seed)
    waves = np.fft.rfftfreq(width) * width
    waves[0] = 1.0
    spectrum = np.fft.rfft(random.standard_normal(width)) * waves ** (-roughness / 2)
    spectrum[0] = 0.0
    if smallest:
        spectrum *= np.exp(-((waves * smallest / width) ** 2))
    line = np.fft.irfft(spectrum, n=width)
    return np.asarray(line / line.std())


def sample(field: Field, rows: Field, columns: Field) -> Field:
    """Read a repeating field between its grid points."""
    height, width = field.shape
    top = np.floor(rows).astype(int)
    left = np.floor(columns).astype(int)
    down = rows - top
    across = columns - left
    top, below = top % height, (top + 1) % height
    left, right = left % width, (left + 1) % width
    upper = field[top, left] * (1 - across) + field[top, right] * across
    lower = field[below, left] * (1 - across) + field[below, right] * across
    return np.asarray(upper * (1 - down) + lower * down)


def ramp(low: float, high: float, values: Field) -> Field:
    """Rise smoothly from 0 at ``low`` to 1 at ``high``."""
    place = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(place * place * (3.0 - 2.0 * place))
