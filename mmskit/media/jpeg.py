"""JPEG, walked marker by marker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_size
from mmskit.media.exif import is_turned
from mmskit.media.faults import damaged, place, polyglot, truncated, unsupported
from mmskit.media.guests import check_archive, check_part, check_tail
from mmskit.media.kinds import PictureFacts
from mmskit.texts import Text

_START_OF_SCAN, _END, _COMMENT, _RESTARTS, _LONE = 0xDA, 0xD9, 0xFE, range(0xD0, 0xD8), 0x01
_SIZES: Final = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_SIZES: Final = {
    **dict.fromkeys((0xC3, 0xC7), "lossless"),
    **dict.fromkeys((0xC5, 0xC6), "hierarchical"),
    **dict.fromkeys((0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF), "arithmetic"),
}
_APPLICATION: Final = range(0xE0, 0xF0)
_TECHNICAL: Final = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe", b"JFXX\0")
_EXIF: Final = b"Exif\0\0"
_FILL: Final = re.compile(rb"\xff*+")
_MARKER_IN_SCAN: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_COMPONENTS: Final = frozenset({1, 3, 4})
_BITS: Final = 8
_SEGMENTS: Final = 20_000
_SCANS: Final = 100
"""More scans than any encoder makes; each one costs a decoder a walk over the whole picture."""


@dataclass
class _Walk:
    """What was read so far."""

    data: bytes
    width: int = 0
    height: int = 0
    turned: bool = False
    scans: int = 0
    metadata: bool = False
    exif: bool = False


def walk(data: bytes) -> PictureFacts:
    """Read a JPEG's structure: baseline, extended or progressive.

    Width and height are those shown: an EXIF orientation that turns it is applied.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, of a variant that phones do not show,
            or carries another file.
    """
    if data[4:6] == b"/*" and b"*/" in data:
        raise polyglot("jpg", "script")
    state = _Walk(data)
    end = _walk_segments(state)
    check_archive("jpg", data)
    check_tail("jpg", data, end)
    sides = (state.height, state.width) if state.turned else (state.width, state.height)
    return PictureFacts(
        kind="jpg",
        width=sides[0],
        height=sides[1],
        trailing=len(data) - end,
        metadata=state.metadata,
    )


def _walk_segments(state: _Walk) -> int:
    """Read from the start mark to the end mark; return where the picture ends."""
    data = state.data
    at = 2
    for _ in range(_SEGMENTS):
        start = at
        match = _FILL.match(data, at)
        at = match.end() if match else at
        if at >= len(data):
            raise truncated("jpg", len(data), _find_place(state))
        marker = data[at]
        if at == start or not marker:
            raise damaged("jpg", start, "jpeg_marker")
        at += 1
        if marker == _END:
            if not state.scans:
                raise damaged("jpg", start, "no_picture")
            return at
        if marker in _RESTARTS or marker == _LONE:
            continue
        at = _walk_segment(state, marker, at)
    raise damaged("jpg", at, "jpeg_segments", limit=_SEGMENTS)


def _find_place(state: _Walk) -> Text:
    if state.scans:
        return place("scan")
    return place("pixels") if state.width else place("header")


def _walk_segment(state: _Walk, marker: int, at: int) -> int:
    """Read one segment, and the compressed data behind it if it has any; return its end."""
    data = state.data
    length = int.from_bytes(data[at : at + 2], "big")
    end = at + length
    if at + 2 > len(data) or end > len(data):
        raise truncated("jpg", len(data), _find_place(state))
    if length < 2:
        raise damaged("jpg", at, "jpeg_length")
    if marker == _START_OF_SCAN:
        return _walk_scan(state, at, end)
    if marker in _SIZES:
        _read_size(state, at, end)
    elif marker in _OTHER_SIZES:
        raise unsupported("jpg", _OTHER_SIZES[marker])
    elif marker == _COMMENT or marker in _APPLICATION:
        _read_application(state, marker, at + 2, end)
    return end


def _read_size(state: _Walk, at: int, end: int) -> None:
    data = state.data
    if state.width or end - at < 8:
        raise damaged("jpg", at, "jpeg_size")
    if data[at + 2] != _BITS:
        raise unsupported("jpg", "bits", bits=data[at + 2])
    state.height = int.from_bytes(data[at + 3 : at + 5], "big")
    state.width = int.from_bytes(data[at + 5 : at + 7], "big")
    check_size("jpg", state.width, state.height, at + 3)
    components = data[at + 7]
    if components not in _COMPONENTS or end - at != 8 + 3 * components:
        raise damaged("jpg", at, "jpeg_size")


def _read_application(state: _Walk, marker: int, start: int, end: int) -> None:
    data = state.data
    if marker != _COMMENT and data.startswith(_TECHNICAL, start, end):
        return
    state.metadata = True
    if data.startswith(_EXIF, start, end) and not state.exif:
        state.exif = True
        state.turned = is_turned(data[start + len(_EXIF) : end])
    check_part("jpg", data, start, end)


def _walk_scan(state: _Walk, at: int, end: int) -> int:
    if not state.width:
        raise damaged("jpg", at, "jpeg_scan")
    state.scans += 1
    if state.scans > _SCANS:
        raise damaged("jpg", at, "jpeg_scans", limit=_SCANS)
    match = _MARKER_IN_SCAN.search(state.data, end)
    if match is None:
        raise truncated("jpg", len(state.data), place("scan"))
    return match.start()
