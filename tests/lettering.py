"""The fonts of the machine that runs the tests, and two fonts without Chinese made on the spot."""

from __future__ import annotations

import struct
from functools import cache

import pytest
from PIL import ImageFont

from mmskit.errors import FontError
from mmskit.media.drawing.faces import Fonts
from mmskit.media.drawing.fonts import find_fonts


@cache
def _find() -> Fonts | None:
    try:
        return find_fonts({"PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"})
    except FontError:
        return None


def fonts() -> Fonts:
    """Fonts with Chinese; skips the test on a machine that has none."""
    found = _find()
    if found is None:
        pytest.skip("no font with Chinese on this machine (apt install fonts-wqy-microhei)")
    return found


def latin_font() -> bytes:
    """A real font without Chinese: the one inside Pillow."""
    return ImageFont.load_default(16).font_bytes


def font_of(*subtables: tuple[int, int, bytes], collection: bool = False) -> bytes:
    """A font file with a ``cmap`` table and nothing else, laid out by hand after OpenType.

    Args:
        subtables: platform, encoding and bytes of each subtable.
        collection: whether it is the second face of a ``ttcf`` collection, whose first is empty.
    """
    offset = 4 + 8 * len(subtables)
    records = b""
    for platform, encoding, data in subtables:
        records += struct.pack(">HHI", platform, encoding, offset)
        offset += len(data)
    cmap = struct.pack(">HH", 0, len(subtables)) + records
    cmap += b"".join(data for _, _, data in subtables)
    start = 12 + 8 + 12 if collection else 0
    face = b"\0\1\0\0" + struct.pack(">HHHH", 1, 16, 0, 0)
    face += b"cmap" + struct.pack(">III", 0, start + 12 + 16, len(cmap)) + cmap
    if not collection:
        return face
    empty = b"\0\1\0\0" + struct.pack(">HHHH", 0, 16, 0, 0)
    return b"ttcf\0\1\0\0" + struct.pack(">III", 2, 20, 32) + empty + face
