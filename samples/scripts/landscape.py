"""A lake among mountains in the last light: a height field, its shadows, haze, sky and reflection.

Distances are metres; x is to the right, y away from the camera, z up from the water.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from noise import Field, make_fractal, ramp, sample
from numpy.typing import NDArray
from surfaces import mix

Pixels = NDArray[np.float64]

_SPAN = 12_000.0
_CELLS = 4096
_EYE = 14.0
_HORIZON = 0.565
_SUN = np.array([-0.74, -0.42, 0.20])
_SUN = _SUN / np.linalg.norm(_SUN)
_SUNLIGHT = np.array([4.4, 1.95, 0.80])
_SKYLIGHT = np.array([0.27, 0.33, 0.52])


@dataclass(frozen=True)
class Ground:
    """A height field and what light does on it."""

    height: Field
    slope_x: Field
    slope_y: Field
    steep: Field
    lit: Field
    trees: Field
    detail: Field

    def at(self, field: Field, x: Field, y: Field) -> Field:
        """Read a field at places."""
        cell = _SPAN / _CELLS
        rows = np.clip(y / cell, 0, _CELLS - 2)
        columns = np.clip((x + _SPAN / 2) / cell, 0, _CELLS - 2)
        return sample(field, rows, columns)


def _band(seed: int) -> Field:
    """One octave of noise: 64 bumps on 1024 cells."""
    size = 1024
    random = np.random.default_rng(seed)
    waves = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :]) * size
    spectrum = np.fft.rfft2(random.standard_normal((size, size)))
    spectrum *= np.exp(-(((waves - 44) / 22) ** 2))
    field = np.fft.irfft2(spectrum, s=(size, size))
    return np.asarray(field / (2.2 * field.std()))


def _ridge(x: Field, y: Field, band: Field, octaves: int) -> Field:
    """Sharp crests on crests, from 0 to about 1."""
    total = np.zeros_like(x)
    weight = np.ones_like(x)
    bend = 0.0
    for octave in range(octaves):
        scale = 2.03**octave * 1024 / 64 / 5200
        turn = 0.6 + octave * 1.1
        rows = (x * np.sin(turn) + y * np.cos(turn)) * scale + octave * 173.3 + bend
        columns = (x * np.cos(turn) - y * np.sin(turn)) * scale + octave * 91.7
        crest = (1 - np.abs(sample(band, rows, columns))).clip(0) ** 2
        total += crest * weight * 0.46**octave
        weight = np.clip(crest * weight * 1.9, 0, 1)
    return np.asarray(total / 1.6)


def make_ground(*, seed: int) -> Ground:
    """Raise the mountains around the lake."""
    cell = _SPAN / _CELLS
    band = _band(seed)
    bumps = make_fractal(2048, 2048, seed=seed + 1, roughness=4.4)
    height = np.empty((_CELLS, _CELLS))
    x = (np.arange(_CELLS) * cell - _SPAN / 2)[None, :]
    for first in range(0, _CELLS, 256):
        y = (np.arange(first, first + 256) * cell)[:, None]
        height[first : first + 256] = _raise(x + 0 * y, y + 0 * x, band, bumps)
    slope_y, slope_x = np.gradient(height, cell)
    steep = np.hypot(*np.gradient(_blur(height, 5.0), cell))
    lit = _light(height, cell)
    trees = _make_trees(seed=seed + 5)
    detail = make_fractal(1024, 1024, seed=seed + 6, roughness=1.9)
    return Ground(height, slope_x, slope_y, steep, lit, trees, detail)


def _blur(field: Field, cells: float) -> Field:
    rows = np.fft.fftfreq(field.shape[0])[:, None]
    columns = np.fft.rfftfreq(field.shape[1])[None, :]
    spectrum = np.fft.rfft2(field) * np.exp(-2 * (np.pi * cells) ** 2 * (rows**2 + columns**2))
    return np.asarray(np.fft.irfft2(spectrum, s=field.shape))


def _raise(x: Field, y: Field, band: Field, bumps: Field) -> Field:
    rough = sample(bumps, y / 7.0, x / 7.0)
    shore = np.hypot((x + 60) / 560, (y - 620) / 1150) + 0.17 * rough
    inland = np.maximum(shore - 1, 0)
    far = ramp(0.1, 4.6, inland)
    crests = _ridge(x + 900, y + 2600, band, 10)
    valley = ramp(0, 2600, np.abs(x - 180 - 0.10 * (y - 1500)))
    peaks = 2150 * far * crests**1.25 * (0.42 + 0.58 * valley)
    hills = 175 * ramp(0.0, 1.6, inland) * (0.80 + 0.30 * rough + 0.14 * crests)
    beach = np.where(shore < 1, (shore - 1) * 30, inland * 26)
    return np.asarray(peaks + hills + beach + ramp(0, 0.4, inland) * rough * 7.0)


def _light(height: Field, cell: float) -> Field:
    """How much of the sun's disc each cell sees, from 0 to 1."""
    coarse = height[::2, ::2]
    rise = _SUN[2] / np.hypot(_SUN[0], _SUN[1])
    along = _SUN[:2] / np.hypot(_SUN[0], _SUN[1])
    lit = np.ones_like(coarse)
    rows, columns = np.mgrid[0 : coarse.shape[0], 0 : coarse.shape[1]]
    for distance in np.geomspace(3, 620, 90):
        r = np.clip(rows + along[1] * distance, 0, coarse.shape[0] - 1).astype(int)
        c = np.clip(columns + along[0] * distance, 0, coarse.shape[1] - 1).astype(int)
        metres = distance * cell * 2
        clear = coarse + metres * rise - coarse[r, c]
        lit = np.minimum(lit, np.clip(clear / (0.02 * metres) + 0.5, 0, 1))
    return np.repeat(np.repeat(lit, 2, 0), 2, 1)


