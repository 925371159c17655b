"""Physically based pictures of still lifes, by Mitsuba 3 (path tracing on the processor)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import mitsuba
import mitsuba_oidn
import numpy as np
from numpy.typing import NDArray
from shapes import Mesh

Pixels = NDArray[np.float64]

mitsuba.set_variant("scalar_rgb")


def make_shape(mesh: Mesh, bsdf: Mapping[str, Any], *, smooth: bool = True) -> Any:
    """Make a Mitsuba shape of a mesh."""
    properties = mitsuba.Properties()
    properties["bsdf"] = mitsuba.load_dict({"type": "twosided", "bsdf": dict(bsdf)})
    shape = mitsuba.Mesh(
        "mesh",
        len(mesh.points),
        len(mesh.faces),
        has_vertex_normals=smooth,
        has_vertex_texcoords=True,
        props=properties,
    )
    values = mitsuba.traverse(shape)
    values["vertex_positions"] = mesh.points.astype(np.float32).ravel()
    values["faces"] = mesh.faces.astype(np.uint32).ravel()
    values["vertex_texcoords"] = mesh.places.astype(np.float32).ravel()
    if smooth:
        values["vertex_normals"] = _find_normals(mesh).astype(np.float32).ravel()
    values.update()
    return shape


def _find_normals(mesh: Mesh) -> Pixels:
    """Average the faces' normals at every point; points at the same place share theirs."""
    a, b, c = (mesh.points[mesh.faces[:, corner]] for corner in range(3))
    face_normals = np.cross(b - a, c - a)
    _, shared = np.unique(np.round(mesh.points, 5), axis=0, return_inverse=True)
    normals = np.zeros((shared.max() + 1, 3))
    for corner in range(3):
        np.add.at(normals, shared.ravel()[mesh.faces[:, corner]], face_normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return np.asarray(normals[shared.ravel()])


def make_texture(pixels: Pixels, *, raw: bool = False) -> dict[str, Any]:
    """Make a texture of pixels from 0 to 1, sRGB unless ``raw``."""
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    bitmap = mitsuba.Bitmap((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    bitmap.set_srgb_gamma(not raw)
    return {"type": "bitmap", "bitmap": bitmap, "raw": raw, "filter_type": "bilinear"}


def make_camera(
    *,
    at: Sequence[float],
    look_at: Sequence[float],
    angle: float,
    size: tuple[int, int],
    focus: Sequence[float] | None = None,
    aperture: float = 0.0,
) -> dict[str, Any]:
    """Make a camera with a real lens: what is not as far as ``focus`` is blurred."""
    camera: dict[str, Any] = {
        "type": "thinlens" if aperture else "perspective",
        "fov": angle,
        "fov_axis": "larger",
        "to_world": mitsuba.ScalarTransform4f().look_at(
            origin=list(at), target=list(look_at), up=[0, 0, 1]
        ),
        "film": {
            "type": "hdrfilm",
            "width": size[0],
            "height": size[1],
            "rfilter": {"type": "box"},
        },
        "sampler": {"type": "multijitter", "sample_count": 16},
    }
    if aperture:
        view = np.subtract(look_at, at)
        view = view / np.linalg.norm(view)
        camera["aperture_radius"] = aperture
        camera["focus_distance"] = float(
            np.dot(np.subtract(look_at if focus is None else focus, at), view)
        )
    return camera


def render(scene: Mapping[str, Any], *, samples: int, depth: int = 9, seed: int = 1) -> Pixels:
    """Render a scene to linear light, height × width × 3, and clean it of the tracer's noise."""
    paths = {"type": "path", "max_depth": depth}
    guided = {"type": "aov", "aovs": "albedo:albedo,normal:sh_normal", "paths": paths}
    loaded = mitsuba.load_dict({"type": "scene", "integrator": guided, **scene})
    layers = np.array(mitsuba.render(loaded, spp=samples, seed=seed), dtype=np.float32)
    light, albedo, normal = (
        np.ascontiguousarray(layers[:, :, channels])
        for channels in (slice(0, 3), slice(-6, -3), slice(-3, None))
    )
    return np.asarray(mitsuba_oidn.denoise(light, albedo, normal, hdr=True), dtype=float)
