"""Campaigns in a PostgreSQL database: several senders, on several machines, take the shards of one.

Who sends has a number, and a lock of that number that its connection holds: the server takes it off
with the connection, however that ends. A shard is claimed in the transaction that writes "sending",
its row locked and those that others lock passed over. What was claimed by a number whose lock is
gone is a doubt; what a living one claimed is left alone.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from mmskit.errors import CampaignError, CampaignHeldError, JournalError
from mmskit.outbox import shards
from mmskit.outbox.files import Kind, find_digest
from mmskit.outbox.postgres import PostgresStore, claims, files, find_schema, senders
from mmskit.outbox.postgres import shards as shards_table
from mmskit.outbox.shards import SentShard
from mmskit.outbox.shared_slots import SharedSlots
from mmskit.texts import Text, text

_SENDER: Final = 0x6D6D7363
"""The class of the locks that senders have, each under its number."""

_CAMPAIGN: Final = 0x6D6D7364
"""The class of the lock that all senders of a campaign share, under the campaign's number."""

_LIVING: Final = f"""
SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = {_SENDER} AND granted
AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608 - no input
_SAFE: Final = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings of the server without which a commit may be gone after a power cut."""


class SharedPlace:
    """One campaign's schema.

    Attributes:
        id: its name.
        number: its number in the outbox.
        address: the database's and the name, without a password.
        store: its rows.
    """

    def __init__(self, name: str, number: int, store: PostgresStore) -> None:
        """Use :class:`SharedHome`."""
        self.id = name
        self.number = number
        self.address = f"{store.address}#{name}"
        self.store = store
        self._sender = 0

    def read(self, kind: Kind, number: int, digest: str) -> bytes:
        """Read what must not have changed."""
        with self.store.reading() as db:
            data = db.build(sa.select(files.c.data).where(files.c.number == number)).scalar()
        if data is None or find_digest(data) != digest:
            path = f"{self.address}/{number}.{kind}"
            raise CampaignError(text("campaigns.file_changed", path=path))
        return bytes(data)

    def write(self, kind: Kind, number: int, data: bytes) -> None:
        """Keep it, in the transaction under way if there is one."""
        del kind  # a shard is the same bytes under whatever name
        with self.store.transaction() as db:
            db.build(files.insert().values(number=number, data=data))

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Send beside others; a sender's number and lock are its connection's."""
        if self._sender:
            who = text("campaigns.holder_unknown")
            raise CampaignHeldError(
                text("campaigns.held", path=self.address, holder=who), holder=who
            )
        self._sign_in()
        try:
            self._recover()
            yield
        finally:
            self._sign_out()

    @contextmanager
    def hold_alone(self) -> Iterator[None]:
        """Keep all others out."""
        with self.store.transaction() as db:
            if not _ask(db, f"SELECT pg_try_advisory_xact_lock({_CAMPAIGN}, {self.number})"):
                who = self._list_senders(db) or text("campaigns.holder_unknown")
                said = text("campaigns.held", path=self.address, holder=who)
                raise CampaignHeldError(said, holder=who)
            yield

    def find_holder(self) -> Text | None:
        """Look whose locks are there; those of this process count too."""
        self._recover()
        with self.store.transaction() as db:
            return self._list_senders(db)

    def reserve(self) -> None:
        """The server looks after its own disk; a full one refuses to commit a claim."""

    def claim(self, shard: SentShard, now: float) -> SentShard | None:
        """The first that waits and that no other sender is just taking."""
        del shard  # whichever it is by now
        waiting = (
            sa.select(shards_table.c.number)
            .where(shards_table.c.state == "ready")
            .order_by(shards_table.c.number)
        )
        with self.store.transaction() as db:
            number = db.build(waiting.limit(1).with_for_update(skip_locked=True)).scalar()
            if number is None:
                return None
            shards.move(db, number, "ready", "sending", began=now, ended=None)
            db.build(claims.delete().where(claims.c.shard == number))
            db.build(claims.insert().values(shard=number, sender=self._sender))
            return shards.find_shard(db, number)

    def make_slots(self, owner: str, rate: int) -> SharedSlots:
        """The account's slots, for every sender of this outbox."""
        return SharedSlots(self.store, owner, rate)

    def remove(self) -> None:
        """Drop the schema."""
        with self.store.transaction() as db:
            db.execute(f'DROP SCHEMA IF EXISTS "{find_schema(self.id)}" CASCADE')
            db.execute("DELETE FROM mmskit.senders WHERE campaign = ?", (self.number,))
            db.execute("DELETE FROM mmskit.campaigns WHERE id = ?", (self.number,))

    def close(self) -> None:
        """Close the connection, and with it every lock."""
        self.store.close()

    def _sign_in(self) -> None:
        row = senders.insert().values(
            campaign=self.number,
            process=str(os.getpid()),
            machine=socket.gethostname(),
            since=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        with self.store.transaction() as db:
            for setting in _SAFE:
                if _ask(db, f"SHOW {setting}") == "off":
                    raise JournalError(
                        text("campaigns.not_durable", address=self.store.address, setting=setting)
                    )
            if not _ask(db, f"SELECT pg_try_advisory_lock_shared({_CAMPAIGN}, {self.number})"):
                raise CampaignError(text("campaigns.missing", path=self.address))
            number = int(db.build(row.returning(senders.c.id)).scalar_one())
            _ask(db, f"SELECT pg_advisory_lock({_SENDER}, {number})")
        self._sender = number
        self.store.is_held = True

    def _sign_out(self) -> None:
        number, self._sender = self._sender, 0
        try:
            with self.store.transaction() as db:
                db.execute("DELETE FROM mmskit.senders WHERE id = ?", (number,))
                db.execute("SELECT pg_advisory_unlock_all()")
        except JournalError:
            self.store.close()  # and the locks go with the connection
        self.store.is_held = False

    def _recover(self) -> None:
        def find_living(db: Any) -> set[int]:
            asked = f"SELECT shard FROM claims WHERE sender IN ({_LIVING})"  # noqa: S608 - no input
            return {shard for (shard,) in db.execute(asked)}

        shards.recover(self.store, find_living)

    def _list_senders(self, db: Any) -> Text | None:
        asked = (
            "SELECT process, machine, since FROM mmskit.senders"  # noqa: S608 - no input
            f" WHERE campaign = ? AND id IN ({_LIVING}) ORDER BY id"
        )
        found = db.execute(asked, (self.number,)).fetchall()
        if not found:
            return None
        first = dict(zip(("process", "machine", "since"), found[0], strict=True))
        key = "holder" if len(found) == 1 else "holders"
        return text(f"campaigns.{key}", **first, others=len(found) - 1)


def _ask(db: Any, sql: str) -> Any:
    return db.execute(sql).fetchone()[0]
