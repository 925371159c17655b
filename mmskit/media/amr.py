"""AMR narrow band, walked frame by frame."""

from __future__ import annotations

from typing import Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.faults import damaged, exceeded, place, truncated, unsupported
from mmskit.media.guests import check_archive
from mmskit.media.kinds import SoundFacts

MAGIC: Final = b"#!AMR\n"
FRAME_SECONDS: Final = 0.02
MODES: Final = (4.75, 5.15, 5.9, 6.7, 7.4, 7.95, 10.2, 12.2)
"""kbit/s of the frame types 0 to 7."""

_TYPE_BYTES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)
"""Bytes of a frame with its header; 8 is a pause's description, 15 is no data, 9 to 14 reserved."""

_FRAME_BYTES: Final = tuple(
    0 if header & 0b1000_0011 else _TYPE_BYTES[header >> 3 & 15] for header in range(256)
)
_MOST_FRAMES: Final = round(SOUND_SECONDS / FRAME_SECONDS)


def walk(data: bytes) -> SoundFacts:
    """Read an AMR file's frames; each lasts 20 ms.

    Raises:
        MediaFault: it is truncated, damaged, empty, too long, or carries another file.

    Source: RFC 4867 §5.
    """
    frames, headers = _count(data)
    if not frames:
        raise unsupported("amr", "silent")
    if frames > _MOST_FRAMES:
        raise exceeded("amr", "seconds", limit=SOUND_SECONDS // 60)
    check_archive("amr", data)
    mode = max((header >> 3 & 15 for header in headers if header >> 3 & 15 < 8), default=None)
    return SoundFacts(
        kind="amr",
        seconds=frames * 20 / 1000,
        mode=None if mode is None else MODES[mode],
    )


def _count(data: bytes) -> tuple[int, frozenset[int]]:
    """Count the frames, and collect the headers that occur."""
    start = len(MAGIC)
    if len(data) <= start:
        return 0, frozenset()
    stride = _FRAME_BYTES[data[start]]
    if stride and (len(data) - start) % stride == 0:
        headers = data[start::stride]
        if headers.count(headers[:1]) == len(headers):  # one mode throughout: the usual file
            return len(headers), frozenset(headers[:1])
    return _count_mixed(data, start)


def _count_mixed(data: bytes, at: int) -> tuple[int, frozenset[int]]:
    frames = 0
    size = len(data)
    headers = set()
    while at < size and frames <= _MOST_FRAMES:
        header = data[at]
        step = _FRAME_BYTES[header]
        if not step:
            check_archive("amr", data)
            raise damaged("amr", at, "amr_frame", number=frames + 1)
        headers.add(header)
        at += step
        frames += 1
    if at > size:
        where = place("sound_frames", count=frames - 1, seconds=(frames - 1) * FRAME_SECONDS)
        raise truncated("amr", size, where)
    return frames, frozenset(headers)
