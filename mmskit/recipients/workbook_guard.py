"""Workbooks from strangers: how much they would unpack to is known before anything takes them apart.

The parser makes a table of every cell between the first and the last, so that one stray cell far
down would take all memory there is, and the whole program with it. What the archive's own
directory says of sizes may be a lie: what counts is what comes out.
"""

from __future__ import annotations

import hashlib
import io
import re
import string
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mmskit.errors import RecipientListError
from mmskit.texts import text

FILE_BYTES: Final = 128 << 20
"""The largest workbook that is read."""

EXPANDED_BYTES: Final = 512 << 20
"""The most bytes a workbook may unpack to."""

MOST_CELLS: Final = 40_000_000
"""The most cells between the first and the last of a sheet, the empty ones included: about 1 GB."""

MEMBERS: Final = 10_000
"""The most files in a workbook."""

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PIECE: Final = 1 << 18
"""Bytes at a time: few enough that the processor still holds them when they are looked at."""

_OVERLAP: Final = 64
_LONG_TAG: Final = 1 << 16
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError)

_PLAIN: Final = bytes.maketrans(
    f"{string.ascii_letters}{string.digits}'".encode(), b"A" * 52 + b"0" * 10 + b'"'
)
"""Letters, which may be small ones, to A, digits to 0, either quotation mark to the double one."""

_COLUMNS: Final = {3: 16_384, 2: 702, 1: 26}
"""How many columns have names of so many letters, or fewer."""

_REFERENCE: Final = re.compile(rb"[\"']([A-Za-z]{1,3})0*([0-9]+)[\"']")
_ODD_CELL: Final = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z](?:[0-9]{1,6}|10[0-4][0-9]{4})")')
_UNPLACED: Final = re.compile(rb'<c(?=[\s/>])(?! r="[A-Za-z])')
_TAG: Final = re.compile(rb"<(?:\w+:)?(?:row(?=[\s/>])([^<]*)|c(?=[\s/>])([^<]*))")
_OTHERS: Final = rb"(?:\s+[\w:]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*?\s+r="
_HAS_REFERENCE: Final = re.compile(_OTHERS + rb"[\"'][A-Za-z]")
_ROW_NUMBER: Final = re.compile(_OTHERS + rb"[\"']0*([0-9]+)[\"']")
_ERROR_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).){0,8192}?<(?:\w+:)?v>([^<]{1,20})</",
    re.DOTALL,
)
_MOST_LETTERS: Final = 3
_MOST_DIGITS: Final = 12
_MOST_ERRORS: Final = 1_000_000


@dataclass(frozen=True)
class Guarded:
    """A workbook that may be taken apart.

    Attributes:
        kind: ``xlsx`` or ``xls``.
        data: the file.
        has_errors: whether some cell holds an error such as ``#N/A``.
    """

    kind: str
    data: bytes = field(repr=False)
    has_errors: bool = False

    @property
    def digest(self) -> str:
        """Its SHA-256, in hex."""
        return hashlib.sha256(self.data).hexdigest()


def read_guarded(path: Path) -> Guarded:
    """Read a workbook, and make sure of what is in it.

    Raises:
        RecipientListError: it is damaged, protected by a password, too large, or of a kind that is
            not read.
        OSError: it cannot be read.
    """
    if path.stat().st_size > FILE_BYTES:
        raise _fail("large_workbook", path, limit=FILE_BYTES >> 20)
    data = path.read_bytes()
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise _fail("locked", path)
        return Guarded("xls", data)  # at most 65,536 rows of 256 cells
    try:
        return Guarded("xlsx", data, _look_through(path, data))
    except _BROKEN as error:
        raise _fail("damaged", path, reason=str(error)[:120]) from None


def _look_through(path: Path, data: bytes) -> bool:
    """Unpack everything once, keeping nothing; whether there are cells with errors."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    names = {member.filename for member in members}
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise _fail("odd_workbook", path)
    if len(members) > MEMBERS:
        raise _fail("many_members", path, limit=MEMBERS)
    left = EXPANDED_BYTES
    has_errors = False

    def count(pieces: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal left
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise _fail("expands", path, limit=EXPANDED_BYTES >> 20)
            yield piece

    for member in members:
        extent = _Extent()
        extent.look_at(count(_unpack(data, member)))
        if extent.cells > MOST_CELLS and extent.find_exactly(_unpack(data, member)) > MOST_CELLS:
            rows, columns = extent.rows, extent.columns
            raise _fail("wide_sheet", path, rows=rows, columns=columns, limit=MOST_CELLS)
        has_errors = has_errors or extent.has_errors
    return has_errors


def _unpack(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member really unpacks to, whatever the directory says, in pieces."""
    start = member.header_offset
    _, name, extra = _LOCAL_HEADER.unpack_from(data, start)
    start += _LOCAL_HEADER.size + name + extra
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        for place in range(0, len(packed), _PIECE):
            yield bytes(packed[place : place + _PIECE])
        return
    if member.compress_type != zipfile.ZIP_DEFLATED or member.flag_bits & 1:
        raise zipfile.BadZipFile(f"{member.filename[:60]}: method {member.compress_type}")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), _PIECE):
        rest: bytes | memoryview = packed[place : place + _PIECE]
        while rest and not unpacker.eof:
            if piece := unpacker.decompress(rest, _PIECE):
                yield piece
            rest = unpacker.unconsumed_tail


