"""Bad input at the window: each is met with a sentence in the person's language, nothing is lost."""

from __future__ import annotations

import errno
import os
import re
import shutil
import struct
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import message, moving, photo, still

import mmskit
from mmskit import files
from mmskit.account import Account
from mmskit_gui.app import Desk
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.dialogs.recording import RecordingDialog
from mmskit_gui.dialogs.send import SendDialog
from mmskit_gui.importing import MOST_FRAMES
from mmskit_gui.windows.main_window import MainWindow

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(params=["en", "zh_CN"])
def desk(request, qtbot, qapp, tmp_path) -> Iterator[Desk]:
    made = Desk(qapp, tmp_path / "home")
    made.services.settings.language = request.param
    made.services.settings.theme = "light"
    yield made
    made.close_all()
    made.stop()
    made.services.languages.choose("en")
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot, desk) -> Iterator[MainWindow]:
    """A window with unsaved work in it, which is still there afterwards, whatever was given."""
    made = desk.open_window()
    made.document.open(message(), None)
    made.actions_by_name["duplicate"].trigger()
    yield made
    had = message().frames
    kept = [frame for frame in made.document.message.frames if frame in had]
    assert len(kept) >= len(had) + 1, "something is lost"


def hear(qtbot, window: MainWindow, *, timeout: int = 30_000) -> str:
    """Wait for a sentence above the message or on the start page, in the language of now."""
    bars = (window.notices, window.start.notices)
    qtbot.waitUntil(lambda: any(bar.said and bar.isVisible() for bar in bars), timeout=timeout)
    said = next(bar.said for bar in bars if bar.said and bar.isVisible())
    speak(window, said)
    return said


def speak(window: MainWindow, said: str) -> None:
    """Fail where a sentence is not in the language of now."""
    chinese = window.services.languages.current == "zh_CN"
    assert bool(_CHINESE.search(said)) == chinese, said
    assert "Traceback" not in said
    assert "Error(" not in said


def drop(window: MainWindow, *paths: Path) -> None:
    window.frame_work.take_files(paths)


def sparse(path: Path, head: bytes, size: int) -> Path:
    """A large file that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


def test_a_video(qtbot, window, tmp_path):
    """A video is refused by name."""
    path = sparse(tmp_path / "clip.mp4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", 5 << 20)
    drop(window, path)
    assert "clip.mp4" in hear(qtbot, window)


def test_a_tiff_of_300_megabytes(qtbot, window, tmp_path):
    """A picture of 300 MB is refused at once, without being read."""
    head = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 256, 3, 1, 20_000)
    drop(window, sparse(tmp_path / "scan.tiff", head, 300 << 20))
    assert "scan.tiff" in hear(qtbot, window)


def test_a_corrupt_gif(qtbot, window, tmp_path):
    """A corrupt GIF is refused by name; a good file beside it is taken."""
    bad, good = tmp_path / "bad.gif", tmp_path / "good.jpg"
    bad.write_bytes(moving()[:-200])
    good.write_bytes(still())
    before = len(window.document.message.frames)
    drop(window, bad, good)
    assert "bad.gif" in hear(qtbot, window)
    assert len(window.document.message.frames) == before + 1


def test_a_song_of_an_hour(qtbot, window, tmp_path):
    """A song of an hour is taken or refused with a sentence; fitting it says what was done."""
    rate, seconds = 8000, 3600
    size = rate * 2 * seconds
    head = b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16) + b"data"
    path = sparse(tmp_path / "hour.wav", head + struct.pack("<I", size), 44 + size)
    before = len(window.document.message.frames)
    drop(window, path)
    qtbot.waitUntil(
        lambda: window.notices.said or len(window.document.message.frames) > before,
        timeout=60_000,
    )
    if len(window.document.message.frames) == before:
        speak(window, window.notices.said)
        return
    sound = next(
        each.sound
        for each in window.document.message.frames
        if each.sound and each.sound.name == "hour.wav"
    )
    assert sound.data


def test_a_folder_of_5000_files(qtbot, window, tmp_path):
    """Of a folder of 5,000 files the first are taken, and it is said how many were left out."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(5_000):
        (folder / f"{number}.txt").write_bytes(b"x")
    before = len(window.document.message.frames)
    drop(window, folder)
    assert re.search(r"4,?900", hear(qtbot, window))
    assert len(window.document.message.frames) == before + MOST_FRAMES


