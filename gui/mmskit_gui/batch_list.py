"""A list as the batch page turns its pages: read once beside the window, then any row at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

import mmskit
from mmskit.errors import RecipientListError
from mmskit.recipients import BadRow, Block, RecipientList, read_stop_list
from mmskit.recipients.opening import open_tables
from mmskit.recipients.table import read_rows
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.tasks import Report

MOST_SHOWN: Final = 10_000
"""So many rows that are left out are kept to be shown; all are counted, and all can be saved."""


@dataclass(frozen=True)
class ListFacts:
    """What can be chosen of a file, also while it is not clear how it is to be read.

    Attributes:
        sheets: the names of its sheets; none where it is no workbook.
        columns: the names of its columns.
    """

    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListIndex:
    """Everyone a list would send to, block after block as they were read.

    Attributes:
        choice: which list it is.
        listed: the list, to be read again for what is sent.
        blocks: everyone, column by column.
        left_out: rows that are left out, the first :data:`MOST_SHOWN`.
        counts: how many are left out, by :attr:`mmskit.recipients.BadRow.kind`.
    """

    choice: ListChoice
    listed: RecipientList = field(repr=False)
    blocks: Sequence[Block] = field(repr=False)
    left_out: Sequence[BadRow] = field(repr=False)
    counts: Mapping[str, int]
    _starts: Sequence[int] = field(init=False, repr=False, compare=False)
    _firsts: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *accumulate(len(block.rows) for block in self.blocks)]
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_firsts", [block.rows[0] for block in self.blocks])

    def __len__(self) -> int:
        return self._starts[-1]

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
        block, at = self._find(place)
        return block.rows[at]

    def find_number(self, place: int) -> str:
        """The number, as it is sent."""
        block, at = self._find(place)
        return block.numbers[at]

    def find_fields(self, place: int) -> Mapping[str, str]:
        """What the columns say of a recipient."""
        block, at = self._find(place)
        return block.fields.describe(at)

    def find_place(self, row: int) -> int:
        """The place of a row of the list, or of the next one that is sent to."""
        at = max(0, bisect_right(self._firsts, row) - 1)
        inside = bisect_left(self.blocks[at].rows, row) if self.blocks else 0
        return min(self._starts[at] + inside, max(0, len(self) - 1))

    def _find(self, place: int) -> tuple[Block, int]:
        at = bisect_right(self._starts, place) - 1
        return self.blocks[at], place - self._starts[at]


def read_index(choice: ListChoice, report: Report) -> ListIndex:
    """Read a list once. Runs beside the window.

    Args:
        choice: which list, and how.
        report: takes the share that is done; may raise to stop.

    Raises:
        RecipientListError: it or its stop list cannot be read, or it is not clear which sheet is
            meant or which column holds the numbers.
    """
    listed = open_list(choice)
    blocks: list[Block] = []
    left_out: list[BadRow] = []
    counts: Counter[str] = Counter()
    for block, bad in listed.read_blocks():
        if block.rows:
            blocks.append(block)
        counts.update(one.kind for one in bad)
        left_out += bad[: max(0, MOST_SHOWN - len(left_out))]
        report(listed.done)
    return ListIndex(choice, listed, blocks, left_out, counts)


def open_list(choice: ListChoice) -> RecipientList:
    """Open a list as it was chosen. Raises RecipientListError."""
    stopped = None if choice.stop_list is None else read_stop_list(choice.stop_list)
    return mmskit.read_recipients(
        choice.path,
        number_column=choice.number_column or None,
        sheet=choice.sheet or None,
        stop_list=stopped,
    )


def read_facts(choice: ListChoice) -> ListFacts:
    """What can be chosen of a file. Raises RecipientListError where it is no list at all."""
    tables = open_tables(choice.path)
    sheets = tuple(table.sheet for table in tables if table.sheet)
    chosen = [table for table in tables if table.sheet == choice.sheet] or tables
    columns: tuple[str, ...] = ()
    if len(chosen) == 1:
        with suppress(RecipientListError):
            first = next(read_rows(chosen[0]), None)
            cells = [] if first is None else first.cells
            columns = tuple(cell.strip() for cell in cells if cell.strip())
    return ListFacts(sheets, columns)


def watch_list(listed: RecipientList, report: Report) -> RecipientList:
    """The same list, that tells how far it is when it is read, and can be stopped by that."""
    return _WatchedList(listed, report)


class _WatchedList(RecipientList):
    def __init__(self, listed: RecipientList, report: Report) -> None:
        vars(self).update(vars(listed))
        self._report = report

    def read_blocks(self) -> Iterator[tuple[Block, list[BadRow]]]:
        for found in super().read_blocks():
            self._report(min(0.99, self.done))
            yield found
