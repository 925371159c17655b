"""Headers of MPEG audio frames, as MP3 files have them."""

from __future__ import annotations

from typing import Final

_RATES: Final = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
_KBITS_V1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_V2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_VERSION_1: Final = 3
_LAYER_3: Final = 1
_SEARCHED: Final = 64 * 1024
_TAG_HEADER: Final = 10


def find_frame_bytes(data: bytes, at: int) -> int:
    """Length of the MP3 frame whose header stands at an offset; 0 where none stands."""
    if data[at : at + 1] != b"\xff" or at + 4 > len(data):
        return 0
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    kbits, rate, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if data[at + 1] < 0xE0 or version not in _RATES or layer != _LAYER_3:
        return 0
    if not 0 < kbits < 15 or rate == 3:
        return 0
    slots, table = (144, _KBITS_V1) if version == _VERSION_1 else (72, _KBITS_V2)
    return slots * table[kbits] * 1000 // _RATES[version][rate] + padding


def find_tag_end(data: bytes) -> int:
    """Where the ID3v2 tags at the start end by their own claim; 0 without one."""
    at = 0
    while data.startswith(b"ID3", at) and len(data) >= at + _TAG_HEADER:
        size = data[at + 6 : at + 10]
        footer = _TAG_HEADER if data[at + 5] & 0x10 else 0
        at += _TAG_HEADER + footer + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    return at


def find_first_frame(data: bytes, start: int) -> int | None:
    """Where the first MP3 frame stands that another one follows (or the file's end)."""
    at = data.find(b"\xff", start, start + _SEARCHED)
    while at >= 0:
        length = find_frame_bytes(data, at)
        if length and (find_frame_bytes(data, at + length) or at + length == len(data)):
            return at
        at = data.find(b"\xff", at + 1, start + _SEARCHED)
    return None
