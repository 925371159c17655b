"""Contents of messages that were sent, each kept once: to be shown and used again."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from mmskit.files import write_atomically

_OWNER_FOLDER: Final = 0o700
_OWNER_FILE: Final = 0o600
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class Contents:
    """A folder of encoded contents, called by their SHA-256, for their owner alone."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is created when it is first needed."""
        self._folder = folder

    def keep(self, content: str) -> str:
        """Keep a content, durably, and return its name. Raises BundleError or OSError."""
        data = content.encode("ascii")
        name = hashlib.sha256(data).hexdigest()
        if self.read(name) is None:
            self._folder.mkdir(_OWNER_FOLDER, parents=True, exist_ok=True)
            write_atomically(self._find_path(name), data, follow=False, mode=_OWNER_FILE)
        return name

    def read(self, name: str) -> str | None:
        """A content, or None where it is not there or not what it was."""
        if not _DIGEST.fullmatch(name):
            return None
        try:
            data = self._find_path(name).read_bytes()
        except OSError:
            return None
        whole = hashlib.sha256(data).hexdigest() == name
        return data.decode("ascii") if whole else None

    def _find_path(self, name: str) -> Path:
        return self._folder / f"{name}.txt"
