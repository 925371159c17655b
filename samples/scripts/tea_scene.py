"""Tea on a balcony above the lake."""

from __future__ import annotations

import numpy as np
from crockery import (
    make_backdrop,
    make_disc,
    make_plane,
    make_pot,
    make_small_cup,
    make_window,
)
from rendering import Pixels, make_camera, make_shape, make_texture, render
from shapes import Mesh, join, make_grid, place
from surfaces import make_linen, make_wood


def _make_runner(width: float, depth: float, thickness: float) -> Mesh:
    """A strip of cloth that lies across the table."""
    x, y = np.meshgrid(np.linspace(-width, width, 80), np.linspace(depth, -depth, 60))
    edge = np.clip((depth - np.abs(y)) / 0.25, 0, 1)
    z = thickness * np.sqrt(edge) + 0.04 * np.sin(x * 0.5) * edge
    return make_grid(np.stack([x, y, z], -1))


def render_tea(view: Pixels, size: tuple[int, int], samples: int) -> Pixels:
    """Render the table in front of a view (linear light, 4:3)."""
    clay = {
        "type": "roughplastic",
        "alpha": 0.26,
        "diffuse_reflectance": {"type": "rgb", "value": [0.20, 0.066, 0.034]},
    }
    celadon = {
        "type": "plastic",
        "diffuse_reflectance": {"type": "rgb", "value": [0.50, 0.63, 0.54]},
    }
    tea = {
        "type": "plastic",
        "diffuse_reflectance": {"type": "rgb", "value": [0.20, 0.062, 0.008]},
    }
    wood = make_texture(make_wood(2048, seed=33, dark="#4d2d18", light="#bb8551", boards=5))
    linen = make_texture(np.tile(make_linen(512, seed=12, base="#ded3bd"), (2, 6, 1)))
    spots = ((5.6, -7.6, 0.22), (12.2, -3.6, 0.22))
    scene = {
        "camera": make_camera(
            at=(1.5, -40, 14.0),
            look_at=(2.0, 0.0, 8.0),
            angle=43,
            size=size,
            focus=(0, -4.5, 4.5),
            aperture=0.55,
        ),
        "table": make_shape(
            make_plane(70, 32, 1.5),
            {"type": "roughplastic", "alpha": 0.16, "nonlinear": True, "diffuse_reflectance": wood},
            smooth=False,
        ),
        "runner": make_shape(
            place(_make_runner(60, 9.5, 0.2), at=(0, -2.5, 0), turn_z=0.04),
            {"type": "diffuse", "reflectance": linen},
        ),
        "pot": make_shape(place(make_pot(), at=(-5.2, 0.5, 0.22), turn_z=-0.22, scale=1.12), clay),
        "cups": make_shape(join([place(make_small_cup(), at=spot) for spot in spots]), celadon),
        "tea": make_shape(
            join([place(make_disc(2.98, 3.15, meniscus=0.06), at=spot) for spot in spots]),
            tea,
        ),
        "view": make_backdrop(view, 90, 67.5, 170, 8),
        "sun": make_window((-46, 18, 30), (0, 0, 3), 9, 62.0, (1.0, 0.74, 0.45)),
        "sky": make_window((26, -44, 46), (0, 0, 3), 20, 2.6, (0.78, 0.88, 1.0)),
        "air": {"type": "constant", "radiance": {"type": "rgb", "value": [0.10, 0.115, 0.15]}},
    }
    return render(scene, samples=samples)
