"""Sample ``oversize``: a trip to the lake, with everything far too large for one message."""

from __future__ import annotations

from typing import Final

import numpy as np
import segno
from lettering import write
from light import add_camera, develop, to_image
from moon_night import Lantern, add_lanterns, draw_pavilion, paint_night, pour_lake
from noise import make_ridges
from packing import save_gif, write_message
from PIL import Image, ImageDraw
from score import Part, read_part, save_midi
from still_lifes import SAMPLES, get_landscape, get_still_life
from surfaces import colour, mix
from synth import play, save_mp3

FOLDER: Final = SAMPLES / "oversize"
_BEATS_PER_MINUTE: Final = 96
_INK: Final = (38, 36, 66)
_PAPER: Final = (252, 246, 234)
_CORAL: Final = (214, 84, 62)


def draw_photograph() -> Image.Image:
    """The lake, 3000 × 4000."""
    picture = develop(get_landscape(), exposure=1.08, contrast=1.06)
    return to_image(add_camera(picture, seed=1, grain=0.010))


def draw_poster() -> Image.Image:
    """A flat poster with a coupon, 1200 × 1600."""
    scale = 2
    size = (1200 * scale, 1600 * scale)
    poster = _draw_hills(size, 940 * scale)
    pen = ImageDraw.Draw(poster)
    pen.rectangle((0, 940 * scale, *size), fill=_PAPER)
    write(
        poster,
        "湖山秋色",
        (600 * scale, 176 * scale),
        "kai",
        190 * scale,
        _PAPER,
        spacing=24 * scale,
    )
    write(
        poster,
        "两日慢游 · 住进湖边木屋",
        (600 * scale, 322 * scale),
        "hei",
        50 * scale,
        _PAPER,
        spacing=8 * scale,
    )
    left = 90 * scale
    write(
        poster,
        "早鸟价",
        (left, 1042 * scale),
        "hei-bold",
        52 * scale,
        _INK,
        anchor="lm",
        spacing=6 * scale,
    )
    write(
        poster,
        "¥699",
        (left - 6 * scale, 1162 * scale),
        "hei-black",
        156 * scale,
        _CORAL,
        anchor="lm",
    )
    write(
        poster, "/ 人起", (left + 414 * scale, 1194 * scale), "hei", 48 * scale, _INK, anchor="lm"
    )
    details = [
        "10月12日 至 11月20日，每周五出发",
        "往返大巴、一晚住宿、两顿早餐",
        "十人以上单独成团，随时可改期",
    ]
    for row, words in enumerate(details):
        middle = (1300 + row * 74) * scale
        pen.ellipse((left, middle - 8 * scale, left + 16 * scale, middle + 8 * scale), fill=_CORAL)
        write(poster, words, (left + 36 * scale, middle), "hei", 38 * scale, _INK, anchor="lm")
    write(
        poster,
        "样例旅行",
        (left, 1530 * scale),
        "song",
        40 * scale,
        _INK,
        anchor="lm",
        spacing=12 * scale,
    )
    _draw_code(pen, (800 * scale, 1030 * scale), 10 * scale)
    write(poster, "扫码立减 60 元", (945 * scale, 1388 * scale), "hei-bold", 42 * scale, _CORAL)
    write(
        poster,
        "券码 LAKE-60",
        (945 * scale, 1450 * scale),
        "hei",
        34 * scale,
        _INK,
        spacing=2 * scale,
    )
    return poster.reduce(scale)


