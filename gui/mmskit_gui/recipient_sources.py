"""Where recipients come from: what was typed or pasted, and lists. Pure; positions count from 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import mmskit
from mmskit.errors import InvalidNumberError, RecipientListError
from mmskit.msisdn import parse_number
from mmskit.recipients import BadRow, Recipient
from mmskit.recipients.opening import open_table
from mmskit.recipients.table import read_rows
from mmskit.texts import Text, text

RowState = Literal["good", "duplicate", "bad"]

COLUMN_WANTED: Final = frozenset({"lists.several_number_columns", "lists.no_number_column"})
"""Why a list cannot be read until somebody says which column holds the numbers."""

_BREAKS: Final = re.compile(r"[\n\r,，;；、]+")
_BLANKS: Final = re.compile(r"\s")
_TABS: Final = re.compile(r"\t+")
_REPORT_EVERY: Final = 2_000


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One number as somebody gave it.

    Attributes:
        row: its line or row in its source.
        typed: as it was given.
        number: as it is sent; ``""`` where it is bad.
        reason: why it is left out.
        state: ``good``, ``duplicate`` (sent once, further up) or ``bad``.
    """

    row: int
    typed: str
    number: str = ""
    reason: Text | None = None
    state: RowState = "good"

    def __repr__(self) -> str:
        return f"RecipientRow(row={self.row}, state={self.state!r})"


def read_text(said: str) -> list[RecipientRow]:
    """Read numbers that were typed or pasted, one after another, however they are parted.

    Line ends, tabs, commas, semicolons and 、 part numbers; so do blanks where what stands on both
    sides is whole: ``138 1129 9999`` is one number, ``13811299999 13811299998`` are two.
    """
    rows: list[RecipientRow] = []
    for line, content in enumerate(said.splitlines(), 1):
        for part in _BREAKS.split(content):
            if typed := part.strip():
                rows += [_read_number(line, piece) for piece in _part_blanks(typed)]
    return rows


def _part_blanks(typed: str) -> list[str]:
    """Part at tabs, and at blanks where no number can be torn by it; else leave it to be refused.

    ``+852 6123 4567`` torn apart would hold a number that belongs to somebody else.
    """
    if not _BLANKS.search(typed):
        return [typed]
    pieces: list[str] = []
    for cell in _TABS.split(typed):
        inside = cell.split()
        torn = len(inside) > 1 and not _is_number(cell) and _can_be_torn(inside)
        pieces += inside if torn else [cell.strip()]
    return [piece for piece in pieces if piece]


def _can_be_torn(pieces: Sequence[str]) -> bool:
    """Whether each piece is a whole number, or a word without digits."""
    return all(
        _is_number(piece) or not any(char.isdecimal() or char in "+＋" for char in piece)
        for piece in pieces
    )


def _is_number(value: str) -> bool:
    try:
        parse_number(value)
    except InvalidNumberError:
        return False
    return True


def _read_number(row: int, typed: str) -> RecipientRow:
    try:
        return RecipientRow(row, typed, parse_number(typed))
    except InvalidNumberError as error:
        return RecipientRow(row, error.value, reason=error.reason, state="bad")


def read_list(
    path: Path, report: Callable[[float], None], *, number_column: str | None = None
) -> list[RecipientRow]:
    """Read a list from a file. A list of bare numbers, without a row of names, is read as well.

    Args:
        path: CSV or plain text.
        report: takes the share that is done; may raise to stop.
        number_column: the column that holds the numbers, where it cannot be told.

    Raises:
        RecipientListError: it cannot be read, or it is not clear which column holds the numbers.
    """
    try:
        found: Iterable[RecipientRow] = _read_named(path, number_column)
    except RecipientListError as error:
        if error.sentence.key != "lists.no_header":
            raise
        found = _read_bare(path)
    size = max(1, path.stat().st_size)
    rows: list[RecipientRow] = []
    width = 0
    for row in found:
        rows.append(row)
        width += len(row.typed) + 2
        if len(rows) % _REPORT_EVERY == 0:
            report(min(0.99, width / size))
    return rows


def list_columns(path: Path) -> list[str]:
    """The names of a list's columns. Raises RecipientListError."""
    first = next(read_rows(open_table(path)), None)
    return [] if first is None else [cell.strip() for cell in first.cells if cell.strip()]


def _read_named(path: Path, number_column: str | None) -> Iterator[RecipientRow]:
    listed = mmskit.read_recipients(path, number_column=number_column)

    def read() -> Iterator[RecipientRow]:
        for found in listed.read_rows():
            if isinstance(found, Recipient):
                yield RecipientRow(found.row, found.number, found.number)
            else:
                yield _take_bad(found)

    return read()


def _take_bad(found: BadRow) -> RecipientRow:
    if found.reason.key == "lists.duplicate":
        return RecipientRow(found.row, found.value, parse_number(found.value))
    return RecipientRow(found.row, found.value, reason=found.reason, state="bad")


def _read_bare(path: Path) -> Iterator[RecipientRow]:
    """Rows without names: the numbers stand where the first row has one."""
    place: int | None = None
    for row in read_rows(open_table(path)):
        if row.fault is not None:
            yield RecipientRow(row.number, "", reason=row.fault, state="bad")
            continue
        cells = [cell.strip().removeprefix("\ufeff") for cell in row.cells]
        if place is None:
            place = next((at for at, cell in enumerate(cells) if _is_number(cell)), 0)
        yield _read_number(row.number, cells[place] if place < len(cells) else "")


@dataclass(frozen=True)
class Combined:
    """All recipients together.

    Attributes:
        rows: every row of every source, in order.
        places: the positions of the rows in each state, from 0.
        numbers: whom it goes to, each once.
    """

    rows: Sequence[RecipientRow] = ()
    places: Mapping[RowState, Sequence[int]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()

    def count(self, state: RowState) -> int:
        """How many rows are in a state."""
        return len(self.places.get(state, ()))


def combine(
    sources: Iterable[Sequence[RecipientRow]], report: Callable[[float], None] = lambda _: None
) -> Combined:
    """All sources as one list, in which a number that came before is a duplicate."""
    seen: dict[str, int] = {}
    rows: list[RecipientRow] = []
    places: dict[RowState, list[int]] = {"good": [], "duplicate": [], "bad": []}
    for source in sources:
        for row in source:
            if row.state == "bad" or row.number not in seen:
                rows.append(row)
                if row.state != "bad":
                    seen[row.number] = row.row
            else:
                reason = text("lists.duplicate", first=seen[row.number])
                rows.append(RecipientRow(row.row, row.typed, row.number, reason, "duplicate"))
            if len(rows) % _REPORT_EVERY == 0:
                report(0.5)
    for place, row in enumerate(rows):
        places[row.state].append(place)
    return Combined(rows, places, tuple(seen))
