"""Reading a media file from disk, with a sentence for every way it can fail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import FILE_BYTES
from mmskit.texts import text


def read_media(path: Path, supported: Sequence[str]) -> bytes:
    """Read a file of at most :data:`~mmskit.limits.FILE_BYTES`.

    Raises:
        UnsupportedMediaError: it is missing, unreadable, no file, or too large to be read.
    """
    try:
        if path.is_dir():
            raise UnsupportedMediaError(path.name, text("media.found.folder"), supported)
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 1)
    except FileNotFoundError:
        raise UnsupportedMediaError(
            path.name, text("media.found.missing", path=path), supported
        ) from None
    except OSError as error:
        found = text("media.found.unreadable", path=path, reason=error.strerror or str(error))
        raise UnsupportedMediaError(path.name, found, supported) from None
    if len(data) > FILE_BYTES:
        raise UnsupportedMediaError(
            path.name, text("media.found.huge_file", limit=FILE_BYTES >> 20), supported
        )
    return data