def _draw_hills(size: tuple[int, int], water: int) -> Image.Image:
    """Sunset, hills in five tints, a lake with a boat."""
    width = size[0]
    rows = np.linspace(0, 1, water)[:, None] * np.ones((1, width))
    sky = mix(colour("#2b3a75"), colour("#a9658c"), rows / 0.34)
    sky = mix(sky, colour("#f4ab66"), (rows - 0.26) / 0.30)
    y, x = np.mgrid[0:water, 0:width] / width
    away = np.hypot(x - 0.69, y - 0.385)
    sky = mix(sky, colour("#ffe2a4"), 0.55 * np.exp(-((away / 0.20) ** 2)))
    sky = mix(sky, colour("#fff0c4"), np.clip((0.085 - away) * width + 0.5, 0, 1))
    tints = ["#b97a86", "#8d5f83", "#63497a", "#433768", "#2a2750"]
    for index, tint in enumerate(tints):
        line = 0.40 + index * 0.058 + (0.050 - index * 0.006) * _ridge_line(width, 70 + index)
        inside = np.clip((y - line[None, :]) * width + 0.5, 0, 1)
        sky = mix(sky, colour(tint), inside)
    shore = 0.668
    lake = mix(colour("#e59a63"), colour("#4b3f72"), np.clip((y - shore) / 0.11, 0, 1))
    sky = mix(sky, lake, np.clip((y - shore) * width + 0.5, 0, 1))
    glint = np.exp(-(((x - 0.69) / 0.05) ** 2)) * (np.sin(y * 900) > 0.1) * (y > shore + 0.004)
    sky = mix(sky, colour("#ffe2a4"), glint * 0.75 * np.clip(1 - (y - shore) / 0.11, 0, 1))
    poster = Image.new("RGB", size)
    poster.paste(to_image(sky), (0, 0))
    _draw_boat(ImageDraw.Draw(poster), 0.30 * width, 0.722 * width, 0.075 * width)
    return poster


def _ridge_line(width: int, seed: int) -> np.ndarray:
    return make_ridges(width * 2, seed=seed, roughness=2.9, smallest=18.0)[:width]


