"""Sample ``graphics``: a library's open day, in English and in flat colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from lettering import Face, write
from packing import save_gif, write_message
from PIL import Image, ImageDraw
from shapes import smooth_line
from still_lifes import SAMPLES

FOLDER: Final = SAMPLES / "graphics"

Colour = tuple[int, int, int]

NAVY: Final[Colour] = (24, 42, 74)
SAND: Final[Colour] = (248, 240, 224)
CORAL: Final[Colour] = (232, 98, 76)
SEA: Final[Colour] = (94, 164, 176)
PALE: Final[Colour] = (206, 226, 224)
GRASS: Final[Colour] = (188, 208, 160)
_SCALE: Final = 4


class Sheet:
    """A sheet drawn four times larger than it will be; lengths are its final pixels."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.picture = Image.new("RGB", (width * _SCALE, height * _SCALE), ground)
        self._pen = ImageDraw.Draw(self.picture)

    def fill(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)

    def curve(self, corners: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        """Draw a smooth line with round ends through corners."""
        points = [(x * _SCALE, y * _SCALE) for x, y in smooth_line(corners, 12)]
        self.line(points, colour, width)

    def path(self, corners: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        """Draw straight lines with round joints."""
        self.line([(x * _SCALE, y * _SCALE) for x, y in corners], colour, width)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        """Draw a line through points that are scaled already."""
        self._pen.line(points, fill=colour, width=round(width * _SCALE), joint="curve")
        half = width * _SCALE / 2
        for x, y in (points[0], points[-1]):
            self._pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        box = [v * _SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        self._pen.ellipse(box, fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: Colour, width: float) -> None:
        """Draw a circle's line."""
        box = [v * _SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        self._pen.ellipse(box, outline=colour, width=round(width * _SCALE))

    def box(
        self, area: tuple[float, float, float, float], colour: Colour, corner: float = 0
    ) -> None:
        """Fill a rectangle with round corners."""
        self._pen.rounded_rectangle([v * _SCALE for v in area], corner * _SCALE, fill=colour)

    def write(
        self,
        words: str,
        at: tuple[float, float],
        face: Face,
        height: float,
        colour: Colour,
        *,
        anchor: str = "mm",
        spacing: float = 0.0,
    ) -> None:
        """Write one line."""
        place = (at[0] * _SCALE, at[1] * _SCALE)
        space = spacing * _SCALE
        write(
            self.picture, words, place, face, height * _SCALE, colour, anchor=anchor, spacing=space
        )

    def finish(self) -> Image.Image:
        """Reduce it to its final size."""
        return self.picture.reduce(_SCALE)


def draw_logo() -> Image.Image:
    """A lighthouse that stands in an open book, 320 × 320."""
    sheet = Sheet(320, 320, NAVY)
    for way in (-1, 1):
        beam = [(160 + way * 13, 78), (160 + way * 128, 44), (160 + way * 128, 112)]
        sheet.fill([*beam, (160 + way * 13, 86)], (62, 84, 118))
    sheet.fill([(146, 96), (174, 96), (185, 204), (135, 204)], SAND)
    for top, bottom in ((112, 130), (148, 166)):
        left, right = (10 * (v - 96) / 94 for v in (top, bottom))
        stripe = [
            (146 - left, top),
            (174 + left, top),
            (174 + right, bottom),
            (146 - right, bottom),
        ]
        sheet.fill(stripe, CORAL)
    sheet.box((142, 90, 178, 97), CORAL, 2)
    sheet.box((149, 72, 171, 90), (255, 214, 120))
    sheet.fill([(145, 73), (160, 56), (175, 73)], CORAL)
    for way in (-1, 1):
        page = smooth_line(
            [(160, 196), (160 + way * 30, 178), (160 + way * 66, 176), (160 + way * 96, 186)], 14
        )
        sheet.fill([*map(tuple, page), (160 + way * 96, 222), (160, 236)], SAND)
        fold = [(160, 236), (160 + way * 32, 218), (160 + way * 66, 213), (160 + way * 97, 222)]
        sheet.curve(fold, SEA, 4)
        for row in range(3):
            down = 10 + row * 10
            text = [
                (160 + way * 16, 196 + down - 2),
                (160 + way * 48, 184 + down),
                (160 + way * 84, 186 + down),
            ]
            sheet.curve(text, PALE, 2.2)
    sheet.write("HARBOUR", (160, 264), "hei-black", 35, SAND, spacing=5)
    sheet.write("LIBRARY", (160, 296), "hei", 20, SEA, spacing=10.5)
    return sheet.finish()


def draw_programme() -> Image.Image:
    """Four things to do, in line art, 320 × 400."""
    sheet = Sheet(320, 400, SAND)
    sheet.write("OPEN DAY", (160, 40), "hei-black", 40, NAVY, spacing=3)
    sheet.write("Saturday 14 June  ·  10 to 5", (160, 76), "hei", 18, CORAL)
    places = [
        (86, 158, "Book swap"),
        (234, 158, "Story hour"),
        (86, 312, "Tea & scones"),
        (234, 312, "Boat models"),
    ]
    for x, y, words in places:
        sheet.box((x - 66, y - 62, x + 66, y + 76), (255, 252, 244), 12)
        sheet.write(words, (x, y + 56), "hei-bold", 17, NAVY)
    _draw_books(sheet, 86, 150)
    _draw_speech(sheet, 234, 150)
    _draw_tea(sheet, 86, 304)
    _draw_ship(sheet, 234, 304)
    return sheet.finish()


def _draw_books(sheet: Sheet, x: float, y: float) -> None:
    for left, top, width, colour in (
        (-36, -30, 15, NAVY),
        (-17, -40, 17, CORAL),
        (4, -26, 13, NAVY),
    ):
        corners = [(x + left, y + 30), (x + left, y + top), (x + left + width, y + top)]
        corners += [(x + left + width, y + 30), (x + left, y + 30)]
        sheet.path(corners, colour, 3)
        sheet.path(
            [(x + left + 5, y + top + 12), (x + left + width - 5, y + top + 12)], colour, 2.4
        )
    leaning = [(21, 29), (35, -24), (47, -21), (34, 31), (21, 29)]
    sheet.path([(x + a, y + b) for a, b in leaning], SEA, 3)
    sheet.path([(x - 46, y + 34), (x + 48, y + 34)], NAVY, 3)


def _draw_speech(sheet: Sheet, x: float, y: float) -> None:
    outline = [(-40, -6), (-30, -32), (0, -38), (32, -31), (42, -6), (30, 16), (2, 22)]
    sheet.curve([(x + a, y + b) for a, b in outline], NAVY, 3)
    sheet.path([(x + 2, y + 22), (x - 14, y + 38), (x - 14, y + 20)], NAVY, 3)
    sheet.curve([(x - 14, y + 20), (x - 30, y + 13), (x - 40, y - 6)], NAVY, 3)
    star = [
        (x + r * np.sin(k * np.pi / 5), y - 8 - r * np.cos(k * np.pi / 5))
        for k, r in enumerate([18.0, 7.6] * 5)
    ]
    sheet.path([*star, star[0]], CORAL, 3)


def _draw_tea(sheet: Sheet, x: float, y: float) -> None:
    sheet.path([(x - 34, y - 8), (x + 24, y - 8)], NAVY, 3)
    sheet.curve(
        [
            (x - 34, y - 8),
            (x - 29, y + 18),
            (x - 14, y + 27),
            (x + 4, y + 27),
            (x + 19, y + 18),
            (x + 24, y - 8),
        ],
        NAVY,
        3,
    )
    sheet.curve([(x + 24, y - 3), (x + 39, y - 2), (x + 38, y + 11), (x + 21, y + 14)], NAVY, 3)
    sheet.curve([(x - 44, y + 32), (x - 5, y + 37), (x + 34, y + 32)], SEA, 3)
    for left in (-20, -5, 10):
        steam = [(left, -15), (left + 4, -22), (left - 3, -31), (left + 2, -40)]
        sheet.curve([(x + a, y + b) for a, b in steam], CORAL, 3)


def _draw_ship(sheet: Sheet, x: float, y: float) -> None:
    hull = [(-38, 12), (-26, 28), (28, 28), (40, 12), (-38, 12)]
    sheet.path([(x + a, y + b) for a, b in hull], NAVY, 3)
    sheet.path([(x, y + 12), (x, y - 44)], NAVY, 3)
    sheet.curve([(x + 5, y - 38), (x + 27, y - 16), (x + 32, y + 5)], CORAL, 3)
    sheet.path([(x + 32, y + 5), (x + 5, y + 5), (x + 5, y - 38)], CORAL, 3)
    sheet.curve([(x - 5, y - 30), (x - 22, y - 12), (x - 27, y + 5)], SEA, 3)
    sheet.path([(x - 27, y + 5), (x - 5, y + 5), (x - 5, y - 30)], SEA, 3)
    waves = [(x - 46 + k * 11.5, y + 37 + (3 if k % 2 else -3)) for k in range(9)]
    sheet.curve(waves, SEA, 3)


def draw_map() -> Image.Image:
    """The way from the station, 320 × 320."""
    sheet = Sheet(320, 320, SAND)
    coast = [(-10, 214), (50, 206), (100, 224), (150, 216), (196, 236), (250, 226), (330, 246)]
    sea = [(float(x), float(y)) for x, y in smooth_line(coast, 12)]
    sheet.fill([*sea, (330, 330), (-10, 330)], SEA)
    for y, left in ((270, 30), (292, 96), (262, 210), (288, 236)):
        sheet.curve(
            [(left, y), (left + 11, y - 4), (left + 22, y), (left + 33, y - 4), (left + 44, y)],
            PALE,
            2.4,
        )
    sheet.box((178, 24, 296, 96), GRASS, 10)
    for x, y in ((200, 48), (224, 70), (252, 44), (276, 72), (230, 42), (262, 78)):
        sheet.disc(x, y, 8, (132, 166, 112))
    road: Colour = (255, 255, 255)
    sheet.path([(-10, 116), (330, 116)], road, 15)
    sheet.path([(150, -10), (150, 186)], road, 15)
    sheet.curve([(-10, 190), (80, 182), (150, 186), (230, 200), (330, 206)], road, 13)
    sheet.path([(64, -10), (64, 116)], road, 10)
    way = [(64, 60), (64, 116), (150, 116), (150, 160), (150, 186), (190, 193)]
    for (x0, y0), (x1, y1) in pairwise(way):
        count = max(1, round(np.hypot(x1 - x0, y1 - y0) / 10))
        for k in range(count):
            sheet.disc(x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count, 2.6, CORAL)
    sheet.box((40, 26, 88, 62), NAVY, 8)
    _draw_train(sheet, 64, 44)
    _draw_pin(sheet, 206, 192)
    sheet.write("Station", (96, 44), "hei-bold", 15, NAVY, anchor="lm")
    sheet.write("Market Street", (236, 117), "hei", 13, NAVY)
    sheet.box((154, 252, 306, 304), NAVY, 10)
    sheet.write("Harbour Library", (230, 270), "hei-bold", 17, SAND)
    sheet.write("6 minutes on foot", (230, 290), "hei", 13, PALE)
    return sheet.finish()


def _draw_train(sheet: Sheet, x: float, y: float) -> None:
    sheet.box((x - 9, y - 12, x + 9, y + 7), SAND, 4)
    sheet.box((x - 6, y - 9, x + 6, y - 2), NAVY, 1.5)
    for way in (-1, 1):
        sheet.disc(x + way * 4.6, y + 2.6, 1.7, NAVY)
        sheet.path([(x + way * 5, y + 9), (x + way * 9, y + 14)], SAND, 2)


def _draw_pin(sheet: Sheet, x: float, y: float) -> None:
    sheet.disc(x, y - 44, 21, CORAL)
    sheet.fill([(x - 19.2, y - 35.5), (x + 19.2, y - 35.5), (x, y)], CORAL)
    for way in (-1, 1):
        sheet.fill([(x, y - 50), (x + way * 12, y - 53), (x + way * 12, y - 38), (x, y - 35)], SAND)
    sheet.path([(x, y - 50), (x, y - 35)], CORAL, 1.6)


def make() -> None:
    """Make the folder's files."""
    FOLDER.mkdir(exist_ok=True)
    save_gif([draw_logo()], FOLDER / "logo.gif", colours=15)
    save_gif([draw_programme()], FOLDER / "programme.gif", colours=15)
    save_gif([draw_map()], FOLDER / "map.gif", colours=15)
    write_message(
        FOLDER,
        "Harbour Library open day",
        [
            {
                "text": "The new wing opens on Saturday 14 June. Come and see it first.",
                "picture": "logo.gif",
                "seconds": 4,
            },
            {
                "text": "10:00 book swap\n11:30 story hour\n14:00 tea and scones\n15:30 boat models\nAll free, no booking.",
                "picture": "programme.gif",
                "seconds": 6,
            },
            {
                "text": "Six minutes on foot from the station. Step-free all the way. Reply TD to stop these messages.",
                "picture": "map.gif",
                "seconds": 6,
            },
        ],
    )


if __name__ == "__main__":
    make()
