"""Naming a file by its content, and by nothing else."""

from __future__ import annotations

import re
from typing import Final

from mmskit.media.boxes import find_brands, find_streams
from mmskit.media.mpeg import find_first_frame, find_frame_bytes, find_tag_end

_STARTS: Final = (
    (b"GIF89a", "gif"),
    (b"GIF87a", "gif"),
    (b"\xff\xd8\xff", "jpg"),
    (b"#!AMR\n", "amr"),
    (b"MThd", "mid"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR-WB", "amr_wide"),
    (b"#!AMR_MC", "amr_channels"),
    (b"\x1aE\xdf\xa3", "mkv"),
    (b"%PDF-", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "sevenzip"),
    (b"\x1f\x8b", "gzip"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"8BPS", "psd"),
    (b"\x7fELF", "elf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_old"),
    (b"FORM", "aiff"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wma"),
    (b"\0\0\1\xba", "mpg"),
    (b"\0\0\1\xb3", "mpg"),
    (b"caff", "caf"),
    (b"\x02#!SILK_V3", "silk"),
    (b"#!SILK_V3", "silk"),
    (b"\0\0\1\0", "ico"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL ", "jxl"),
    (b"\0\0\0\x0cjP  ", "jp2"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"MSCF", "cab"),
    (b"SQLite format 3\0", "sqlite"),
)
_RIFF: Final = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi", b"RMID": "rmid"}
_OFFICE: Final = ((b"word/", "docx"), (b"ppt/", "pptx"), (b"xl/", "xlsx"))
_STILL_BRANDS: Final = (
    (frozenset({b"avif", b"avis"}), "avif"),
    (frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}), "heic"),
)
_SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B ", b"M4P "})
_MARKUP: Final = (
    (
        re.compile(
            rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg[\s>]",
            re.IGNORECASE | re.DOTALL,
        ),
        "svg",
    ),
    (
        re.compile(
            rb"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|script)[\s>]",
            re.IGNORECASE | re.DOTALL,
        ),
        "html",
    ),
    (re.compile(rb"<\?php|<\?="), "php"),
    (re.compile(rb"<\?xml"), "xml"),
    (re.compile(rb"#!\s*/"), "script"),
)
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 4096
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


def identify(data: bytes) -> str:
    """Name a file by its content.

    Returns:
        One of ``PICTURE_KINDS`` or ``SOUND_KINDS``, or the name of something else, such as
        ``mp4``, ``pdf``, ``text``, ``empty`` or ``unknown``. Every name has its words in the
        texts, below ``media.kind``.
    """
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if not data:
        return "empty"
    return _identify_rarer(data)


def _identify_rarer(data: bytes) -> str:
    if data.startswith((b"RIFF", b"RF64", b"BW64")):
        return _RIFF.get(data[8:12], "riff")
    if data[4:8] == b"ftyp":
        return _identify_boxes(data)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _identify_zip(data)
    if data.startswith(b"BM") and len(data) >= 18 and data[14] in (12, 40, 52, 56, 64, 108, 124):
        return "bmp"
    if data.startswith(b"MZ"):
        return "exe"
    if data[4:8] in (b"moov", b"mdat", b"wide", b"free"):
        return "mov"
    if data[257:262] == b"ustar":
        return "tar"
    return _identify_mpeg(data) or _identify_text(data[:_HEAD]) or "unknown"


def _identify_boxes(data: bytes) -> str:
    """Tell the relatives of MP4 apart by their brands, and by their tracks where those do not tell."""
    brands = find_brands(data)
    for known, kind in _STILL_BRANDS:
        if known.intersection(brands[:1]) or (
            brands[:1] == [b"mif1"] and known.intersection(brands)
        ):
            return kind
    streams = find_streams(data)
    if streams is not None and b"vide" not in streams and b"soun" in streams:
        return "m4a"
    if _SOUND_BRANDS.intersection(brands[:1]) and not (streams and b"vide" in streams):
        return "m4a"
    return "mov" if brands[:1] == [b"qt  "] else "mp4"


def _identify_zip(data: bytes) -> str:
    head = data[: 64 * 1024] + data[-64 * 1024 :]
    for name, kind in _OFFICE:
        if name in head:
            return kind
    return "zip"


def _identify_mpeg(data: bytes) -> str | None:
    if data.startswith(b"ID3"):
        start = find_tag_end(data)
        return "flac_tagged" if data.startswith(b"fLaC", start) else "mp3"
    if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xF6 == 0xF0:
        return "aac"
    if find_frame_bytes(data, 0) and find_first_frame(data[: 8 * _HEAD], 0) == 0:
        return "mp3"
    return None


def _identify_text(head: bytes) -> str | None:
    for bom in _BOMS:
        if head.startswith(bom):
            if bom != _BOMS[0]:
                return "text"
            head = head.removeprefix(bom)
    inner = head.lstrip()
    for pattern, kind in _MARKUP:
        if pattern.match(inner):
            return kind
    if _CONTROLS.isdisjoint(head):
        return "text"
    return None
