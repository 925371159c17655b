"""Naming files by their content."""

from __future__ import annotations

import io
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st
from making import still
from PIL import Image
from specimens import box, coded, midi, riff, zipped

from mmskit.media import signatures
from mmskit.media.kinds import PICTURE_KINDS, SOUND_KINDS
from mmskit.media.sniff import identify
from mmskit.texts import LANGUAGES, has, text


def office(part: str) -> bytes:
    """An Office document, as far as its parts' names go."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<xml/>")
    return buffer.getvalue()


def tar() -> bytes:
    """A TAR archive with one entry."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("empty.txt"))
    return buffer.getvalue()


def brand(name: bytes, *others: bytes) -> bytes:
    """A relative of MP4 that names its brands and nothing else."""
    return box(b"ftyp", name + bytes(4) + b"".join(others))


FOREIGN = {
    "empty": [b""],
    "unknown": [b"\0", bytes(99), b"\x01\x02\x03\x04 no such file", b"\xff\xd8\0\0"],
    "text": [
        b"hello",
        "你好".encode(),
        "\ufeff你好".encode(),
        "你好".encode("utf-16"),
        "你好".encode("gb18030"),
        b"BM is a bank",
        b"IDs",
    ],
    "html": [
        b"<!DOCTYPE html><p>",
        b"\n <html>",
        b"<!-- a --><!-- b -->\n<HTML lang='zh'>",
        b"<script >",
    ],
    "svg": [b"<svg xmlns='x'>", b"<?xml version='1.0'?>\n<!-- a --><svg>", b"\xef\xbb\xbf<svg "],
    "xml": [b"<?xml version='1.0'?><mms/>"],
    "php": [b"<?php echo 1;", b"<?= 1 ?>"],
    "script": [b"#!/bin/sh\n", b"#! /usr/bin/env python\n"],
    "mp4_cut_off": [brand(b"isom"), brand(b"mp42", b"isom")],
    "avi": [specimens.video("avi")],
    "flv": [b"FLV\x01\5\0\0\0\t"],
    "mpg": [b"\0\0\1\xba\x44", b"\0\0\1\xb3\x44"],
    "heic": [brand(b"heic", b"mif1"), brand(b"mif1", b"heic"), brand(b"msf1", b"hevc")],
    "avif": [still("AVIF"), brand(b"mif1", b"avif"), brand(b"avis")],
    "tiff": [still("TIFF"), b"MM\0*"],
    "ico": [still("ICO")],
    "jp2": [still("JPEG2000")],
    "jxl": [b"\xff\x0a\x7f", b"\0\0\0\x0cJXL \r\n\x87\n"],
    "psd": [b"8BPS\0\1"],
    "pdf": [still("PDF")],
    "zip": [zipped(), b"PK\x05\x06" + bytes(18)],
    "docx": [office("word/document.xml")],
    "pptx": [office("ppt/presentation.xml")],
    "xlsx": [office("xl/workbook.xml")],
    "office_old": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"],
    "rar": [b"Rar!\x1a\x07\x01\0", b"Rar!\x1a\x07\0"],
    "sevenzip": [b"7z\xbc\xaf\x27\x1c\0\4"],
    "gzip": [b"\x1f\x8b\x08\0"],
    "tar": [tar()],
    "cab": [b"MSCF\0\0\0\0"],
    "exe": [b"MZ\x90\0\3"],
    "elf": [b"\x7fELF\2\1\1"],
    "class": [b"\xca\xfe\xba\xbe\0\0"],
    "sqlite": [b"SQLite format 3\0"],
    "amr_channels": [b"#!AMR_MC1.0\n\0\0\0\2", b"#!AMR-WB_MC1.0\n\0\0\0\2"],
    "silk": [b"#!SILK_V3", b"\x02#!SILK_V3"],
    "wav_large": [b"RF64\xff\xff\xff\xffWAVEds64"],
    "rmid": [riff(b"RMID", (b"data", midi(b"\0\xff\x2f\0")))],
    "flac_tagged": [b"ID3\x04\0\0\0\0\0\0" + specimens.sounds()["flac"]],
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_files_are_named(kind: str) -> None:
    """People learn what they have, not only that it does not fit."""
    assert [identify(data) for data in FOREIGN[kind]] == [kind] * len(FOREIGN[kind])


@pytest.mark.parametrize("name", [*specimens.pictures(), *specimens.sounds()])
def test_accepted_files_are_named(name: str) -> None:
    """Every kind that is taken in is recognised."""
    data = {**specimens.pictures(), **specimens.sounds()}[name]
    assert identify(data) == name.partition(",")[0]


@pytest.mark.parametrize("name", [*specimens.pictures(), *specimens.sounds()])
def test_the_file_program_agrees(name: str, tmp_path: Path) -> None:
    """Debian's file(1) names the same kinds."""
    types = {
        "gif": "image/gif",
        "jpg": "image/jpeg",
        "png": "image/png image/apng image/vnd.mozilla.apng",
        "webp": "image/webp",
        "bmp": "image/bmp image/x-ms-bmp",
        "amr": "audio/AMR audio/amr",
        "mid": "audio/midi",
        "wav": "audio/x-wav",
        "mp3": "audio/mpeg",
        "m4a": "audio/x-m4a video/3gpp",
        "ogg": "audio/ogg application/ogg",
        "flac": "audio/flac audio/x-flac",
        "aac": "audio/x-hx-aac-adts",
        "aiff": "audio/x-aiff",
        "caf": "audio/x-caf application/octet-stream",
        "wma": "video/x-ms-asf",
        "awb": "audio/AMR-WB audio/amr",
        "mp4": "video/mp4 video/3gpp",
        "mov": "video/quicktime",
        "mkv": "video/x-matroska video/webm",
    }
    path = tmp_path / "unnamed"
    path.write_bytes({**specimens.pictures(), **specimens.sounds()}[name])
    said = subprocess.run(
        ["file", "--brief", "--mime-type", path], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert said in types[identify(path.read_bytes())].split()


def test_every_kind_has_its_words() -> None:
    """Each kind can be said in both languages."""
    tables = [
        kind for _, kind in (*signatures.STARTS, *signatures.OFFICE_PARTS, *signatures.MARKUP)
    ]
    kinds = {*PICTURE_KINDS, *SOUND_KINDS, *FOREIGN, *tables, *signatures.FORMS.values()}
    for kind in kinds - {"empty", "unknown"}:
        assert has(f"media.kind.{kind}"), kind
        assert all(text(f"media.kind.{kind}").render(language) for language in LANGUAGES)
    for kind in (*PICTURE_KINDS, *SOUND_KINDS):
        assert has(f"media.short.{kind}"), kind


def test_every_kind_of_the_tables_was_tried() -> None:
    """No signature stands there untested."""
    tables = {
        kind for _, kind in (*signatures.STARTS, *signatures.OFFICE_PARTS, *signatures.MARKUP)
    }
    tried = {*FOREIGN, *PICTURE_KINDS, *SOUND_KINDS}
    assert tables | {*signatures.FORMS.values(), *signatures.STILL_BRANDS.values()} <= tried


@pytest.mark.parametrize("start", [b"GIF8", b"\x89PNG", b"#!AM", b"%PDF"])
def test_a_file_too_short_for_its_signature_is_named(start: bytes) -> None:
    """Four bytes are enough to say what was cut off."""
    assert identify(start) in {"gif", "png", "amr", "pdf"}


def test_a_music_file_may_be_a_video_by_its_brand() -> None:
    """Tracks count, not brands: recorders write sound into files that call themselves video."""
    sound = coded("mp4", "aac")
    assert sound[8:12] == b"isom"
    assert identify(sound) == "m4a"
    mislabelled = specimens.video().replace(b"ftypisom", b"ftypM4A ", 1)
    assert identify(mislabelled) == "mp4"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (brand(b"qt  "), "mov"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "mov"),
        (specimens.video(sound=False), "mp4"),
        (b"#!AMR-WB\n\x04", "awb"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", "wma"),
        (b"ID3\x04\0\0\0\0\0\0" + specimens.sounds()["aac"], "aac"),
        (specimens.sounds()["m4a"].replace(b"ftyp", b"free", 1), "m4a"),
    ],
    ids=specimens.name_case,
)
def test_beginnings_and_varieties_are_named(head: bytes, kind: str) -> None:
    """What is cut off, has no sound, or hides behind a tag still has its name."""
    assert identify(head) == kind


def test_padding_before_an_mp3_is_skipped() -> None:
    """Some encoders write zeros before the first frame."""
    plain = coded("mp3", "libmp3lame")
    frames = plain[plain.index(b"\xff\xfb") :]
    assert identify(bytes(100) + frames) == "mp3"


@given(st.binary(max_size=300))
def test_any_bytes_have_a_name(data: bytes) -> None:
    """There is a sentence for everything."""
    kind = identify(data)
    assert kind in {"empty", "unknown"} or has(f"media.kind.{kind}")


def test_comments_without_end_are_read_once() -> None:
    """A page that opens comments and never closes them costs nothing."""
    assert identify(b"<!-- -->" * 500 + b"<!--" * 100_000) == "text"


def test_a_tiff_renamed_by_pillow_is_still_a_tiff(tmp_path: Path) -> None:
    """The name plays no part."""
    path = tmp_path / "photo.jpg"
    Image.new("L", (3, 3)).save(path, "TIFF")
    assert identify(path.read_bytes()) == "tiff"
