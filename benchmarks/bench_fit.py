"""How good a picture looks at the byte, and what that costs.

With the measuring set beside the repository (``../shared/fitbench``) its scores are printed: stills
in both speeds beside ImageMagick, animations beside gifski or gifsicle, where those are installed.
It needs gcc, numpy, scipy and ssimulacra2: in this Python, or in the one that FIT_PYTHON names.
FIT_CACHE is a folder for what it compiles, FIT_ONLY a part of a file's name.

Otherwise the project's own samples are fitted, beside what one usually writes: a thumbnail, and the
best quality that fits.
"""

from __future__ import annotations

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
from mmskit.media.fitting.speed import Speed, find_speed

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "fitbench" / "fitbench.py"
BUDGETS = (8_192, 16_384, 24_576, 36_864)
SHOWN = (640, 960)
SPEEDS: tuple[Speed, ...] = ("best", "fast")
MODULES = ("numpy", "scipy", "ssimulacra2")
PEERS = {  # the harness has its own opinion of where they are
    "still": {"im_extent640": "/usr/bin/convert"},
    "gif": {
        "gifski": os.environ.get("GIFSKI", shutil.which("gifski")),
        "gifsicle_ladder": shutil.which("gifsicle"),
    },
}
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


def find_missing(python: str) -> list[str]:
    """What the harness needs and this machine has not."""
    if not BENCH.exists():
        return [str(BENCH)]
    wanted = "import importlib.util as u; print(*(m for m in {!r} if not u.find_spec(m)))"
    asked = subprocess.run(
        [python, "-c", wanted.format(MODULES)], capture_output=True, text=True, check=True
    )
    return [*asked.stdout.split(), *(() if shutil.which("gcc") else ("gcc",))]


def find_peers(kind: str) -> list[str]:
    """The peers whose programs are here, and a line for those that are not."""
    peers = [peer for peer, place in PEERS[kind].items() if place and Path(place).exists()]
    for peer in PEERS[kind]:
        if peer not in peers:
            print(f"{kind}: without {peer}, whose program is not here")
    return peers[:1]


def run_fitbench(python: str) -> None:
    """Call the harness for stills in each speed, and for animations."""
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([str(ROOT), *filter(None, sys.path)]))
    cache = environment.setdefault("FIT_CACHE", tempfile.gettempdir())
    for kind, speed in (*(("still", speed) for speed in SPEEDS), ("gif", "best")):
        call = f"import mmskit; f = lambda d, b: mmskit.fit_picture(d, b, speed={speed!r})"
        peers = find_peers(kind)
        out = str(Path(cache, f"fit_{kind}_{speed}.jsonl"))
        print(f"{kind}, speed {speed} (here: {find_speed(speed)})", flush=True)
        command = [python, str(BENCH), kind, "--expr", call, "--out", out]
        command += ["--only", os.environ.get("FIT_ONLY", "")]
        command += ["--rss"] if kind == "still" else []
        command += ["--peers", peers[0], "--base", peers[0]] if peers else []
        subprocess.run(command, env=environment, check=True)


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
    python = os.environ.get("FIT_PYTHON", sys.executable)
    missing = find_missing(python)
    if not missing:
        run_fitbench(python)
        return
    print("not with the measuring set, for want of", ", ".join(missing))
    run_samples()


if __name__ == "__main__":
    main()
