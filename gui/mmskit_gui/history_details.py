"""What the history shows of one mailing, read beside the window."""

from __future__ import annotations

from dataclasses import dataclass, field

import mmskit
from mmskit.history import Counts, History, Mailing, MailingState
from mmskit.outbox import DeliveryPoint, Doubt, Person
from mmskit.outbox.people import Outcome

__all__ = [
    "Counts",
    "DeliveryPoint",
    "Doubt",
    "Mailing",
    "MailingDetails",
    "MailingState",
    "Outcome",
    "Person",
    "read_details",
]


@dataclass(frozen=True)
class MailingDetails:
    """A mailing in full; single people are read page by page.

    Attributes:
        mailing: it, as it stands now.
        counts: what became of its recipients.
        points: delivery over time.
        doubts: its submissions of which nobody knows whether they were accepted.
        message: what was sent, or None where it was not kept.
    """

    mailing: Mailing
    counts: Counts = field(default_factory=Counts)
    points: tuple[DeliveryPoint, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    message: mmskit.Message | None = field(default=None, repr=False)


def read_details(history: History, mailing: Mailing) -> MailingDetails:
    """Read everything about a mailing; reports that were fetched are taken in before.

    Raises:
        MMSKitError: it cannot be read.
    """
    history.read_reports(mailing)
    now = history.renew(mailing)
    return MailingDetails(
        mailing=now,
        counts=history.count(now),
        points=history.deliveries(now),
        doubts=history.find_doubts(now),
        message=history.read_message(now),
    )


def count_outcome(counts: Counts, outcome: Outcome | None, everyone: int) -> int:
    """How many recipients have an outcome, or how many there are."""
    return {
        None: everyone,
        "delivered": counts.delivered,
        "failed": sum(counts.failed.values()),
        "other": sum(counts.undocumented.values()),
        "waiting": counts.waiting,
        "unknown": counts.unknown,
        "not_sent": counts.not_sent,
    }[outcome]
