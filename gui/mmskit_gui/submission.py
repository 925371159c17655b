"""One submission, as the app tells of it, in a worker's thread. Nothing is sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mmskit
from mmskit import submission
from mmskit.record import Record
from mmskit.records import Records
from mmskit.submission import OutcomeState
from mmskit.texts import Language, Text
from mmskit_gui.tasks import as_sentence


@dataclass(frozen=True)
class Outcome:
    """What is known after a submission.

    Attributes:
        state: ``not_sent`` alone is safe to try again; ``unknown`` must be settled by a person.
        record: as it is kept.
        sentence: what happened and what to do; None when it was accepted.
        msgid: the platform's id, when it was accepted.
        unkept: why the outcome could not be written down, or None; the record then says
            ``sending``, and will be taken for unknown at the next start.
    """

    state: OutcomeState
    record: Record
    sentence: Text | None = None
    msgid: str = ""
    unkept: Text | None = None


def submit(
    records: Records,
    client: mmskit.Client,
    account_name: str,
    message: mmskit.Message,
    numbers: Sequence[str],
    *,
    reports: Path | None = None,
    parent: str = "",
    language: Language = "en",
) -> Outcome:
    """Write down that it is being sent, send it once, write down what came of it.

    Args:
        records: where it is written down.
        client: sends it.
        account_name: what the record calls the account.
        message: fitted.
        numbers: as :func:`mmskit.msisdn.parse_number` returns them, each once.
        reports: the folder of the journal that its delivery reports will come to.
        parent: the record whose failed recipients these are, or "".
        language: of the sentence in the record.

    Raises:
        MMSKitError: it cannot be written down that it is being sent; nothing was sent.
    """
    sent = submission.submit(
        records,
        client,
        message,
        numbers,
        account_name=account_name,
        url=client.account.url,
        reports=reports,
        parent=parent,
        language=language,
    )
    return Outcome(
        sent.state,
        sent.record,
        None if sent.error is None else as_sentence(sent.error).sentence,
        "" if sent.receipt is None else sent.receipt.msgid,
        None if sent.unkept is None else sent.unkept.sentence,
    )
