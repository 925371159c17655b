"""The lock of one record: the system takes it off with the process that sends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_OWNER_FILE: Final = 0o600
_LOCK: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def take_lock(path: Path) -> int | None:
    """Lock a file until it is closed, or this process ends; None where another one holds it.

    Raises:
        OSError: the file cannot be made.
    """
    handle = os.open(path, _LOCK, _OWNER_FILE)
    try:
        _lock(handle)
    except OSError:
        os.close(handle)
        return None
    return handle


def _lock(handle: int) -> None:
    """Raises OSError where another process, or another handle of this one, holds it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there alone

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
