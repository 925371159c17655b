"""The document: one message, its undo, its place and its selection."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import message

import mmskit
from mmskit_gui.document import Document
from mmskit_gui.editing import delete_frames, set_seconds, set_text, set_title


@pytest.fixture
def document(qapp) -> Document:
    return Document(message())


@pytest.fixture
def told(document) -> list[tuple[str, object]]:
    """Everything the document says, in order."""
    said: list[tuple[str, object]] = []
    document.changed.connect(lambda before, after: said.append(("changed", (before, after))))
    document.selection_changed.connect(lambda selected: said.append(("selected", selected)))
    document.place_changed.connect(lambda: said.append(("place", None)))
    document.clean_changed.connect(lambda clean: said.append(("clean", clean)))
    return said


def test_a_new_document_is_empty_and_clean(qapp):
    """A document without a message has no frames, no current frame, and nothing to save."""
    document = Document()
    assert document.message == mmskit.Message()
    assert document.current is None
    assert document.current_frame is None
    assert document.clean
    assert document.path is None


def test_an_edit_tells_before_and_after(document, told):
    """An edit tells the message before it and the message after it, once."""
    before = document.message
    after = set_title(before, "新标题")
    document.edit("title", after)
    assert ("changed", (before, after)) in told
    assert [name for name, _ in told].count("changed") == 1
    assert document.message is after


def test_an_edit_that_changes_nothing_is_no_step(document, told):
    """An equal message is no step of undo and tells nothing."""
    document.edit("nothing", set_title(document.message, document.message.title))
    assert told == []
    assert not document.undo_stack.canUndo()


def test_a_time_is_a_change(document):
    """A preview time is a step of its own, though messages that differ in it alone are equal."""
    document.edit("time", set_seconds(document.message, 0, 3.0))
    assert document.message.frames[0].seconds == 3.0
    document.undo_stack.undo()
    assert document.message.frames[0].seconds is None


def test_undo_and_redo_bring_back_the_very_messages(document):
    """Undo and redo bring back the very objects, not copies."""
    before = document.message
    document.edit("title", set_title(before, "一"))
    after = document.message
    document.undo_stack.undo()
    assert document.message is before
    document.undo_stack.redo()
    assert document.message is after


def test_a_step_is_called_what_it_does(document):
    """Undo can say what it would undo."""
    document.edit("删除", delete_frames(document.message, [0]))
    assert document.undo_stack.undoText() == "删除"
    assert document.name_step(0) == "删除"
    assert document.name_step(1) == ""


def test_a_step_named_in_another_language_has_no_name(document, services):
    """A step that was named in another language is not named in a window of this one."""
    services.languages.choose("zh_CN")
    document.edit("删除", delete_frames(document.message, [0]))
    services.languages.choose("en")
    assert document.name_step(0) == ""


def test_typing_is_one_step(document):
    """Edits of one merge key become one step; another key begins another."""
    before = document.message
    for said in ("你", "你好", "你好啊"):
        document.edit("typing", set_text(document.message, 0, said), merge_key="text/0")
    document.edit("title", set_title(document.message, "新"), merge_key="title")
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.message.frames[0].text == "你好啊"
    document.undo_stack.undo()
    assert document.message is before


def test_typing_that_was_ended_is_two_steps(document):
    """Typing that goes on after the person left the field is a step of its own."""
    document.edit("typing", set_text(document.message, 0, "一"), merge_key="text/0")
    document.end_typing()
    document.edit("typing", set_text(document.message, 0, "一二"), merge_key="text/0")
    assert document.undo_stack.count() == 2


def test_typing_back_is_no_step(document):
    """Typing and erasing the same leaves no step behind, and the document clean."""
    said = document.message.frames[0].text
    document.edit("typing", set_text(document.message, 0, f"{said}!"), merge_key="text/0")
    document.edit("typing", set_text(document.message, 0, said), merge_key="text/0")
    assert not document.undo_stack.canUndo()
    assert document.clean


def test_typing_after_saving_is_a_step(document, tmp_path):
    """What is typed after saving is not merged into what was saved."""
    document.edit("typing", set_text(document.message, 0, "一"), merge_key="text/0")
    document.mark_saved(tmp_path / "a.mmsx")
    document.edit("typing", set_text(document.message, 0, "一二"), merge_key="text/0")
    assert not document.clean
    document.undo_stack.undo()
    assert document.clean
    assert document.message.frames[0].text == "一"


def test_the_selection_comes_back_with_undo(document):
    """Undo brings back the frames that were selected."""
    document.select((0, 2))
    document.edit("delete", delete_frames(document.message, [0, 2]), select=(0,))
    assert document.selected == (0,)
    document.undo_stack.undo()
    assert document.selected == (0, 2)
    assert document.current == 2


def test_what_is_not_there_cannot_be_selected(document):
    """Positions that do not exist are left out; of none the nearest is taken."""
    document.select((1, 7))
    assert document.selected == (1,)
    document.select((9,))
    assert document.selected == (2,)
    document.select(())
    assert document.selected == (0,)


def test_selecting_the_same_again_tells_nothing(document, told):
    """Selecting what is selected tells nothing."""
    document.select((0,))
    assert told == []


def test_the_selection_shrinks_with_the_message(document):
    """Deleting everything leaves nothing selected."""
    document.select((2,))
    document.edit("delete", delete_frames(document.message, [0, 1, 2]))
    assert document.selected == ()
    assert document.current_frame is None


def test_saved_is_clean_and_undo_beyond_it_is_not(document, tmp_path, told):
    """The dirty mark is tied to undo: clean where it was saved, edited before and after."""
    path = tmp_path / "a.mmsx"
    document.edit("title", set_title(document.message, "一"))
    assert not document.clean
    document.mark_saved(path)
    assert document.clean
    assert document.path == path
    document.undo_stack.undo()
    assert not document.clean
    document.undo_stack.redo()
    assert document.clean
    assert ("place", None) in told


def test_a_place_without_its_newest_edit_is_not_clean(document, tmp_path):
    """Edits made while it was being saved keep it edited."""
    document.edit("title", set_title(document.message, "一"))
    document.mark_placed(tmp_path / "a.mmsx")
    assert document.path == tmp_path / "a.mmsx"
    assert not document.clean


def test_opening_forgets_undo(document, told):
    """Opening another message forgets the steps and selects its first frame."""
    document.edit("title", set_title(document.message, "一"))
    document.open(mmskit.Message("别的", [mmskit.Frame("一"), mmskit.Frame("二")]), Path("b.mmsx"))
    assert not document.undo_stack.canUndo()
    assert document.clean
    assert document.selected == (0,)
    assert document.path == Path("b.mmsx")
    assert ("clean", True) in told


def test_recovered_work_is_not_clean_until_it_is_saved(document, tmp_path):
    """Recovered work counts as edited, also after undoing everything, until it is saved."""
    document.open(message(), None, recovered=True)
    assert not document.clean
    document.edit("title", set_title(document.message, "一"))
    document.undo_stack.undo()
    assert not document.clean
    document.mark_saved(tmp_path / "a.mmsx")
    assert document.clean
