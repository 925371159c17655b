"""Who a batch goes to: everyone once, from a list or from a program, and what is left out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from itertools import islice
from typing import Final

from mmskit.errors import InvalidMessageError, InvalidNumberError, MMSKitError
from mmskit.msisdn import parse_number
from mmskit.recipients.bad_rows import BadRow
from mmskit.recipients.blocks import Block, RecordFields
from mmskit.recipients.reading import Recipient, RecipientList
from mmskit.recipients.seen import SeenNumbers
from mmskit.recipients.sifting import are_mainland
from mmskit.texts import Text, text
from mmskit.wire.batch import BatchProblem

OnBadRow = Callable[[BadRow], None]
"""What is told about a row that is left out."""

AnyRecipient = Recipient | tuple[str, Mapping[str, str]]
"""A recipient as a program may give it: as such, or as number and fields."""

_MOST: Final = 500
_AS_SENT: Final = re.compile(r"[1-9][0-9]{6,14}")


def read_addressees(
    recipients: RecipientList | Iterable[AnyRecipient], on_bad_row: OnBadRow | None
) -> Iterator[Block]:
    """Everyone once, in order.

    Raises:
        InvalidNumberError, InvalidMessageError: a number is none, or comes twice, and nobody
            wants to be told. A list keeps its bad rows itself.
        RecipientListError: the list can no longer be read.
    """
    if not isinstance(recipients, RecipientList):
        yield from _read_plain(recipients, on_bad_row)
        return
    if on_bad_row is None:
        yield from recipients.read_good()
        return
    for block, bad in recipients.read_blocks():
        for one in bad:
            on_bad_row(one)
        yield block


class BadRowsInOrder:
    """Tells of bad rows in the order of the list, however far ahead it is read."""

    def __init__(self, on_bad_row: OnBadRow) -> None:
        self._on_bad_row = on_bad_row
        self._found: list[BadRow] = []
        self._waiting: deque[list[BadRow]] = deque()

    def follow(self, recipients: RecipientList | Iterable[AnyRecipient]) -> Iterator[Block]:
        """Everyone once, in order; who is left out waits for the others of the same block."""
        for block in read_addressees(recipients, self._found.append):
            self._waiting.append(self._found.copy())
            self._found.clear()
            yield block

    def tell(self, more: Iterable[BadRow]) -> None:
        """Tell of those who were left out of the next block, and of more of the same."""
        for bad in sorted([*self._waiting.popleft(), *more], key=lambda one: one.row):
            self._on_bad_row(bad)

    def tell_rest(self) -> None:
        """Tell of those behind the last block."""
        for bad in self._found:
            self._on_bad_row(bad)


def leave_out(row: int, value: str, error: MMSKitError, on_bad_row: OnBadRow | None) -> None:
    """Tell about a row that is left out; where nobody wants to be told, raise its error."""
    if on_bad_row is not None:
        on_bad_row(name_bad_row(row, value, error))
        return
    if not isinstance(error, InvalidMessageError):
        error.place = text("batch.place", row=row)
    raise error


def name_bad_row(row: int, value: str, error: MMSKitError) -> BadRow:
    """The row that is left out for an error."""
    return BadRow(row, "", value, _find_reason(error))


def fault(code: str, row: int, **figures: object) -> InvalidMessageError:
    """Why the recipient of a row cannot be sent to."""
    return InvalidMessageError([BatchProblem(code, slot="text", figures=figures, row=row)])


def _line_up(given: Sequence[Recipient]) -> Block:
    return Block(
        [one.row for one in given],
        [one.number for one in given],
        RecordFields([one.fields for one in given]),
    )


def _read_plain(recipients: Iterable[AnyRecipient], on_bad_row: OnBadRow | None) -> Iterator[Block]:
    seen = SeenNumbers()
    if isinstance(recipients, Sized):
        seen.expect(len(recipients))
    rest, position = iter(recipients), 1
    while given := list(islice(rest, _MOST)):
        block = _take_pairs(position, given)
        if block is None:
            block = _line_up(list(_take_any(position, given, on_bad_row)))
        position += len(given)
        before = seen.remember_all(block.numbers, block.rows)
        for place, first in before.items():
            row = block.rows[place]
            twice = fault("number_twice", row, first=first)
            leave_out(row, block.numbers[place], twice, on_bad_row)
        yield block.drop(before) if before else block


def _take_pairs(position: int, given: Sequence[AnyRecipient]) -> Block | None:
    """What programs mostly give, pairs with plain mainland numbers; None for anything else."""
    if {*map(type, given)} != {tuple}:
        return None
    numbers, fields = zip(*given, strict=True)
    if not are_mainland(numbers):
        return None
    return Block(range(position, position + len(given)), numbers, RecordFields(fields))


def _take_any(
    position: int, given: Sequence[AnyRecipient], on_bad_row: OnBadRow | None
) -> Iterator[Recipient]:
    """A recipient's number may be as it is sent already; a pair's is as somebody wrote it."""
    for place, one in enumerate(given, position):
        if isinstance(one, Recipient) and _AS_SENT.fullmatch(one.number):
            yield one
            continue
        found = one if isinstance(one, Recipient) else Recipient(place, one[0], one[1])
        try:
            number = parse_number(found.number)
        except InvalidNumberError as error:
            leave_out(found.row, error.value, error, on_bad_row)
        else:
            yield Recipient(found.row, number, found.fields)


def _find_reason(error: MMSKitError) -> Text:
    """What is wrong, without the row."""
    if isinstance(error, InvalidNumberError):
        return error.reason
    if isinstance(error, InvalidMessageError) and isinstance(error.problems[0], BatchProblem):
        return error.problems[0].reason
    return error.sentence
