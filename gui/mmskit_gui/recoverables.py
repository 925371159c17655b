"""Unsaved work of apps that are gone: found, opened, discarded, and brought back.

Where and how it is kept, :mod:`mmskit_gui.recovery_place` tells.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time as clock
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import mmskit
from mmskit.bundle import open_message
from mmskit.texts import text
from mmskit_gui.file_lock import FileLock
from mmskit_gui.recovery_place import ABOUT, DAMAGED, DISCARDED, MESSAGE, PRIVATE
from mmskit_gui.tasks import as_sentence

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
        target.parent.mkdir(mode=PRIVATE, exist_ok=True)
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
