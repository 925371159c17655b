"""Opening a list, whatever kind of file it is."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from mmskit.errors import RecipientListError
from mmskit.recipients.delimited import DelimitedTable
from mmskit.recipients.names import show_names
from mmskit.recipients.table import Table
from mmskit.texts import text

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def open_tables(path: Path, sheet: str | None = None) -> tuple[Table, ...]:
    """What a file holds: one table, or the sheets of a workbook that may be meant.

    Args:
        path: the file.
        sheet: the name of the sheet, where one is asked for.

    Raises:
        RecipientListError: it is missing, empty, damaged, or nothing that can be read as a list; or
            it has no such sheet.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _fail("no_file", path)
        with path.open("rb") as file:
            start = file.read(8)
        if start.startswith(_WORKBOOKS):
            from mmskit.recipients.workbook import open_sheets  # noqa: PLC0415 - only for them

            return open_sheets(path, sheet)
        if sheet is not None:
            raise _fail("no_sheets", path, asked=sheet)
        return (DelimitedTable(path),)
    except FileNotFoundError:
        raise _fail("missing", path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _fail("unreadable", path, reason=reason) from None


def _fail(code: str, path: Path, **figures: object) -> RecipientListError:
    return RecipientListError(text(f"lists.{code}", path=path, **figures))


def open_table(path: Path, sheet: str | None = None) -> Table:
    """The one table of a file.

    Raises:
        RecipientListError: as :func:`open_tables`, or a workbook has several sheets that may be meant.
    """
    tables = open_tables(path, sheet)
    if len(tables) > 1:
        raise _fail("which_sheet", path, sheets=show_names([table.sheet for table in tables]))
    return tables[0]
