"""A form too large to hold: kept in a temporary file, its one large field read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final
from urllib.parse import unquote_to_bytes

from mmskit.wire.form import MOST_FIELDS

CHUNK_BYTES: Final = 256 * 1024
SMALL_BYTES: Final = 64 * 1024
"""The most bytes that all the other fields may have together."""

_ESCAPE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True)
class LargeField:
    """Where a field's value stands in the file, still percent-encoded.

    Attributes:
        file: the form.
        start: where the value begins.
        size: bytes of the value as submitted.
    """

    file: IO[bytes]
    start: int
    size: int

    def read(self) -> Iterator[bytes]:
        """The value, percent-decoded, piece by piece."""
        self.file.seek(self.start)
        left, carried = self.size, b""
        while left > 0:
            piece = self.file.read(min(CHUNK_BYTES, left))
            left -= len(piece)
            piece = carried + piece
            # An escape may be cut in two by the end of a piece.
            cut = piece.rfind(b"%", max(0, len(piece) - 2)) if left > 0 else -1
            piece, carried = (piece, b"") if cut < 0 else (piece[:cut], piece[cut:])
            if piece:
                yield unquote_form(piece)


def split_form(file: IO[bytes], large: str) -> tuple[bytes, LargeField | None]:
    """Part a form into its small fields, still encoded, and its large one.

    A form of absurdly many fields, or with too much beside the large field, is taken as empty.
    """
    small: list[bytes] = []
    found = None
    spans = _find_spans(file)
    for start, end in spans:
        file.seek(start)
        name, equals, _ = file.read(min(SMALL_BYTES, end - start)).partition(b"=")
        if equals and unquote_form(name) == large.encode():
            value = start + len(name) + 1
            found = LargeField(file, value, end - value)
        else:
            file.seek(start)
            small.append(file.read(min(end - start, SMALL_BYTES + 1)))
    joined = b"&".join(small)
    if len(spans) > MOST_FIELDS or len(joined) > SMALL_BYTES:
        return b"", None
    return joined, found


def _find_spans(file: IO[bytes]) -> list[tuple[int, int]]:
    """Where each field begins and ends; gives up after more fields than any call has."""
    spans: list[tuple[int, int]] = []
    start = position = 0
    file.seek(0)
    while piece := file.read(CHUNK_BYTES):
        for mark in re.finditer(b"&", piece):
            spans.append((start, position + mark.start()))
            start = spans[-1][1] + 1
            if len(spans) > MOST_FIELDS:
                return spans
        position += len(piece)
    return [*spans, (start, position)]


def unquote_form(data: bytes) -> bytes:
    """Percent-decode; ``+`` is a space.

    A batch's XML holds millions of escapes, but few different ones: replacing each kind at once is
    many times faster than one by one. ``%25`` goes last, since only it makes new percent signs.
    """
    data = data.replace(b"+", b" ")
    escapes = _ESCAPE.findall(data)
    if len(escapes) != data.count(b"%"):
        return unquote_to_bytes(data)
    for escape in sorted(set(escapes), key=lambda found: found == b"%25"):
        data = data.replace(escape, bytes.fromhex(escape[1:].decode()))
    return data
