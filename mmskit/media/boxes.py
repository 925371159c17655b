"""The boxes of MP4 files and their relatives (ISO base media)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

_BOXES: Final = 10_000
_LARGE, _TO_END = 1, 0
_HANDLER_AT: Final = 8


class Box(NamedTuple):
    """A box: its name, and where its content starts and should end by its own claim."""

    name: bytes
    start: int
    end: int


def read_boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Walk the boxes of one level; stops behind a box that claims to reach past ``end``."""
    at = start
    for _ in range(_BOXES):
        if at + 8 > end:
            return
        size = int.from_bytes(data[at : at + 4], "big")
        header = 8
        if size == _LARGE:
            size, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == _TO_END:
            size = end - at
        if size < header:
            return
        yield Box(data[at + 4 : at + 8], at + header, at + size)
        at += size


def find_box(data: bytes, start: int, end: int, *path: bytes) -> Box | None:
    """The first box at a path of names."""
    for box in read_boxes(data, start, end):
        if box.name == path[0] and box.end <= end:
            if not path[1:]:
                return box
            return find_box(data, box.start, box.end, *path[1:])
    return None


def find_brands(data: bytes) -> list[bytes]:
    """The brands that an ``ftyp`` box names, the main one first."""
    end = min(len(data), int.from_bytes(data[:4], "big"), 256)
    brands = [data[at : at + 4] for at in range(8, end - 3, 4)]
    return brands[:1] + brands[2:]


def find_streams(data: bytes) -> set[bytes] | None:
    """The handlers of an MP4's tracks (``soun``, ``vide`` …); None without a track list."""
    movie = find_box(data, 0, len(data), b"moov")
    if movie is None:
        return None
    handlers = set()
    for box in read_boxes(data, movie.start, movie.end):
        if box.name == b"trak" and box.end <= movie.end:
            handler = find_box(data, box.start, box.end, b"mdia", b"hdlr")
            if handler is not None:
                at = handler.start + _HANDLER_AT
                handlers.add(data[at : at + 4])
    return handlers
