"""Sounds in containers, and in videos: their structure, and their length by decoding."""

from __future__ import annotations

import io
import json
import struct
import subprocess
from pathlib import Path

import av
import pytest
import specimens
from making import still, tone
from specimens import box, coded, name_case, refusal, riff

from mmskit.media import Sound, decoder, decoding
from mmskit.media.kinds import SOUND_KINDS, MediaFault

COMPRESSED = [
    *("wav, adpcm", "mp3", "m4a", "m4a, 3gp", "ogg, opus", "ogg, vorbis", "flac"),
    *("caf, lossless", "wma", "wma, video", "mp4", "mp4, 3gp", "mov"),
    *("mkv", "mkv, webm", "mkv, webm video", "mkv, pcm"),
]
WHOLE = [*COMPRESSED, "wav", "aac", "aiff", "aiff, little-endian", "aiff, A-law", "caf", "awb"]
"""These tell their length, by frames or by their size; they must agree with the decoder too."""

VIDEOS = ["wma, video", "mp4", "mp4, 3gp", "mov", "mkv", "mkv, webm video"]
PCM = b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)


def samples_by_pyav(data: bytes) -> float:
    """The seconds of every sample that PyAV decodes, its reader left to guess."""
    with av.open(io.BytesIO(data)) as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))


@pytest.mark.parametrize("name", WHOLE)
def test_the_length_agrees_with_what_is_decoded(name: str) -> None:
    """Short sounds are measured by the sample."""
    data = specimens.sounds()[name]
    assert Sound(data).seconds == pytest.approx(samples_by_pyav(data))


@pytest.mark.parametrize("name", VIDEOS)
def test_the_length_agrees_with_what_ffmpeg_writes(name: str, tmp_path: Path) -> None:
    """The pictures may last longer: it is the sound that is measured, here as the bytes of a WAV."""
    path = tmp_path / "video"
    path.write_bytes(specimens.sounds()[name])
    plain = ["-map", "0:a:0", "-ac", "1", "-ar", "8000", "-f", "s16le", "-"]
    samples = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, *plain], check=True, capture_output=True
    ).stdout
    assert Sound.open(path).seconds == pytest.approx(len(samples) / 16_000, abs=0.06)


@pytest.mark.parametrize("name", [name for name in WHOLE if name not in VIDEOS])
def test_the_length_agrees_with_ffprobe(name: str, tmp_path: Path) -> None:
    """Another reader, told nothing, finds the same length, give or take the coding delay."""
    path = tmp_path / "sound"
    path.write_bytes(specimens.sounds()[name])
    said = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_entries", "format=duration", path],
        check=True,
        capture_output=True,
    ).stdout
    expected = float(json.loads(said)["format"]["duration"])
    assert Sound.open(path).seconds == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    ("form", "codec", "rate"),
    [
        ("mp3", "libmp3lame", 8_000),
        ("ogg", "libopus", 8_000),
        ("adts", "aac", 8_000),
        ("caf", "alac", 8_000),
        ("asf", "wmav2", 22_050),
        ("matroska", "aac", 8_000),
        ("webm", "libopus", 48_000),
        ("mov", "aac", 8_000),
    ],
)
def test_a_long_sound_is_measured_by_its_packets(form: str, codec: str, rate: int) -> None:
    """Behind the first minute nothing is decoded, and the length is still right."""
    data = coded(form, codec, seconds=70, rate=rate, bit_rate=32_000)
    assert Sound(data).seconds == pytest.approx(70, abs=0.15)


@pytest.mark.parametrize("name", VIDEOS)
def test_a_video_is_known_as_one(name: str) -> None:
    """Whoever tells of its sound can say that pictures were left out."""
    assert Sound(specimens.sounds()[name]).facts.video
    assert not any(
        Sound(data).facts.video for other, data in specimens.sounds().items() if other not in VIDEOS
    )


