"""Delimited text as rows: encoding, delimiter and quotes found, a piece in memory at a time."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

from mmskit.errors import RecipientListError
from mmskit.recipients.encodings import find_encoding
from mmskit.recipients.table import Part, Row
from mmskit.texts import Text, text

MOST_CHARACTERS: Final = 1024 * 1024
"""The longest row that is read, in characters; a longer one is passed over and reported."""

PIECE: Final = 32 * 1024
"""How many characters are read at a time."""

_DELIMITERS: Final = ",;\t"


class DelimitedTable:
    """A file of delimited text, looked through once to know how it is to be read.

    The encoding is decided over the whole file. The delimiter is the most frequent one of the first
    row.

    Attributes:
        path: the file.
        encoding: ``utf-8``, ``utf-8-sig``, ``utf-16`` (``-le`` or ``-be`` without a mark) or
            ``gb18030``.
        delimiter: ``,``, ``;`` or a tab.
        sheet: "", there are none.
        done: how much of it the latest reading has read, from 0 to 1.
    """

    sheet = ""

    def __init__(self, path: Path) -> None:
        """Look through a file.

        Raises:
            RecipientListError: it is empty, or no text in any of these encodings.
            OSError: it cannot be read.
        """
        self.path = path
        self.done = 0.0
        self._stamp = _find_stamp(path.stat())
        self.encoding = find_encoding(path)
        with path.open(encoding=self.encoding, newline="") as file:
            delimiter = _find_delimiter(file)
        if delimiter is None:
            raise _fail("empty", path)
        self.delimiter = delimiter

    def read_parts(self) -> Iterator[Part | list[Row]]:
        """Every row, a piece of the file at a time.

        Raises:
            RecipientListError: the file can no longer be read, or is not what it was.
        """
        self.done = 0.0
        try:
            with (
                self.path.open("rb") as raw,
                io.TextIOWrapper(raw, self.encoding, newline="") as file,
            ):
                self._check_unchanged(file)
                for part in _read_parts(_Pieces(file), self.delimiter):
                    self.done = min(1.0, raw.tell() / max(1, self._stamp[0]))
                    yield part
                self._check_unchanged(file)
        except OSError as error:
            raise _fail("unreadable", self.path, reason=error.strerror or str(error)) from None
        except UnicodeDecodeError:
            raise _fail("changed", self.path) from None
        self.done = 1.0

    def find_digest(self) -> str:
        """The SHA-256 of the file, in hex. Raises RecipientListError."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _fail("unreadable", self.path, reason=error.strerror or str(error)) from None

    def _check_unchanged(self, file: TextIO) -> None:
        if _find_stamp(os.fstat(file.fileno())) != self._stamp:
            raise _fail("changed", self.path)


def _find_stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _find_delimiter(file: TextIO) -> str | None:
    """The delimiter of the first row that is not blank, or None where all are."""
    while line := file.readline(PIECE):
        outside = "".join(line.split('"')[::2])
        if outside.strip():
            return max(_DELIMITERS, key=outside.count)
        if line.strip():
            return _DELIMITERS[0]
    return None


