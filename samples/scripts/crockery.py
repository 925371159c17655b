"""Things that stand on the tables, and light for them. Lengths are centimetres."""

from __future__ import annotations

from typing import Any

import mitsuba
import numpy as np
from noise import sample
from numpy.typing import NDArray
from rendering import Pixels
from shapes import Mesh, join, make_grid, make_tube, read_line, smooth_line, turn

_SMALL_CUP = read_line(
    "0,0.3 1.1,0.3 1.2,0 1.5,0 1.55,0.4 2.3,1.1 2.9,2.3 3.2,3.7 3.25,3.82 3.18,3.86 "
    "3.08,3.7 2.75,2.4 2.1,1.3 0,0.8"
)
_POT = read_line(
    "0,0 3,0 3.3,0.15 4.6,1.2 5.5,3.2 5.3,5 4.3,6.4 3.1,7 3.05,7.25 3.2,7.3 3.1,7.5 2.2,8 "
    "0.9,8.3 0.55,8.5 0.6,8.8 0.85,9.1 0.75,9.5 0.35,9.7 0,9.72"
)


def make_small_cup() -> Mesh:
    """A tea cup without a handle, 6.4 cm across."""
    return turn(smooth_line(_SMALL_CUP, 12))


def make_pot() -> Mesh:
    """A round tea pot: its spout points to +x, its handle to -x."""
    spout = smooth_line([(4.6, 3.0), (6.4, 3.5), (7.4, 5.0), (8.6, 6.6)], 14)
    narrow = np.linspace(1.25, 0.52, len(spout))
    ear = smooth_line(
        [(-4.4, 6.0), (-6.0, 7.0), (-7.8, 6.4), (-8.0, 4.6), (-6.9, 2.9), (-4.9, 2.2)], 14
    )
    even = np.full(len(ear), 0.46)
    tubes = [
        make_tube(np.stack([line[:, 0], np.zeros(len(line)), line[:, 1]], -1), radius)
        for line, radius in ((spout, narrow), (ear, even))
    ]
    return join([turn(smooth_line(_POT, 12)), *tubes])


def make_disc(radius: float, height: float, *, meniscus: float = 0.0) -> Mesh:
    """A level disc, such as a drink's face, textured as a square seen from above."""
    inward = np.linspace(0, 24, 24)
    profile = [radius * (1 - inward / 24), height + meniscus * np.exp(-inward * 0.9)]
    mesh = turn(np.stack(profile, -1))
    places = 0.5 + np.stack([mesh.points[:, 0], -mesh.points[:, 1]], -1) / (2 * radius)
    return Mesh(mesh.points, mesh.faces, places)


def make_plane(width: float, depth: float, repeats: float) -> Mesh:
    """A table top at height 0, ``width`` and ``depth`` to each side."""
    x, y = np.meshgrid(np.linspace(-width, width, 2), np.linspace(depth, -depth, 2))
    mesh = make_grid(np.stack([x, y, np.zeros_like(x)], -1))
    return Mesh(mesh.points, mesh.faces, mesh.places * repeats)


def make_stamped_cake(
    relief: NDArray[np.float64], radius: float, height: float, depth: float, scallops: int
) -> Mesh:
    """A cake from a mould: scalloped wall, a relief (0 to 1, square) on its top."""
    angle = np.linspace(0, 2 * np.pi, 900, endpoint=False)
    scallop = 1 + 0.05 * (np.abs(np.cos(angle * scallops / 2)) ** 0.7 - 0.6)
    wall = np.linspace(0, 1, 26)[:, None]
    bulge = 1 + 0.02 * np.sin(wall * np.pi)
    shoulder = np.sqrt(np.clip(1 - ((wall - 0.86) / 0.14).clip(0) ** 2, 0, 1))
    outward = radius * scallop * bulge * (0.955 + 0.045 * shoulder)
    side = np.stack(
        [outward * np.cos(angle), outward * np.sin(angle), wall * height + 0 * angle], -1
    )
    share = np.linspace(1, 0.004, 330)[:, None]
    reach = share * radius * 0.955 * (1 + (scallop * (1 + 0.0) - 1) * share**3)
    x, y = reach * np.cos(angle), reach * np.sin(angle)
    size = len(relief)
    rows = (0.5 - y / (2 * radius)) * (size - 1)
    columns = (0.5 + x / (2 * radius)) * (size - 1)
    top = np.stack([x, y, height + depth * sample(relief, rows, columns)], -1)
    mesh = make_grid(np.concatenate([side, top]), closed=True)
    places = 0.5 + np.stack([mesh.points[:, 0], -mesh.points[:, 1]], -1) / (2.1 * radius)
    return Mesh(mesh.points, mesh.faces, places)


