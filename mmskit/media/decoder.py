"""The length of a sound in a container, told by decoding it piece by piece."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.faults import exceeded, unsupported
from mmskit.media.kinds import MediaFault

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

DEMUXERS: Final = {
    "amr": "amr",
    "wav": "wav",
    "mp3": "mp3",
    "m4a": "mov",
    "ogg": "ogg",
    "flac": "flac",
}
"""FFmpeg's reader of each kind. Always name it: left to guess, FFmpeg also takes playlists, and
those make it open other files."""

_DECODED_SECONDS: Final = 60
"""Up to here every sample is counted; behind it the packets' own lengths are, which is as good to
a twentieth of a second and keeps a two-hour sound cheap."""


def open_container(data: bytes, kind: str) -> InputContainer:
    """Open a sound; a title in it that is no UTF-8 does no harm.

    Args:
        data: the file.
        kind: one of :data:`DEMUXERS`, as ``identify`` named it.

    Raises:
        av.error.FFmpegError, ValueError, MemoryError: it is no such sound.
    """
    import av  # noqa: PLC0415 - heavy, and most sounds never need it

    return av.open(io.BytesIO(data), "r", format=DEMUXERS[kind], metadata_errors="ignore")


def find_seconds(data: bytes, kind: str) -> float:
    """How long a sound lasts. Nothing of what is decoded is kept.

    Args:
        data: the file.
        kind: one of :data:`DEMUXERS`, as ``identify`` named it.

    Raises:
        MediaFault: it has no sound, cannot be decoded, or lasts longer than ``SOUND_SECONDS``.
    """
    import av  # noqa: PLC0415 - heavy, and most sounds never need it

    try:
        with open_container(data, kind) as file:
            seconds = _count(file, kind)
    except MediaFault:
        raise
    except (av.error.FFmpegError, ValueError, ArithmeticError, EOFError, MemoryError):
        raise unsupported(kind, "undecodable") from None
    if not seconds:
        raise unsupported(kind, "silent")
    return float(seconds)


def _count(file: InputContainer, kind: str) -> Fraction:
    if not file.streams.audio:
        raise unsupported(kind, "silent")
    seconds = Fraction(0)
    for packet in file.demux(file.streams.audio[0]):
        if seconds < _DECODED_SECONDS:
            seconds += _decode(packet)
        elif packet.duration and packet.time_base:
            seconds += packet.duration * packet.time_base
        if seconds > SOUND_SECONDS:
            raise exceeded(kind, "seconds", limit=SOUND_SECONDS // 60)
    return seconds


def _decode(packet: Packet[AudioStream]) -> Fraction:
    """Seconds of sound in a packet; a damaged one has none, as players skip it too."""
    import av  # noqa: PLC0415 - see above

    seconds = Fraction(0)
    try:
        for frame in packet.decode():
            seconds += Fraction(frame.samples, frame.sample_rate)
    except av.error.InvalidDataError:
        pass
    return seconds
