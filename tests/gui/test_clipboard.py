"""Frames on the clipboard: whole for this app, as picture, text and files for others."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import message, moving, still
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

import mmskit
from mmskit.media.plan import PicturePlan
from mmskit_gui.clipboard import (
    FRAMES,
    FramesMime,
    can_take,
    copy_mime,
    encode_image,
    leave_clipboard,
    pack_frames,
    unpack_frames,
)
from mmskit_gui.editing import plan_picture
from mmskit_gui.importing import take_offer


@pytest.fixture
def frames(qapp) -> tuple[mmskit.Frame, ...]:
    return tuple(message().frames)


def test_packed_frames_come_back_equal(frames):
    """Frames packed for another window come back equal, media byte for byte, with their times."""
    back = unpack_frames(pack_frames(frames))
    assert back == frames
    assert [frame.seconds for frame in back] == [frame.seconds for frame in frames]


def test_originals_and_plans_travel_along(frames):
    """The original of a picture and what is wanted of it are packed too."""
    planned = plan_picture(mmskit.Message("", frames), 0, PicturePlan(turns=1, sharp=True))
    assert unpack_frames(pack_frames(planned.frames)) == tuple(planned.frames)


def test_damaged_frames_are_refused(qapp):
    """Bytes that are no frames are refused with an error of mmskit's."""
    with pytest.raises(mmskit.MMSKitError):
        unpack_frames(b"not a message")


def test_other_programs_get_picture_and_text(frames):
    """A picture and all texts are offered in the forms other programs take."""
    mime = FramesMime(frames)
    assert mime.hasImage()
    assert QImage(mime.imageData()).width() == frames[0].picture.width
    assert mime.text() == "\n\n".join(frame.text for frame in frames if frame.text)
    assert not mime.hasUrls(), "pasting shall not make files"


def test_a_frame_of_text_offers_no_picture(qapp):
    """What a frame does not have is not offered."""
    mime = FramesMime([mmskit.Frame("你好")])
    assert mime.formats() == [FRAMES, "text/plain"]
    assert not mime.hasImage()


def test_a_drag_out_of_the_app_offers_files(frames):
    """A drag offers the pictures as files with their bytes and their endings."""
    mime = FramesMime(frames, files=True)
    paths = [Path(url.toLocalFile()) for url in mime.urls()]
    assert [path.suffix for path in paths] == [".jpg", ".gif"]
    assert [path.read_bytes() for path in paths] == [
        frames[0].picture.data,
        frames[1].picture.data,
    ]


def test_the_systems_clipboard_brings_frames_back(frames):
    """What is copied is taken again from the system's clipboard, whole."""
    QGuiApplication.clipboard().setMimeData(FramesMime(frames))
    offer = take_offer(QGuiApplication.clipboard().mimeData())
    back = offer.frames or unpack_frames(offer.packed)
    assert tuple(back) == frames


def test_what_is_left_on_the_clipboard_needs_no_app(frames):
    """What was copied last outlives the app: frames, picture and text, as plain data."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(FramesMime(frames))
    leave_clipboard()
    left = clipboard.mimeData()
    assert not isinstance(left, FramesMime)
    assert unpack_frames(bytes(left.data(FRAMES).data())) == frames
    assert left.hasImage()
    assert left.text().startswith("全场五折")


def test_what_can_be_taken(qapp, tmp_path):
    """Files and texts can be taken, a link as the text that it is; of nothing nothing comes."""
    files, web, said = (QMimeData() for _ in range(3))
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    web.setUrls([QUrl("https://example.com/a.jpg")])
    said.setText("你好")
    assert can_take(files)
    assert can_take(said)
    assert can_take(web)
    assert take_offer(web).said == "https://example.com/a.jpg"
    assert not can_take(QMimeData())


def test_a_copy_outlives_the_drop(qapp, tmp_path):
    """A copy of what was dropped keeps files, picture and text."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    mime.setImageData(QImage.fromData(still()))
    mime.setText("你好")
    copied = copy_mime(mime)
    del mime
    assert copied.urls()[0].toLocalFile().endswith("a.jpg")
    assert QImage(copied.imageData()).width() == 96
    assert copied.text()


def test_a_bitmap_becomes_a_png(qapp):
    """A bitmap is written as PNG, which loses nothing."""
    image = QImage.fromData(moving())
    picture = mmskit.Picture(encode_image(image), "pasted.png")
    assert picture.kind == "png"
    assert (picture.width, picture.height) == (image.width(), image.height())
