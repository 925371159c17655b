"""PNG and animated PNG, walked chunk by chunk."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_frames, check_size
from mmskit.media.exif import is_turned
from mmskit.media.faults import damaged, place, truncated
from mmskit.media.guests import check_archive, check_part, check_tail
from mmskit.media.kinds import PictureFacts

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PALETTE: Final = 3
_CHECKED: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"})
_TECHNICAL: Final = frozenset(
    {
        b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"pHYs", b"sBIT", b"bKGD",
        b"tRNS", b"hIST", b"sPLT",
    }
)  # fmt: skip
_CHUNKS: Final = 100_000
_HURRIED: Final = 0.01
_HURRIED_SHOWN: Final = 0.1


@dataclass
class _Walk:
    """What was read so far."""

    data: bytes
    width: int = 0
    height: int = 0
    palette_needed: bool = False
    pixels: bool = False
    announced: int = 0
    frames: int = 0
    seconds: float = 0.0
    turned: bool = False
    metadata: bool = False


def walk(data: bytes) -> PictureFacts:
    """Read a PNG's chunks and check the sums of those that make the picture.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, or carries another file.
    """
    state = _Walk(data)
    end = _walk_chunks(state)
    if not state.pixels or state.palette_needed:
        raise damaged("png", end, "no_picture")
    if state.announced != state.frames:
        raise damaged("png", end, "png_frames", announced=state.announced, count=state.frames)
    check_archive("png", data)
    check_tail("png", data, end)
    sides = (state.height, state.width) if state.turned else (state.width, state.height)
    return PictureFacts(
        kind="png",
        width=sides[0],
        height=sides[1],
        frames=max(1, state.frames),
        seconds=state.seconds if state.frames > 1 else 0.0,
        trailing=len(data) - end,
        metadata=state.metadata,
    )


def _walk_chunks(state: _Walk) -> int:
    """Read from the signature to IEND; return where the picture ends."""
    data = state.data
    at = len(SIGNATURE)
    view = memoryview(data)
    for number in range(_CHUNKS):
        if at + 12 > len(data):
            raise truncated("png", len(data), place("header" if not number else "chunk_border"))
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        start, end = at + 8, at + 8 + length
        if not name.isalpha() or length > 0x7FFFFFFF or (name == b"IHDR") != (number == 0):
            raise damaged("png", at, "png_chunk")
        if end + 4 > len(data):
            raise truncated("png", len(data), place("chunk", name=name.decode("ascii")))
        if name in _CHECKED and zlib.crc32(view[at + 4 : end]) != int.from_bytes(
            data[end : end + 4], "big"
        ):
            raise damaged("png", at, "png_sum", name=name.decode("ascii"))
        if name == b"IEND":
            return end + 4
        _read_chunk(state, name, start, end)
        at = end + 4
    raise damaged("png", at, "png_chunks", limit=_CHUNKS)


def _read_chunk(state: _Walk, name: bytes, start: int, end: int) -> None:
    data = state.data
    if name == b"IDAT":
        state.pixels = True
    elif name == b"IHDR":
        _read_header(state, start, end)
    elif name == b"PLTE":
        state.palette_needed = False
    elif name == b"acTL":
        _read_animation(state, start, end)
    elif name == b"fcTL":
        _read_frame(state, start, end)
    elif name == b"eXIf":
        state.metadata = True
        state.turned = is_turned(data[start:end])
    elif name not in _CHECKED and name not in _TECHNICAL:
        if name[:1].isupper():
            raise damaged("png", start - 8, "png_chunk")
        state.metadata = True
        check_part("png", data, start, end)


def _read_header(state: _Walk, start: int, end: int) -> None:
    if end - start != 13:
        raise damaged("png", start, "png_chunk")
    width, height, depth, colours, packing, filtering, interlace = struct.unpack_from(
        ">IIBBBBB", state.data, start
    )
    check_size("png", width, height, start)
    if depth not in _DEPTHS.get(colours, ()) or packing or filtering or interlace > 1:
        raise damaged("png", start + 8, "png_header")
    state.width, state.height = width, height
    state.palette_needed = colours == _PALETTE


def _read_animation(state: _Walk, start: int, end: int) -> None:
    if end - start != 8 or state.announced or state.pixels:
        raise damaged("png", start, "png_chunk")
    state.announced = int.from_bytes(state.data[start : start + 4], "big")
    check_frames("png", state.announced, state.width, state.height)


def _read_frame(state: _Walk, start: int, end: int) -> None:
    if end - start != 26 or not state.announced:
        raise damaged("png", start, "png_chunk")
    _, width, height, left, top, time, unit = struct.unpack_from(">IIIIIHH", state.data, start)
    if not width or not height or left + width > state.width or top + height > state.height:
        raise damaged("png", start, "outside")
    state.frames += 1
    seconds = time / (unit or 100)
    state.seconds += seconds if seconds > _HURRIED else _HURRIED_SHOWN
