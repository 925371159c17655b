"""Writing files so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from mmskit.errors import BundleError
from mmskit.texts import text

_NEW_FILE: Final = 0o666
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_CANNOT_SYNC: Final = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


class _Place(NamedTuple):
    """Where a path leads.

    Attributes:
        path: the place itself, at the end of all links.
        mode: the permissions of the file that stands there, or None when there is none.
        special: whether a pipe, a device or the like stands there, which is never replaced.
    """

    path: Path
    mode: int | None
    special: bool


def write_atomically(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    follow: bool = True,
    mode: int = _NEW_FILE,
) -> None:
    """Write a file beside its place, make it durable, then move it there.

    A pipe or a device is not replaced but written into.

    Args:
        path: where it shall stand.
        data: all of it, or its chunks; what they raise, this raises, and leaves nothing behind.
        follow: write where a link leads; without, the link itself is replaced.
        mode: the permissions of a new file, before the umask; an old one's are kept.

    Raises:
        BundleError: the disk is full, the place cannot be written, or the like; the sentence
            says whether the old file stands as it was.
    """
    chunks = [data] if isinstance(data, bytes) else data
    try:
        place = _find_place(path, follow=follow)
    except OSError as error:
        raise _explain("bundle.cannot_save", path, error) from None
    if place.special:
        _write_into(path, chunks)
        return
    _replace(path, place, chunks, mode)
    try:
        sync_folder(place.path.parent)
    except OSError as error:
        raise _explain("bundle.not_durable", path, error) from None


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the system can. Raises OSError when the disk fails."""
    if os.name == "nt":
        return  # Windows has no such call; its rename is journalled
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder one may write to, but not list
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems have no such call for folders.
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


def _find_place(path: Path, *, follow: bool) -> _Place:
    try:
        found = path.stat() if follow else path.lstat()
    except FileNotFoundError:
        return _Place(Path(os.path.realpath(path)) if follow else path, None, special=False)
    if stat.S_ISLNK(found.st_mode):
        return _Place(path, None, special=False)
    target = Path(os.path.realpath(path)) if follow else path
    return _Place(target, found.st_mode & 0o777, special=not _is_replaceable(target, found))


def _is_replaceable(target: Path, found: os.stat_result) -> bool:
    """Whether it is a plain file at this very name; /dev/stdout may lead to one that has none."""
    try:
        return stat.S_ISREG(found.st_mode) and os.path.samestat(target.stat(), found)
    except FileNotFoundError:
        return False


def _write_into(path: Path, chunks: Iterable[bytes]) -> None:
    try:
        file = path.open("wb", buffering=0)
    except OSError as error:
        raise _explain("bundle.cannot_save", path, error) from None
    try:
        with file:
            for chunk in chunks:
                left = memoryview(chunk)
                while left:
                    left = left[file.write(left) or 0 :]
    except OSError as error:
        raise _explain("bundle.cannot_finish", path, error) from None


def _replace(path: Path, place: _Place, chunks: Iterable[bytes], mode: int) -> None:
    """Write a new file beside the place and move it there."""
    target = place.path
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        # The system takes the umask off by itself; asking for the umask would change it for all threads.
        handle = os.open(part, _CREATE, mode if place.mode is None else place.mode)
    except OSError as error:
        raise _explain("bundle.cannot_save", path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if place.mode is not None:
            part.chmod(place.mode)
        part.replace(target)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if not isinstance(error, OSError):
            raise
        raise _explain("bundle.cannot_save", path, error) from None


def _explain(key: str, path: Path, error: OSError) -> BundleError:
    return BundleError(text(key, path=path, reason=error.strerror or error))
