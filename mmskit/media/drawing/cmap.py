"""Which characters a font file has: its ``cmap`` table, read without loading the font.

Source: OpenType specification, ``cmap`` (formats 4 and 12) and the ``ttcf`` header.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

_TABLES: Final = 512
_CMAP_BYTES: Final = 8 << 20
_UNICODE: Final = {(3, 10): 12, (0, 6): 12, (0, 4): 12, (3, 1): 4, (0, 3): 4, (0, 2): 4, (0, 1): 4}
"""Platform and encoding of the subtables that map Unicode, best first, and their usual format."""


@dataclass(frozen=True)
class Coverage:
    """The characters of one face, as runs of code points.

    Attributes:
        starts: first code point of each run, ascending.
        ends: last code point of each run, ascending.
    """

    starts: Sequence[int]
    ends: Sequence[int]

    def has(self, characters: str) -> bool:
        """Whether every one of these characters has a glyph."""
        return all(self._has_one(ord(char)) for char in characters)

    def _has_one(self, code: int) -> bool:
        index = bisect_left(self.ends, code)
        return index < len(self.ends) and self.starts[index] <= code


NOTHING: Final = Coverage((), ())


def read_coverage(path: Path, index: int = 0) -> Coverage:
    """Read which characters a face has.

    Args:
        path: a TrueType or OpenType font, or a collection of them.
        index: the face in a collection.

    Returns:
        Its coverage; :data:`NOTHING` for a file that cannot be read or is no such font.
    """
    try:
        with path.open("rb") as file:
            return _parse(_read_table(file, index))
    except (OSError, struct.error, IndexError, ValueError):
        return NOTHING


def _read_table(file: BinaryIO, index: int) -> bytes:
    """The bytes of the ``cmap`` table."""
    head = file.read(12)
    if head[:4] == b"ttcf":
        file.seek(12 + 4 * index)
        file.seek(struct.unpack(">I", file.read(4))[0])
        head = file.read(12)
    count = min(struct.unpack(">4xH", head[:6])[0], _TABLES)
    for _ in range(count):
        tag, offset, length = struct.unpack(">4s4xII", file.read(16))
        if tag == b"cmap":
            file.seek(offset)
            return file.read(min(length, _CMAP_BYTES))
    return b""


def _parse(table: bytes) -> Coverage:
    """Read the best subtable for Unicode."""
    found: dict[tuple[int, int], int] = {}
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        found[platform, encoding] = offset
    for key in _UNICODE:
        if key in found:
            form = struct.unpack_from(">H", table, found[key])[0]
            if form in _READERS:
                return _READERS[form](table, found[key])
    return NOTHING


def _read_segments(table: bytes, offset: int) -> Coverage:
    """Format 4: segments of the first 65,536 code points, some with holes."""
    double = struct.unpack_from(">H", table, offset + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts = struct.unpack_from(f">{count}H", table, offset + 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, offset + 16 + 2 * double)
    ranges_at = offset + 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", table, ranges_at)
    codes: list[int] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        glyphs_at = ranges_at + 2 * number + ranges[number]
        for code in range(start, end + 1):
            glyph = code
            if ranges[number]:
                glyph = struct.unpack_from(">H", table, glyphs_at + 2 * (code - start))[0]
            if (glyph + deltas[number]) & 0xFFFF and (glyph or not ranges[number]):
                codes.append(code)
    return _join(codes)


def _join(codes: list[int]) -> Coverage:
    starts: list[int] = []
    ends: list[int] = []
    for code in codes:
        if ends and code == ends[-1] + 1:
            ends[-1] = code
        else:
            starts.append(code)
            ends.append(code)
    return Coverage(tuple(starts), tuple(ends))


def _read_groups(table: bytes, offset: int) -> Coverage:
    """Format 12: runs over all of Unicode."""
    count = struct.unpack_from(">I", table, offset + 12)[0]
    values = struct.unpack_from(f">{3 * count}I", table, offset + 16)
    return Coverage(values[0::3], values[1::3])


_READERS: Final = {4: _read_segments, 12: _read_groups}
