"""encode and decode, as people call them."""

from __future__ import annotations

import pytest
from making import message, photo, still

import mmskit


def test_there_and_back():
    """decode(encode(message)) is the message."""
    original = message()
    assert mmskit.decode(mmskit.encode(original), title=original.title) == original


def test_too_large_is_an_error_with_its_figures():
    """What is over the limit is not encoded; the error says by how much."""
    large = mmskit.Message("t", [mmskit.Frame(picture=mmskit.Picture(photo()))])
    with pytest.raises(mmskit.MessageTooLargeError) as caught:
        mmskit.encode(large)
    assert caught.value.limit == 51_200
    assert caught.value.size == len(mmskit.encode(large, limit=10**9))


def test_the_limit_itself_fits():
    """Exactly 51,200 bytes pass, one more does not. R9."""
    name = len("1_1.txt,")
    fits = mmskit.Message("t", [mmskit.Frame("x" * ((51_200 - name) // 4 * 3))])
    assert len(mmskit.encode(fits)) == 51_200
    with pytest.raises(mmskit.MessageTooLargeError):
        mmskit.encode(mmskit.Message("t", [mmskit.Frame("x" * ((51_200 - name) // 4 * 3 + 1))]))


def test_a_title_is_not_needed_to_encode():
    """The title travels beside the content."""
    assert mmskit.encode(mmskit.Message("", [mmskit.Frame("好")])) == "1_1.txt,5aW9"


def test_a_png_is_not_smuggled_into_a_frame():
    """R16: a PNG in a frame is refused with a sentence that says what to do."""
    png = mmskit.Message("t", [mmskit.Frame(picture=mmskit.Picture(still("PNG"), "cat.png"))])
    with pytest.raises(mmskit.InvalidMessageError, match=r"frame 1: cat.png is .*PNG.*fit"):
        mmskit.encode(png)
