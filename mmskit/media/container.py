"""Sounds in containers: WAV, MP3, MP4 and its relatives, Ogg and FLAC, checked by structure."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from mmskit.limits import SOUND_SECONDS
from mmskit.media.boxes import find_streams, read_boxes
from mmskit.media.caps import CHANNELS, RATE, check_seconds
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts
from mmskit.media.mpeg import find_first_frame, find_tag_end

_UNKNOWN_LENGTHS: Final = frozenset({0, 0xFFFFFFFF})
"""What a WAV says of its length when it was written to a pipe."""

_RIFF_HEADER: Final = 12
_CHUNK_HEADER: Final = 8
_CHUNKS: Final = 1_000
_WAV_FORM_BYTES: Final = 16
_PCM_CODES: Final = frozenset({1, 3})
_EVEN_CODES: Final = frozenset({1, 3, 6, 7, 0xFFFE})
"""WAV codings in which every sample takes the same space, so that the size tells the length."""

_OGG_VIDEO: Final = (b"\x80theora", b"BBCD\0", b"\x01video\0")
_OGG_SOUND: Final = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_OGG_NAME_BYTES: Final = 8
_PAGE_BYTES: Final = 27
_PAGE_FLAGS: Final = 5
_FIRST_PAGE: Final = 0x02
_PAGES: Final = 50 * SOUND_SECONDS
_STREAMINFO_BYTES: Final = 34
_STREAMINFO_END: Final = 8 + _STREAMINFO_BYTES
_LAST_BLOCK: Final = 0x80
_FLAC_SYNCS: Final = (b"\xff\xf8", b"\xff\xf9")


class _Form(NamedTuple):
    """How a WAV's samples are coded."""

    code: int
    rate: int
    block: int


def walk_wav(data: bytes) -> SoundFacts:
    """Read a WAV's chunks up to its samples.

    Raises:
        MediaFault: it is truncated, damaged, silent, too long, or carries another file.
    """
    form, at = None, _RIFF_HEADER
    for _ in range(_CHUNKS):
        start = at + _CHUNK_HEADER
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : start], "little")
        if name == b"data":
            if form is None:
                raise damaged("wav", at, "wav_form")
            return _read_wav_samples(data, form, start, length)
        if start + length > len(data) or not name:
            raise truncated("wav", len(data), place("header"))
        if name == b"fmt ":
            form = _read_wav_form(data, start, length)
        at = start + length + (length & 1)
    raise damaged("wav", at, "blocks", limit=_CHUNKS)


