"""The colours of an animation, measured here."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageStat

from mmskit.media.fitting.animation_palette import choose_palette, find_colours, make_palette
from mmskit.media.fitting.cels import Cel, Cels


def take(*pictures: Image.Image) -> Cels:
    return Cels(tuple(Cel(picture, 0.1) for picture in pictures), len(pictures))


def rainbow() -> Image.Image:
    hue = Image.linear_gradient("L").resize((96, 96))
    return Image.merge("HSV", (hue, Image.new("L", hue.size, 150), hue.rotate(90))).convert("RGB")


def test_the_colours_of_a_flat_animation_are_found_and_kept():
    """Few colours are all known, and every pixel keeps its own."""
    one, other = Image.new("RGB", (30, 20), "#123456"), Image.new("RGB", (30, 20), "#ffeedd")
    ImageDraw.Draw(other).line((0, 0, 29, 19), fill="#125434")
    colours = find_colours(take(one, other), 8)
    assert colours == [(0x12, 0x34, 0x56), (0x12, 0x54, 0x34), (0xFF, 0xEE, 0xDD)]
    palette = make_palette(colours)
    for picture in (one, other):
        assert palette.render(palette.reduce(picture)) == picture
    assert find_colours(take(one, other), 2) is None


def test_more_colours_come_nearer():
    """Twice the colours are nearer to the picture, and no more are used than were asked for."""
    picture = rainbow()
    errors = []
    for colours in (8, 16, 32, 64):
        palette = choose_palette(take(picture), colours)
        assert palette.transparent <= colours - 1
        shown = palette.render(palette.reduce(picture))
        assert len(shown.getcolors() or []) <= colours - 1
        errors.append(sum(ImageStat.Stat(ImageChops.difference(picture, shown)).rms))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 2


def test_a_small_bright_sign_keeps_its_colour():
    """A sign of a hundredth of the picture has a colour of its own in a grey scene."""
    picture = Image.radial_gradient("L").resize((100, 100)).convert("RGB")
    picture.paste((230, 20, 30), (40, 40, 50, 50))
    palette = choose_palette(take(picture), 32)
    red, green, blue = palette.render(palette.reduce(picture)).getpixel((45, 45))
    assert red > 200
    assert max(green, blue) < 60
