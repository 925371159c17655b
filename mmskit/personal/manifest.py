"""``manifest.json``: what an export is, so that it can be told from half of one, and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from mmskit.errors import BundleError
from mmskit.texts import text

MANIFEST: Final = "manifest.json"
REJECTED: Final = "rejected.csv"
SHARDS: Final = "batch-*.xml"

_FORMAT: Final = "mmskit batch export"
_VERSION: Final = 1
_MOST_BYTES: Final = 64 << 20


@dataclass(frozen=True)
class ShardEntry:
    """One submission of an export.

    Attributes:
        file: its name in the folder.
        recipients: how many.
        bytes: of the file.
        submitted_bytes: as submitted, that is form-encoded. Source: R13.
        sha256: of the file, in hex.
    """

    file: str
    recipients: int
    bytes: int
    submitted_bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an export is.

    Attributes:
        title: of the message.
        recipients: of all submissions together.
        shards: the submissions, in order.
        left_out: how many rows were left out, by kind.
        text_sha256: of the template, UTF-8, in hex.
        picture: ``kind``, ``bytes`` and ``sha256`` of the picture.
        list: ``file``, ``sheet``, ``number_column`` and ``sha256`` of the list; empty where the
            recipients came from a program.
        created: when, in ISO 8601 with its time zone.
        mmskit: the version that made it.
    """

    title: str
    recipients: int
    shards: tuple[ShardEntry, ...]
    left_out: Mapping[str, int]
    text_sha256: str
    picture: Mapping[str, Any]
    list: Mapping[str, str]
    created: str
    mmskit: str
    format: str = field(default=_FORMAT, init=False)
    version: int = field(default=_VERSION, init=False)

    def encode(self) -> bytes:
        """As JSON, for people to read too."""
        written = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        return f"{written}\n".encode("utf-8", "replace")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an export.

    Raises:
        BundleError: there is none, which is half an export, or it is none of ours.
    """
    path = folder / MANIFEST
    try:
        with path.open("rb") as file:
            return _take_apart(json.loads(file.read(_MOST_BYTES)))
    except FileNotFoundError:
        raise BundleError(text("batch.export.no_manifest", path=folder)) from None
    except OSError as error:
        reason = error.strerror or error
        raise BundleError(text("batch.export.unreadable", path=path, reason=reason)) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BundleError(text("batch.export.odd_manifest", path=path)) from None


def _take_apart(told: Any) -> Manifest:
    if told.pop("format") != _FORMAT or told.pop("version") != _VERSION:
        raise ValueError(_FORMAT)
    shards = tuple(ShardEntry(**shard) for shard in told.pop("shards"))
    for shard in shards:
        if Path(shard.file).name != shard.file or not isinstance(shard.recipients, int):
            raise ValueError(shard.file)
    return Manifest(shards=shards, **told)
