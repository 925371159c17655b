"""BMP, read from its headers."""

from __future__ import annotations

import struct
from typing import Final

from mmskit.media.caps import check_size
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_archive, check_tail
from mmskit.media.kinds import PictureFacts

_FILE_HEADER: Final = 14
_OLD_HEADER: Final = 12
_HEADERS: Final = frozenset({_OLD_HEADER, 40, 52, 56, 64, 108, 124})
_BITS: Final = frozenset({1, 4, 8, 16, 24, 32})
_PLAIN: Final = frozenset({0, 3, 6})
_RUNS: Final = {1: 8, 2: 4}


def walk(data: bytes) -> PictureFacts:
    """Read a BMP's headers, and check that its pixels are all there.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, of a variant that is not taken, or
            carries another file.
    """
    if len(data) < _FILE_HEADER + 4:
        raise truncated("bmp", len(data), place("header"))
    start, header = struct.unpack_from("<II", data, 10)
    if header not in _HEADERS:
        raise damaged("bmp", _FILE_HEADER, "bmp_header")
    if len(data) < _FILE_HEADER + header:
        raise truncated("bmp", len(data), place("header"))
    width, height, bits, coding, claimed = _read_header(data, header)
    check_size("bmp", width, height, _FILE_HEADER + 4)
    if bits not in _BITS:
        raise damaged("bmp", _FILE_HEADER, "bmp_header")
    if coding in _PLAIN:
        size = (width * bits + 31) // 32 * 4 * height
    elif _RUNS.get(coding) == bits and claimed:
        size = claimed
    else:
        raise unsupported("bmp", "bmp_coding", coding=coding)
    if start < _FILE_HEADER + header:
        raise damaged("bmp", 10, "bmp_header")
    if start + size > len(data):
        raise truncated("bmp", len(data), place("pixels"))
    end = max(start + size, min(len(data), int.from_bytes(data[2:6], "little")))
    check_archive("bmp", data)
    check_tail("bmp", data, start + size)
    return PictureFacts(kind="bmp", width=width, height=height, trailing=len(data) - end)


def _read_header(data: bytes, header: int) -> tuple[int, int, int, int, int]:
    """Width, height (positive), bits of a pixel, coding and bytes of the coded pixels."""
    if header == _OLD_HEADER:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        return width, height, bits, 0, 0
    width, height, _, bits, coding, claimed = struct.unpack_from("<iiHHII", data, 18)
    return width, abs(height), bits, coding, claimed
