"""A batch cut into submissions, each no larger than one submission may be."""

from __future__ import annotations

import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Final, NamedTuple

from mmskit.errors import BundleError, InvalidMessageError
from mmskit.files import write_atomically
from mmskit.texts import text
from mmskit.wire.batch import FOOTER, BatchProblem, find_entry_size, find_submitted_size

_PIECE: Final = 64 * 1024
_IN_MEMORY: Final = 1024 * 1024


class Filled(NamedTuple):
    """Some recipients' part of a document.

    Attributes:
        rows: their rows.
        entries: the XML of each.
        size: bytes as submitted of all together. Source: R13.
    """

    rows: Sequence[int]
    entries: Sequence[str]
    size: int

    def split(self) -> Iterator[Filled]:
        """Parts of one recipient each."""
        for row, entry in zip(self.rows, self.entries, strict=True):
            yield Filled([row], [entry], find_entry_size(entry))


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

    def add(self, entries: Sequence[str]) -> None:
        entry = "".join(entries)
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
    header: str, blocks: Iterable[Filled], max_bytes: int, max_recipients: int | None
) -> Iterator[Shard]:
    """Fill one shard after the other up to its limits, at the boundaries of recipients.

    Raises:
        InvalidMessageError: one recipient alone is too much for a shard, or there is none.
        BundleError: there is no room for a temporary file.

    Source: R13.
    """
    most = max_recipients or sys.maxsize
    shard = _Open(1, header)
    for block in blocks:
        if shard.has_room(block, max_bytes, most):
            shard.add(block)
            continue
        for one in block.split():
            if not shard.has_room(one, max_bytes, most):
                if shard.count:
                    yield shard.close()
                    shard = _Open(shard.number + 1, header)
                shard.check(one, max_bytes)
            shard.add(one)
    if not shard.count:
        raise InvalidMessageError([BatchProblem("no_recipients")])
    yield shard.close()


class _Open:
    """A shard that is being filled."""

    def __init__(self, number: int, header: str) -> None:
        self.number = number
        self.count = 0
        self._size = find_submitted_size(header) + find_submitted_size(FOOTER)
        self._header = header
        self._entries = _Entries()

    def has_room(self, part: Filled, max_bytes: int, max_recipients: int) -> bool:
        return self._size + part.size <= max_bytes and self.count + len(part.rows) <= max_recipients

    def check(self, one: Filled, max_bytes: int) -> None:
        """Refuse a recipient for whom an empty shard is too small."""
        size = self._size + one.size
        if not self.count and size > max_bytes:
            figures = {"size": size, "limit": max_bytes}
            problem = BatchProblem("shard_too_small", figures=figures, row=one.rows[0])
            raise InvalidMessageError([problem])

    def add(self, part: Filled) -> None:
        self._entries.add(part.entries)
        self._size += part.size
        self.count += len(part.rows)

    def close(self) -> Shard:
        self._entries.flush()
        return Shard(self.number, self.count, self._size, self._header, self._entries)


def _cannot_keep(error: OSError) -> BundleError:
    reason = error.strerror or str(error)
    return BundleError(text("batch.cannot_keep", path=tempfile.gettempdir(), reason=reason))
