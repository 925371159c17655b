"""What of a list can be sent to: every number once, and a reason for everything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mmskit.errors import InvalidNumberError
from mmskit.msisdn import parse_number
from mmskit.recipients.bad_rows import BadRow
from mmskit.recipients.blocks import Block, ColumnFields
from mmskit.recipients.columns import Head
from mmskit.recipients.seen import SeenNumbers
from mmskit.recipients.stopping import StopList
from mmskit.recipients.table import Part, Row, is_blank
from mmskit.texts import Text, text

_MAINLAND: Final = re.compile(r"(?:1[3-9][0-9]{9}\n)*")
_LINE: Final = 12


def are_mainland(numbers: Sequence[str]) -> bool:
    """Whether all are mainland mobile numbers as they are sent, which is told quickly."""
    joined = "\n".join(numbers) + "\n"
    return len(joined) == _LINE * len(numbers) and _MAINLAND.fullmatch(joined) is not None


class Sieve:
    """Takes a list part by part; remembers who came by already."""

    def __init__(self, head: Head, stop_list: StopList | None) -> None:
        self._head = head
        self._place = head.names.index(head.number_column)
        self._stop_list = stop_list
        self._seen = SeenNumbers()

    def expect(self, count: int) -> None:
        """Make ready for about so many rows."""
        self._seen.expect(count)

    def sift(self, part: Part | Sequence[Row]) -> tuple[Block, list[BadRow]]:
        """Who can be sent to, and the rows that are left out, in order."""
        bad: list[BadRow] = []
        width = len(self._head.names)
        if not isinstance(part, Part):
            part = _even_out(part, self._head.names, bad)
        elif len(part.columns) != width:
            part = _even_out(part.split(), self._head.names, bad)
        block = self._take_numbers(part, bad)
        if self._stop_list is not None:
            block = self._stop(block, self._stop_list, bad)
        block = self._take_once(block, bad)
        bad.sort(key=lambda one: one.row)
        return block, bad

    def _take_numbers(self, part: Part, bad: list[BadRow]) -> Block:
        names = self._head.names
        fields = ColumnFields(
            {name: column for name, column in zip(names, part.columns, strict=True) if name}
        )
        values = part.columns[self._place]
        if are_mainland(values):
            return Block(part.rows, values, fields)
        numbers: list[str] = []
        dropped = set()
        for place, value in enumerate(values):
            try:
                numbers.append(parse_number(value))
            except InvalidNumberError as error:
                numbers.append("")
                dropped.add(place)
                if value.strip() or not is_blank([column[place] for column in part.columns]):
                    column = self._head.number_column
                    bad.append(BadRow(part.rows[place], column, error.value, error.reason))
        block = Block(part.rows, numbers, fields)
        return block.drop(dropped) if dropped else block

    def _stop(self, block: Block, stop_list: StopList, bad: list[BadRow]) -> Block:
        stopped = {
            place for place, number in enumerate(block.numbers) if number in stop_list.numbers
        }
        reason = text("lists.stopped")
        bad += [self._explain(block, place, reason) for place in stopped]
        return block.drop(stopped) if stopped else block

    def _take_once(self, block: Block, bad: list[BadRow]) -> Block:
        before = self._seen.remember_all(block.numbers, block.rows)
        bad += [
            self._explain(block, place, text("lists.duplicate", first=first))
            for place, first in before.items()
        ]
        return block.drop(before) if before else block

    def _explain(self, block: Block, place: int, reason: Text) -> BadRow:
        column = self._head.number_column
        return BadRow(block.rows[place], column, block.fields.pick(column)[place], reason)


def _even_out(rows: Sequence[Row], names: Sequence[str], bad: list[BadRow]) -> Part:
    """The rows that stand under the names; empty cells too many do no harm."""
    width = len(names)
    good = []
    for row in rows:
        fault = row.fault
        if fault is None and is_blank(row.cells):
            continue
        if fault is None and (len(row.cells) < width or not is_blank(row.cells[width:])):
            fault = text("lists.ragged", cells=len(row.cells), columns=width)
        if fault is None:
            good.append(row)
        else:
            bad.append(BadRow(row.number, "", "", fault))
    columns = [[row.cells[place] for row in good] for place in range(width)]
    return Part([row.number for row in good], columns)
