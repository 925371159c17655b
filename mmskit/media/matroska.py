"""Matroska and WebM, checked by their structure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts

_EBML: Final = 0x1A45DFA3
_FORMAT: Final = 0x4282
_SEGMENT: Final = 0x18538067
_TRACKS: Final = 0x1654AE6B
_TRACK: Final = 0xAE
_TRACK_TYPE: Final = 0x83
_VIDEO, _SOUND = 1, 2
_FORMATS: Final = (b"matroska", b"webm")
_ELEMENTS: Final = 50_000
_INNER: Final = 500
_MOST_TRACKS: Final = 64
_NAME_BYTES, _SIZE_BYTES = 4, 8


class _Element(NamedTuple):
    """An element: where its content starts and should end; no end where it does not say."""

    name: int
    start: int
    end: int | None


def walk(data: bytes) -> SoundFacts:
    """Read the outer elements of a Matroska or WebM file, and what its tracks are.

    Raises:
        MediaFault: it is truncated, damaged, without sound, or carries another file.

    Source: RFC 8794; RFC 9559 §5.1.
    """
    check_whole("mkv", data)
    outer = list(islice(_read_elements(data, 0, len(data)), 8))
    if not outer or outer[0].end is None or outer[0].end > len(data):
        raise truncated("mkv", len(data), place("header"))
    said = _find(data, outer[0], _FORMAT)
    if said is None or data[said.start : said.end].rstrip(b"\0") not in _FORMATS:
        raise damaged("mkv", 0, "header")
    segment = next((each for each in outer if each.name == _SEGMENT), None)
    if segment is None:
        raise truncated("mkv", len(data), place("header"))
    end = len(data) if segment.end is None else segment.end
    if end > len(data):
        claimed = end - segment.start
        raise truncated("mkv", len(data), place("part", name="Segment", claimed=claimed))
    types = _find_types(data, segment)
    if _SOUND not in types:
        raise unsupported("mkv", "soundless" if _VIDEO in types else "silent")
    check_tail("mkv", data, end)
    return SoundFacts(kind="mkv", video=_VIDEO in types)


def _find_types(data: bytes, segment: _Element) -> frozenset[int]:
    """What the tracks are."""
    tracks = _find(data, segment, _TRACKS)
    if tracks is None or tracks.end is None or tracks.end > len(data):
        raise truncated("mkv", len(data), place("header"))
    inside = _read_elements(data, tracks.start, tracks.end, _INNER)
    found = islice((each for each in inside if each.name == _TRACK), _MOST_TRACKS)
    types = (_find(data, track, _TRACK_TYPE) for track in found)
    return frozenset(
        int.from_bytes(data[each.start : each.end], "big")
        for each in types
        if each is not None and each.end is not None and each.end - each.start <= _SIZE_BYTES
    )


def _find(data: bytes, parent: _Element, name: int) -> _Element | None:
    end = len(data) if parent.end is None else min(parent.end, len(data))
    inside = _read_elements(data, parent.start, end)
    return next((each for each in inside if each.name == name), None)


def _read_elements(data: bytes, start: int, end: int, most: int = _ELEMENTS) -> Iterator[_Element]:
    """Walk the elements of one level; stop where none can stand, and behind one without a size."""
    at = start
    for _ in range(most):
        name, behind = _read_number(data, at, end, _NAME_BYTES, marked=True)
        size, behind = _read_number(data, behind, end, _SIZE_BYTES, marked=False)
        if behind > end or not name:
            return
        if size is None:
            yield _Element(name, behind, None)
            return
        yield _Element(name, behind, behind + size)
        at = behind + size


def _read_number(
    data: bytes, at: int, end: int, most: int, *, marked: bool
) -> tuple[int | None, int]:
    """A number that tells its own length, and what follows it; ``end + 1`` where none stands.

    A name keeps the bit that marks its length. A size of ones alone is no size: None.
    """
    first = data[at] if at < end else 0
    length = 9 - first.bit_length()
    if not first or length > most or at + length > end:
        return 0, end + 1
    number = int.from_bytes(data[at : at + length], "big")
    if marked:
        return number, at + length
    ones = (1 << 7 * length) - 1
    number &= ones
    return (None if number == ones else number), at + length
