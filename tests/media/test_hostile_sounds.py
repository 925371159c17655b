"""Sounds made to cost much where they are decoded: in the child, which is watched."""

from __future__ import annotations

import io
import struct
import sys
from contextlib import suppress
from pathlib import Path

import av
import pytest
from making import speech, tone
from specimens import box, coded, midi, refusal, riff, video

from mmskit.errors import MessageTooLargeError
from mmskit.media import Sound, asf, decoding
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.sound_fit import SoundFitter, fit_sound
from mmskit.media.isolation import Isolation
from mmskit.media.kinds import MediaFault

MIB = 1 << 20
END = b"\0\xff\x2f\0"


def peak(isolation: Isolation) -> int:
    """The most memory that the idle child has had, in bytes."""
    (child,) = isolation._idle
    lines = Path(f"/proc/{child._process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def with_tables(claim: int) -> bytes:
    """An M4A whose tables claim so many entries."""
    data = bytearray(coded("ipod", "aac"))
    for name, offset in ((b"stsz", 12), (b"stts", 8), (b"stsc", 8), (b"stco", 8)):
        at = data.index(name) + offset
        data[at : at + 4] = struct.pack(">I", claim)
    return bytes(data)


def endless_wav() -> bytes:
    """A WAV of 400 million samples a second in 32 channels, as far as its header goes."""
    form = struct.pack("<HHIIHH", 1, 32, 768_000, 49_152_000, 64, 16)
    return riff(b"WAVE", (b"fmt ", form), (b"data", bytes(8 * MIB)))


def iff(*chunks: tuple[bytes, bytes]) -> bytes:
    """An AIFF of chunks."""
    body = b"AIFF" + b"".join(
        name + struct.pack(">I", len(said)) + said + b"\0" * (len(said) % 2)
        for name, said in chunks
    )
    return b"FORM" + struct.pack(">I", len(body)) + body


def caf(*chunks: tuple[bytes, bytes]) -> bytes:
    """A CAF of chunks."""
    return b"caff\0\1\0\0" + b"".join(
        name + struct.pack(">q", len(said)) + said for name, said in chunks
    )


def asf_object(name: bytes, said: bytes) -> bytes:
    """An object of a Windows Media file."""
    return name + struct.pack("<Q", 24 + len(said)) + said


def asf_data() -> bytes:
    """The name of the object with the samples, as FFmpeg writes it behind the header."""
    data = coded("asf", "wmav2", bit_rate=64_000)
    at = int.from_bytes(data[16:24], "little")
    return data[at : at + 16]


COMM_1_HZ = struct.pack(">HIHHQ", 1, 9, 8, 16_383, 1 << 63)
"""One channel of 8 bits, one sample a second."""

DESC_1_HZ = struct.pack(">d4sIIIII", 1.0, b"lpcm", 0, 1, 1, 1, 8)
"""The same for CAF."""

MATROSKA = b"\x1aE\xdf\xa3\x8b\x42\x82\x88matroska"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells another process's peak")
@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("m4a", with_tables(0xFFFFFFFF)),
        ("m4a", with_tables(0x7FFFFFFF)),
        ("m4a", with_tables(50_000_000)),
        ("wav", endless_wav()),
        ("amr", b"#!AMR\n" + bytes(range(0, 256, 4)) * 40_000),
        ("mp3", coded("mp3", "libmp3lame")[:400] + b"\xff\xfb\x90\x64" * 200_000),
        ("flac", coded("flac", "flac")[:200] + b"\xff\xf8\xc9\x18" * 200_000),
        ("ogg", coded("ogg", "libopus", rate=48_000)[:1_000] + b"OggS" * 100_000),
        ("aac", coded("adts", "aac")[:400] + b"\xff\xf1\x50\x40\x00\xff\xfc" * 200_000),
        ("aiff", coded("aiff", "pcm_s16be")[:60] + bytes(8 * MIB)),
        ("aiff", coded("aiff", "pcm_s16be").replace(b"SSND\0", b"SSND\x7f", 1)),
        ("caf", coded("caf", "alac")[:200] + b"\xff" * 4 * MIB),
        ("caf", coded("caf", "alac").replace(b"pakt" + bytes(4), b"pakt\x7f" + bytes(3), 1)),
        ("wma", coded("asf", "wmav2", bit_rate=64_000)[:700] + b"\x82\0\0" * MIB),
        ("awb", b"#!AMR-WB\n" + bytes(range(4, 128, 8)) * 40_000),
        ("mp4", video()[:-200] + bytes(200)),
        ("mov", video("mov").replace(b"stsz", b"stsz\xff\xff", 1)),
        ("mkv", video("matroska")[:800] + b"\x1f\x43\xb6\x75\x10\xff\xff\xff" * MIB),
        ("mkv", b"\x1aE\xdf\xa3\x80\x18\x53\x80\x67" + b"\x01" + b"\xff" * 7 + b"\xae\x10" * MIB),
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else value,
)
def test_a_decoder_takes_no_more_than_so_much(kind, data):
    """A few megabytes of samples or a refusal: 200 MiB and the file itself at the most."""
    isolation = Isolation("mmskit.media.decoder:TASKS")
    for _ in range(2):
        with suppress(MediaFault):
            decoding.read_samples(
                data, kind, rate=8_000, start=0.0, max_seconds=300.0, isolation=isolation
            )
    assert peak(isolation) < 200 * MIB + len(data)
    isolation.close()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a reserved mode", b"#!AMR\n" + b"\x4c" * 100, "damaged damage.amr_frame"),
        ("bits that must be zero", b"#!AMR\n" + b"\xff" * 100, "damaged damage.amr_frame"),
        ("a good frame, then none", speech(0.1) + b"\x7b", "damaged damage.amr_frame"),
        ("modes by turns, cut off", b"#!AMR\n" + (b"\x04" + bytes(12) + b"\x3c") * 9, "truncated place.sound_frames"),
        ("nothing behind its header", b"#!AMR\n", "variant variant.silent"),
        ("a block larger than the samples", riff(b"WAVE", (b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 0xFFFF, 16)), (b"data", bytes(99))), "damaged damage.wav_form"),
        ("a rate of nothing", riff(b"WAVE", (b"fmt ", struct.pack("<HHIIHH", 1, 1, 0, 0, 2, 16)), (b"data", bytes(99))), "damaged damage.wav_form"),
        ("samples before their form", riff(b"WAVE", (b"data", bytes(99))), "damaged damage.wav_form"),
        ("a form of four gigabytes", riff(b"WAVE" + b"fmt \xff\xff\xff\xff" + bytes(40)), "truncated place.header"),
        ("AAC, cut off", coded("adts", "aac")[:-9], "truncated place.sound_frames"),
        ("AAC, half a header", coded("adts", "aac") + b"\xff\xf1\x50", "truncated place.sound_frames"),
        ("AAC, then anything", coded("adts", "aac") + b"\x17" * 99, "damaged damage.amr_frame"),
        ("AAC of frames without length", b"\xff\xf1\x50\x40\x00\x1f\xfc" * 99, "damaged damage.amr_frame"),
        ("AAC at no rate", b"\xff\xf1\x7c\x40\x01\x1f\xfc\0" * 99, "damaged damage.amr_frame"),
        ("AAC of two hours and more", b"\xff\xf1\x6c\x40\x01\x1f\xfc\0" * 60_000, "exceeded cap.seconds"),
        ("AAC that is a header", b"\xff\xf1\x50\x40", "truncated place.sound_frames"),
        ("AIFF, cut off", coded("aiff", "pcm_s16be")[:-9], "truncated place.part"),
        ("AIFF without a form", iff((b"SSND", bytes(99))), "damaged damage.wav_form"),
        ("AIFF of a short form", iff((b"COMM", bytes(9)), (b"SSND", bytes(99))), "damaged damage.wav_form"),
        ("AIFF of no rate", iff((b"COMM", bytes(18)), (b"SSND", bytes(99))), "damaged damage.wav_form"),
        ("AIFF of an endless rate", iff((b"COMM", b"\0\1" + bytes(4) + b"\0\x10\x7f\xff" + bytes(8)), (b"SSND", bytes(99))), "damaged damage.wav_form"),
        ("AIFF of two hours and more", iff((b"COMM", COMM_1_HZ), (b"SSND", bytes(8 + 7_201))), "exceeded cap.seconds"),
        ("AIFF that is silent", iff((b"COMM", COMM_1_HZ), (b"SSND", bytes(8))), "variant variant.silent"),
        ("AIFF whose samples begin behind it", iff((b"COMM", COMM_1_HZ), (b"SSND", b"\xff" * 99)), "variant variant.silent"),
        ("AIFF of parts", iff(*[(b"junk", b"")] * 1_001), "damaged damage.blocks"),
        ("AIFF without samples", iff((b"COMM", COMM_1_HZ)), "truncated place.header"),
        ("CAF, cut off", coded("caf", "pcm_s16le")[:-9], "truncated place.part"),
        ("CAF without a form", caf((b"data", bytes(99))), "damaged damage.wav_form"),
        ("CAF of no rate", caf((b"desc", bytes(32)), (b"data", bytes(99))), "damaged damage.wav_form"),
        ("CAF whose rate is no number", caf((b"desc", b"\x7f\xf8" + bytes(22) + b"\0\0\0\1" + bytes(4)), (b"data", bytes(99))), "damaged damage.wav_form"),
        ("CAF of a negative length", caf((b"junk", b"")).replace(bytes(8), b"\xff" * 8), "damaged damage.lengths"),
        ("CAF of two hours and more", caf((b"desc", DESC_1_HZ), (b"data", bytes(4 + 7_201))), "exceeded cap.seconds"),
        ("CAF that is silent", caf((b"desc", DESC_1_HZ), (b"data", bytes(4))), "variant variant.silent"),
        ("CAF of parts", caf(*[(b"junk", b"")] * 1_001), "damaged damage.blocks"),
        ("CAF without samples", caf((b"desc", DESC_1_HZ)), "truncated place.header"),
        ("ASF that is a header", asf.HEADER, "truncated place.header"),
        ("ASF whose header is huge", asf.HEADER + b"\xff" * 14, "truncated place.header"),
        ("ASF without streams", asf_object(asf.HEADER, bytes(6)) + asf_object(asf_data(), b""), "variant variant.silent"),
        ("ASF without samples", coded("asf", "wmav2", bit_rate=64_000)[:60], "truncated place.header"),
        ("ASF of other things", asf_object(asf.HEADER, bytes(6)) + bytes(16) + struct.pack("<Q", 24), "damaged damage.chunk"),
        ("Matroska that is a header", b"\x1aE\xdf\xa3", "truncated place.header"),
        ("Matroska of nothing", b"\x1aE\xdf\xa3\x80" + bytes(99), "damaged damage.header"),
        ("Matroska of another kind", coded("matroska", "aac").replace(b"matroska", b"database", 1), "damaged damage.header"),
        ("Matroska, cut off", coded("matroska", "aac")[:-9], "truncated place.part"),
        ("Matroska without tracks", MATROSKA + b"\x18\x53\x80\x67\x80", "truncated place.header"),
        ("Matroska of empty tracks", MATROSKA + b"\x18\x53\x80\x67\x85\x16\x54\xae\x6b\x80", "variant variant.silent"),
        ("Matroska without end, of nothing", MATROSKA + b"\x18\x53\x80\x67\xff" + bytes(99), "truncated place.header"),
        ("a moov that is a number", box(b"ftyp", b"M4A     ") + box(b"moov", b"\xff" * 100), "other_kind kind.mp4_cut_off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_lies_in_headers_are_refused(name, data, reason):
    """From the structure alone, with the reason."""
    assert refusal(Sound, data) == reason, name


def test_a_sound_of_three_hours_is_refused_and_two_hours_cost_five_minutes():
    """The cap is two hours; of what is allowed only the part with room is decoded."""
    form = (b"fmt ", struct.pack("<HHIIHH", 1, 1, 2_000, 2_000, 1, 8))
    three_hours = riff(b"WAVE", form, (b"data", b"\x80" * (3 * 3_600 * 2_000)))
    assert refusal(Sound, three_hours) == "exceeded cap.seconds"
    two_hours = riff(b"WAVE", form, (b"data", bytes(range(64, 192)) * (2 * 3_600 * 2_000 // 128)))
    fitter = SoundFitter(Sound(two_hours, "talk.wav"))
    made = fitter.fit(30_000)
    assert len(fitter._samples) == 300 * 8_000 * 2
    assert len(made.sound.data) <= 30_000
    assert [note.figures.get("before") for note in made.notes][-1] == pytest.approx(7_200, abs=1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a tick of 2^28", midi(b"\xff\xff\xff\x7f\x90\x40\x40" + END)),
        ("ticks over ticks", midi((b"\xff\xff\xff\x7f\x90\x40\x40") * 20_000 + END)),
        ("running status of nothing", midi(b"\0\xf0\x01\xf7" + b"\0\x40\x40" * 9 + END)),
        ("a tempo of nothing", midi(b"\0\xff\x51\x03\0\0\0\x60\x90\x40\x40\x60\x40\0" + END)),
        ("as many notes as there may be", midi(b"\0\x90\x40\x40" * 199_990 + END)),
        ("a text of 8 MB", midi(b"\0\xff\x01\x84\x80\x80\x00" + bytes(8 * MIB) + END)),
        ("256 tracks", midi(*[b"\0\x90\x40\x40\x60\x40\0" + END] * 256)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_tune_is_made_smaller_or_refused(name, data):
    """No crash, and never a file with other notes."""
    smallest = MidiFitter(Sound(data), max_seconds=5.0).smallest_size
    made = fit_sound(data, smallest, max_seconds=5.0)
    assert len(made.data) == smallest <= len(data), name
    with pytest.raises(MessageTooLargeError):
        fit_sound(data, smallest - 1, max_seconds=5.0)


def test_what_ffmpeg_makes_of_it_is_what_we_make():
    """The child decodes what a decoder of its own does: the samples are FFmpeg's."""
    data = tone(1.0)
    samples, rate = decoding.read_samples(data, "wav", rate=None, start=0.0, max_seconds=9.0)
    with av.open(io.BytesIO(data)) as file:
        expected = b"".join(
            bytes(frame.planes[0])[: frame.samples * 2] for frame in file.decode(audio=0)
        )
    assert (samples, rate) == (expected, 8_000)
