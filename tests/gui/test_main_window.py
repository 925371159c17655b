"""The window: its parts follow the document, its actions change it, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import message, moving, still, tune
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget

import mmskit
from mmskit_gui.app import Desk
from mmskit_gui.clipboard import FramesMime
from mmskit_gui.importing import take_offer
from mmskit_gui.sizes import find_frame_sizes, find_whole
from mmskit_gui.windows import main_window
from mmskit_gui.windows.main_window import MainWindow


@pytest.fixture
def desk(qtbot, qapp, tmp_path) -> Iterator[Desk]:
    made = Desk(qapp, tmp_path / "home")
    made.services.settings.language = "en"
    made.services.settings.theme = "light"
    yield made
    made.close_all()
    made.stop()
    made.services.languages.choose("en")
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    """A window with a small message."""
    made = desk.open_window()
    made.document.open(message(), None)
    qtbot.waitUntil(lambda: not desk.services.tasks.busy)
    return made


def do(window: MainWindow, *names: str) -> None:
    for name in names:
        action = window.actions_by_name[name]
        assert action.isEnabled(), name
        action.trigger()


def spell(window: MainWindow) -> list[str]:
    return [(frame.text or "")[:2] for frame in window.document.message.frames]


# --- frames


def test_frames_are_added_copied_moved_and_deleted(window):
    """Every action on frames changes the document by one step, which undo takes back."""
    first = window.document.message
    do(window, "add")
    assert spell(window) == ["全场", "", "扫码", "回复"]
    assert window.document.selected == (1,)
    do(window, "move_down")
    assert spell(window) == ["全场", "扫码", "", "回复"]
    do(window, "delete")
    do(window, "duplicate")
    do(window, "reverse")
    do(window, "previous", "move_up")
    for _ in range(window.document.undo_stack.count()):
        do(window, "undo")
    assert window.document.message is first
    assert not window.actions_by_name["undo"].isEnabled()


def test_several_frames_are_one_step(window):
    """What is done with several frames is one step."""
    do(window, "select_all", "duplicate")
    assert len(window.document.message.frames) == 6
    assert window.document.selected == (3, 4, 5)
    do(window, "delete")
    assert window.document.undo_stack.count() == 2
    assert len(window.document.message.frames) == 3


def test_deleting_everything_leaves_an_invitation(window):
    """Without frames nothing breaks, and a frame can be added."""
    do(window, "select_all", "delete")
    assert window.document.message.frames == ()
    assert not window.actions_by_name["delete"].isEnabled()
    do(window, "add")
    assert len(window.document.message.frames) == 1


def test_deleting_offers_to_undo(window):
    """Deleting asks nothing; it offers to be undone."""
    do(window, "delete")
    assert "1 frame" in window.notices.said


# --- the clipboard


def test_frames_are_cut_and_pasted_between_windows(qtbot, desk, window):
    """Frames cut in one window are pasted in another, with everything they have."""
    window.strip.frames.setFocus()
    cut = window.document.message.frames[0]
    do(window, "cut")
    other = desk.open_window()
    other.strip.frames.setFocus()
    do(other, "paste")
    qtbot.waitUntil(lambda: cut in other.document.message.frames)
    assert len(window.document.message.frames) == 2


def test_a_picture_of_another_program_is_pasted(qtbot, window):
    """A bitmap on the clipboard becomes a frame after the current one."""
    QGuiApplication.clipboard().setImage(QImage.fromData(still("PNG", (50, 40))))
    window.strip.frames.setFocus()
    do(window, "paste")
    qtbot.waitUntil(lambda: len(window.document.message.frames) == 4)
    assert window.document.message.frames[1].picture.width == 50


def test_other_programs_can_paste_what_was_copied(window):
    """A copied frame is a picture and a text for other programs."""
    window.strip.frames.setFocus()
    do(window, "copy")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert mime.text() == "全场五折，今天有效。"
    assert take_offer(mime).frames[0] is window.document.message.frames[0]


def test_a_text_field_pastes_text_itself(qtbot, desk):
    """Pasting while the text has the keyboard pastes into the text."""
    window = desk.open_window()
    window.activateWindow()
    QGuiApplication.clipboard().setText("粘贴的")
    field = window.editor.text.editor
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    do(window, "paste")
    assert window.document.message.frames[0].text == "粘贴的"


# --- typing


def test_typing_is_one_step_for_each_field(qtbot, window):
    """A word typed in the title and one in the text are two steps."""
    window.editor.title.field.setFocus()
    qtbot.keyClicks(window.editor.title.field, "abc")
    qtbot.keyClicks(window.editor.text.editor, "def")
    assert window.document.undo_stack.count() == 2


def test_the_meter_is_right_after_every_change(qtbot, window):
    """The meter says the encoded size of what would be sent, always."""
    for change in ("duplicate", "delete", "remove_picture", "remove_sound", "undo", "reverse"):
        do(window, change)
        whole = find_whole(find_frame_sizes(window.document.message)) / 1024
        said = [label.text() for label in window.meter.findChildren(QLabel)]
        assert any(f"{whole:,.1f} / 50.0 KB" in each for each in said)


def test_problems_lead_to_their_place(qtbot, window):
    """Choosing a problem selects its frame and puts the keyboard where it is."""
    qtbot.keyClicks(window.editor.title.field, "")
    window.document.edit("", mmskit.Message("", [*message().frames, mmskit.Frame()]))
    qtbot.waitUntil(lambda: len(window.problems.problems) >= 2)
    empty = next(each for each in window.problems.problems if each.frame == 4)
    window.problems.problem_wanted.emit(empty)
    assert window.document.current == 3


# --- documents


def test_saved_and_opened_again_it_is_equal(qtbot, desk, window, tmp_path):
    """A document saved and opened again is equal; the dirty mark is gone in between."""
    path = tmp_path / "信.mmsx"
    do(window, "duplicate")
    assert window.isWindowModified()
    window.filing.save_to(path)
    qtbot.waitUntil(lambda: not window.isWindowModified())
    do(window, "undo")
    assert window.isWindowModified()
    do(window, "redo")
    assert not window.isWindowModified()
    other = desk.open_window(path)
    qtbot.waitUntil(lambda: other.editing)
    assert other.document.message == window.document.message
    assert desk.services.settings.recent == (path,)


def test_a_second_document_opens_in_a_window_of_its_own(qtbot, desk, window, tmp_path):
    """Opening where something is being edited opens another window."""
    path = tmp_path / "b.mmsx"
    mmskit.save_message(message(), path)
    do(window, "duplicate")
    window.open_path(path)
    assert len(desk.windows) == 2
    qtbot.waitUntil(lambda: desk.windows[1].document.path == path)
    assert len(window.document.message.frames) == 4


def test_the_start_page_never_stands_over_unsaved_work(desk, window):
    """Going to the start page with unsaved work opens it in a window of its own."""
    do(window, "duplicate", "start_page")
    assert window.editing
    assert len(desk.windows) == 2
    assert not desk.windows[1].editing


def test_closing_asks_nothing_and_offers_the_work_back(qtbot, desk, window):
    """Closing without saving asks nothing; the next start offers the work back."""
    do(window, "duplicate")
    kept = window.document.message
    window.close()
    start = desk.open_window(start=True)
    qtbot.waitUntil(lambda: bool(start.start.recovery.rows))
    start.start.recovery.rows[0].restorer.click()
    qtbot.waitUntil(lambda: start.editing)
    assert start.document.message == kept
    assert start.isWindowModified()


def test_the_place_of_the_window_is_remembered(desk, window):
    """The next window is as high as the last one was."""
    window.resize(1200, 713)
    window.close()
    assert desk.open_window().height() == 713


# --- files


def test_files_dropped_on_a_slot_replace_it(qtbot, window, tmp_path):
    """A picture dropped on the picture replaces it, a sound beside it becomes the frame's sound."""
    picture, sound = tmp_path / "new.gif", tmp_path / "new.mid"
    picture.write_bytes(moving())
    sound.write_bytes(tune(3))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    window.editor.picture.mime_dropped.emit(mime)
    qtbot.waitUntil(lambda: window.document.message.frames[0].picture.name == "new.gif")
    mime.setUrls([QUrl.fromLocalFile(str(sound))])
    window.editor.sound.mime_dropped.emit(mime)
    qtbot.waitUntil(lambda: window.document.message.frames[0].sound.name == "new.mid")
    assert len(window.document.message.frames) == 3


