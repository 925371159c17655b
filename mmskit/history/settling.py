"""What a person decides about a single submission that is in doubt."""

from __future__ import annotations

import re
from typing import Final

from mmskit.errors import CampaignError
from mmskit.record import Record, State
from mmskit.records import Records
from mmskit.texts import text

_MSGID: Final = re.compile(r"[0-9]{1,40}", re.ASCII)
_BECOMES: Final[dict[str, State]] = {
    "accepted": "accepted",
    "ready": "not_sent",
    "abandoned": "abandoned",
}


def settle_record(records: Records, record: Record, decision: str, msgid: str = "") -> Record:
    """Write down what a person found out about a doubt.

    Args:
        records: where it is kept.
        record: the doubtful one.
        decision: ``accepted``, ``ready`` (it counts as not sent, and may be sent again), or
            ``abandoned``.
        msgid: what the platform calls it, for ``accepted``, or "".

    Raises:
        CampaignError: it is not in doubt (any more), or the msgid is none.
        JournalError: it cannot be written down.
        ValueError: there is no such decision.
    """
    became = _BECOMES.get(decision)
    if became is None:
        raise ValueError(f"{decision!r} is none of {', '.join(_BECOMES)}")
    given = msgid if became == "accepted" else ""
    if given and not _MSGID.fullmatch(given):
        raise CampaignError(text("campaigns.no_msgid", msgid=given[:40]))
    now = next((one for one in records.list() if one.id == record.id), None)
    if now is None or now.state != "unknown":
        raise CampaignError(text("history.no_doubt", name=record.id))
    return records.finish(now, became, msgid=given, said=now.said)