def _read_wav_form(data: bytes, start: int, length: int) -> _Form:
    if length < _WAV_FORM_BYTES:
        raise damaged("wav", start, "wav_form")
    code, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", data, start)
    uneven = code in _PCM_CODES and block != channels * ((bits + 7) // 8)
    if not 0 < channels <= CHANNELS or not 0 < rate <= RATE or not block or uneven:
        raise damaged("wav", start, "wav_form")
    return _Form(code, rate, block)


def _read_wav_samples(data: bytes, form: _Form, start: int, length: int) -> SoundFacts:
    if length in _UNKNOWN_LENGTHS:
        length = len(data) - start
    if start + length > len(data):
        raise truncated("wav", len(data), place("part", name="data", claimed=length))
    if length < form.block:
        raise unsupported("wav", "silent")
    check_whole("wav", data)
    check_tail("wav", data, start + length)
    if form.code not in _EVEN_CODES:
        return SoundFacts(kind="wav")
    seconds = length // form.block / form.rate
    check_seconds("wav", seconds)
    return SoundFacts(kind="wav", seconds=seconds)


def walk_mp3(data: bytes) -> SoundFacts:
    """Find an MP3's first frame behind its tags.

    Raises:
        MediaFault: it is truncated, damaged, or carries another file.
    """
    start = find_tag_end(data)
    if start > len(data):
        raise truncated("mp3", len(data), place("part", name="ID3", claimed=start))
    if find_first_frame(data, start) is None:
        raise damaged("mp3", start, "mp3_frame")
    check_whole("mp3", data)
    return SoundFacts(kind="mp3")


def walk_m4a(data: bytes) -> SoundFacts:
    """Read an M4A; see :func:`walk_boxes`."""
    return walk_boxes("m4a", data)


def walk_mp4(data: bytes) -> SoundFacts:
    """Read an MP4 or 3GP video; see :func:`walk_boxes`."""
    return walk_boxes("mp4", data)


def walk_mov(data: bytes) -> SoundFacts:
    """Read a QuickTime video; see :func:`walk_boxes`."""
    return walk_boxes("mov", data)


def walk_boxes(kind: str, data: bytes) -> SoundFacts:
    """Read the outer boxes of an MP4 or a relative of it, and check that it has sound.

    Raises:
        MediaFault: it is truncated, without sound, or carries another file.
    """
    check_whole(kind, data)
    end = 0
    for box in read_boxes(data, 0, len(data)):
        if box.end > len(data):
            check_tail(kind, data, end)  # perhaps no box at all
            where = place("part", name=box.name.decode("latin-1"), claimed=box.end - box.start)
            raise truncated(kind, len(data), where)
        end = box.end
    streams = find_streams(data)
    if streams is None:
        raise truncated(kind, len(data), place("header"))
    if b"soun" not in streams:
        raise unsupported(kind, "soundless" if b"vide" in streams else "silent")
    check_tail(kind, data, end)
    return SoundFacts(kind=kind, video=b"vide" in streams)


def walk_ogg(data: bytes) -> SoundFacts:
    """Read the pages of an Ogg file, and check that it carries sound.

    Raises:
        MediaFault: it is truncated, damaged, without sound, or carries another file.
    """
    firsts, end = _read_pages(data)
    video = any(name.startswith(_OGG_VIDEO) for name in firsts)
    if not any(name.startswith(_OGG_SOUND) for name in firsts):
        raise unsupported("ogg", "soundless" if video else "silent")
    check_whole("ogg", data)
    check_tail("ogg", data, end)
    return SoundFacts(kind="ogg", video=video)


def _read_pages(data: bytes) -> tuple[set[bytes], int]:
    """How the content of each stream begins, and where the last page ends."""
    firsts: set[bytes] = set()
    at = 0
    for number in range(1, _PAGES + 1):
        if not data.startswith(b"OggS", at):
            return firsts, at
        head = data[at : at + _PAGE_BYTES]
        start = at + _PAGE_BYTES + head[-1]
        end = start + sum(data[at + _PAGE_BYTES : start])
        if end > len(data) or len(head) < _PAGE_BYTES:
            raise truncated("ogg", len(data), place("page", number=number))
        if head[_PAGE_FLAGS] & _FIRST_PAGE:
            firsts.add(data[start : start + _OGG_NAME_BYTES])
        at = end
    raise damaged("ogg", at, "blocks", limit=_PAGES)


def walk_flac(data: bytes) -> SoundFacts:
    """Read a FLAC's stream information, and find its first frame.

    Raises:
        MediaFault: it is truncated, damaged, too long, or carries another file.
    """
    if len(data) < _STREAMINFO_END:
        raise truncated("flac", len(data), place("header"))
    rate = int.from_bytes(data[18:21], "big") >> 4
    if data[4] & ~_LAST_BLOCK or data[5:8] != b"\0\0\x22" or not rate:
        raise damaged("flac", 4, "header")
    check_seconds("flac", (int.from_bytes(data[21:26], "big") & 0xFFFFFFFFF) / rate)
    at = _find_flac_frames(data)
    if not data.startswith(_FLAC_SYNCS, at):
        raise damaged("flac", at, "flac_frame")
    check_whole("flac", data)
    return SoundFacts(kind="flac")


def _find_flac_frames(data: bytes) -> int:
    """Where the metadata blocks end."""
    at = 4
    for _ in range(_CHUNKS):
        if at + 4 >= len(data):
            raise truncated("flac", len(data), place("header"))
        flags = data[at]
        at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
        if flags & _LAST_BLOCK:
            if at >= len(data):
                raise truncated("flac", len(data), place("header"))
            return at
    raise damaged("flac", at, "blocks", limit=_CHUNKS)
