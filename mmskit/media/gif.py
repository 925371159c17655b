"""GIF, walked block by block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_frames, check_size
from mmskit.media.faults import damaged, place, truncated
from mmskit.media.guests import check_opening, check_part, check_tail, check_whole
from mmskit.media.kinds import PictureFacts

_EXTENSION, _IMAGE, _END, _EMPTY = 0x21, 0x2C, 0x3B, 0x00
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_SCREEN_BYTES: Final = 13
_IMAGE_BYTES: Final = 10
_CODE_SIZES: Final = range(1, 12)
_LEAST: Final = {_CONTROL: 4, _COMMENT: 0}
"""Bytes of an extension's first piece; 1 for those not named."""

_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_HURRIED: Final = 1
_HURRIED_SHOWN: Final = 10
_BLOCKS: Final = 50_000
_PIECES: Final = 1_000_000
"""The most data pieces of one file; 64 MiB in the usual 255-byte pieces have a quarter of it."""


@dataclass
class _Walk:
    """What was read so far; the size is that of the first picture, the widest that of all."""

    data: bytes
    width: int
    height: int
    widest: int
    highest: int
    frames: int = 0
    hundredths: int = 0
    delay: int = 0
    metadata: bool = False
    pieces: int = _PIECES


def walk(data: bytes) -> PictureFacts:
    """Read a GIF's structure: 87a or 89a, still or animated.

    A delay of 0 or 1 hundredth of a second counts as 10, as viewers show it.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, or carries another file.
    """
    if len(data) < _SCREEN_BYTES:
        raise truncated("gif", len(data), place("header"))
    check_opening("gif", data, 6)
    width, height = data[6] | data[7] << 8, data[8] | data[9] << 8
    check_size("gif", width, height, 6)
    state = _Walk(data, width, height, width, height)
    end = _walk_blocks(state, _SCREEN_BYTES + _find_colours(data[10]))
    check_whole("gif", data)
    check_tail("gif", data, end)
    return PictureFacts(
        kind="gif",
        width=state.width,
        height=state.height,
        frames=state.frames,
        seconds=state.hundredths / 100 if state.frames > 1 else 0.0,
        trailing=len(data) - end,
        metadata=state.metadata,
    )


def _find_colours(flags: int) -> int:
    """Bytes of the colour table that flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _walk_blocks(state: _Walk, at: int) -> int:
    """Read from the first block to the end mark; return where the picture ends."""
    data = state.data
    try:
        for _ in range(_BLOCKS):
            mark = data[at]
            if mark == _IMAGE:
                at = _walk_image(state, at)
            elif mark == _EXTENSION:
                at = _walk_extension(state, at)
            elif mark == _EMPTY:  # some encoders close a block twice
                at += 1
            elif mark == _END and state.frames:
                return at + 1
            elif mark == _END:
                raise damaged("gif", at, "no_picture")
            else:
                raise damaged("gif", at, "gif_block", value=mark)
    except IndexError:
        where = place("pictures", count=max(0, state.frames))
        raise truncated("gif", len(data), where) from None
    raise damaged("gif", at, "blocks", limit=_BLOCKS)


def _walk_extension(state: _Walk, at: int) -> int:
    data = state.data
    label, length = data[at + 1], data[at + 2]
    if label == _CONTROL:
        state.delay = data[at + 4] | data[at + 5] << 8
    loops = label == _APPLICATION and data[at + 3 : at + 14] in _LOOPS
    if length < _LEAST.get(label, 1) or (loops and not data[at + 3 + length]):
        # Decoders do not agree on where such a block ends, so what they show is anyone's guess.
        raise damaged("gif", at, "gif_extension")
    end = _skip_pieces(state, at + 2)
    if label == _COMMENT or (label == _APPLICATION and not loops):
        state.metadata = True
        check_part("gif", data, at, end)
    return end


def _walk_image(state: _Walk, at: int) -> int:
    """Read one picture: its place, its time, and the borders of its pixels."""
    data = state.data
    flags = data[at + 9]
    right = (data[at + 1] | data[at + 2] << 8) + (data[at + 5] | data[at + 6] << 8)
    bottom = (data[at + 3] | data[at + 4] << 8) + (data[at + 7] | data[at + 8] << 8)
    if right > state.widest or bottom > state.highest:
        # Decoders make the screen larger for it, so it is judged again.
        state.widest, state.highest = max(state.widest, right), max(state.highest, bottom)
        check_size("gif", state.widest, state.highest, at)
        if not state.frames:
            state.width, state.height = state.widest, state.highest
    check_frames("gif", state.frames + 1, state.widest, state.highest)
    start = at + _IMAGE_BYTES + _find_colours(flags)
    if data[start] not in _CODE_SIZES:
        raise damaged("gif", start, "gif_code_size", value=data[start])
    end = _skip_pieces(state, start + 1)
    state.frames += 1
    state.hundredths += state.delay if state.delay > _HURRIED else _HURRIED_SHOWN
    state.delay = 0
    return end


def _skip_pieces(state: _Walk, at: int) -> int:
    """Skip data pieces, each with its length in front, up to the empty one."""
    data = state.data
    for left in range(state.pieces, 0, -1):
        length = data[at]
        at += length + 1
        if not length:
            state.pieces = left
            return at
    raise damaged("gif", at, "gif_pieces", limit=_PIECES)
