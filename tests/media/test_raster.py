"""Decoding: what was judged is what is decoded."""

from __future__ import annotations

from specimens import gif, gif_image

from mmskit.media import Picture
from mmskit.media.raster import open_frames


def test_pictures_of_an_animation_have_one_size() -> None:
    """A later picture that reaches over the screen is cut, as viewers cut it."""
    small = gif_image(size=(1, 1))
    data = gif(small, gif_image(at=(30, 40), size=(1, 1)), small)
    picture = Picture(data)
    assert [shown.size for shown, _ in open_frames(data)] == [(picture.width, picture.height)] * 3
