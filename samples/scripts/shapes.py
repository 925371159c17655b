"""Meshes made from formulas: turned shapes, coffee beans, rounded boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Mesh:
    """A surface of triangles.

    Attributes:
        points: n × 3.
        faces: m × 3 indices of points.
        places: n × 2 texture coordinates.
    """

    points: Points
    faces: NDArray[np.int64]
    places: Points


def make_grid(points: Points, *, closed: bool = False) -> Mesh:
    """Join a grid of points (rows × columns × 3) to a surface; ``closed`` joins the last column to the first."""
    rows, columns = points.shape[:2]
    if closed:
        points = np.concatenate([points, points[:, :1]], axis=1)
        columns += 1
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b = index[:-1, :-1], index[:-1, 1:]
    c, d = index[1:, :-1], index[1:, 1:]
    faces = np.concatenate(
        [np.stack([a, c, b], -1).reshape(-1, 3), np.stack([b, c, d], -1).reshape(-1, 3)]
    )
    across, down = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    return Mesh(points.reshape(-1, 3), faces, np.stack([across, down], -1).reshape(-1, 2))


def read_line(text: str) -> list[tuple[float, float]]:
    """Read corners such as ``0,0.35 2.1,0.35``."""
    corners = (corner.split(",") for corner in text.split())
    return [(float(across), float(up)) for across, up in corners]


def smooth_line(corners: Sequence[tuple[float, float]], steps: int) -> Points:
    """Draw a Catmull-Rom curve through corners."""
    line = np.array([corners[0], *corners, corners[-1]], dtype=float)
    pieces = []
    for a, b, c, d in zip(line, line[1:], line[2:], line[3:], strict=False):
        t = np.linspace(0, 1, steps, endpoint=False)[:, None]
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - 3 * c + d - a) * t**3
            )
        )
    return np.concatenate([*pieces, line[-1:]])


def turn(profile: Points, segments: int = 160) -> Mesh:
    """Turn a profile of (radius, height) around the vertical axis."""
    angle = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    radius = np.maximum(profile[:, :1], 1e-4)
    points = np.stack(
        [
            radius * np.cos(angle),
            radius * np.sin(angle),
            np.broadcast_to(profile[:, 1:], (len(profile), segments)),
        ],
        -1,
    )
    return make_grid(points, closed=True)


def make_tube(path: Points, radius: Points, segments: int = 40, flatness: float = 1.0) -> Mesh:
    """Lay a round tube along a path that lies in the x-z plane; ``flatness`` squeezes it across."""
    direction = np.gradient(path, axis=0)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    side = np.array([0.0, 1.0, 0.0])
    normal = np.cross(direction, side)
    angle = np.linspace(0, 2 * np.pi, segments, endpoint=False)[None, :, None]
    rings = path[:, None] + radius[:, None, None] * (
        normal[:, None] * np.cos(angle) + side * np.sin(angle) * flatness
    )
    return make_grid(rings, closed=True)


def make_bean(seed: int, length: float = 0.55) -> Mesh:
    """Make a coffee bean that lies with its cleft up."""
    random = np.random.default_rng(seed)
    down = np.linspace(0.0, np.pi, 48)[:, None]
    around = np.linspace(0.0, 2 * np.pi, 72, endpoint=False)[None, :]
    x = np.cos(down) * np.ones_like(around)
    y = np.sin(down) * np.cos(around)
    z = np.sin(down) * np.sin(around)
    wave = 0.05 * np.sin(3.0 * x + random.uniform(0, 6))
    cleft = np.exp(-(((y - wave) / 0.11) ** 2)) * np.clip(1.25 - x**2, 0, 1)
    top = np.where(z > 0, 0.36 * z, 0.62 * z)
    top = top - np.where(z > 0, cleft * 0.24, 0.0)
    width = random.uniform(0.62, 0.72)
    points = np.stack([x, y * width, top], -1) * length / 2
    return make_grid(points, closed=True)


def place(
    mesh: Mesh,
    *,
    at: tuple[float, float, float] = (0, 0, 0),
    turn_z: float = 0.0,
    tilt_x: float = 0.0,
    tilt_y: float = 0.0,
    scale: float = 1.0,
) -> Mesh:
    """Scale, tilt, turn (radians) and move a mesh, in this order."""
    cx, sx, cy, sy, cz, sz = (f(a) for a in (tilt_x, tilt_y, turn_z) for f in (np.cos, np.sin))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    points = mesh.points * scale @ (about_z @ about_y @ about_x).T + np.array(at)
    return Mesh(points, mesh.faces, mesh.places)


def join(meshes: Sequence[Mesh]) -> Mesh:
    """Make one mesh of many."""
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes[:-1])])
    return Mesh(
        np.concatenate([mesh.points for mesh in meshes]),
        np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]),
        np.concatenate([mesh.places for mesh in meshes]),
    )
