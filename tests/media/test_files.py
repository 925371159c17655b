"""Files from disk, and every way in which they cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import specimens
from making import still

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import FILE_BYTES
from mmskit.media import Picture, Sound
from mmskit.media.files import show_name


def said(path: str | Path) -> str:
    """The sentence with which a picture at a path is refused."""
    with pytest.raises(UnsupportedMediaError) as caught:
        Picture.open(path)
    assert caught.value.render("zh_CN")
    return str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With its whole path, so that it can be looked for."""
    path = tmp_path / "cat.jpg"
    assert said(path).startswith(f"cat.jpg: there is no such file ({path}); check the name.")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder with a picture's name is still a folder."""
    assert "this is a folder, not a file" in said(tmp_path)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """It would wait for ever."""
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)
    assert "is a device or a pipe, not a file" in said(path)


def test_a_name_in_place_of_a_folder_is_unreadable(tmp_path: Path) -> None:
    """What the system says is passed on where there are no better words."""
    (tmp_path / "file").write_bytes(b"")
    assert "the file cannot be read" in said(tmp_path / "file" / "cat.jpg")


def test_a_name_that_cannot_be_is_unreadable() -> None:
    """A zero byte in a name, or a name longer than any system takes."""
    assert "the file cannot be read" in said("cat\0.jpg")
    assert "the file cannot be read" in said("c" * 5_000)


def test_a_forbidden_file_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is injected, because root may open everything."""
    path = tmp_path / "cat.jpg"
    path.write_bytes(still())

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    assert f"you may not open {path}; check its permissions" in said(path)


def test_a_failing_disk_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while reading is no traceback."""
    path = tmp_path / "cat.jpg"
    path.write_bytes(still())

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    assert f"({path}: Input/output error)" in said(path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Its size is enough; a hole on the disk stands for the rest of it."""
    path = tmp_path / "cat.jpg"
    path.write_bytes(still())
    os.truncate(path, FILE_BYTES + 1)
    assert "larger than 64 MB" in said(path)


def test_a_huge_file_of_another_kind_is_named(tmp_path: Path) -> None:
    """Whoever takes a film for a picture learns that it is one."""
    path = tmp_path / "cat.jpg"
    path.write_bytes(specimens.video("avi"))
    os.truncate(path, 10 * FILE_BYTES)
    assert "this is an AVI video by its content" in said(path)


def test_a_sound_is_opened_by_a_name_or_a_path(tmp_path: Path) -> None:
    """Both are how people say where a file is."""
    path = tmp_path / "voice.amr"
    path.write_bytes(specimens.sounds()["amr"])
    assert Sound.open(path) == Sound.open(str(path))


def test_a_name_that_is_no_text_can_be_printed() -> None:
    """File names may hold bytes that are no characters."""
    name = os.fsdecode(b"caf\xe9.jpg")
    assert show_name(name).encode()
    assert said(name).encode()
