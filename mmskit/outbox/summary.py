"""How a campaign stands in a few figures, quick enough for a list of thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mmskit.outbox.database import Database
from mmskit.outbox.reasons import read_text
from mmskit.outbox.states import State
from mmskit.outbox.status import Count, Stage, count_shards, find_stage
from mmskit.texts import Text


@dataclass(frozen=True)
class Summary:
    """What is known of a campaign's submissions; nothing of single people.

    Attributes:
        stage: as in :class:`Status`.
        paused: why it stopped by itself or was stopped, or None.
        recipients: how many people it is for.
        shards: shards and people by state.
        msgids: what the platform calls those it accepted, in order.
    """

    stage: Stage
    paused: Text | None
    recipients: int
    shards: Mapping[State, Count]
    msgids: tuple[str, ...]


def find_summary(db: Database, holder: Text | None) -> Summary:
    """Read it from a campaign's file.

    Args:
        db: the campaign's.
        holder: who is sending it, or None.
    """
    counts = count_shards(db)
    (frozen, paused) = db.execute("SELECT frozen, paused FROM campaign").fetchone()
    why = read_text(paused)
    stage = find_stage(counts, frozen, holder, why)
    msgids = db.execute("SELECT msgid FROM shards WHERE msgid != '' ORDER BY number")
    return Summary(
        stage=stage,
        paused=why if stage == "paused" else None,
        recipients=sum(count.recipients for count in counts.values()),
        shards=counts,
        msgids=tuple(msgid for (msgid,) in msgids),
    )
