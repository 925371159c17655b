"""The search for the finest JPEG that fits."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from mmskit.media.fitting.likeness import Likeness
from mmskit.media.fitting.photo_fit import LEAST_SIDE, PhotoFitter
from mmskit.media.fitting.rate import COARSEST, FINEST, settle


@given(
    largest=st.floats(1_000, 1_000_000),
    steepness=st.floats(0.3, 1.5),
    max_bytes=st.integers(50, 200_000),
    guess=st.floats(0.01, 50.0),
)
@example(largest=1246, steepness=1.5, max_bytes=633, guess=2.0)
def test_the_finest_that_fits_is_found(largest, steepness, max_bytes, guess):
    """However steeply bytes fall, the result fits and nearly fills the room; or nothing fits."""

    def encode(scale: float) -> bytes:
        return bytes(300 + int(largest * (FINEST / scale) ** steepness))

    settled = settle(encode, max_bytes, guess)
    if settled is None:
        assert len(encode(COARSEST)) > max_bytes
        return
    data, scale = settled
    assert FINEST <= scale <= COARSEST
    assert len(data) <= max_bytes
    assert scale == FINEST or len(data) >= 0.85 * max_bytes


def test_few_encodes_are_enough():
    """A smooth curve takes no more than four."""
    scales = []

    def encode(scale: float) -> bytes:
        scales.append(scale)
        return bytes(int(20_000 * scale**-0.6))

    assert settle(encode, 12_000, 1.0) is not None
    assert len(scales) <= 4


@pytest.fixture
def fitter() -> PhotoFitter:
    bands = (
        Image.linear_gradient("L").resize((500, 400)),
        Image.radial_gradient("L").resize((500, 400)),
        Image.effect_noise((500, 400), 40),
    )
    image = Image.merge("RGB", bands)
    return PhotoFitter(image, Likeness(image))


def test_scarce_bytes_make_it_smaller_before_they_make_it_coarse(fitter):
    """In few bytes the picture is scaled; in many it keeps its size."""
    few, many = fitter.fit(2_000), fitter.fit(90_000)
    assert few is not None
    assert many is not None
    assert max(few.size) < 400
    assert many.size == (500, 400)


def test_it_ends_at_the_least_size(fitter):
    """The smallest has its longer side at the least, and nothing below it is made."""
    assert max(fitter.least.size) == LEAST_SIDE
    assert fitter.fit(len(fitter.least.data)).data == fitter.least.data
    assert fitter.fit(len(fitter.least.data) - 1) is None


def test_large_files_are_progressive_and_small_ones_plain(fitter):
    """Each is the smaller form at its size."""
    for max_bytes, progressive in ((9_000, False), (30_000, True)):
        with Image.open(io.BytesIO(fitter.fit(max_bytes).data)) as jpeg:
            assert bool(jpeg.info.get("progressive")) is progressive
