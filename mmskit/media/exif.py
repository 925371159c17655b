"""The one fact of EXIF that changes a picture's size: its orientation."""

from __future__ import annotations

import struct
from typing import Final

_ORIENTATION: Final = 0x0112
_SHORT: Final = 3
_ENTRY_BYTES: Final = 12
_TURNED: Final = frozenset({5, 6, 7, 8})
_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}


def is_turned(tiff: bytes) -> bool:
    """Whether a picture is shown with its sides exchanged.

    Args:
        tiff: the EXIF block from its byte order mark on; anything unreadable counts as upright.
    """
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return False
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(entries):
            at = start + 2 + number * _ENTRY_BYTES
            tag, form, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if tag == _ORIENTATION:
                return form == _SHORT and value in _TURNED
    except struct.error:
        pass
    return False
