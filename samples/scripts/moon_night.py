"""A full moon over a lake, hills in mist, a pavilion, sky lanterns. Drawn, not traced."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from noise import Field, make_fractal, make_ridges, ramp, sample
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from surfaces import colour, mix

Pixels = NDArray[np.float64]

WATERLINE = 0.80


@dataclass(frozen=True)
class Lantern:
    """A sky lantern: its middle and width as shares of the picture's width; ``glow`` from 0 to 1."""

    x: float
    y: float
    width: float
    glow: float = 1.0


def paint_night(width: int, height: int, *, moon: tuple[float, float, float]) -> Pixels:
    """Paint sky, moon, hills and pavilion down to the waterline; ``moon``: x, y, radius as shares of width."""
    y, x = np.mgrid[0:height, 0:width] / width
    top = height / width
    sky = mix(colour("#070b22"), colour("#16265a"), ramp(0.0, 0.55 * top, y))
    sky = mix(sky, colour("#55508a"), ramp(0.42 * top, 0.86 * top, y) * 0.9)
    sky = _add_stars(sky, seed=8)
    sky = _add_moon(sky, x, y, moon)
    sky = _add_clouds(sky, x, y, moon)
    for index, (level, rough, tint, mist) in enumerate(
        [
            (0.665, 0.030, "#474a86", "#6c669c"),
            (0.700, 0.026, "#32386f", "#5a588f"),
            (0.742, 0.020, "#1f2656", "#444577"),
            (0.783, 0.014, "#0e1334", "#23284f"),
        ]
    ):
        sky = _add_hills(sky, level * top, rough, (tint, mist), top * WATERLINE, seed=40 + index)
    return sky


def _add_stars(sky: Pixels, *, seed: int) -> Pixels:
    height, width = sky.shape[:2]
    random = np.random.default_rng(seed)
    light = np.zeros((height, width))
    for _ in range(170):
        row, column = int(random.uniform(0, height * 0.55)), int(random.uniform(0, width))
        light[row, column] += random.uniform(0.2, 1.0) ** 2 * (width / 480) ** 2 * 2.2
    image = Image.fromarray((np.clip(light / 4, 0, 1) * 255).astype(np.uint8))
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(width / 900)), dtype=float) / 64
    return np.asarray(np.clip(sky + soft[..., None] * np.array([0.9, 0.92, 1.0]), 0, 1))


def _add_moon(sky: Pixels, x: Field, y: Field, moon: tuple[float, float, float]) -> Pixels:
    mx, my, size = moon
    away = np.hypot(x - mx, y - my) / size
    halo = 0.55 * np.exp(-np.clip(away - 1, 0, None) * 2.2) + 0.30 * np.exp(
        -np.clip(away - 1, 0, None) * 0.75
    )
    sky = 1 - (1 - sky) * (1 - halo[..., None] * colour("#e9b867") * 0.85)
    face = make_fractal(512, 512, seed=3, roughness=3.6)
    fine = make_fractal(512, 512, seed=4, roughness=1.9)
    u, v = (x - mx) / size, (y - my) / size
    bulge = 1 + 0.25 * (u**2 + v**2)
    seas = sample(face, v * bulge * 70 + 330, u * bulge * 70 + 60)
    rough = sample(fine, v * bulge * 120, u * bulge * 120)
    seas_share = ramp(-0.35, 0.9, seas + 0.10 * rough) * ramp(1.08, 0.75, away)
    disc = mix(colour("#fff0c8"), colour("#d9a75c"), seas_share * 0.72 + 0.05 * rough)
    disc = disc * (1 - 0.16 * ramp(0.6, 1.0, away))[..., None]
    edge = np.clip((1 - away) * size * sky.shape[1] + 0.5, 0, 1)
    return mix(sky, disc, edge)


