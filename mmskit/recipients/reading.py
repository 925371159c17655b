"""Lists of recipients: read part by part, every bad row explained, every number once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Final

from mmskit.errors import RecipientListError
from mmskit.msisdn import mask_number
from mmskit.recipients.bad_rows import BadRow
from mmskit.recipients.blocks import Block
from mmskit.recipients.columns import Head, fail, read_head
from mmskit.recipients.names import show_names
from mmskit.recipients.opening import open_tables
from mmskit.recipients.sifting import Sieve
from mmskit.recipients.stopping import StopList, make_stop_list
from mmskit.recipients.table import Part, Row, Table

MOST_BAD_ROWS: Final = 10_000
"""How many bad rows a list keeps; :meth:`RecipientList.read_rows` yields them all."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone a message goes to.

    Attributes:
        row: the row of the list, from 1, the header included.
        number: as the platform takes it, digits alone.
        fields: every named cell of the row, by the name of its column.
    """

    row: int
    number: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __repr__(self) -> str:
        return f"Recipient(row={self.row}, number={mask_number(self.number)!r})"


class RecipientList:
    """A file of recipients. Iterating reads it anew, a part in memory at a time.

    A workbook alone stays in memory, packed.

    Attributes:
        path: the file.
        encoding: how its text is written, such as ``utf-8``; ``xlsx`` or ``xls`` for a workbook.
        sheet: the sheet of a workbook, or "".
        columns: the names of its columns, in order, without unnamed ones.
        number_column: the one that holds the numbers.
        stop_list: who is never sent to, or None.
        bad_rows: what the latest reading left out, the first :data:`MOST_BAD_ROWS` of them.
        bad_count: how many it left out.
    """

    def __init__(self, table: Table, head: Head, stop_list: StopList | None = None) -> None:
        self.path = table.path
        self.encoding = table.encoding
        self.sheet = table.sheet
        self.columns = tuple(name for name in head.names if name)
        self.number_column = head.number_column
        self.stop_list = stop_list
        self.bad_rows: list[BadRow] = []
        self.bad_count = 0
        self._table = table
        self._head = head

    def __repr__(self) -> str:
        return f"RecipientList({str(self.path)!r}, number_column={self.number_column!r})"

    @property
    def done(self) -> float:
        """How much of the file the latest reading has read, from 0 to 1."""
        return self._table.done

    def find_digest(self) -> str:
        """The SHA-256 of the file that is read, in hex. Raises RecipientListError."""
        return self._table.find_digest()

    def __iter__(self) -> Iterator[Recipient]:
        for block in self.read_good():
            yield from _list_recipients(block)

    def read_good(self) -> Iterator[Block]:
        """Everyone who can be sent to, many at a time; what is left out is kept in ``bad_rows``.

        Raises:
            RecipientListError: the file can no longer be read, or has changed.
        """
        self.bad_rows, self.bad_count = [], 0
        for block, bad in self.read_blocks():
            self.bad_count += len(bad)
            self.bad_rows += bad[: max(0, MOST_BAD_ROWS - len(self.bad_rows))]
            yield block

    def read_rows(self) -> Iterator[Recipient | BadRow]:
        """Every row that is not blank, in order: a recipient, or what is wrong with it.

        Raises:
            RecipientListError: the file can no longer be read, or has changed.
        """
        for block, bad in self.read_blocks():
            found: Iterable[Recipient | BadRow] = _list_recipients(block)
            if bad:
                found = sorted([*found, *bad], key=lambda one: one.row)
            yield from found

    def read_blocks(self) -> Iterator[tuple[Block, list[BadRow]]]:
        """Who can be sent to, many at a time, each time with the rows that are left out.

        Raises:
            RecipientListError: the file can no longer be read, or has changed.
        """
        sieve = Sieve(self._head, self.stop_list)
        at_head = True
        for part in self._table.read_parts():
            given: Part | list[Row] = part
            if at_head:
                given, at_head = _drop_head(part, self._head.row)
                if given and self._table.done:
                    sieve.expect(int(len(given) / self._table.done))
            yield sieve.sift(given)


def _list_recipients(block: Block) -> Iterator[Recipient]:
    describe = block.fields.describe
    for place, (row, number) in enumerate(zip(block.rows, block.numbers, strict=True)):
        yield Recipient(row, number, describe(place))


def _drop_head(part: Part | list[Row], head: int) -> tuple[list[Row], bool]:
    """What stands below the names, and whether the names are still to come."""
    rows = part.split() if isinstance(part, Part) else part
    return [row for row in rows if row.number > head], bool(rows) and rows[-1].number < head


def read_recipients(
    path: str | PathLike[str],
    *,
    number_column: str | None = None,
    sheet: str | None = None,
    stop_list: StopList | Iterable[str] | None = None,
) -> RecipientList:
    """Open a list of recipients: a CSV file or a workbook with a row of column names at its top.

    Of CSV the encoding (byte-order mark, else strict UTF-8, else GB18030, or UTF-16 where that is
    sure) and the delimiter (``,``, ``;`` or tab) are found by looking through it once. A workbook
    is XLSX or XLS; of its cells the values are taken, dates as ``2026/1/31``.

    Args:
        path: the file.
        number_column: the name of the column with the numbers; by default it is found by its
            name (手机号, mobile, phone …), or else it is the one column that holds numbers alone.
        sheet: the sheet of a workbook; by default the only one with a column of numbers.
        stop_list: who is never sent to: numbers in any spelling, or what
            :func:`read_stop_list` returned.

    Raises:
        RecipientListError: the file cannot be read as a list, has no row of names, has two
            columns of one name, or it is not clear which sheet is meant or which column holds
            the numbers.
        InvalidNumberError: a number of the stop list is none.
    """
    stopped = make_stop_list(stop_list)
    tables = open_tables(Path(path), sheet)
    if len(tables) == 1:
        return RecipientList(tables[0], read_head(tables[0], number_column), stopped)
    found: list[tuple[Table, Head]] = []
    for table in tables:
        with suppress(RecipientListError):
            found.append((table, read_head(table, number_column)))
    if len(found) != 1:
        names = show_names([table.sheet for table, _ in found] or [one.sheet for one in tables])
        raise fail("which_sheet" if found else "no_list_sheet", tables[0], sheets=names)
    return RecipientList(*found[0], stopped)