@pytest.mark.parametrize(("name", "kind"), [("mp4", "mp4"), ("mkv", "mkv")])
def test_pictures_are_never_decoded(name: str, kind: str) -> None:
    """To find out what it has before it FFmpeg tries decoders, but of sound alone."""
    data = specimens.sounds()[name]
    with av.open(io.BytesIO(data)) as file:
        assert file.streams.video[0].codec_context.pix_fmt == "yuv420p"  # from the first picture
    with decoder.open_container(data, kind) as file:
        assert file.streams.video[0].codec_context.pix_fmt is None
        assert sum(frame.samples for frame in file.decode(audio=0)) > 8_000


@pytest.mark.parametrize(
    "name", ["wav", "m4a", "m4a, 3gp", "aiff", "caf", "wma", "mp4", "mov", "mkv", "mkv, webm"]
)
def test_no_part_of_these_is_accepted(name: str) -> None:
    """What announces its length is refused when it is cut off after any byte."""
    data = specimens.sounds()[name]
    for size in range(0, len(data), 3):
        assert refusal(Sound, data[:size]) != "accepted", size


@pytest.mark.parametrize("kind", [kind for kind in SOUND_KINDS if kind not in ("amr", "mid")])
def test_every_kind_is_named(kind: str) -> None:
    """The container decides, not the coding in it."""
    matching = [data for name, data in specimens.sounds().items() if name.startswith(kind)]
    assert matching
    assert all(Sound(data).kind == kind for data in matching)


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_wav_from_a_pipe_is_read_to_its_end(size: int) -> None:
    """Who writes to a pipe does not know the length beforehand."""
    data = riff(b"WAVE", PCM, (b"data", bytes(16_000)))
    at = data.index(b"data") + 4
    piped = data[:at] + struct.pack("<I", size) + data[at + 4 :]
    assert Sound(piped).seconds == 1.0


def test_tags_around_an_mp3_are_no_sound() -> None:
    """ID3 in front, even twice, and behind."""
    plain = coded("mp3", "libmp3lame")
    start = plain.index(b"\xff\xfb")
    tag = b"ID3\x04\0\0\0\0\1\0" + bytes(128)
    assert Sound(tag + tag + plain[start:] + b"TAG" + bytes(125)).seconds == pytest.approx(
        Sound(plain).seconds, abs=0.06
    )


def test_a_cover_picture_does_not_make_a_video() -> None:
    """Music files carry their cover as a stream of pictures."""
    cover = b"\0image/jpeg\0\x03\0" + still()
    frame = b"APIC" + struct.pack(">IH", len(cover), 0) + cover
    size = len(frame)
    tag = b"ID3\x03\0\0" + bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))
    data = tag + frame + coded("mp3", "libmp3lame")
    assert Sound(data).seconds == pytest.approx(0.5, abs=0.1)


def flac_with(samples: int, rate: int = 44_100) -> bytes:
    """A FLAC whose stream information claims a length."""
    data = bytearray(specimens.sounds()["flac"])
    form = int.from_bytes(data[18:26], "big") >> 36 & 0xFF
    packed = rate << 44 | form << 36 | samples
    data[18:26] = packed.to_bytes(8, "big")
    return bytes(data)


