"""Rows and columns of a file, of whatever kind it is: delimited text or a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from mmskit.texts import Text


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        number: its number in a spreadsheet, from 1; blank rows count.
        cells: its cells; empty where there is a fault.
        fault: why it could not be read, or None.
    """

    number: int
    cells: Sequence[str]
    fault: Text | None = None


class Part(NamedTuple):
    """Some rows side by side, all of one width, column by column; blank ones may be among them.

    Attributes:
        rows: their numbers in a spreadsheet.
        columns: what stands in each column.
    """

    rows: Sequence[int]
    columns: Sequence[Sequence[str]]

    def split(self) -> list[Row]:
        """The same row by row."""
        cells = zip(*self.columns, strict=True)
        return [Row(number, list(row)) for number, row in zip(self.rows, cells, strict=True)]


class Table(Protocol):
    """What a list is read from. Reading it begins anew each time."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    @property
    def encoding(self) -> str:
        """How its text is written, such as ``utf-8``; ``xlsx`` or ``xls`` for a workbook."""
        ...

    @property
    def sheet(self) -> str:
        """The name of the sheet, or "" where there are no sheets."""
        ...

    @property
    def done(self) -> float:
        """How much of it the latest reading has read, from 0 to 1."""
        ...

    def find_digest(self) -> str:
        """The SHA-256 of the file that is read, in hex.

        Raises:
            RecipientListError: it can no longer be read.
        """
        ...

    def read_parts(self) -> Iterator[Part | list[Row]]:
        """Everything in order, a part at a time; uneven or damaged rows come row by row.

        Raises:
            RecipientListError: the file can no longer be read, or is not what it was.
        """
        ...


def read_rows(table: Table) -> Iterator[Row]:
    """Every row of a table that is not blank, a damaged one with its fault.

    Raises:
        RecipientListError: the file can no longer be read, or is not what it was.
    """
    for part in table.read_parts():
        for row in part.split() if isinstance(part, Part) else part:
            if row.fault is not None or not is_blank(row.cells):
                yield row


def is_blank(cells: Sequence[str]) -> bool:
    """Whether there is nothing to be seen in cells."""
    return not "".join(cells).strip()