def _draw_boat(pen: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    hull = [(-1, 0), (1.05, 0), (0.72, 0.24), (-0.72, 0.24)]
    sail = [(0.0, -1.5), (0.0, -0.08), (-0.82, -0.08)]
    jib = [(0.08, -1.3), (0.08, -0.08), (0.70, -0.08)]
    for shape, fill in ((hull, (42, 39, 80)), (sail, _PAPER), (jib, (247, 214, 170))):
        pen.polygon([(x + a * size, y + b * size) for a, b in shape], fill=fill)
    for row in range(5):
        half = size * (0.9 - row * 0.14)
        middle = y + size * (0.36 + row * 0.13)
        pen.line((x - half, middle, x + half, middle), fill=(96, 78, 124), width=int(size * 0.035))


def _draw_code(pen: ImageDraw.ImageDraw, at: tuple[int, int], cell: int) -> None:
    """A QR code that phones can read; its address is nobody's."""
    matrix = [
        list(row) for row in segno.make("https://example.com/lake?coupon=LAKE-60", error="m").matrix
    ]
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                left, top = at[0] + column * cell, at[1] + row * cell
                pen.rectangle((left, top, left + cell - 1, top + cell - 1), fill=_INK)


def draw_lanterns(pictures: int) -> list[Image.Image]:
    """Sky lanterns that rise over the lake, 300 × 400, one round."""
    size = (600, 800)
    moon = (0.70, 0.32, 0.14)
    night = to_image(paint_night(*size, moon=moon))
    draw_pavilion(night, 0.20, 1.066, 0.13)
    base = np.asarray(night, dtype=float) / 255
    grain = np.random.default_rng(5).normal(0, 0.008, (400, 300, 1))
    shown = []
    for picture in range(pictures):
        phase = picture / pictures
        lit = add_lanterns(base, _float_up(phase))
        lake = to_image(pour_lake(lit, moon_x=moon[0], phase=phase)).reduce(2)
        shown.append(to_image(np.asarray(lake, dtype=float) / 255 + grain))
    return shown


def _float_up(phase: float) -> list[Lantern]:
    random = np.random.default_rng(21)
    lanterns = []
    for _ in range(15):
        start, x, big = random.uniform(0, 1), random.uniform(0.38, 0.96), random.uniform(0.7, 1.25)
        drift = random.uniform(0.0, 0.45)
        way = (phase + start) % 1
        sway = 0.012 * np.sin(2 * np.pi * (way * 2 + start))
        y = 0.98 - way * 1.02
        glow = min(1.0, way / 0.12, (1 - way) / 0.25)
        lanterns.append(Lantern(x + sway - drift * way, y, (0.046 - 0.030 * way) * big, glow))
    return sorted(lanterns, key=lambda lantern: lantern.width)


def compose_song() -> tuple[Part, Part, Part, Part, Part]:
    """Eight bars in D, pentatonic: string figures, strings, bass, a flute, high answers."""
    figures = {
        "d": "d3 a3 d4 f#4 a4 f#4 d4 a3",
        "b": "b2 f#3 b3 d4 f#4 d4 b3 f#3",
        "g": "g2 d3 g3 b3 d4 b3 g3 d3",
        "a": "a2 e3 a3 c#4 e4 c#4 a3 e3",
    }
    bars = "d b g a d b"
    halves = " ".join(f"{pitch}:.5" for bar in bars.split() for pitch in figures[bar].split())
    halves += " g2:.5 d3:.5 g3:.5 b3:.5 a2:.5 e3:.5 a3:.5 c#4:.5 d3:.5 a3:.5 d4:.5 f#4:.5 a4+d5:2"
    chords = (
        "d4+f#4+a4:4 d4+f#4+b4:4 d4+g4+b4:4 c#4+e4+a4:4 d4+f#4+a4:4 d4+f#4+b4:4 "
        "d4+g4+b4:2 c#4+e4+a4:2 d4+f#4+a4:4"
    )
    roots = "d2:4 b1:4 g2:4 a1:4 d2:4 b1:4 g2:2 a1:2 d2:4"
    flute = (
        "r:4 |r:2 f#5:.5 a5:.5 b5:1 |d6:1.5 b5:.5 a5:1 f#5:1 |e5:2.5 r:.5 e5:.5 f#5:.5 |"
        "a5:1.5 b5:.5 d6:1 e6:1 |f#6:1.5 e6:.5 d6:1 b5:1 |a5:1 b5:.5 a5:.5 f#5:.5 e5:1.5 |d5:4"
    )
    answers = "d5:.5 e5:.5 f#5:.5 a5:2.5 |r:4 |r:4 |r:3 a5:.25 b5:.25 d6:.5 |r:4 |r:4 |r:4 |r:1 a5:.5 b5:.5 d6:2"
    return (
        read_part("koto", 107, halves, loudness=74, pan=44, hold=1.6),
        read_part("strings", 48, chords, loudness=52, pan=70),
        read_part("bass", 32, roots, loudness=76),
        read_part("bamboo flute", 77, flute, loudness=88, pan=58),
        read_part("high koto", 107, answers, loudness=70, pan=92, hold=1.6),
    )


def make() -> None:
    """Make the folder's files."""
    FOLDER.mkdir(exist_ok=True)
    draw_photograph().save(FOLDER / "lake.jpg", quality=84, optimize=True, progressive=True)
    draw_poster().save(FOLDER / "poster.png", optimize=True)
    tea = add_camera(develop(get_still_life("tea"), exposure=1.1), seed=4, grain=0.006)
    to_image(tea).save(FOLDER / "tea.webp", quality=88, method=6)
    save_gif(draw_lanterns(36), FOLDER / "lanterns.gif", seconds=0.12, colours=127, settle=7)
    koto, strings, bass, flute, answers = song = compose_song()
    save_midi(song, FOLDER / "evening.mid", beats_per_minute=_BEATS_PER_MINUTE)
    heard = [
        ("pluck", koto, 0.75),
        ("pad", strings, 0.42),
        ("bass", bass, 0.50),
        ("flute", flute, 0.42),
        ("pluck", answers, 0.65),
    ]
    sound = play(heard, beats_per_minute=_BEATS_PER_MINUTE, seconds=22)
    save_mp3(sound, FOLDER / "song.mp3")
    write_message(
        FOLDER,
        "湖山秋色，两日慢游",
        [
            {
                "text": "【样例旅行】山顶落了雪，湖边的树还红着。趁这半个月，来湖边住一晚。",
                "picture": "lake.jpg",
                "sound": "song.mp3",
                "seconds": 22,
            },
            {
                "text": "早鸟价699元起，含往返大巴、住宿和两顿早餐。扫码领60元券，券码LAKE-60。",
                "picture": "poster.png",
                "seconds": 8,
            },
            {
                "text": "木屋露台正对雪山，管家备好热茶，等您坐下来慢慢喝。",
                "picture": "tea.webp",
                "seconds": 6,
            },
            {
                "text": "周五夜里，一起到湖上放灯。名额30位，先到先得。回复TD退订",
                "picture": "lanterns.gif",
                "sound": "evening.mid",
                "seconds": 21,
            },
        ],
    )


if __name__ == "__main__":
    make()
