"""A café table: a latte on walnut, beans, evening lights behind."""

from __future__ import annotations

from typing import Any

import numpy as np
from crockery import make_backdrop, make_disc, make_lamps, make_plane, make_window
from rendering import Pixels, make_camera, make_shape, make_texture, render
from shapes import Mesh, join, make_bean, make_tube, place, read_line, smooth_line, turn
from surfaces import make_latte, make_wood

_CUP = read_line(
    "0,0.35 2.1,0.35 2.35,0.05 2.65,0.05 2.8,0.5 3.9,1.35 4.75,2.8 5.1,4.5 5.32,6.15 "
    "5.36,6.32 5.27,6.38 5.16,6.28 4.95,4.5 4.6,2.9 3.7,1.6 0,1"
)
_SAUCER = read_line(
    "0,0.12 3.2,0.12 3.4,0 3.8,0 4.2,0.2 6.4,0.75 8.2,1.25 8.32,1.36 8.2,1.42 6.4,1 "
    "4.4,0.55 3.2,0.42 0,0.42"
)
_SAUCER_TOP = 0.42


def make_cup() -> Mesh:
    """A cup of 10 cm with its handle to the right."""
    arch = [(5.0, 5.3), (6.6, 5.75), (7.9, 4.9), (7.6, 3.3), (6.2, 2.35), (4.55, 2.25)]
    curve = smooth_line(arch, 16)
    path = np.stack([curve[:, 0], np.zeros(len(curve)), curve[:, 1]], -1)
    radius = 0.40 + 0.10 * np.linspace(1, -1, len(curve)) ** 2
    return join([turn(smooth_line(_CUP, 12)), make_tube(path, radius, flatness=1.35)])


def scatter_beans(spots: list[tuple[float, float, float]], *, seed: int) -> Mesh:
    """Beans at (x, y, height); each lies its own way."""
    random = np.random.default_rng(seed)
    beans = []
    for index, (x, y, z) in enumerate(spots):
        tilt = random.choice([0.0, 0.35, np.pi, np.pi - 0.4])
        beans.append(
            place(
                make_bean(seed + index),
                at=(x, y, z + 0.27),
                tilt_x=tilt + random.uniform(-0.2, 0.2),
                tilt_y=random.uniform(-0.2, 0.2),
                turn_z=random.uniform(0, 2 * np.pi),
                scale=random.uniform(1.75, 2.1),
            )
        )
    return join(beans)


def heap_beans(centre: tuple[float, float], count: int, spread: float, *, seed: int) -> Mesh:
    """A loose heap of beans that thins out from its centre."""
    random = np.random.default_rng(seed)
    spots: list[tuple[float, float, float]] = []
    while len(spots) < count:
        x, y = random.normal(0, spread, 2) + np.array(centre)
        if np.hypot(x, y) < 9.0:
            continue
        near = sum(np.hypot(x - a, y - b) < 0.8 for a, b, _ in spots)
        if near < 3:
            spots.append((float(x), float(y), near * 0.42))
    return scatter_beans(spots, seed=seed)


def make_evening() -> Pixels:
    """A dark wall with lamps."""
    base = np.array([0.030, 0.014, 0.007])
    return make_lamps((256, 512), 60, seed=11, rows=(8, 150), base=base)


def make_crockery(at: tuple[float, float, float] = (0, 0, 0)) -> dict[str, Any]:
    """The cup with its coffee, on its saucer."""
    glaze = {
        "type": "plastic",
        "int_ior": 1.5,
        "diffuse_reflectance": {"type": "rgb", "value": [0.82, 0.80, 0.76]},
    }
    top = (at[0], at[1], at[2] + _SAUCER_TOP)
    lifted = place(make_cup(), at=top, turn_z=-0.45)
    face = place(make_disc(5.10, 5.72, meniscus=0.10), at=top, turn_z=0.2)
    return {
        "cup": make_shape(lifted, glaze),
        "saucer": make_shape(place(turn(smooth_line(_SAUCER, 10)), at=at), glaze),
        "latte": make_shape(
            face,
            {
                "type": "roughplastic",
                "alpha": 0.18,
                "diffuse_reflectance": make_texture(make_latte(1024, seed=5)),
            },
        ),
    }


def render_coffee(size: tuple[int, int], samples: int) -> Pixels:
    """Render the table, upright, with a quiet dark upper third for a headline."""
    wood = make_texture(make_wood(2048, seed=21, dark="#3a1f10", light="#a8703f"))
    bean = {
        "type": "roughplastic",
        "alpha": 0.22,
        "diffuse_reflectance": {"type": "rgb", "value": [0.085, 0.034, 0.014]},
    }
    scene = {
        "camera": make_camera(
            at=(1.5, -32, 27),
            look_at=(0.6, 6.0, 5.6),
            angle=42,
            size=size,
            focus=(0, -2.5, 5.5),
            aperture=1.1,
        ),
        "table": make_shape(
            make_plane(60, 60, 1.6),
            {
                "type": "roughplastic",
                "alpha": 0.2,
                "nonlinear": True,
                "diffuse_reflectance": wood,
            },
            smooth=False,
        ),
        **make_crockery(),
        "heap": make_shape(heap_beans((-12.5, 6.5), 90, 3.2, seed=3), bean),
        "strays": make_shape(
            scatter_beans(
                [(-7.0, -6.6, 0), (-8.4, -5.0, 0), (7.4, -7.2, 0), (9.2, -5.6, 0), (-1.6, -9.7, 0)],
                seed=70,
            ),
            bean,
        ),
        "evening": make_backdrop(make_evening(), 180, 90, 150, 30),
        "window": make_window((-44, 20, 34), (0, 0, 3), 15, 17.0),
        "lamp": make_window((36, -30, 34), (0, 0, 3), 12, 5.5),
        "air": {"type": "constant", "radiance": {"type": "rgb", "value": [0.045, 0.04, 0.04]}},
    }
    return render(scene, samples=samples)
