"""Writes docs/fit-pictures.md: pictures before and after fit, to be looked at, beside ImageMagick's.

The pictures are the project's own. Every file on the page is the very file that would be sent; only
the originals are shown smaller. Without ImageMagick the page is left as it is, and that is said.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from PIL import Image

from mmskit import Picture, fit_picture

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "fit-pictures.md"
FOLDER: Final = ROOT / "docs" / "images" / "fit"
BUDGETS: Final = (8_192, 16_384, 24_576)
SHOWN: Final = (640, 960)
WIDTH: Final = 400
SOURCES: Final = (
    ("lake", "A photograph", ROOT / "samples" / "oversize" / "lake.jpg"),
    ("tea", "A still life", ROOT / "samples" / "oversize" / "tea.webp"),
    ("poster", "A poster with letters", ROOT / "samples" / "oversize" / "poster.png"),
    ("screen", "A screen", ROOT / "docs" / "images" / "app.png"),
)
HEAD: Final = """\
# Before and after

The project's own pictures, as they were and in 8, 16 and 24 KB. Every file below is the one that would be
sent, byte for byte, shown as wide as a phone shows it; the originals are made smaller for this page.
ImageMagick's are what is usually written: `-resize '640x960>' -define jpeg:extent=…`.
`make fit-pictures` writes this page. What the scores are: [what was measured](fit-results.md).
"""


def shrink(source: Path) -> bytes:
    """The original in the size in which a phone shows it, hardly compressed."""
    target = FOLDER / "original.jpg"
    with Image.open(source) as image:
        image.thumbnail(SHOWN, Image.Resampling.LANCZOS)
        image.convert("RGB").save(target, quality=88, optimize=True)
    data = target.read_bytes()
    target.unlink()
    return data


def fit_usually(program: str, source: Path, max_bytes: int) -> bytes:
    """What ImageMagick makes of it."""
    orders = ["-auto-orient", "-background", "white", "-alpha", "remove", "-strip"]
    orders += ["-resize", "640x960>", "-define", f"jpeg:extent={max_bytes}"]
    done = subprocess.run([program, str(source), *orders, "jpg:-"], capture_output=True, check=True)
    return done.stdout


def keep(name: str, data: bytes) -> str:
    """Write a picture into the folder, and a line of Markdown that shows it."""
    picture = Picture(data)
    path = FOLDER / f"{name}.{picture.kind}"
    path.write_bytes(data)
    told = f"{len(data):,} bytes, {picture.width} × {picture.height}"
    return f'<img src="images/fit/{path.name}" width="{WIDTH}" alt="{name}"><br>{told}'


def describe(name: str, title: str, source: Path, program: str) -> str:
    """A picture's part of the page."""
    size = source.stat().st_size
    rows = [f"\n## {title}\n", f"The original has {size:,} bytes.\n", keep(name, shrink(source))]
    rows += ["", "| | ImageMagick | mmskit |", "| --- | --- | --- |"]
    for max_bytes in BUDGETS:
        called = f"{name}-{max_bytes // 1024}"
        usual = keep(f"{called}-imagemagick", fit_usually(program, source, max_bytes))
        ours = keep(f"{called}-mmskit", fit_picture(source.read_bytes(), max_bytes).data)
        rows.append(f"| {max_bytes // 1024} KB | {usual} | {ours} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write the page and its pictures."""
    program = shutil.which("convert-im6.q16") or shutil.which("magick") or shutil.which("convert")
    if program is None:
        sys.exit("ImageMagick is not installed; docs/fit-pictures.md stays as it is.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    PAGE.write_text(HEAD + "".join(describe(*source, program) for source in SOURCES), "utf-8")
    total = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{PAGE.relative_to(ROOT)}: {total:,} bytes of pictures")


if __name__ == "__main__":
    main()
