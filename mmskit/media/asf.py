"""Windows Media (ASF: WMA and WMV), checked by its structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from uuid import UUID

from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts


def _name(text: str) -> bytes:
    return UUID(text).bytes_le


HEADER: Final = _name("75B22630-668E-11CF-A6D9-00AA0062CE6C")
"""How every such file begins."""

_DATA: Final = _name("75B22636-668E-11CF-A6D9-00AA0062CE6C")
_STREAM: Final = _name("B7DC0791-A9B7-11CF-8EE6-00C00C205365")
_SOUND: Final = _name("F8699E40-5B4D-11CF-A8FD-00805F5C442B")
_VIDEO: Final = _name("BC19EFC0-5B4D-11CF-A8FD-00805F5C442B")
_NAME_BYTES: Final = 16
_OBJECT_BYTES: Final = 24
_HEADER_BYTES: Final = 30
_OBJECTS: Final = 1_000


class _Object(NamedTuple):
    name: bytes
    start: int
    end: int


def walk(data: bytes) -> SoundFacts:
    """Read a Windows Media file's objects, and what its streams are.

    Raises:
        MediaFault: it is truncated, damaged, without sound, or carries another file.
    """
    check_whole("wma", data)
    header = next(_read_objects(data, 0, len(data)), None)
    if header is None or header.end > len(data) or header.start + 6 > header.end:
        raise truncated("wma", len(data), place("header"))
    streams = {
        data[inner.start : inner.start + _NAME_BYTES]
        for inner in _read_objects(data, _HEADER_BYTES, header.end)
        if inner.name == _STREAM
    }
    end = _find_end(data, header.end)
    if _SOUND not in streams:
        raise unsupported("wma", "soundless" if _VIDEO in streams else "silent")
    check_tail("wma", data, end)
    return SoundFacts(kind="wma", video=_VIDEO in streams)


def _find_end(data: bytes, at: int) -> int:
    """Where the last object behind the header ends."""
    found = False
    for each in _read_objects(data, at, len(data)):
        if each.name == _DATA:
            found = True
        elif not found:
            raise damaged("wma", at, "chunk")
        if each.end > len(data):
            check_tail("wma", data, at)  # perhaps no object at all
            claimed = each.end - each.start
            raise truncated("wma", len(data), place("part", name="data", claimed=claimed))
        at = each.end
    if not found:
        raise truncated("wma", len(data), place("header"))
    return at


def _read_objects(data: bytes, start: int, end: int) -> Iterator[_Object]:
    """Walk the objects of one level; stop where none can stand."""
    at = start
    for _ in range(_OBJECTS):
        if at + _OBJECT_BYTES > end:
            return
        size = int.from_bytes(data[at + _NAME_BYTES : at + _OBJECT_BYTES], "little")
        name = data[at : at + _NAME_BYTES]
        if not size and name == _DATA:  # written live: it goes on to the end of the file
            size = end - at
        if size < _OBJECT_BYTES:
            return
        yield _Object(name, at + _OBJECT_BYTES, at + size)
        at += size
