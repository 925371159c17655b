"""A campaign's SQLite file: what is committed is on the disk before the next step is taken.

A rollback journal with ``synchronous=EXTRA``, never WAL: versions of SQLite before 3.51.3 can lose
commits there. The journal's file is kept (``PERSIST``) and as large as an outcome needs, and with
"sending" some space is taken in the file itself: a full disk shows before a submission, not behind.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mmskit.errors import CampaignError, JournalError
from mmskit.outbox.schema import write_schema
from mmskit.texts import text

APPLICATION_ID: Final = 0x6D6D7363
"""``mmsc``: marks a file as a campaign's."""

_JOURNAL_BYTES: Final = 128 * 1024
_VERSION: Final = 1
_WAIT_SECONDS: Final = 60.0


class SqliteStore:
    """An open file. Its methods may be called from any thread.

    Attributes:
        path: the file.
        row_lock: nothing; a transaction that writes is the only one.
    """

    row_lock = ""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db
        self._lock = threading.RLock()
        weakref.finalize(self, db.close)  # whoever forgets to close it

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and on the disk when it is left.

        Raises:
            JournalError: the disk is full or fails. What was done inside is undone.
        """
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                    self._db.execute("COMMIT")
                except BaseException:
                    # A full disk has rolled back already; a second rollback would hide its error.
                    with suppress(sqlite3.Error):
                        self._db.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise self._fail(error) from None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one state of the file, whatever others write meanwhile.

        Raises:
            JournalError: the disk fails, or the file is damaged.
        """
        with self._lock:
            try:
                self._db.execute("BEGIN")
                try:
                    yield self._db
                finally:
                    with suppress(sqlite3.Error):
                        self._db.execute("ROLLBACK")
            except sqlite3.Error as error:
                raise self._fail(error) from None

    def reserve(self) -> None:
        """Take the space that the journal needs for writing down an outcome, where the system can.

        Raises:
            JournalError: there is none.
        """
        if not hasattr(os, "posix_fallocate"):
            return
        try:
            # It may be gone: whoever rolls back after a crash may delete it.
            handle = os.open(f"{self.path}-journal", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                os.posix_fallocate(handle, 0, _JOURNAL_BYTES)
            finally:
                os.close(handle)
        except OSError as error:
            reason = error.strerror or str(error)
            raise JournalError(
                text("campaigns.cannot_keep", path=self.path, reason=reason)
            ) from None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _fail(self, error: sqlite3.Error) -> JournalError:
        return JournalError(text("campaigns.cannot_keep", path=self.path, reason=error))


def make_store(path: Path) -> SqliteStore:
    """Make a campaign's file, for its owner alone: it holds numbers.

    Raises:
        JournalError: it cannot be made, or is there already.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError(text("campaigns.cannot_keep", path=path, reason=reason)) from None
    store = _connect(path)
    with store.transaction() as db:
        for statement in write_schema("INTEGER", "REAL", "BLOB", "WITHOUT ROWID"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {_VERSION}")
    return store


def open_store(path: Path) -> SqliteStore:
    """Open a campaign's file.

    Raises:
        CampaignError: there is none, or it is no campaign's, or one of a later mmskit.
        JournalError: it cannot be read.
    """
    if not path.is_file():
        raise CampaignError(text("campaigns.missing", path=path.parent))
    store = _connect(path)
    try:
        with store.reading() as db:
            (application,) = db.execute("PRAGMA application_id").fetchone()
            (version,) = db.execute("PRAGMA user_version").fetchone()
    except JournalError:
        store.close()
        raise
    if (application, version) != (APPLICATION_ID, _VERSION):
        store.close()
        raise CampaignError(text("campaigns.foreign", path=path))
    return store


def _connect(path: Path) -> SqliteStore:
    db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    store = SqliteStore(path, db)
    try:
        db.execute("PRAGMA journal_mode = PERSIST")
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA fullfsync = ON")
        db.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error as error:
        db.close()
        if "not a database" in str(error):
            raise CampaignError(text("campaigns.foreign", path=path)) from None
        raise JournalError(text("campaigns.cannot_keep", path=path, reason=error)) from None
    return store
