"""Sample ``promotion``: a coffee shop's 双十一."""

from __future__ import annotations

from typing import Final

import numpy as np
import segno
from lettering import write
from light import add_camera, develop, to_image
from noise import make_fractal, ramp, sample
from packing import save_gif, save_jpeg, write_message
from PIL import Image, ImageDraw, ImageFilter
from score import Part, read_part, save_midi
from still_lifes import SAMPLES, get_still_life

FOLDER: Final = SAMPLES / "promotion"

Colour = tuple[int, int, int]

CREAM: Final[Colour] = (250, 240, 222)
GOLD: Final[Colour] = (236, 178, 92)
ESPRESSO: Final[Colour] = (43, 24, 14)
ROAST: Final[Colour] = (86, 48, 25)
RED: Final[Colour] = (196, 52, 30)


def draw_poster() -> Image.Image:
    """The latte with a headline, 480 × 640."""
    light = get_still_life("coffee")
    picture = develop(light, exposure=1.05)
    picture = _add_steam(picture)
    rows = np.linspace(0, 1, picture.shape[0])[:, None, None]
    picture = picture * (1 - 0.62 * ramp(0.50, 0.0, rows))
    poster = to_image(add_camera(picture, seed=1, grain=0.0, dark=0.3))
    poster = poster.resize((960, 1280), Image.Resampling.LANCZOS)
    write(poster, "双十一", (480, 128), "hei", 46, GOLD, spacing=30)
    pen = ImageDraw.Draw(poster)
    for side in (-1, 1):
        pen.line((480 + side * 150, 128, 480 + side * 290, 128), fill=GOLD, width=3)
    write(poster, "第二杯半价", (480, 252), "song", 152, CREAM, spacing=6)
    write(poster, "全场拿铁 · 11月9日至11日", (480, 374), "hei", 48, CREAM, spacing=4)
    write(poster, "样例咖啡", (480, 1224), "song-light", 42, CREAM, spacing=14, opacity=0.9)
    return poster.resize((480, 640), Image.Resampling.LANCZOS)


def _add_steam(picture: np.ndarray) -> np.ndarray:
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width] / width
    field = make_fractal(512, 512, seed=34, roughness=3.3, stretch=0.4)
    bend = make_fractal(512, 512, seed=32, roughness=3.4)
    sway = sample(bend, y * 160, x * 60) * 0.035
    wisp = ramp(-0.4, 1.7, sample(field, y * 260, (x + sway) * 260))
    away = (x + sway - 0.46) / (0.10 + 0.10 * np.clip(0.75 - y, 0, 1))
    veil = np.exp(-(away**2)) * ramp(0.36, 0.56, y) * ramp(0.77, 0.68, y)
    return np.asarray(1 - (1 - picture) * (1 - (wisp * veil * 0.5)[..., None]))


def draw_offer(step: int, steps: int) -> Image.Image:
    """One picture of the animation, 300 × 225: a cup that steams, a price that pulses."""
    scale = 3
    card = Image.new("RGB", (300 * scale, 225 * scale), CREAM)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 112 * scale, 225 * scale), fill=(222, 150, 66))
    _draw_cup(card, scale)
    _draw_wisps(card, step / steps, scale)
    lit = step % 5 < 3
    write(card, "大杯拿铁", (206 * scale, 34 * scale), "hei-bold", 21 * scale, ROAST, spacing=9)
    write(card, "第一杯", (134 * scale, 76 * scale), "hei", 17 * scale, ROAST, anchor="lm")
    write(card, "¥32", (282 * scale, 76 * scale), "hei-bold", 22 * scale, ROAST, anchor="rm")
    pen.line((132 * scale, 98 * scale, 284 * scale, 98 * scale), fill=(222, 205, 178), width=scale)
    write(card, "第二杯", (134 * scale, 134 * scale), "hei-bold", 20 * scale, RED, anchor="lm")
    write(card, "¥16", (284 * scale, 130 * scale), "hei-black", 44 * scale, RED, anchor="rm")
    box = [v * scale for v in (132, 168, 284, 204)]
    pen.rounded_rectangle(box, 18 * scale, fill=RED if lit else (224, 92, 50))
    write(card, "立省 16 元", (208 * scale, 186 * scale), "hei-bold", 18 * scale, CREAM)
    if lit:
        for x, y, size in ((126, 118, 5.0), (291, 104, 4.0), (290, 160, 3.2)):
            _draw_spark(pen, x * scale, y * scale, size * scale)
    return card.reduce(scale)


