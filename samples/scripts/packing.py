"""Writing the samples' files: messages, JPEGs and GIFs of a wanted size, lists."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from gif_file import write_gif
from PIL import Image

Frame = dict[str, str | float]


def write_message(folder: Path, title: str, frames: Sequence[Frame]) -> None:
    """Write ``message.toml``; a text may have several lines."""
    lines = [f'title = "{title}"']
    for frame in frames:
        lines += ["", "[[frames]]"]
        for name, value in frame.items():
            if not isinstance(value, str):
                lines.append(f"{name} = {value}")
            elif "\n" in value:
                lines.append(f'{name} = """\n{value}"""')
            else:
                lines.append(f'{name} = "{value}"')
    (folder / "message.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def save_jpeg(picture: Image.Image, path: Path, *, max_bytes: int) -> None:
    """Write a JPEG of the best quality that stays within a budget."""
    picture = picture.convert("RGB")
    low, high = 10, 95
    best = b""
    while low <= high:
        quality = (low + high) // 2
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= max_bytes:
            best, low = file.getvalue(), quality + 1
        else:
            high = quality - 1
    if not best:
        raise SystemExit(f"{path.name} does not fit into {max_bytes} bytes")
    path.write_bytes(best)


def make_palette(pictures: Sequence[Image.Image], colours: int) -> Image.Image:
    """Choose one palette for several pictures."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width, height * len(pictures)))
    for index, picture in enumerate(pictures):
        sheet.paste(picture, (0, index * height))
    return sheet.quantize(colours, Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)


def save_gif(
    pictures: Sequence[Image.Image],
    path: Path,
    *,
    seconds: float | Sequence[float] = 0.1,
    colours: int = 64,
    dither: bool = False,
    settle: int = 0,
) -> None:
    """Write a GIF, an animated one if there are several pictures.

    Args:
        pictures: RGB, one size.
        path: where to.
        seconds: each picture's time.
        colours: in the one palette of all pictures; one more is kept for "as before".
        dither: whether to spread the error of the palette.
        settle: a pixel that changes by no more than this (0 to 255) stays as it was.
    """
    held = _hold_still(pictures, settle)
    middle = max(1, len(held) // 6)
    palette = make_palette(held[::middle], colours)
    how = Image.Dither.FLOYDSTEINBERG if dither else Image.Dither.NONE
    indexed = [np.asarray(picture.quantize(palette=palette, dither=how)) for picture in held]
    times = [seconds] * len(held) if isinstance(seconds, float | int) else list(seconds)
    colours_used = bytes(palette.getpalette() or [])[: 3 * colours].ljust(3 * colours, b"\0")
    write_gif(indexed, colours_used + b"\0\0\0", times, path)


def _hold_still(pictures: Sequence[Image.Image], settle: int) -> list[Image.Image]:
    held = [pictures[0].convert("RGB")]
    for picture in pictures[1:]:
        now = np.asarray(picture.convert("RGB")).astype(int)
        before = np.asarray(held[-1]).astype(int)
        moved = np.abs(now - before).max(axis=2, keepdims=True) > settle
        held.append(Image.fromarray(np.where(moved, now, before).astype(np.uint8)))
    return held
