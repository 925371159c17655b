"""Few colours, and square cells."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from mmskit.media.fitting.cells import find_cells
from mmskit.media.fitting.jpeg_writer import separate
from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.palette_fit import PaletteFitter
from mmskit.media.fitting.palettes import Palettes
from mmskit.media.fitting.texture import find_texture


def checks(columns: int, rows: int, side: int) -> Image.Image:
    """A chess board of cells of a side."""
    small = Image.new("RGB", (columns, rows), "white")
    for at in range(columns * rows):
        if (at % columns + at // columns) % 2:
            small.putpixel((at % columns, at // columns), (180, 0, 0))
    return small.resize((columns * side, rows * side), Image.Resampling.NEAREST)


def card() -> Image.Image:
    """A flat drawing with soft edges: hundreds of colours, few of them seen."""
    image = Image.new("RGB", (1200, 900), "#fff8e7")
    draw = ImageDraw.Draw(image)
    for number, colour in enumerate(("#b00020", "#1a237e", "#00695c", "#ef6c00")):
        draw.ellipse((100 + 250 * number, 200, 330 + 250 * number, 640), fill=colour)
    return image.resize((600, 450), Image.Resampling.LANCZOS)


def make_fitter(image: Image.Image) -> PaletteFitter:
    return PaletteFitter(image, None, Likeness(image), find_texture(separate(image)))


@pytest.mark.parametrize("side", [2, 3, 7, 16])
def test_cells_are_found(side):
    """A board of equal cells is reduced to one pixel for each."""
    board = checks(9, 5, side)
    cells = find_cells(board)
    assert cells is not None
    assert cells.size == (9, 5)
    assert cells.resize(board.size, Image.Resampling.NEAREST).tobytes() == board.tobytes()


def test_a_single_wrong_pixel_is_no_cell():
    """A board with one pixel out of place is not made of cells."""
    board = checks(9, 5, 8)
    board.putpixel((20, 20), (0, 0, 255))
    assert find_cells(board) is None


def test_a_photo_has_no_cells():
    """Many colours: not worth a look."""
    assert find_cells(Image.radial_gradient("L").convert("RGB")) is None


def test_few_colours_are_kept_exactly():
    """Up to 256 colours nothing is lost."""
    image = Image.radial_gradient("L").convert("RGB")
    exact = make_fitter(image).exact
    assert exact is not None
    shown = Image.open(io.BytesIO(exact.data)).convert("RGB")
    assert shown.tobytes() == image.tobytes()


def test_wide_areas_keep_their_very_colour():
    """With colours reduced, the ground is still what the designer chose, to the step."""
    reduced = Palettes(card()).reduce(card(), 16).convert("RGB")
    assert reduced.getpixel((5, 5)) == (255, 248, 231)
    assert max(ImageStat.Stat(ImageChops.difference(reduced, card())).mean) < 2


def test_more_bytes_give_more_colours():
    """The number of colours follows the budget, and is told."""
    image = card()
    fitter = make_fitter(image)
    colours = []
    for max_bytes in (5_500, 7_000, 20_000):
        rendition = fitter.fit(max_bytes)
        assert rendition is not None
        assert len(rendition.data) <= max_bytes
        colours.append(rendition.notes[0].figures["colours"])
    assert colours == sorted(colours)
    assert colours[0] < colours[-1]


def test_a_photo_does_not_become_gif():
    """What is not flat is left to JPEG, however many bytes there are."""
    image = Image.merge("RGB", [Image.effect_noise((200, 200), 60) for _ in range(3)])
    assert make_fitter(image).fit(1 << 20) is None
