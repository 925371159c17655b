"""JPEG, walked marker by marker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mmskit.media.caps import check_size
from mmskit.media.exif import is_turned
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_opening, check_part, check_tail, check_whole
from mmskit.media.kinds import MediaFault, PictureFacts
from mmskit.texts import Text

_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_LONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_SIZES: Final = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_SIZES: Final = {
    **dict.fromkeys((0xC3, 0xF7), "jpeg_lossless"),
    **dict.fromkeys((0xC5, 0xC6, 0xC7, 0xDE, 0xDF), "jpeg_hierarchical"),
    **dict.fromkeys((0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF), "jpeg_arithmetic"),
}
_APPLICATION: Final = frozenset(range(0xE0, 0xF0))
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
_SEGMENTS_KNOWN: Final = _SIZES | _APPLICATION | _TABLES | {_START_OF_SCAN, _COMMENT}
_TECHNICAL: Final = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe", b"JFXX\0")
_EXIF_MARKER: Final = 0xE1
_EXIF: Final = b"Exif\0\0"
_FILL: Final = re.compile(rb"\xff*+")
_MARKER_IN_SCAN: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_COMPONENTS: Final = frozenset({1, 3, 4})
_COMPONENT_BYTES: Final = 3
_SIZE_BYTES: Final = 8
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
    scans: int = 0
    exif: bool = False
    turned: bool = False
    metadata: bool = False


def walk(data: bytes) -> PictureFacts:
    """Read a JPEG's structure: baseline, extended or progressive.

    Width and height are those shown: an EXIF orientation that turns it is applied.

    Raises:
        MediaFault: it is truncated, damaged, over a cap, of a variant that phones do not show,
            or carries another file.
    """
    check_opening("jpg", data, 4)
    state = _Walk(data)
    end = _walk_markers(state)
    check_whole("jpg", data)
    check_tail("jpg", data, end)
    sides = (state.height, state.width) if state.turned else (state.width, state.height)
    return PictureFacts(
        kind="jpg",
        width=sides[0],
        height=sides[1],
        trailing=len(data) - end,
        metadata=state.metadata,
    )


def _walk_markers(state: _Walk) -> int:
    """Read from the start mark to the end mark; return where the picture ends."""
    data = state.data
    at = 2
    for _ in range(_SEGMENTS):
        start = at
        fill = _FILL.match(data, at)
        at = fill.end() if fill else at
        if at >= len(data):
            raise _cut_off(state)
        if at == start:
            raise damaged("jpg", start, "jpeg_marker")
        marker = data[at]
        if marker == _END:
            if not state.scans:
                raise damaged("jpg", start, "no_picture")
            return at + 1
        at = at + 1 if marker in _LONE else _walk_segment(state, marker, at + 1)
    raise damaged("jpg", at, "blocks", limit=_SEGMENTS)


def _cut_off(state: _Walk) -> MediaFault:
    return truncated("jpg", len(state.data), _find_place(state))


def _find_place(state: _Walk) -> Text:
    return place("pixels" if state.width else "header")


def _walk_segment(state: _Walk, marker: int, at: int) -> int:
    """Read one segment, and the compressed pixels behind it if it has any; return its end."""
    data = state.data
    if marker in _OTHER_SIZES:
        raise unsupported("jpg", _OTHER_SIZES[marker])
    if marker not in _SEGMENTS_KNOWN:
        raise damaged("jpg", at - 2, "jpeg_marker")
    length = int.from_bytes(data[at : at + 2], "big")
    end = at + length
    if at + 2 > len(data) or end > len(data):
        raise _cut_off(state)
    if length < len(b"\xff\xff"):
        raise damaged("jpg", at, "jpeg_length")
    if marker == _START_OF_SCAN:
        return _walk_scan(state, at, end)
    if marker in _SIZES:
        _read_size(state, at, end)
    elif marker == _COMMENT or marker in _APPLICATION:
        _read_application(state, marker, at + 2, end)
    return end


def _read_size(state: _Walk, at: int, end: int) -> None:
    data = state.data
    if state.width or end - at < _SIZE_BYTES:
        raise damaged("jpg", at, "jpeg_size")
    if data[at + 2] != _BITS:
        raise unsupported("jpg", "jpeg_bits", bits=data[at + 2])
    height = int.from_bytes(data[at + 3 : at + 5], "big")
    width = int.from_bytes(data[at + 5 : at + 7], "big")
    check_size("jpg", width, height, at + 3)
    components = data[at + 7]
    if components not in _COMPONENTS or end - at != _SIZE_BYTES + _COMPONENT_BYTES * components:
        raise damaged("jpg", at, "jpeg_size")
    state.width, state.height = width, height


def _read_application(state: _Walk, marker: int, start: int, end: int) -> None:
    data = state.data
    if marker != _COMMENT and data.startswith(_TECHNICAL, start, end):
        return
    state.metadata = True
    if marker == _EXIF_MARKER and data.startswith(_EXIF, start, end) and not state.exif:
        state.exif = True
        state.turned = is_turned(data[start + len(_EXIF) : end])
    check_part("jpg", data, start, end)


def _walk_scan(state: _Walk, at: int, end: int) -> int:
    """Skip a scan's header and pixels; return where the next marker stands."""
    if not state.width:
        raise damaged("jpg", at, "jpeg_scan")
    state.scans += 1
    if state.scans > _SCANS:
        raise damaged("jpg", at, "jpeg_scans", limit=_SCANS)
    match = _MARKER_IN_SCAN.search(state.data, end)
    if match is None:
        raise _cut_off(state)
    return match.start()