OGG = b"OggS\0\2" + bytes(20)
VIDEO_PAGE = OGG + b"\1\x08\x80theora\x03"
TEXT_PAGE = OGG + b"\1\x08fishead\0"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (riff(b"WAVE"), "truncated place.header"),
        (riff(b"WAVE", PCM), "truncated place.header"),
        (riff(b"WAVE", (b"data", bytes(8))), "damaged damage.wav_form"),
        (riff(b"WAVE", PCM, (b"data", b"")), "variant variant.silent"),
        (riff(b"WAVE", PCM, (b"data", b"\0")), "variant variant.silent"),
        (riff(b"WAVE", (b"fmt ", bytes(16)), (b"data", bytes(8))), "damaged damage.wav_form"),
        (riff(b"WAVE", (b"fmt ", b"short")), "damaged damage.wav_form"),
        (riff(b"WAVE", *[(b"junk", b"")] * 1_001), "damaged damage.blocks"),
        (riff(b"WAVE", PCM, (b"data", bytes(800)))[:-1], "truncated place.part"),
        (
            riff(
                b"WAVE", (PCM[0], struct.pack("<HHIIHH", 1, 1, 1, 1, 1, 8)), (b"data", bytes(7_201))
            ),
            "exceeded cap.seconds",
        ),
        (
            riff(
                b"WAVE",
                (PCM[0], struct.pack("<HHIIHH", 1, 99, 8000, 1, 99, 8)),
                (b"data", bytes(99)),
            ),
            "damaged damage.wav_form",
        ),
        (
            riff(
                b"WAVE",
                (PCM[0], struct.pack("<HHIIHH", 999, 1, 8000, 1, 1, 8)),
                (b"data", bytes(99)),
            ),
            "variant variant.undecodable",
        ),
        (b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(99), "truncated place.part"),
        (b"ID3\x04\0\0\0\0\0\x05" + bytes(99), "damaged damage.mp3_frame"),
        (b"ID3\x04\0\0\0\0\0\x00" * 2_000, "damaged damage.mp3_frame"),
        (box(b"ftyp", b"M4A \0\0\0\0"), "truncated place.header"),
        (box(b"ftyp", b"M4A \0\0\0\0") + box(b"mdat", bytes(9))[:-1], "truncated place.part"),
        (box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov"), "other_kind kind.mp4_cut_off"),
        (specimens.video(sound=False), "variant variant.soundless"),
        (specimens.video("mov", sound=False), "variant variant.soundless"),
        (specimens.video("3gp", sound=False), "variant variant.soundless"),
        (specimens.video("matroska", sound=False), "variant variant.soundless"),
        (specimens.video("webm", sound=False), "variant variant.soundless"),
        (specimens.video("asf", sound=False), "variant variant.soundless"),
        (specimens.video("avi"), "other_kind kind.avi"),
        (VIDEO_PAGE, "variant variant.soundless"),
        (TEXT_PAGE, "variant variant.silent"),
        (OGG + b"\xff" + b"\xff" * 200, "truncated place.page"),
        (b"OggS", "truncated place.page"),
        (OGG + b"\0" + (b"OggS" + bytes(23)) * 360_000, "damaged damage.blocks"),
        (flac_with(44_100 * 7_201), "exceeded cap.seconds"),
        (flac_with(0, rate=0), "damaged damage.header"),
        (b"fLaC" + bytes(50), "damaged damage.header"),
        (specimens.sounds()["flac"][:42] + bytes(4) * 2_000, "damaged damage.blocks"),
        (specimens.sounds()["flac"][:60], "truncated place.header"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage, variant and cap has its reason."""
    assert refusal(Sound, data) == reason


def test_a_playlist_is_never_followed(tmp_path: Path) -> None:
    """FFmpeg's reader is named, so that a list of other files is not opened as one of them."""
    other = tmp_path / "other.wav"
    other.write_bytes(tone())
    playlist = f"ffconcat version 1.0\nfile {other}\n".encode()
    for kind in decoder.DEMUXERS:
        with pytest.raises(MediaFault):
            decoding.find_seconds(playlist, kind)


def test_half_a_sound_lasts_half_as_long() -> None:
    """A damaged end is skipped, as players do."""
    data = coded("mp3", "libmp3lame", seconds=4)
    assert Sound(data[: len(data) // 2] + bytes(999)).seconds == pytest.approx(2, abs=0.2)


def test_a_title_in_gbk_does_no_harm() -> None:
    """Many a Chinese sound file has a title that is no UTF-8; it is decoded all the same."""
    said = "促销歌曲".encode("gbk")
    title = b"INFOINAM" + struct.pack("<I", len(said)) + said
    titled = riff(b"WAVE", PCM, (b"LIST", title), (b"data", bytes(16_000)))
    assert decoding.find_seconds(titled, "wav") == 1
