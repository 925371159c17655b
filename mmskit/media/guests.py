"""Files hidden in other files: what a picture must not carry along.

Phones append harmless bytes to their pictures (a motion clip, a depth map), and those are only
counted. What another program would open or run is refused: an archive, a document, a page, a
script, a program.
"""

from __future__ import annotations

import re
from typing import Final

from mmskit.media.faults import polyglot

_END_OF_ARCHIVE: Final = b"PK\x05\x06"
_END_OF_ARCHIVE_SIZE: Final = 22
_ARCHIVE_COMMENT: Final = 65_535
_ENTRY: Final = b"PK\x01\x02"
_GUESTS: Final = re.compile(
    rb"(?P<php><\?php|<\?=)|(?P<html><!doctype\s+html|<html|<body|<iframe)|(?P<script><script|javascript:)"
    rb"|(?P<pdf>%PDF-[0-9])|(?P<rar>Rar!\x1a\x07)|(?P<sevenzip>7z\xbc\xaf\x27\x1c)",
    re.IGNORECASE,
)
_STARTS: Final = (
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"#!/", "script"),
    (b"PK\x03\x04", "zip"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"MSCF", "cab"),
)


def check_archive(kind: str, data: bytes) -> None:
    """Refuse a file that is a ZIP archive as well, wherever the archive hides.

    A ZIP reader starts at the file's end, so the archive may stand behind the picture, in a
    comment, or between its parts.

    Raises:
        MediaFault: the directory of an archive was found.
    """
    first = max(0, len(data) - _ARCHIVE_COMMENT - _END_OF_ARCHIVE_SIZE)
    at = data.rfind(_END_OF_ARCHIVE, first)
    while at >= 0:
        if _ends_archive(data, at):
            raise polyglot(kind, "zip")
        at = data.rfind(_END_OF_ARCHIVE, first, at)


def _ends_archive(data: bytes, at: int) -> bool:
    """Whether the bytes at an offset close an archive, and not just look like its signature."""
    record = data[at : at + _END_OF_ARCHIVE_SIZE]
    if len(record) < _END_OF_ARCHIVE_SIZE:
        return False
    size = int.from_bytes(record[12:16], "little")
    return not size or data[max(0, at - size) :].startswith(_ENTRY)


def check_tail(kind: str, data: bytes, end: int) -> None:
    """Refuse what hides behind the end of a picture or sound.

    Raises:
        MediaFault: a file of another kind follows it.
    """
    if end >= len(data):
        return
    head = data[end : end + 64].lstrip(b"\0 \t\r\n")
    for start, guest in _STARTS:
        if head.startswith(start):
            raise polyglot(kind, guest)
    check_part(kind, data, end, len(data))


def check_part(kind: str, data: bytes, start: int, end: int) -> None:
    """Refuse a part that is free for any bytes (a comment, metadata) and carries a file.

    Raises:
        MediaFault: a page, script, document or archive stands in it.
    """
    match = _GUESTS.search(data, start, end)
    if match and match.lastgroup:
        raise polyglot(kind, match.lastgroup)
