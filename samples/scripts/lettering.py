"""Text on pictures: real fonts, drawn large and reduced, so that edges are fine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

from PIL import Image, ImageDraw, ImageFont

Face = Literal["kai", "kai-light", "song", "song-light", "hei", "hei-bold", "hei-black"]

# Debian: apt-get install fonts-noto-cjk-extra fonts-lxgw-wenkai
_FILES: Final[dict[Face, tuple[str, str]]] = {
    "kai": ("LXGWWenKai-Bold.ttf", "LXGW WenKai"),
    "kai-light": ("LXGWWenKai-Regular.ttf", "LXGW WenKai"),
    "song": ("NotoSerifCJK-Black.ttc", "Noto Serif CJK SC"),
    "song-light": ("NotoSerifCJK-Medium.ttc", "Noto Serif CJK SC"),
    "hei": ("NotoSansCJK-Medium.ttc", "Noto Sans CJK SC"),
    "hei-bold": ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    "hei-black": ("NotoSansCJK-Black.ttc", "Noto Sans CJK SC"),
}
_FONTS: Final = Path("/usr/share/fonts")
SCALE: Final = 4
"""How many times larger things are drawn."""


@cache
def get_font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    """Find a font by role; ``size`` in pixels."""
    file, family = _FILES[face]
    for path in sorted(_FONTS.rglob(file)):
        for index in range(10 if path.suffix == ".ttc" else 1):
            font = ImageFont.truetype(str(path), size, index=index)
            if str(font.getname()[0]).startswith(family):
                return font
    raise SystemExit(f"{file} is missing: apt-get install fonts-noto-cjk-extra fonts-lxgw-wenkai")


def draw_mask(
    size: tuple[int, int],
    words: str,
    at: tuple[float, float],
    face: Face,
    height: float,
    *,
    anchor: str = "mm",
    spacing: float = 0.0,
    scale: int = SCALE,
) -> Image.Image:
    """Draw words as a mask (mode L) of a picture's size.

    Args:
        size: of the picture, in pixels.
        words: one line.
        at: where the anchor lies, in pixels.
        face: which font.
        height: of the font, in pixels.
        anchor: as Pillow's: l, m or r, then a, m or s.
        spacing: added between characters, in pixels.
        scale: how many times larger it is drawn first.
    """
    large = Image.new("L", (size[0] * scale, size[1] * scale), 0)
    pen = ImageDraw.Draw(large)
    font = get_font(face, height * scale)
    if not spacing:
        pen.text((at[0] * scale, at[1] * scale), words, font=font, fill=255, anchor=anchor)
    else:
        widths = [font.getlength(char) / scale + spacing for char in words]
        start = at[0] - {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * (sum(widths) - spacing)
        for char, width in zip(words, widths, strict=True):
            place = (start * scale, at[1] * scale)
            pen.text(place, char, font=font, fill=255, anchor="l" + anchor[1])
            start += width
    return large.resize(size, Image.Resampling.LANCZOS)


def write(  # noqa: PLR0917 - as one says it: onto what, what, where, how
    picture: Image.Image,
    words: str,
    at: tuple[float, float],
    face: Face,
    height: float,
    fill: tuple[int, int, int] | Image.Image,
    *,
    anchor: str = "mm",
    spacing: float = 0.0,
    opacity: float = 1.0,
) -> None:
    """Write one line onto a picture, in a colour or filled with another picture."""
    mask = draw_mask(picture.size, words, at, face, height, anchor=anchor, spacing=spacing)
    if opacity < 1:
        mask = mask.point(lambda value: round(value * opacity))
    if isinstance(fill, Image.Image):
        picture.paste(fill, (0, 0), mask)
    else:
        picture.paste(Image.new(picture.mode, picture.size, fill), (0, 0), mask)
