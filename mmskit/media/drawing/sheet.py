"""A contact sheet: every frame of a message in its phone, on one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from mmskit.lines import shorten
from mmskit.media.drawing.body import BODY_MARGIN
from mmskit.media.drawing.canvas import Canvas
from mmskit.media.drawing.screen import Line, Screen
from mmskit.theme import Theme

_MARGIN: Final = 28
_HEADER: Final = 84
_CAPTION: Final = 52
_PLANS: Final = ((3, 3, 0.85), (8, 4, 0.7), (15, 5, 0.58))
"""Up to so many frames: so many in a row, at this size."""
_MANY: Final = (6, 0.5)


@dataclass(frozen=True)
class Cell:
    """One frame on the sheet.

    Attributes:
        screen: what its phone shows.
        caption: its name, such as ``Frame 2``.
        detail: its figures, such as ``5 s · 12.1 KB``.
    """

    screen: Screen
    caption: str
    detail: str


@dataclass(frozen=True)
class Sheet:
    """What stands on a contact sheet.

    Attributes:
        title: above everything.
        detail: a line of figures below the title.
        cells: the frames, in order.
    """

    title: str
    detail: str
    cells: Sequence[Cell]


def paint_sheet(sheet: Sheet, page: Canvas, theme: Theme) -> Image.Image:
    """Paint a contact sheet.

    Args:
        sheet: what stands on it.
        page: a canvas at the sheet's own scale; its phones are smaller the more there are.
        theme: the colours around the phones.

    Raises:
        UnsupportedMediaError: a picture's pixels cannot be decoded.
    """
    columns, size = _plan(len(sheet.cells))
    phones = Canvas(page.fonts, page.scale * size)
    first = sheet.cells[0].screen.phone
    wide = (first.width + 2 * BODY_MARGIN) * size
    high = (first.height + 2 * BODY_MARGIN) * size + _CAPTION
    rows = -(-len(sheet.cells) // columns)
    width, height = 2 * _MARGIN + columns * wide, _HEADER + rows * high + _MARGIN
    image = Image.new("RGB", (round(width * page.scale), round(height * page.scale)), theme.page)
    room = width - 2 * _MARGIN - BODY_MARGIN
    left = _MARGIN + BODY_MARGIN * size
    for said, baseline, letters, colour in (
        (sheet.title, 48, 22.0, theme.ink),
        (sheet.detail, 76, 14.0, theme.muted),
    ):
        shown = shorten(said, room, letters, page.measure)
        page.write(image, Line(shown, left, baseline, letters), colour)
    for index, cell in enumerate(sheet.cells):
        x = _MARGIN + index % columns * wide
        y = _HEADER + index // columns * high
        phone = phones.paint_phone(cell.screen, theme.page)
        image.paste(phone, (round(x * page.scale), round(y * page.scale)))
        below = y + high - _CAPTION
        _write_centred(image, page, (cell.caption, x, wide, below + 4, 15.0), theme.ink)
        _write_centred(image, page, (cell.detail, x, wide, below + 25, 13.0), theme.muted)
    return image


def _plan(count: int) -> tuple[int, float]:
    """How many phones stand in a row, and how large they are."""
    for most, columns, size in _PLANS:
        if count <= most:
            return min(count, columns), size
    return _MANY


def _write_centred(
    image: Image.Image, page: Canvas, placed: tuple[str, float, float, float, float], colour: str
) -> None:
    said, x, wide, baseline, size = placed
    shown = shorten(said, wide, size, page.measure)
    width = page.measure(shown, size)
    page.write(image, Line(shown, x + (wide - width) / 2, baseline, size), colour)
