"""What delivery reports say about a doubt: somebody's phone got it, so the platform had taken it.

A msgid that nobody knows, whose reports all go to recipients of one doubtful shard, is that shard's.
One report could be of a message that another program sent with the same account, so it takes
several before a doubt is settled by itself; fewer are shown to the person who decides.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Final

from mmskit.outbox.database import Database, Store
from mmskit.outbox.matching import SKEW_SECONDS, match_stored
from mmskit.outbox.shards import find_shard, move
from mmskit.outbox.states import Settler
from mmskit.wire.sent import SentRecord

_OPEN: Final = frozenset({"unknown", "ready"})
_ENOUGH: Final = 3
_LEAST: Final = 2


@dataclass(frozen=True)
class Evidence:
    """A msgid that may be a doubtful shard's.

    Attributes:
        shard: the shard's number.
        msgid: unknown to every submission that mmskit knows of.
        reports: how many of the shard's recipients were reported under it.
        recipients: how many the shard has.
        proves: whether it settles the doubt: it is the only such msgid, nobody outside the shard
            was reported under it, and it names three recipients (both, where there are two).
    """

    shard: int
    msgid: str
    reports: int
    recipients: int
    proves: bool


_IS_DOUBTFUL: Final = "(state = 'unknown' OR (state = 'ready' AND doubted IS NOT NULL))"

# From one msgid to the next in the index: a million reports have a thousand of them.
_CANDIDATES: Final = f"""
WITH RECURSIVE seen (msgid) AS (
    SELECT min(msgid) FROM reports UNION ALL
    SELECT (SELECT min(msgid) FROM reports WHERE msgid > seen.msgid) FROM seen
    WHERE seen.msgid IS NOT NULL
), strange AS (
    SELECT msgid FROM seen WHERE msgid IS NOT NULL
    AND msgid NOT IN (SELECT msgid FROM shards) AND msgid NOT IN (SELECT msgid FROM others)
)
SELECT p.msgid, min(r.shard), count(DISTINCT p.mobile), min(s.recipients)
FROM strange JOIN reports p ON p.msgid = strange.msgid
JOIN recipients r ON r.mobile = p.mobile JOIN shards s ON s.number = r.shard
GROUP BY p.msgid HAVING count(DISTINCT r.shard) = 1
    AND min(CASE WHEN {_IS_DOUBTFUL} THEN 1 ELSE 0 END) = 1
    AND min(p.time) >= min(coalesce(s.doubted, s.began)) - ?
ORDER BY min(r.shard), p.msgid
"""  # noqa: S608 - no input

_DOUBTFUL: Final = f"""
SELECT number, coalesce(doubted, began) FROM shards WHERE {_IS_DOUBTFUL} ORDER BY number
"""  # noqa: S608 - no input


def find_evidence(db: Database, known: Container[str] = ()) -> list[Evidence]:
    """What there is, by shard.

    Args:
        db: the campaign's.
        known: msgids of submissions elsewhere, such as other campaigns'.
    """
    if db.execute(_DOUBTFUL).fetchone() is None:
        return []
    rows = [row for row in db.execute(_CANDIDATES, (SKEW_SECONDS,)) if row[0] not in known]
    shards = [shard for _, shard, _, _ in rows]
    return [
        Evidence(
            shard,
            msgid,
            count,
            recipients,
            proves=shards.count(shard) == 1 and count >= max(_LEAST, min(_ENOUGH, recipients)),
        )
        for msgid, shard, count, recipients in rows
    ]


def settle(store: Store, find_known: Callable[[], Container[str]] = frozenset) -> list[Evidence]:
    """Accept every doubtful shard that is proved to have been taken.

    Args:
        store: the campaign's file.
        find_known: finds the msgids of submissions elsewhere, asked for only where there is
            evidence.

    Returns:
        The evidence that settled them.
    """
    with store.reading() as db:
        if not find_evidence(db):
            return []
        found = [evidence for evidence in find_evidence(db, find_known()) if evidence.proves]
    return _accept(store, found, "reports")


def settle_by_records(
    store: Store,
    records: Iterable[SentRecord],
    find_known: Callable[[], Container[str]] = frozenset,
) -> list[Evidence]:
    """Accept every doubtful shard that the platform's records list, person by person.

    A record counts that names exactly the shard's recipients, is not older than the shard's
    sending, has a msgid that no other submission has, and is the only such one.

    Args:
        store: the campaign's file.
        records: what the platform says it took; those of one msgid belong together.
        find_known: finds the msgids of submissions elsewhere.

    Returns:
        What settled them.
    """
    listed: dict[str, set[str]] = {}
    times: dict[str, float] = {}
    for record in records:
        listed.setdefault(record.msgid, set()).update(record.mobiles)
        at = record.time.timestamp()
        times[record.msgid] = min(at, times.get(record.msgid, at))
    with store.reading() as db:
        own = {row[0] for row in db.execute("SELECT msgid FROM shards")}
        doubtful = db.execute(_DOUBTFUL).fetchall()
        people = {
            shard: {
                str(row[0])
                for row in db.execute("SELECT mobile FROM recipients WHERE shard = ?", (shard,))
            }
            for shard, _ in doubtful
        }
    known = find_known() if doubtful else ()
    found = []
    for shard, began in doubtful:
        matching = [
            msgid
            for msgid, mobiles in listed.items()
            if mobiles == people[shard]
            and times[msgid] >= began - SKEW_SECONDS
            and msgid not in own
            and msgid not in known
        ]
        if len(matching) == 1:
            count = len(people[shard])
            found.append(Evidence(shard, matching[0], count, count, proves=True))
    return _accept(store, found, "records")


def _accept(store: Store, found: Iterable[Evidence], settled_by: Settler) -> list[Evidence]:
    settled = []
    for evidence in found:
        with store.transaction() as db:
            # One that a person wanted to send again is "ready", and must not go out. One that is
            # on its way, or was decided since it was looked at, is its sender's, or that person's.
            was = find_shard(db, evidence.shard, store.row_lock).state
            if was not in _OPEN:
                continue
            move(
                db,
                evidence.shard,
                was,
                "accepted",
                msgid=evidence.msgid,
                said="",
                settled_by=settled_by,
            )
            match_stored(db, evidence.shard, evidence.msgid)
            settled.append(evidence)
    return settled