def _add_clouds(sky: Pixels, x: Field, y: Field, moon: tuple[float, float, float]) -> Pixels:
    field = make_fractal(1024, 1024, seed=15, roughness=3.0, stretch=4.5)
    mx, my, size = moon
    drift = sample(field, y * 800 + 420, x * 800 + 90)
    band = np.exp(-(((y - my - size * 0.75) / (size * 0.62)) ** 2))
    band += 0.5 * np.exp(-(((y - my + size * 1.2) / (size * 0.4)) ** 2))
    share = ramp(-0.35, 1.5, drift) * np.clip(band, 0, 1)
    near = np.exp(-np.hypot(x - mx, y - my) / (size * 1.5))
    tint = mix(colour("#3a437f"), colour("#c99a72"), near * 1.2)
    return mix(sky, tint, share * 0.82)


def _add_hills(
    sky: Pixels,
    level: float,
    rough: float,
    tints: tuple[str, str],
    water: float,
    *,
    seed: int,
) -> Pixels:
    height, width = sky.shape[:2]
    line = level + rough * make_ridges(width * 2, seed=seed, roughness=3.0)[:width]
    line = line + rough * 0.10 * make_ridges(width * 2, seed=seed + 9, roughness=1.2)[:width]
    y = np.arange(height)[:, None] / width
    inside = np.clip((y - line[None, :]) * width + 0.5, 0, 1)
    depth = ramp(0.0, 1.0, (y - line[None, :]) / np.maximum(water - line[None, :], 0.01))
    return mix(sky, mix(colour(tints[0]), colour(tints[1]), depth), inside)


