"""Reading a media file from disk, with a sentence for every way it can fail."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import FILE_BYTES
from mmskit.media.faults import foreign
from mmskit.media.kinds import PICTURE_KINDS, SOUND_KINDS, MediaFault
from mmskit.media.sniff import identify
from mmskit.texts import text

_HEAD_BYTES: Final = 64 * 1024
_UNSURE: Final = frozenset({"unknown", "mp4_cut_off", *PICTURE_KINDS, *SOUND_KINDS})
"""Kinds that the first bytes do not settle."""


def show_name(path: str | Path) -> str:
    """A file's name for people: bytes that are no characters do not spoil what is printed."""
    return os.fsencode(Path(path).name).decode("utf-8", "replace")


def read_media(path: str | Path, supported: Sequence[str]) -> bytes:
    """Read a file of at most :data:`~mmskit.limits.FILE_BYTES`.

    A file that its first bytes show to be something else is refused without reading the rest.

    Raises:
        UnsupportedMediaError: it is missing, unreadable, no file, foreign, or too large.
    """
    try:
        return _read(Path(path))
    except MediaFault as fault:
        raise UnsupportedMediaError(show_name(path), fault.found, supported) from None


def _read(path: Path) -> bytes:
    shown = os.fsencode(path).decode("utf-8", "replace")
    try:
        _check_form(path.stat().st_mode, shown)
        with path.open("rb") as file:
            return _read_open(file)
    except FileNotFoundError:
        raise MediaFault(text("media.found.missing", path=shown)) from None
    except PermissionError:
        raise MediaFault(text("media.found.forbidden", path=shown)) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte in it
        reason = getattr(error, "strerror", None) or str(error)
        raise MediaFault(text("media.found.unreadable", path=shown, reason=reason)) from None


def _check_form(mode: int, shown: str) -> None:
    if stat.S_ISDIR(mode):
        raise MediaFault(text("media.found.folder"))
    if not stat.S_ISREG(mode):
        raise MediaFault(text("media.found.device", path=shown))


def _read_open(file: BinaryIO) -> bytes:
    head = file.read(_HEAD_BYTES)
    kind = identify(head)
    if kind not in _UNSURE:
        raise foreign(kind)
    size = os.fstat(file.fileno()).st_size
    if size > FILE_BYTES:
        raise MediaFault(text("media.found.huge_file", limit=FILE_BYTES >> 20))
    file.seek(0)
    return file.read(FILE_BYTES)
