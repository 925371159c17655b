"""AMR: the frame walk."""

from __future__ import annotations

import io
from itertools import pairwise

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import speech
from specimens import name_case, refusal

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import SOUND_SECONDS
from mmskit.media import Sound

MAGIC = b"#!AMR\n"
WIDE_MAGIC = b"#!AMR-WB\n"
SIZES = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}
BIT_RATES = (4750, 5150, 5900, 6700, 7400, 7950, 10200, 12200)


def frame(form: int, *, good: bool = True) -> bytes:
    """A frame of a type (3GPP TS 26.101), filled with ones."""
    return bytes((form << 3 | good << 2,)) + b"\xff" * (SIZES[form] - 1)


@pytest.mark.parametrize("bit_rate", BIT_RATES)
def test_length_and_mode_agree_with_the_decoder(bit_rate: int) -> None:
    """Every mode lasts as many samples as the decoder makes of it."""
    data = speech(0.7, bit_rate)
    with av.open(io.BytesIO(data)) as file:
        samples = sum(decoded.samples for decoded in file.decode(audio=0))
    facts = Sound(data).facts
    assert facts.seconds == pytest.approx(samples / 8000)
    assert facts.mode == bit_rate / 1000


def test_wide_band_agrees_with_the_decoder() -> None:
    """FFmpeg cuts the same frames out of every mode, and each lasts as long."""
    sizes = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6)  # 3GPP TS 26.201, with the header's byte
    frames = [bytes((form << 3 | 4,)) + b"\x55" * (size - 1) for form, size in enumerate(sizes)]
    frames += [b"\x74", b"\x7c"]
    data = WIDE_MAGIC + b"".join(frames)
    with av.open(io.BytesIO(data), format="amr") as file:
        assert file.streams.audio[0].codec_context.name == "amrwb"
        packets = [bytes(packet) for packet in file.demux(audio=0) if packet.size]
    assert packets == frames
    assert Sound(data).seconds == pytest.approx(0.02 * len(frames))


@given(st.lists(st.tuples(st.sampled_from(sorted(SIZES)), st.booleans()), min_size=1, max_size=300))
def test_any_mixture_of_frames_is_counted(frames: list[tuple[int, bool]]) -> None:
    """20 ms for every frame, whatever its type; the mode is the highest of speech."""
    sound = Sound(MAGIC + b"".join(frame(form, good=good) for form, good in frames))
    assert sound.seconds == pytest.approx(len(frames) * 0.02)
    speech_types = [form for form, _ in frames if form < 8]
    expected = BIT_RATES[max(speech_types)] / 1000 if speech_types else None
    assert sound.facts.mode == expected


def test_only_whole_frames_are_accepted() -> None:
    """Cut off between two frames it is a shorter sound; anywhere else it is refused."""
    data = MAGIC + frame(2) + frame(8) + frame(15) + frame(7)
    borders = {6 + 16, 6 + 16 + 6, 6 + 16 + 6 + 1, len(data)}
    for size in range(len(data) + 1):
        assert (refusal(Sound, data[:size]) == "accepted") == (size in borders), size


def test_a_cut_sound_says_how_much_is_there() -> None:
    """The sentence counts the frames that are complete, and their time."""
    said = (
        r"^voice\.amr: .* is cut off after 100 complete sound frames, or 2\.0 s: only 1,318 bytes"
    )
    with pytest.raises(UnsupportedMediaError, match=said):
        Sound((MAGIC + frame(0) * 101)[:-1], "voice.amr")


@pytest.mark.parametrize(
    "header", sorted(set(range(256)) - {form << 3 | q for form in SIZES for q in (0, 4)})
)
def test_reserved_frames_are_refused(header: int) -> None:
    """Reserved types and set padding bits are no frames."""
    assert refusal(Sound, MAGIC + frame(0) + bytes((header,)) * 40) == "damaged damage.amr_frame"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"#!AM", "truncated place.header"),
        (MAGIC, "variant variant.silent"),
        (MAGIC + frame(0) * (SOUND_SECONDS * 50 + 1), "exceeded cap.seconds"),
        (MAGIC + frame(15) * 10_000_000, "exceeded cap.seconds"),
        (MAGIC + (frame(15) + frame(15, good=False)) * 5_000_000, "exceeded cap.seconds"),
        (WIDE_MAGIC[:8], "truncated place.header"),
        (WIDE_MAGIC, "variant variant.silent"),
        (WIDE_MAGIC + b"\x04" + bytes(16), "truncated place.sound_frames"),
        (WIDE_MAGIC + b"\x54" * 99, "damaged damage.amr_frame"),
        (WIDE_MAGIC + b"\x7c" * (SOUND_SECONDS * 50 + 1), "exceeded cap.seconds"),
        (b"#!AMR_MC1.0\n" + bytes(40), "other_kind kind.amr_channels"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage and each cap has its reason."""
    assert refusal(Sound, data) == reason


def test_the_longest_sound_is_accepted() -> None:
    """The cap itself is not over the cap."""
    assert Sound(MAGIC + frame(15) * (SOUND_SECONDS * 50)).seconds == SOUND_SECONDS


def test_modes_are_in_order() -> None:
    """A longer frame is a better mode."""
    modes = [Sound(MAGIC + frame(form)).facts.mode for form in range(8)]
    assert all(low < high for low, high in pairwise(modes))
