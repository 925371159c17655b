"""Delimited text as rows: encoding, delimiter and quotes found, one row in memory at a time."""

from __future__ import annotations

import codecs
import csv
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from mmskit.errors import RecipientListError
from mmskit.texts import Text, text

MOST_CHARACTERS: Final = 1024 * 1024
"""The longest row that is read, in characters; a longer one is passed over and reported."""

_PIECE: Final = 64 * 1024
_DELIMITERS: Final = ",;\t"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        number: its number in a spreadsheet, from 1; blank rows count.
        cells: its cells; empty where there is a fault.
        fault: why it could not be read, or None.
    """

    number: int
    cells: list[str]
    fault: Text | None = None


@dataclass(frozen=True)
class Table:
    """A file of delimited text. Reading its rows opens it anew each time.

    Attributes:
        path: the file.
        encoding: ``utf-8``, ``utf-8-sig``, ``utf-16`` or ``gb18030``.
        delimiter: ``,``, ``;`` or a tab.
        stamp: size and time of the file when it was looked at.
    """

    path: Path
    encoding: str
    delimiter: str
    stamp: tuple[int, int]

    def read_rows(self) -> Iterator[Row]:
        """Every row that is not blank, a damaged one with its fault.

        Raises:
            RecipientListError: the file can no longer be read, or is not what it was.
        """
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                self._check_unchanged(file)
                yield from _read_rows(_Lines(file), self.delimiter)
                self._check_unchanged(file)
        except OSError as error:
            raise _fail("unreadable", self.path, reason=error.strerror or str(error)) from None
        except UnicodeDecodeError:
            raise _fail("changed", self.path) from None

    def _check_unchanged(self, file: TextIO) -> None:
        if _find_stamp(os.fstat(file.fileno())) != self.stamp:
            raise _fail("changed", self.path)


def open_table(path: Path) -> Table:
    """Look through a file once, to know how it is to be read.

    The encoding is decided over the whole file: by its byte-order mark, or else UTF-8 where
    every byte of it is, or else GB18030. The delimiter is the most frequent one of the first row.

    Raises:
        RecipientListError: it is missing, empty, a workbook, or no text in any of these encodings.
    """
    try:
        stamp = path.stat()
        if not stat.S_ISREG(stamp.st_mode):
            raise _fail("no_file", path)
        encoding = _find_encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _find_delimiter(file)
    except FileNotFoundError:
        raise _fail("missing", path) from None
    except (OSError, ValueError) as error:
        raise _fail(
            "unreadable", path, reason=getattr(error, "strerror", None) or str(error)
        ) from None
    if delimiter is None:
        raise _fail("empty", path)
    return Table(path, encoding, delimiter, _find_stamp(stamp))


def _find_stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _find_encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(_WORKBOOKS):
        raise _fail("workbook", path)
    marked = [encoding for mark, encoding in _MARKS if start.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise _fail("not_text", path)


def _decodes(path: Path, encoding: str) -> bool:
    """Whether every byte of a file is text in an encoding, without a NUL in it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            try:
                said = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                return False
            if "\0" in said:
                raise _fail("nul", path)
            if not piece:
                return True


def _find_delimiter(file: TextIO) -> str | None:
    """The delimiter of the first row that is not blank, or None where all are."""
    while line := file.readline(_PIECE):
        outside = "".join(line.split('"')[::2])
        if outside.strip():
            return max(_DELIMITERS, key=outside.count)
        if line.strip():
            return _DELIMITERS[0]
    return None


class _LongRowError(Exception):
    """A row is longer than any row is."""


class _Lines:
    """The lines of a file for the CSV reader, which would read a line of any length."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.characters = 0
        self.lines = 0

    def start_row(self) -> None:
        self.characters = 0
        self.lines = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MOST_CHARACTERS)
        if not line:
            raise StopIteration
        self.lines += 1
        self.characters += len(line)
        if self.characters >= MOST_CHARACTERS:
            while line and not line.endswith(("\n", "\r")):
                line = self._file.readline(MOST_CHARACTERS)
            raise _LongRowError
        return line


def _read_rows(lines: _Lines, delimiter: str) -> Iterator[Row]:
    """Rows by the CSV reader, which starts afresh on the next line after an error.

    Behind a quotation mark that stays open nobody knows what is a row and what is part of a
    cell, and a number in a cell is no recipient: there it ends.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        lines.start_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _LongRowError) as error:
            fault = _explain(str(error), lines.lines)
            yield Row(number, [], fault)
            if fault.key == "lists.quote_open":
                return
        else:
            if any(cells) and not "".join(cells).isspace():
                yield Row(number, cells)


def _explain(said: str, lines: int) -> Text:
    """Say for a person what the CSV reader says in English, and :class:`_LongRowError` not at all."""
    too_long = not said or said.startswith("field larger")
    if said.startswith("unexpected end") or (too_long and lines > 1):
        return text("lists.quote_open", lines=lines)
    if said.startswith("field larger"):
        return text("lists.long_cell", most=csv.field_size_limit())
    if too_long:
        return text("lists.long_row", most=MOST_CHARACTERS)
    return text("lists.quote_inside")


def _fail(code: str, path: Path, **figures: object) -> RecipientListError:
    return RecipientListError(text(f"lists.{code}", path=path, **figures))
