"""The one fact of EXIF that changes a picture's size: its orientation."""

from __future__ import annotations

import struct
from typing import Final

EXIF_BYTES: Final = 64 * 1024
"""As much of an EXIF block as is read; in a JPEG it cannot be longer."""

_ORIENTATION: Final = 0x0112
_FORMS: Final = {1: "B", 3: "H", 4: "I"}
_ENTRY_BYTES: Final = 12
_UPRIGHT: Final = 1
_KNOWN: Final = range(1, 9)
_TURNED: Final = frozenset({5, 6, 7, 8})
_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}


def is_turned(tiff: bytes) -> bool:
    """Whether a picture is shown with its sides exchanged.

    Args:
        tiff: the EXIF block from its byte order mark on; anything unreadable counts as upright.
    """
    return find_orientation(tiff) in _TURNED


def find_orientation(tiff: bytes) -> int:
    """How a picture is turned and mirrored, 1 (upright) to 8.

    Args:
        tiff: the EXIF block from its byte order mark on; anything unreadable counts as upright.
    """
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return _UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(entries):
            at = start + 2 + number * _ENTRY_BYTES
            tag, form = struct.unpack_from(f"{order}HH", tiff, at)
            if tag == _ORIENTATION and form in _FORMS:
                (value,) = struct.unpack_from(order + _FORMS[form], tiff, at + 8)
                return int(value) if value in _KNOWN else _UPRIGHT
    except struct.error:
        pass
    return _UPRIGHT
