"""Remembering numbers in little memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mmskit.recipients.seen import SeenNumbers


@given(st.lists(st.integers(1, 10**15).map(str), max_size=50))
def test_like_a_dict(numbers: list[str]) -> None:
    """It answers as a dictionary of first rows would."""
    seen, first = SeenNumbers(), dict[str, int]()
    for row, number in enumerate(numbers, 2):
        assert seen.remember(number, row) == first.get(number)
        first.setdefault(number, row)


def test_many() -> None:
    """It grows: ten thousand numbers in a row, and every one is known afterwards."""
    seen = SeenNumbers()
    numbers = [str(13800000000 + step * 1024) for step in range(10_000)]
    assert all(seen.remember(number, row) is None for row, number in enumerate(numbers, 1))
    assert [seen.remember(number, 0) for number in numbers] == list(range(1, 10_001))
