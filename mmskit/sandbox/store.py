"""The sandbox's SQLite file: one connection, one lock, one transaction at a time.

``synchronous=OFF``: a commit is handed to the operating system and not waited for. It survives
the end of this process, however sudden, but not a power cut; what the sandbox keeps is test data,
and waiting for the disk would make it slower than the platform it stands for. The journal stays
on disk for the same reason: with it, a killed process leaves a whole file.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mmskit.errors import SandboxError
from mmskit.texts import text

APPLICATION_ID: Final = 0x6D6D736B
"""``mmsk``: marks a file as ours, so that no other program's file is ever written to."""

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE counters (submission INTEGER NOT NULL, msgid INTEGER NOT NULL);
INSERT INTO counters VALUES (0, 0);
CREATE TABLE accounts (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, apikey TEXT NOT NULL,
    balance INTEGER NOT NULL, total INTEGER NOT NULL, blocked INTEGER NOT NULL,
    addresses TEXT NOT NULL, layout INTEGER NOT NULL, ext TEXT NOT NULL
);
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY, time REAL NOT NULL, call TEXT NOT NULL, account TEXT NOT NULL,
    address TEXT NOT NULL, msgid TEXT UNIQUE, answer TEXT NOT NULL, title TEXT NOT NULL,
    size INTEGER NOT NULL, recipients INTEGER NOT NULL, findings TEXT NOT NULL, fingerprint BLOB
);
CREATE INDEX submissions_by_fingerprint ON submissions (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE TABLE contents (
    submission INTEGER NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (submission, part)
);
CREATE TABLE recipients (
    submission INTEGER NOT NULL, position INTEGER NOT NULL, mobile TEXT NOT NULL, said TEXT,
    PRIMARY KEY (submission, position)
) WITHOUT ROWID;
CREATE TABLE reports (
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, submission INTEGER NOT NULL,
    msgid TEXT NOT NULL, mobile TEXT NOT NULL, status TEXT NOT NULL,
    sent REAL NOT NULL, dated REAL NOT NULL, due REAL NOT NULL, pulled REAL
);
CREATE INDEX reports_waiting ON reports (account, due) WHERE pulled IS NULL;
CREATE INDEX reports_by_submission ON reports (submission);
"""


class Store:
    """An open file. Its methods may be called from any thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.RLock()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: what is done inside is kept together, or not at all after an error."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk has rolled back already; a second rollback would hide its error.
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read; nothing is written between the queries made inside."""
        with self._lock:
            yield self._db

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def open_store(path: Path | None) -> Store:
    """Open a sandbox's file, or make it; None keeps everything in memory.

    The file is readable by its owner only: it holds numbers and messages.

    Raises:
        SandboxError: it cannot be opened or made, it is no sandbox's file, or another sandbox
            has it open.
    """
    if path is None:
        return _open("")
    try:
        if path.is_dir():
            raise SandboxError(text("sandbox.db_folder", path=path))
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except FileNotFoundError:
        raise SandboxError(text("sandbox.db_no_folder", path=path, folder=path.parent)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise SandboxError(text("sandbox.db_unusable", path=path, reason=reason)) from None
    return _open(str(path))


def _open(path: str) -> Store:
    db = sqlite3.connect(
        path or ":memory:", timeout=0.5, isolation_level=None, check_same_thread=False
    )
    try:
        # Exclusive: two sandboxes on one file would give the same msgid twice.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = PERSIST")
        db.execute("BEGIN EXCLUSIVE")
        _prepare(db, path)
        db.execute("COMMIT")
    except sqlite3.Error as error:
        db.close()
        raise _explain(error, path) from None
    except BaseException:
        db.close()
        raise
    return Store(db)


def _prepare(db: sqlite3.Connection, path: str) -> None:
    """Make the tables of an empty file; refuse a file that is not ours."""
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if tables == 0:
        for statement in _SCHEMA.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {_VERSION}")
    elif (application, version) != (APPLICATION_ID, _VERSION):
        raise SandboxError(text("sandbox.db_foreign", path=path))


def _explain(error: sqlite3.Error, path: str) -> SandboxError:
    if "locked" in str(error):
        return SandboxError(text("sandbox.db_in_use", path=path))
    if "not a database" in str(error):
        return SandboxError(text("sandbox.db_foreign", path=path))
    return SandboxError(text("sandbox.db_unusable", path=path, reason=error))
