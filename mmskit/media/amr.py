"""AMR, narrow and wide band, walked frame by frame."""

from __future__ import annotations

from typing import Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.faults import damaged, exceeded, place, truncated, unsupported
from mmskit.media.guests import check_whole
from mmskit.media.kinds import SoundFacts

MAGIC: Final = b"#!AMR\n"
FRAMES_PER_SECOND: Final = 50
MODES: Final = (4.75, 5.15, 5.9, 6.7, 7.4, 7.95, 10.2, 12.2)
"""kbit/s of the frame types 0 to 7."""

_TYPE_BYTES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)
"""Bytes of a frame with its header; 8 describes a pause, 15 is no data, 9 to 14 are reserved."""

_WIDE_MAGIC: Final = b"#!AMR-WB\n"
_WIDE_TYPE_BYTES: Final = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1)
"""The same of wide band: 9 describes a pause, 14 is a lost frame."""

_NOT_ZERO: Final = 0b1000_0011
_RUN: Final = 64


def _list_frame_bytes(types: tuple[int, ...]) -> tuple[int, ...]:
    """Bytes of a frame by its first byte; 0 for one that begins none."""
    return tuple(0 if header & _NOT_ZERO else types[header >> 3] for header in range(256))


_FRAME_BYTES: Final = _list_frame_bytes(_TYPE_BYTES)
_WIDE_FRAME_BYTES: Final = _list_frame_bytes(_WIDE_TYPE_BYTES)
_MOST_FRAMES: Final = SOUND_SECONDS * FRAMES_PER_SECOND


def walk(data: bytes) -> SoundFacts:
    """Read an AMR file's frames; each lasts 20 ms.

    Raises:
        MediaFault: it is truncated, damaged, empty, too long, or carries another file.

    Source: RFC 4867 §5; 3GPP TS 26.101 §4.
    """
    frames, headers = _walk_frames("amr", data, MAGIC, _FRAME_BYTES)
    speech = [header >> 3 for header in headers if header >> 3 < len(MODES)]
    return SoundFacts(
        kind="amr",
        seconds=frames / FRAMES_PER_SECOND,
        mode=MODES[max(speech)] if speech else None,
    )


def walk_wide(data: bytes) -> SoundFacts:
    """Read a wide-band AMR file's frames, as :func:`walk`.

    Raises:
        MediaFault: it is truncated, damaged, empty, too long, or carries another file.

    Source: RFC 4867 §5; 3GPP TS 26.201 §4.
    """
    frames, _ = _walk_frames("awb", data, _WIDE_MAGIC, _WIDE_FRAME_BYTES)
    return SoundFacts(kind="awb", seconds=frames / FRAMES_PER_SECOND)


def _walk_frames(
    kind: str, data: bytes, magic: bytes, lengths: tuple[int, ...]
) -> tuple[int, set[int]]:
    """Count the frames, and collect the headers that occur.

    Frames of one header follow each other in long runs, so every step looks at a run of them:
    at all that is left first (the usual file has one run), then at a few.
    """
    size = len(data)
    if size < len(magic):
        raise truncated(kind, size, place("header"))
    check_whole(kind, data)
    at, frames, headers = len(magic), 0, set[int]()
    reach = _MOST_FRAMES + 1
    while at < size:
        header = data[at]
        step = lengths[header]
        if not step:
            raise damaged(kind, at, "amr_frame", number=frames + 1)
        ahead = data[at : at + step * reach : step]
        run = len(ahead) - len(ahead.lstrip(ahead[:1]))
        headers.add(header)
        frames += run
        at += run * step
        reach = _RUN
        if frames > _MOST_FRAMES:
            raise exceeded(kind, "seconds", limit=SOUND_SECONDS // 60)
    if at > size:
        where = place("sound_frames", count=frames - 1, seconds=(frames - 1) / FRAMES_PER_SECOND)
        raise truncated(kind, size, where)
    if not frames:
        raise unsupported(kind, "silent")
    return frames, headers
