"""Workbooks as rows: what a person sees in the cells, sheet by sheet, through calamine."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mmskit.errors import RecipientListError
from mmskit.recipients.names import find_close, show_name, show_names
from mmskit.recipients.table import Part, Row
from mmskit.recipients.workbook_guard import Guarded, find_errors, read_guarded
from mmskit.texts import text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ROWS: Final = 250
"""Rows at a time: few enough that the processor still holds them when they are looked at."""

_WHOLE: Final = 10**15

_Found = TypeVar("_Found")

Errors = Mapping[int, Mapping[int, str]]
"""What stands in cells that hold an error, by row and column, from 0."""


class SheetTable:
    """A sheet of a workbook. It stays in memory, packed, since a workbook cannot be read in parts.

    Attributes:
        path: the file.
        encoding: ``xlsx`` or ``xls``.
        sheet: its name.
        done: how much of it the latest reading has read, from 0 to 1.
    """

    def __init__(
        self, path: Path, guarded: Guarded, sheet: CalamineSheet, errors: Errors | None = None
    ) -> None:
        self.path = path
        self.encoding = guarded.kind
        self._digest = guarded.digest
        self.sheet = sheet.name
        self.done = 0.0
        self._sheet = sheet
        self._patches = _find_merged(sheet)
        for row, cells in (errors or {}).items():
            self._patches.setdefault(row, {}).update(cells)

    def find_digest(self) -> str:
        """The SHA-256 of the file as it was when it was opened, in hex."""
        return self._digest

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return self._sheet.start is None

    def read_parts(self) -> Iterator[Part | list[Row]]:
        """Every row of the sheet, many at a time."""
        if self.is_empty:
            return
        first, height = 0, self._sheet.total_height + 1
        given = self._sheet.iter_rows()
        while rows := list(islice(given, _ROWS)):
            cells = self._patch(first, rows)
            numbers = range(first + 1, first + 1 + len(rows))
            first += len(rows)
            self.done = min(1.0, first / height)
            yield Part(numbers, [show_column(column) for column in zip(*cells, strict=True)])
        self.done = 1.0

    def _patch(self, first: int, rows: list[Any]) -> list[Any]:
        """Put in what calamine leaves out: errors, and what merged cells show in their other rows."""
        if not self._patches:
            return rows
        for place in range(len(rows)):
            patch = self._patches.get(first + place)
            if patch:
                row = list(rows[place])
                for column, value in patch.items():
                    if column < len(row) and row[column] == "":
                        row[column] = value
                rows[place] = row
        return rows


def open_sheets(path: Path, asked: str | None) -> tuple[SheetTable, ...]:
    """The sheets of a workbook that hold something, or the one that is asked for.

    Hidden sheets are passed over unless one is asked for: nobody sees them.

    Raises:
        RecipientListError: the workbook is damaged, protected by a password, too large, of a kind
            that is not read, or empty; or it has no such sheet.
        OSError: it cannot be read.
    """
    guarded = read_guarded(path)
    workbook = _call(path, lambda: _open(guarded.data))
    if asked is None:
        names = [sheet.name for sheet in workbook.sheets_metadata if _is_seen(sheet)]
    else:
        names = [_find_asked(path, workbook, asked)]
    found = []
    for name in names:
        sheet = _call(path, lambda: workbook.get_sheet_by_name(name))  # noqa: B023 - called at once
        errors = find_errors(guarded, name) if guarded.has_errors else None
        table = SheetTable(path, guarded, sheet, errors)
        if not table.is_empty:
            found.append(table)
    if not found:
        raise _fail("empty", path)
    return tuple(found)


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only for workbooks

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _call(path: Path, work: Callable[[], _Found]) -> _Found:
    """Let calamine work; whatever it raises, a panic of its own included, is a damaged workbook."""
    from python_calamine import PasswordError  # noqa: PLC0415 - only for workbooks

    try:
        return work()
    except PasswordError:
        raise _fail("locked", path) from None
    except Exception as error:  # noqa: BLE001 - it raises errors of many kinds
        raise _fail("damaged", path, reason=str(error)[:120]) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _fail("damaged", path, reason=str(error)[:120]) from None


def _is_seen(sheet: Any) -> bool:
    return str(sheet.visible).endswith(".Visible") and str(sheet.typ).endswith(".WorkSheet")


def _find_asked(path: Path, workbook: CalamineWorkbook, asked: str) -> str:
    names = workbook.sheet_names
    for name in names:
        if name.strip() == asked.strip():
            return str(name)
    close = find_close(asked, names)
    figures = {"asked": show_name(asked), "sheets": show_names(names)}
    if close is None:
        raise _fail("sheet_unknown", path, **figures)
    raise _fail("sheet_close", path, close=show_name(close), **figures)


def _find_merged(sheet: CalamineSheet) -> dict[int, dict[int, str]]:
    """What cells show that are merged with one above them, by row and column."""
    patches: dict[int, dict[int, str]] = {}
    ranges = [one for one in sheet.merged_cell_ranges or () if one[1][0] > one[0][0]]
    if not ranges:
        return patches
    end = sheet.total_height
    tops = {top for (top, _), _ in ranges}
    rows = {at: row for at, row in enumerate(sheet.iter_rows()) if at in tops}
    for (top, left), (bottom, _) in ranges:
        row = rows.get(top, ())
        value = row[left] if left < len(row) else ""
        if value != "":
            for below in range(top + 1, min(bottom, end) + 1):
                patches.setdefault(below, {})[left] = show_cell(value)
    return patches


def show_column(cells: Sequence[Any]) -> Sequence[str]:
    """What a person sees in the cells of a column."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return cells
    if kinds == {float}:
        return _show_floats(cells)
    return [cell if type(cell) is str else show_cell(cell) for cell in cells]


def show_cell(cell: object) -> str:
    """What a person sees in a cell, as far as its value tells; formats are not known.

    Whole numbers come with every digit, others with the 15 that Excel keeps, dates as Excel shows
    them in China (``2026/1/31``), truth values as TRUE and FALSE.
    """
    match cell:
        case bool():
            said = "TRUE" if cell else "FALSE"
        case float():
            said = _show_float(cell)
        case datetime():
            day, moment = _show_date(cell.date()), cell.time()
            said = day if moment == time.min else f"{day} {_show_time(moment)}"
        case date():
            said = _show_date(cell)
        case time():
            said = _show_time(cell)
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            said = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            said = str(cell)
    return said


def _show_floats(cells: Sequence[float]) -> Sequence[str]:
    """The same as :func:`_show_float` for many, whole numbers by the quicker way."""
    if all(map(float.is_integer, cells)) and max(map(abs, cells)) < _WHOLE:
        return [*map(str, map(int, cells))]
    return ["%.15G" % cell for cell in cells]  # noqa: UP031 - twice as quick as a format


def _show_float(cell: float) -> str:
    """Excel keeps 15 digits; a larger whole number is shown with an exponent."""
    return _show_floats([cell])[0]


def _show_date(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _show_time(moment: time) -> str:
    seconds = f":{moment.second:02}" if moment.second else ""
    return f"{moment.hour}:{moment.minute:02}{seconds}"


def _fail(code: str, path: Path, **figures: object) -> RecipientListError:
    return RecipientListError(text(f"lists.{code}", path=path, **figures))
