"""The start page: what it offers, and what it says the person wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from making import message
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTranslator, QUrl
from PySide6.QtGui import QDropEvent

import mmskit
from mmskit_gui.recovery import Recoverable
from mmskit_gui.templates import find_templates, save_as_template
from mmskit_gui.widgets.start_page import StartPage
from mmskit_gui.widgets.start_recent import say_folder, say_time


@pytest.fixture
def page(qtbot, services):
    page = StartPage(services.settings, services.imagery, services.tasks, services.languages)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: bool(page.samples.cards))
    return page


def make_recoverable(tmp_path: Path) -> Recoverable:
    return Recoverable(
        "a", tmp_path / "a", datetime.now(UTC), "双十一", tmp_path / "双十一.mmsx", tmp_path
    )


def test_new_and_open(qtbot, page):
    """The two big buttons say what they are for."""
    with qtbot.waitSignal(page.new_wanted):
        page.side.new.click()
    with qtbot.waitSignal(page.open_wanted):
        page.side.open.click()


def test_enter_is_enough(qtbot, page):
    """Buttons and cards take Enter as well as Space."""
    with qtbot.waitSignal(page.new_wanted):
        qtbot.keyClick(page.side.new, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.keyClick(page.samples.cards[0], Qt.Key.Key_Return)
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.keyClick(page.samples.cards[0], Qt.Key.Key_Space)


def test_the_samples_are_cards(qtbot, page):
    """Every sample is a card with its frames counted, and is asked for by its path."""
    card = page.samples.cards[0]
    qtbot.waitUntil(lambda: bool(card._says))
    assert "frame" in card.accessibleName()
    with qtbot.waitSignal(page.sample_wanted) as told:
        card.click()
    assert mmskit.open_message(told.args[0]).frames


def test_recent_documents_are_listed(qtbot, page, settings, tmp_path):
    """A document that was saved appears at once, and opens with a click."""
    path = tmp_path / "会员日.mmsx"
    mmskit.save_message(message(), path)
    settings.remember_recent(path)
    qtbot.waitUntil(lambda: len(page.recent.rows) == 1)
    assert "会员日" in page.recent.rows[0].button.accessibleName()
    with qtbot.waitSignal(page.path_wanted) as told:
        page.recent.rows[0].button.click()
    assert told.args == [path]


def test_a_missing_document_says_so(qtbot, page, settings, tmp_path):
    """A document that is gone says so, and can be taken off the list."""
    settings.remember_recent(tmp_path / "gone.mmsx")
    qtbot.waitUntil(lambda: len(page.recent.rows) == 1)
    row = page.recent.rows[0]
    assert "no longer there" in row.button.accessibleName()
    row.remover.click()
    assert settings.recent == ()
    qtbot.waitUntil(lambda: not page.recent.rows)


def test_without_recent_documents_it_says_what_comes(page):
    """An empty list is an invitation, not a hole."""
    assert page.recent._empty.isVisible()


def test_a_template_is_removed_and_brought_back(qtbot, page, settings):
    """Deleting a template's card removes the template, and undo brings it back."""
    folder = settings.folder / "templates"
    kept = save_as_template(message(), "会员日", folder)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.templates.cards) == 1)
    with qtbot.waitSignal(page.template_wanted) as told:
        page.templates.cards[0].click()
    assert told.args == [kept.path]
    qtbot.keyClick(page.templates.cards[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not page.templates.cards)
    assert find_templates(folder) == []
    page.notices._button.click()
    qtbot.waitUntil(lambda: len(page.templates.cards) == 1)


def test_a_template_that_was_replaced_is_shown_anew(qtbot, page, settings):
    """A template whose file changed shows the new message."""
    kept = save_as_template(message(), "会员日", settings.folder / "templates")
    page.refresh()
    qtbot.waitUntil(lambda: any(card._says for card in page.templates.cards))
    mmskit.save_message(replace(message(), frames=message().frames[:1]), kept.path)
    page.refresh()
    qtbot.waitUntil(lambda: "1 frame" in page.templates.cards[0].accessibleName())


def test_a_sample_is_not_removed(qtbot, page):
    """Delete on a sample does nothing."""
    with qtbot.assertNotEmitted(page.samples.removal_wanted):
        qtbot.keyClick(page.samples.cards[0], Qt.Key.Key_Delete)


def test_unsaved_work_is_offered(qtbot, page, tmp_path):
    """Unsaved work is offered with its title, to be restored or discarded."""
    left = make_recoverable(tmp_path)
    assert not page.recovery.isVisible()
    page.set_recoverable([left])
    assert page.recovery.isVisible()
    (row,) = page.recovery.rows
    assert "双十一" in row._said.text()
    with qtbot.waitSignal(page.restore_wanted) as told:
        row.restorer.click()
    assert told.args == [left]
    with qtbot.waitSignal(page.discard_wanted) as told:
        row.discarder.click()
    assert told.args == [left]
    page.set_recoverable([])
    assert not page.recovery.isVisible()


def test_a_drop_is_handed_on(qtbot, page, tmp_path):
    """What is dropped is handed on as a copy that outlives the drop."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    event = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.mime_dropped) as told:
        page.dropEvent(event)
    assert told.args[0] is not mime
    assert told.args[0].urls() == mime.urls()


def test_a_narrow_window_stacks_the_cards(qtbot, page):
    """In a narrow window the cards stand below each other, and none is cut off."""
    page.resize(560, 700)
    qtbot.waitUntil(lambda: page.samples.cards[1].y() > 0)
    area = page.samples._area
    assert all(card.geometry().right() <= area.width() for card in page.samples.cards)


def test_the_keyboard_reaches_everything(qtbot, page, settings, tmp_path):
    """Tab goes through every control of the page, in the order of the eye."""
    settings.remember_recent(tmp_path / "gone.mmsx")
    page.set_recoverable([make_recoverable(tmp_path)])
    qtbot.waitUntil(lambda: len(page.recent.rows) == 1)
    row, left = page.recent.rows[0], page.recovery.rows[0]
    qtbot.waitUntil(row.button.isVisible)
    page.activateWindow()
    left.restorer.setFocus()
    qtbot.waitUntil(left.restorer.hasFocus)
    met = []
    for _ in range(7 + len(page.samples.cards)):
        met.append(page.window().focusWidget())
        page.focusNextChild()
    ways = [page.side.new, page.side.open, page.side.batch]
    wanted = [left.restorer, left.discarder, *ways, row.button, row.remover]
    assert met == wanted + page.samples.cards


def test_another_language_changes_every_word(qtbot, page, qapp):
    """The page says its words anew when the language changes."""
    translator = Shouting()
    page.set_recoverable([make_recoverable(Path("/a"))])
    qapp.installTranslator(translator)
    qtbot.waitUntil(lambda: page.side.new.text() == "NEW MESSAGE")
    assert page.samples.heading.text() == "START FROM A SAMPLE"
    assert page.recovery.rows[0].restorer.text() == "RESTORE"
    qapp.removeTranslator(translator)
    qtbot.waitUntil(lambda: page.side.new.text() == "New message")


class Shouting(QTranslator):
    """A language of capitals; figures stay as they are."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, _context, said, _about=None, _count=-1):
        return None if "{" in said or "%" in said else said.upper()


def test_times_are_short_today():
    """A moment of today is told by the clock alone, others with their day."""
    now = datetime(2026, 11, 27, 14, 5).astimezone()
    assert "27" not in say_time(now, now)
    assert "11" in say_time(now.replace(day=20), now)


def test_folders_begin_at_home():
    """A person's own folder is written as they know it."""
    assert say_folder(Path.home() / "活动" / "a.mmsx") == str(Path("~/活动"))
    assert say_folder(Path("/somewhere/else/a.mmsx")) == str(Path("/somewhere/else"))
