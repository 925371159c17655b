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
import threading
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import mmskit
from mmskit.bundle import MANIFEST, save_message
from mmskit.files import write_atomically
from mmskit_gui.file_lock import FileLock
from mmskit_gui.tasks import as_sentence

ABOUT: Final = "about.json"
MESSAGE: Final = "message"
DISCARDED: Final = "discarded"
DAMAGED: Final = "damaged"
PRIVATE: Final = 0o700


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
        self._folder.chmod(PRIVATE)
        self._lock.hold()
        own = self._folder / self.identity
        own.mkdir(mode=PRIVATE, exist_ok=True)
        save_message(message, own / MESSAGE)
        about = {
            "original_path": None if original_path is None else str(original_path),
            "time": datetime.now(UTC).isoformat(),
            "title": message.title,
            "pid": os.getpid(),
        }
        write_atomically(own / ABOUT, json.dumps(about).encode(), follow=False)
        _drop_old_media(own / MESSAGE)


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
