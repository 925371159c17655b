"""What a person decides about a doubt."""

from __future__ import annotations

import re
from typing import Final

from mmskit.errors import CampaignError
from mmskit.outbox.database import Store
from mmskit.outbox.matching import match_stored
from mmskit.outbox.shards import find_shard, move
from mmskit.outbox.states import DECISIONS, State
from mmskit.texts import text

_MSGID: Final = re.compile(r"[0-9]{1,40}", re.ASCII)


def decide(store: Store, shard: int, decision: str, msgid: str) -> None:
    """Settle a doubt.

    Raises:
        CampaignError: it is none, or "accepted" comes without the msgid that is its evidence.
        ValueError: there is no such decision.
    """
    became: State | None = next((known for known in DECISIONS if known == decision), None)
    if became is None:
        raise ValueError(f"{decision!r} is none of {', '.join(DECISIONS)}")
    if became == "accepted" and not _MSGID.fullmatch(msgid):
        raise CampaignError(text("campaigns.no_msgid", msgid=msgid[:40]))
    with store.transaction() as db:
        found = find_shard(db, shard, store.row_lock)
        if found.state != "unknown":
            state = text(f"campaigns.state.{found.state}")
            raise CampaignError(text("campaigns.no_doubt", shard=shard, state=state))
        given = msgid if became == "accepted" else ""
        move(db, shard, "unknown", became, msgid=given, settled_by="person")
        if became == "ready":
            # Evidence for the first sending still counts, and keeps the second one back.
            db.execute(
                "UPDATE shards SET doubted = coalesce(doubted, began) WHERE number = ?", (shard,)
            )
        if given:
            match_stored(db, shard, given)
