"""Writing files so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mmskit.errors import BundleError
from mmskit.texts import text


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file beside its place, make it durable, then move it there.

    Args:
        path: where it shall stand.
        data: all of it, or its chunks; what they raise, this raises, and leaves nothing behind.

    Raises:
        BundleError: the disk is full, the place cannot be written, or the like; the old file
            stands as it was.
    """
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent
        )
    except OSError as error:
        raise BundleError(
            text("bundle.cannot_save", path=path, reason=error.strerror or error)
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_find_mode(path))
        Path(name).replace(path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            Path(name).unlink()
        if not isinstance(error, OSError):
            raise
        raise BundleError(
            text("bundle.cannot_save", path=path, reason=error.strerror or error)
        ) from None


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the system can."""
    if os.name == "nt":
        return  # Windows has no such call; its rename is journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _find_mode(path: Path) -> int:
    """The mode a plain open() would give, or the old file's."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
