"""Lists of recipients: read row by row, every bad row explained, every number once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Final

from mmskit.errors import InvalidNumberError, RecipientListError
from mmskit.msisdn import mask_number, parse_number
from mmskit.recipients.names import find_close, show_name, show_names
from mmskit.recipients.seen import SeenNumbers
from mmskit.recipients.table import Row, Table, open_table
from mmskit.texts import Language, Text, text

MOST_BAD_ROWS: Final = 10_000
"""How many bad rows a list keeps; :meth:`RecipientList.read_rows` yields them all."""

_SAMPLE_ROWS: Final = 100
_LONGEST_NAME: Final = 60
_NUMBER_NAMES: Final = (
    *("手机号", "手机号码", "手机", "移动电话", "手機號", "手機號碼", "手機", "msisdn"),
    *("mobile", "mobilenumber", "mobilephone", "mobileno", "cellphone", "cell"),
    *("phone", "phonenumber", "phoneno", "telephone", "tel"),
    *("电话", "电话号码", "联系电话", "電話", "電話號碼", "号码", "號碼", "number"),
)
"""What a column of numbers is called, the surest names first."""

_DECORATION: Final = re.compile(r"[(（\[【].*?[)）\]】]|[\s_*:：.-]+")


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


@dataclass(frozen=True)
class BadRow:
    """A row that is left out, and why.

    Attributes:
        row: its number, from 1, the header included.
        column: the column at fault, or "" for the row as a whole.
        value: what stands there.
        reason: why it cannot be used, and what to do.
    """

    row: int
    column: str
    value: str = field(repr=False)
    reason: Text

    @property
    def sentence(self) -> Text:
        """The sentence for a person, with its place in front."""
        key = "lists.at_cell" if self.column else "lists.at_row"
        figures = {"row": self.row, "column": self.column, "value": self.value}
        return text(key, reason=self.reason, **figures)

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)

    def __str__(self) -> str:
        return self.render("en")


class RecipientList:
    """A file of recipients. Iterating reads it anew, one row in memory at a time.

    Attributes:
        columns: the names of its columns, in order, without unnamed ones.
        number_column: the one that holds the numbers.
        bad_rows: what the latest reading left out, the first :data:`MOST_BAD_ROWS` of them.
        bad_count: how many it left out.
    """

    def __init__(self, table: Table, header: Sequence[str], number_column: str) -> None:
        self.path = table.path
        self.encoding = table.encoding
        self.columns = tuple(name for name in header if name)
        self.number_column = number_column
        self.bad_rows: list[BadRow] = []
        self.bad_count = 0
        self._table = table
        self._header = tuple(header)

    def __repr__(self) -> str:
        return f"RecipientList({str(self.path)!r}, number_column={self.number_column!r})"

    def __iter__(self) -> Iterator[Recipient]:
        self.bad_rows, self.bad_count = [], 0
        for found in self.read_rows():
            if isinstance(found, Recipient):
                yield found
                continue
            self.bad_count += 1
            if self.bad_count <= MOST_BAD_ROWS:
                self.bad_rows.append(found)

    def read_rows(self) -> Iterator[Recipient | BadRow]:
        """Every row that is not blank, in order: a recipient, or what is wrong with it.

        Raises:
            RecipientListError: the file can no longer be read, or has changed.
        """
        seen = SeenNumbers()
        rows = self._table.read_rows()
        next(rows, None)
        place, width = self._header.index(self.number_column), len(self._header)
        unnamed = "" in self._header
        for row, cells, fault in rows:
            if fault is None and len(cells) != width:
                fault = _find_ragged(cells, self._header)  # noqa: PLW2901 - of this row
            if fault is not None:
                yield BadRow(row, "", "", fault)
                continue
            value = cells[place]
            try:
                number = parse_number(value)
            except InvalidNumberError as error:
                yield BadRow(row, self.number_column, error.value, error.reason)
                continue
            first = seen.remember(number, row)
            if first is None:
                fields = dict(zip(self._header, cells, strict=False))
                if unnamed:
                    del fields[""]
                yield Recipient(row, number, fields)
            else:
                reason = text("lists.duplicate", first=first)
                yield BadRow(row, self.number_column, value, reason)


def read_recipients(
    path: str | PathLike[str], *, number_column: str | None = None
) -> RecipientList:
    """Open a list of recipients: a CSV file with a row of column names at its top.

    Its encoding (byte-order mark, else strict UTF-8, else GB18030) and its delimiter (``,``,
    ``;`` or tab) are found by looking through it once.

    Args:
        path: the file.
        number_column: the name of the column with the numbers; by default it is found by its
            name (手机号, mobile, phone …), or else it is the one column that holds numbers alone.

    Raises:
        RecipientListError: the file cannot be read as a list, has no row of names, has two
            columns of one name, or it is not clear which column holds the numbers.
    """
    table = open_table(Path(path))
    rows = table.read_rows()
    first = next(rows, None)
    if first is None or first.fault is not None:
        raise _fail("bad_header", table, reason=first.fault if first else text("lists.no_rows"))
    header = tuple(cell.strip().removeprefix("\ufeff") for cell in first.cells)
    _check_header(table, header)
    if number_column is not None:
        return RecipientList(table, header, _find_asked(table, header, number_column.strip()))
    named = _find_named(header)
    if named is None:
        named = _find_by_values(table, header, list(islice(rows, _SAMPLE_ROWS)))
    return RecipientList(table, header, named)


def _check_header(table: Table, header: Sequence[str]) -> None:
    names = [name for name in header if name]
    if any(_is_number(name) for name in names):
        raise _fail("no_header", table)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise _fail("same_columns", table, columns=show_names(twice))


def _find_asked(table: Table, header: Sequence[str], asked: str) -> str:
    known = tuple(name for name in header if name)
    if asked in known:
        return asked
    figures = {"asked": show_name(asked), "columns": show_names(known)}
    close = find_close(asked, known)
    if close is None:
        raise _fail("column_unknown", table, **figures)
    raise _fail("column_close", table, close=show_name(close), **figures)


def _find_named(header: Sequence[str]) -> str | None:
    bare = {
        _DECORATION.sub("", name[:_LONGEST_NAME]).casefold(): name
        for name in reversed(header)
        if name
    }
    return next((bare[known] for known in _NUMBER_NAMES if known in bare), None)


def _find_by_values(table: Table, header: Sequence[str], rows: Sequence[Row]) -> str:
    """The one named column in which every filled cell is a number."""
    found = []
    for place, name in enumerate(header):
        values = [row.cells[place] for row in rows if place < len(row.cells)]
        filled = [value for value in values if value.strip()]
        if name and filled and all(_is_number(value) for value in filled):
            found.append(name)
    if len(found) == 1:
        return found[0]
    known = tuple(name for name in header if name)
    if found:
        raise _fail("several_number_columns", table, found=show_names(found))
    raise _fail("no_number_column", table, columns=show_names(known))


def _is_number(value: str) -> bool:
    try:
        parse_number(value)
    except InvalidNumberError:
        return False
    return True


def _find_ragged(cells: Sequence[str], header: Sequence[str]) -> Text | None:
    """Why cells do not stand under the names, or None; empty ones too many do no harm."""
    if len(cells) > len(header) and not "".join(cells[len(header) :]).strip():
        return None
    return text("lists.ragged", cells=len(cells), columns=len(header))


def _fail(code: str, table: Table, **figures: object) -> RecipientListError:
    return RecipientListError(text(f"lists.{code}", path=table.path, **figures))
