"""The notice bar: one sentence at a time, the gravest first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mmskit_gui.widgets.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot, look) -> NoticeBar:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 200)
    column = QVBoxLayout(page)
    bar = NoticeBar()
    column.addWidget(bar)
    column.addStretch(1)
    page.show()
    bar.page = page
    return bar


def test_it_is_hidden_without_a_word(bar):
    """Without a notice there is no bar."""
    assert not bar.isVisible()
    assert bar.said == ""


def test_a_notice_is_seen_and_goes(qtbot, bar):
    """A notice is shown until it is closed."""
    bar.show_notice("Saved")
    assert bar.isVisible()
    bar.dismiss()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_gravest_comes_first(bar):
    """What is bad is shown before a warning, and that before the rest, whatever came last."""
    bar.show_notice("bad", "bad")
    bar.show_notice("info")
    bar.show_notice("warn", "warn")
    shown = []
    while bar.said:
        shown.append(bar.said)
        bar.dismiss()
    assert shown == ["bad", "warn", "info"]


def test_the_newest_comes_first(bar):
    """Of two that are equally grave, the newer one is shown."""
    bar.show_notice("older")
    bar.show_notice("newer")
    assert bar.said == "newer"


def test_only_a_few_wait(bar):
    """No more than three wait; the least of them are dropped."""
    for number in range(9):
        bar.show_notice(f"{number}")
    for _ in range(3):
        bar.dismiss()
    assert bar.said == ""


def test_the_same_is_not_said_twice(bar):
    """A notice that is shown already is not queued again."""
    bar.show_notice("disk full", "bad")
    bar.show_notice("disk full", "bad")
    bar.dismiss()
    assert bar.said == ""


def test_the_action_is_done_and_the_notice_goes(qtbot, bar):
    """The button does what it says, once, and takes the notice away."""
    done = []
    bar.show_notice("Deleted", "info", ("Undo", lambda: done.append(1)))
    qtbot.mouseClick(bar._button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert bar.said == ""


def test_it_goes_by_itself(qtbot, bar):
    """A notice with a time goes when it is over."""
    bar.show_notice("Saved", seconds=0.01)
    qtbot.waitUntil(lambda: not bar.said)


def test_it_stays_while_it_is_used(qtbot, bar):
    """A notice does not go while the keyboard is on its button."""
    bar.show_notice("Deleted", "info", ("Undo", print), seconds=0.01)
    qtbot.waitExposed(bar.page)
    bar.page.activateWindow()
    bar._button.setFocus()
    qtbot.waitUntil(bar._button.hasFocus)
    with qtbot.waitSignal(bar._timer.timeout):
        pass
    assert bar.said == "Deleted"


def test_escape_closes_it(qtbot, bar):
    """Escape on the bar takes the notice away."""
    bar.show_notice("Saved")
    qtbot.keyClick(bar._close, Qt.Key.Key_Escape)
    assert bar.said == ""


def test_clearing_takes_all_away(bar):
    """Clearing leaves nothing waiting."""
    bar.show_notice("a")
    bar.show_notice("b", "bad")
    bar.clear()
    assert bar.said == ""


def test_a_screen_reader_is_told(bar):
    """The bar's name is the sentence."""
    bar.show_notice("Disk full", "bad")
    assert QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name) == "Disk full"
