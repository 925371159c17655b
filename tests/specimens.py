"""Small real files of every kind, made by libraries that share no code with mmskit."""

from __future__ import annotations

import io
import random
import struct
import zlib
from functools import cache

import av
from hypothesis import strategies as st
from making import moving, speech, still, tone, tune
from PIL import Image

from mmskit.errors import UnsupportedMediaError
from mmskit.media import Picture, Sound
from mmskit.texts import LANGUAGES


@cache
def pictures() -> dict[str, bytes]:
    """A picture of every accepted kind and of its usual varieties."""
    return {
        "gif": still("GIF"),
        "gif, animated": moving(),
        "jpg": still("JPEG"),
        "jpg, progressive": still("JPEG", progressive=True),
        "jpg, grey": grey("JPEG"),
        "png": still("PNG"),
        "png, palette": palette("PNG"),
        "png, animated": animated("PNG"),
        "webp": still("WEBP"),
        "webp, lossless": still("WEBP", lossless=True),
        "webp, animated": animated("WEBP"),
        "bmp": still("BMP", size=(20, 10)),
    }


@cache
def sounds() -> dict[str, bytes]:
    """A sound of every accepted kind and of its usual varieties."""
    return {
        "amr": speech(0.5),
        "mid": tune(),
        "wav": tone(0.1),
        "wav, adpcm": coded("wav", "adpcm_ima_wav"),
        "mp3": coded("mp3", "libmp3lame"),
        "m4a": coded("ipod", "aac"),
        "m4a, 3gp": coded("3gp", "aac"),
        "ogg, opus": coded("ogg", "libopus", rate=48_000),
        "ogg, vorbis": coded("ogg", "vorbis", layout="stereo"),
        "ogg, flac": coded("ogg", "flac"),
        "flac": coded("flac", "flac"),
        "aac": coded("adts", "aac"),
        "aiff": coded("aiff", "pcm_s16be"),
        "aiff, little-endian": coded("aiff", "pcm_s16le"),
        "aiff, A-law": coded("aiff", "pcm_alaw", rate=8_000),
        "caf": coded("caf", "pcm_s16le"),
        "caf, lossless": coded("caf", "alac"),
        "wma": coded("asf", "wmav2", bit_rate=64_000),
        "wma, video": video("asf", "wmav2"),
        "awb": wide_speech(),
        "mp4": video(),
        "mp4, 3gp": video("3gp"),
        "mov": video("mov"),
        "mkv": video("matroska"),
        "mkv, webm": coded("webm", "libopus", rate=48_000),
        "mkv, webm video": video("webm", "libopus", 48_000),
        "mkv, pcm": coded("matroska", "pcm_s16le"),
    }


def wide_speech() -> bytes:
    """Half a second of noise in the best mode of AMR-WB: any bits are speech to its decoder."""
    chance = random.Random(5)  # noqa: S311 - no secret
    return b"#!AMR-WB\n" + b"".join(b"\x44" + chance.randbytes(60) for _ in range(25))


def grey(kind: str) -> bytes:
    """A picture without colours."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).save(buffer, kind)
    return buffer.getvalue()


def palette(kind: str) -> bytes:
    """A picture of few colours."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).quantize(8).save(buffer, kind)
    return buffer.getvalue()


def animated(kind: str, durations: tuple[int, ...] = (70, 130, 200)) -> bytes:
    """An animation with a duration in milliseconds for each picture."""
    images = [Image.new("RGB", (32, 24), (80 * index, 40, 90)) for index in range(len(durations))]
    buffer = io.BytesIO()
    images[0].save(
        buffer, kind, save_all=True, append_images=images[1:], duration=list(durations), loop=0
    )
    return buffer.getvalue()


@cache
def coded(
    form: str,
    codec: str,
    *,
    seconds: float = 0.5,
    rate: int = 44_100,
    layout: str = "mono",
    bit_rate: int | None = None,
    source: bytes | None = None,
) -> bytes:
    """A tone (or another WAV), coded and put into a container by ffmpeg's libraries."""
    buffer = io.BytesIO()
    with (
        av.open(io.BytesIO(source or tone(seconds, rate))) as wav,
        av.open(buffer, "w", format=form) as sink,
    ):
        stream = sink.add_stream(codec, rate=rate)
        stream.codec_context.layout = layout
        if bit_rate is not None:
            stream.codec_context.bit_rate = bit_rate
        stream.codec_context.options = {"strict": "experimental"}
        for frame in wav.decode(audio=0):
            sink.mux(stream.encode(frame))
        sink.mux(stream.encode(None))
    return buffer.getvalue()


_PICTURES_CODECS = {"webm": "libvpx", "asf": "wmv2"}


