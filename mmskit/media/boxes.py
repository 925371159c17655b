"""The boxes of MP4 files and their relatives (ISO base media)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

_OUTER: Final = 50_000
"""The most boxes of the outermost level; a recording in fragments has two for every second."""

_INNER: Final = 500
_TRACKS: Final = 64
_LARGE, _TO_END = 1, 0
_HANDLER_AT: Final = 8
_BRANDS: Final = 64


class Box(NamedTuple):
    """A box: its name, and where its content starts and should end by its own claim."""

    name: bytes
    start: int
    end: int


def read_boxes(data: bytes, start: int, end: int, most: int = _OUTER) -> Iterator[Box]:
    """Walk the boxes of one level, none of those inside them.

    It stops where no box can stand, behind ``most`` of them, and behind one that claims to reach
    past ``end``: what to make of that is the caller's matter.
    """
    at = start
    for _ in range(most):
        if at + 8 > end:
            return
        size, header = int.from_bytes(data[at : at + 4], "big"), 8
        if size == _LARGE:
            size, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == _TO_END:
            size = end - at
        if size < header:
            return
        yield Box(data[at + 4 : at + 8], at + header, at + size)
        at += size


def find_brands(data: bytes) -> list[bytes]:
    """The brands that an ``ftyp`` box names, the main one first."""
    end = min(len(data), int.from_bytes(data[:4], "big"), 4 * _BRANDS)
    brands = [data[at : at + 4] for at in range(8, end - 3, 4)]
    return brands[:1] + brands[2:]  # the second is a version


def find_streams(data: bytes) -> frozenset[bytes] | None:
    """What an MP4's tracks are (``soun``, ``vide`` …); None where it has no list of tracks."""
    for movie in read_boxes(data, 0, len(data)):
        if movie.name == b"moov":
            inside = read_boxes(data, movie.start, min(movie.end, len(data)), _INNER)
            tracks = islice((box for box in inside if box.name == b"trak"), _TRACKS)
            return frozenset(_find_handler(data, track) for track in tracks)
    return None


def _find_handler(data: bytes, track: Box) -> bytes:
    box: Box | None = track
    for name in (b"mdia", b"hdlr"):
        if box is None:
            return b""
        inside = read_boxes(data, box.start, min(box.end, len(data)), _INNER)
        box = next((inner for inner in inside if inner.name == name), None)
    return b"" if box is None else data[box.start + _HANDLER_AT : box.start + _HANDLER_AT + 4]
