"""The sample messages that come with mmskit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import mmskit
from mmskit.bundle import MANIFEST
from mmskit.samples_folder import find_samples as find_folder


@dataclass(frozen=True)
class Sample:
    """A message to start from.

    Attributes:
        path: what :func:`mmskit.open_message` opens.
        name: its folder's name.
        title: the message's title, or its name where it has none.
    """

    path: Path
    name: str
    title: str


def find_samples() -> list[Sample]:
    """List the samples that are messages, by name; none where mmskit came without them."""
    try:
        entries = sorted(find_folder().iterdir())
    except (mmskit.MMSKitError, OSError):
        return []
    return [
        Sample(path, path.name, _read_title(path) or path.name)
        for path in entries
        if (path / MANIFEST).is_file()
    ]


def _read_title(path: Path) -> str:
    try:
        table = tomllib.loads((path / MANIFEST).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ""
    return str(table.get("title", ""))
