"""A fourth of a picture that stands for the whole."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from mmskit.media.fitting.jpeg_writer import separate, write_jpeg
from mmskit.media.fitting.sketch import Sketch, draw_sketch


def scene(width: int, height: int) -> Image.Image:
    """Rough below and smooth above, as a landscape is, with something in the middle."""
    noise = Image.effect_noise((width, height), 60)
    sky = Image.linear_gradient("L").resize((width, height))
    image = Image.merge(
        "RGB", (Image.composite(noise, sky, sky), sky, Image.blend(noise, sky, 0.5))
    )
    ImageDraw.Draw(image).ellipse((width // 3, height // 3, width // 2, height // 2), fill="red")
    return separate(image)


def write(image: Image.Image, table_scale: float, *, progressive: bool = False) -> bytes:
    return write_jpeg(image, table_scale, "4:2:0", progressive=progressive)


def learn(picture: Image.Image) -> Sketch:
    sketch = draw_sketch(picture)
    return sketch.correct(write(sketch.image, 1.0), len(write(picture, 1.0)))


def test_it_is_about_a_fourth():
    """Of a large picture some bands are taken, of a small one everything."""
    sketch = draw_sketch(scene(640, 640))
    assert (sketch.bands, sketch.image.size, sketch.share) == (5, (640, 160), 0.25)
    small = scene(200, 200)
    assert draw_sketch(small) == Sketch(small)


@pytest.mark.parametrize("size", [(640, 427), (512, 512), (640, 960)])
@pytest.mark.parametrize("table_scale", [0.4, 0.7, 1.5, 3.0])
def test_it_tells_the_bytes_of_the_whole(size, table_scale):
    """Once corrected, it foretells a plain file of any quality within six hundredths."""
    picture = scene(*size)
    sketch = learn(picture)
    foretold = sketch.count(write(sketch.image, table_scale))
    assert foretold == pytest.approx(len(write(picture, table_scale)), rel=0.06)


@pytest.mark.parametrize("table_scale", [0.5, 1.0])
def test_it_tells_the_form_that_is_smaller(table_scale):
    """So it does for a progressive file, within two hundredths of what a plain one takes."""
    picture = scene(640, 480)
    sketch = learn(picture)
    tried = [write(sketch.image, table_scale, progressive=form) for form in (False, True)]
    plain, progressive = (
        len(write(picture, table_scale, progressive=form)) for form in (False, True)
    )
    share = sketch.count_progressive(tried[1]) / sketch.count(tried[0])
    assert share == pytest.approx(progressive / plain, abs=0.02)


def test_bands_are_scaled_each_for_itself():
    """No band bleeds into the next: each scaled sketch is made of scaled bands."""
    sketch = draw_sketch(scene(640, 640))
    how = Image.Resampling.LANCZOS
    half = sketch.resize(sketch.image, (320, 80), how)
    for number in range(sketch.bands):
        band = sketch.image.crop((0, 32 * number, 640, 32 * number + 32)).resize((320, 16), how)
        wanted = half.crop((0, 16 * number, 320, 16 * number + 16))
        assert band.tobytes() == wanted.tobytes()
