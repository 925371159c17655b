"""The names of a list's columns, and which of them holds the numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from mmskit.errors import InvalidNumberError, RecipientListError
from mmskit.msisdn import parse_number
from mmskit.recipients.names import find_close, show_name, show_names
from mmskit.recipients.table import Row, Table, read_rows
from mmskit.texts import text

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


class Head(NamedTuple):
    """The row of names.

    Attributes:
        row: its number in a spreadsheet.
        names: the names in order, "" where there is none.
        number_column: the one that holds the numbers.
    """

    row: int
    names: tuple[str, ...]
    number_column: str


def read_head(table: Table, asked: str | None) -> Head:
    """Find the names of a table's columns, and the one with the numbers.

    Args:
        table: the table.
        asked: the name of the column with the numbers, where somebody said so.

    Raises:
        RecipientListError: there is no row of names, two have one name, or it is not clear which
            column holds the numbers.
    """
    rows = read_rows(table)
    first = next(rows, None)
    if first is None or first.fault is not None:
        raise fail("bad_header", table, reason=first.fault if first else text("lists.no_rows"))
    names = tuple(cell.strip().removeprefix("\ufeff") for cell in first.cells)
    _check_names(table, names)
    if asked is not None:
        return Head(first.number, names, _find_asked(table, names, asked.strip()))
    named = _find_named(names)
    if named is None:
        named = _find_by_values(table, names, list(islice(rows, _SAMPLE_ROWS)))
    return Head(first.number, names, named)


def is_number(value: str) -> bool:
    """Whether a message can go to what stands in a cell."""
    try:
        parse_number(value)
    except InvalidNumberError:
        return False
    return True


def fail(code: str, table: Table, **figures: object) -> RecipientListError:
    """Why a table cannot be read as a list: the sentence ``lists.<code>``."""
    return RecipientListError(text(f"lists.{code}", path=table.path, **figures))


def _check_names(table: Table, names: Sequence[str]) -> None:
    known = [name for name in names if name]
    if any(is_number(name) for name in known):
        raise fail("no_header", table)
    twice = [name for name, count in Counter(known).items() if count > 1]
    if twice:
        raise fail("same_columns", table, columns=show_names(twice))


def _find_asked(table: Table, names: Sequence[str], asked: str) -> str:
    known = tuple(name for name in names if name)
    if asked in known:
        return asked
    figures = {"asked": show_name(asked), "columns": show_names(known)}
    close = find_close(asked, known)
    if close is None:
        raise fail("column_unknown", table, **figures)
    raise fail("column_close", table, close=show_name(close), **figures)


def _find_named(names: Sequence[str]) -> str | None:
    bare = {
        _DECORATION.sub("", name[:_LONGEST_NAME]).casefold(): name
        for name in reversed(names)
        if name
    }
    return next((bare[known] for known in _NUMBER_NAMES if known in bare), None)


def _find_by_values(table: Table, names: Sequence[str], rows: Sequence[Row]) -> str:
    """The one named column in which every filled cell is a number."""
    found = []
    for place, name in enumerate(names):
        values = [row.cells[place] for row in rows if place < len(row.cells)]
        filled = [value for value in values if value.strip()]
        if name and filled and all(is_number(value) for value in filled):
            found.append(name)
    if len(found) == 1:
        return found[0]
    known = tuple(name for name in names if name)
    if found:
        raise fail("several_number_columns", table, found=show_names(found))
    raise fail("no_number_column", table, columns=show_names(known))