def draw_pavilion(picture: Image.Image, x: float, base: float, size: float) -> None:
    """Draw a pavilion's silhouette with lit windows; lengths as shares of the width."""
    scale = 3
    width, height = picture.size
    mask = Image.new("L", (width * scale, height * scale), 0)
    pen = ImageDraw.Draw(mask)
    glow = Image.new("L", mask.size, 0)
    lamp = ImageDraw.Draw(glow)

    def to_px(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        unit = size * width * scale
        return [(x * width * scale + a * unit, base * width * scale - b * unit) for a, b in points]

    rock = [(-0.95, -0.04), (-0.80, 0.10), (-0.5, 0.17), (0.55, 0.17), (0.85, 0.08), (1.1, -0.04)]
    pen.polygon(to_px(rock), fill=255)
    for half, low, high, reach in ((0.62, 0.72, 1.02, 0.13), (0.40, 1.12, 1.46, 0.10)):
        pen.polygon(to_px(_roof(half, low, high, reach)), fill=255)
    pen.rectangle(_box(to_px([(-0.26, 1.14), (0.26, 0.95)])), fill=255)
    pen.polygon(to_px([(-0.035, 1.44), (0, 1.66), (0.035, 1.44)]), fill=255)
    for post in (-0.42, -0.15, 0.15, 0.42):
        pen.rectangle(_box(to_px([(post - 0.025, 0.75), (post + 0.025, 0.17)])), fill=255)
    pen.rectangle(_box(to_px([(-0.48, 0.27), (0.48, 0.235)])), fill=255)
    lamp.rectangle(_box(to_px([(-0.40, 0.72), (0.40, 0.27)])), fill=150)
    for post in (-0.27, 0.0, 0.27):
        lamp.ellipse(_box(to_px([(post - 0.05, 0.66), (post + 0.05, 0.54)])), fill=255)
    size_now = picture.size
    light = glow.resize(size_now, Image.Resampling.LANCZOS)
    halo = light.filter(ImageFilter.GaussianBlur(width * size * 0.10))
    picture.paste(Image.new("RGB", size_now, (255, 170, 70)), (0, 0), halo.point(lambda v: v // 2))
    picture.paste(
        Image.new("RGB", size_now, (255, 196, 96)), (0, 0), light.point(lambda v: v * 2 // 3)
    )
    picture.paste(
        Image.new("RGB", size_now, (9, 12, 34)),
        (0, 0),
        mask.resize(size_now, Image.Resampling.LANCZOS),
    )


def _roof(half: float, low: float, high: float, reach: float) -> list[tuple[float, float]]:
    """A swept roof: high in the middle, its corners turned up."""
    t = np.linspace(0, 1, 24)
    across = half * t**0.8 + reach * t**3
    line = high - (high - low) * np.sin(t * np.pi / 2) ** 0.75 + 0.10 * t**6
    under = low - 0.03 + 0.11 * t**5
    right = list(zip(across, line, strict=True))
    left = [(-a, b) for a, b in reversed(right)]
    eaves = list(zip(across, under, strict=True))
    return [*left, *right, *reversed(eaves), *[(-a, b) for a, b in eaves]]


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    (a, b), (c, d) = points
    return min(a, c), min(b, d), max(a, c), max(b, d)


def add_lanterns(picture: Pixels, lanterns: list[Lantern]) -> Pixels:
    """Let lanterns glow in a picture."""
    height, width = picture.shape[:2]
    picture = picture.copy()
    for lantern in lanterns:
        reach = lantern.width * 4.5
        left, right = (int(np.clip((lantern.x + s * reach) * width, 0, width)) for s in (-1, 1))
        up, down = (int(np.clip((lantern.y + s * reach) * width, 0, height)) for s in (-1, 1))
        if left >= right or up >= down:
            continue
        y, x = np.mgrid[up:down, left:right] / width
        u, v = (x - lantern.x) / lantern.width, (y - lantern.y) / lantern.width
        part = picture[up:down, left:right]
        halo = np.exp(-(u**2 + (v * 0.85) ** 2) * 0.62) * 0.34 * lantern.glow
        halo = np.where(np.hypot(u, v) < 4.4, halo, 0)
        part = 1 - (1 - part) * (1 - halo[..., None] * colour("#ff8a2a"))
        half = 0.50 - 0.10 * np.clip(v / 0.62, -1, 1) - 0.14 * ramp(-0.35, -0.62, v)
        soft = max(0.06, 1.2 / (lantern.width * width))
        inside = ramp(soft, -soft, np.abs(u) - half) * ramp(soft, -soft, np.abs(v) - 0.60)
        heat = np.exp(-(((v - 0.42) / 0.55) ** 2) - (u / 0.55) ** 2)
        paper = mix(colour("#c8431a"), colour("#ffe09a"), heat * 1.05)
        picture[up:down, left:right] = mix(part, paper, inside * (0.35 + 0.65 * lantern.glow))
    return picture


def pour_lake(picture: Pixels, *, moon_x: float, phase: float = 0.0, seed: int = 60) -> Pixels:
    """Mirror what stands over the waterline in the rest of the picture; ``phase`` 0 to 1 moves its ripples once round."""
    height, width = picture.shape[:2]
    line = int(height * WATERLINE)
    waves = make_fractal(256, 256, seed=seed, roughness=2.2, stretch=3.5)
    other = make_fractal(256, 256, seed=seed + 1, roughness=2.2, stretch=3.5)
    rows = np.arange(line, height)[:, None]
    columns = np.arange(width)[None, :] + 0 * rows
    near = (rows - line) / (height - line)
    along = 130 * np.log1p(near * 4) + 0 * columns
    turn = 2 * np.pi * phase
    at = columns / width * 210
    tilt = sample(waves, along, at) * np.cos(turn) + sample(other, along, at) * np.sin(turn)
    push = tilt * height * (0.004 + 0.016 * near)
    source = np.clip(line - 1 - (rows - line) * 1.45 - push, 0, line - 1).astype(int)
    aside = np.clip(columns + tilt * width * 0.004, 0, width - 1).astype(int)
    water = picture[source, aside] * (0.80 - 0.22 * near)[..., None]
    water = mix(water, colour("#0b1230"), 0.20 + 0.18 * near)
    path = np.exp(-(((columns / width - moon_x) / (0.035 + 0.13 * near)) ** 2))
    glint = ramp(0.15, 1.5, tilt + 0.35) * path * (0.95 - 0.55 * near)
    water = mix(water, colour("#ffd894"), glint)
    shore = np.exp(-(((rows - line) / (height * 0.010)) ** 2))
    result = picture.copy()
    result[line:] = mix(water, colour("#4d508a"), shore * 0.45)
    return result
