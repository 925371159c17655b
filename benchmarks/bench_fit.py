"""How good a picture looks at the byte, and what that costs.

With the measuring set beside the repository (``../shared/fitbench``, and numpy, scipy, ssimulacra2,
gcc, ImageMagick), its scores are printed for both speeds. Otherwise the project's own samples are
fitted, beside what one usually writes: a thumbnail, and the best quality that fits.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from mmskit import Picture, fit_picture
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.raster import open_still
from mmskit.media.fitting.speed import find_speed

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "fitbench" / "fitbench.py"
BUDGETS = (8_192, 16_384, 24_576, 36_864)
SHOWN = (640, 960)
SPEEDS = ("best", "fast")
NAMES = ("oversize/*.jpg", "oversize/*.png", "oversize/*.webp", "promotion/**/*.jpg")


def fit_plainly(data: bytes, max_bytes: int) -> bytes:
    """What one usually writes: 640 × 960 at most, and the best quality that fits."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.thumbnail(SHOWN, Image.Resampling.LANCZOS)
    while True:
        for quality in range(95, 9, -5):
            written = io.BytesIO()
            image.save(written, "JPEG", quality=quality, optimize=True)
            if written.tell() <= max_bytes:
                return written.getvalue()
        image = image.resize((image.width * 9 // 10, image.height * 9 // 10))


def run_fitbench() -> None:
    """Call the harness once for each speed."""
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    environment.setdefault("FIT_CACHE", tempfile.gettempdir())
    for speed in SPEEDS:
        call = f"import mmskit; f = lambda d, b: mmskit.fit_picture(d, b, speed={speed!r})"
        peers = ["--peers", "im_extent640"] if shutil.which("convert") else []
        out = Path(environment["FIT_CACHE"], f"fit_{speed}.jsonl")
        print(f"speed {speed} (here: {find_speed(speed)})")  # type: ignore[arg-type]
        command = [sys.executable, str(BENCH), "still", "--expr", call, "--out", str(out), "--rss"]
        subprocess.run([*command, *peers], env=environment, check=True)


def run_samples() -> None:
    """Our own pictures, by the likeness that the engine itself ranks with: 100 is the same."""
    files = sorted({path for name in NAMES for path in (ROOT / "samples").glob(name)})
    ways: dict[str, Callable[[bytes, int], bytes]] = {
        "best": lambda data, most: fit_picture(data, most).data,
        "fast": lambda data, most: fit_picture(data, most, speed="fast").data,
        "thumbnail and quality": fit_plainly,
    }
    print(f"{len(files)} pictures of samples/; median likeness of 100, milliseconds, bytes used")
    for most in BUDGETS:
        for name, way in ways.items():
            grades, times, used = [], [], []
            for path in files:
                data = path.read_bytes()
                if len(data) <= most and Picture(data).fits_frame:
                    continue
                likeness = Likeness(open_still(data, SHOWN))
                before = time.process_time()
                result = way(data, most)
                times.append(1000 * (time.process_time() - before))
                grades.append(100 * likeness.find(open_still(result)))
                used.append(100 * len(result) / most)
            print(
                f"  {most:6d}  {name:22s} {statistics.median(grades):6.2f}"
                f" {statistics.median(times):6.0f} ms {statistics.median(used):6.1f} %"
            )


def main() -> None:
    """Measure with the harness where it is, else with the samples."""
    needed = ("numpy", "scipy", "ssimulacra2")
    if BENCH.exists() and all(map(importlib.util.find_spec, needed)) and shutil.which("gcc"):
        run_fitbench()
    else:
        run_samples()


if __name__ == "__main__":
    main()