class _Pieces:
    """A file piece by piece, each ending where a line ends; or line by line, whatever the pieces."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._rest = ""
        self._lines = io.StringIO()
        self._left = 0

    def take(self) -> str:
        """The next piece, or "" at the end; one line that is longer than a piece comes in part."""
        more = self._file.read(PIECE)
        if more.endswith("\r"):
            more += self._file.read(1)  # the other half of the line's end
        piece, self._rest = self._rest + more, ""
        end = 1 + (piece.rfind("\n") if "\n" in piece else piece.rfind("\r"))
        if not end or len(more) < PIECE:
            return piece
        self._rest = piece[end:]
        return piece[:end]

    def give_back(self, piece: str) -> None:
        """Read the latest piece line by line after all."""
        self._lines = io.StringIO(piece, newline="")
        self._left = len(piece)

    @property
    def is_used_up(self) -> bool:
        """Whether every line of the piece that was given back has been read."""
        return not self._left

    def readline(self, most: int) -> str:
        """The next line, or so much of it."""
        found: list[str] = []
        room = most
        while room:
            part = self._lines.readline(room)
            found.append(part)
            room -= len(part)
            self._left -= len(part)
            if part.endswith(("\n", "\r")):
                break
            if not self._left:
                piece = self.take()
                if not piece:
                    break
                self.give_back(piece)
        return "".join(found)


def _read_parts(pieces: _Pieces, delimiter: str) -> Iterator[Part | list[Row]]:
    """Parts by the quickest way that reads them exactly as the slowest does."""
    number = 1
    while piece := pieces.take():
        if not piece.endswith(("\n", "\r")) and len(piece) >= PIECE:
            part: Part | list[Row] | None = None  # the beginning of a long line
        else:
            part = _split_plain(piece, delimiter, number) or _split_quoted(piece, delimiter, number)
        if part is None:
            pieces.give_back(piece)
            slow = _read_slowly(pieces, delimiter, number)
            part = slow.rows
            number = slow.next_number
            yield part
            if slow.is_lost:
                return
            continue
        number = part.rows[-1] + 1 if isinstance(part, Part) else part[-1].number + 1
        yield part


def _split_plain(piece: str, delimiter: str, number: int) -> Part | None:
    """Lines without quotes and all of one width, split at once; None for anything else."""
    if '"' in piece:
        return None
    if "\r" in piece:
        piece = piece.replace("\r\n", "\n").replace("\r", "\n")
    if not piece.endswith("\n"):
        piece += "\n"
    # Every line ends in a cell of its own, which must then be every so many cells.
    cells = piece.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    del cells[-1]
    width = cells.index("\n") + 1
    ends = cells[width - 1 :: width]
    count = ends.count("\n")
    if len(cells) != count * width or count != piece.count("\n"):
        return None
    columns = [cells[place::width] for place in range(width - 1)]
    return Part(range(number, number + count), columns)


def _split_quoted(piece: str, delimiter: str, number: int) -> Part | list[Row] | None:
    """Rows by the CSV reader at once, where the piece ends with one and nothing is wrong in it."""
    if piece.count('"') % 2:
        return None
    found: list[list[str]] = []
    with suppress(csv.Error):
        found = list(csv.reader(io.StringIO(piece, newline=""), delimiter=delimiter, strict=True))
    if not found:
        return None
    rows = range(number, number + len(found))
    if len(set(map(len, found))) == 1 and found[0]:
        return Part(rows, list(zip(*found, strict=True)))
    return [Row(row, cells) for row, cells in zip(rows, found, strict=True)]


class _LongRowError(Exception):
    """A row is longer than any row is."""


class _Lines:
    """The lines of a file for the CSV reader, which would read a line of any length."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self.characters = 0
        self.lines = 0

    def start_row(self) -> None:
        self.characters = 0
        self.lines = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._pieces.readline(MOST_CHARACTERS)
        if not line:
            raise StopIteration
        self.lines += 1
        self.characters += len(line)
        if self.characters >= MOST_CHARACTERS:
            while line and not line.endswith(("\n", "\r")):
                line = self._pieces.readline(MOST_CHARACTERS)
            raise _LongRowError
        return line


class _Slow:
    """Rows that were read one by one.

    Attributes:
        rows: the rows, blank ones included.
        next_number: the number of the next.
        is_lost: whether a quotation mark stays open: behind it nobody knows what is a row and what
            is part of a cell, and a number in a cell is no recipient.
    """

    def __init__(self, number: int) -> None:
        self.rows: list[Row] = []
        self.next_number = number
        self.is_lost = False

    def add(self, cells: Sequence[str], fault: Text | None = None) -> None:
        self.rows.append(Row(self.next_number, cells, fault))
        self.next_number += 1


def _read_slowly(pieces: _Pieces, delimiter: str, number: int) -> _Slow:
    """Rows by the CSV reader, which starts afresh on the next line after an error."""
    lines, slow = _Lines(pieces), _Slow(number)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while not pieces.is_used_up and not slow.is_lost:
        lines.start_row()
        try:
            slow.add(next(reader))
        except StopIteration:
            break
        except (csv.Error, _LongRowError) as error:
            fault = _explain(str(error), lines.lines)
            slow.add([], fault)
            slow.is_lost = fault.key == "lists.quote_open"
    return slow


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
