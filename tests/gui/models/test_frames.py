"""The frames as a list: it follows the document and tells Qt exactly what changed."""

from __future__ import annotations

import pytest
from making import message, still
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

import mmskit
from mmskit_gui import editing
from mmskit_gui.document import Document
from mmskit_gui.models.frames import FramesModel, Role
from mmskit_gui.sizes import find_frame_sizes, find_whole


@pytest.fixture
def document(qapp) -> Document:
    return Document(message())


@pytest.fixture
def model(document) -> FramesModel:
    made = FramesModel(document)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, document)
    return made


@pytest.fixture
def told(model) -> list[tuple[str, int, int]]:
    """What the model tells Qt."""
    said: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: said.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _, first, last: said.append(("out", first, last)))
    model.dataChanged.connect(lambda one, other: said.append(("new", one.row(), other.row())))
    model.modelReset.connect(lambda: said.append(("reset", 0, 0)))
    return said


def spell(model: FramesModel) -> list[str]:
    return [model.index(row).data(Role.CARD).frame.text or "" for row in range(model.rowCount())]


def test_it_shows_what_the_document_has(model, document):
    """Every frame is a row, numbered from 1, with its size and its time."""
    assert model.rowCount() == 3
    card = model.index(1).data(Role.CARD)
    assert card.number == 2
    assert card.frame is document.message.frames[1]
    assert card.seconds == 8
    sizes = [model.index(row).data(Role.CARD).size for row in range(3)]
    assert find_whole(tuple(sizes)) == len(mmskit.encode(document.message))


def test_added_frames_are_inserted_rows(model, document, told):
    """Frames put in become inserted rows; what follows is numbered anew."""
    more = [mmskit.Frame("甲"), mmskit.Frame("乙")]
    document.edit("add", editing.insert_frames(document.message, 1, more))
    assert told[0] == ("in", 1, 2)
    assert ("reset", 0, 0) not in told
    assert spell(model)[1:3] == ["甲", "乙"]
    assert [model.index(row).data() for row in range(5)] == ["1", "2", "3", "4", "5"]


def test_deleted_frames_are_removed_rows(model, document, told):
    """Frames left out become removed rows."""
    document.edit("delete", editing.delete_frames(document.message, [0]))
    assert told[0] == ("out", 0, 0)
    assert model.rowCount() == 2


def test_a_text_changes_one_row_and_moves_none(model, document, told):
    """An edit inside a frame inserts and removes nothing."""
    document.edit("text", editing.set_text(document.message, 2, "改过"))
    assert [kind for kind, _, _ in told] == ["new"]
    assert told[0][1] <= 2 <= told[0][2]
    assert spell(model)[2] == "改过"


def test_undo_and_redo_are_followed(model, document):
    """The list follows undo and redo."""
    before = spell(model)
    document.edit("delete", editing.delete_frames(document.message, [0, 2]))
    document.edit("reverse", editing.reverse_frames(document.message, [0]))
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert spell(model) == before


def test_frames_that_are_the_same_object_twice(model, document):
    """Duplicated frames, which are one object, are rows of their own."""
    document.edit("twice", editing.duplicate_frames(document.message, [0, 1, 2]))
    document.edit("out", editing.delete_frames(document.message, [1]))
    assert model.rowCount() == 5
    assert [index.data(Role.CARD).number for index in map(model.index, range(5))] == [1, 2, 3, 4, 5]


def test_another_message_replaces_all(model, document):
    """Opening another message shows that one."""
    document.open(mmskit.Message("", [mmskit.Frame("只有")]), None)
    assert spell(model) == ["只有"]
    document.open(mmskit.Message(), None)
    assert model.rowCount() == 0


def test_a_screen_reader_hears_what_a_frame_is(services, document, model):
    """A frame is named by number, what it holds, its size and its time."""
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1" in said
    assert "3" in said
    assert "KB" in said
    assert "全场五折" in said
    picture = mmskit.Message("", [mmskit.Frame(picture=mmskit.Picture(still(), "a.jpg"))])
    document.open(picture, None)
    heard = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    whole = find_whole(find_frame_sizes(picture)) / 1024
    assert heard == f"Frame 1 of 1, picture, {whole:.1f} KB, 5 s"


def test_what_is_not_there_has_no_data(model):
    """An index outside the list has no data, and nothing has children."""
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0
