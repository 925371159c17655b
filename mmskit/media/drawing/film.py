"""An animated GIF of a phone that plays a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Final

from PIL import Image, ImageColor

from mmskit.media.drawing.body import BODY_MARGIN
from mmskit.media.drawing.canvas import Canvas
from mmskit.media.drawing.screen import Screen

_COLOURS: Final = 240
_SAMPLES: Final = 4
_BESIDE: Final = 6
_MOST_CENTISECONDS: Final = 65_000
"""A GIF's delay is a 16-bit number of centiseconds."""


@dataclass(frozen=True)
class Step:
    """What the phone shows, and for how long.

    Attributes:
        screen: what it shows.
        centiseconds: for how long; GIF knows nothing finer.
    """

    screen: Screen
    centiseconds: int


def encode_film(steps: Sequence[Step], canvas: Canvas, background: str) -> bytes:
    """Write steps as an animated GIF that plays for ever.

    Each frame of the message has colours of its own; colours of the phone are exact. Pictures
    are painted one after another, none is kept.

    Raises:
        UnsupportedMediaError: a picture's pixels cannot be decoded.
    """
    painted = _paint_steps(steps, canvas, background)
    first = next(painted)
    file = BytesIO()
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=painted,
        duration=[min(step.centiseconds, _MOST_CENTISECONDS) * 10 for step in steps],
        loop=0,
        disposal=1,
        optimize=False,
    )
    return file.getvalue()


def _paint_steps(steps: Sequence[Step], canvas: Canvas, background: str) -> Iterator[Image.Image]:
    for _, group in groupby(steps, key=lambda step: step.screen.number):
        screens = [step.screen for step in group]
        palette = _find_palette(screens, canvas, background)
        for screen in screens:
            yield _reduce(canvas.paint_phone(screen, background), screen, palette, canvas.scale)


def _find_palette(screens: Sequence[Screen], canvas: Canvas, background: str) -> Image.Image:
    """Colours for all instants of one frame, found on a few of them."""
    moving = screens[0].picture is not None and screens[0].picture.picture.animated
    chosen = screens[:: -(-len(screens) // _SAMPLES)] if moving else screens[:1]
    samples = [canvas.paint_phone(screen, background) for screen in chosen]
    wide, high = samples[0].size
    strip = Image.new("RGB", (wide, high * len(samples)))
    for index, sample in enumerate(samples):
        strip.paste(sample, (0, high * index))
    found = strip.quantize(_COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
    exact = [ImageColor.getrgb(colour)[:3] for colour in _list_exact(screens[0], background)]
    mixed = [tuple(found[at : at + 3]) for at in range(0, len(found), 3)]
    # Pillow looks colours up coarsely: one beside an exact colour would be taken for it.
    kept = [colour for colour in mixed if all(_differ(colour, known) for known in exact)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for colour in (*exact, *kept)[:256] for level in colour])
    return palette


def _list_exact(screen: Screen, background: str) -> tuple[str, ...]:
    theme = screen.phone.theme
    return (
        background,
        theme.screen,
        theme.screen_ink,
        theme.accent,
        theme.track,
        theme.bezel,
    )


def _differ(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return any(abs(a - b) > _BESIDE for a, b in zip(colour, other, strict=True))


def _reduce(image: Image.Image, screen: Screen, palette: Image.Image, scale: float) -> Image.Image:
    """Reduce to the palette. Only a still picture is dithered: moving dots would be noise."""
    reduced = image.quantize(palette=palette, dither=Image.Dither.NONE)
    if screen.picture is None or screen.picture.picture.animated:
        return reduced
    box = screen.picture.box
    edges = (box.x, box.y, box.right, box.bottom)
    left, top, right, lower = (round((edge + BODY_MARGIN) * scale) for edge in edges)
    cut = image.crop((left, top, right, lower))
    reduced.paste(cut.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG), (left, top))
    return reduced
