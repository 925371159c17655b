"""The states of a shard, and which may follow which.

::

    draft ──→ ready ──→ sending ──→ accepted
                              ├───→ refused ──→ ready       by a person, its reason gone
                              ├───→ ready                   not a byte had left
                              └───→ unknown ──→ accepted    on evidence
                                            ├─→ ready       by a person
                                            └─→ abandoned   by a person

"sending" is durable before a connection is opened. It becomes "ready" again only if not a byte had
left, and "unknown" if the process ends before it is known how it went.
"""

from __future__ import annotations

from typing import Final, Literal

State = Literal["draft", "ready", "sending", "accepted", "refused", "unknown", "abandoned"]

STATES: Final[tuple[State, ...]] = (
    "draft",
    "ready",
    "sending",
    "accepted",
    "refused",
    "unknown",
    "abandoned",
)

Settler = Literal["", "answer", "reports", "records", "person", "crash"]
"""What brought a shard into its state: the platform's answer, delivery reports, the platform's records,
a person, a crash."""

NEXT: Final[dict[State, frozenset[State]]] = {
    "draft": frozenset({"ready"}),
    "ready": frozenset({"sending", "refused", "accepted"}),
    "sending": frozenset({"accepted", "refused", "unknown", "ready"}),
    "accepted": frozenset(),
    "refused": frozenset({"ready"}),
    "unknown": frozenset({"accepted", "ready", "abandoned"}),
    "abandoned": frozenset(),
}
"""What may come after a state. From "ready" to "refused" goes only a shard that is cut in two
because one as large was refused for its size; and to "accepted" one that a person wanted to send
again, for which evidence came in time."""

DECISIONS: Final = ("accepted", "ready", "abandoned")
"""What a person may make of a doubt."""

FATAL: Final = frozenset(
    {
        "insufficient_balance",
        "account_blocked",
        "wrong_key",
        "unauthorized_ip",
        "missing_apikey",
        "missing_username",
        "missing_password",
        "md5_length",
        "throughput",
    }
)
"""Refusals that the next shard would meet too: they pause a campaign at once. Source: MMS §2.2."""
