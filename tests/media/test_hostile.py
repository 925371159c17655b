"""Hostile files cost little: each is refused in a process that cannot have much memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SCRIPT = """
import json, resource, struct, sys
sys.path[:0] = {path!r}
from specimens import box, coded, gif, gif_comment, gif_control, gif_image, jpeg, jpeg_segment
from specimens import midi, png, png_chunk, refusal, riff, tone
from mmskit.media import Picture, Sound

MIB = 1 << 20
_, HARD = resource.getrlimit(resource.RLIMIT_AS)

def sixty_times(form, start):
    pcm = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    silence = riff(b"WAVE", (b"fmt ", pcm), (b"data", bytes(16_000 * 125)))
    stream = bytearray(coded(form, {{"mp3": "libmp3lame"}}.get(form, form), rate=8000, source=silence))
    if form == "flac":
        stream[18:26] = (8000 << 44 | 0xF << 36).to_bytes(8, "big")  # its length is not known
    return bytes(stream) + bytes(stream[stream.index(start, 42) :]) * 60

refusal(Picture, b""), refusal(Sound, coded("flac", "flac"))  # what is loaded on demand is loaded
for name, build in json.loads(sys.stdin.read()).items():
    data = eval(build)
    taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + 64 * MIB, HARD))
    reason = refusal({kind}, data)
    resource.setrlimit(resource.RLIMIT_AS, (HARD, HARD))
    print(json.dumps([name, reason]))
