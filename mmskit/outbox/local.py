"""Campaigns in folders of this machine: a SQLite file, a file for each shard, and a lock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from mmskit.errors import JournalError
from mmskit.files import sync_folder, write_atomically
from mmskit.home import find_home
from mmskit.outbox import shards
from mmskit.outbox.files import OWNER_FILE, Kind, find_path, make_folder, read_frozen
from mmskit.outbox.lock import Lock, find_holder
from mmskit.outbox.pace import Pace
from mmskit.outbox.place import Place
from mmskit.outbox.shards import SentShard
from mmskit.outbox.store import SqliteStore, make_store, open_store
from mmskit.texts import Text, text


class LocalPlace:
    """One campaign's folder.

    Attributes:
        id: the folder's name.
        folder: the folder.
        address: the same, for people.
        store: its SQLite file.
    """

    def __init__(self, folder: Path, store: SqliteStore) -> None:
        """Use :class:`LocalHome`."""
        self.folder = folder
        self.id = folder.name
        self.address = str(folder)
        self.store = store

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open one. Raises CampaignError, JournalError."""
        return cls(folder, open_store(folder / "campaign.db"))

    def read(self, kind: Kind, number: int, digest: str) -> bytes:
        """Read a file that must not have changed."""
        return read_frozen(find_path(self.folder, kind, number), digest)

    def write(self, kind: Kind, number: int, data: bytes) -> None:
        """Write a file, for its owner alone."""
        path = find_path(self.folder, kind, number)
        write_atomically(path, data, follow=False, mode=OWNER_FILE)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Have the lock; only one may."""
        with Lock.take(self.folder):
            shards.recover(self.store)
            yield

    def hold_alone(self) -> Lock:
        """Have the lock, and leave everything as it is."""
        return Lock.take(self.folder)

    def find_holder(self) -> Text | None:
        """Look whether the lock is taken, and by whom."""
        lock = Lock.try_take(self.folder, announce=False)
        if lock is None:
            return find_holder(self.folder)
        with lock:
            shards.recover(self.store)
        return None

    def reserve(self) -> None:
        """Take space in the rollback journal."""
        self.store.reserve()

    def claim(self, shard: SentShard, now: float) -> SentShard | None:
        """This shard: whoever has the lock has all of them."""
        shards.begin(self.store, shard, now)
        return shard

    def make_slots(self, owner: str, rate: int) -> Pace:
        """The account's slots on this machine."""
        del self  # all campaigns of this person share them
        return Pace(find_home() / "pace" / owner, rate)

    def remove(self) -> None:
        """Remove the folder."""
        try:
            shutil.rmtree(self.folder)
            sync_folder(self.folder.parent)
        except OSError as error:
            reason = error.strerror or str(error)
            raise JournalError(
                text("campaigns.cannot_keep", path=self.folder, reason=reason)
            ) from None

    def close(self) -> None:
        """Close the file."""
        self.store.close()


class LocalHome:
    """A folder of campaigns.

    Attributes:
        folder: the folder.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        """Take a folder; by default this person's ``campaigns``."""
        self.folder = find_home() / "campaigns" if folder is None else Path(folder)

    def names(self) -> tuple[str, ...]:
        """The folders that have a campaign's file."""
        found = (path.parent.name for path in self.folder.glob("*/campaign.db"))
        return tuple(sorted(found, reverse=True))

    def make(self, name: str) -> LocalPlace:
        """Make a folder; nothing is left of it where that fails."""
        folder = self.folder / name
        try:
            make_folder(folder)
            return LocalPlace(folder, make_store(folder / "campaign.db"))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def finish(self, place: Place) -> None:
        """Make the folder's own entry durable."""
        del place
        sync_folder(self.folder)

    def open(self, name: str) -> LocalPlace:
        """Open the one of that name."""
        return LocalPlace.open(self.folder / name)
