"""Raw answers, durable before anything is made of them.

A pull consumes: what the platform told once, it never tells again. So the space is reserved before
the question is asked, every byte of the answer goes to disk as it comes, and only then is it read.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, Protocol

from mmskit.errors import JournalError
from mmskit.files import sync_folder
from mmskit.home import find_home
from mmskit.texts import text

RESERVED_BYTES: Final = 4 << 20
"""Space set aside before a question is asked: some 60,000 delivery reports."""

_OWNER_FOLDER: Final = 0o700
_OWNER_FILE: Final = 0o600
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_COUNTER = count()


class Entry:
    """One answer on its way to disk."""

    def __init__(self, path: Path) -> None:
        """Create the unfinished file, for its owner alone, and reserve its space. Raises OSError."""
        self.path = path
        self._part = path.with_suffix(".part")
        handle = os.open(self._part, _CREATE, _OWNER_FILE)
        self._file = os.fdopen(handle, "wb", buffering=0)
        self.size = 0
        try:
            _reserve(self._file.fileno())
        except OSError:
            self._file.close()
            self._part.unlink()
            raise

    def write(self, chunk: bytes) -> None:
        """Add what has just arrived, all of it. Raises JournalError; what fitted is kept."""
        left = memoryview(chunk)
        try:
            while left:
                written = self._write_some(left)
                self.size += written
                left = left[written:]
        except OSError as error:
            raise JournalError(
                text("journal.cannot_keep", path=self.path, reason=error.strerror or error)
            ) from None

    def _write_some(self, chunk: memoryview) -> int:
        """Write a part. On a disk that fills up, less is taken than was given, without a word."""
        written = self._file.write(chunk)
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written

    def commit(self) -> None:
        """Make it durable under its final name; an empty one is removed. Raises OSError."""
        with self._file:
            self._file.truncate(self.size)
            os.fsync(self._file.fileno())
        if self.size == 0:
            self._part.unlink()
            return
        self._part.replace(self.path)
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Forget a committed answer that told nothing."""
        with suppress(OSError):
            self.path.unlink()


def _reserve(handle: int) -> None:
    """Set space aside, where the system can."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, RESERVED_BYTES)


class Journal:
    """A folder of raw answers, oldest first."""

    def __init__(self, folder: str | Path) -> None:
        """Use a folder; it is created, for its owner alone, when it is first needed."""
        self.folder = Path(folder)

    @contextmanager
    def entry(self) -> Iterator[Entry]:
        """Keep one answer: reserve the space, take its bytes, make them durable on leaving.

        What arrived is kept also when the exchange breaks.

        Raises:
            JournalError: there is no space, or the folder cannot be written.
        """
        with self._explained():
            # Answers are full of phone numbers: nobody else may look.
            self.folder.mkdir(_OWNER_FOLDER, parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
            entry = Entry(self.folder / f"{stamp}-{os.getpid()}-{next(_COUNTER)}.raw")
        try:
            yield entry
        finally:
            with self._explained():
                entry.commit()

    def read(self, *, skip: Container[str] = ()) -> Iterator[tuple[str, bytes]]:
        """Every answer kept, oldest first, as its name and its bytes; also one cut short by a crash.

        Args:
            skip: names that are not read again.

        Raises:
            JournalError: the folder cannot be read.
        """
        with self._explained():
            kept = sorted(
                path for path in self.folder.glob("*") if path.suffix in {".raw", ".part"}
            )
        for path in kept:
            if path.name in skip:
                continue
            with self._explained():
                raw = path.read_bytes()
            # A part that a crash left behind still has its reserved zeros at the end.
            yield path.name, raw if path.suffix == ".raw" else raw.rstrip(b"\0")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise JournalError(
                text("journal.cannot_keep", path=self.folder, reason=error.strerror or error)
            ) from None


class Owner(Protocol):
    """Whose answers they are: an account, or a campaign of one."""

    @property
    def url(self) -> str:
        """Where it sends."""

    @property
    def username(self) -> str:
        """As whom."""


def find_journal(account: Owner) -> Journal:
    """Where the answers for one account at one address are kept, whichever program asks."""
    owner = hashlib.sha256(f"{account.url} {account.username}".encode()).hexdigest()[:16]
    return Journal(find_home() / "reports" / owner)
