"""What comes from outside becomes frames; what cannot is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import message, moving, speech, still, tone, tune
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from specimens import video

import mmskit
from mmskit_gui.clipboard import FramesMime, pack_frames
from mmskit_gui.importing import (
    MOST_FRAMES,
    Offer,
    is_document,
    read_frame,
    read_offer,
    read_paths,
    take_offer,
)


def ignore(_share: float) -> None:
    """Take a report and do nothing."""


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


LONG_FILM = video(seconds=10.0)
"""Its list of tracks stands behind what is read to see what a file is."""


@pytest.mark.parametrize(
    ("name", "data", "slot"),
    [
        ("a.jpg", still(), "picture"),
        ("a.png", still("PNG"), "picture"),
        ("a.webp", still("WEBP"), "picture"),
        ("a.bmp", still("BMP"), "picture"),
        ("a.gif", moving(), "picture"),
        ("wrong-ending.txt", still(), "picture"),
        ("a.mid", tune(), "sound"),
        ("a.amr", speech(), "sound"),
        ("a.wav", tone(), "sound"),
        ("film.mp4", video(), "sound"),
        ("long.mp4", LONG_FILM, "sound"),
        ("a.txt", "你好".encode(), "text"),
        ("gb.txt", "你好".encode("gb18030"), "text"),
    ],
)
def test_a_file_becomes_what_it_is(tmp_path, name, data, slot):
    """A file goes where its content belongs, whatever its name says."""
    frame = read_frame(write(tmp_path, name, data))
    assert getattr(frame, slot) is not None
    if slot == "text":
        assert frame.text == "你好"


def test_a_long_film_ends_with_its_tracks():
    """As the test above wants it: nothing at its beginning says what is in it."""
    assert LONG_FILM.index(b"moov") > 64 * 1024


def test_twelve_photos_are_twelve_frames(tmp_path):
    """Dropped photos become frames in the order people count in."""
    paths = [
        write(tmp_path, f"{number}.jpg", still(size=(40 + number, 30))) for number in range(1, 13)
    ]
    imported = read_paths(paths, ignore)
    assert [frame.picture.name for frame in imported.frames] == [path.name for path in paths]
    assert imported.refused == ()


def test_a_folder_is_its_files_as_people_count(tmp_path):
    """Of a folder the files are taken, 2 before 10, hidden ones left out."""
    for name in ("10.jpg", "2.jpg", "1.jpg", ".hidden.jpg"):
        write(tmp_path, name, still())
    (tmp_path / "deeper").mkdir()
    imported = read_paths([tmp_path], ignore)
    assert [frame.picture.name for frame in imported.frames] == ["1.jpg", "2.jpg", "10.jpg"]


def test_what_cannot_be_used_is_refused_and_the_rest_taken(tmp_path):
    """A damaged file is refused by name; the others are taken."""
    good = write(tmp_path, "good.jpg", still())
    bad = write(tmp_path, "bad.gif", moving()[:40])
    imported = read_paths([bad, good], ignore)
    assert len(imported.frames) == 1
    assert len(imported.refused) == 1
    assert "bad.gif" in imported.refused[0].render("en")


def test_a_file_that_is_gone_is_refused(tmp_path):
    """A file that is gone by now is refused with its name."""
    imported = read_paths([tmp_path / "gone.jpg"], ignore)
    assert imported.frames == ()
    assert "gone.jpg" in imported.refused[0].render("zh_CN")


def test_more_than_a_message_can_hold_are_counted(tmp_path):
    """Of very many files the first are taken, and it is told how many were left out."""
    for number in range(MOST_FRAMES + 5):
        write(tmp_path, f"{number}.txt", b"x")
    imported = read_paths([tmp_path], ignore)
    assert len(imported.frames) == MOST_FRAMES
    assert imported.left_out == 5


def test_messages_among_the_files_are_told_apart(tmp_path):
    """A .mmsx file and a folder with message.toml are documents, not frames."""
    file, folder = tmp_path / "a.mmsx", tmp_path / "b"
    mmskit.save_message(message(), file)
    mmskit.save_message(message(), folder)
    imported = read_paths([file, folder, write(tmp_path, "c.jpg", still())], ignore)
    assert imported.documents == (file, folder)
    assert len(imported.frames) == 1
    assert is_document(file)
    assert is_document(folder)
    assert not is_document(tmp_path)


def test_progress_is_told(tmp_path):
    """The share that is done is reported, so that it can be shown and stopped."""
    told: list[float] = []
    read_paths([write(tmp_path, f"{number}.txt", b"x") for number in range(4)], told.append)
    assert told == [0, 0.25, 0.5, 0.75]


def test_stopping_a_report_stops_reading(tmp_path):
    """An error out of the report ends the work; nothing swallows it."""

    class StopError(Exception):
        pass

    def stop(_share: float) -> None:
        raise StopError

    with pytest.raises(StopError):
        read_paths([write(tmp_path, "a.txt", b"x")], stop)


# --- drops and the clipboard


def test_frames_of_this_app_are_taken_as_they_are(qapp):
    """Frames of this app need no reading; of another one of it they are unpacked."""
    frames = tuple(message().frames)
    assert read_offer(take_offer(FramesMime(frames)), ignore, image_name="x").frames == frames
    packed = Offer(packed=pack_frames(frames))
    assert read_offer(packed, ignore, image_name="x").frames == frames


def test_damaged_frames_are_refused_with_a_sentence(qapp):
    """Frames that cannot be unpacked are refused."""
    imported = read_offer(Offer(packed=b"?"), ignore, image_name="x")
    assert imported.frames == ()
    assert len(imported.refused) == 1


def test_files_come_before_their_picture(qapp, tmp_path):
    """Where files and a bitmap are offered, the files are taken: they are the originals."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write(tmp_path, "a.jpg", still())))])
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert take_offer(mime).paths == (tmp_path / "a.jpg",)


def test_a_pasted_bitmap_gets_a_name(qapp):
    """A bitmap becomes a PNG that is called as the window says."""
    mime = QMimeData()
    mime.setImageData(QImage.fromData(still()))
    (frame,) = read_offer(take_offer(mime), ignore, image_name="粘贴").frames
    assert frame.picture.name == "粘贴.png"


def test_a_browsers_picture_is_taken_as_bitmap(qapp):
    """A picture dragged from a page is taken as the bitmap, not as its address."""
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/a.jpg")])
    mime.setText("https://example.com/a.jpg")
    mime.setImageData(QImage.fromData(still()))
    assert take_offer(mime).image is not None


def test_a_text_is_a_frame_and_blanks_are_none(qapp):
    """A pasted text becomes a frame; one of blanks does not."""
    assert read_offer(Offer(said="你好"), ignore, image_name="x").frames[0].text == "你好"
    assert read_offer(Offer(said=" \n"), ignore, image_name="x").frames == ()


def test_a_text_nobody_can_read_is_refused(tmp_path):
    """A text in no known encoding is refused by name."""
    imported = read_paths([write(tmp_path, "noise.txt", b"\xff\xfe\xff\xff\x80")], ignore)
    assert imported.frames == ()
    assert "noise.txt" in imported.refused[0].render("en")
