"""Single submissions in the history: a record, and the reports of its account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import islice
from typing import Final

from mmskit.history.mailing import Counts, Mailing
from mmskit.ledger import Delivery, Ledger
from mmskit.outbox import Doubt, Evidence, Person
from mmskit.outbox.people import Outcome
from mmskit.record import Record

_SKEW: Final = timedelta(minutes=10)
"""How far the platform's clock may be behind ours."""

_DOUBTFUL: Final = frozenset({"unknown", "abandoned"})


def describe_record(record: Record) -> Mailing:
    """A record as the history lists it."""
    doubtful = record.state in _DOUBTFUL
    return Mailing(
        id=record.id,
        time=record.time,
        kind="message",
        title=record.title,
        account=record.account,
        url=record.url,
        recipients=len(record.recipients),
        state=record.state,
        doubtful=len(record.recipients) if record.state == "unknown" else 0,
        msgids=(record.msgid,) if record.msgid else (),
        said="" if doubtful and not record.said else record.said,
        parent=record.parent,
        record=record,
    )


def count_record(record: Record, ledger: Ledger, resent: Collection[str]) -> Counts:
    """What became of the recipients.

    Args:
        record: the submission's.
        ledger: the reports of its account.
        resent: the recipients who were sent to once more since.
    """
    everyone = len(record.recipients)
    if record.state in _DOUBTFUL:
        return Counts(unknown=everyone)
    if record.state != "accepted":
        return Counts(not_sent=everyone)
    found = ledger.find(record.msgid, record.recipients)
    codes = Counter((one.state, one.status) for one in found.values())
    left = sum(one.state == "failed" and number not in resent for number, one in found.items())
    return Counts(
        delivered=sum(count for (state, _), count in codes.items() if state == "delivered"),
        failed={code: count for (state, code), count in codes.items() if state == "failed"},
        undocumented={code: count for (state, code), count in codes.items() if state == "unknown"},
        waiting=sum(count for (state, _), count in codes.items() if state == "waiting"),
        failed_left=left,
    )


def find_failed_of(record: Record, ledger: Ledger, resent: Collection[str]) -> tuple[str, ...]:
    """The recipients whose message failed, and who were not sent to once more since."""
    found = ledger.find(record.msgid, record.recipients)
    return tuple(
        number for number, one in found.items() if one.state == "failed" and number not in resent
    )


def list_told(record: Record, ledger: Ledger) -> Iterator[tuple[int, str, int]]:
    """What was reported when."""
    for one in ledger.find(record.msgid, record.recipients).values():
        if one.time is not None:
            yield round(one.time.timestamp()), one.state, 1


def list_people(
    record: Record,
    ledger: Ledger,
    offset: int = 0,
    limit: int | None = None,
    outcome: Outcome | None = None,
) -> list[Person]:
    """Recipients and what became of their message, as the record names them; all, or a part.

    Args:
        record: the submission's.
        ledger: the reports of its account.
        offset: how many come before them.
        limit: at most so many; None for all.
        outcome: only those with this one.
    """
    if outcome is None:
        numbers = record.recipients[offset : None if limit is None else offset + limit]
        return [_describe(record, *told) for told in ledger.find(record.msgid, numbers).items()]
    found = ledger.find(record.msgid, record.recipients).items()
    fitting = (told for told in found if _find_outcome(record, told[1]) == outcome)
    return [_describe(record, *told) for told in islice(fitting, offset, limit and offset + limit)]


def _describe(record: Record, number: str, one: Delivery) -> Person:
    outcome = _find_outcome(record, one)
    return Person(number, 1, record.state, record.msgid, outcome, one.status, one.time)


def _find_outcome(record: Record, one: Delivery) -> Outcome:
    if record.state == "accepted":
        return "other" if one.state == "unknown" else one.state
    return "not_sent" if record.state in {"refused", "not_sent"} else "unknown"


def find_doubt(record: Record, ledger: Ledger, known: Collection[str]) -> Doubt | None:
    """The doubt of a record, with what speaks for its having been accepted, or None.

    Args:
        record: the submission's.
        ledger: the reports of its account.
        known: the msgids of all other submissions.
    """
    if record.state != "unknown":
        return None
    count = len(record.recipients)
    return Doubt(1, count, count, record.time, None, tuple(find_evidence(record, ledger, known)))


def find_evidence(record: Record, ledger: Ledger, known: Collection[str]) -> Iterator[Evidence]:
    """Msgids of no submission, with reports for recipients of a record and for nobody else."""
    people = set(record.recipients)
    earliest = record.time - _SKEW
    for msgid, found in ledger.find_strays(known).items():
        later = all(one.time is None or one.time >= earliest for one in found.values())
        if later and set(found) <= people:
            yield Evidence(1, msgid, len(found), len(people), proves=False)
