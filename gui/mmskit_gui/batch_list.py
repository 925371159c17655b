"""A list as the batch page turns its pages: read once beside the window, then any row at once."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import mmskit
from mmskit.recipients import BadRow, Recipient, RecipientList
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.tasks import Report

MOST_SHOWN: Final = 10_000
"""So many rows that are left out are kept to be shown; all are counted, and all are exported."""

_PARTED: Final = "\0"
"""Stands in no cell: no list with a NUL is read."""
_REPORT_EVERY: Final = 1_000


@dataclass(frozen=True)
class ListIndex:
    """Everyone a list would send to. A row takes some 30 bytes besides what its cells say.

    Attributes:
        choice: which list it is.
        listed: the list, to be read again for what is sent.
        left_out: rows that are left out, the first :data:`MOST_SHOWN`.
        counts: how many are left out, by kind.
    """

    choice: ListChoice
    listed: RecipientList = field(repr=False)
    left_out: Sequence[BadRow] = field(repr=False)
    counts: Mapping[str, int]
    _rows: array[int] = field(repr=False)
    _numbers: array[int] = field(repr=False)
    _cells: Sequence[str] = field(repr=False)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.listed.columns

    @property
    def left_out_count(self) -> int:
        """How many rows are left out."""
        return sum(self.counts.values())

    def find_row(self, place: int) -> int:
        """The row of the list, from 1, of the recipient at a place, from 0."""
        return self._rows[place]

    def find_number(self, place: int) -> str:
        """The number, as it is sent."""
        return str(self._numbers[place])

    def find_fields(self, place: int) -> dict[str, str]:
        """What the columns say of a recipient."""
        return dict(zip(self.columns, self._cells[place].split(_PARTED), strict=True))

    def find_place(self, row: int) -> int:
        """The place of a row of the list, or of the next one that is sent to."""
        return min(bisect_left(self._rows, row), max(0, len(self._rows) - 1))

    def read_fields(self) -> Iterator[dict[str, str]]:
        """What the columns say, of everyone in order."""
        columns = self.columns
        for cells in self._cells:
            yield dict(zip(columns, cells.split(_PARTED), strict=True))


def read_index(choice: ListChoice, report: Report) -> ListIndex:
    """Read a list once. Runs beside the window.

    Args:
        choice: which list, and how.
        report: takes the share that is done; may raise to stop.

    Raises:
        RecipientListError: it cannot be read, or it is not clear which column holds the numbers.
    """
    listed = open_list(choice)
    size = max(1, choice.path.stat().st_size)
    rows, numbers = array("I"), array("Q")
    cells: list[str] = []
    left_out: list[BadRow] = []
    counts: Counter[str] = Counter()
    width = 0
    for done, found in enumerate(listed.read_rows(), 1):
        if isinstance(found, Recipient):
            said = _PARTED.join(found.fields[name] for name in listed.columns)
            rows.append(found.row)
            numbers.append(int(found.number))
            cells.append(said)
            width += len(said) + 2
        else:
            counts[find_kind(found)] += 1
            if len(left_out) < MOST_SHOWN:
                left_out.append(found)
        if done % _REPORT_EVERY == 0:
            report(min(0.99, width / size))
    return ListIndex(choice, listed, left_out, counts, rows, numbers, cells)


def open_list(choice: ListChoice) -> RecipientList:
    """Open a list as it was chosen. Raises RecipientListError."""
    return mmskit.read_recipients(choice.path, number_column=choice.number_column or None)


def find_kind(bad: BadRow) -> str:
    """``duplicate``, ``stopped``, ``number`` or ``row``: why a row is left out, in a word."""
    if bad.reason.key == "lists.duplicate":
        return "duplicate"
    if bad.reason.key.startswith("lists.stop"):
        return "stopped"
    return "number" if bad.column else "row"
