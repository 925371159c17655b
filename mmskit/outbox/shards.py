"""The shards of a campaign in its file: every change of state is one durable step."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any, Final

from mmskit.errors import CampaignError
from mmskit.outbox.database import Database, Store
from mmskit.outbox.matching import match_stored
from mmskit.outbox.reasons import read_text, write_text
from mmskit.outbox.states import FATAL, NEXT, Settler, State
from mmskit.texts import Text, text

_COLUMNS: Final = (
    "number, recipients, size, digest, state, began, msgid, code, said, settled_by, is_cut"
)

_RESERVED_BYTES: Final = 8_000
"""Space for the outcome, taken before a submission is made."""

_AFRESH: Final = {"began": None, "code": "", "said": "", "settled_by": ""}


@dataclass(frozen=True)
class SentShard:
    """One submission of a campaign.

    Attributes:
        number: from 1; halves of a shard that was too large get new ones.
        recipients: how many it has.
        size: bytes as submitted. Source: R13.
        digest: SHA-256 of its file.
        state: see :mod:`mmskit.outbox.states`.
        began: when it was last begun to be sent, UNIX seconds, or None.
        msgid: what the platform calls it; empty unless accepted.
        code: the refusal's short name, or "".
        said: why it is refused or unknown, or None.
        settled_by: ``answer``, ``reports``, ``person`` or ``crash``.
        is_cut: whether it was cut in two, which are shards of their own.
    """

    number: int
    recipients: int
    size: int
    digest: str
    state: State
    began: float | None
    msgid: str
    code: str
    said: Text | None
    settled_by: Settler
    is_cut: bool


def list_shards(db: Database, *states: State, lock: str = "") -> list[SentShard]:
    """Shards by number, all or those in some states; not those that were cut.

    ``lock`` is the store's, where they are about to be changed.
    """
    marks = ",".join("?" * len(states))
    wanted = f"AND state IN ({marks})" if states else ""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM shards WHERE is_cut = 0 {wanted} ORDER BY number{lock}",  # noqa: S608 - no input
        states,
    )
    return [_read(row) for row in rows]


def find_shard(db: Database, number: int, lock: str = "") -> SentShard:
    """A shard by its number. Raises CampaignError when there is none."""
    asked = f"SELECT {_COLUMNS} FROM shards WHERE number = ?{lock}"  # noqa: S608 - no input
    row = db.execute(asked, (number,)).fetchone()
    if row is None:
        raise CampaignError(text("campaigns.no_shard", shard=number))
    return _read(row)


def find_next(store: Store) -> SentShard | None:
    """The next shard to send."""
    with store.reading() as db:
        row = db.execute(
            f"SELECT {_COLUMNS} FROM shards WHERE state = 'ready' ORDER BY number LIMIT 1"  # noqa: S608 - no input
        ).fetchone()
    return None if row is None else _read(row)


def begin(store: Store, shard: SentShard, now: float) -> None:
    """Write down that a shard is being sent. Only after this may a connection be opened."""
    with store.transaction() as db:
        move(db, shard.number, "ready", "sending", began=now, ended=None)


def step_back(store: Store, shard: SentShard) -> None:
    """Not a byte has left: the shard waits as before."""
    with store.transaction() as db:
        move(db, shard.number, "sending", "ready", began=None)


def accept(store: Store, shard: SentShard, msgid: str, now: float) -> None:
    """Write down the platform's msgid; reports that came before it find their place."""
    with store.transaction() as db:
        move(db, shard.number, "sending", "accepted", msgid=msgid, ended=now, settled_by="answer")
        match_stored(db, shard.number, msgid)


def refuse(store: Store, shard: SentShard, code: str, said: Text, now: float) -> None:
    """Write down that the platform refused a shard: nothing of it was sent."""
    with store.transaction() as db:
        move(
            db,
            shard.number,
            "sending",
            "refused",
            code=code,
            said=write_text(said),
            ended=now,
            settled_by="answer",
        )


def doubt(store: Store, shard: SentShard, said: Text, now: float) -> None:
    """Write down that nobody knows what became of a shard."""
    with store.transaction() as db:
        move(db, shard.number, "sending", "unknown", said=write_text(said), ended=now)


def recover(store: Store, find_living: Callable[[Database], Container[int]] | None = None) -> int:
    """Make a doubt of every shard that was being sent when its process ended.

    Args:
        store: the campaign's. Where only one may send, whoever calls this holds its lock.
        find_living: finds the shards of those who are still there. Asked for only when the rows
            are locked: whoever began to send one just now is found.

    Returns:
        How many there were.
    """
    with store.transaction() as db:
        left = list_shards(db, "sending", lock=store.row_lock)
        living = find_living(db) if find_living is not None and left else ()
        left = [shard for shard in left if shard.number not in living]
        for shard in left:
            said = write_text(text("campaigns.interrupted"))
            move(db, shard.number, "sending", "unknown", said=said, settled_by="crash")
    return len(left)


def retry_fatal(store: Store) -> None:
    """Let shards wait again that were refused for a reason which a person has removed since."""
    with store.transaction() as db:
        for shard in list_shards(db, "refused", lock=store.row_lock):
            if shard.code in FATAL:
                move(db, shard.number, "refused", "ready", **_AFRESH)


def move(db: Database, number: int, was: State, became: State, **values: object) -> None:
    """Take a shard from one state into the next.

    Raises:
        CampaignError: it is not in that state (any more), or no way leads there.
    """
    if became not in NEXT[was]:
        states = {"was": _name(was), "became": _name(became)}
        raise CampaignError(text("campaigns.no_way", shard=number, **states))
    reserve = bytes(_RESERVED_BYTES) if became == "sending" else None
    given = {"state": became, "reserve": reserve, **values}
    columns = ", ".join(f"{name} = ?" for name in given)
    changed = db.execute(
        f"UPDATE shards SET {columns} WHERE number = ? AND state = ?",  # noqa: S608 - our own names
        (*given.values(), number, was),
    )
    if changed.rowcount != 1:
        raise CampaignError(text("campaigns.moved", shard=number, was=_name(was)))


def _name(state: State) -> Text:
    return text(f"campaigns.state.{state}")


def _read(row: Iterable[Any]) -> SentShard:
    values = [*row]
    values[8], values[10] = read_text(values[8]), bool(values[10])
    return SentShard(*values)