def _make_trees(*, seed: int) -> Field:
    """Spruces from above: a repeating square of 256 m, 0.5 m to a cell, heights from 0 to 1."""
    size, pitch = 512, 8
    random = np.random.default_rng(seed)
    grid = np.arange(0, size, pitch)
    ys, xs = np.meshgrid(grid, grid, indexing="ij")
    north = ys + random.uniform(0, pitch, ys.shape)
    east = xs + random.uniform(0, pitch, xs.shape)
    tall = random.uniform(0.45, 1.0, ys.shape)
    field = np.zeros((size, size))
    offsets = np.arange(-6, 7)
    for y, x, top in zip(north.ravel(), east.ravel(), tall.ravel(), strict=True):
        r, c = int(y) + offsets, int(x) + offsets
        away = np.hypot((r - y)[:, None], (c - x)[None, :])
        cone = top * np.clip(1 - away / 6.0, 0, 1)
        patch = np.ix_(r % size, c % size)
        field[patch] = np.maximum(field[patch], cone)
    return field


def _forest(ground: Ground, x: Field, y: Field, height: Field) -> Field:
    """Where trees grow, from 0 to 1: not on the beach, not on cliffs, not high up."""
    steep = ground.at(ground.steep, x, y)
    return np.asarray(
        ramp(2.5, 8, height) * (1 - ramp(0.75, 1.15, steep)) * (1 - ramp(330, 560, height))
    )


def _find_first(steps: Field, angles: NDArray[np.float32], rows: Field) -> Field:
    """For each column and row, how far ahead the running-highest angle reaches it; inf for never."""
    highest = np.maximum.accumulate(angles, axis=0)
    grown = np.maximum(np.diff(highest, axis=0, prepend=highest[:1] - 1e-6), 1e-9)
    joined = np.zeros(angles.shape, dtype=bool)
    joined[1:] = angles[:-1] >= highest[:-1] - 1e-7
    gaps = np.diff(steps, prepend=steps[0])
    found = np.full((len(rows), angles.shape[1]), np.inf)
    for column in range(angles.shape[1]):
        index = np.searchsorted(highest[:, column], rows)
        hit = index < len(steps)
        index = index[hit]
        # Between two steps of one slope the place is found exactly; over a gap it is the crest.
        short = np.clip((highest[index, column] - rows[hit]) / grown[index, column], 0, 1)
        found[hit, column] = steps[index] - gaps[index] * short * joined[index, column]
    return found


