"""Metadata taken out of a JPEG or GIF without touching its pixels."""

from __future__ import annotations

from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.media.exif import find_orientation
from mmskit.media.picture import Picture

_START_OF_SCAN: Final = 0xDA
_COMMENT: Final = 0xFE
_LONE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
_APPLICATIONS: Final = range(0xE0, 0xF0)
_EXIF: Final = b"Exif\0\0"
_TECHNICAL: Final = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")
"""What decoding needs: the density, the colours' meaning."""

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_GIF_COMMENT, _GIF_APPLICATION = 0xFE, 0xFF
_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_SCREEN_BYTES: Final = 13
_IMAGE_BYTES: Final = 10


def strip(picture: Picture) -> bytes | None:
    """A JPEG or GIF without metadata and without bytes behind its end, with the same pixels.

    Returns:
        The file as it is where there is nothing to take out; None where it cannot be done: it is
        of another kind, its metadata turns it, or it is built in an unusual way.
    """
    if not picture.fits_frame:
        return None
    if not picture.facts.metadata and not picture.facts.trailing:
        return picture.data
    data = picture.data[: len(picture.data) - picture.facts.trailing]
    stripped = _strip_gif(data) if picture.kind == "gif" else _strip_jpeg(data)
    if stripped is None:
        return None
    try:
        facts = Picture(stripped).facts
    except UnsupportedMediaError:
        return None
    same = (facts.width, facts.height, facts.frames, facts.seconds) == (
        picture.facts.width,
        picture.facts.height,
        picture.facts.frames,
        picture.facts.seconds,
    )
    return stripped if same and not facts.metadata and not facts.trailing else None


def _strip_jpeg(data: bytes) -> bytes | None:
    """Leave out segments before the first scan that no decoder needs."""
    kept = [data[:2]]
    at = 2
    while True:
        start = at
        while data[at] == 0xFF:  # noqa: PLR2004 - the mark of markers
            at += 1
        marker = data[at]
        if marker in _LONE:
            return None
        end = at + 1 + int.from_bytes(data[at + 1 : at + 3], "big")
        if marker == _START_OF_SCAN:
            return b"".join([*kept, data[start:]])
        segment = data[at + 3 : end]
        if segment.startswith(_EXIF) and find_orientation(segment.removeprefix(_EXIF)) > 1:
            return None
        free = marker == _COMMENT or marker in _APPLICATIONS
        if not free or segment.startswith(_TECHNICAL):
            kept.append(data[start:end])
        at = end


def _strip_gif(data: bytes) -> bytes:
    """Leave out comments, and applications' blocks other than the loop."""
    at = _SCREEN_BYTES + _count_colours(data[10])
    kept = [data[:at]]
    while data[at] != _END:
        start = at
        if data[at] == _EXTENSION:
            at = _skip_pieces(data, at + 2)
            label = data[start + 1]
            if label == _GIF_COMMENT:
                continue
            if label == _GIF_APPLICATION and data[start + 3 : start + 14] not in _LOOPS:
                continue
        elif data[at] == _IMAGE:
            at = _skip_pieces(data, at + _IMAGE_BYTES + _count_colours(data[at + 9]) + 1)
        else:
            at += 1
        kept.append(data[start:at])
    return b"".join([*kept, data[at : at + 1]])


def _count_colours(flags: int) -> int:
    """Bytes of the colour table that flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _skip_pieces(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
