"""Which numbers came by already, for lists far larger than a set of strings would allow."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Final

_WIDTH: Final = 11
_FIRST_SLOTS: Final = 1 << 12
_REBUILT: Final = 4_096
_MOST_EXPECTED: Final = 1 << 21


class SeenNumbers:
    """Remembers numbers and the row each came from: 27 to 35 bytes a number, where a dict takes 200.

    A chained hash table in flat arrays, worked on a block at a time. Its hash is Python's own of
    strings, which is salted, so that nobody can write a list that makes it slow. Numbers of 11
    digits are kept packed; the few others are in a dict.
    """

    def __init__(self) -> None:
        self._others: dict[str, int] = {}
        self._digits = bytearray(_WIDTH * _FIRST_SLOTS // 2)
        self._rows = array("I", [0])
        self._older = array("I", [0])  # by position, from 1: the one before it in the same slot
        self._newest = _make_slots(_FIRST_SLOTS)

    def expect(self, count: int) -> None:
        """Make room for about so many, which spares making it little by little."""
        self._make_room(min(count, _MOST_EXPECTED))

    def remember(self, number: str, row: int) -> int | None:
        """Take down a number.

        Returns:
            The row (from 1) in which it stood first, or None when it is new.
        """
        return self.remember_all([number], [row]).get(0)

    def remember_all(self, numbers: Sequence[str], rows: Sequence[int]) -> dict[int, int]:
        """Take down many, which is quicker.

        Returns:
            For every position whose number is not new, the row in which it stood first.
        """
        if {*map(len, numbers)} <= {_WIDTH}:
            return self._remember_packed(numbers, rows)
        before: dict[int, int] = {}
        for position, (number, row) in enumerate(zip(numbers, rows, strict=True)):
            found = self._remember_one(number, row)
            if found is not None:
                before[position] = found
        return before

    def _remember_one(self, number: str, row: int) -> int | None:
        if len(number) == _WIDTH:
            return self._remember_packed([number], [row]).get(0)
        if number in self._others:
            return self._others[number]
        self._others[number] = row
        return None

    def _remember_packed(self, numbers: Sequence[str], rows: Sequence[int]) -> dict[int, int]:
        """Chain all of them in, then look at those whose slot was taken."""
        first = len(self._rows)
        self._make_room(first + len(numbers))
        start = (first - 1) * _WIDTH
        self._digits[start : start + len(numbers) * _WIDTH] = "".join(numbers).encode("ascii")
        self._rows.extend(rows)
        self._chain(numbers)
        before = {}
        for position in compress(range(len(numbers)), self._older[first:]):
            row = self._find_first(numbers[position], self._older[first + position])
            if row is not None:
                before[position] = row
        return before

    def _chain(self, numbers: Sequence[str]) -> None:
        newest, append, mask = self._newest, self._older.append, len(self._newest) - 1
        for position, hashed in enumerate(map(hash, numbers), len(self._older)):
            slot = hashed & mask
            append(newest[slot])
            newest[slot] = position

    def _find_first(self, number: str, position: int) -> int | None:
        wanted, row = number.encode("ascii"), None
        while position:
            if self._digits.startswith(wanted, (position - 1) * _WIDTH):
                row = self._rows[position]
            position = self._older[position]
        return row

    def _make_room(self, count: int) -> None:
        """Keep half of the slots free; when there are more, every number finds its new place."""
        slots = len(self._newest)
        while count * 2 > slots:
            slots *= 2
        if slots == len(self._newest):
            return
        # Made at once: to let it grow would take its size twice for a moment.
        digits = bytearray(_WIDTH * count)
        used = (len(self._rows) - 1) * _WIDTH
        digits[:used] = memoryview(self._digits)[:used]
        self._digits = digits
        self._newest = _make_slots(slots)
        self._older = array("I", [0])
        for numbers in self._list_packed():
            self._chain(numbers)

    def _list_packed(self) -> Iterator[Sequence[str]]:
        step, used = _REBUILT * _WIDTH, (len(self._rows) - 1) * _WIDTH
        for start in range(0, used, step):
            said = self._digits[start : min(used, start + step)].decode("ascii")
            yield [said[place : place + _WIDTH] for place in range(0, len(said), _WIDTH)]


def _make_slots(count: int) -> array[int]:
    return array("I", bytes(4 * count))
