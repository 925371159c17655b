"""A file that says that somebody is at work here, for exactly as long as they live."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_OWN: Final = 0o600


class FileLock:
    """A file that one process holds for as long as it lives; the system lets go of it then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def hold(self, *, shared: bool = False) -> bool:
        """Hold it; False where somebody else does, or it cannot be told."""
        if self._handle is not None:
            return True
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, _OWN)
        except OSError:
            return False
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
                fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let go of it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def remove(self) -> None:
        """Let go of it and delete the file."""
        self.release()
        with suppress(OSError):
            self._path.unlink()
