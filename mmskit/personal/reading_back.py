"""Batches read back from their XML: what is in one, and whether it is what the manifest says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from mmskit.check import check, find_errors
from mmskit.errors import BundleError, DecodeError
from mmskit.limits import BATCH_BYTES, CONTENT_BYTES
from mmskit.message import Frame, Message
from mmskit.personal.filling import find_picture_bytes, find_text_bytes
from mmskit.personal.manifest import SHARDS, Manifest, ShardEntry, read_manifest
from mmskit.recipients.seen import SeenNumbers
from mmskit.texts import Text, text
from mmskit.wire.batch import count_submitted, decode_batch

_PIECE: Final = 256 * 1024
_BLOCK: Final = 1_000
_MOST_PROBLEMS: Final = 10_000


@dataclass
class Checked:
    """What is in one batch, or in all of an export.

    Attributes:
        title: of the message.
        picture: the kind of the picture.
        recipients: how many.
        submitted_bytes: as submitted, that is form-encoded, all files together. Source: R13.
        longest_bytes: of the longest message, encoded. Source: R14.
        files: how many were read.
        problems: what is wrong, the first 10,000.
        problem_count: how much is wrong.
    """

    title: str = ""
    picture: str = ""
    recipients: int = 0
    submitted_bytes: int = 0
    longest_bytes: int = 0
    files: int = 0
    problems: list[Text] = field(default_factory=list)
    problem_count: int = 0

    def add(self, *problems: Text) -> None:
        """Take down what is wrong."""
        self.problem_count += len(problems)
        self.problems += problems[: max(0, _MOST_PROBLEMS - len(self.problems))]


def check_file(path: Path) -> Checked:
    """Read a batch's XML, all of it, in constant memory.

    Raises:
        DecodeError: it is no batch.
        BundleError: it cannot be read.
    """
    checked = Checked()
    _look_through(_File(path), checked, SeenNumbers())
    return checked


def check_export(folder: Path) -> Checked:
    """Read an export back, and compare it with its manifest.

    Raises:
        BundleError: there is no manifest, or a file cannot be read.
    """
    manifest = read_manifest(folder)
    checked, seen = Checked(), SeenNumbers()
    for entry in manifest.shards:
        path = folder / entry.file
        if not path.is_file():
            checked.add(_say("file_missing", file=entry.file))
            continue
        file, before = _File(path), checked.recipients
        try:
            title = _look_through(file, checked, seen, entry.file)
        except DecodeError as error:
            checked.add(text("batch.export.in_file", file=entry.file, said=error.sentence))
            continue
        checked.add(*_compare(entry, file, checked.recipients - before))
        if title != manifest.title:
            checked.add(_say("other_title", file=entry.file, title=manifest.title))
    _compare_all(manifest, folder, checked)
    return checked


class _File:
    """A file that is counted and hashed while it is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hash = hashlib.sha256()
        self.submitted = 0

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def read(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                while piece := file.read(_PIECE):
                    self._hash.update(piece)
                    self.submitted += count_submitted(piece)
                    yield piece
        except OSError as error:
            reason = error.strerror or error
            raise BundleError(
                text("batch.export.unreadable", path=self._path, reason=reason)
            ) from None


def _look_through(file: _File, checked: Checked, seen: SeenNumbers, name: str = "") -> str:
    """Count what is in a batch, and find what is wrong with it; its title."""
    document = decode_batch(file.read())
    judge = _Judge(find_picture_bytes(document.picture), seen, name)
    entries, first = document.entries, 1
    while block := list(islice(entries, _BLOCK)):
        judge.look_at(block, first, checked)
        first += len(block)
    if file.submitted > BATCH_BYTES:
        figures = {"size": file.submitted, "limit": BATCH_BYTES}
        checked.add(_say("too_large", **figures))
    if not checked.files:
        checked.title, checked.picture = document.title, document.picture.kind
        checked.add(*_check_title(document.title))
    checked.files += 1
    checked.submitted_bytes += file.submitted
    return document.title


class _Judge:
    """Finds what is wrong with the recipients of one file, many at a time."""

    def __init__(self, picture_bytes: int, seen: SeenNumbers, name: str) -> None:
        self._picture_bytes = picture_bytes
        self._room = (CONTENT_BYTES - picture_bytes - find_text_bytes(0)) // 4 * 3
        self._seen = seen
        self._name = name

    def look_at(self, block: Sequence[tuple[str, str]], first: int, checked: Checked) -> None:
        numbers, texts = zip(*block, strict=True)
        sizes = [*map(len, map(str.encode, texts))]
        longest = self._picture_bytes + find_text_bytes(max(sizes))
        checked.longest_bytes = max(checked.longest_bytes, longest)
        start = checked.recipients + 1
        checked.recipients += len(block)
        before = self._seen.remember_all(numbers, range(start, start + len(block)))
        if not before and max(sizes) <= self._room and all(map(str.strip, texts)):
            return
        for place, (size, said) in enumerate(zip(sizes, texts, strict=True)):
            for fault in self._find_faults(size, said, before.get(place)):
                placed = text("batch.at_row", row=first + place, said=fault)
                checked.add(
                    text("batch.export.in_file", file=self._name, said=placed)
                    if self._name
                    else placed
                )

    def _find_faults(self, raw_bytes: int, said: str, before: int | None) -> Iterator[Text]:
        size = self._picture_bytes + find_text_bytes(raw_bytes)
        if size > CONTENT_BYTES:
            over = size - CONTENT_BYTES
            yield text("batch.text_too_long", size=size, over=over, limit=CONTENT_BYTES)
        if not said.strip():
            yield text("batch.text_empty")
        if before is not None:
            yield text(
                "batch.export.number_again" if self._name else "batch.number_twice", first=before
            )


def _compare(entry: ShardEntry, file: _File, recipients: int) -> Iterator[Text]:
    if file.digest != entry.sha256:
        yield _say("file_changed", file=entry.file)
    if recipients != entry.recipients:
        figures = {"found": recipients, "count": entry.recipients}
        yield _say("other_count", file=entry.file, **figures)


def _compare_all(manifest: Manifest, folder: Path, checked: Checked) -> None:
    known = {entry.file for entry in manifest.shards}
    for path in sorted(folder.glob(SHARDS)):
        if path.name not in known:
            checked.add(_say("file_unknown", file=path.name))
    if sum(entry.recipients for entry in manifest.shards) != manifest.recipients:
        checked.add(_say("odd_count"))


def _check_title(title: str) -> list[Text]:
    found = find_errors(check(Message(title, [Frame(text=".")])))
    return [problem.sentence for problem in found if problem.slot == "title"]


def _say(code: str, **figures: object) -> Text:
    return text(f"batch.export.{code}", **figures)
