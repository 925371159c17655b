"""Polyglots: files that hide in pictures and sounds."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
import specimens
from making import still
from specimens import (
    box,
    gif,
    gif_comment,
    gif_image,
    jpeg,
    jpeg_segment,
    png,
    png_chunk,
    refusal,
    riff,
    zipped,
)

from mmskit.media import Picture, Sound

GUESTS = {
    "zip": zipped(),
    "pdf": b"%PDF-1.4\n%%EOF",
    "html": b"<!DOCTYPE HTML><p>",
    "script": b"<script>alert(1)</script>",
    "php": b"<?php system($_GET['c']); ?>",
    "svg": b"<svg onload='alert(1)'>",
    "exe": b"MZ\x90\0\3\0\0\0",
    "elf": b"\x7fELF\2\1\1\0",
    "rar": b"Rar!\x1a\x07\x01\0rest",
    "sevenzip": b"7z\xbc\xaf\x27\x1c\0\4rest",
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0",
    "cab": b"MSCF\0\0\0\0",
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34",
}
PICTURES = ["gif", "jpg", "png", "webp", "bmp"]
ENDING_SOUNDS = [
    *("mid", "wav", "m4a", "ogg, opus"),
    *("aac", "aiff", "caf", "wma", "mp4", "mov", "mkv", "mkv, webm video"),
]


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("guest", GUESTS)
@pytest.mark.parametrize("padding", [b"", b"\0\0\r\n"])
def test_a_file_behind_a_picture_is_refused(name: str, guest: str, padding: bytes) -> None:
    """What another program would open or run does not travel behind a picture."""
    data = specimens.pictures()[name] + padding + GUESTS[guest]
    assert refusal(Picture, data) == f"polyglot kind.{guest}"


@pytest.mark.parametrize("name", ENDING_SOUNDS)
@pytest.mark.parametrize("guest", GUESTS)
def test_a_file_behind_a_sound_is_refused(name: str, guest: str) -> None:
    """Nor behind a sound that knows its end."""
    assert refusal(Sound, specimens.sounds()[name] + GUESTS[guest]) == f"polyglot kind.{guest}"


@pytest.mark.parametrize("name", specimens.sounds())
def test_an_archive_behind_any_sound_is_refused(name: str) -> None:
    """A ZIP reader looks for its end from the back, so every kind of sound could carry one."""
    assert refusal(Sound, specimens.sounds()[name] + zipped()) == "polyglot kind.zip"


@pytest.mark.parametrize("guest", ["zip", "pdf", "html", "script", "php", "svg", "rar", "sevenzip"])
def test_a_file_in_a_comment_is_refused(guest: str) -> None:
    """Parts that are free for any bytes carry no file either."""
    said = GUESTS[guest]
    hosts = [
        gif(gif_comment(said), gif_image()),
        jpeg(jpeg_segment(0xFE, said)),
        jpeg(jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said)),
        png(png_chunk(b"tEXt", b"Comment\0" + said), png()[33:-12], png_chunk(b"IEND")),
        riff(b"WEBP", (b"VP8L", b"\x2f" + bytes(9)), (b"XMP ", said)),
    ]
    for host in hosts:
        assert refusal(Picture, host) == f"polyglot kind.{guest}", host


def test_an_archive_among_pixels_is_refused() -> None:
    """Bytes that no decoder looks at, inside a pixel chunk, are found as well."""
    hidden = png_chunk(b"IDAT", png()[41:-16] + zipped())
    assert refusal(Picture, png(hidden, png_chunk(b"IEND"))) == "polyglot kind.zip"


def test_an_archive_with_a_long_comment_is_refused() -> None:
    """Its end may stand as far from the file's end as its comment is long."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("payload.txt", "hidden")
        archive.comment = b"x" * 65_535
    assert refusal(Picture, still("GIF") + buffer.getvalue()) == "polyglot kind.zip"


def test_an_archive_around_a_picture_is_refused() -> None:
    """Where offsets count from the start of the file, it is an archive all the same."""
    picture = still("GIF")
    archive = bytearray(zipped())
    at = archive.rindex(b"PK\5\6")
    offset = struct.unpack_from("<I", archive, at + 16)[0]
    struct.pack_into("<II", archive, at + 12, 0xFFFFFF, offset + len(picture))
    assert refusal(Picture, picture + bytes(archive)) == "polyglot kind.zip"


def test_the_letters_of_an_archive_are_no_archive() -> None:
    """A signature alone, without a directory, is a coincidence."""
    said = gif_comment(b"PK\5\6" + b"\1" * 30)
    assert refusal(Picture, gif(said, gif_image())) == "accepted"
    assert refusal(Picture, gif(gif_image()) + b"PK\5\6\0") == "accepted"


def test_what_phones_append_is_harmless() -> None:
    """A motion clip, a second picture, a maker's notes: counted, not refused."""
    for tail in (specimens.video(), still("JPEG"), b"SEFH\x6a\0\0\0SEFT", bytes(4096)):
        assert Picture(still("JPEG") + tail).facts.trailing == len(tail)


def test_words_about_markup_are_harmless() -> None:
    """A caption may speak of pages and scripts."""
    for said in (
        b"my < scripts > & <a href> tags",
        b"100%PDF",
        b"<?xpacket begin=''?><x:xmpmeta/>",
    ):
        assert refusal(Picture, jpeg(jpeg_segment(0xFE, said))) == "accepted"


def test_the_sentence_names_both() -> None:
    """People learn what hides where, and what to do."""
    with pytest.raises(
        Exception, match="is a GIF picture with a ZIP archive hidden in it"
    ) as caught:
        Picture(still("GIF") + zipped(), "cat.gif")
    assert "save it under a new name" in str(caught.value)
    assert "里面却藏着 ZIP 压缩包" in caught.value.render("zh_CN")


def test_a_box_behind_an_m4a_belongs_to_it() -> None:
    """An MP4 may go on with boxes that nobody knows."""
    assert refusal(Sound, specimens.sounds()["m4a"] + box(b"free", bytes(9))) == "accepted"
