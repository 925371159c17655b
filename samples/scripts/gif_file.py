"""A GIF writer that stores of every picture only what changed."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.uint8]


def write_gif(
    pictures: Sequence[Indices], palette: bytes, seconds: Sequence[float], path: Path
) -> None:
    """Write a GIF that repeats for ever.

    Args:
        pictures: indices into the palette, all of one size; the last index is never used: it
            stands for "as before".
        palette: red, green and blue of each index.
        seconds: each picture's time.
        path: where to.
    """
    height, width = pictures[0].shape
    bits = max(2, (len(palette) // 3 - 1).bit_length())
    clear = len(palette) // 3 - 1
    table = palette.ljust(3 << bits, b"\0")
    out = bytearray(b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF0 | bits - 1, 0, 0) + table)
    if len(pictures) > 1:
        out += b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    before: Indices | None = None
    for picture, time in zip(pictures, seconds, strict=True):
        out += _write_picture(picture, before, clear, bits, time)
        before = picture
    path.write_bytes(bytes(out) + b"\x3b")


def _write_picture(
    picture: Indices, before: Indices | None, clear: int, bits: int, time: float
) -> bytes:
    top, left, part = 0, 0, picture
    if before is not None:
        moved = picture != before
        moved[0, 0] |= not moved.any()
        rows, columns = np.flatnonzero(moved.any(1)), np.flatnonzero(moved.any(0))
        top, left = int(rows[0]), int(columns[0])
        box = (slice(top, int(rows[-1]) + 1), slice(left, int(columns[-1]) + 1))
        part = np.where(moved[box], picture[box], clear).astype(np.uint8)
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, 0x05, round(time * 100), clear, 0)
    place = struct.pack("<BHHHHB", 0x2C, left, top, part.shape[1], part.shape[0], 0)
    return control + place + bytes([bits]) + _split(_compress(part.ravel().tolist(), bits))


def _split(data: bytes) -> bytes:
    blocks = [data[start : start + 255] for start in range(0, len(data), 255)]
    return b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


def _compress(indices: list[int], bits: int) -> bytes:
    """LZW as GIF has it."""
    reset, end = 1 << bits, (1 << bits) + 1
    codes: dict[tuple[int, int], int] = {}
    width, following = bits + 1, end + 1
    buffer, filled = reset, width
    out = bytearray()
    prefix = indices[0]
    for index in indices[1:]:
        known = codes.get((prefix, index))
        if known is not None:
            prefix = known
            continue
        buffer |= prefix << filled
        filled += width
        if following < 4096:
            codes[prefix, index] = following
            width += following == 1 << width
            following += 1
        else:
            buffer |= reset << filled
            filled += width
            codes.clear()
            width, following = bits + 1, end + 1
        while filled >= 8:
            out.append(buffer & 255)
            buffer >>= 8
            filled -= 8
        prefix = index
    buffer |= prefix << filled
    filled += width
    # The reader's table grew by the code just written: the last one may be a bit wider.
    width += following == 1 << width and following < 4096
    buffer |= end << filled
    filled += width
    return bytes(out) + buffer.to_bytes((filled + 7) // 8, "little")
