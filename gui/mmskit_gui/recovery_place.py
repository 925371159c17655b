"""Where unsaved work is kept: written by the app that lives, found by the next one when it died.

::

    recovery/
        20261127-140500-1f2e3d4c.lock    held by the app for as long as it lives
        20261127-140500-1f2e3d4c/
            about.json                   when, of which file, its title
            message/                     the message as a folder
        discarded/                       kept for a week, so that discarding can be undone
        damaged/                         what could not be opened; nothing deletes it
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
import threading
import time as clock
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import mmskit
from mmskit.bundle import MANIFEST, open_message, save_message
from mmskit.files import write_atomically
from mmskit.texts import text
from mmskit_gui.tasks import as_sentence

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ABOUT: Final = "about.json"
MESSAGE: Final = "message"
DISCARDED: Final = "discarded"
DAMAGED: Final = "damaged"

_PRIVATE: Final = 0o700
_OWN: Final = 0o600
_WEEK: Final = 7 * 24 * 3600.0


@dataclass(frozen=True)
class Recoverable:
    """Unsaved work of an app that is gone.

    Attributes:
        id: its name in the recovery folder.
        path: its own folder.
        time: when it was written last, aware.
        title: the message's title; may be empty.
        original_path: the document that was edited, or None for one that was never saved.
        message_folder: the message, which :func:`mmskit.open_message` opens.
    """

    id: str
    path: Path
    time: datetime
    title: str
    original_path: Path | None
    message_folder: Path


class RecoveryPlace:
    """The place of one document's unsaved work. May be used from several threads."""

    def __init__(self, folder: Path, identity: str | None = None) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        self.identity = identity or f"{stamp}-{secrets.token_hex(4)}"
        self._folder = folder
        self._lock = FileLock(folder / f"{self.identity}.lock")
        self._busy = threading.Lock()
        self._over = False
        self._left = False

    def claim(self) -> bool:
        """Take over what a dead app left; False where another took it."""
        return self._lock.hold()

    def write(self, message: mmskit.Message, original_path: Path | None) -> None:
        """Write a message, atomically. After :meth:`remove` it writes nothing.

        Raises:
            MMSKitError: the disk is full, the place cannot be written, or the like.
        """
        with self._busy:
            if not (self._over or self._left):
                try:
                    self._write(message, original_path)
                except OSError as error:
                    raise as_sentence(error) from error
        if self._over:  # removed while it was being written
            self.remove()

    def remove(self) -> None:
        """Take everything away. Waits for nothing: who writes just now takes it away at its end."""
        self._over = True
        if not self._busy.acquire(blocking=False):
            return
        try:
            shutil.rmtree(self._folder / self.identity, ignore_errors=True)
            self._lock.remove()
        finally:
            self._busy.release()

    def let_go(self) -> None:
        """Hold it no more, and leave what is in it, as a crash would. Nothing is written then."""
        with self._busy:
            self._left = True
            self._lock.release()

    def _write(self, message: mmskit.Message, original_path: Path | None) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(_PRIVATE)
        self._lock.hold()
        own = self._folder / self.identity
        own.mkdir(mode=_PRIVATE, exist_ok=True)
        save_message(message, own / MESSAGE)
        about = {
            "original_path": None if original_path is None else str(original_path),
            "time": datetime.now(UTC).isoformat(),
            "title": message.title,
            "pid": os.getpid(),
        }
        write_atomically(own / ABOUT, json.dumps(about).encode(), follow=False)
        _drop_old_media(own / MESSAGE)


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


def find_recoverable(folder: Path) -> list[Recoverable]:
    """List unsaved work of apps that are gone, the newest first. Reads the disk.

    Raises:
        MMSKitError: the folder cannot be read.
    """
    try:
        entries = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise as_sentence(error) from error
    _purge(folder / DISCARDED)
    found = []
    for path in entries:
        if path.name in {DISCARDED, DAMAGED} or not path.is_dir() or _is_held(path):
            continue
        if any(entry.is_file() for entry in path.rglob("*")):
            found.append(_describe(path))
    return sorted(found, key=lambda each: each.time, reverse=True)


def open_recovered(recoverable: Recoverable) -> mmskit.Message:
    """Open unsaved work. What cannot be opened is kept aside.

    Raises:
        MMSKitError: it is damaged, and the sentence says where it is kept; or another app has it.
    """
    if _is_held(recoverable.path):
        raise mmskit.MMSKitError(text("gui.recovery_taken"))
    try:
        return open_message(recoverable.message_folder)
    except (mmskit.MMSKitError, OSError) as error:
        kept = _move(recoverable, DAMAGED)
        reason = as_sentence(error).sentence
        raise mmskit.MMSKitError(text("gui.recovery_damaged", reason=reason, path=kept)) from error


def discard(recoverable: Recoverable) -> None:
    """Offer unsaved work no more. It is kept for a week: see :func:`bring_back`.

    Raises:
        MMSKitError: another app has it, or it cannot be moved.
    """
    lock = FileLock(recoverable.path.parent / f"{recoverable.id}.lock")
    if recoverable.path.exists() and not lock.hold():
        raise mmskit.MMSKitError(text("gui.recovery_taken"))
    try:
        _move(recoverable, DISCARDED)
    finally:
        lock.remove()


def bring_back(recoverable: Recoverable) -> None:
    """Offer again what was discarded. Raises MMSKitError where it is gone."""
    try:
        (recoverable.path.parent / DISCARDED / recoverable.id).rename(recoverable.path)
    except OSError as error:
        raise as_sentence(error) from error


def _is_held(path: Path) -> bool:
    place = path.with_name(f"{path.name}.lock")
    if not place.exists():
        return False
    lock = FileLock(place)
    free = lock.hold(shared=True)
    lock.release()
    return not free


def _describe(path: Path) -> Recoverable:
    """What is known of it; a lost or damaged note is no reason not to offer it."""
    about: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        read = json.loads((path / ABOUT).read_bytes())
        about = read if isinstance(read, dict) else {}
    try:
        time = datetime.fromisoformat(str(about.get("time")))
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
    except ValueError:
        time = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    title, original = about.get("title"), about.get("original_path")
    return Recoverable(
        path.name,
        path,
        time,
        title if isinstance(title, str) else "",
        Path(original) if isinstance(original, str) else None,
        path / MESSAGE,
    )


def _move(recoverable: Recoverable, into: str) -> Path:
    target = recoverable.path.parent / into / recoverable.id
    try:
        target.parent.mkdir(mode=_PRIVATE, exist_ok=True)
        if target.exists():
            target = target.with_name(f"{recoverable.id}-{secrets.token_hex(2)}")
        recoverable.path.rename(target)
        os.utime(target)
    except FileNotFoundError:
        return recoverable.path
    except OSError as error:
        if into == DISCARDED:
            raise as_sentence(error) from error
        return recoverable.path
    return target


def _purge(folder: Path) -> None:
    with suppress(OSError):
        for path in folder.iterdir():
            if path.stat().st_mtime < clock.time() - _WEEK:
                shutil.rmtree(path, ignore_errors=True)


def _drop_old_media(folder: Path) -> None:
    """Delete what the manifest names no more. It is our own folder: nothing else stands in it."""
    with suppress(OSError, ValueError):
        named = set(_find_strings(tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))))
        for path in folder.iterdir():
            if path.name != MANIFEST and path.name not in named and path.is_file():
                path.unlink()


def _find_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _find_strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _find_strings(entry)
