"""Writes an animated GIF whose pictures share one palette.

Pillow's writer spends more than this one on small pictures: its codes always start at nine bits,
and it gives every picture a palette of its own where palettes differ at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_KEEP: Final = 1
_CODES: Final = 4096
_PIECE: Final = 255
STORED_BITS: Final = 7
_STORED: Final = 125
"""Codes of eight bits after which the table would ask for nine."""


@dataclass(frozen=True)
class Patch:
    """One picture of an animation: what it paints over the one before.

    Attributes:
        left: where it starts, in pixels.
        top: where it starts, in pixels.
        width: pixels.
        height: pixels.
        codes: its compressed pixels.
        hundredths: how long it stays, in hundredths of a second.
    """

    left: int
    top: int
    width: int
    height: int
    codes: bytes = field(repr=False)
    hundredths: int


def write_gif(
    size: tuple[int, int],
    palette: bytes,
    bits: int,
    patches: Iterable[Patch],
    *,
    transparent: int,
    loop: int | None,
) -> bytes:
    """Put an animation together.

    Args:
        size: width and height in pixels.
        palette: red, green and blue of ``1 << bits`` colours.
        bits: bits of a pixel, 2 to 8.
        patches: the pictures.
        transparent: the index that leaves a pixel as it was.
        loop: how often it is repeated (0: for ever), or None where it plays once.
    """
    width, height = size
    parts = [
        b"GIF89a",
        width.to_bytes(2, "little"),
        height.to_bytes(2, "little"),
        bytes((0x80 | bits - 1, 0, 0)),
        palette,
    ]
    if loop is not None:
        parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + loop.to_bytes(2, "little") + b"\0")
    for patch in patches:
        parts.append(b"\x21\xf9\x04" + bytes((_KEEP << 2 | 1,)))
        parts.append(patch.hundredths.to_bytes(2, "little") + bytes((transparent, 0, 0x2C)))
        parts += (
            number.to_bytes(2, "little")
            for number in (patch.left, patch.top, patch.width, patch.height)
        )
        parts.append(bytes((0, bits)))
        for start in range(0, len(patch.codes), _PIECE):
            piece = patch.codes[start : start + _PIECE]
            parts += (bytes((len(piece),)), piece)
        parts.append(b"\0")
    parts.append(b";")
    return b"".join(parts)


def store(pixels: bytes) -> bytes:
    """Write pixels of up to :data:`STORED_BITS` bits as GIF does, at once and without compressing.

    Every code is one byte as long as the table is cleared before it needs longer ones.
    """
    clear, end = bytes((1 << STORED_BITS,)), bytes(((1 << STORED_BITS) + 1,))
    pieces = [pixels[at : at + _STORED] for at in range(0, len(pixels), _STORED)]
    return clear + clear.join(pieces) + end


def compress(pixels: bytes, bits: int) -> bytes:
    """Compress pixels as GIF does.

    Args:
        pixels: indices, at least one.
        bits: bits of a pixel, 2 to 8.
    """
    clear = 1 << bits
    known: dict[int, int] = {}
    following = clear + 2
    width = bits + 1
    buffer, filled = clear, width
    codes = bytearray()
    run = pixels[0]
    for wanted in memoryview(pixels)[1:]:
        key = run << 8 | wanted
        code = known.get(key)
        if code is not None:
            run = code
            continue
        buffer |= run << filled
        filled += width
        if following < _CODES:
            known[key] = following
            width += following >> width
            following += 1
        else:
            buffer |= clear << filled
            filled += width
            known.clear()
            following, width = clear + 2, bits + 1
        while filled >= 8:  # noqa: PLR2004 - bits of a byte
            codes.append(buffer & 255)
            buffer >>= 8
            filled -= 8
        run = wanted
    buffer |= run << filled
    filled += width
    width += following >> width if following < _CODES else 0
    buffer |= clear + 1 << filled
    filled += width
    codes += buffer.to_bytes((filled + 7) // 8, "little")
    return bytes(codes)