def test_a_document_of_a_newer_version(qtbot, desk, window, tmp_path):
    """A document of a newer version is not opened half: a sentence says to update."""
    path = tmp_path / "newer.mmsx"
    mmskit.save_message(message(), path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = members["message.toml"].decode()
    manifest = re.sub(r"(?m)^format = .*\n", "", manifest)
    members["message.toml"] = ("format = 99\n" + manifest).encode()
    tomllib.loads(members["message.toml"].decode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    kept = path.read_bytes()
    other = desk.open_window(path)
    assert "newer.mmsx" in hear(qtbot, other)
    assert path.read_bytes() == kept


@pytest.mark.parametrize("share", [0.0, 0.3, 0.95])
def test_a_document_cut_short(qtbot, desk, window, tmp_path, share):
    """A document that was cut short is refused by name, and is left as it is."""
    path = tmp_path / "short.mmsx"
    mmskit.save_message(message(), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    other = desk.open_window(path)
    assert "short.mmsx" in hear(qtbot, other)
    assert len(path.read_bytes()) == int(len(whole) * share)


def test_a_document_that_is_gone(qtbot, desk, window, tmp_path):
    """A document that is not there any more is named."""
    other = desk.open_window(tmp_path / "gone.mmsx")
    assert "gone.mmsx" in hear(qtbot, other)


def test_no_sound_device(qtbot, window):
    """Without loudspeakers playing says so, and the preview goes on without sound."""
    from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - heavy

    if not QMediaDevices.defaultAudioOutput().isNull():
        pytest.skip("this machine has loudspeakers")
    window.document.select((0,))
    window.actions_by_name["play"].trigger()
    assert window.phone.playback.playing
    qtbot.waitUntil(lambda: bool(window.phone.note.text()), timeout=30_000)
    speak(window, window.phone.note.text())
    assert window.phone.playback.playing
    window.actions_by_name["play"].trigger()


def test_no_microphone(qtbot, desk, window):
    """Without a microphone recording says so."""
    services = desk.services
    dialog = RecordingDialog(
        services.player, services.languages, window, open_microphone=lambda: None
    )
    dialog.show()
    dialog.record()
    qtbot.waitUntil(lambda: bool(dialog._said.text()))
    speak(window, dialog._said.text())
    dialog.reject()


def test_no_keyring(qtbot, desk, window, monkeypatch):
    """Without a keyring an account can be kept for the session, and it says why."""
    import keyring  # noqa: PLC0415 - slow
    from keyring.backends import fail  # noqa: PLC0415

    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        editor = AccountEditor(desk.services.postbox, desk.services.languages, None, window)
        editor.show()
        qtbot.waitUntil(
            lambda: bool(editor.session_note.isVisible() and editor.session_note.text())
        )
        speak(window, editor.session_note.text())
        editor.reject()
    finally:
        keyring.set_keyring(before)


def test_no_network(qtbot, desk, window):
    """An account that nobody answers says so; nothing was sent and the recipients stay."""
    services = desk.services
    account = Account("shopshop", "secret", "0" * 32, "http://127.0.0.1:9", "nowhere")
    services.postbox.keep_for_session(account)
    window.document.open(message(), None)
    window.actions_by_name["duplicate"].trigger()
    window.actions_by_name["send"].trigger()
    dialog = window.findChild(SendDialog)
    form = dialog.form
    form.account.choose(next(each for each in services.postbox.choices() if each.name == "nowhere"))
    form.recipients.field.setPlainText("13900000001")
    qtbot.waitUntil(form.send.isEnabled, timeout=30_000)
    form.send.click()
    form.confirm.confirmed.emit()
    qtbot.waitUntil(lambda: not services.postbox.sending, timeout=30_000)
    qtbot.waitUntil(dialog.page.again.isVisible, timeout=30_000)
    speak(window, dialog.page.heading.text())
    speak(window, dialog.page.detail.text())
    assert [record.state for record in services.postbox.records()] == ["not_sent"]
    dialog.page.back.click()
    assert form.numbers == ("13900000001",)
    dialog.close()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"),
    reason="only root can mount a full disk",
)
def test_a_disk_that_is_really_full(qtbot, window, tmp_path):
    """Saving to a full disk says so; the file of before is untouched and the work still there."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        path = disk / "a.mmsx"
        mmskit.save_message(mmskit.Message("先前", [mmskit.Frame("先前")]), path)
        kept = path.read_bytes()
        with (disk / "filler").open("wb") as filler:
            filler.write(b"x" * (48 << 10))
        large = mmskit.Picture(photo((400, 300)), "large.jpg")
        window.document.edit("", window.document.message.insert(0, mmskit.Frame(picture=large)))
        window.filing.save_to(path)
        said = hear(qtbot, window)
        assert "a.mmsx" in said or "disk" in said
        assert path.read_bytes() == kept
        assert window.isWindowModified()
        assert sorted(each.name for each in disk.iterdir()) == ["a.mmsx", "filler"]
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_disk_that_says_it_is_full(qtbot, window, tmp_path, monkeypatch):
    """The same where no disk can be filled: the error of the system becomes a sentence."""
    path = tmp_path / "a.mmsx"
    mmskit.save_message(message(), path)
    kept = path.read_bytes()

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", fail)
    window.filing.save_to(path)
    hear(qtbot, window)
    assert path.read_bytes() == kept
    assert window.isWindowModified()
    monkeypatch.undo()
    window.filing.save_to(path)
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert mmskit.open_message(path) == window.document.message