def make_sky(right: Field, up: Field, *, seed: int) -> Pixels:
    """Light of the sky at directions (right, up per metre ahead), linear."""
    elevation = np.maximum(up, 0.0)
    share = ramp(0.0, 0.62, elevation)
    sky = mix(np.array([0.82, 0.52, 0.46]), np.array([0.42, 0.40, 0.56]), ramp(0, 0.22, elevation))
    sky = mix(sky, np.array([0.10, 0.17, 0.36]), share)
    sun_side = np.exp(-((right + 0.95) ** 2) / 0.55 - (elevation / 0.30) ** 2)
    sky = sky + sun_side[..., None] * np.array([0.75, 0.34, 0.12])
    drift = make_fractal(2048, 2048, seed=seed, roughness=3.1, stretch=2.2)
    streak = make_fractal(2048, 2048, seed=seed + 1, roughness=2.5, stretch=5.0)
    over = 1 / (elevation + 0.09)
    rows, columns = over * 210, right * over * 210
    cover = sample(drift, rows, columns) + 0.55 * sample(streak, rows * 0.8, columns * 0.8 + 300)
    toward = sample(drift, rows + 6, columns - 16) + 0.55 * sample(
        streak, rows * 0.8 + 5, columns * 0.8 + 287
    )
    thick = ramp(-0.1, 2.0, cover) * ramp(0.0, 0.07, elevation)
    edge = np.clip(0.5 + (cover - toward) * 1.5, 0, 1)
    glow = np.exp(-((right + 0.45) ** 2) / 0.9)
    bright = mix(np.array([0.62, 0.34, 0.36]), np.array([2.3, 1.02, 0.50]), glow)
    dark = mix(np.array([0.26, 0.24, 0.34]), np.array([0.62, 0.34, 0.34]), glow)
    cloud = dark + (bright - dark) * edge[..., None]
    return mix(sky, cloud, thick * 0.88)


def _shade(ground: Ground, x: Field, y: Field, z: Field) -> Pixels:
    """Light that leaves the ground towards the camera, haze included."""
    trees, detail = ground.trees, ground.detail
    forest = _forest(ground, x, y, z)
    steep_x, steep_y = ground.at(ground.slope_x, x, y), ground.at(ground.slope_y, x, y)
    grain = sample(detail, y / 1.6, x / 1.6) + 0.7 * sample(detail, y / 9, x / 9 + 40)
    length = np.sqrt(1 + steep_x**2 + steep_y**2)
    facing = (-steep_x * _SUN[0] - steep_y * _SUN[1] + _SUN[2]) / length
    facing = np.clip(facing + 0.06 * grain, 0, 1)
    steep = ground.at(ground.steep, x, y)
    rock = mix(np.array([0.135, 0.120, 0.115]), np.array([0.27, 0.245, 0.23]), 0.5 + 0.3 * grain)
    meadow = mix(np.array([0.085, 0.085, 0.035]), np.array([0.20, 0.15, 0.055]), 0.5 + 0.4 * grain)
    skin = mix(meadow, rock, ramp(0.42, 0.75, steep + 0.05 * grain) + ramp(620, 900, z))
    snow = ramp(620, 980, z + 60 * grain) * (1 - ramp(1.05, 1.75, steep + 0.10 * grain))
    skin = mix(skin, np.array([0.80, 0.82, 0.88]), snow)
    crown = sample(trees, y * 2, x * 2)
    toward_sun = sample(trees, y * 2 + 2.2 * _SUN[1], x * 2 + 2.2 * _SUN[0])
    autumn = ramp(0.4, 1.3, sample(detail, y / 11, x / 11))[..., None]
    leaf = np.array([0.034, 0.048, 0.024]) * (1 - autumn) + np.array([0.20, 0.105, 0.022]) * autumn
    leaf = leaf * (0.25 + 1.5 * crown[..., None])
    skin = skin + (leaf - skin) * forest[..., None]
    facing = facing + forest * (np.clip(0.28 + 1.6 * (crown - toward_sun), 0, 1) - facing)
    lit = ground.at(ground.lit, x, y) * facing
    light = skin * (lit[..., None] * _SUNLIGHT + _SKYLIGHT * (0.75 + 0.25 / length[..., None]))
    return _haze(light, x, y, z)


def _haze(light: Pixels, x: Field, y: Field, z: Field) -> Pixels:
    """Air between the ground and the camera: blue-grey, golden towards the sun, denser below."""
    depth = y / 19000 * (0.35 + 1.1 * np.exp(-np.maximum(z, 0) / 300))
    share = 1 - np.exp(-depth)
    side = np.exp(-((x / y + 0.75) ** 2) / 0.5)
    air = mix(np.array([0.30, 0.34, 0.50]), np.array([0.62, 0.46, 0.46]), side)
    return np.asarray(light + (air - light) * share[..., None])


@dataclass(frozen=True)
class View:
    """One picture's geometry: directions per column and per row."""

    width: int
    height: int

    @property
    def focal(self) -> float:
        """Pixels per unit of tangent."""
        return self.width * 1.02

    @property
    def right(self) -> Field:
        """Tangent to the right, per column."""
        return np.asarray((np.arange(self.width) + 0.5 - self.width / 2) / self.focal)

    @property
    def up(self) -> Field:
        """Tangent upwards, per row."""
        return np.asarray((self.height * _HORIZON - np.arange(self.height) - 0.5) / self.focal)


