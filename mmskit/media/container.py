"""Sounds in containers: WAV, MP3, M4A, Ogg and FLAC, checked cheaply and decoded on demand."""

from __future__ import annotations

import io
import struct
from typing import Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.boxes import find_streams, read_boxes
from mmskit.media.faults import damaged, exceeded, place, truncated, unsupported
from mmskit.media.guests import check_archive
from mmskit.media.kinds import MediaFault, SoundFacts
from mmskit.media.mpeg import find_first_frame, find_tag_end
from mmskit.media.sniff import identify

DEMUXERS: Final = {
    "amr": "amr",
    "wav": "wav",
    "mp3": "mp3",
    "m4a": "mov",
    "ogg": "ogg",
    "flac": "flac",
}
"""FFmpeg's reader of each kind. It is always named: left to guess, FFmpeg also reads playlists,
and those name other files."""

_UNKNOWN_LENGTH: Final = 0xFFFFFFFF
_PLAIN_CODES: Final = frozenset({1, 3, 6, 7, 0xFFFE})
_CHUNKS: Final = 10_000
_OGG_VIDEO: Final = (b"\x80theora", b"BBCD", b"\x01video")
_OGG_SOUND: Final = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_PAGE_BYTES: Final = 27


def walk_wav(data: bytes) -> SoundFacts:
    """Read a WAV's chunks.

    Raises:
        MediaFault: it is truncated, damaged, silent, too long, or carries another file.
    """
    form: tuple[int, int, int, int] | None = None
    at = 12
    for _ in range(_CHUNKS):
        if at + 8 > len(data):
            break
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        start, end = at + 8, at + 8 + length
        if name == b"data":
            return _read_wav_data(data, form, start, length)
        if end > len(data):
            raise truncated("wav", len(data), place("header"))
        if name == b"fmt ":
            form = _read_wav_form(data, start, length)
        at = end + (length & 1)
    raise truncated("wav", len(data), place("header"))


