"""Files made to cost much: fitting one takes so much memory and no more, or refuses it by name."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SCRIPT = """
import io, json, struct, sys, zlib
sys.path[:0] = {path!r}
from PIL import Image
from specimens import gif, gif_control, gif_image, png, png_chunk
from mmskit import UnsupportedMediaError
from mmskit.media.fitting.picture_fit import fit_picture

Image.MAX_IMAGE_PIXELS = None
MIB = 1 << 20

def save(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()

def photo(side, **options):
    tile = Image.effect_noise((500, 500), 60)
    grey = Image.new("L", (side, side))
    for left in range(0, side, 500):
        for top in range(0, side, 500):
            grey.paste(tile, (left, top))
    return save(Image.merge("RGB", [grey] * 3), "JPEG", quality=85, **options)

def film(form, count, size, **options):
    pictures = []
    for number in range(count):
        picture = Image.new("P", size)
        picture.putpalette([0, 0, 0, 255, 0, 0] * 128)
        picture.putpixel((number % size[0], 0), 1)
        pictures.append(picture)
    return save(
        pictures[0], form, save_all=True, append_images=pictures[1:], duration=50, **options
    )

def bomb():
    press, zeros = zlib.compressobj(1), bytes(MIB)
    return b"".join(press.compress(zeros) for _ in range(1_024)) + press.flush()

def look(key):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key)) * 1024

fit_picture(save(Image.new("RGB", (60, 60)), "PNG"), 5_000)  # what is loaded on demand is loaded
for name, build in json.loads(sys.stdin.read()).items():
    data = eval(build)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    before = look("VmRSS")
    try:
        fitted = fit_picture(data, 24_000, speed="fast")
        found = fitted.kind if len(fitted.data) <= 24_000 else "too large"
    except UnsupportedMediaError as error:
        found = error.found.key
    print(json.dumps([name, found, (look("VmHWM") - before) // MIB]))
"""

CASES = {
    # What a designer's photograph may cost.
    "jpeg of 9 megapixels": ("photo(3_000)", "jpg", 70),
    "jpeg of 9 megapixels, progressive": ("photo(3_000, progressive=True)", "jpg", 70),
    # The caps' edges, in a few kilobytes each.
    "jpeg of 119 megapixels, progressive": (
        "save(Image.new('RGB', (12_000, 9_900)), 'JPEG', progressive=True)",
        "jpg",
        450,
    ),
    "png of 39 megapixels": (
        "save(Image.new('RGBA', (6_200, 6_300), (1, 2, 3, 99)), 'PNG')",
        "gif",
        450,
    ),
    "webp of 39 megapixels": (
        "save(Image.new('RGBA', (6_200, 6_300), (1, 2, 3, 99)), 'WEBP', lossless=True, method=0)",
        "gif",
        768,
    ),
    "gif of 39 megapixels": ("save(Image.new('P', (6_200, 6_300)), 'GIF')", "gif", 450),
    "gif of 2,000 pictures": ("film('GIF', 2_000, (300, 8))", "gif", 70),
    "gif of a wide screen with tiny pictures": (
        "gif((gif_control(5) + gif_image()) * 3, width=6_000, height=6_000)",
        "gif",
        768,
    ),
    "png of moving pictures": ("film('PNG', 100, (400, 300))", "gif", 140),
    # More pixels than the size has.
    "png that inflates to a gigabyte": (
        "png(png_chunk(b'IDAT', bomb()), png()[-12:])",
        "jpg gif fit.pixels_damaged",
        70,
    ),
    "png with a profile of a gigabyte": (
        "png(png_chunk(b'iCCP', b'x\\0\\0' + bomb()), png()[33:])",
        "jpg gif fit.pixels_damaged",
        140,
    ),
    "png with a text of a gigabyte": (
        "png(png_chunk(b'zTXt', b'x\\0\\0' + bomb()), png()[33:])",
        "jpg gif fit.pixels_damaged",
        140,
    ),
    # Fewer.
    "jpeg that ends in its middle": (
        "photo(1_000)[:40_000] + b'\\xff\\xd9'",
        "jpg fit.pixels_damaged",
        70,
    ),
    "gif that is larger than its pixels": (
        "gif(gif_image(size=(2_000, 2_000)), width=2_000, height=2_000)",
        "jpg gif fit.pixels_damaged",
        140,
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's peak anew")
def test_a_hostile_picture_costs_no_more_than_its_caps_allow() -> None:
    """Each takes at most so many MiB over the file itself, and gives a picture or a sentence."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(path=sys.path)],
        input=json.dumps({name: build for name, (build, _, _) in CASES.items()}),
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [name for name, _, _ in answers] == list(CASES), done.stderr[-2_000:]
    wrong = {
        name: (found, taken)
        for name, found, taken in answers
        if found not in CASES[name][1].split() or taken > CASES[name][2]
    }
    assert not wrong, wrong
