"""The card of the list: an invitation, progress, what is wrong, and what was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.widgets.batch.list_card import ListCard

CHOICE = ListChoice(Path("/lists/list.csv"))


@pytest.fixture
def card(qtbot, services) -> ListCard:
    made = ListCard(services.languages)
    qtbot.addWidget(made)
    made.resize(320, 300)
    made.show()
    return made


def test_invites_and_takes_a_drop(qtbot, card):
    """Empty it asks for a file by click, key and drop."""
    card.show_list(None, (), "")
    with qtbot.waitSignal(card.open_wanted):
        qtbot.keyClick(card.empty, Qt.Key.Key_Return)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/lists/list.xlsx")])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    QApplication.sendEvent(card, entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(card.path_wanted) as told:
        QApplication.sendEvent(card, QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert told.args == [Path("/lists/list.xlsx")]


def test_reading_can_be_stopped(qtbot, card):
    """While it is read there is progress and a way to stop it."""
    card.show_list(CHOICE, (), "")
    card.show_progress(0.4)
    assert card.bar.value() == 40
    assert not card.facts.isVisible()
    with qtbot.waitSignal(card.cancel_wanted):
        card.cancel.click()
    card.show_progress(None)
    assert card.facts.isVisible()


def test_counts_by_reason(card):
    """It says how many people there are and how many rows are left out, by reason."""
    card.show_list(CHOICE, ("姓名", "手机号"), "手机号")
    card.show_counts(1_200, {"duplicate": 3, "stopped": 2, "digits_lost": 1})
    assert "1,200" in card.people.text()
    said = card.left_out.text()
    assert "3 duplicates" in said
    assert "2 on the stop list" in said
    assert "1 with lost digits" in said
    assert card.columns.currentText() == "手机号"


def test_unclear_list_offers_its_columns(qtbot, card):
    """Where the numbers are not clear it says so, and the column is chosen in place."""
    card.show_list(CHOICE, ("a", "b"), "")
    card.show_problem("which column?")
    assert card.note.isVisible()
    assert not card.people.isVisible()
    assert card.columns.currentIndex() == -1
    with qtbot.waitSignal(card.column_wanted) as told:
        card.columns.setFocus()
        qtbot.keyClick(card.columns, Qt.Key.Key_Down)
        card.columns.textActivated.emit(card.columns.currentText())
    assert told.args == ["a"]


def test_sheets_only_where_there_are_several(card):
    """One sheet alone is not worth a choice."""
    card.show_list(CHOICE, ("a",), "a")
    card.show_sheets(("甲",), "甲")
    assert not card.sheets.isVisible()
    card.show_sheets(("甲", "乙"), "乙")
    assert card.sheets.isVisible()
    assert card.sheets.currentText() == "乙"


def test_stop_list_comes_and_goes(qtbot, card):
    """A stop list is chosen, named, and can be done without."""
    card.show_list(CHOICE, ("a",), "a")
    with qtbot.waitSignal(card.stop_list_wanted) as told:
        card.stop_button.click()
    assert told.args == [True]
    card.show_list(ListChoice(CHOICE.path, stop_list=Path("/lists/stop.csv")), ("a",), "a")
    assert card.stop_button.text() == "stop.csv"
    with qtbot.waitSignal(card.stop_list_wanted) as told:
        card.stop_remove.click()
    assert told.args == [False]
