"""A ``.mmsx`` file: a zip that came from anywhere, read with suspicion and written the same way every time."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from mmskit.errors import BundleError
from mmskit.files import write_atomically
from mmskit.limits import FILE_BYTES
from mmskit.texts import text

MEMBERS: Final = 2_000
"""The most files an archive may hold."""

EXPANDED_BYTES: Final = 256 << 20
"""The most bytes an archive may unpack to."""

_EPOCH: Final = (2000, 1, 1, 0, 0, 0)
_UTF8_FLAG: Final = 0x800
_THREE_BYTES: Final = "\u0800"
_DEFLATED_SUFFIXES: Final = (".toml", ".bmp", ".wav", ".mid")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    UnicodeDecodeError,
)


def check_member(name: str, path: Path) -> str:
    """Return a member's name if it stays inside its archive or folder.

    Raises:
        BundleError: it is absolute, climbs out, or is no plain name.
    """
    pure = PurePosixPath(name)
    plain = name and not pure.is_absolute() and ".." not in pure.parts and "\\" not in name
    if not plain or ":" in name or "\0" in name or not pure.name:
        raise BundleError(text("bundle.outside", path=path, name=name))
    return name


def read_archive(path: Path) -> dict[str, bytes]:
    """Read an archive's files by name.

    Raises:
        BundleError: it is no zip, is damaged, or holds what no message needs: absolute or
            climbing names, links, encrypted or repeated members, more than :data:`MEMBERS`
            files or :data:`EXPANDED_BYTES`, or one file beyond what is read of a medium.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _read_members(archive, path)
    except _BROKEN as error:
        raise BundleError(
            text("bundle.not_an_archive", path=path, reason=str(error)[:120])
        ) from None
    except OSError as error:
        raise BundleError(
            text("bundle.unreadable", path=path, reason=error.strerror or error)
        ) from None


def _read_members(archive: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MEMBERS:
        raise BundleError(text("bundle.many_members", path=path, limit=MEMBERS))
    left = EXPANDED_BYTES
    for entry in entries:
        name = check_member(_find_name(entry), path)
        if name in members or stat.S_ISLNK(entry.external_attr >> 16) or entry.flag_bits & 1:
            raise BundleError(text("bundle.odd_member", path=path, name=name))
        # What the directory says of sizes may be a lie: only what is read counts.
        most = min(left, FILE_BYTES)
        with archive.open(entry) as member:
            data = member.read(most + 1)
        if len(data) > FILE_BYTES:
            raise BundleError(
                text("bundle.huge_member", path=path, name=name, limit=FILE_BYTES >> 20)
            )
        if len(data) > most:
            raise BundleError(text("bundle.expands", path=path, limit=EXPANDED_BYTES >> 20))
        left -= len(data)
        members[name] = data
    return members


def _find_name(entry: zipfile.ZipInfo) -> str:
    """A member's name. Some packers write it in UTF-8 or in Windows' Chinese and do not say so."""
    if entry.flag_bits & _UTF8_FLAG or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")  # what zipfile took it for
    except UnicodeEncodeError:
        return entry.filename
    # Two bytes may be “猫” in one and “è” in the other; three that are UTF-8 are hardly chance.
    guesses = (_decode(raw, "utf-8"), _decode(raw, "gb18030"))
    if guesses[0] and max(guesses[0]) >= _THREE_BYTES:
        return guesses[0]
    return guesses[1] or guesses[0] or entry.filename


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def judge_members(path: Path, members: Mapping[str, bytes]) -> None:
    """Refuse to write what :func:`read_archive` would refuse to read.

    Raises:
        BundleError: there are more than :data:`MEMBERS` files or :data:`EXPANDED_BYTES`.
    """
    if len(members) > MEMBERS:
        raise BundleError(text("bundle.many_media", path=path, limit=MEMBERS))
    if sum(map(len, members.values())) > EXPANDED_BYTES:
        raise BundleError(text("bundle.huge_media", path=path, limit=EXPANDED_BYTES >> 20))


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write an archive; the same members give the same bytes.

    Raises:
        BundleError: it cannot be written; the old file stands as it was.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            packed = name.lower().endswith(_DEFLATED_SUFFIXES)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    write_atomically(path, buffer.getvalue())
