"""How files begin: the tables by which a file is named."""

from __future__ import annotations

import re
from typing import Final

STARTS: Final = (
    (b"GIF89a", "gif"),
    (b"\xff\xd8\xff", "jpg"),
    (b"#!AMR\n", "amr"),
    (b"MThd", "mid"),
    (b"GIF87a", "gif"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR-WB\n", "awb"),
    (b"#!AMR-WB_MC", "amr_channels"),
    (b"#!AMR_MC1.0\n", "amr_channels"),
    (b"#!SILK_V3", "silk"),
    (b"\x02#!SILK_V3", "silk"),
    (b"\x1aE\xdf\xa3", "mkv"),
    (b"%PDF-", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "sevenzip"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"8BPS", "psd"),
    (b"\x7fELF", "elf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_old"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wma"),
    (b"\0\0\1\xba", "mpg"),
    (b"\0\0\1\xb3", "mpg"),
    (b"caff", "caf"),
    (b"\0\0\1\0", "ico"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL ", "jxl"),
    (b"\0\0\0\x0cjP  ", "jp2"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"MSCF", "cab"),
    (b"SQLite format 3\0", "sqlite"),
    (b"MZ", "exe"),
)
"""The usual ones first: what comes over the wire is looked at most often."""

FORMS: Final = {
    (b"RIFF", b"WEBP"): "webp",
    (b"RIFF", b"WAVE"): "wav",
    (b"RIFF", b"AVI "): "avi",
    (b"RIFF", b"RMID"): "rmid",
    (b"RF64", b"WAVE"): "wav_large",
    (b"BW64", b"WAVE"): "wav_large",
    (b"FORM", b"AIFF"): "aiff",
    (b"FORM", b"AIFC"): "aiff",
}
"""Names of containers by their first four bytes and those from the ninth on."""

STILL_BRANDS: Final = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"hevc": "heic",
    b"hevx": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
}
SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B ", b"M4P "})
QUICKTIME_BOXES: Final = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})

OFFICE_PARTS: Final = ((b"word/", "docx"), (b"ppt/", "pptx"), (b"xl/", "xlsx"))

_COMMENTS: Final = rb"(?:<!--.*?-->\s*)*+"
MARKUP: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), kind)
    for pattern, kind in (
        (
            rb"(?:<\?xml[^>]*+>\s*)?+" + _COMMENTS + rb"(?:<!doctype svg[^>]*+>\s*)?+<svg[\s>]",
            "svg",
        ),
        (_COMMENTS + rb"<(?:!doctype html|html|head|body|script)[\s>]", "html"),
        (rb"<\?(?:php\s|=)", "php"),
        (rb"<\?xml\s", "xml"),
        (rb"#!\s*/", "script"),
    )
)
WIDE_TEXT_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
TEXT_MARK: Final = b"\xef\xbb\xbf"
CONTROLS: Final = bytes(sorted(frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")))
