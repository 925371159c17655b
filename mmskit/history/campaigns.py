"""Campaigns in the history: what their files tell, and the messages that stand in them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mmskit.encoding import decode
from mmskit.errors import MMSKitError
from mmskit.history.mailing import Counts, Mailing, MailingState
from mmskit.message import Frame, Message
from mmskit.outbox import Campaign, Count, Person, Summary
from mmskit.outbox.files import find_entries, find_path, join, take_apart
from mmskit.outbox.states import State
from mmskit.wire.batch import decode_batch

_SETTLED_SECONDS: Final = 2.0

Stamp = tuple[int, ...]
"""What tells whether a campaign's file was written into."""


def find_stamp(folder: Path) -> Stamp | None:
    """The stamp of a campaign's file, or None where it may change without one's seeing it.

    That is while somebody sends it or may have died of it, and for as long as a clock may need to
    tell two writings apart.
    """
    try:
        if (folder / "holder.json").exists():
            return None
        found = (folder / "campaign.db").stat()
    except OSError:
        return None
    if abs(time.time() - found.st_mtime) < _SETTLED_SECONDS:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def describe_campaign(folder: Path) -> Mailing:
    """A campaign as the history lists it.

    Raises:
        CampaignError: it is none, or its making was interrupted.
        JournalError: it cannot be read.
    """
    with Campaign.open(folder) as campaign:
        summary = campaign.summary()
        return Mailing(
            id=campaign.id,
            time=campaign.created,
            kind=campaign.kind,
            title=campaign.title,
            account=campaign.account,
            url=campaign.url,
            recipients=summary.recipients,
            state=find_state(summary),
            doubtful=summary.shards["unknown"].recipients,
            submissions=sum(count.shards for count in summary.shards.values()),
            msgids=summary.msgids,
            said=summary.paused or "",
            parent=campaign.parent,
            folder=folder,
        )


def find_state(summary: Summary) -> MailingState:
    """How far a campaign is, in the words that single submissions have too."""
    stages: Mapping[str, MailingState] = {
        "draft": "draft",
        "ready": "ready",
        "sending": "sending",
        "paused": "paused",
        "doubtful": "unknown",
    }
    if summary.stage in stages:
        return stages[summary.stage]
    return _find_end(summary.shards)


def _find_end(shards: Mapping[State, Count]) -> MailingState:
    ends = {state for state, count in shards.items() if count.shards}
    if ends == {"accepted"}:
        return "accepted"
    if "accepted" in ends:
        return "partly"
    return "abandoned" if "abandoned" in ends else "refused"


def count_campaign(campaign: Campaign) -> Counts:
    """What became of the recipients of an open campaign."""
    found = campaign.status()
    left = found.shards["abandoned"].recipients
    told = found.delivered + sum(found.failed.values()) + sum(found.undocumented.values())
    return Counts(
        delivered=found.delivered,
        failed=dict(found.failed),
        undocumented=dict(found.undocumented),
        waiting=found.waiting,
        unknown=found.unknown + left,
        not_sent=found.recipients - told - found.waiting - found.unknown - left,
        failed_left=campaign.count_failed() if found.failed else 0,
        left=found.left.recipients,
    )


def read_message(campaign: Campaign, person: Person | None = None) -> Message | None:
    """The message as it was sent, or None where its file is gone or damaged.

    Args:
        campaign: an open one.
        person: whose text is wanted, where each has their own; by default the first one's.
    """
    try:
        if campaign.kind == "message":
            content = (campaign.folder / "content.txt").read_bytes().decode("ascii")
            return decode(content, title=campaign.title)
        shard = 1 if person is None else person.shard
        return _read_personal(find_path(campaign.folder, "personal", shard), person)
    except (OSError, ValueError, MMSKitError):
        return None


def _read_personal(path: Path, person: Person | None) -> Message | None:
    data = path.read_bytes()
    if person is not None:
        header, _ = take_apart(data)
        data = join(header, find_entries(data, {int(person.mobile)}))
    document = decode_batch([data])
    for _, said in document.entries:
        return Message(document.title, [Frame(text=said, picture=document.picture)])
    return None
