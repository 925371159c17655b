"""The text of a batch: fields put in by chips, coloured, mended, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest

from mmskit_gui.widgets.batch.text_pane import TextPane

COLUMNS = ("姓名", "积分")


@pytest.fixture
def pane(qtbot, services) -> TextPane:
    made = TextPane(services.languages)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_template("尊敬的，", COLUMNS)
    made.edited.connect(lambda said: made.show_template(said, COLUMNS))
    made.show()
    return made


def put_cursor(pane: TextPane, place: int) -> None:
    cursor = pane.editor.textCursor()
    cursor.setPosition(place)
    pane.editor.setTextCursor(cursor)


def test_chip_puts_its_field_where_the_cursor_is(qtbot, pane):
    """A click on a chip puts the field in at the cursor, which goes on behind it."""
    put_cursor(pane, 3)
    with qtbot.waitSignal(pane.edited) as told:
        qtbot.mouseClick(pane.chips.chips[0], Qt.MouseButton.LeftButton)
    assert told.args == ["尊敬的{姓名}，"]
    QTest.keyClick(pane.editor, "x")
    assert pane.editor.toPlainText() == "尊敬的{姓名}x，"


def test_default_is_selected_to_be_written_over(pane):
    """What the menu puts in as a default is written over by the next key."""
    put_cursor(pane, 3)
    pane.chips.chips[0].with_default.trigger()
    QTest.keyClick(pane.editor, "y")
    assert pane.editor.toPlainText() == "尊敬的{姓名|y}，"
    pane.chips.chips[1].optional.trigger()
    assert "{?积分:积分:{积分}}" in pane.editor.toPlainText()


def test_undo_goes_through_chips_and_mending(pane):
    """Undo takes back typing, chips and what was mended, step by step."""
    put_cursor(pane, 3)
    pane.chips.chips[0].click()
    pane.show_template("尊敬的{姓名}，您好", COLUMNS)
    pane.undo.click()
    assert pane.editor.toPlainText() == "尊敬的{姓名}，"
    pane.undo.click()
    assert pane.editor.toPlainText() == "尊敬的，"
    pane.redo.click()
    assert pane.editor.toPlainText() == "尊敬的{姓名}，"


def test_mending_is_one_click(qtbot, pane):
    """An unknown field says what was probably meant, and the button asks for it."""
    pane.show_problem("wrong", ("姓明", "姓名"))
    assert "{姓名}" in pane.note.button.text()
    with qtbot.waitSignal(pane.mend_wanted) as told:
        pane.note.button.click()
    assert told.args == ["姓明", "姓名"]
    pane.show_problem("")
    assert not pane.note.isVisible()


def test_fields_are_coloured(pane):
    """A known field and an unknown one look different from words, and from each other."""
    pane.show_template("您好{姓名}{姓明}", COLUMNS)
    formats = pane.editor.document().firstBlock().layout().formats()
    colours = {one.start: one.format.foreground().color().name() for one in formats}
    assert set(colours) == {2, 6}
    assert colours[2] != colours[6]
    wavy = [one.format.fontUnderline() or one.format.underlineStyle() for one in formats]
    assert wavy[1]


def test_only_text_is_taken(pane):
    """Pictures and files are not pasted into the text."""
    mime = QMimeData()
    mime.setText("a")
    assert pane.editor.canInsertFromMimeData(mime)
    mime.setUrls(["file:///x.jpg"])
    assert not pane.editor.canInsertFromMimeData(mime)


def test_other_lists_have_other_chips(pane):
    """Chips are the columns of the list; without one an invitation stands there."""
    pane.show_template("", ("a", "b", "c"))
    assert [chip.name for chip in pane.chips.chips] == ["a", "b", "c"]
    pane.show_template("", ())
    assert pane.chips.chips == []
