"""WebP, walked chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_frames, check_size
from mmskit.media.exif import is_turned
from mmskit.media.faults import damaged, place, truncated
from mmskit.media.guests import check_archive, check_part, check_tail
from mmskit.media.kinds import PictureFacts

_FILE_HEADER: Final = 12
_LOSSY_START: Final = b"\x9d\x01\x2a"
_LOSSLESS_START: Final = 0x2F
_FRAME_HEADER: Final = 16
_ANIMATED: Final = 0x02
_CHUNKS: Final = 100_000
_HURRIED: Final = 10
_HURRIED_SHOWN: Final = 100


@dataclass
class _Walk:
    """What was read so far."""

    data: bytes
    width: int = 0
    height: int = 0
    extended: bool = False
    animated: bool = False
    frames: int = 0
    milliseconds: int = 0
    turned: bool = False
    metadata: bool = False


def walk(data: bytes) -> PictureFacts:
    """Read a WebP's structure: lossy, lossless, extended or animated.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, or carries another file.
    """
    if len(data) < _FILE_HEADER + 8:
        raise truncated("webp", len(data), place("header"))
    end = 8 + int.from_bytes(data[4:8], "little")
    if end < _FILE_HEADER + 8:
        raise damaged("webp", 4, "riff_length")
    state = _Walk(data)
    _walk_chunks(state, end)
    if not state.frames:
        raise damaged("webp", end, "no_picture")
    check_archive("webp", data)
    check_tail("webp", data, end)
    sides = (state.height, state.width) if state.turned else (state.width, state.height)
    return PictureFacts(
        kind="webp",
        width=sides[0],
        height=sides[1],
        frames=state.frames,
        seconds=state.milliseconds / 1000 if state.frames > 1 else 0.0,
        trailing=max(0, len(data) - end),
        metadata=state.metadata,
    )


def _walk_chunks(state: _Walk, end: int) -> None:
    data = state.data
    at = _FILE_HEADER
    for _ in range(_CHUNKS):
        if at + 8 > end:
            break
        name = data[at : at + 4]
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        start, stop = at + 8, at + 8 + length
        if stop > end:
            raise damaged("webp", at, "riff_length")
        _read_chunk(state, name, start, stop)
        if stop > len(data):
            raise truncated("webp", len(data), place("pictures", count=max(0, state.frames - 1)))
        at = stop + (length & 1)
    else:
        raise damaged("webp", at, "png_chunks", limit=_CHUNKS)
    if end > len(data):
        raise truncated("webp", len(data), place("pictures", count=state.frames))


def _read_chunk(state: _Walk, name: bytes, start: int, stop: int) -> None:
    data = state.data
    if name == b"VP8X":
        _read_extended(state, start, stop)
    elif name in (b"VP8 ", b"VP8L"):
        if state.animated or state.frames:
            raise damaged("webp", start, "webp_chunk")
        size = _read_bitstream(state, name, start, stop)
        if state.extended and size != (state.width, state.height):
            raise damaged("webp", start, "outside")
        state.width, state.height = size
        state.frames = 1
    elif name == b"ANMF":
        _read_frame(state, start, stop)
    elif name not in (b"ALPH", b"ANIM", b"ICCP"):
        state.metadata = True
        if name == b"EXIF":
            state.turned = is_turned(data[start:stop].removeprefix(b"Exif\0\0"))
        check_part("webp", data, start, stop)


def _read_extended(state: _Walk, start: int, stop: int) -> None:
    data = state.data
    if start != _FILE_HEADER + 8 or stop - start < 10:
        raise damaged("webp", start, "webp_chunk")
    _need(state, start + 10)
    state.extended = True
    state.animated = bool(data[start] & _ANIMATED)
    state.width = 1 + int.from_bytes(data[start + 4 : start + 7], "little")
    state.height = 1 + int.from_bytes(data[start + 7 : start + 10], "little")
    check_size("webp", state.width, state.height, start + 4)


def _read_frame(state: _Walk, start: int, stop: int) -> None:
    """Read a picture of an animation: its place, its time, and its bitstream."""
    data = state.data
    if not state.animated or stop - start < _FRAME_HEADER + 8:
        raise damaged("webp", start, "webp_chunk")
    _need(state, start + _FRAME_HEADER)
    left, top, width, height, shown = (
        int.from_bytes(data[at : at + 3], "little") for at in range(start, start + 15, 3)
    )
    if 2 * left + width + 1 > state.width or 2 * top + height + 1 > state.height:
        raise damaged("webp", start, "outside")
    state.frames += 1
    check_frames("webp", state.frames, state.width, state.height)
    state.milliseconds += shown if shown > _HURRIED else _HURRIED_SHOWN
    at = start + _FRAME_HEADER
    name = data[at : at + 4]
    if name == b"ALPH":
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + (length & 1)
        name = data[at : at + 4]
    if at + 8 > stop:
        raise damaged("webp", start, "webp_chunk")
    _need(state, at + 8)
    if _read_bitstream(state, name, at + 8, stop) != (width + 1, height + 1):
        raise damaged("webp", at, "outside")


def _read_bitstream(state: _Walk, name: bytes, start: int, stop: int) -> tuple[int, int]:
    """Width and height from the first bytes of a lossy or lossless picture."""
    data = state.data
    if name == b"VP8L":
        if stop - start < 5:
            raise damaged("webp", start, "webp_chunk")
        _need(state, start + 5)
        bits = int.from_bytes(data[start + 1 : start + 5], "little")
        if data[start] != _LOSSLESS_START or bits >> 29:
            raise damaged("webp", start, "webp_chunk")
        size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        if name != b"VP8 " or stop - start < 10:
            raise damaged("webp", start, "webp_chunk")
        _need(state, start + 10)
        if data[start] & 1 or data[start + 3 : start + 6] != _LOSSY_START:
            raise damaged("webp", start, "webp_chunk")
        size = (
            int.from_bytes(data[start + 6 : start + 8], "little") & 0x3FFF,
            int.from_bytes(data[start + 8 : start + 10], "little") & 0x3FFF,
        )
    check_size("webp", *size, start)
    return size


def _need(state: _Walk, size: int) -> None:
    """The file must reach up to here."""
    if len(state.data) < size:
        raise truncated("webp", len(state.data), place("pictures", count=max(0, state.frames - 1)))
