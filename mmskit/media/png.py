"""PNG and animated PNG, walked chunk by chunk."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_frames, check_size
from mmskit.media.exif import EXIF_BYTES, is_turned
from mmskit.media.faults import damaged, place, truncated
from mmskit.media.guests import check_part, check_tail, check_whole
from mmskit.media.kinds import PictureFacts

_SIGNATURE_BYTES: Final = 8
_FRAME_BYTES: Final = 12
_LONGEST: Final = 0x7FFFFFFF
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_COLOURS_OF_PALETTE: Final = 3
_SUMMED: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"})
_LENGTHS: Final = {b"IHDR": 13, b"acTL": 8, b"fcTL": 26, b"IEND": 0}
_TECHNICAL: Final = frozenset(
    {
        b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"pHYs", b"sBIT", b"bKGD",
        b"tRNS", b"hIST", b"sPLT",
    }
)  # fmt: skip
_CHUNKS: Final = 100_000
_HURRIED: Final = 10_000
_HURRIED_SHOWN: Final = 100_000


@dataclass
class _Walk:
    """What was read so far."""

    data: bytes
    width: int = 0
    height: int = 0
    palette_missing: bool = False
    pixels: bool = False
    announced: int = 0
    frames: int = 0
    microseconds: int = 0
    exif: tuple[int, int] = (0, 0)
    metadata: bool = False


def walk(data: bytes) -> PictureFacts:
    """Read a PNG's chunks, and check the sums of those that make the picture.

    In an animation, a delay up to 10 ms counts as 100 ms, as viewers show it.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, or carries another file.
    """
    state = _Walk(data)
    end = _walk_chunks(state)
    if not state.pixels or state.palette_missing:
        raise damaged("png", end, "no_picture")
    if state.announced != state.frames:
        raise damaged("png", end, "png_frames", announced=state.announced, count=state.frames)
    check_whole("png", data)
    check_tail("png", data, end)
    turned = is_turned(data[slice(*state.exif)])
    sides = (state.height, state.width) if turned else (state.width, state.height)
    return PictureFacts(
        kind="png",
        width=sides[0],
        height=sides[1],
        frames=max(1, state.frames),
        seconds=state.microseconds / 1_000_000 if state.frames > 1 else 0.0,
        trailing=len(data) - end,
        metadata=state.metadata,
    )


def _walk_chunks(state: _Walk) -> int:
    """Read from the signature to IEND; return where the picture ends."""
    data, at = state.data, _SIGNATURE_BYTES
    for number in range(_CHUNKS):
        if at + _FRAME_BYTES > len(data):
            raise truncated("png", len(data), place("end_mark" if number else "header"))
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if not name.isalpha() or length > _LONGEST or (name == b"IHDR") != (number == 0):
            raise damaged("png", at, "chunk")
        start, end = at + 8, at + 8 + length
        if end + 4 > len(data):
            raise truncated("png", len(data), place("part", name=name.decode(), claimed=length))
        if name in _SUMMED:
            _check_sum(state, name, start, end)
        if name == b"IEND":
            return end + 4
        _read_chunk(state, name, start, end)
        at = end + 4
    raise damaged("png", at, "blocks", limit=_CHUNKS)


def _check_sum(state: _Walk, name: bytes, start: int, end: int) -> None:
    """The length and check sum of a chunk that makes the picture."""
    if _LENGTHS.get(name, end - start) != end - start:
        raise damaged("png", start, "chunk")
    found = zlib.crc32(memoryview(state.data)[start - 4 : end])
    if found != int.from_bytes(state.data[end : end + 4], "big"):
        raise damaged("png", start, "png_sum", name=name.decode())


def _read_chunk(state: _Walk, name: bytes, start: int, end: int) -> None:
    if name == b"IDAT":
        state.pixels = True
    elif name == b"IHDR":
        _read_header(state, start)
    elif name == b"PLTE":
        state.palette_missing = False
    elif name == b"acTL":
        _read_animation(state, start)
    elif name == b"fcTL":
        _read_frame(state, start)
    elif name not in _SUMMED and name not in _TECHNICAL:
        _read_metadata(state, name, start, end)


def _read_header(state: _Walk, start: int) -> None:
    width, height, depth, colours, packing, filtering, interlace = struct.unpack_from(
        ">IIBBBBB", state.data, start
    )
    check_size("png", width, height, start)
    if depth not in _DEPTHS.get(colours, ()) or packing or filtering or interlace > 1:
        raise damaged("png", start + 8, "header")
    state.width, state.height = width, height
    state.palette_missing = colours == _COLOURS_OF_PALETTE


def _read_animation(state: _Walk, start: int) -> None:
    if state.announced or state.pixels:
        raise damaged("png", start, "chunk")
    state.announced = int.from_bytes(state.data[start : start + 4], "big")
    check_frames("png", state.announced, state.width, state.height)


def _read_frame(state: _Walk, start: int) -> None:
    """Read the control of one picture of an animation: its place and its time."""
    _, width, height, left, top, time, unit = struct.unpack_from(">IIIIIHH", state.data, start)
    if not width or not height or left + width > state.width or top + height > state.height:
        raise damaged("png", start, "outside")
    state.frames += 1
    shown = time * 1_000_000 // (unit or 100)
    state.microseconds += shown if shown > _HURRIED else _HURRIED_SHOWN


def _read_metadata(state: _Walk, name: bytes, start: int, end: int) -> None:
    if name[:1].isupper():  # a chunk that readers must understand, and nobody knows
        raise damaged("png", start, "chunk")
    state.metadata = True
    if name == b"eXIf":
        state.exif = start, min(end, start + EXIF_BYTES)  # decoders take the last one
    check_part("png", state.data, start, end)
