"""One submission, from its record to its outcome, in a worker's thread. Nothing is sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import mmskit
from mmskit.errors import (
    InvalidMessageError,
    InvalidNumberError,
    MMSKitError,
    NotSentError,
    PlatformError,
)
from mmskit.msisdn import spell_number
from mmskit.records import Record, Records
from mmskit.texts import Language, Text
from mmskit_gui.tasks import as_sentence

OutcomeState = Literal["accepted", "refused", "not_sent", "unknown"]


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
    language: Language = "en",
) -> Outcome:
    """Write down that it is being sent, send it once, write down what came of it.

    Args:
        records: where it is written down.
        client: sends it.
        account_name: what the record calls the account.
        message: fitted.
        numbers: as :func:`mmskit.msisdn.parse_number` returns them, each once.
        language: of the sentence in the record.

    Raises:
        MMSKitError, OSError: it cannot be written down that it is being sent; nothing was sent.
    """
    record = records.begin(message, tuple(numbers), account_name, client.account.url)
    state: OutcomeState = "unknown"
    sentence: Text | None = None
    msgid = ""
    try:
        msgid = client.send(message, [spell_number(number) for number in numbers]).msgid
        state = "accepted"
    except (NotSentError, InvalidMessageError, InvalidNumberError) as error:
        state, sentence = "not_sent", error.sentence
    except PlatformError as error:
        state, sentence = "refused", error.sentence
    except Exception as error:  # noqa: BLE001 - whatever it was, it may have been sent
        sentence = as_sentence(error).sentence
    return _finish(records, Outcome(state, record, sentence, msgid), language)


def _finish(records: Records, outcome: Outcome, language: Language) -> Outcome:
    said = "" if outcome.sentence is None else outcome.sentence.render(language)
    unkept = None
    record = outcome.record
    try:
        record = records.finish(record, outcome.state, msgid=outcome.msgid, said=said)
    except (MMSKitError, OSError) as error:
        unkept = as_sentence(error).sentence
    return Outcome(outcome.state, record, outcome.sentence, outcome.msgid, unkept)
