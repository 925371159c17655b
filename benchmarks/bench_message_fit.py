"""How a whole message is shared: how long it takes, and how much better its worst part could be.

A message of five photographs of twelve megapixels, an animation and a song, made from the samples,
is fitted with both speeds. Then the best split is searched for: every part is made in many sizes,
and the highest quality is found that all can have together. It is measured by the engine's own
estimate, so it tells how good the sharing is, not the estimate.
"""

from __future__ import annotations

import io
import os
import statistics
import time
from pathlib import Path
from typing import Final

from PIL import Image

import mmskit
from mmskit.fit.hearing import HearingCurve
from mmskit.fit.jobs import hear
from mmskit.limits import CONTENT_BYTES
from mmskit.media.fitting.picture_fit import Masters, PictureFitter
from mmskit.media.fitting.speed import Speed, find_speed

SAMPLES: Final = Path(__file__).resolve().parent.parent / "samples"
PHOTOS: Final = (
    ("oversize/lake.jpg", (0.0, 0.0, 1.0, 0.6)),
    ("oversize/lake.jpg", (0.0, 0.4, 1.0, 1.0)),
    ("oversize/tea.webp", (0.0, 0.0, 1.0, 1.0)),
    ("voice-greeting/mooncakes.jpg", (0.0, 0.0, 1.0, 1.0)),
    ("promotion/poster.jpg", (0.0, 0.0, 1.0, 1.0)),
)
PIXELS: Final = 12_000_000
RUNS: Final = 3
SPEEDS: Final[tuple[Speed, ...]] = ("best", "fast")
STEP: Final = 1.05
SPREAD: Final = 2.2


def enlarge(name: str, part: tuple[float, float, float, float]) -> mmskit.Picture:
    """A part of a sample as a JPEG of twelve megapixels."""
    with Image.open(SAMPLES / name) as file:
        image = file.convert("RGB")
    width, height = image.size
    image = image.crop(
        (
            int(part[0] * width),
            int(part[1] * height),
            int(part[2] * width),
            int(part[3] * height),
        )
    )
    scale = (PIXELS / (image.width * image.height)) ** 0.5
    image = image.resize((round(image.width * scale), round(image.height * scale)))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=92)
    return mmskit.Picture(written.getvalue(), name)


def make_message() -> mmskit.Message:
    """Five frames with a photograph each, one with a song, and one with an animation."""
    song = mmskit.Sound.open(SAMPLES / "oversize" / "song.mp3")
    animation = mmskit.Picture.open(SAMPLES / "oversize" / "lanterns.gif")
    frames = [mmskit.Frame(None, enlarge(*photo)) for photo in PHOTOS]
    frames[0] = mmskit.Frame(None, frames[0].picture, song)
    return mmskit.Message("t", [*frames, mmskit.Frame(None, animation)])


def measure(message: mmskit.Message, speed: Speed) -> mmskit.Fitted:
    """Fit a few times, and tell the time."""
    walls, processors = [], []
    for _ in range(RUNS):
        wall, processor = time.perf_counter(), time.process_time()
        fitted = mmskit.fit(message, speed=speed)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    print(
        f"  {speed} (here: {find_speed(speed)}): {statistics.median(walls):.2f} s"
        f" on {os.cpu_count()} cores, {statistics.median(processors):.2f} s of them;"
        f" {fitted.size} of {CONTENT_BYTES} bytes"
    )
    return fitted


def list_ways(before: mmskit.Frame, after: mmskit.Frame, slot: str) -> list[tuple[int, float]]:
    """Bytes and quality of one part in many sizes, the one that it got first."""
    if slot == "sound" and before.sound and after.sound:
        if before.sound.kind == "mid":
            return [(len(after.sound.data), 100.0)]  # nothing of it is heard less
        curve: HearingCurve = hear(before.sound, None).curve
        size = len(after.sound.data)
        sizes = [size, *(int(size * 0.5 * 1.02**step) for step in range(80))]
        return [(each, curve.find_score(each)) for each in sizes]
    if before.picture is None or after.picture is None:
        return []
    fitter = PictureFitter(before.picture, masters=Masters(1))
    size = len(after.picture.data)
    ways = [(size, fitter.score(after.picture))]
    wanted = size / SPREAD
    while wanted < size * SPREAD:
        made = fitter.fit(int(wanted))
        if made:
            ways.append((len(made.picture.data), fitter.score(made.picture)))
        wanted *= STEP
    return ways


def search(message: mmskit.Message, fitted: mmskit.Fitted) -> None:
    """Find the best split of the very bytes that fit used, and what it left over."""
    parts = [
        (f"{change.slot} of frame {change.frame}", list_ways(before, after, change.slot))
        for change in fitted.changes
        for before, after in [
            (message.frames[change.frame - 1], fitted.message.frames[change.frame - 1])
        ]
    ]
    for name, ways in parts:
        print(f"    {name}: {ways[0][0]} bytes, quality {ways[0][1]:.1f}")
    total = sum(ways[0][0] for _, ways in parts) + (CONTENT_BYTES - fitted.size) * 3 // 4
    levels = sorted({score for _, ways in parts for _, score in ways})
    best = max(level for level in levels if cost(parts, level) <= total)
    worst = min(ways[0][1] for _, ways in parts)
    print(f"    the worst has quality {worst:.1f}; the best split gives it {best:.1f}")


def cost(parts: list[tuple[str, list[tuple[int, float]]]], level: float) -> float:
    """The fewest bytes in which every part has a quality."""
    return sum(
        min((size for size, score in ways if score >= level), default=float("inf"))
        for _, ways in parts
    )


def main() -> None:
    """Measure both speeds, then search."""
    message = make_message()
    print("five photographs of 12 megapixels, an animation and a song; median of three runs")
    results = [measure(message, speed) for speed in SPEEDS]
    search(message, results[0])
    oversize = mmskit.open_message(SAMPLES / "oversize")
    print("samples/oversize")
    search(oversize, measure(oversize, "best"))


if __name__ == "__main__":
    main()
