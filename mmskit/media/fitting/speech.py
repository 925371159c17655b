"""AMR-NB: which mode fits, and writing it.

A file is six bytes and one frame for every 20 ms, with one more when the encoder is flushed. Every
frame of a mode has the same size, so the size is known before anything is encoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mmskit.errors import MMSKitError
from mmskit.texts import text

RATE: Final = 8_000
"""Samples a second of AMR-NB."""

HEADER: Final = b"#!AMR\n"

FRAME_SAMPLES: Final = 160
"""Samples of one frame: 20 ms."""

FLUSH_FRAMES: Final = 1


@dataclass(frozen=True)
class Mode:
    """One of the eight modes.

    Attributes:
        bit_rate: bits a second.
        frame_bytes: bytes of one frame, its header byte included.
    """

    bit_rate: int
    frame_bytes: int

    def find_size(self, samples: int) -> int:
        """Bytes of the file for so many samples."""
        return len(HEADER) + (-(-samples // FRAME_SAMPLES) + FLUSH_FRAMES) * self.frame_bytes

    def find_samples(self, max_bytes: int) -> int:
        """How many samples fit into so many bytes."""
        frames = (max_bytes - len(HEADER)) // self.frame_bytes - FLUSH_FRAMES
        return max(0, frames * FRAME_SAMPLES)


MODES: Final = (
    Mode(12_200, 32),
    Mode(10_200, 27),
    Mode(7_950, 21),
    Mode(7_400, 20),
    Mode(6_700, 18),
    Mode(5_900, 16),
    Mode(5_150, 14),
    Mode(4_750, 13),
)
"""The modes, best first."""


def choose_mode(samples: int, max_bytes: int, *, max_bit_rate: int | None = None) -> Mode | None:
    """The best mode in which so many samples fit, or None where not even the smallest does."""
    allowed = list_modes(max_bit_rate)
    return next((mode for mode in allowed if mode.find_size(samples) <= max_bytes), None)


def list_modes(max_bit_rate: int | None = None) -> tuple[Mode, ...]:
    """The modes of at most so many bits a second, best first; the smallest is always among them."""
    if max_bit_rate is None:
        return MODES
    return tuple(mode for mode in MODES if mode.bit_rate <= max_bit_rate) or MODES[-1:]


def encode_amr(samples: bytes, mode: Mode) -> bytes:
    """Write 16-bit samples at :data:`RATE` as an AMR file.

    Raises:
        MMSKitError: this machine's PyAV was built without the encoder.
    """
    import av  # noqa: PLC0415 - heavy, and most commands never need it

    try:
        encoder = av.CodecContext.create("libopencore_amrnb", "w")
    except ValueError:  # UnknownCodecError is one
        raise MMSKitError(text("sound.no_encoder", version=av.__version__)) from None
    encoder.sample_rate = RATE
    encoder.layout = "mono"
    encoder.format = "s16"
    encoder.bit_rate = mode.bit_rate
    step = FRAME_SAMPLES * 2
    padded = samples + bytes(-len(samples) % step)
    written = [HEADER]
    for start in range(0, len(padded), step):
        frame = av.AudioFrame(format="s16", layout="mono", samples=FRAME_SAMPLES)
        frame.sample_rate = RATE
        frame.pts = start // 2
        frame.planes[0].update(padded[start : start + step])
        written += map(bytes, encoder.encode(frame))
    written += map(bytes, encoder.encode(None))
    return b"".join(written)
