"""FFmpeg's side of reading sounds, as it runs in a process of its own; see ``decoding``.

It knows no sentences and imports little: the child that runs it must start quickly.
"""

from __future__ import annotations

import io
from contextlib import contextmanager, suppress
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.worker import Figures, TaskFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.audio.frame import AudioFrame
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
    "aac": "aac",
    "aiff": "aiff",
    "caf": "caf",
    "wma": "asf",
    "awb": "amr",
    "mp4": "mov",
    "mov": "mov",
    "mkv": "matroska",
}
"""FFmpeg's reader of each kind. Always name it: left to guess, FFmpeg also takes playlists, and
those make it open other files."""

UNDECODABLE: Final = "undecodable"
SILENT: Final = "silent"
TOO_LONG: Final = "too_long"

_DECODED_SECONDS: Final = 60
"""Up to here every sample is counted; behind it the packets' own lengths are, which is as good to
a twentieth of a second and keeps a two-hour sound cheap."""

_MOST_RATE: Final = 48_000
"""Samples a second that are kept of a sound at its own rate: there is nothing to hear beyond."""


def open_container(data: bytes, kind: str) -> InputContainer:
    """Open a sound; a title in it that is no UTF-8 does no harm.

    Args:
        data: the file.
        kind: one of :data:`DEMUXERS`, as ``identify`` named it.

    Raises:
        av.error.FFmpegError, ValueError, MemoryError: it is no such sound.
    """
    import av  # noqa: PLC0415 - heavy, and most sounds never need it

    return av.open(
        io.BytesIO(data),
        "r",
        format=DEMUXERS[kind],
        options={"codec_whitelist": _list_sound_decoders()},
        metadata_errors="ignore",
    )


@cache
def _list_sound_decoders() -> str:
    """FFmpeg's decoders of sound, with commas.

    To find out what it was given FFmpeg tries some of every track. A video's pictures are none of
    our business, and their decoders are the largest part of what a file could attack.
    """
    import av  # noqa: PLC0415 - see above

    names = []
    for name in av.codecs_available:
        with suppress(av.codec.codec.UnknownCodecError):  # it can only encode
            if av.codec.Codec(name, "r").type == "audio":
                names.append(name)
    return ",".join(sorted(names))


def count_seconds(data: bytes, kind: str) -> float:
    """How long a sound lasts. Nothing of what is decoded is kept.

    Args:
        data: the file.
        kind: one of :data:`DEMUXERS`, as ``identify`` named it.

    Raises:
        TaskFault: it has no sound, cannot be decoded, or lasts longer than ``SOUND_SECONDS``.
    """
    with _one_fault():
        seconds = _count(data, kind)
    if not seconds:
        raise TaskFault(SILENT)
    return float(seconds)


def read_samples(
    data: bytes, kind: str, rate: int | None, start: float, max_seconds: float
) -> tuple[bytes, int]:
    """Decode a sound to one channel of signed 16-bit samples.

    Args:
        data: the file.
        kind: one of :data:`DEMUXERS`, as ``identify`` named it.
        rate: samples a second; None for the file's own, up to 48,000.
        start: seconds at the beginning that are left out.
        max_seconds: stop here; what lies behind is not even decoded.

    Returns:
        The samples, and how many there are a second.

    Raises:
        TaskFault: it has no sound, or cannot be decoded.
    """
    with _one_fault():
        samples, chosen = _decode(data, kind, rate, start, max_seconds)
    if not samples and not start:
        raise TaskFault(SILENT)
    return samples, chosen


@contextmanager
def _one_fault() -> Iterator[None]:
    """Turn whatever FFmpeg and its binding raise into one fault."""
    import av  # noqa: PLC0415 - see above

    try:
        yield
    except (av.error.FFmpegError, ValueError, ArithmeticError, EOFError):
        raise TaskFault(UNDECODABLE) from None
    except AttributeError:  # a coding that FFmpeg does not know has no context to ask
        raise TaskFault(UNDECODABLE) from None


def _count(data: bytes, kind: str) -> Fraction:
    with open_container(data, kind) as file:
        if not file.streams.audio:
            raise TaskFault(SILENT)
        seconds = Fraction(0)
        for packet in file.demux(file.streams.audio[0]):
            if seconds < _DECODED_SECONDS or not packet.duration:
                seconds += sum(
                    (
                        Fraction(frame.samples, frame.sample_rate)
                        for frame in _decode_packet(packet)
                    ),
                    Fraction(0),
                )
            else:
                seconds += max(0, packet.duration or 0) * packet.time_base
            if seconds > SOUND_SECONDS:
                raise TaskFault(TOO_LONG)
        return seconds


def _decode_packet(packet: Packet[AudioStream]) -> list[AudioFrame]:
    """The sound in a packet; a damaged one has none, as players skip it too."""
    import av  # noqa: PLC0415 - see above

    try:
        return packet.decode()
    except av.error.InvalidDataError:
        return []


def _decode(
    data: bytes, kind: str, rate: int | None, start: float, max_seconds: float
) -> tuple[bytes, int]:
    with open_container(data, kind) as file:
        if not file.streams.audio:
            raise TaskFault(SILENT)
        chosen = rate or min(file.streams.audio[0].codec_context.sample_rate, _MOST_RATE)
        skipped = round(start * chosen) * 2
        most = max(0, round(max_seconds * chosen) * 2 - skipped)
        collected = bytearray()
        for piece in _read_pieces(file, chosen):
            collected += piece[skipped:]
            skipped = max(0, skipped - len(piece))
            if len(collected) >= most:
                break
        return bytes(collected[:most]), chosen


def _read_pieces(file: InputContainer, rate: int) -> Iterator[bytes]:
    """Frame by frame, each resampled to one channel."""
    import av  # noqa: PLC0415 - see above

    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
    for packet in file.demux(file.streams.audio[0]):
        for frame in _decode_packet(packet):
            # What a container says of times is often wrong and nothing here depends on it.
            frame.pts = None
            for part in resampler.resample(frame):
                yield bytes(part.planes[0])[: part.samples * 2]
    for part in resampler.resample(None):
        yield bytes(part.planes[0])[: part.samples * 2]


def _task_seconds(figures: Figures, data: bytes) -> tuple[Figures, bytes]:
    return {"seconds": count_seconds(data, figures["kind"])}, b""


def _task_samples(figures: Figures, data: bytes) -> tuple[Figures, bytes]:
    wanted = figures["kind"], figures["rate"], figures["start"], figures["max_seconds"]
    samples, rate = read_samples(data, *wanted)
    return {"rate": rate}, samples


TASKS: Final = {"seconds": _task_seconds, "samples": _task_samples}
"""What the child can be asked: each takes and gives figures and bytes."""
