"""Metadata taken out without touching pixels, judged by Pillow."""

from __future__ import annotations

import io

import pytest
from making import moving, photo, still
from PIL import Image, ImageCms, ImageSequence
from specimens import pictures

from mmskit.media import Picture
from mmskit.media.fitting.strip import strip


def exif(orientation: int = 1) -> Image.Exif:
    written = Image.Exif()
    written[0x010F] = "Camera of somebody"
    written[0x0112] = orientation
    return written


def pixels(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(image)]


def commented_gif(frames: int = 3) -> bytes:
    """An animation with a comment and an application's block of its own."""
    data = moving(frames)
    at = data.index(b"!\xff\x0bNETSCAPE")
    secret = b"!\xfe\x06secret\0" + b"!\xff\x0bXMP DataXMP\x05<xmp>\0"
    return data[:at] + secret + data[at:]


@pytest.mark.parametrize("kind", ["jpg", "jpg, progressive", "jpg, grey", "gif", "gif, animated"])
def test_what_is_clean_is_left_alone(kind):
    """A file without metadata comes back as the very same bytes."""
    picture = Picture(pictures()[kind])
    assert strip(picture) is picture.data


@pytest.mark.parametrize("progressive", [False, True])
def test_exif_and_comments_leave_a_jpeg(progressive):
    """EXIF, a comment and appended bytes go; the profile and every pixel stay."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = still(exif=exif(), comment=b"hello", progressive=progressive, icc_profile=profile)
    stripped = strip(Picture(data + b"motion clip"))
    assert stripped is not None
    assert pixels(stripped) == pixels(data)
    assert b"Camera" not in stripped
    assert b"hello" not in stripped
    assert Picture(stripped).facts.trailing == 0
    with Image.open(io.BytesIO(stripped)) as image:
        assert image.info["icc_profile"] == profile


def test_comments_leave_a_gif():
    """A comment and an unknown block go; frames, times and the loop stay."""
    data = commented_gif()
    assert Picture(data).facts.metadata
    stripped = strip(Picture(data + b"\0\0"))
    assert stripped == moving(3)


def test_what_turns_the_picture_cannot_be_taken_out():
    """A JPEG that EXIF turns has to be written anew."""
    assert strip(Picture(still(exif=exif(6)))) is None


@pytest.mark.parametrize("kind", ["png", "webp", "bmp"])
def test_other_kinds_are_not_for_frames(kind):
    """There is nothing to keep of a kind that frames do not carry."""
    assert strip(Picture(pictures()[kind])) is None


def test_a_large_photo_is_stripped():
    """Size does not matter."""
    data = photo()
    marked = data[:2] + b"\xff\xfe\x00\x08secret" + data[2:]
    assert strip(Picture(marked)) == data