def _cut_at_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end in front of a tag; overlapping where a tag is enormous."""
    tail = b""
    for piece in pieces:
        seen = tail + piece
        end = seen.rfind(b"<")
        if len(seen) - end > _LONG_TAG:
            tail = seen[-_OVERLAP:]
            yield seen
        else:
            tail = seen[end:]
            yield seen[:end]
    yield tail


class _Extent:
    """How far a sheet's cells reach, at first roughly, which is quick.

    As long as every cell has a reference, of one letter and a row that Excel knows, they cannot be
    too many. From the first other one on it is looked at how long the references are.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.has_errors = False
        self._is_odd = False
        self._is_unsure = False
        self._letters = 0
        self._digits = 0

    @property
    def cells(self) -> int:
        """No fewer than there are between the first and the last."""
        if self._is_unsure:
            return MOST_CELLS + 1
        return _COLUMNS.get(self._letters, 0) * int(10**self._digits) if self._is_odd else 0

    def look_at(self, pieces: Iterator[bytes]) -> None:
        for place, piece in enumerate(_cut_at_tags(pieces)):
            has_errors = b't="e"' in piece or (b"'" in piece and b"t='e'" in piece)
            self.has_errors = self.has_errors or has_errors
            if self._is_unsure:
                continue
            if not self._is_odd and _ODD_CELL.search(piece):
                self._is_odd, self._is_unsure = True, place > 0
            self._is_unsure = self._is_unsure or (b":" in piece and b":c" in piece)
            if self._is_odd:
                self._is_unsure = self._is_unsure or _UNPLACED.search(piece) is not None
                self._measure(piece.translate(_PLAIN))

    def _measure(self, plain: bytes) -> None:
        for letters in range(_MOST_LETTERS, self._letters, -1):
            if b'"' + b"A" * letters + b"0" in plain:
                self._letters = letters
                break
        while self._digits < _MOST_DIGITS and b"A" + b"0" * (self._digits + 1) in plain:
            self._digits += 1

    def find_exactly(self, pieces: Iterator[bytes]) -> int:
        """How many cells there are between A1 and the last, or a few more.

        Cells and rows without a reference stand behind the one before them.
        """
        unplaced = most_unplaced = unplaced_rows = 0
        for piece in _cut_at_tags(pieces):
            for letters, digits in _REFERENCE.findall(piece):
                self.rows = max(self.rows, int(digits))
                self.columns = max(self.columns, find_column(letters.upper()) + 1)
            for row, cell in _TAG.findall(piece):
                if cell:
                    unplaced += not _HAS_REFERENCE.match(cell)
                    most_unplaced = max(most_unplaced, unplaced)
                    continue
                unplaced = 0
                given = _ROW_NUMBER.match(row)
                unplaced_rows += not given
                self.rows = max(self.rows, int(given[1]) if given else 1)
        self.rows += unplaced_rows
        self.columns += most_unplaced
        return self.rows * self.columns


def find_column(letters: bytes) -> int:
    """The number of a column from its letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def find_errors(guarded: Guarded, sheet: str) -> dict[int, dict[int, str]]:
    """What stands in the cells of a sheet that hold an error, by row and column, from 0."""
    found: dict[int, dict[int, str]] = {}
    with zipfile.ZipFile(io.BytesIO(guarded.data)) as archive:
        name = _find_member(archive, sheet)
        if name is None:
            return found
        said = archive.read(name)
    for count, cell in enumerate(_ERROR_CELL.finditer(said)):
        if count == _MOST_ERRORS:
            break
        row, column = int(cell[2]) - 1, find_column(cell[1])
        found.setdefault(row, {})[column] = cell[3].decode("utf-8", "replace")
    return found


def _find_member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The file of a workbook that holds a sheet."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only errors need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except (KeyError, etree.XMLSyntaxError):
        return None
    wanted = {
        value
        for one in book.iter("{*}sheet")
        if one.get("name") == sheet
        for key, value in one.attrib.items()
        if key.endswith("}id")
    }
    for link in links.iter("{*}Relationship"):
        if link.get("Id") in wanted:
            target = (link.get("Target") or "").lstrip("/")
            name = target if target.startswith("xl/") else f"xl/{target}"
            return name if name in archive.namelist() else None
    return None


def _fail(code: str, path: Path, **figures: object) -> RecipientListError:
    return RecipientListError(text(f"lists.{code}", path=path, **figures))