"""

PICTURES = {
    "gif of 100,000 pictures": (
        "gif((gif_control(5) + gif_image()) * 100_000)",
        "exceeded cap.frames",
    ),
    "gif of empty pictures without end": (
        "gif(gif_image() * 3_000_000, end=b'')",
        "exceeded cap.frames",
    ),
    "gif of pieces without end": (
        "gif(b'!\\xfe' + b'\\1x' * (2 * MIB))",
        "damaged damage.gif_pieces",
    ),
    "gif of comments": ("gif(gif_comment(b'x') * MIB)", "damaged damage.blocks"),
    "gif of zeros": ("gif() [:-1] + bytes(64 * MIB)", "damaged damage.blocks"),
    "gif with a long tail": ("gif(gif_image()) + b'<' * (64 * MIB)", "accepted"),
    "gif with a tail of signatures": ("gif(gif_image()) + b'PK\\5\\6' * MIB", "accepted"),
    "gif with a tail of letters": ("gif(gif_image()) + b'<!doctype ' * MIB", "accepted"),
    "gif with a tail of spaces": (
        "gif(gif_image()) + b'<!doctype' + b' ' * (8 * MIB)",
        "accepted",
    ),
    "jpeg of comments": ("jpeg(jpeg_segment(0xfe, b'') * MIB)", "damaged damage.blocks"),
    "jpeg of filling": ("jpeg(b'\\xff' * (64 * MIB))", "accepted"),
    "jpeg of filling in its pixels": (
        "jpeg()[:-2] + b'\\xff' * (8 * MIB)",
        "truncated place.pixels",
    ),
    "jpeg of restarts": ("jpeg()[:-2] + b'\\xff\\xd0' * (4 * MIB)", "truncated place.pixels"),
    "jpeg of endless pixels": ("jpeg()[:-2] + b'\\xff\\0' * (4 * MIB)", "truncated place.pixels"),
    "jpeg of scans": ("jpeg()[:-2] + jpeg()[-20:-2] * (3 * MIB)", "damaged damage.jpeg_scans"),
    "png with a giant part": (
        "png(b'\\x7f\\xff\\xff\\xffIDAT' + bytes(60 * MIB))",
        "truncated place.part",
    ),
    "png of empty parts": ("png(png_chunk(b'tEXt') * MIB)", "damaged damage.blocks"),
    "png of empty pixels": ("png(png_chunk(b'IDAT') * MIB)", "damaged damage.blocks"),
    "png with EXIF of 60 MB": (
        "png(png_chunk(b'eXIf', b'II*\\0' + bytes((8, 0, 0, 0)) + b'\\xff' * (60 * MIB)), png()[33:])",
        "accepted",
    ),
    "png of EXIF": (
        "png(png_chunk(b'eXIf', b'II*\\0' + bytes((8, 0, 0, 0)) + b'\\xff' * 600) * 9_000, png()[33:])",
        "accepted",
    ),
    "webp of empty parts": (
        "riff(b'WEBP' + b'JUNK\\0\\0\\0\\0' * (7 * MIB))",
        "damaged damage.blocks",
    ),
    "webp that lies of 4 GB": (
        "riff(b'WEBP', (b'XXXX', bytes(60 * MIB)), size=0xffffffff)",
        "truncated place.header",
    ),
    "bmp of 30,000 x 30,000": (
        "b'BM' + struct.pack('<IHHIIiiHHII', 0, 0, 0, 54, 40, 30000, 30000, 1, 24, 0, 0) + bytes(20)",
        "exceeded cap.side",
    ),
    "page of comments": ("b'<!-- -->' * (8 * MIB)", "other_kind kind.text"),
}
SOUNDS = {
    "flac of two hours": ("sixty_times('flac', b'\\xff\\xf8')", "exceeded cap.seconds"),
    "mp3 of two hours": ("sixty_times('mp3', b'\\xff\\xe3')", "exceeded cap.seconds"),
    "amr of no data": ("b'#!AMR\\n' + b'\\x7c' * (64 * MIB)", "exceeded cap.seconds"),
    "amr of changing frames": ("b'#!AMR\\n' + b'\\x7c\\x78' * (32 * MIB)", "exceeded cap.seconds"),
    "midi of 4 GB": ("midi(b'\\0\\xff\\x2f\\0', claimed=0xffffffff)", "truncated place.track"),
    "midi of events": ("midi(b'\\0\\xc0\\0' * (20 * MIB))", "exceeded cap.events"),
    "midi of parts": (
        "midi(b'', announced=9) + b'XXXX\\0\\0\\0\\0' * (7 * MIB)",
        "damaged damage.blocks",
    ),
    "wav of parts": ("riff(b'WAVE' + b'junk\\0\\0\\0\\0' * (7 * MIB))", "damaged damage.blocks"),
    "wav of 4 GB": (
        "riff(b'WAVE', (b'fmt ', struct.pack('<HHIIHH', 1, 1, 8, 8, 1, 8)), (b'data', b'')).replace(b'data' + bytes(4), b'data\\xfe\\xff\\xff\\xff')",
        "truncated place.part",
    ),
    "id3 of 256 MB": (
        "b'ID3\\4\\0\\0\\x7f\\x7f\\x7f\\x7f' + bytes(60 * MIB)",
        "truncated place.part",
    ),
    "id3 of bits out of place": (
        "b'ID3\\4\\0\\0\\xff\\xff\\xff\\xff' + bytes(60 * MIB)",
        "truncated place.part",
    ),
    "mp3 of sync bytes": (
        "b'ID3\\4\\0\\0\\0\\0\\0\\0' + b'\\xff' * (60 * MIB)",
        "damaged damage.mp3_frame",
    ),
    "m4a of boxes": (
        "box(b'ftyp', b'M4A     ') + box(b'free') * (7 * MIB)",
        "truncated place.header",
    ),
    "m4a of ftyp boxes": ("box(b'ftyp', b'M4A     ') * (4 * MIB)", "truncated place.header"),
    "m4a of ftyp in ftyp": (
        "b''.join(struct.pack('>I', 8 * (900_000 - n)) + b'ftyp' for n in range(900_000))",
        "other_kind kind.mp4_cut_off",
    ),
    "m4a of tracks": (
        "box(b'ftyp', b'M4A     ') + box(b'moov', box(b'trak', box(b'mdia') * 9) * 500_000)",
        "other_kind kind.mp4_cut_off",
    ),
    "m4a of nested boxes": (
        "box(b'ftyp', b'M4A     ') + b''.join(struct.pack('>I', 8 * (900_000 - n)) + b'moov' for n in range(900_000))",
        "other_kind kind.mp4_cut_off",
    ),
    "m4a of nested tracks": (
        "box(b'ftyp', b'M4A     ') + b''.join(struct.pack('>I', 8 * (900_000 - n)) + (b'trak' if n else b'moov') for n in range(900_000))",
        "other_kind kind.mp4_cut_off",
    ),
    "aac of empty frames": (
        "b'\\xff\\xf1\\x40\\x40\\x00\\xff\\xfc' * (8 * MIB)",
        "exceeded cap.seconds",
    ),
    "aiff of parts": (
        "b'FORM\\0\\0\\0\\0AIFF' + b'junk\\0\\0\\0\\0' * (7 * MIB)",
        "damaged damage.blocks",
    ),
    "caf of parts": (
        "b'caff\\0\\1\\0\\0' + (b'junk' + bytes(8)) * (5 * MIB)",
        "damaged damage.blocks",
    ),
    "wma of objects": (
        "bytes.fromhex('3026b2758e66cf11a6d900aa0062ce6c') + struct.pack('<QIH', 60 * MIB, 9, 0) + (bytes(16) + struct.pack('<Q', 24)) * (5 * MIB // 2)",
        "damaged damage.chunk",
    ),
    "mkv of empty elements": (
        "b'\\x1aE\\xdf\\xa3\\x8b\\x42\\x82\\x88matroska\\x18\\x53\\x80\\x67\\xff' + b'\\xec\\x80' * (30 * MIB)",
        "truncated place.header",
    ),
    "mkv of tracks": (
        "b'\\x1aE\\xdf\\xa3\\x8b\\x42\\x82\\x88matroska\\x18\\x53\\x80\\x67\\xff\\x16\\x54\\xae\\x6b\\x08\\0\\0\\0\\0' .replace(b'\\x08\\0\\0\\0\\0', b'\\x08' + struct.pack('>I', 50 * MIB)) + b'\\xae\\x80' * (25 * MIB)",
        "variant variant.silent",
    ),
    "ogg of empty pages": ("(b'OggS\\0\\2' + bytes(21)) * (2 * MIB)", "damaged damage.blocks"),
    "flac of empty parts": (
        "b'fLaC\\0\\0\\0\\x22' + bytes(10) + b'\\x0a\\xc4\\x42' + bytes(60 * MIB)",
        "damaged damage.blocks",
    ),
}


@pytest.mark.parametrize(("kind", "table"), [("Picture", PICTURES), ("Sound", SOUNDS)])
def test_a_hostile_file_costs_little(kind: str, table: dict[str, tuple[str, str]]) -> None:
    """It is refused, or read, with at most 64 MiB more than the file itself takes."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(path=sys.path, kind=kind)],
        input=json.dumps({name: build for name, (build, _) in table.items()}),
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    found = dict(json.loads(line) for line in done.stdout.splitlines())
    assert found == {name: reason for name, (_, reason) in table.items()}, done.stderr[-2_000:]
