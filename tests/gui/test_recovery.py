"""Autosave writes what is not saved; recovery offers it once the app is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from making import message, still

import mmskit
from mmskit.media import Picture
from mmskit.media.plan import PicturePlan
from mmskit_gui.document import Document
from mmskit_gui.editing import (
    find_picture_plan,
    plan_picture,
    set_picture,
    set_seconds,
    set_title,
)
from mmskit_gui.recovery import (
    Autosave,
    Recoverable,
    bring_back,
    discard,
    find_recoverable,
    open_recovered,
)
from mmskit_gui.recovery_place import RecoveryPlace

SOON = 0.01


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "recovery"


@pytest.fixture
def document(qapp) -> Document:
    return Document(message())


@pytest.fixture
def autosave(document, folder, tasks):
    autosave = Autosave(document, folder, tasks, seconds=SOON)
    yield autosave
    autosave.forget()


def write(qtbot, autosave: Autosave, document: Document, title: str) -> None:
    with qtbot.waitSignal(autosave.written):
        document.edit("title", set_title(document.message, title))


def leave_behind(folder: Path, left: mmskit.Message, original: Path | None = None) -> Recoverable:
    """What an app leaves when it is killed."""
    place = RecoveryPlace(folder)
    place.write(left, original)
    place.let_go()
    return next(each for each in find_recoverable(folder) if each.id == place.identity)


def test_a_change_is_written(qtbot, autosave, document):
    """A change is on disk soon after, media and all."""
    write(qtbot, autosave, document, "改过")
    assert mmskit.open_message(autosave.place / "message") == document.message


def test_a_clean_document_leaves_nothing(qtbot, autosave, document, folder, tmp_path):
    """A document that was saved leaves nothing in the recovery folder."""
    write(qtbot, autosave, document, "改过")
    document.mark_saved(tmp_path / "a.mmsx")
    assert list(folder.iterdir()) == []


def test_undoing_everything_is_clean(qtbot, autosave, document, folder):
    """Undoing back to what is saved removes the copy."""
    write(qtbot, autosave, document, "改过")
    document.undo_stack.undo()
    assert list(folder.iterdir()) == []


def test_a_living_app_is_not_offered(qtbot, autosave, document, folder):
    """Work of an app that still runs is offered to nobody."""
    write(qtbot, autosave, document, "改过")
    assert autosave.place.is_dir()
    assert find_recoverable(folder) == []


def test_another_process_is_not_offered_until_it_is_killed(folder):
    """Work of another process is offered once it was killed, and not before."""
    program = (
        "import sys, pathlib, mmskit\n"
        "from mmskit_gui.recovery_place import RecoveryPlace\n"
        "place = RecoveryPlace(pathlib.Path(sys.argv[1]))\n"
        "place.write(mmskit.Message('写到一半', [mmskit.Frame('你好')]), pathlib.Path('/x/a.mmsx'))\n"
        "print('written', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"written"
        assert find_recoverable(folder) == []
        other.kill()
        other.wait()
    (found,) = find_recoverable(folder)
    assert (found.title, found.original_path) == ("写到一半", Path("/x/a.mmsx"))
    assert found.time.tzinfo is not None
    assert open_recovered(found) == mmskit.Message("写到一半", [mmskit.Frame("你好")])


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_folder_is_private(folder):
    """Nobody else on the machine may look into the recovery folder."""
    leave_behind(folder, message())
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_message_is_not_written_again(qtbot, autosave, document):
    """A message that is on disk as it is is not written again."""
    write(qtbot, autosave, document, "改过")
    about = autosave.place / "about.json"
    before = about.stat().st_mtime_ns
    autosave.write()
    assert not autosave._writing
    assert about.stat().st_mtime_ns == before


def test_preview_times_are_kept(qtbot, autosave, document):
    """A change of nothing but a preview time is written too."""
    write(qtbot, autosave, document, "改过")
    with qtbot.waitSignal(autosave.written):
        document.edit("seconds", set_seconds(document.message, 0, 7.0))
    assert mmskit.open_message(autosave.place / "message").frames[0].seconds == 7.0


def test_media_that_stay_are_not_rewritten(qtbot, autosave, document):
    """A picture that is there is left alone when the text changes."""
    write(qtbot, autosave, document, "改过")
    picture = autosave.place / "message" / "poster.jpg"
    before = picture.stat().st_ino, picture.stat().st_mtime_ns
    write(qtbot, autosave, document, "再改")
    assert (picture.stat().st_ino, picture.stat().st_mtime_ns) == before


def test_media_that_went_are_deleted(qtbot, autosave, document):
    """A picture that was replaced does not stay in the folder."""
    write(qtbot, autosave, document, "改过")
    other = Picture(still(colour="#00ff00"), "other.jpg")
    with qtbot.waitSignal(autosave.written):
        document.edit("picture", set_picture(document.message, 0, other))
    names = {path.name for path in (autosave.place / "message").iterdir()}
    assert "other.jpg" in names
    assert "poster.jpg" not in names


def test_originals_are_kept(qtbot, autosave, document):
    """What a picture was made from, and what is wanted of it, is restored too."""
    with qtbot.waitSignal(autosave.written):
        document.edit("turn", plan_picture(document.message, 0, PicturePlan(turns=1, sharp=True)))
    restored = mmskit.open_message(autosave.place / "message")
    assert restored == document.message
    assert find_picture_plan(restored.frames[0]).turns == 1


def test_changes_that_keep_coming_are_written(qtbot, document, folder, tasks):
    """Changes that come faster than the interval do not put writing off."""
    autosave = Autosave(document, folder, tasks, seconds=0.05)
    typed = iter(range(10_000))

    def type_on() -> bool:
        document.edit("title", set_title(document.message, f"{next(typed)}"))
        return autosave.place.exists()

    qtbot.waitUntil(type_on)
    autosave.forget()


def test_a_change_while_writing_is_written_too(qtbot, autosave, document):
    """What changes while the disk is slow is on it in the end."""
    document.edit("title", set_title(document.message, "一"))
    autosave.write()
    document.edit("title", set_title(document.message, "二"))
    autosave.write()
    qtbot.waitUntil(lambda: autosave._kept == document.message)
    assert mmskit.open_message(autosave.place / "message").title == "二"


def test_a_failure_is_told_once(qtbot, document, tmp_path, tasks):
    """A place that cannot be written is told of once, and tried again until it works."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    autosave = Autosave(document, blocked, tasks, seconds=SOON)
    told = []
    autosave.failed.connect(told.append)
    document.edit("title", set_title(document.message, "改过"))
    qtbot.waitUntil(lambda: bool(told))
    with qtbot.waitSignal(autosave.written):
        blocked.unlink()
    assert len(told) == 1
    assert "background" in told[0].render("en")
    autosave.forget()


