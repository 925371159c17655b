"""Files hidden in other files: what a picture or sound must not carry along.

Phones append harmless bytes to their pictures (a motion clip, a depth map), and those are only
counted. What another program would unpack, open or run is refused: an archive, a document, a
page, a script, a program.
"""

from __future__ import annotations

from typing import Final

from mmskit.media.faults import polyglot

_ARCHIVE_END: Final = b"PK\x05\x06"
_ARCHIVE_END_BYTES: Final = 22
_ARCHIVE_COMMENT: Final = 65_535
_ARCHIVE_ENTRY: Final = b"PK\x01\x02"
_PDF: Final = b"%PDF-"
_PDF_SEARCHED: Final = 1024
"""PDF readers look for their header in this many bytes."""

_MARKUP: Final = (
    (b"<?php", "php"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
    (b"<iframe", "html"),
    (b"<script", "script"),
    (b"<svg ", "svg"),
)
_WINDOW: Final = 1 << 20
_OVERLAP: Final = 16
_ANYWHERE: Final = ((_PDF, "pdf"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "sevenzip"))
_FIRST: Final = (
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"#!/", "script"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"MSCF", "cab"),
)
_PADDING: Final = b"\0 \t\r\n"
_PADDING_BYTES: Final = 4096


def check_whole(kind: str, data: bytes) -> None:
    """Refuse a file that is a ZIP archive or a PDF document as well.

    A ZIP reader starts at the file's end, a PDF reader searches its start, so both may hide
    anywhere: behind a picture, in a comment, among pixels.

    Raises:
        MediaFault: such a file was found.
    """
    first = max(0, len(data) - _ARCHIVE_COMMENT - _ARCHIVE_END_BYTES)
    at = data.rfind(_ARCHIVE_END, first)
    while at >= 0:
        if _closes_archive(data, at):
            raise polyglot(kind, "zip")
        at = data.rfind(_ARCHIVE_END, first, at)
    if data.find(_PDF, 0, _PDF_SEARCHED) >= 0:
        raise polyglot(kind, "pdf")


def _closes_archive(data: bytes, at: int) -> bool:
    """Whether a signature really closes an archive: its directory stands where it says."""
    if at + _ARCHIVE_END_BYTES > len(data):
        return False
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    offset = int.from_bytes(data[at + 16 : at + 20], "little")
    return (
        not size
        or data.startswith(_ARCHIVE_ENTRY, max(0, at - size))
        or data.startswith(_ARCHIVE_ENTRY, offset)
    )


def check_tail(kind: str, data: bytes, end: int) -> None:
    """Refuse what hides behind the end of a picture or sound.

    Raises:
        MediaFault: a file of another kind follows it.
    """
    if end >= len(data):
        return
    head = data[end : end + _PADDING_BYTES].lstrip(_PADDING)
    for start, guest in _FIRST:
        if head.startswith(start):
            raise polyglot(kind, guest)
    check_part(kind, data, end, len(data))


def check_part(kind: str, data: bytes, start: int, end: int) -> None:
    """Refuse a part that is free for any bytes (a comment, metadata) and carries a file.

    Raises:
        MediaFault: a page, script, document or archive stands in it.
    """
    for at in range(start, end, _WINDOW):
        window = data[at : min(end, at + _WINDOW + _OVERLAP)].lower()
        for opening, guest in _MARKUP:
            if opening in window:
                raise polyglot(kind, guest)
    for signature, guest in _ANYWHERE:
        if data.find(signature, start, end) >= 0:
            raise polyglot(kind, guest)


def check_opening(kind: str, data: bytes, at: int) -> None:
    """Refuse a picture whose first figures open a comment in a script (``GIF89a/* … */``).

    Raises:
        MediaFault: the comment is closed further on, so that a browser would run the rest.
    """
    if data.startswith(b"/*", at) and data.find(b"*/", at + 2) >= 0:
        raise polyglot(kind, "script")
