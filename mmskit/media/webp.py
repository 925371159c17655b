"""WebP, walked chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_frames, check_size
from mmskit.media.exif import EXIF_BYTES, is_turned
from mmskit.media.faults import damaged, place, truncated
from mmskit.media.guests import check_part, check_tail, check_whole
from mmskit.media.kinds import MediaFault, PictureFacts

_FILE_HEADER: Final = 12
_CHUNK_HEADER: Final = 8
_EXTENDED_BYTES: Final = 10
_LOSSY_BYTES: Final = 10
_LOSSLESS_BYTES: Final = 5
_FRAME_BYTES: Final = 16
_LOSSY_START: Final = b"\x9d\x01\x2a"
_LOSSLESS_START: Final = 0x2F
_SIDE: Final = 0x3FFF
_ANIMATED: Final = 0x02
_EXIF: Final = 0x08
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
    flags: int = 0
    frames: int = 0
    milliseconds: int = 0
    exif_seen: bool = False
    turned: bool = False
    metadata: bool = False


def walk(data: bytes) -> PictureFacts:
    """Read a WebP's structure: lossy, lossless, extended or animated.

    In an animation, a delay up to 10 ms counts as 100 ms, as viewers show it.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, or carries another file.
    """
    if len(data) < _FILE_HEADER:
        raise truncated("webp", len(data), place("header"))
    end = 8 + int.from_bytes(data[4:8], "little")
    state = _Walk(data)
    _walk_chunks(state, end)
    if not state.frames:
        raise damaged("webp", end, "no_picture")
    check_whole("webp", data)
    check_tail("webp", data, end)
    sides = (state.height, state.width) if state.turned else (state.width, state.height)
    return PictureFacts(
        kind="webp",
        width=sides[0],
        height=sides[1],
        frames=state.frames,
        seconds=state.milliseconds / 1000 if state.frames > 1 else 0.0,
        trailing=len(data) - end,
        metadata=state.metadata,
    )


def _walk_chunks(state: _Walk, end: int) -> None:
    data, at = state.data, _FILE_HEADER
    for _ in range(_CHUNKS):
        if at + _CHUNK_HEADER > end:
            break
        _need(state, at + _CHUNK_HEADER)
        start = at + _CHUNK_HEADER
        stop = start + int.from_bytes(data[at + 4 : start], "little")
        if stop > end:
            raise damaged("webp", at, "lengths")
        _read_chunk(state, data[at : at + 4], start, stop)
        at = stop + (stop - start & 1)
    else:
        raise damaged("webp", at, "blocks", limit=_CHUNKS)
    _need(state, end)


def _need(state: _Walk, size: int) -> None:
    """The file must reach up to here."""
    if len(state.data) < size:
        raise _cut_off(state)


def _cut_off(state: _Walk) -> MediaFault:
    complete = max(0, state.frames - 1)  # the last one was seen, but not its end
    where = place("pictures", count=complete) if complete else place("pixels")
    return truncated("webp", len(state.data), where if state.width else place("header"))


def _read_chunk(state: _Walk, name: bytes, start: int, stop: int) -> None:
    if name == b"VP8X":
        _read_extended(state, start, stop)
    elif name in (b"VP8 ", b"VP8L"):
        _read_still(state, name, start, stop)
    elif name == b"ANMF":
        _read_frame(state, start, stop)
    elif name not in (b"ALPH", b"ANIM", b"ICCP"):
        _read_metadata(state, name, start, stop)


def _read_metadata(state: _Walk, name: bytes, start: int, stop: int) -> None:
    state.metadata = True
    if name == b"EXIF" and state.flags & _EXIF and not state.exif_seen:
        state.exif_seen = True
        block = state.data[start : min(stop, start + EXIF_BYTES)]
        state.turned = is_turned(block.removeprefix(b"Exif\0\0"))
    check_part("webp", state.data, start, stop)


def _read_extended(state: _Walk, start: int, stop: int) -> None:
    data = state.data
    if start != _FILE_HEADER + _CHUNK_HEADER or stop - start < _EXTENDED_BYTES:
        raise damaged("webp", start, "chunk")
    _need(state, start + _EXTENDED_BYTES)
    width = 1 + int.from_bytes(data[start + 4 : start + 7], "little")
    height = 1 + int.from_bytes(data[start + 7 : start + 10], "little")
    check_size("webp", width, height, start + 4)
    state.extended = True
    state.flags = data[start]
    state.width, state.height = width, height


def _read_still(state: _Walk, name: bytes, start: int, stop: int) -> None:
    if state.flags & _ANIMATED or state.frames:
        raise damaged("webp", start, "chunk")
    size = _read_bitstream(state, name, start, stop)
    if state.extended and size != (state.width, state.height):
        raise damaged("webp", start, "outside")
    state.width, state.height = size
    state.frames = 1


def _read_frame(state: _Walk, start: int, stop: int) -> None:
    """Read a picture of an animation: its place, its time, and its bitstream."""
    data = state.data
    if not state.flags & _ANIMATED or stop - start < _FRAME_BYTES + _CHUNK_HEADER:
        raise damaged("webp", start, "chunk")
    _need(state, start + _FRAME_BYTES + _CHUNK_HEADER)
    left, top, width, height, shown = (
        int.from_bytes(data[at : at + 3], "little") for at in range(start, start + 15, 3)
    )
    if 2 * left + width + 1 > state.width or 2 * top + height + 1 > state.height:
        raise damaged("webp", start, "outside")
    state.frames += 1
    check_frames("webp", state.frames, state.width, state.height)
    state.milliseconds += shown if shown > _HURRIED else _HURRIED_SHOWN
    at = start + _FRAME_BYTES
    if data.startswith(b"ALPH", at):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += _CHUNK_HEADER + length + (length & 1)
    if at + _CHUNK_HEADER > stop:
        raise damaged("webp", start, "chunk")
    _need(state, at + _CHUNK_HEADER)
    end = at + _CHUNK_HEADER + int.from_bytes(data[at + 4 : at + 8], "little")
    if end > stop or data.find(b"ANMF", end, stop) >= 0:
        # Decoders go on behind the bitstream and would find more pictures than were announced.
        raise damaged("webp", at, "lengths")
    size = _read_bitstream(state, data[at : at + 4], at + _CHUNK_HEADER, end)
    if size != (width + 1, height + 1):
        raise damaged("webp", at, "outside")


def _read_bitstream(state: _Walk, name: bytes, start: int, stop: int) -> tuple[int, int]:
    """Width and height from the first bytes of a lossy or lossless picture."""
    data = state.data
    needed = {b"VP8L": _LOSSLESS_BYTES, b"VP8 ": _LOSSY_BYTES}.get(name)
    if needed is None or stop - start < needed:
        raise damaged("webp", start, "chunk")
    _need(state, start + needed)
    if name == b"VP8L":
        bits = int.from_bytes(data[start + 1 : start + 5], "little")
        size = (bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1
        right = data[start] == _LOSSLESS_START and not bits >> 29
    else:
        sides = int.from_bytes(data[start + 6 : start + 10], "little")
        size = sides & _SIDE, sides >> 16 & _SIDE
        right = not data[start] & 1 and data.startswith(_LOSSY_START, start + 3)
    if not right:
        raise damaged("webp", start, "chunk")
    check_size("webp", *size, start)
    return size
