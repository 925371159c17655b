"""A batch cut into submissions, each no larger than one submission may be."""

from __future__ import annotations

import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Final

from mmskit.errors import BundleError, InvalidMessageError
from mmskit.files import write_atomically
from mmskit.texts import text
from mmskit.wire.batch import FOOTER, BatchProblem, find_submitted_size

_PIECE: Final = 64 * 1024
_IN_MEMORY: Final = 1024 * 1024

Entry = tuple[int, str, int]
"""Row, XML, and size as submitted, of one recipient."""


@dataclass(frozen=True)
class Shard:
    """A part of a batch that is one submission.

    Attributes:
        number: from 1.
        count: how many recipients it has.
        size: bytes as submitted, that is form-encoded. Source: R13.
    """

    number: int
    count: int
    size: int
    _header: str = field(repr=False, compare=False)
    _entries: _Entries = field(repr=False, compare=False)

    def chunks(self) -> Iterator[bytes]:
        """Its XML (MMS §3.3) in chunks of at most 64 KB, as often as wanted.

        Raises:
            BundleError: its temporary file cannot be read.
        """
        yield self._header.encode("ascii")
        yield from self._entries.read()
        yield FOOTER.encode("ascii")

    def write(self, path: str | PathLike[str]) -> None:
        """Write its XML (MMS §3.3) to a file, durably: all of it, or nothing.

        Raises:
            BundleError: the disk is full, the place cannot be written, or the like.
        """
        write_atomically(Path(path), self.chunks())


class _Entries:
    """The entries of one shard, in memory while they are few and in a nameless file after that."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with this
        self._waiting: list[str] = []
        self._characters = 0
        weakref.finalize(self, self._file.close)

    def add(self, entry: str) -> None:
        self._waiting.append(entry)
        self._characters += len(entry)
        if self._characters >= _PIECE:
            self.flush()

    def flush(self) -> None:
        try:
            self._file.write("".join(self._waiting).encode("ascii"))
            self._file.flush()
        except OSError as error:
            raise _cannot_keep(error) from None
        self._waiting.clear()
        self._characters = 0

    def read(self) -> Iterator[bytes]:
        position = 0
        while piece := self._read_piece(position):
            yield piece
            position += len(piece)

    def _read_piece(self, position: int) -> bytes:
        try:
            self._file.seek(position)
            return self._file.read(_PIECE)
        except OSError as error:
            raise _cannot_keep(error) from None


def cut_shards(
    header: str, entries: Iterable[Entry], max_bytes: int, max_recipients: int | None
) -> Iterator[Shard]:
    """Fill one shard after the other up to its limits, at the boundaries of recipients.

    Raises:
        InvalidMessageError: one recipient alone is too much for a shard, or there is none.
        BundleError: there is no room for a temporary file.

    Source: R13.
    """
    base = find_submitted_size(header) + find_submitted_size(FOOTER)
    most = max_recipients or sys.maxsize
    number, count, size, kept = 1, 0, base, _Entries()
    for row, entry, more in entries:
        if base + more > max_bytes:
            figures = {"size": base + more, "limit": max_bytes}
            raise InvalidMessageError([BatchProblem("shard_too_small", figures=figures, row=row)])
        if count == most or size + more > max_bytes:
            kept.flush()
            yield Shard(number, count, size, header, kept)
            number, count, size, kept = number + 1, 0, base, _Entries()
        kept.add(entry)
        count += 1
        size += more
    if not count:
        raise InvalidMessageError([BatchProblem("no_recipients")])
    kept.flush()
    yield Shard(number, count, size, header, kept)


def _cannot_keep(error: OSError) -> BundleError:
    reason = error.strerror or str(error)
    return BundleError(text("batch.cannot_keep", path=tempfile.gettempdir(), reason=reason))