def _read_wav_form(data: bytes, start: int, length: int) -> tuple[int, int, int, int]:
    if length < 16:
        raise damaged("wav", start, "wav_form")
    code, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", data, start)
    if not channels or not rate or not block:
        raise damaged("wav", start, "wav_form")
    if code in (1, 3) and block != channels * ((bits + 7) // 8):
        raise damaged("wav", start, "wav_form")
    return code, channels, rate, block


def _read_wav_data(
    data: bytes, form: tuple[int, int, int, int] | None, start: int, length: int
) -> SoundFacts:
    if form is None:
        raise damaged("wav", start - 8, "wav_form")
    code, _, rate, block = form
    if length in (0, _UNKNOWN_LENGTH):  # written to a pipe: the length was not known yet
        length = len(data) - start
    if length > len(data) - start:
        raise truncated("wav", len(data), place("samples", claimed=length))
    if length < block:
        raise unsupported("wav", "silent")
    check_archive("wav", data)
    if code not in _PLAIN_CODES:
        return SoundFacts(kind="wav")
    return _sound("wav", length // block / rate)


def _sound(kind: str, seconds: float) -> SoundFacts:
    if seconds > SOUND_SECONDS:
        raise exceeded(kind, "seconds", limit=SOUND_SECONDS // 60)
    return SoundFacts(kind=kind, seconds=seconds)


def walk_mp3(data: bytes) -> SoundFacts:
    """Find an MP3's first frame behind its tags.

    Raises:
        MediaFault: it is truncated, damaged, or carries another file.
    """
    start = find_tag_end(data)
    if start >= len(data):
        raise truncated("mp3", len(data), place("tag", claimed=start))
    if find_first_frame(data, start) is None:
        raise damaged("mp3", start, "mp3_frame")
    check_archive("mp3", data)
    return SoundFacts(kind="mp3")


def walk_m4a(data: bytes) -> SoundFacts:
    """Read an M4A's outer boxes, and check that it has sound and no pictures that move.

    Raises:
        MediaFault: it is truncated, a video, without sound, or carries another file.
    """
    for box in read_boxes(data, 0, len(data)):
        if box.end > len(data):
            where = place("chunk", name=box.name.decode("latin-1"))
            raise truncated("m4a", len(data), where)
    streams = find_streams(data)
    if streams is None:
        raise truncated("m4a", len(data), place("header"))
    if b"vide" in streams:
        raise unsupported("m4a", "video")
    if b"soun" not in streams:
        raise unsupported("m4a", "silent")
    check_archive("m4a", data)
    return SoundFacts(kind="m4a")


def walk_ogg(data: bytes) -> SoundFacts:
    """Read an Ogg's first page and check that it is complete to its last.

    Raises:
        MediaFault: it is truncated, damaged, a video, or carries another file.
    """
    if len(data) < _PAGE_BYTES or data[4]:
        raise truncated("ogg", len(data), place("header"))
    starts = []
    at = 0
    while data.startswith(b"OggS", at):
        segments = data[at + 26 : at + 27]
        lengths = data[at + 27 : at + 27 + segments[0]] if segments else b""
        start = at + _PAGE_BYTES + len(lengths)
        if not segments or len(lengths) < segments[0] or start + sum(lengths) > len(data):
            raise truncated("ogg", len(data), place("header" if not starts else "page"))
        if data[at + 5] & 2:
            starts.append(data[start : start + 8])
        at = start + sum(lengths)
    if any(first.startswith(_OGG_VIDEO) for first in starts):
        raise unsupported("ogg", "video")
    if not any(first.startswith(_OGG_SOUND) for first in starts):
        raise unsupported("ogg", "silent")
    if at < len(data):
        raise damaged("ogg", at, "ogg_page")
    check_archive("ogg", data)
    return SoundFacts(kind="ogg")


def walk_flac(data: bytes) -> SoundFacts:
    """Read a FLAC's stream information and find its first frame.

    Raises:
        MediaFault: it is truncated, damaged, too long, or carries another file.
    """
    if len(data) < 42:
        raise truncated("flac", len(data), place("header"))
    if data[4] & 0x7F or int.from_bytes(data[5:8], "big") != 34:
        raise damaged("flac", 4, "flac_header")
    rate = int.from_bytes(data[18:21], "big") >> 4
    samples = int.from_bytes(data[21:26], "big") & 0xFFFFFFFFF
    if not rate:
        raise damaged("flac", 18, "flac_header")
    at, last = 4, False
    while not last:
        if at + 4 > len(data):
            raise truncated("flac", len(data), place("header"))
        last = bool(data[at] & 0x80)
        at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
    if at + 2 > len(data):
        raise truncated("flac", len(data), place("header"))
    if data[at] != 0xFF or data[at + 1] & 0xFE != 0xF8:
        raise damaged("flac", at, "flac_frame")
    check_archive("flac", data)
    _sound("flac", samples / rate)
    return SoundFacts(kind="flac")


def find_seconds(data: bytes) -> float:
    """How long a sound lasts, by decoding it piece by piece. No piece is kept.

    Raises:
        MediaFault: it has no sound, cannot be decoded, or lasts longer than ``SOUND_SECONDS``.
    """
    kind = identify(data)
    samples, rate = 0, 0
    import av  # noqa: PLC0415 - heavy: loaded for sounds in containers only

    try:
        with av.open(io.BytesIO(data), format=DEMUXERS[kind]) as container:
            if not container.streams.audio:
                raise unsupported(kind, "silent")
            for packet in container.demux(container.streams.audio[0]):
                try:
                    frames = packet.decode()
                except av.error.InvalidDataError:
                    continue  # players skip a damaged piece as well
                for frame in frames:
                    samples, rate = samples + frame.samples, frame.sample_rate
                if rate and samples > SOUND_SECONDS * rate:
                    raise exceeded(kind, "seconds", limit=SOUND_SECONDS // 60)
    except MediaFault:
        raise
    except (av.error.FFmpegError, ValueError, EOFError, MemoryError):
        raise damaged(kind, 0, "undecodable") from None
    if not samples:
        raise unsupported(kind, "silent")
    return samples / rate