def _draw_spark(pen: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    points = []
    for corner in range(8):
        reach = size if corner % 2 == 0 else size * 0.26
        angle = corner * np.pi / 4
        points.append((x + reach * np.sin(angle), y - reach * np.cos(angle)))
    pen.polygon(points, fill=GOLD)


def _draw_cup(card: Image.Image, scale: int) -> None:
    """A paper cup with a sleeve, lit from the left."""
    pen = ImageDraw.Draw(card)

    def trapeze(
        top: float, bottom: float, half_top: float, half_bottom: float, fill: Colour
    ) -> None:
        middle = 56
        corners = [
            (middle - half_top, top),
            (middle + half_top, top),
            (middle + half_bottom, bottom),
            (middle - half_bottom, bottom),
        ]
        pen.polygon([(x * scale, y * scale) for x, y in corners], fill=fill)

    pen.ellipse([v * scale for v in (20, 193, 96, 207)], fill=(190, 122, 48))
    trapeze(104, 200, 33.0, 24.0, CREAM)
    pen.polygon(
        [(v * scale, w * scale) for v, w in ((70, 104), (89, 104), (80, 200), (68, 200))],
        fill=(230, 214, 190),
    )
    trapeze(128, 176, 31.6, 27.2, ROAST)
    pen.polygon(
        [(v * scale, w * scale) for v, w in ((70, 128), (87.6, 128), (83.2, 176), (69, 176))],
        fill=(66, 36, 18),
    )
    pen.rounded_rectangle([v * scale for v in (20, 95, 92, 106)], 3 * scale, fill=ESPRESSO)
    pen.rounded_rectangle([v * scale for v in (25, 86, 87, 97)], 4 * scale, fill=(58, 33, 20))
    pen.ellipse([v * scale for v in (44, 140, 68, 164)], fill=CREAM)
    bean = Image.new("L", card.size, 0)
    ink = ImageDraw.Draw(bean)
    ink.ellipse([v * scale for v in (49, 143.5, 63, 160.5)], fill=255)
    ink.arc([v * scale for v in (54, 143, 66, 161)], 110, 250, fill=0, width=2 * scale)
    bean = bean.rotate(-28, center=(56 * scale, 152 * scale), resample=Image.Resampling.BICUBIC)
    card.paste(Image.new("RGB", card.size, ROAST), (0, 0), bean)


def _draw_wisps(card: Image.Image, phase: float, scale: int) -> None:
    """Three ribbons of steam that rise; ``phase`` from 0 to 1 is one round."""
    mask = Image.new("L", card.size, 0)
    pen = ImageDraw.Draw(mask)
    for start, x, tall in ((0.0, 40, 52), (0.37, 57, 62), (0.7, 73, 50)):
        t = np.linspace(0, 1, 40)
        sway = 5.5 * np.sin(2 * np.pi * (t * 1.15 - phase + start)) * (0.25 + t)
        thick = 4.4 * np.sin(np.pi * t) ** 0.8 * (1 - 0.35 * t)
        left = [
            ((x + s - w) * scale, (80 - k * tall) * scale)
            for s, w, k in zip(sway, thick, t, strict=True)
        ]
        right = [
            ((x + s + w) * scale, (80 - k * tall) * scale)
            for s, w, k in zip(sway, thick, t, strict=True)
        ]
        pen.polygon(left + right[::-1], fill=215)
    card.paste(
        Image.new("RGB", card.size, CREAM), (0, 0), mask.filter(ImageFilter.GaussianBlur(scale))
    )


def draw_coupon() -> Image.Image:
    """A coupon with a code that phones can read, 320 × 400."""
    scale = 3
    size = (320 * scale, 400 * scale)
    card = Image.new("RGB", size, ESPRESSO)
    pen = ImageDraw.Draw(card)
    pen.rounded_rectangle([v * scale for v in (16, 16, 304, 384)], 14 * scale, fill=CREAM)
    for x in (16, 304):
        pen.ellipse([v * scale for v in (x - 11, 111, x + 11, 133)], fill=ESPRESSO)
    for x in range(34, 288, 10):
        pen.line((x * scale, 122 * scale, (x + 5) * scale, 122 * scale), fill=GOLD, width=scale)
    write(card, "手冲挂耳一份", (160 * scale, 56 * scale), "song", 36 * scale, ROAST)
    write(card, "凭本页到店免费换", (160 * scale, 95 * scale), "hei", 18 * scale, RED, spacing=3)
    code = segno.make("https://example.com/1111?c=A7K2", error="m")
    cell = 5 * scale
    matrix = [list(row) for row in code.matrix]
    start = (size[0] - cell * len(matrix)) // 2, 150 * scale
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                left, top = start[0] + column * cell, start[1] + row * cell
                pen.rectangle((left, top, left + cell - 1, top + cell - 1), fill=ESPRESSO)
    write(
        card, "A7K2 1111", (160 * scale, 328 * scale), "hei-bold", 22 * scale, ESPRESSO, spacing=6
    )
    write(card, "每人一份，送完为止", (160 * scale, 360 * scale), "hei", 15 * scale, ROAST)
    return card.reduce(scale)


def compose_jingle() -> list[Part]:
    """Four bars of easy swing in C, with a last chord: electric piano, vibraphone, bass, brushes."""
    melody = (
        "e5!:.66 g5:.34 a5:.66 g5:.34 e5:.66 d5:.34 e5:1 |"
        "r:.66 d5:.34 e5:.66 g5:.34 a5!:1 c6:.66 b5:.34 |"
        "a5:.66 g5:.34 e5:.66 d5:.34 c5!:.66 d5:.34 e5:.66 g5:.34 |"
        "a5:.66 b5:.34 d6:.66 b5:.34 c6!:2"
    )
    chords = (
        "r:.66 e4+g4+b4:.84 r:.5 e4+g4+b4:1 r:1 |r:.66 e4+g4+c#5:.84 r:.5 e4+g4+bb4:1 r:1 |"
        "r:.66 f4+a4+c5:.84 r:.5 f4+a4+e5:1 r:1 |r:.66 f4+a4+b4:.84 r:.5 e4+g4+d5:2"
    )
    walk = "c3:1 e3:1 g3:1 b2:1 |a2:1 c#3:1 e3:1 g3:1 |d3:1 f3:1 a3:1 d3:1 |g2:1 b2:1 c3!:2"
    drums = " ".join(["hat:1 rim+hat:.66 hat:.34 hat:1 rim+hat:.66 hat:.34"] * 3)
    return [
        read_part("vibraphone", 11, melody, loudness=92, pan=76),
        read_part("electric piano", 4, chords, loudness=62, pan=48),
        read_part("bass", 32, walk, loudness=86),
        read_part("drums", 0, drums + " hat:1 rim:1 bell+kick:2", loudness=54, drums=True),
    ]


def make() -> None:
    """Make the folder's files."""
    FOLDER.mkdir(exist_ok=True)
    save_jpeg(draw_poster(), FOLDER / "poster.jpg", max_bytes=16_400)
    steps = 10
    save_gif(
        [draw_offer(step, steps) for step in range(steps)],
        FOLDER / "offer.gif",
        seconds=0.12,
        colours=23,
        settle=24,
    )
    save_gif([draw_coupon()], FOLDER / "coupon.gif", colours=11)
    save_midi(compose_jingle(), FOLDER / "jingle.mid", beats_per_minute=132)
    write_message(
        FOLDER,
        "双十一，第二杯半价",
        [
            {
                "text": "【样例咖啡】双十一，暖一杯。11月9日至11日，全场拿铁第二杯半价，会员再享双倍积分。",
                "picture": "poster.jpg",
                "sound": "jingle.mid",
                "seconds": 8,
            },
            {
                "text": "大杯拿铁32元，第二杯只要16元。早八点到晚十点，点单时说“双十一”就行，不用领券。",
                "picture": "offer.gif",
                "seconds": 6,
            },
            {
                "text": "到店出示本页，免费换手冲挂耳一份，每人一份，送完为止。样例路11号，地铁2号线A口旁。回复TD退订",
                "picture": "coupon.gif",
                "seconds": 6,
            },
        ],
    )


if __name__ == "__main__":
    make()
