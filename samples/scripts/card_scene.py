"""A membership card on a café table, its points waiting to be spent."""

from __future__ import annotations

import numpy as np
from coffee_scene import make_crockery, make_evening, scatter_beans
from crockery import make_backdrop, make_card, make_plane, make_window
from lettering import draw_mask
from PIL import Image, ImageDraw
from rendering import Pixels, make_camera, make_shape, make_texture, render
from shapes import place
from surfaces import colour, make_wood, mix

_WIDTH, _HEIGHT = 1284, 810
_BEANS = [
    (-8.4, 2.6, 0.0),
    (-5.6, 3.6, 0.0),
    (-2.2, 4, 0.0),
    (0.4, 3.2, 0.0),
    (3.4, 3, 0.0),
    (-10.4, 5.2, 0.0),
    (-7.4, 6.4, 0.0),
    (-12.4, 1.6, 0.0),
    (9.3, -4.3, 0.0),
    (8.2, -6.6, 0.0),
    (-9.4, 8.6, 0.0),
    (-4.4, 7.4, 0.0),
    (11.2, -2, 0.0),
    (-11.6, -4.4, 0.0),
]


def _draw_gold() -> Image.Image:
    """What is stamped in gold: words, a cup, hair lines."""
    size = (_WIDTH, _HEIGHT)
    gold = Image.new("L", (_WIDTH * 2, _HEIGHT * 2), 0)
    pen = ImageDraw.Draw(gold)
    for step in range(9):
        inset = 1320 - step * 70
        pen.ellipse((inset, -420 - step * 20, inset + 2200, 1780 + step * 20), outline=150, width=3)
    gold = gold.resize(size, Image.Resampling.LANCZOS)
    marks = [
        ("样例咖啡", (96, 150), "song", 112.0, "lm", 10.0),
        ("SAMPLE COFFEE", (100, 248), "hei", 38.0, "lm", 9.0),
        ("金卡会员", (96, 668), "kai", 62.0, "lm", 6.0),
        ("GOLD MEMBER", (_WIDTH - 92, 672), "hei-bold", 42.0, "rm", 8.0),
    ]
    for words, at, face, height, anchor, spacing in marks:
        mask = draw_mask(size, words, at, face, height, anchor=anchor, spacing=spacing)  # type: ignore[arg-type]
        gold.paste(255, (0, 0), mask)
    return gold


def make_card_face() -> tuple[Pixels, Pixels]:
    """The card's colours, and where it is gold (0 to 1)."""
    rows, columns = np.mgrid[0 : 1 : _HEIGHT * 1j, 0 : 1 : _WIDTH * 1j]
    base = mix(colour("#0c3b31"), colour("#062019"), rows * 0.6 + columns * 0.5)
    gold = np.asarray(_draw_gold(), dtype=float) / 255
    return mix(base, colour("#f0c878"), gold), gold


def render_card(size: tuple[int, int], samples: int) -> Pixels:
    """Render the card leaning towards the camera, a latte behind it."""
    face, gold = make_card_face()
    print_ = {
        "type": "principled",
        "base_color": make_texture(face),
        "metallic": make_texture(gold, raw=True),
        "roughness": 0.32,
        "specular": 0.5,
    }
    bean = {
        "type": "roughplastic",
        "alpha": 0.22,
        "diffuse_reflectance": {"type": "rgb", "value": [0.085, 0.034, 0.014]},
    }
    wood = make_texture(make_wood(2048, seed=21, dark="#4a2a16", light="#b67c49"))
    crockery = make_crockery(at=(8.2, 9.4, 0.0))
    scene = {
        "camera": make_camera(
            at=(-1.0, -25, 21),
            look_at=(1.2, 2.0, 1.4),
            angle=43,
            size=size,
            focus=(-2.0, -2.4, 1.6),
            aperture=0.62,
        ),
        "table": make_shape(
            make_plane(60, 60, 1.6),
            {"type": "roughplastic", "alpha": 0.2, "nonlinear": True, "diffuse_reflectance": wood},
            smooth=False,
        ),
        **crockery,
        "card": make_shape(
            place(make_card(15.4, 9.7, 0.14, 0.6), at=(-2.2, -1.6, 1.5), tilt_x=0.30, turn_z=0.16),
            print_,
            smooth=False,
        ),
        "beans": make_shape(
            scatter_beans(
                _BEANS,
                seed=40,
            ),
            bean,
        ),
        "evening": make_backdrop(make_evening(), 180, 90, 150, 30),
        "window": make_window((-40, 24, 34), (0, 0, 1), 14, 19.0),
        "lamp": make_window((34, -26, 36), (0, 0, 1), 12, 5.5),
        "foil": make_window((-6, 46, 40), (0, 0, 1), 16, 4.0),
        "air": {"type": "constant", "radiance": {"type": "rgb", "value": [0.05, 0.045, 0.045]}},
    }
    return render(scene, samples=samples)