def _look(ground: Ground, view: View, *, mirrored: bool) -> Field:
    """Distance ahead of what each pixel sees (inf: sky); mirrored: of what it sees in the water."""
    steps = np.concatenate([np.geomspace(40, 1500, 1600), np.geomspace(1501, 11_900, 2400)])
    eye = -_EYE if mirrored else _EYE
    angles: NDArray[np.float32] = np.empty((len(steps), view.width), dtype=np.float32)
    for index, ahead in enumerate(steps):
        x, y = view.right * ahead, np.full(view.width, ahead)
        z = ground.at(ground.height, x, y)
        z = z + 13 * _forest(ground, x, y, z) * sample(ground.trees, y * 2, x * 2)
        if mirrored:
            z = np.where(z > 0, z, -1e4)
        angles[index] = (z - eye) / ahead
    return _find_first(steps, angles, np.abs(view.up) if mirrored else view.up)


def paint_landscape(width: int, height: int, *, seed: int = 4) -> Pixels:
    """Paint the lake, linear light."""
    ground = make_ground(seed=seed)
    view = View(width, height)
    right = np.broadcast_to(view.right, (height, width))
    up = np.broadcast_to(view.up[:, None], (height, width))
    picture = make_sky(right, up, seed=seed + 7)
    ahead = _look(ground, view, mirrored=False)
    water_at = np.where(up < 0, _EYE / np.maximum(-up, 1e-6), np.inf)
    land = np.isfinite(ahead) & (ahead < water_at * 1.002)
    _fill(picture, land, ground, right, ahead)
    _pour(picture, ~land & (up < 0), view, ground, seed=seed + 8)
    return picture


def _fill(
    picture: Pixels,
    where: NDArray[np.bool_],
    ground: Ground,
    right: Field,
    ahead: Field,
) -> None:
    """Shade the pixels that see ground, some rows at a time to spare memory."""
    for first in range(0, picture.shape[0], 100):
        rows = slice(first, first + 100)
        seen = where[rows]
        y = ahead[rows][seen]
        x = right[rows][seen] * y
        z = ground.at(ground.height, x, y)
        picture[rows][seen] = _shade(ground, x, y, z)


def _pour(
    picture: Pixels,
    water: NDArray[np.bool_],
    view: View,
    ground: Ground,
    *,
    seed: int,
) -> None:
    """Lay the lake: what stands over it, upside down, broken by ripples."""
    below = view.up < 0
    mirror_up = np.where(below, -view.up, 1.0)
    right = np.broadcast_to(view.right, (view.height, view.width))
    mirrored = make_sky(right, np.broadcast_to(mirror_up[:, None], right.shape), seed=seed - 1)
    ahead = _look(ground, view, mirrored=True)
    ahead[~below] = np.inf
    _fill(mirrored, np.isfinite(ahead), ground, right, ahead)
    far = _EYE / mirror_up
    waves = make_fractal(2048, 2048, seed=seed, roughness=2.6, stretch=4.0)
    calm = make_fractal(1024, 1024, seed=seed + 1, roughness=3.0, stretch=5.0)
    rows = np.arange(view.height)
    columns = np.arange(view.width)
    for row in np.flatnonzero(below):
        x = view.right * far[row]
        y = np.full(view.width, far[row])
        blown = 0.35 + ramp(-0.6, 1.4, sample(calm, y / 3, x / 3)) * 1.3
        # Ripples as they look: their size follows the distance, and they fade before they alias.
        across, along = view.right * 900, np.log(far[row]) * 150 + 0 * x
        rate = far[row] / (_EYE * view.focal) * 150
        tilt = sample(waves, along, across) * min(1.0, 0.6 / rate)
        push = tilt * blown * view.height * 0.0065
        side = sample(waves, along + 700, across) * blown * view.height * 0.0009
        source_row = np.clip(np.abs(rows[row] + push), view.height * _HORIZON + 1, view.height - 1)
        source_column = np.clip(columns + side, 0, view.width - 1)
        seen = mirrored[source_row.astype(int), source_column.astype(int)]
        facing = mirror_up[row] / np.hypot(1, mirror_up[row])
        shine = 0.10 + 0.86 * (1 - facing) ** 3.2 - 0.05 * tilt * blown
        depth = np.array([0.012, 0.030, 0.040])
        surface = mix(np.broadcast_to(depth, seen.shape), seen, shine)
        here = water[row]
        hazed = _haze(surface, x, y, 0 * x)
        picture[row][here] = hazed[here]