def make_card(width: float, height: float, thickness: float, corner: float) -> Mesh:
    """A card with round corners, lying flat, its texture upright towards +y."""
    quarter = np.linspace(0, np.pi / 2, 16)
    centres = [(1, 1, 0.0), (-1, 1, np.pi / 2), (-1, -1, np.pi), (1, -1, 3 * np.pi / 2)]
    edge = np.concatenate(
        [
            np.stack(
                [
                    sx * (width / 2 - corner) + corner * np.cos(quarter + start),
                    sy * (height / 2 - corner) + corner * np.sin(quarter + start),
                ],
                -1,
            )
            for sx, sy, start in centres
        ]
    )
    rings = [(1.0, 0.0), (1.0, thickness), (0.9995, thickness), (0.5, thickness), (1e-4, thickness)]
    points = np.stack([np.concatenate([edge * k, np.full((len(edge), 1), z)], 1) for k, z in rings])
    mesh = make_grid(points, closed=True)
    places = 0.5 + mesh.points[:, :2] * np.array([1 / width, -1 / height])
    return Mesh(mesh.points, mesh.faces, places)


def make_window(
    at: tuple[float, float, float],
    to: tuple[float, float, float],
    side: float,
    power: float,
    tint: tuple[float, float, float] = (1.0, 0.93, 0.82),
) -> dict[str, Any]:
    """A bright pane that looks at a point."""
    turn_to = mitsuba.ScalarTransform4f().look_at(origin=list(at), target=list(to), up=[0, 0, 1])
    radiance = {"type": "rgb", "value": [power * part for part in tint]}
    return {
        "type": "rectangle",
        "to_world": turn_to @ mitsuba.ScalarTransform4f().scale([side, side, 1]),
        "emitter": {"type": "area", "radiance": radiance},
    }


def make_backdrop(light: Pixels, width: float, height: float, y: float, z: float) -> dict[str, Any]:
    """A glowing picture (linear light) that stands behind the table."""
    stand = mitsuba.ScalarTransform4f().look_at(origin=[0, y, z], target=[0, 0, z], up=[0, 0, 1])
    bitmap = mitsuba.Bitmap(np.ascontiguousarray(light[::-1], dtype=np.float32))
    radiance = {"type": "bitmap", "bitmap": bitmap, "raw": True}
    return {
        "type": "rectangle",
        "to_world": stand @ mitsuba.ScalarTransform4f().scale([width, height, 1]),
        "emitter": {"type": "area", "radiance": radiance},
    }


def make_lamps(
    shape: tuple[int, int], count: int, *, seed: int, rows: tuple[float, float], base: Pixels
) -> Pixels:
    """Light of a dark wall with small lamps, for a backdrop that the lens blurs.

    Rows are counted from the bottom.
    """
    random = np.random.default_rng(seed)
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]]
    light = base * (1.3 - ys[..., None] / shape[0])
    for _ in range(count):
        y, x = random.uniform(*rows), random.uniform(0.29, 0.71) * shape[1]
        size = random.uniform(0.7, 1.5)
        rgb = np.array([(1.0, 0.50, 0.16), (1.0, 0.72, 0.40), (1.0, 0.30, 0.10)][random.choice(3)])
        disc = np.clip(size + 0.5 - np.hypot(ys - y, xs - x), 0, 1)
        light = light + disc[..., None] * rgb * random.uniform(10, 36)
    return np.asarray(light[::-1])
