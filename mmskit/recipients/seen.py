"""Which numbers came by already, for lists far larger than a set of strings would allow."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Final

_FIRST_SLOTS: Final = 1024


class SeenNumbers:
    """Remembers numbers and the row each came from: about 25 bytes a number, where a set takes 100.

    An open-addressed hash table in two arrays. Its hash is salted, so that nobody can write a
    list that makes it slow.
    """

    def __init__(self) -> None:
        self._salt = random.getrandbits(62)
        self._count = 0
        self._numbers, self._rows = _make_slots(_FIRST_SLOTS)

    def __len__(self) -> int:
        return self._count

    def remember(self, number: str, row: int) -> int | None:
        """Take down a number of at most 19 digits, the first of them not 0.

        Returns:
            The row (from 1) in which it stood before, or None when it is new.
        """
        self._make_room(1)
        key, numbers = int(number), self._numbers
        mask = len(numbers) - 1
        slot = hash((self._salt, key)) & mask
        while found := numbers[slot]:
            if found == key:
                return self._rows[slot]
            slot = (slot + 1) & mask
        numbers[slot] = key
        self._rows[slot] = row
        self._count += 1
        return None

    def remember_all(self, numbers: Sequence[str], rows: Sequence[int]) -> dict[int, int]:
        """Take down many, which is quicker.

        Returns:
            For every position whose number is not new, the row in which it stood before.
        """
        self._make_room(len(numbers))
        slots, kept_rows, mask = self._numbers, self._rows, len(self._numbers) - 1
        before, added = {}, 0
        keys = list(map(int, numbers))
        hashes = map(hash, zip(repeat(self._salt), keys, strict=False))
        for position, (key, hashed, row) in enumerate(zip(keys, hashes, rows, strict=True)):
            slot = hashed & mask
            if not slots[slot]:
                slots[slot] = key
                kept_rows[slot] = row
                added += 1
                continue
            first = self.remember(numbers[position], row)
            if first is not None:
                before[position] = first
        self._count += added
        return before

    def _make_room(self, more: int) -> None:
        """Keep a quarter of the slots free; when there are more, every number finds its new place."""
        slots = len(self._numbers)
        while (self._count + more) * 4 > slots * 3:
            slots *= 2
        if slots == len(self._numbers):
            return
        numbers, rows = _make_slots(slots)
        mask = slots - 1
        hashes = map(hash, zip(repeat(self._salt), self._numbers, strict=False))
        for key, row, hashed in zip(self._numbers, self._rows, hashes, strict=True):
            if key:
                slot = hashed & mask
                while numbers[slot]:
                    slot = (slot + 1) & mask
                numbers[slot] = key
                rows[slot] = row
        self._numbers, self._rows = numbers, rows


def _make_slots(count: int) -> tuple[array[int], array[int]]:
    return array("Q", bytes(8 * count)), array("I", bytes(4 * count))
