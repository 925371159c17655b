"""Naming a file by its content, and by nothing else."""

from __future__ import annotations

from typing import Final

from mmskit.media import adts, bmp, signatures
from mmskit.media.boxes import find_brands, find_streams
from mmskit.media.mpeg import find_first_frame, find_frame_bytes, find_tag_end

_SHORTEST: Final = 4
_TEXT_BYTES: Final = 4096
_SEARCHED: Final = 64 * 1024
_BMP_HEADER_AT: Final = 14
_TAR_MARK: Final = slice(257, 262)


def identify(data: bytes) -> str:
    """Name a file by its content.

    Returns:
        One of ``PICTURE_KINDS`` or ``SOUND_KINDS``, or the name of something else, such as
        ``mp4``, ``pdf``, ``text``, ``empty`` or ``unknown``. Every name has its words in the
        texts, below ``media.kind``.
    """
    for start, kind in signatures.STARTS:
        if data.startswith(start):
            return kind
    if not data:
        return "empty"
    return (
        _identify_container(data)
        or _identify_mpeg(data)
        or _identify_beginning(data)
        or _identify_text(data[:_TEXT_BYTES])
        or "unknown"
    )


def _identify_container(data: bytes) -> str | None:
    form = signatures.FORMS.get((data[:4], data[8:12]))
    if form is not None:
        return form
    if data[4:8] == b"ftyp":
        return _identify_boxes(data)
    if data[4:8] in signatures.QUICKTIME_BOXES:
        return "m4a" if find_streams(data) == frozenset({b"soun"}) else "mov"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        ends = data[:_SEARCHED] + data[-_SEARCHED:]
        return next((kind for part, kind in signatures.OFFICE_PARTS if part in ends), "zip")
    if data.startswith(b"BM") and data[_BMP_HEADER_AT:][:1] in _BMP_HEADERS:
        return "bmp"
    return "tar" if data[_TAR_MARK] == b"ustar" else None


_BMP_HEADERS: Final = frozenset(bytes((length,)) for length in bmp.HEADERS)


def _identify_boxes(data: bytes) -> str:
    """Tell the relatives of MP4 apart: by brand, and by their tracks where that is not enough."""
    brands = find_brands(data)
    main = brands[0] if brands else b""
    if main in signatures.STILL_BRANDS:
        return next(signatures.STILL_BRANDS[brand] for brand in _prefer(brands))
    streams = find_streams(data)
    if streams is None:
        cut_off = "m4a" if main in signatures.SOUND_BRANDS else "mp4_cut_off"
        return "mov" if main == b"qt  " else cut_off
    if b"vide" in streams:
        return "mov" if main == b"qt  " else "mp4"
    return "m4a" if b"soun" in streams else "mp4_cut_off"


def _prefer(brands: list[bytes]) -> list[bytes]:
    """Still brands, the general ones (``mif1``, ``msf1``) behind those that name a coding."""
    still = [brand for brand in brands if brand in signatures.STILL_BRANDS]
    return sorted(still, key=lambda brand: brand in (b"mif1", b"msf1"))


def _identify_mpeg(data: bytes) -> str | None:
    if data.startswith(b"ID3"):
        start = find_tag_end(data)
        if data.startswith(b"fLaC", start):
            return "flac_tagged"
        return "aac" if adts.begins_frame(data, start) else "mp3"
    if adts.begins_frame(data):
        return "aac"
    head = data[:_SEARCHED].lstrip(b"\0")
    if find_frame_bytes(head, 0) and find_first_frame(head, 0) == 0:
        return "mp3"
    return None


def _identify_beginning(data: bytes) -> str | None:
    """A file so short that not even its signature is complete."""
    if len(data) < _SHORTEST:
        return None
    return next((kind for start, kind in signatures.STARTS if start.startswith(data)), None)


def _identify_text(head: bytes) -> str | None:
    if head.startswith(signatures.WIDE_TEXT_MARKS):
        return "text"
    inner = head.removeprefix(signatures.TEXT_MARK).lstrip()
    for pattern, kind in signatures.MARKUP:
        if pattern.match(inner):
            return kind
    return None if inner.translate(None, signatures.CONTROLS) != inner else "text"
