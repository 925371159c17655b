"""Numbers that nothing is sent to, whatever a list says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from mmskit.errors import InvalidNumberError, RecipientListError
from mmskit.msisdn import parse_number
from mmskit.recipients.bad_rows import BadRow
from mmskit.recipients.columns import fail, is_number, read_head
from mmskit.recipients.opening import open_table
from mmskit.recipients.table import Row, Table, read_rows


@dataclass(frozen=True)
class StopList:
    """Numbers that nothing is sent to.

    Attributes:
        numbers: as they would be sent; about 100 bytes of memory each.
        bad_rows: what of a file is no number that anything could be sent to.
    """

    numbers: frozenset[str] = field(repr=False)
    bad_rows: tuple[BadRow, ...] = field(default=(), repr=False)

    def __or__(self, other: StopList) -> StopList:
        """Both together."""
        return StopList(self.numbers | other.numbers, self.bad_rows + other.bad_rows)


def make_stop_list(numbers: StopList | Iterable[str] | None) -> StopList | None:
    """A stop list of numbers in any spelling.

    Raises:
        InvalidNumberError: one is none. Nobody knows whom it was to protect.
    """
    if numbers is None or isinstance(numbers, StopList):
        return numbers
    return StopList(frozenset(map(parse_number, numbers)))


def read_stop_list(
    path: str | PathLike[str], *, number_column: str | None = None, sheet: str | None = None
) -> StopList:
    """Read a stop list: a file of bare numbers, a line each, or any list of recipients.

    What is no number that anything could be sent to does no harm; it is kept in ``bad_rows``.

    Args:
        path: text, CSV or a workbook.
        number_column: the column with the numbers, where its name does not tell.
        sheet: the sheet of a workbook, where there are several.

    Raises:
        RecipientListError: the file cannot be read, it is not clear which column holds the
            numbers, or a spreadsheet rounded one of them: whoever that was would be sent to.
    """
    table = open_table(Path(path), sheet)
    numbers: set[str] = set()
    bad: list[BadRow] = []
    for row, column, value in _read_values(table, number_column):
        if row.fault is not None:
            raise fail("stop_list_unsure", table, row=row.number, reason=row.fault)
        try:
            numbers.add(parse_number(value))
        except InvalidNumberError as error:
            found = BadRow(row.number, column, error.value, error.reason)
            if found.kind == "digits_lost":
                raise fail("stop_list_unsure", table, row=row.number, reason=error.reason) from None
            bad.append(found)
    return StopList(frozenset(numbers), tuple(bad))


def _read_values(table: Table, asked: str | None) -> Iterator[tuple[Row, str, str]]:
    rows = read_rows(table)
    try:
        head = read_head(table, asked)
    except RecipientListError as error:
        first = next(read_rows(table), None)
        # One column without a name that tells is what a list of bare numbers is.
        bare = first is not None and len([cell for cell in first.cells if cell.strip()]) == 1
        if asked is not None or not (error.sentence.key == "lists.no_header" or bare):
            raise
        place, name = _find_place(first), ""
    else:
        place, name = head.names.index(head.number_column), head.number_column
        next(rows, None)
    for row in rows:
        yield row, name, row.cells[place] if place < len(row.cells) else ""


def _find_place(first: Row | None) -> int:
    cells = [] if first is None else [cell.strip().removeprefix("\ufeff") for cell in first.cells]
    numbers = [place for place, cell in enumerate(cells) if is_number(cell)]
    filled = [place for place, cell in enumerate(cells) if cell]
    return (numbers or filled or [0])[0]
