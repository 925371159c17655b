"""A batch cut into submissions, each no larger than one submission may be."""

from __future__ import annotations

import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from mmskit.errors import BundleError, InvalidMessageError
from mmskit.files import write_atomically
from mmskit.texts import text
from mmskit.wire.batch import FOOTER, BatchProblem, find_entry_size, find_submitted_size

_PIECE: Final = 64 * 1024
_IN_MEMORY: Final = 1024 * 1024


class Encoded(NamedTuple):
    """Some recipients' part of a document.

    Attributes:
        rows: their rows.
        xml: their entries, a line each.
        size: bytes as submitted of all together. Source: R13.
    """

    rows: Sequence[int]
    xml: str
    size: int

    def split(self) -> Iterator[Encoded]:
        """Parts of one recipient each."""
        entries = self.xml.splitlines(keepends=True)
        for row, entry in zip(self.rows, entries, strict=True):
            yield Encoded([row], entry, find_entry_size(entry))


class Entries(Protocol):
    """Where the entries of a shard are kept while it is filled."""

    def add(self, xml: str) -> None:
        """Take some more."""
        ...

    def finish(self) -> None:
        """There are no more."""
        ...


Kept = TypeVar("Kept", bound=Entries)


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
        weakref.finalize(self, self._file.close)

    def add(self, xml: str) -> None:
        try:
            self._file.write(xml.encode("ascii"))
        except OSError as error:
            raise _cannot_keep(error) from None

    def finish(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            raise _cannot_keep(error) from None

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
    header: str, parts: Iterable[Encoded], max_bytes: int, max_recipients: int | None
) -> Iterator[Shard]:
    """Fill one shard after the other, each kept in a temporary file where it is large.

    Raises:
        InvalidMessageError: one recipient alone is too much for a shard, or there is none.
        BundleError: there is no room for a temporary file.

    Source: R13.
    """
    limits = Limits(max_bytes, max_recipients or sys.maxsize)
    for full in fill_shards(header, parts, limits, lambda _: _Entries()):
        yield Shard(full.number, full.count, full.size, header, full.entries)


class Limits(NamedTuple):
    """How large a shard may be.

    Attributes:
        max_bytes: bytes as submitted. Source: R13.
        max_recipients: recipients.
    """

    max_bytes: int
    max_recipients: int


def fill_shards(
    header: str, parts: Iterable[Encoded], limits: Limits, start: Callable[[int], Kept]
) -> Iterator[Filling[Kept]]:
    """Fill one shard after the other up to its limits, at the boundaries of recipients.

    Args:
        header: what stands in front of the entries.
        parts: the entries.
        limits: of each shard.
        start: makes the place for the entries of a shard, from its number.

    Raises:
        InvalidMessageError: one recipient alone is too much for a shard, or there is none.

    Source: R13.
    """
    bare = find_submitted_size(header) + find_submitted_size(FOOTER)
    shard = Filling(1, bare, start(1))
    for part in parts:
        if shard.has_room(part, limits):
            shard.add(part)
            continue
        for few in _cut(shard, part, limits):
            if not shard.has_room(few, limits):
                if shard.count:
                    yield shard.finish()
                    shard = Filling(shard.number + 1, bare, start(shard.number + 1))
                shard.check(few, limits)
            shard.add(few)
    if not shard.count:
        raise InvalidMessageError([BatchProblem("no_recipients")])
    yield shard.finish()


def _cut(shard: Filling[Kept], part: Encoded, limits: Limits) -> Iterator[Encoded]:
    """A part that does not fit whole, in runs that do: as much as there is room for, then the rest."""
    bare = shard.bare
    room, places = limits.max_bytes - shard.size, limits.max_recipients - shard.count
    run: list[Encoded] = []
    for one in part.split():
        if run and (one.size > room or not places):
            yield _join(run)
            run = []
        if not run and (one.size > room or not places):
            room, places = limits.max_bytes - bare, limits.max_recipients
        run.append(one)
        room -= one.size
        places -= 1
    yield _join(run)


def _join(run: Sequence[Encoded]) -> Encoded:
    rows = [row for one in run for row in one.rows]
    return Encoded(rows, "".join(one.xml for one in run), sum(one.size for one in run))


class Filling(Generic[Kept]):
    """A shard that is being filled.

    Attributes:
        number: from 1.
        count: how many recipients it has.
        size: bytes as submitted. Source: R13.
        bare: its size without recipients.
        entries: where they are kept.
    """

    def __init__(self, number: int, bare: int, entries: Kept) -> None:
        self.number = number
        self.count = 0
        self.size = bare
        self.bare = bare
        self.entries = entries

    def has_room(self, part: Encoded, limits: Limits) -> bool:
        """Whether a part fits in whole."""
        return (
            self.size + part.size <= limits.max_bytes
            and self.count + len(part.rows) <= limits.max_recipients
        )

    def check(self, part: Encoded, limits: Limits) -> None:
        """Refuse a recipient for whom an empty shard is too small."""
        size = self.bare + part.size
        if size > limits.max_bytes:
            figures = {"size": size, "limit": limits.max_bytes}
            problem = BatchProblem("shard_too_small", figures=figures, row=part.rows[0])
            raise InvalidMessageError([problem])

    def add(self, part: Encoded) -> None:
        """Take a part that fits."""
        self.entries.add(part.xml)
        self.size += part.size
        self.count += len(part.rows)

    def finish(self) -> Filling[Kept]:
        """There is no room for more."""
        self.entries.finish()
        return self


def _cannot_keep(error: OSError) -> BundleError:
    reason = error.strerror or str(error)
    return BundleError(text("batch.cannot_keep", path=tempfile.gettempdir(), reason=reason))