def test_removing_while_writing_leaves_nothing(folder):
    """Work that is closed while it is being written leaves nothing behind."""
    place = RecoveryPlace(folder)
    place.write(message(), None)
    with place._busy:
        place.remove()
        assert (folder / place.identity).exists()
    place.write(message(), None)
    assert list(folder.iterdir()) == []


def test_restoring_goes_on_in_the_same_place(qtbot, folder, tasks):
    """Restored work is never without a copy: autosave goes on where it was, until it is saved."""
    left = leave_behind(folder, message(), Path("/x/a.mmsx"))
    document = Document()
    autosave = Autosave(document, folder, tasks, seconds=SOON)
    document.open(open_recovered(left), left.original_path, recovered=True)
    autosave.adopt(left)
    assert autosave.place == left.path
    assert find_recoverable(folder) == []
    qtbot.waitSignal(autosave.written).wait()
    document.mark_saved(Path("/x/a.mmsx"))
    assert list(folder.iterdir()) == []


def test_closing_offers_back_what_is_not_saved(qapp, document, folder, tasks):
    """A window that is closed without saving leaves its work to be offered back at once."""
    autosave = Autosave(document, folder, tasks, seconds=60)
    document.edit("title", set_title(document.message, "没保存"))
    autosave.close()
    (left,) = find_recoverable(folder)
    assert open_recovered(left).title == "没保存"