@cache
def video(
    form: str = "mp4",
    codec: str = "aac",
    rate: int = 44_100,
    *,
    seconds: float = 0.2,
    sound: bool = True,
) -> bytes:
    """A video of a few pictures, with or without sound."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=form) as sink:
        pictures_stream = sink.add_stream(_PICTURES_CODECS.get(form, "mpeg4"), rate=10)
        pictures_stream.width, pictures_stream.height = 32, 32
        pictures_stream.pix_fmt = "yuv420p"
        sound_stream = sink.add_stream(codec, rate=rate, layout="mono") if sound else None
        if sound_stream is not None:
            sound_stream.codec_context.bit_rate = 64_000  # one of those that every codec takes
        for _ in range(3):
            frame = av.VideoFrame.from_image(Image.new("RGB", (32, 32), "red"))
            sink.mux(pictures_stream.encode(frame))
        sink.mux(pictures_stream.encode(None))
        if sound_stream is not None:
            with av.open(io.BytesIO(tone(seconds, rate))) as source:
                for frame in source.decode(audio=0):
                    sink.mux(sound_stream.encode(frame))
            sink.mux(sound_stream.encode(None))
    return buffer.getvalue()


# --- files made by hand, for what no library would write ---------------------------------------


def gif(
    *blocks: bytes, width: int = 4, height: int = 4, version: bytes = b"GIF89a", end: bytes = b";"
) -> bytes:
    """A GIF without a colour table, of the given blocks."""
    return version + struct.pack("<HHBBB", width, height, 0, 0, 0) + b"".join(blocks) + end


def gif_image(*, at: tuple[int, int] = (0, 0), size: tuple[int, int] = (4, 4)) -> bytes:
    """One picture of a GIF: a descriptor, a code size, one piece of pixels."""
    return b"," + struct.pack("<HHHHB", *at, *size, 0) + b"\x02\x02\x4c\x01\x00"


def gif_control(delay: int) -> bytes:
    """What a GIF says before a picture: its delay in hundredths of a second."""
    return b"!\xf9\x04\x00" + struct.pack("<H", delay) + b"\x00\x00"


def gif_comment(said: bytes) -> bytes:
    """A comment of at most 255 bytes."""
    return b"!\xfe" + bytes((len(said),)) + said + b"\0"


def png_chunk(name: bytes, content: bytes = b"") -> bytes:
    """A chunk with its length and its check sum."""
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png(*chunks: bytes, size: tuple[int, int] = (1, 1)) -> bytes:
    """A grey PNG; without chunks of its own it has its pixels and its end."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0\0"))
    rest = chunks or (pixels, png_chunk(b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(rest)


def riff(form: bytes, *chunks: tuple[bytes, bytes], size: int | None = None) -> bytes:
    """A RIFF file of chunks."""
    body = form + b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body


def jpeg(
    *segments: bytes, size: tuple[int, int] = (8, 8), marker: int = 0xC0, bits: int = 8
) -> bytes:
    """A grey JPEG with segments of its own before its frame header; its pixels are no pixels."""
    frame = struct.pack(">HBHHB3B", 11, bits, size[1], size[0], 1, 1, 0x11, 0)
    scan = struct.pack(">HB2B3B", 8, 1, 1, 0, 0, 63, 0)
    return (
        b"\xff\xd8"
        + b"".join(segments)
        + bytes((0xFF, marker))
        + frame
        + b"\xff\xda"
        + scan
        + b"\x11\x22\xff\x00\x33\xff\xd0\x44"
        + b"\xff\xd9"
    )


def jpeg_segment(marker: int, content: bytes) -> bytes:
    """A segment with its length."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def exif(orientation: int, order: str = "<", form: int = 3) -> bytes:
    """An EXIF block with an orientation and nothing else."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(f"{order}{'H2x' if form == 3 else 'I'}", orientation)
    return (
        mark
        + struct.pack(f"{order}IHHHI", 8, 1, 0x0112, form, 1)
        + value
        + struct.pack(f"{order}I", 0)
    )


def midi(
    *tracks: bytes,
    form: int = 1,
    division: int = 480,
    announced: int | None = None,
    claimed: int | None = None,
) -> bytes:
    """A MIDI file of tracks, given as their events."""
    header = struct.pack(">4sIHHH", b"MThd", 6, form, announced or len(tracks), division)
    return header + b"".join(
        b"MTrk" + struct.pack(">I", len(track) if claimed is None else claimed) + track
        for track in tracks
    )


def box(name: bytes, content: bytes = b"") -> bytes:
    """A box of an MP4 file."""
    return struct.pack(">I", 8 + len(content)) + name + content


def zipped() -> bytes:
    """A ZIP archive with one entry."""
    import zipfile  # noqa: PLC0415 - used by few

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("payload.txt", "hidden")
    return buffer.getvalue()


def mutations(data: bytes) -> st.SearchStrategy[bytes]:
    """A file with a few bytes changed, dropped or doubled, and perhaps cut off."""
    place = st.integers(0, len(data))
    change = st.tuples(place, st.integers(0, 12), st.binary(max_size=6))

    def apply(changes: list[tuple[int, int, bytes]], end: int) -> bytes:
        changed = bytearray(data)
        for at, dropped, put in changes:
            changed[at : at + dropped] = put
        return bytes(changed[:end])

    ends = st.one_of(st.just(len(data) + 100), place)
    return st.builds(apply, st.lists(change, max_size=5), ends)


# --- what every test asks ----------------------------------------------------------------------


def name_case(value: object) -> str | None:
    """A short name for a case: files are named by their length, not by their bytes."""
    return f"{len(value)} bytes" if isinstance(value, bytes) else None


def refusal(kind: type[Picture | Sound], data: bytes) -> str:
    """The key of the sentence with which a file is refused, with that of its reason."""
    fault = _find_fault(kind, data)
    if fault is None:
        return "accepted"
    assert all(fault.render(language) for language in LANGUAGES)
    named = fault.found.figures
    reasons = [named[part].key for part in _REASONS if part in named][:1]
    return " ".join(
        key.removeprefix("media.").removeprefix("found.") for key in (fault.found.key, *reasons)
    )


_REASONS = ("why", "variant", "cap", "guest", "where", "kind")


def _find_fault(kind: type[Picture | Sound], data: bytes) -> UnsupportedMediaError | None:
    try:
        medium = kind(data)
        if isinstance(medium, Sound):
            medium.seconds  # noqa: B018 - what the structure does not tell is decoded here
    except UnsupportedMediaError as error:
        return error
    return None
