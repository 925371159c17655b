"""How a campaign stands: what was sent, what came of it, and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from mmskit.outbox.database import Database
from mmskit.outbox.evidence import Evidence, find_evidence
from mmskit.outbox.reasons import read_text
from mmskit.outbox.shards import SentShard, list_shards
from mmskit.outbox.states import FATAL, STATES, State
from mmskit.texts import Text
from mmskit.wire.reports import CHINA, DeliveryReport

Stage = Literal["draft", "ready", "sending", "paused", "doubtful", "done"]
"""How far a campaign is: ``paused`` has shards left, ``doubtful`` nothing but doubts."""

_NOW: Final = datetime(2000, 1, 1, tzinfo=CHINA)


@dataclass(frozen=True)
class Count:
    """Shards in one state.

    Attributes:
        shards: how many.
        recipients: how many people they are for.
    """

    shards: int = 0
    recipients: int = 0


@dataclass(frozen=True)
class Doubt:
    """A shard of which nobody knows whether the platform took it.

    Attributes:
        shard: its number.
        recipients: how many people it is for.
        cost: how many messages it costs if it is sent again and had been taken: one a recipient.
        began: when it was sent, timezone-aware.
        said: why it is not known.
        evidence: msgids that may be its own.
    """

    shard: int
    recipients: int
    cost: int
    began: datetime
    said: Text | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Status:
    """How a campaign stands.

    Attributes:
        stage: ``draft``, ``ready``, ``sending``, ``paused``, ``doubtful`` or ``done``.
        paused: why it stopped by itself or was stopped, or None.
        holder: who is sending it right now, or None.
        recipients: how many people it is for.
        shards: shards and people by state.
        delivered: people whose phone got it.
        failed: people whose phone did not, by the platform's code. Source: MMS §5.1.7.
        undocumented: people with any other code, by it: neither delivered nor failed.
        waiting: people in accepted shards of whom no report came yet.
        unknown: people in doubt.
        doubts: every shard in doubt.
        refusals: shards that the platform refused, with what it said.
        left: what going on would send: what waits, and what was refused for a reason that a person
            can remove, such as the balance. Other refusals are final.
    """

    stage: Stage
    paused: Text | None
    holder: Text | None
    recipients: int
    shards: Mapping[State, Count]
    delivered: int
    failed: Mapping[str, int]
    undocumented: Mapping[str, int]
    waiting: int
    unknown: int
    doubts: tuple[Doubt, ...]
    refusals: tuple[tuple[int, int, Text | None], ...]
    left: Count = Count()


def find_outcome(status: str) -> Literal["delivered", "failed", "unknown"]:
    """``delivered``, ``failed`` or ``unknown`` for a code no document maps."""
    return DeliveryReport("", "", status, _NOW).outcome


def find_status(
    db: Database,
    holder: Text | None,
    find_known: Callable[[], Container[str]] = frozenset,
) -> Status:
    """Read it from a campaign's file.

    Args:
        db: the campaign's.
        holder: who is sending it, or None.
        find_known: finds the msgids of submissions elsewhere, asked for only where there are doubts.
    """
    counts = count_shards(db)
    told = dict(
        db.execute(
            "SELECT status, count(*) FROM recipients WHERE status IS NOT NULL GROUP BY status"
        ).fetchall()
    )
    by_outcome: dict[str, dict[str, int]] = {"delivered": {}, "failed": {}, "unknown": {}}
    for status, number in sorted(told.items()):
        by_outcome[find_outcome(status)][status] = number
    (frozen, paused) = db.execute("SELECT frozen, paused FROM campaign").fetchone()
    why = read_text(paused)
    stage = find_stage(counts, frozen, holder, why)
    refused = list_shards(db, "refused")
    return Status(
        stage=stage,
        paused=why if stage == "paused" else None,
        holder=holder,
        recipients=sum(count.recipients for count in counts.values()),
        shards=counts,
        delivered=sum(by_outcome["delivered"].values()),
        failed=by_outcome["failed"],
        undocumented=by_outcome["unknown"],
        waiting=counts["accepted"].recipients - sum(told.values()),
        unknown=counts["unknown"].recipients + (0 if holder else counts["sending"].recipients),
        doubts=_find_doubts(db, find_known),
        refusals=tuple((shard.number, shard.recipients, shard.said) for shard in refused),
        left=_find_left(counts["ready"], refused),
    )


def _find_left(ready: Count, refused: Iterable[SentShard]) -> Count:
    again = [shard.recipients for shard in refused if shard.code in FATAL]
    return Count(ready.shards + len(again), ready.recipients + sum(again))


def count_shards(db: Database) -> dict[State, Count]:
    """Shards and people by state; every state has its place."""
    counts = {state: Count() for state in STATES}
    for state, number, people in db.execute(
        "SELECT state, count(*), sum(recipients) FROM shards WHERE is_cut = 0 GROUP BY state"
    ):
        counts[state] = Count(number, int(people))
    return counts


def find_stage(
    counts: Mapping[State, Count],
    frozen: str,
    holder: Text | None,
    why: Text | None,
) -> Stage:
    """How far a campaign is."""
    begun = any(counts[state].shards for state in STATES[2:])
    stopped = why is not None and bool(counts["refused"].shards)
    stages: tuple[tuple[bool, Stage], ...] = (
        (not frozen, "draft"),
        (holder is not None, "sending"),
        (bool(counts["ready"].shards) and not begun and why is None, "ready"),
        (bool(counts["ready"].shards) or stopped, "paused"),
        (bool(counts["unknown"].shards), "doubtful"),
    )
    return next((stage for holds, stage in stages if holds), "done")


def _find_doubts(db: Database, find_known: Callable[[], Container[str]]) -> tuple[Doubt, ...]:
    doubtful = list_shards(db, "unknown")
    evidence = find_evidence(db, find_known()) if doubtful else []
    return tuple(
        Doubt(
            shard=shard.number,
            recipients=shard.recipients,
            cost=shard.recipients,
            began=datetime.fromtimestamp(shard.began or 0, UTC),
            said=shard.said,
            evidence=tuple(one for one in evidence if one.shard == shard.number),
        )
        for shard in doubtful
    )
