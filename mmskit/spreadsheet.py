"""Tables for spreadsheets: CSV as Excel opens it, in which nothing is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_FORMULA: Final = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n]")
_MARK: Final = b"\xef\xbb\xbf"
_ROWS: Final = 1_000


def quote_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands in front of what could be."""
    return f"'{value}" if _FORMULA.match(value) else value


def write_rows(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A table as CSV, in chunks: UTF-8 with the mark that Excel asks for, every cell quoted as needed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    yield _MARK
    for count, row in enumerate(rows, 1):
        writer.writerow([quote_cell(value) for value in row])
        if count % _ROWS == 0:
            yield _take(buffer)
    yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    said = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return said.encode("utf-8", "replace")
