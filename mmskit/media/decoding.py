"""Sounds decoded by FFmpeg in a process of its own: a crash there is a refusal of the file."""

from __future__ import annotations

from typing import Final

from mmskit.limits import SOUND_SECONDS
from mmskit.media.decoder import SILENT, TOO_LONG
from mmskit.media.faults import exceeded, unsupported
from mmskit.media.isolation import Isolation
from mmskit.media.kinds import MediaFault
from mmskit.media.worker import CRASHED, MEMORY, STUCK, TaskFault

FFMPEG: Final = Isolation("mmskit.media.decoder:TASKS")
"""The children in which FFmpeg works."""

_VARIANTS: Final = {
    SILENT: "silent",
    CRASHED: "crashes_decoder",
    STUCK: "never_decoded",
    MEMORY: "takes_memory",
}


def find_seconds(data: bytes, kind: str, isolation: Isolation = FFMPEG) -> float:
    """How long a sound lasts, found by decoding it.

    Args:
        data: the file.
        kind: one of ``decoder.DEMUXERS``, as ``identify`` named it.
        isolation: where it is decoded.

    Raises:
        MediaFault: it has no sound, cannot be decoded, lasts longer than ``SOUND_SECONDS``, or
            makes the decoder crash, hang or take too much memory.
    """
    try:
        found, _ = isolation.ask("seconds", {"kind": kind}, data)
    except TaskFault as fault:
        raise _tell(kind, fault.reason) from None
    return float(found["seconds"])


def read_samples(
    data: bytes,
    kind: str,
    *,
    rate: int | None,
    start: float,
    max_seconds: float,
    isolation: Isolation = FFMPEG,
) -> tuple[bytes, int]:
    """Decode a sound to one channel; see ``decoder.read_samples``.

    Raises:
        MediaFault: it has no sound, cannot be decoded, or makes the decoder crash, hang or take
            too much memory.
    """
    figures = {"kind": kind, "rate": rate, "start": start, "max_seconds": max_seconds}
    try:
        found, samples = isolation.ask("samples", figures, data)
    except TaskFault as fault:
        raise _tell(kind, fault.reason) from None
    return samples, int(found["rate"])


def _tell(kind: str, reason: str) -> MediaFault:
    if reason == TOO_LONG:
        return exceeded(kind, "seconds", limit=SOUND_SECONDS // 60)
    return unsupported(kind, _VARIANTS.get(reason, "undecodable"))