def test_closing_what_cannot_be_kept_is_refused(document, tmp_path, tasks):
    """Closing fails with a sentence where the unsaved work could not be offered back."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    autosave = Autosave(document, blocked, tasks, seconds=60)
    document.edit("title", set_title(document.message, "没保存"))
    with pytest.raises(mmskit.MMSKitError):
        autosave.close()


def test_closing_what_is_saved_leaves_nothing(qtbot, autosave, document, folder, tmp_path):
    """A saved document that is closed leaves nothing to be offered."""
    write(qtbot, autosave, document, "改过")
    document.mark_saved(tmp_path / "a.mmsx")
    autosave.close()
    assert find_recoverable(folder) == []


def test_only_one_restores(qapp, folder, tasks):
    """Work that one window restores is refused to another, with a sentence."""
    left = leave_behind(folder, message())
    first, second = (Autosave(Document(), folder, tasks) for _ in range(2))
    first.adopt(left)
    with pytest.raises(mmskit.MMSKitError, match="another window"):
        second.adopt(left)
    with pytest.raises(mmskit.MMSKitError, match="another window"):
        discard(left)
    with pytest.raises(mmskit.MMSKitError, match="another window"):
        open_recovered(left)
    first.forget()


def test_damaged_work_is_kept_aside(folder):
    """Work that cannot be opened is told of with a sentence, kept aside, and not offered again."""
    left = leave_behind(folder, message())
    (left.message_folder / "message.toml").write_text("title = [")
    with pytest.raises(mmskit.MMSKitError, match="cannot be restored"):
        open_recovered(left)
    assert find_recoverable(folder) == []
    assert (folder / "damaged" / left.id / "message" / "poster.jpg").is_file()


def test_half_written_work_is_told_of(folder):
    """Work that was cut off before its manifest was written is kept aside with a sentence."""
    half = folder / "20260101-000000-abcdef01" / "message"
    half.mkdir(parents=True)
    (half / "poster.jpg").write_bytes(still())
    (left,) = find_recoverable(folder)
    with pytest.raises(mmskit.MMSKitError, match="cannot be restored"):
        open_recovered(left)
    assert (folder / "damaged" / left.id / "message" / "poster.jpg").is_file()


@pytest.mark.parametrize(
    "about", [b"", b"{", b"[]", b'{"time": 5, "title": [], "original_path": 1}']
)
def test_a_damaged_note_loses_nothing(folder, about):
    """Work whose note is damaged is offered all the same."""
    left = leave_behind(folder, message())
    (left.path / "about.json").write_bytes(about)
    (found,) = find_recoverable(folder)
    assert found.original_path is None
    assert found.time.tzinfo is not None
    assert open_recovered(found) == message()


def test_discarding_can_be_undone(folder):
    """Discarded work is offered no more, and can be brought back."""
    left = leave_behind(folder, message())
    discard(left)
    assert find_recoverable(folder) == []
    bring_back(left)
    assert open_recovered(left) == message()


def test_discarded_work_goes_after_a_week(folder):
    """What was discarded more than a week ago is deleted."""
    left = leave_behind(folder, message())
    discard(left)
    os.utime(folder / "discarded" / left.id, (0, 0))
    find_recoverable(folder)
    assert list((folder / "discarded").iterdir()) == []


def test_the_newest_comes_first(folder):
    """The newest work is offered first."""
    older = leave_behind(folder, replace(message(), title="旧"))
    newer = leave_behind(folder, replace(message(), title="新"))
    assert [each.id for each in find_recoverable(folder)] == [newer.id, older.id]


def test_a_missing_folder_offers_nothing(folder):
    """A first start offers nothing."""
    assert find_recoverable(folder) == []
