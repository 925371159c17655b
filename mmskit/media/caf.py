"""Apple's CAF, checked by its structure."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from mmskit.media.caps import CHANNELS, RATE, check_seconds
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts

_HEADER: Final = 8
_CHUNK_HEADER: Final = 12
_CHUNKS: Final = 1_000
_FORM: Final = struct.Struct(">d4sIIIII")
_EDITS: Final = 4
"""Bytes before the samples that count edits."""

_TO_END: Final = -1


class _Form(NamedTuple):
    """How the samples are coded; no block where they do not all take the same space."""

    rate: float
    block: int
    samples: int


def walk(data: bytes) -> SoundFacts:
    """Read a CAF's chunks up to its samples.

    Raises:
        MediaFault: it is truncated, damaged, silent, too long, or carries another file.
    """
    check_whole("caf", data)
    form, at = None, _HEADER
    for _ in range(_CHUNKS):
        start = at + _CHUNK_HEADER
        if start > len(data):
            raise truncated("caf", len(data), place("header"))
        name = data[at : at + 4]
        length = int.from_bytes(data[at + 4 : start], "big", signed=True)
        if name == b"data":
            if form is None:
                raise damaged("caf", at, "wav_form")
            return _read_samples(data, form, start, length)
        if length < 0:
            raise damaged("caf", at, "lengths")
        if start + length > len(data):
            raise truncated("caf", len(data), place("header"))
        if name == b"desc":
            form = _read_form(data[start : start + length], start)
        at = start + length
    raise damaged("caf", at, "blocks", limit=_CHUNKS)


def _read_form(said: bytes, at: int) -> _Form:
    if len(said) < _FORM.size:
        raise damaged("caf", at, "wav_form")
    rate, _, _, block, samples, channels, _ = _FORM.unpack_from(said)
    if not 0 < channels <= CHANNELS or not 0 < rate <= RATE:  # also for a rate that is no number
        raise damaged("caf", at, "wav_form")
    return _Form(rate, block if samples else 0, samples)


def _read_samples(data: bytes, form: _Form, start: int, length: int) -> SoundFacts:
    if length == _TO_END:
        length = len(data) - start
    if length < 0:
        raise damaged("caf", start, "lengths")
    if start + length > len(data):
        raise truncated("caf", len(data), place("part", name="data", claimed=length))
    size = length - _EDITS
    if size <= 0 or size < form.block:
        raise unsupported("caf", "silent")
    check_tail("caf", data, start + length)
    if not form.block:
        return SoundFacts(kind="caf")
    seconds = size // form.block * form.samples / form.rate
    check_seconds("caf", seconds)
    return SoundFacts(kind="caf", seconds=seconds)
