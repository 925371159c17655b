"""The files of a campaign: what each shard will say, frozen, and what halves of it say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from mmskit.errors import CampaignError, JournalError
from mmskit.limits import BATCH_BYTES
from mmskit.msisdn import spell_number
from mmskit.texts import text
from mmskit.wire.batch import FOOTER, find_submitted_size

Kind = Literal["personal", "message"]
"""A text for each recipient, or one message for all."""

OWNER_FILE: Final = 0o600
OWNER_FOLDER: Final = 0o700

_MOBILE: Final = re.compile(rb"<mmsMobile>([0-9]+)</mmsMobile>")
_BODY: Final = b"<mmsBody>\n"
_ENTRY_END: Final = b"</mmsBodyData>\n"
_FOOTER: Final = FOOTER.encode("ascii")


class Written(NamedTuple):
    """A shard that is kept.

    Attributes:
        number: from 1.
        mobiles: its numbers, in order.
        size: bytes as submitted. Source: R13.
        digest: SHA-256 of the file.
    """

    number: int
    mobiles: Sequence[int]
    size: int
    digest: str


def find_path(folder: Path, kind: Kind, number: int) -> Path:
    """Where a shard's file stands: the XML that is submitted, or a number a line; 0 is the message."""
    if number == 0:
        return folder / "content.txt"
    return folder / "shards" / f"{number:06}.{'xml' if kind == 'personal' else 'txt'}"


def find_digest(data: bytes) -> str:
    """SHA-256, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_frozen(path: Path, digest: str) -> bytes:
    """Read a file that must not have changed.

    Raises:
        CampaignError: it has, or is gone.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CampaignError(text("campaigns.file_gone", path=path, reason=reason)) from None
    if find_digest(data) != digest:
        raise CampaignError(text("campaigns.file_changed", path=path))
    return data


def describe_shard(kind: Kind, number: int, data: bytes) -> Written:
    """What is to be known of a shard's file."""
    if kind == "personal":
        mobiles = [int(found) for found in _MOBILE.findall(data)]
        size = find_submitted_size(data.decode("ascii"))
    else:
        mobiles = [int(line) for line in data.split()]
        size = len(data) + 2 * len(mobiles)  # a comma takes three bytes in a form
    return Written(number, mobiles, size, find_digest(data))


def write_numbers(numbers: Iterable[str]) -> bytes:
    """The file of a shard of one message for all."""
    return "".join(f"{number}\n" for number in numbers).encode("ascii")


def read_numbers(data: bytes) -> list[str]:
    """The numbers of such a file, so written that they are read as what they are."""
    numbers = data.decode("ascii").split()
    return [spell_number(number) for number in numbers]


def cut_in_two(kind: Kind, data: bytes) -> tuple[bytes, bytes]:
    """Halve a shard between two recipients; it has at least two."""
    if kind == "message":
        lines = data.splitlines(keepends=True)
        return b"".join(lines[: len(lines) // 2]), b"".join(lines[len(lines) // 2 :])
    header, entries = take_apart(data)
    half = len(entries) // 2
    return join(header, entries[:half]), join(header, entries[half:])


def take_apart(data: bytes) -> tuple[bytes, list[bytes]]:
    """The XML of a batch, as we write it: what stands before the entries, and the entries.

    Raises:
        CampaignError: it is not as we write it.
    """
    header, mark, rest = data.partition(_BODY)
    if not mark or not rest.endswith(_ENTRY_END + _FOOTER) or len(data) > BATCH_BYTES:
        raise CampaignError(text("campaigns.odd_shard"))
    entries = rest.removesuffix(_FOOTER).split(_ENTRY_END)[:-1]
    return header + mark, [entry + _ENTRY_END for entry in entries]


def join(header: bytes, entries: Iterable[bytes]) -> bytes:
    """The XML of a batch from its parts."""
    return b"".join([header, *entries, _FOOTER])


def find_entries(data: bytes, wanted: set[int]) -> Iterator[bytes]:
    """The entries of some recipients, in order."""
    for entry in take_apart(data)[1]:
        found = _MOBILE.search(entry)
        if found is not None and int(found[1]) in wanted:
            yield entry


def make_folder(path: Path) -> None:
    """Make a folder for its owner alone.

    Raises:
        JournalError: it cannot be made, or is there already.
    """
    try:
        path.parent.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
        path.mkdir(OWNER_FOLDER)
        (path / "shards").mkdir(OWNER_FOLDER)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError(text("campaigns.cannot_keep", path=path, reason=reason)) from None
