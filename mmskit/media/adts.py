"""Bare AAC, as recorders and streams write it: ADTS frames, walked one by one."""

from __future__ import annotations

from typing import Final

from mmskit.media.caps import check_seconds
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts
from mmskit.media.mpeg import find_tag_end

_HEADER_BYTES: Final = 7
_SYNC, _SYNC_MASK = 0xF0, 0xF6
"""The second byte without its version and its check sum; MP3 has a layer where zeros stand here."""

_RATES: Final = (
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
)  # fmt: skip
_BLOCK_SAMPLES: Final = 1_024
_TAG: Final = b"TAG"


def begins_frame(data: bytes, at: int = 0) -> bool:
    """Whether the first two bytes of an ADTS header stand at an offset."""
    head = data[at : at + 2]
    return len(head) > 1 and head.startswith(b"\xff") and head[1] & _SYNC_MASK == _SYNC


def walk(data: bytes) -> SoundFacts:
    """Read a bare AAC's frames; each says its length and how many samples are in it.

    Raises:
        MediaFault: it is truncated, damaged, silent, too long, or carries another file.

    Source: ISO/IEC 14496-3 §1.A.2.2.
    """
    check_whole("aac", data)
    at, frames, seconds = find_tag_end(data), 0, 0.0
    while at < len(data) and not data.startswith(_TAG, at):
        if len(data) - at >= _HEADER_BYTES:
            length, lasts = _read_frame(data, at)
            if not length:
                check_tail("aac", data, at)
                raise damaged("aac", at, "amr_frame", number=frames + 1)
        if len(data) - at < _HEADER_BYTES or at + length > len(data):
            where = place("sound_frames", count=frames, seconds=seconds)
            raise truncated("aac", len(data), where)
        at += length
        frames += 1
        seconds += lasts
        check_seconds("aac", seconds)
    if not frames:
        raise unsupported("aac", "silent")
    check_tail("aac", data, at)
    return SoundFacts(kind="aac", seconds=seconds)


def _read_frame(data: bytes, at: int) -> tuple[int, float]:
    """Bytes and seconds of the frame that begins here; no bytes where none can begin."""
    rate = data[at + 2] >> 2 & 0xF
    length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    if not begins_frame(data, at) or rate >= len(_RATES) or length < _HEADER_BYTES:
        return 0, 0.0
    blocks = 1 + (data[at + 6] & 3)
    return length, blocks * _BLOCK_SAMPLES / _RATES[rate]
