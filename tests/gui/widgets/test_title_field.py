"""The title of a message, with its counter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mmskit_gui.widgets.title_field import TitleField


@pytest.fixture
def title(qtbot, services) -> TitleField:
    made = TitleField()
    qtbot.addWidget(made)
    made.show_title("双十一大促")
    made.show()
    return made


def find_counter(title: TitleField) -> QLabel:
    return title.findChild(QLabel)


def test_it_shows_and_counts(title):
    """The title and its characters are shown."""
    assert title.field.text() == "双十一大促"
    assert find_counter(title).text() == "5 / 40"


def test_typing_is_told_and_showing_is_not(qtbot, title):
    """What the person types is told, what is shown from outside is not."""
    title.field.setCursorPosition(5)
    with qtbot.waitSignal(title.edited) as told:
        qtbot.keyClicks(title.field, "!")
    assert told.args == ["双十一大促!"]
    with qtbot.assertNotEmitted(title.edited):
        title.show_title("别的")


def test_too_long_is_said_and_not_cut(qtbot, title):
    """A title that is too long is marked, in more than colour; nothing of it is cut off."""
    title.show_title("字" * 41)
    assert title.field.text() == "字" * 41
    assert find_counter(title).text() == "41 / 40"
    assert find_counter(title).property("role") == "bad"
    assert title.field.property("wrong") == "true"
    title.show_title("字")
    assert find_counter(title).property("role") == "muted"


def test_the_cursor_stays(title):
    """Showing another title leaves the cursor where it was."""
    title.field.setCursorPosition(2)
    title.show_title("双十二大促")
    assert title.field.cursorPosition() == 2


def test_leaving_is_told(qtbot, title):
    """Enter says that typing is over."""
    with qtbot.waitSignal(title.left):
        qtbot.keyClick(title.field, Qt.Key.Key_Return)
