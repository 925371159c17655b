"""Picture: known by its content, never by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st
from making import moving, still, tune
from specimens import refusal

from mmskit.errors import UnsupportedMediaError
from mmskit.media import Picture


def test_a_renamed_picture_is_what_it_is(tmp_path: Path) -> None:
    """A GIF called photo.jpg is used as the GIF that it is."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(moving())
    picture = Picture.open(path)
    assert (picture.kind, picture.name, picture.animated, picture.fits_frame) == (
        "gif",
        "photo.jpg",
        True,
        True,
    )


@pytest.mark.parametrize("name", specimens.pictures())
def test_only_gif_and_jpeg_fit_a_frame(name: str) -> None:
    """The other kinds are taken in and have to be converted."""
    picture = Picture(specimens.pictures()[name])
    assert picture.fits_frame == (picture.kind in ("gif", "jpg"))
    assert picture.animated == ("animated" in name)


def test_equal_bytes_are_equal_pictures() -> None:
    """The name is for people only."""
    data = still()
    assert Picture(data, "a.jpg") == Picture(data, "b.jpg")
    assert Picture(data) != Picture(still("GIF"))


def test_a_sound_is_no_picture() -> None:
    """The sentence says what it is and what is accepted."""
    with pytest.raises(UnsupportedMediaError) as caught:
        Picture(tune(), "cat.jpg")
    assert str(caught.value) == (
        "cat.jpg: this is a MIDI sound by its content. Accepted here: GIF, JPEG, PNG, WebP, BMP."
    )
    assert caught.value.render("zh_CN") == (
        "cat.jpg：按内容看，这是 MIDI 音乐。这里可以用：GIF、JPEG、PNG、WebP、BMP。"
    )
    assert caught.value.supported == ("gif", "jpg", "png", "webp", "bmp")


def test_a_nameless_picture_is_called_this_file() -> None:
    """Bytes without a name have a sentence too."""
    with pytest.raises(UnsupportedMediaError, match=r"^this file: the file is empty \(0 bytes\)\."):
        Picture(b"")


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    """Nothing but UnsupportedMediaError leaves it."""
    refusal(Picture, data)


@given(st.sampled_from(sorted(specimens.pictures())), st.data())
def test_any_changed_picture_is_refused_or_read(name: str, draw: st.DataObject) -> None:
    """Bytes changed, dropped, doubled, wherever: a sentence or a picture."""
    data = draw.draw(specimens.mutations(specimens.pictures()[name]))
    refusal(Picture, data)
