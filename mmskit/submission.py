"""One submission, from its record to its outcome. Nothing is sent twice, and nothing unrecorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from mmskit.errors import (
    InvalidMessageError,
    InvalidNumberError,
    JournalError,
    MMSKitError,
    NotSentError,
    PlatformError,
)
from mmskit.message import Message
from mmskit.msisdn import spell_number
from mmskit.record import Record
from mmskit.records import Records
from mmskit.texts import Language

if TYPE_CHECKING:
    from mmskit.client import Receipt

OutcomeState = Literal["accepted", "refused", "not_sent", "unknown"]


class Sender(Protocol):
    """Sends a message once: a :class:`mmskit.Client`."""

    def send(self, message: Message, to: Sequence[str]) -> Receipt:
        """Send it, or raise."""


@dataclass(frozen=True)
class Submitted:
    """What is known after a submission.

    Attributes:
        record: as it is kept.
        state: ``not_sent`` alone is safe to try again; ``unknown`` must be settled by a person.
        receipt: of what was accepted, else None.
        error: why it was not accepted, else None.
        unkept: why the outcome could not be written down, or None; the record then says
            ``sending``, and is ``unknown`` for whoever lists it later.
    """

    record: Record
    state: OutcomeState
    receipt: Receipt | None = None
    error: Exception | None = None
    unkept: JournalError | None = None


def submit(
    records: Records,
    sender: Sender,
    message: Message,
    numbers: Sequence[str],
    *,
    account_name: str,
    url: str,
    reports: Path | None = None,
    parent: str = "",
    language: Language = "en",
) -> Submitted:
    """Write down that it is being sent, send it once, write down what came of it.

    Args:
        records: where it is written down.
        sender: sends it.
        message: fitted.
        numbers: as :func:`mmskit.msisdn.parse_number` returns them, each once.
        account_name: what the record calls the account.
        url: where it goes.
        reports: the folder of the journal that its delivery reports will come to.
        parent: the record whose failed recipients these are.
        language: of the sentence in the record.

    Raises:
        JournalError: it cannot be written down that it is being sent; nothing was sent.
    """
    record = records.begin(
        message, tuple(numbers), account_name, url, reports=reports, parent=parent
    )
    receipt: Receipt | None = None
    state: OutcomeState = "accepted"
    error: Exception | None = None
    try:
        receipt = sender.send(message, [spell_number(number) for number in numbers])
    except (NotSentError, InvalidMessageError, InvalidNumberError) as wrong:
        state, error = "not_sent", wrong
    except PlatformError as refusal:
        state, error = "refused", refusal
    except Exception as unclear:  # noqa: BLE001 - whatever it was, it may have been sent
        state, error = "unknown", unclear
    return _finish(records, Submitted(record, state, receipt, error), language)


def _finish(records: Records, submitted: Submitted, language: Language) -> Submitted:
    msgid = "" if submitted.receipt is None else submitted.receipt.msgid
    error = submitted.error
    said = error.render(language) if isinstance(error, MMSKitError) else str(error or "")
    record, unkept = submitted.record, None
    try:
        record = records.finish(record, submitted.state, msgid=msgid, said=said)
    except JournalError as failure:
        unkept = failure
    return Submitted(record, submitted.state, submitted.receipt, error, unkept)
