"""Who a batch goes to: everyone once, from a list or from a program, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from mmskit.errors import InvalidMessageError, InvalidNumberError, MMSKitError
from mmskit.msisdn import parse_number
from mmskit.recipients import BadRow, Recipient, RecipientList
from mmskit.seen import SeenNumbers
from mmskit.texts import Text, text
from mmskit.wire.batch import BatchProblem

OnBadRow = Callable[[BadRow], None]
"""What is told about a row that is left out."""

AnyRecipient = Recipient | tuple[str, Mapping[str, str]]
"""A recipient as a program may give it: as such, or as number and fields."""

Addressee = tuple[int, str, Mapping[str, str]]
"""Row, number as it is sent, and fields."""

_AS_SENT: Final = re.compile(r"[1-9][0-9]{6,14}")


def read_addressees(
    recipients: RecipientList | Iterable[AnyRecipient], on_bad_row: OnBadRow | None
) -> Iterator[Addressee]:
    """Everyone once, in order.

    Raises:
        InvalidNumberError, InvalidMessageError: a number is none, or comes twice, and nobody
            wants to be told. A list keeps its bad rows itself.
        RecipientListError: the list can no longer be read.
    """
    if not isinstance(recipients, RecipientList):
        yield from _read_plain(recipients, on_bad_row)
        return
    for found in recipients if on_bad_row is None else recipients.read_rows():
        if isinstance(found, Recipient):
            yield found.row, found.number, found.fields
        elif on_bad_row is not None:
            on_bad_row(found)


def leave_out(row: int, value: str, error: MMSKitError, on_bad_row: OnBadRow | None) -> None:
    """Tell about a row that is left out; where nobody wants to be told, raise its error."""
    if on_bad_row is not None:
        on_bad_row(BadRow(row, "", value, _find_reason(error)))
        return
    if not isinstance(error, InvalidMessageError):
        error.place = text("batch.place", row=row)
    raise error


def fault(code: str, row: int, **figures: object) -> InvalidMessageError:
    """Why the recipient of a row cannot be sent to."""
    return InvalidMessageError([BatchProblem(code, slot="text", figures=figures, row=row)])


def _read_plain(
    recipients: Iterable[AnyRecipient], on_bad_row: OnBadRow | None
) -> Iterator[Addressee]:
    seen = SeenNumbers()
    for position, given in enumerate(recipients, 1):
        try:
            row, number, fields = _take(position, given)
        except InvalidNumberError as error:
            row = given.row if isinstance(given, Recipient) else position
            leave_out(row, error.value, error, on_bad_row)
            continue
        first = seen.remember(number, row)
        if first is None:
            yield row, number, fields
        else:
            leave_out(row, number, fault("number_twice", row, first=first), on_bad_row)


def _take(position: int, given: AnyRecipient) -> Addressee:
    """A recipient's number is as it is sent already, a pair's is as somebody wrote it."""
    if not isinstance(given, Recipient):
        return position, parse_number(given[0]), given[1]
    if _AS_SENT.fullmatch(given.number):
        return given.row, given.number, given.fields
    return given.row, parse_number(given.number), given.fields


def _find_reason(error: MMSKitError) -> Text:
    """What is wrong, without the row."""
    if isinstance(error, InvalidNumberError):
        return error.reason
    if isinstance(error, InvalidMessageError) and isinstance(error.problems[0], BatchProblem):
        return error.problems[0].reason
    return error.sentence
