"""Which numbers came by already, for lists far larger than a set of strings would allow."""

from __future__ import annotations

import random
from array import array
from typing import Final

_FIRST_SLOTS: Final = 1024
_FULL: Final = 0.75


class SeenNumbers:
    """Remembers numbers and the row each came from: about 25 bytes a number, where a set takes 100.

    An open-addressed hash table in two arrays. Its hash is salted, so that nobody can write a
    list that makes it slow.
    """

    def __init__(self) -> None:
        self._salt = random.getrandbits(62)
        self._count = 0
        self._numbers = array("Q", bytes(8 * _FIRST_SLOTS))
        self._rows = array("I", bytes(4 * _FIRST_SLOTS))

    def __len__(self) -> int:
        return self._count

    def remember(self, number: str, row: int) -> int | None:
        """Take down a number of at most 19 digits, the first of them not 0.

        Returns:
            The row (from 1) in which it stood before, or None when it is new.
        """
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
        if self._count > mask * _FULL:
            self._grow()
        return None

    def _grow(self) -> None:
        """Twice the slots; every number finds its new place."""
        old = zip(self._numbers, self._rows, strict=True)
        slots = 2 * len(self._numbers)
        numbers, rows, mask = array("Q", bytes(8 * slots)), array("I", bytes(4 * slots)), slots - 1
        for key, row in old:
            if key:
                slot = hash((self._salt, key)) & mask
                while numbers[slot]:
                    slot = (slot + 1) & mask
                numbers[slot] = key
                rows[slot] = row
        self._numbers, self._rows = numbers, rows
