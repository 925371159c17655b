"""Animations put together here, read by Pillow and by ffmpeg."""

from __future__ import annotations

import io

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mmskit.media.fitting.gif_writer import STORED_BITS, Patch, compress, store, write_gif

FOUR = bytes((255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 0))
"""White, red, green; the fourth index is transparent."""


@settings(max_examples=60)
@given(
    bits=st.integers(2, 8),
    width=st.integers(1, 90),
    height=st.integers(1, 90),
    noise=st.integers(1, 4000),
    seed=st.randoms(use_true_random=False),
)
def test_pillow_reads_the_pixels_back(bits, width, height, noise, seed):
    """Whatever the depth, the size and the disorder of the pixels, Pillow decodes them."""
    alphabet = (1 << bits) - 1
    block = bytes(seed.randrange(alphabet) for _ in range(noise))
    pixels = (block * (width * height // noise + 1))[: width * height]
    patch = Patch(0, 0, width, height, compress(pixels, bits), 10)
    data = write_gif(
        (width, height), bytes(3 << bits), bits, [patch], transparent=alphabet, loop=None
    )
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (width, height)
        assert image.tobytes() == pixels


def test_a_patch_paints_over_what_was_there():
    """A later picture changes its box, and leaves its transparent pixels as they were."""
    first = Patch(0, 0, 4, 2, compress(bytes(8), 2), 20)
    second = Patch(2, 0, 2, 1, compress(bytes((3, 1)), 2), 30)
    data = write_gif((4, 2), FOUR, 2, [first, second], transparent=3, loop=0)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.n_frames, image.info["loop"], image.info["duration"]) == (2, 0, 200)
        image.seek(1)
        assert image.info["duration"] == 300
        shown = image.convert("RGB")
        assert shown.getpixel((2, 0)) == (255, 255, 255)
        assert shown.getpixel((3, 0)) == (255, 0, 0)


def test_ffmpeg_reads_it_too():
    """Another decoder sees the same number of pictures in the same size."""
    patches = [Patch(at, 0, 1, 3, compress(bytes((at % 3, 1, 2)), 2), 10 + at) for at in range(5)]
    data = write_gif((5, 3), FOUR, 2, patches, transparent=3, loop=0)
    with av.open(io.BytesIO(data), format="gif") as file:
        frames = list(file.decode(video=0))
    assert len(frames) == 5
    assert (frames[0].width, frames[0].height) == (5, 3)


@pytest.mark.parametrize(("loop", "wanted"), [(None, None), (0, 0), (3, 3)])
def test_the_number_of_rounds_is_kept(loop, wanted):
    """An animation that plays once, thrice or for ever does so afterwards."""
    patch = Patch(0, 0, 1, 1, compress(b"\0", 2), 10)
    data = write_gif((1, 1), FOUR, 2, [patch, patch], transparent=3, loop=loop)
    with Image.open(io.BytesIO(data)) as image:
        assert image.info.get("loop") == wanted


@settings(max_examples=30)
@given(width=st.integers(1, 60), height=st.integers(1, 60), seed=st.randoms(use_true_random=False))
def test_what_is_stored_is_read_back(width, height, seed):
    """Pixels that are only stored, not compressed, are decoded as well."""
    pixels = bytes(seed.randrange(1 << STORED_BITS) for _ in range(width * height))
    patch = Patch(0, 0, width, height, store(pixels), 10)
    data = write_gif(
        (width, height),
        bytes(3 << STORED_BITS),
        STORED_BITS,
        [patch],
        transparent=(1 << STORED_BITS) - 1,
        loop=None,
    )
    with Image.open(io.BytesIO(data)) as image:
        assert image.tobytes() == pixels
