"""How a campaign stands, as windows show it: its own file, and whether a process is at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mmskit.errors import CampaignError
from mmskit.texts import Text
from mmskit_gui.campaign_process import read_failure

if TYPE_CHECKING:
    from mmskit.outbox import Status


@dataclass(frozen=True)
class CampaignState:
    """A campaign as it was found at one moment. It holds no number.

    Attributes:
        folder: where it is kept.
        kind: ``personal`` or ``message``.
        title: the message's.
        created: when it was made.
        account: what the person calls the account.
        url: where it goes.
        parent: the campaign whose failed recipients these are, or "".
        status: how it stands.
        sending: whether a process is at it, or was just started for it.
        failed: why the latest process gave up without having been paused, or None.
    """

    folder: Path
    kind: Literal["personal", "message"]
    title: str
    created: datetime
    account: str
    url: str
    parent: str
    status: Status
    sending: bool = False
    failed: Text | None = None

    @property
    def left(self) -> int:
        """How many people a resumption would send to."""
        return self.status.left.recipients

    @property
    def submissions_left(self) -> int:
        """In how many submissions."""
        return self.status.left.shards

    @property
    def unfinished(self) -> bool:
        """Whether a person has to do something: go on with it, or decide its doubts."""
        return self.status.stage in {"ready", "paused", "doubtful"} or bool(self.status.doubts)

    @property
    def begun(self) -> bool:
        """Whether anything of it may have been sent."""
        return self.status.stage not in {"draft", "ready"}


def read_state(folder: Path, *, alive: bool = False) -> CampaignState:
    """Look at a campaign.

    Args:
        folder: the campaign's.
        alive: whether a process was started for it that still runs; it may not have its lock yet.

    Raises:
        CampaignError: there is none, or its making was interrupted.
        JournalError: it cannot be read.
    """
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the app starts without it

    with Campaign.open(folder) as campaign:
        status = campaign.status()
        sending = alive or status.holder is not None
        return CampaignState(
            folder=folder,
            kind=campaign.kind,
            title=campaign.title,
            created=campaign.created,
            account=campaign.account,
            url=campaign.url,
            parent=campaign.parent,
            status=status,
            sending=sending,
            failed=None if sending else read_failure(folder),
        )


def list_states(home: Path) -> list[CampaignState]:
    """Every campaign that can be read, the newest first.

    One whose making was interrupted, of which nothing was sent, is passed over.

    Raises:
        JournalError: one cannot be read.
    """
    from mmskit.outbox import find_campaigns  # noqa: PLC0415 - the app starts without it

    states = []
    for folder in find_campaigns(home):
        try:
            states.append(read_state(folder))
        except CampaignError:
            continue
    return states
