"""A batch as files in a folder: the submissions, what was left out, and a manifest, written last."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from mmskit.errors import BundleError
from mmskit.files import sync_folder, write_atomically
from mmskit.personal.manifest import MANIFEST, REJECTED, SHARDS, Manifest, ShardEntry
from mmskit.personal.shards import Encoded, Limits, fill_shards
from mmskit.recipients.bad_rows import BadKind, BadRow
from mmskit.recipients.reading import RecipientList
from mmskit.spreadsheet import write_rows
from mmskit.texts import Language, text
from mmskit.wire.batch import FOOTER, encode_header

if TYPE_CHECKING:
    from mmskit.personal.batch import PersonalBatch

OnProgress = Callable[[float], None]
"""Told the share of the list that is done, from 0 to 1. What it raises stops the export."""

_OWNER_FILE: Final = 0o600
_OWNER_FOLDER: Final = 0o700
_COLUMNS: Final = ("row", "cell", "value", "reason")
_WAITING: Final = 1_000
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Exported:
    """An export that is whole.

    Attributes:
        folder: where it is.
        manifest: what is in it; ``manifest.json`` says the same.
    """

    folder: Path
    manifest: Manifest

    @property
    def files(self) -> tuple[Path, ...]:
        """The submissions, in order."""
        return tuple(self.folder / shard.file for shard in self.manifest.shards)

    @property
    def rejected(self) -> Path:
        """The table of the rows that were left out."""
        return self.folder / REJECTED


@dataclass(frozen=True)
class Wishes:
    """How an export is to be made.

    Attributes:
        limits: of each submission.
        language: of the reasons in ``rejected.csv``.
        on_bad_row: told about every row that is left out, or None.
        on_progress: told how far it is, or None.
        executor: where texts are filled in and encoded, or None for here.
    """

    limits: Limits
    language: Language = "en"
    on_bad_row: Callable[[BadRow], None] | None = None
    on_progress: OnProgress | None = None
    executor: Executor | None = None


def export(batch: PersonalBatch, folder: Path, wishes: Wishes) -> Exported:
    """Write a batch into a folder; see :meth:`PersonalBatch.export`."""
    _refuse_old(folder)
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    place = folder / f".export-{secrets.token_hex(6)}.part"
    try:
        folder.mkdir(_OWNER_FOLDER, parents=True, exist_ok=True)
        place.mkdir(_OWNER_FOLDER)
        with ExitStack() as files:
            manifest = _Export(batch, place, wishes, files).write()
        _move_in(place, folder, manifest)
        return Exported(folder, manifest)
    except OSError as error:
        raise _explain(folder, error) from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
        for path in made:
            with suppress(OSError):
                path.rmdir()  # which only takes away an empty one


class _Export:
    """Everything but the manifest, in a place of its own."""

    def __init__(self, batch: PersonalBatch, place: Path, wishes: Wishes, files: ExitStack) -> None:
        self._batch = batch
        self._place = place
        self._wishes = wishes
        self._files = files
        self._left_out: Counter[BadKind] = Counter()
        self._rejected = _Rejected(self._open(REJECTED), wishes.language)

    def write(self) -> Manifest:
        batch = self._batch
        header = encode_header(batch.title, batch.picture)
        parts = self._report(batch.encode(self._take_bad, self._wishes.executor))
        shards = [
            ShardEntry(
                file=full.entries.name,
                recipients=full.count,
                bytes=full.entries.size,
                submitted_bytes=full.size,
                sha256=full.entries.digest,
            )
            for full in fill_shards(
                header,
                parts,
                self._wishes.limits,
                lambda number: self._start(number, header),
            )
        ]
        self._rejected.close()
        return self._describe(tuple(shards))

    def _open(self, name: str) -> BinaryIO:
        handle = os.open(self._place / name, _CREATE, _OWNER_FILE)
        return self._files.enter_context(os.fdopen(handle, "wb"))

    def _start(self, number: int, header: str) -> _ShardFile:
        name = f"batch-{number:04}.xml"
        return _ShardFile(name, self._open(name), header)

    def _take_bad(self, bad: BadRow) -> None:
        self._left_out[bad.kind] += 1
        self._rejected.add(bad)
        if self._wishes.on_bad_row is not None:
            self._wishes.on_bad_row(bad)

    def _report(self, parts: Iterable[Encoded]) -> Iterator[Encoded]:
        report, given, count = self._wishes.on_progress, self._batch.recipients, 0
        for part in parts:
            yield part
            count += len(part.rows)
            if report is not None:
                report(_find_share(given, count))

    def _describe(self, shards: tuple[ShardEntry, ...]) -> Manifest:
        from mmskit import __version__  # noqa: PLC0415 - it imports everything lazily

        batch, listed = self._batch, {}
        if isinstance(batch.recipients, RecipientList):
            listed = {
                "file": batch.recipients.path.name,
                "sheet": batch.recipients.sheet,
                "number_column": batch.recipients.number_column,
                "sha256": batch.recipients.find_digest(),
            }
        return Manifest(
            title=batch.title,
            recipients=sum(shard.recipients for shard in shards),
            shards=shards,
            left_out=dict(sorted(self._left_out.items())),
            text_sha256=_digest(batch.text.encode()),
            picture={
                "kind": batch.picture.kind,
                "bytes": len(batch.picture.data),
                "sha256": _digest(batch.picture.data),
            },
            list=listed,
            created=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
            mmskit=__version__,
        )


class _ShardFile:
    """A submission's file, hashed while it is written."""

    def __init__(self, name: str, file: BinaryIO, header: str) -> None:
        self.name = name
        self.size = 0
        self._hash = hashlib.sha256()
        self._file = file
        self.add(header)

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def add(self, xml: str) -> None:
        data = xml.encode("ascii")
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> None:
        self.add(FOOTER)
        _make_durable(self._file)


