"""One process at a time sends a campaign; the system takes the lock off with the process."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Final, Self

from mmskit.errors import CampaignHeldError, JournalError
from mmskit.texts import Text, text

_FILE: Final = 0o600
_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_TRIES: Final = 20
_TRY_SECONDS: Final = 0.05
_HELD: Final = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


class Lock:
    """Held from its making until it is released, or until its process ends, however it ends."""

    def __init__(self, folder: Path, *, announce: bool = True) -> None:
        """Take the lock of a folder.

        Args:
            folder: the campaign's.
            announce: tell others who has it.

        Raises:
            CampaignHeldError: another process has it, or another place in this one.
            JournalError: the folder cannot be written, or its file system knows no locks.
        """
        self._holder = folder / "holder.json"
        try:
            self._handle = os.open(folder / "lock", _OPEN, _FILE)
        except OSError as error:
            raise _explain(folder, error) from None
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            if error.errno not in _HELD:
                raise _explain(folder, error) from None
            who = find_holder(folder)
            said = text("campaigns.held", path=folder, holder=who)
            raise CampaignHeldError(said, holder=who) from None
        self._announced = announce
        if not announce:
            return
        told = {
            "process": os.getpid(),
            "machine": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with suppress(OSError):  # only told to others; the lock itself is what counts
            self._holder.write_text(json.dumps(told), encoding="utf-8")

    @classmethod
    def try_take(cls, folder: Path, *, announce: bool = True) -> Self | None:
        """Take the lock, or None where somebody has it. Raises JournalError as making one does."""
        try:
            return cls(folder, announce=announce)
        except CampaignHeldError:
            return None

    @classmethod
    def take(cls, folder: Path) -> Self:
        """Take the lock; whoever only looks at a campaign has it for a moment, which is waited for.

        Raises:
            CampaignHeldError: somebody keeps it.
            JournalError: as making one does.
        """
        for _ in range(_TRIES):
            lock = cls.try_take(folder)
            if lock is not None:
                return lock
            Event().wait(_TRY_SECONDS)
        return cls(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._announced:
            with suppress(OSError):
                self._holder.unlink()
        os.close(self._handle)


def find_holder(folder: Path) -> Text:
    """Who says to hold a campaign."""
    try:
        told = json.loads((folder / "holder.json").read_text(encoding="utf-8"))
        figures = {name: str(told[name]) for name in ("process", "machine", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return text("campaigns.holder_unknown")
    return text("campaigns.holder", **figures)


def _explain(folder: Path, error: OSError) -> JournalError:
    reason = error.strerror or str(error)
    return JournalError(text("campaigns.cannot_lock", path=folder, reason=reason))


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there alone

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
