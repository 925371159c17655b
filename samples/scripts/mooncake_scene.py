"""Mid-autumn night: mooncakes, tea and osmanthus on indigo linen."""

from __future__ import annotations

import numpy as np
from crockery import (
    make_backdrop,
    make_disc,
    make_lamps,
    make_plane,
    make_small_cup,
    make_stamped_cake,
    make_window,
)
from lettering import draw_mask
from noise import make_fractal
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from rendering import Pixels, make_camera, make_shape, make_texture, render
from shapes import Mesh, join, make_grid, place, read_line, smooth_line, turn
from surfaces import colour, make_linen, mix

_PLATE = read_line(
    "0,0.25 4,0.25 4.2,0 4.7,0 5.2,0.35 8.6,0.85 10.4,1.6 10.5,1.72 10.35,1.76 8.5,1.15 "
    "5.4,0.7 0,0.6"
)


def make_relief(word: str, size: int = 900) -> NDArray[np.float64]:
    """The mould: a word in a ring, petals around it."""
    rows, columns = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    radius, angle = np.hypot(rows, columns), np.arctan2(rows, columns)
    mask = draw_mask(
        (size, size), word, (size / 2, size * 0.495), "song-light", size * 0.52, scale=2
    )
    letter = np.asarray(mask, dtype=float) / 255
    petals = np.abs(np.sin(angle * 7)) ** 0.55
    outline = np.exp(-(((radius - 0.55 - 0.25 * petals) / 0.022) ** 2))
    vein = np.exp(-((np.sin(angle * 7 + np.pi / 2) * radius / 0.035) ** 2))
    vein *= (radius > 0.58) & (radius < 0.72)
    ring = np.exp(-(((radius - 0.50) / 0.022) ** 2)) + np.exp(-(((radius - 0.87) / 0.03) ** 2))
    relief = np.clip(np.maximum.reduce([letter, outline, vein * 0.8, ring]), 0, 1)
    soft = Image.fromarray((relief * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(4))
    return np.asarray(soft, dtype=float) / 255


def bake(relief: NDArray[np.float64], *, seed: int) -> Pixels:
    """The crust's colour: what stands out is browner."""
    size = len(relief)
    cloud = make_fractal(size, size, seed=seed, roughness=2.6)
    speck = make_fractal(size, size, seed=seed + 1, roughness=0.8)
    share = 0.40 + 0.42 * relief + 0.09 * cloud + 0.03 * speck
    return mix(colour("#f7c878"), colour("#a8591a"), share)


def scatter_flowers(count: int, *, seed: int) -> Mesh:
    """Osmanthus: four round petals each."""
    random = np.random.default_rng(seed)
    down, around = np.linspace(0, np.pi, 10)[:, None], np.linspace(0, 2 * np.pi, 14)[None, :]
    ball = np.stack(
        [
            np.sin(down) * np.cos(around),
            np.sin(down) * np.sin(around),
            np.cos(down) * np.ones_like(around) * 0.4,
        ],
        -1,
    )
    petal = make_grid(ball * 0.17)
    flowers = []
    for _ in range(count):
        x, y = random.uniform(-17, 17), random.uniform(-13, 6)
        if np.hypot(x + 1.5, y - 1.0) < 10.9 or np.hypot(x - 10.0, y + 3.6) < 2.6:
            continue
        start, size = random.uniform(0, np.pi), random.uniform(0.9, 1.35)
        flowers += [
            place(
                petal,
                at=(
                    x + 0.19 * size * np.cos(start + k * np.pi / 2),
                    y + 0.19 * size * np.sin(start + k * np.pi / 2),
                    0.1,
                ),
                tilt_y=0.25,
                turn_z=start + k * np.pi / 2,
                scale=size,
            )
            for k in range(4)
        ]
    return join(flowers)


def render_mooncakes(size: tuple[int, int], samples: int) -> Pixels:
    """Render the table, across."""
    crust = {}
    for name, word, seed in (("moon", "月", 3), ("full", "圆", 6)):
        relief = make_relief(word)
        crust[name] = (
            make_stamped_cake(relief, 4.1, 2.9, 0.30, 16),
            {
                "type": "roughplastic",
                "alpha": 0.24,
                "nonlinear": True,
                "diffuse_reflectance": make_texture(bake(relief, seed=seed)),
            },
        )
    celadon = {
        "type": "plastic",
        "diffuse_reflectance": {"type": "rgb", "value": [0.36, 0.52, 0.44]},
    }
    tea = {
        "type": "plastic",
        "diffuse_reflectance": {"type": "rgb", "value": [0.22, 0.068, 0.010]},
    }
    plate = {
        "type": "plastic",
        "diffuse_reflectance": {"type": "rgb", "value": [0.045, 0.052, 0.085]},
    }
    linen = {
        "type": "diffuse",
        "reflectance": make_texture(make_linen(1024, seed=9, base="#262e52")),
    }
    flower = {
        "type": "roughplastic",
        "alpha": 0.3,
        "diffuse_reflectance": {"type": "rgb", "value": [0.85, 0.50, 0.06]},
    }
    night = make_lamps(
        (256, 512), 70, seed=29, rows=(10, 160), base=np.array([0.010, 0.014, 0.035])
    )
    scene = {
        "camera": make_camera(
            at=(1.5, -32, 17.5),
            look_at=(1.0, 2.0, 3.9),
            angle=40,
            size=size,
            focus=(-2.5, -1.0, 3.2),
            aperture=0.8,
        ),
        "cloth": make_shape(make_plane(80, 60, 12), linen, smooth=False),
        "plate": make_shape(
            place(turn(smooth_line(_PLATE, 10)), at=(-1.5, 1.0, 0), scale=0.94), plate
        ),
        "front": make_shape(
            place(crust["moon"][0], at=(-4.2, -1.6, 0.62), turn_z=0.10), crust["moon"][1]
        ),
        "back": make_shape(
            place(crust["full"][0], at=(2.6, 1.4, 2.55), tilt_x=0.66, tilt_y=0.12, turn_z=-0.16),
            crust["full"][1],
        ),
        "under": make_shape(place(crust["full"][0], at=(1.6, 6.6, 0.62)), crust["full"][1]),
        "cup": make_shape(place(make_small_cup(), at=(10.0, -3.6, 0)), celadon),
        "tea": make_shape(place(make_disc(2.98, 3.15, meniscus=0.06), at=(10.0, -3.6, 0)), tea),
        "flowers": make_shape(scatter_flowers(120, seed=14), flower),
        "night": make_backdrop(night, 180, 90, 150, 30),
        "window": make_window((-42, 22, 36), (0, 0, 3), 14, 24.0, (1.0, 0.86, 0.66)),
        "moonlight": make_window((40, -26, 40), (0, 0, 3), 14, 7.0, (0.85, 0.92, 1.0)),
        "air": {"type": "constant", "radiance": {"type": "rgb", "value": [0.035, 0.04, 0.06]}},
    }
    return render(scene, samples=samples)
