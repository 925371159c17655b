"""A file is the old one or the new one; what is no file is never replaced."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from mmskit import files
from mmskit.errors import BundleError
from mmskit.files import write_atomically

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def test_a_new_file_and_its_successor(tmp_path):
    """The file holds what was written last, and nothing else is left beside it."""
    place = tmp_path / "彩信.txt"
    write_atomically(place, b"old")
    write_atomically(place, iter([b"n", b"ew"]))
    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]


@posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0, 0o666)])
def test_a_new_file_has_the_usual_mode(tmp_path, umask, mode):
    """The permissions of a new file are those that a plain open() gives."""
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "file", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode


@posix
def test_the_umask_is_left_alone(tmp_path, monkeypatch):
    """The umask belongs to all threads: it is not touched even for a moment."""
    monkeypatch.setattr(os, "umask", lambda _: pytest.fail("the umask was set"))
    write_atomically(tmp_path / "file", b"x")
    assert (tmp_path / "file").read_bytes() == b"x"


@posix
def test_an_old_file_keeps_its_mode(tmp_path):
    """A private file stays private when it is written anew; an open one stays open."""
    for mode in (0o600, 0o664):
        place = tmp_path / f"{mode}"
        place.touch()
        place.chmod(mode)
        write_atomically(place, b"x")
        assert place.stat().st_mode & 0o777 == mode


@posix
@pytest.mark.parametrize("target", ["there", "not yet there"])
def test_a_link_is_followed(tmp_path, target):
    """The file that a link leads to is written; the link stays a link."""
    (tmp_path / "far").mkdir()
    place = tmp_path / "far" / "file"
    if target == "there":
        place.write_bytes(b"old")
    (tmp_path / "near").symlink_to("far/file")
    write_atomically(tmp_path / "near", b"new")
    assert (tmp_path / "near").is_symlink()
    assert place.read_bytes() == b"new"
    assert list((tmp_path / "far").iterdir()) == [place]


@posix
def test_a_link_is_replaced_where_that_is_asked(tmp_path):
    """Without following, the link becomes a file, and what it led to stays as it was."""
    (tmp_path / "far").write_bytes(b"old")
    (tmp_path / "near").symlink_to("far")
    write_atomically(tmp_path / "near", b"new", follow=False)
    assert not (tmp_path / "near").is_symlink()
    assert [(tmp_path / name).read_bytes() for name in ("far", "near")] == [b"old", b"new"]


@posix
def test_links_in_a_circle_are_said(tmp_path):
    """A link that leads to itself is an error with a sentence."""
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(BundleError, match="cannot be saved"):
        write_atomically(tmp_path / "loop", b"x")


@posix
def test_a_pipe_is_written_into(tmp_path):
    """A pipe gets all the bytes and stays a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    data = bytes(range(256)) * 1024
    write_atomically(pipe, iter([data, b"end"]))
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    reader.join()
    assert got == [data + b"end"]
    assert list(tmp_path.iterdir()) == [pipe]


def make_device(path: Path, like: str) -> Path:
    """A device of our own: a test that fails must not cost the machine its own one."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, Path(like).stat().st_rdev)
        path.open("wb").close()
    except OSError:
        pytest.skip("making a device needs root")
    return path


@posix
def test_a_device_is_written_into(tmp_path):
    """A device stays a device, for root too."""
    device = make_device(tmp_path / "null", "/dev/null")
    write_atomically(device, b"x")
    assert stat.S_ISCHR(device.stat().st_mode)


@posix
def test_a_device_that_fails_is_said(tmp_path):
    """What was only partly taken is said to be so; no old file is promised."""
    device = make_device(tmp_path / "full", "/dev/full")
    with pytest.raises(BundleError, match="No space left") as caught:
        write_atomically(device, b"x")
    assert "old file" not in str(caught.value)


def test_a_folder_is_not_replaced(tmp_path):
    """A folder in the place of the file is an error with a sentence."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(BundleError, match="cannot be saved"):
        write_atomically(tmp_path / "folder", b"x")
    assert (tmp_path / "folder").is_dir()


def test_chunks_that_break_leave_the_old_file(tmp_path):
    """What the chunks raise comes out as it is, and the old file stands."""

    def chunks():
        yield b"half"
        raise ZeroDivisionError

    place = tmp_path / "file"
    place.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_atomically(place, chunks())
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def fail_folder_sync(monkeypatch, number: int) -> None:
    """From now on a sync fails for folders only."""
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(files.os, "fsync", sync)


@posix
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP])
def test_a_file_system_without_folder_sync_will_do(tmp_path, monkeypatch, number):
    """Some file systems cannot sync a folder: that is no failure."""
    fail_folder_sync(monkeypatch, number)
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


@posix
def test_a_disk_that_fails_after_the_rename_is_told_truly(tmp_path, monkeypatch):
    """The new file stands by then, so the sentence does not say that the old one does."""
    (tmp_path / "file").write_bytes(b"old")
    fail_folder_sync(monkeypatch, errno.EIO)
    with pytest.raises(BundleError, match="is saved") as caught:
        write_atomically(tmp_path / "file", b"new")
    assert "unharmed" not in str(caught.value)
    assert (tmp_path / "file").read_bytes() == b"new"
