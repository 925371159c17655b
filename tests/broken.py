"""Media whose structure is sound and whose inside is garbage."""

from __future__ import annotations

import struct
import zlib


def broken_png() -> bytes:
    """A PNG whose chunks are in order and whose pixels are garbage."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", b"\x78\x9c" + b"\xff" * 40)
        + chunk(b"IEND", b"")
    )
