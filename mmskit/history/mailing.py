"""One message on its way to its recipients, whichever way it was sent: as the history lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from mmskit.record import Record
from mmskit.texts import Text, has, text

Kind = Literal["message", "personal"]
"""One message for all, or a text for each recipient."""

MailingState = Literal[
    "draft",
    "ready",
    "sending",
    "paused",
    "accepted",
    "partly",
    "refused",
    "not_sent",
    "unknown",
    "abandoned",
]
"""How far it is: ``partly`` was accepted for some and refused or left for others, ``unknown`` has
submissions of which nobody knows whether they were accepted, ``abandoned`` was left like that."""

STATES: Final[tuple[MailingState, ...]] = (
    "unknown",
    "paused",
    "sending",
    "ready",
    "accepted",
    "partly",
    "refused",
    "not_sent",
    "abandoned",
    "draft",
)
"""Every state, what wants a person first."""


@dataclass(frozen=True)
class Mailing:
    """A single submission, or a campaign of many.

    Attributes:
        id: what it is called; no other has the name.
        time: when it was begun, or made, timezone-aware.
        kind: ``message`` or ``personal``.
        title: the message's.
        account: what the person calls the account.
        url: where it went.
        recipients: how many people it is for.
        state: how far it is.
        doubtful: people of whom nobody knows whether their message was accepted.
        submissions: how many submissions it is.
        msgids: what the platform calls those it accepted.
        said: what the platform said, or why it was not sent or stopped; "" where there is nothing.
        parent: the mailing whose failed recipients these were, or "".
        folder: the campaign's folder, or None for a single submission.
        record: the single submission's record, or None for a campaign.
    """

    id: str
    time: datetime
    kind: Kind
    title: str
    account: str
    url: str
    recipients: int
    state: MailingState
    doubtful: int = 0
    submissions: int = 1
    msgids: tuple[str, ...] = ()
    said: Text | str = ""
    parent: str = ""
    folder: Path | None = None
    record: Record | None = field(default=None, repr=False)

    @property
    def is_campaign(self) -> bool:
        """Whether it is a campaign, which can be paused and goes on where it stopped."""
        return self.folder is not None


@dataclass(frozen=True)
class Counts:
    """What became of the recipients of a mailing.

    Attributes:
        delivered: people whose phone got it.
        failed: people whose phone did not, by the platform's code. Source: MMS §5.1.7.
        undocumented: people with any other code, by it: neither delivered nor failed.
        waiting: people for whom it was accepted, of whom no report came yet.
        unknown: people in doubt.
        not_sent: everybody else.
        failed_left: people whose message failed and who were not sent to once more since.
        left: people whom going on with a campaign would send to; those of ``not_sent`` but the ones
            whom the platform refused for good.
    """

    delivered: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    undocumented: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    unknown: int = 0
    not_sent: int = 0
    failed_left: int = 0
    left: int = 0


def find_meaning(status: str) -> Text:
    """What the documents say of a code. Source: MMS §5.1.7, SMS §7.1.2."""
    key = f"history.code.{status}"
    return text(key if has(key) else "history.code.other")
