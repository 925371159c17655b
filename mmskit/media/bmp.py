"""BMP, read from its headers."""

from __future__ import annotations

import struct
from typing import Final

from mmskit.media.caps import check_size
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import PictureFacts

HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Lengths that the second header can have; the shortest is OS/2's."""

_OLD_HEADER: Final = 12
_FILE_HEADER: Final = 14
_BITS: Final = frozenset({1, 4, 8, 16, 24, 32})
_PLAIN: Final = frozenset({0, 3, 6})
_RUNS: Final = {1: 8, 2: 4}
"""Run-length codings, and the bits of a pixel that each one is for."""


def walk(data: bytes) -> PictureFacts:
    """Read a BMP's headers, and check that its pixels are all there.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, of a variant that is not taken, or
            carries another file.
    """
    if len(data) < _FILE_HEADER + 4:
        raise truncated("bmp", len(data), place("header"))
    start, header = struct.unpack_from("<II", data, 10)
    if header not in HEADERS:
        raise damaged("bmp", _FILE_HEADER, "header")
    if len(data) < _FILE_HEADER + header:
        raise truncated("bmp", len(data), place("header"))
    width, height, size = _read_header(data, header)
    if start < _FILE_HEADER + header:
        raise damaged("bmp", 10, "header")
    end = start + size
    if end > len(data):
        raise truncated("bmp", len(data), place("pixels"))
    check_whole("bmp", data)
    check_tail("bmp", data, end)
    return PictureFacts(kind="bmp", width=width, height=height, trailing=len(data) - end)


def _read_header(data: bytes, header: int) -> tuple[int, int, int]:
    """Width, height (positive), and how many bytes the pixels take."""
    if header == _OLD_HEADER:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        coding, claimed = 0, 0
    else:
        width, height, _, bits, coding, claimed = struct.unpack_from("<iiHHII", data, 18)
        height = abs(height)
    check_size("bmp", width, height, _FILE_HEADER + 4)
    if bits not in _BITS:
        raise damaged("bmp", _FILE_HEADER, "header")
    if coding in _PLAIN:
        return width, height, (width * bits + 31) // 32 * 4 * height
    if _RUNS.get(coding) == bits and claimed:
        return width, height, claimed
    raise unsupported("bmp", "bmp_coding", coding=coding)
