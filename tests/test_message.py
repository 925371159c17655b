"""Messages and frames are values."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import still

from mmskit.media import Picture
from mmskit.message import Frame, Message

FRAMES = tuple(Frame(str(number)) for number in range(5))
MESSAGE = Message("标题", FRAMES)


def test_nothing_can_be_changed_in_place():
    """Frozen: an edit makes a new message."""
    with pytest.raises(FrozenInstanceError):
        MESSAGE.title = "x"
    with pytest.raises(FrozenInstanceError):
        FRAMES[0].text = "x"


def test_editing_returns_new_messages():
    """insert, remove, move and replace_frame return new messages and leave the old one."""
    new = Frame("new")
    assert [frame.text for frame in MESSAGE.insert(2, new).frames] == [
        "0",
        "1",
        "new",
        "2",
        "3",
        "4",
    ]
    assert [frame.text for frame in MESSAGE.remove(0).frames] == ["1", "2", "3", "4"]
    assert [frame.text for frame in MESSAGE.move(0, 3).frames] == ["1", "2", "3", "0", "4"]
    assert [frame.text for frame in MESSAGE.replace_frame(4, new).frames] == [
        "0",
        "1",
        "2",
        "3",
        "new",
    ]
    assert MESSAGE.frames == FRAMES


@given(st.integers(0, 4), st.integers(0, 4))
def test_moving_there_and_back_changes_nothing(start, end):
    """A move and its reverse are nothing."""
    assert MESSAGE.move(start, end).move(end, start) == MESSAGE


def test_a_list_of_frames_becomes_a_tuple():
    """Frames given as a list cannot be changed behind the message's back."""
    given_frames = list(FRAMES)
    message = Message("t", given_frames)
    given_frames.clear()
    assert message.frames == FRAMES
    assert hash(message)


def test_an_empty_text_is_no_text():
    """R7: an empty text is no element, so it is no text either; nor is a byte-order mark."""
    assert Frame("") == Frame(None) == Frame("\ufeff")
    assert Frame("").empty
    assert Frame("\ufeff好").text == "好"


def test_seconds_and_names_are_not_part_of_what_is_sent():
    """Two frames that differ in seconds or file names alone are equal."""
    data = still()
    assert Frame("a", Picture(data, "a.jpg"), seconds=3) == Frame(
        "a", Picture(data, "b.jpg"), seconds=9
    )
