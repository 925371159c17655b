"""How fast an account may send, over every sender of an outbox. Source: SMS §3.6."""

from __future__ import annotations

from threading import Event

from mmskit.outbox.postgres import PostgresStore


class SharedSlots:
    """Slots in time that every sender of an account shares, by the database's clock."""

    def __init__(self, store: PostgresStore, owner: str, rate: int) -> None:
        """Take the account's name, and the messages a second."""
        self._store = store
        self._owner = owner
        self._rate = rate

    def wait(self, messages: int, stop: Event, /) -> bool:
        """Wait until a submission may begin; False where it was stopped. Raises JournalError."""
        seconds = self._reserve(messages)
        return not stop.wait(seconds) if seconds > 0 else not stop.is_set()

    def _reserve(self, messages: int) -> float:
        takes = messages / self._rate
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO mmskit.slots VALUES (?, 0, 0) ON CONFLICT DO NOTHING", (self._owner,)
            )
            row = db.execute(
                "SELECT free, span, extract(epoch FROM clock_timestamp())::double precision"
                " FROM mmskit.slots WHERE owner = ? FOR UPDATE",
                (self._owner,),
            ).one()
            free, span, now = (float(value) for value in row)
            # A slot further away than its own length is one of a clock that was put back since.
            begins = free if now < free <= now + span else now
            db.execute(
                "UPDATE mmskit.slots SET free = ?, span = ? WHERE owner = ?",
                (begins + takes, begins - now + takes, self._owner),
            )
        return begins - now