def test_frames_dropped_in_the_strip_land_in_the_gap(qtbot, window):
    """Frames dropped between two others stand between them."""
    window.strip.frames.mime_dropped.emit(FramesMime([mmskit.Frame("新的")]), 1)
    qtbot.waitUntil(lambda: spell(window) == ["全场", "新的", "扫码", "回复"])


def test_twelve_photos_in_a_new_message_are_twelve_frames(qtbot, desk, tmp_path):
    """The empty frame of a new message makes room for what is dropped first."""
    window = desk.open_window()
    paths = [tmp_path / f"{number}.jpg" for number in range(12)]
    for path in paths:
        path.write_bytes(still())
    window.frame_work.take_files(paths)
    qtbot.waitUntil(lambda: len(window.document.message.frames) == 12)
    assert not any(frame.empty for frame in window.document.message.frames)


# --- fitting


def test_a_fit_is_one_step_and_keeps_what_was_typed_meanwhile(qtbot, window):
    """Typing while it is fitted is kept; the fit is one step of undo."""
    large = mmskit.Picture(still("BMP", (400, 300)), "large.bmp")
    window.document.open(mmskit.Message("题", [mmskit.Frame("一", large)]), None)
    do(window, "fit")
    qtbot.keyClicks(window.editor.title.field, "!")
    qtbot.waitUntil(window.report.isVisible, timeout=30_000)
    assert "!" in window.document.message.title
    assert window.document.message.frames[0].picture.kind in {"gif", "jpg"}
    assert window.document.message.frames[0].picture_source.original is large
    do(window, "undo")
    assert window.document.message.frames[0].picture is large
    assert "!" in window.document.message.title


def test_enter_goes_from_a_frame_to_its_text(qtbot, window):
    """Enter on a frame goes on to its text, without a mouse."""
    window.activateWindow()
    window.strip.frames.setFocus()
    qtbot.keyClick(window.strip.frames, Qt.Key.Key_Return)
    qtbot.waitUntil(window.editor.text.editor.hasFocus)


def test_only_one_control_is_primary(window):
    """There is one primary action on the screen."""
    parts = window.findChildren(QWidget)
    primary = [each for each in parts if each.property("role") == "primary" and each.isVisible()]
    assert len(primary) == 1


def test_the_window_stays_small():
    """The main window's module wires and does nothing: it stays under 300 lines."""
    source = Path(main_window.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300
