"""Headers of MPEG audio frames, as MP3 files have them."""

from __future__ import annotations

from typing import Final

_HEADER_BYTES: Final = 3
_SYNC: Final = 0xE0
_VERSION_1: Final = 3
_LAYER_3: Final = 1
_RATES: Final = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
_KBITS_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_KBITS_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_SEARCHED: Final = 64 * 1024
_TAG_HEADER: Final = 10
_TAG_FOOTER: Final = 0x10
_TAGS: Final = 8


def find_frame_bytes(data: bytes, at: int) -> int:
    """Length of the MP3 frame whose header stands at an offset; 0 where none stands."""
    head = data[at : at + _HEADER_BYTES]
    if len(head) < _HEADER_BYTES or not head.startswith(b"\xff") or head[1] < _SYNC:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rates = _RATES.get(version, ())
    kbits = (_KBITS_1 if version == _VERSION_1 else _KBITS_2)[head[2] >> 4]
    rate = head[2] >> 2 & 3
    if layer != _LAYER_3 or not kbits or rate >= len(rates):
        return 0
    slots = 144_000 if version == _VERSION_1 else 72_000
    return slots * kbits // rates[rate] + (head[2] >> 1 & 1)


def find_tag_end(data: bytes) -> int:
    """Where the ID3v2 tags at the start end by their own claim; 0 without one."""
    at = 0
    for _ in range(_TAGS):
        head = data[at : at + _TAG_HEADER]
        if len(head) < _TAG_HEADER or not head.startswith(b"ID3"):
            break
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        at += _TAG_HEADER + size + (_TAG_HEADER if head[5] & _TAG_FOOTER else 0)
    return at


def find_first_frame(data: bytes, start: int) -> int | None:
    """Where the first MP3 frame stands that another one, or the file's end, follows."""
    at = data.find(b"\xff", start, start + _SEARCHED)
    while at >= 0:
        length = find_frame_bytes(data, at)
        if length and (at + length == len(data) or find_frame_bytes(data, at + length)):
            return at
        at = data.find(b"\xff", at + 1, start + _SEARCHED)
    return None
