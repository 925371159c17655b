"""AIFF and AIFF-C, checked by their structure."""

from __future__ import annotations

from typing import Final, NamedTuple

from mmskit.media.caps import CHANNELS, RATE, check_seconds
from mmskit.media.faults import damaged, place, truncated, unsupported
from mmskit.media.guests import check_tail, check_whole
from mmskit.media.kinds import SoundFacts

_HEADER: Final = 12
_CHUNK_HEADER: Final = 8
_CHUNKS: Final = 1_000
_FORM_BYTES: Final = 18
_CODING: Final = slice(18, 22)
_BITS: Final = 64
_OFFSETS: Final = 8
"""Bytes before the samples, which say where they begin in their chunk."""

_EVEN_CODES: Final = frozenset(
    {b"", b"NONE", b"twos", b"sowt", b"raw ", b"fl32", b"FL32", b"fl64", b"FL64", b"alaw", b"ALAW"}
    | {b"ulaw", b"ULAW", b"in24", b"in32"}
)
"""Codings in which every sample takes the same space, so that the size tells the length."""

_BYTES: Final = {
    b"alaw": 1, b"ALAW": 1, b"ulaw": 1, b"ULAW": 1, b"fl64": 8, b"FL64": 8, b"fl32": 4, b"FL32": 4,
    b"in24": 3, b"in32": 4,
}  # fmt: skip
_BIAS: Final = 16_383 + 63
_LARGEST_EXPONENT: Final = 16_383 + 31


class _Form(NamedTuple):
    """How the samples are coded; no block where they do not all take the same space."""

    rate: float
    block: int


def walk(data: bytes) -> SoundFacts:
    """Read an AIFF's chunks up to its samples.

    Raises:
        MediaFault: it is truncated, damaged, silent, too long, or carries another file.
    """
    check_whole("aiff", data)
    form, at = None, _HEADER
    for _ in range(_CHUNKS):
        start = at + _CHUNK_HEADER
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : start], "big")
        if name == b"SSND":
            if form is None:
                raise damaged("aiff", at, "wav_form")
            return _read_samples(data, form, start, length)
        if start + length > len(data) or not name:
            raise truncated("aiff", len(data), place("header"))
        if name == b"COMM":
            form = _read_form(data[start : start + length], start)
        at = start + length + (length & 1)
    raise damaged("aiff", at, "blocks", limit=_CHUNKS)


def _read_form(said: bytes, at: int) -> _Form:
    if len(said) < _FORM_BYTES:
        raise damaged("aiff", at, "wav_form")
    channels, bits = int.from_bytes(said[:2], "big"), int.from_bytes(said[6:8], "big")
    rate, coding = _read_extended(said[8:18]), said[_CODING]
    if not 0 < channels <= CHANNELS or not 0 < rate <= RATE or not 0 < bits <= _BITS:
        raise damaged("aiff", at, "wav_form")
    width = _BYTES.get(coding, (bits + 7) // 8)
    return _Form(rate, channels * width if coding in _EVEN_CODES else 0)


def _read_extended(said: bytes) -> float:
    """A number of 80 bits; 0 for one that is no sensible rate."""
    exponent = int.from_bytes(said[:2], "big")  # its highest bit would be the sign
    if exponent > _LARGEST_EXPONENT:
        return 0.0
    return float(int.from_bytes(said[2:], "big") * 2.0 ** (exponent - _BIAS))


def _read_samples(data: bytes, form: _Form, start: int, length: int) -> SoundFacts:
    if start + length > len(data):
        raise truncated("aiff", len(data), place("part", name="SSND", claimed=length))
    size = length - _OFFSETS - int.from_bytes(data[start : start + 4], "big")
    if size <= 0 or size < form.block:
        raise unsupported("aiff", "silent")
    check_tail("aiff", data, start + length)
    if not form.block:
        return SoundFacts(kind="aiff")
    seconds = size // form.block / form.rate
    check_seconds("aiff", seconds)
    return SoundFacts(kind="aiff", seconds=seconds)