class _Rejected:
    """The table of what was left out, written row by row."""

    def __init__(self, file: BinaryIO, language: Language) -> None:
        self._language = language
        self._file = file
        self._waiting = [[text(f"batch.column.{name}").render(language) for name in _COLUMNS]]
        self._begun = False

    def add(self, bad: BadRow) -> None:
        reason = bad.reason.render(self._language)
        self._waiting.append([str(bad.row), bad.column, bad.value, reason])
        if len(self._waiting) >= _WAITING:
            self._flush()

    def _flush(self) -> None:
        mark, *chunks = write_rows(self._waiting)
        if not self._begun:
            self._file.write(mark)
        self._begun = True
        self._file.writelines(chunks)
        self._waiting = []

    def close(self) -> None:
        self._flush()
        _make_durable(self._file)


def _find_share(given: object, count: int) -> float:
    if isinstance(given, RecipientList):
        return given.done
    total = len(given) if hasattr(given, "__len__") else 0
    return min(1.0, count / total) if total else 0.0


def _refuse_old(folder: Path) -> None:
    """Refuse a folder with older files: they would go out again."""
    try:
        old = [*folder.glob(SHARDS), folder / MANIFEST, folder / REJECTED]
        if any(path.exists() for path in old):
            raise BundleError(text("batch.export.holds_batches", path=folder))
    except OSError as error:
        raise _explain(folder, error) from None


def _move_in(place: Path, folder: Path, manifest: Manifest) -> None:
    """Move the files to where they belong, and write the manifest once all are there."""
    moved: list[Path] = []
    try:
        for name in (*(shard.file for shard in manifest.shards), REJECTED):
            moved.append(folder / name)
            (place / name).rename(folder / name)
        sync_folder(folder)
        write_atomically(folder / MANIFEST, manifest.encode(), follow=False, mode=_OWNER_FILE)
    except BaseException:
        for path in moved:
            with suppress(OSError):
                path.unlink()
        raise


def _make_durable(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _explain(folder: Path, error: OSError) -> BundleError:
    return BundleError(text("bundle.cannot_save", path=folder, reason=error.strerror or error))
