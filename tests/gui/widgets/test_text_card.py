"""The text of a frame: typed, counted, and timed for the preview."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QFocusEvent, QImage, QInputMethodEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel

import mmskit
from mmskit_gui.widgets.text_card import TextCard


@pytest.fixture
def card(qtbot, services) -> TextCard:
    made = TextCard()
    qtbot.addWidget(made)
    made.resize(600, 150)
    made.show_frame(mmskit.Frame("你好", seconds=3), 1)
    made.show()
    return made


def words(card: TextCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel))


def test_it_shows_and_counts(card):
    """Text, characters, bytes as sent, and seconds are shown."""
    assert card.editor.toPlainText() == "你好"
    assert "2 character" in words(card)
    assert "6 bytes" in words(card)
    assert card.seconds.value() == 3


def test_typing_tells_the_whole_text(qtbot, card):
    """Every key tells the whole text after it."""
    told: list[str] = []
    card.text_edited.connect(told.append)
    card.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(card.editor, "ab")
    assert told == ["你好a", "你好ab"]
    assert "8 bytes" in words(card)


def test_what_is_shown_is_not_told(qtbot, card):
    """Showing another frame tells nothing."""
    with qtbot.assertNotEmitted(card.text_edited), qtbot.assertNotEmitted(card.seconds_wanted):
        card.show_frame(mmskit.Frame("别的"), 2)
    assert card.editor.toPlainText() == "别的"


def test_the_cursor_stays_where_it_was(card):
    """Undo from outside does not throw the cursor to the beginning."""
    cursor = card.editor.textCursor()
    cursor.setPosition(1)
    card.editor.setTextCursor(cursor)
    card.show_frame(mmskit.Frame("你们好"), 1)
    assert card.editor.textCursor().position() == 1


def test_what_an_input_method_composes_is_not_counted(qtbot, card):
    """Pinyin that is not committed yet is neither told nor counted; the committed text is."""
    with qtbot.assertNotEmitted(card.text_edited, wait=20):
        QApplication.sendEvent(card.editor, QInputMethodEvent("nihao", []))
    assert "6 bytes" in words(card)
    committed = QInputMethodEvent()
    committed.setCommitString("们")
    with qtbot.waitSignal(card.text_edited) as told:
        QApplication.sendEvent(card.editor, committed)
    assert "们" in told.args[0]
    assert "9 bytes" in words(card)


def test_composing_goes_on_while_the_document_changes(card):
    """What an input method composes is not torn away when the same text is shown again."""
    QApplication.sendEvent(card.editor, QInputMethodEvent("nihao", []))
    card.show_frame(mmskit.Frame("你好"), 1)
    layout = card.editor.textCursor().block().layout()
    assert layout.preeditAreaText() == "nihao"


def test_emoji_are_counted_once(card):
    """An emoji beyond the basic plane is one character of four bytes."""
    card.show_frame(mmskit.Frame("🎉"), 1)
    assert "1 character" in words(card)
    assert "4 bytes" in words(card)


def test_undo_is_left_to_the_window(qtbot, card):
    """The field has no undo of its own beside the document's."""
    qtbot.keyClicks(card.editor, "x")
    before = card.editor.toPlainText()
    qtbot.keySequence(card.editor, QKeySequence(QKeySequence.StandardKey.Undo))
    assert card.editor.toPlainText() == before


def test_seconds_are_wanted_and_given_back(qtbot, card):
    """A time is wanted in seconds; the lowest step gives it back to the frame."""
    with qtbot.waitSignal(card.seconds_wanted) as told:
        card.seconds.setValue(7.5)
    assert told.args == [7.5]
    with qtbot.waitSignal(card.seconds_wanted) as told:
        card.seconds.setValue(0)
    assert told.args == [None]
    assert card.seconds.text() == "Automatic"


def test_leaving_is_told(qtbot, card):
    """Typing is over when the field loses the keyboard."""
    with qtbot.waitSignal(card.left):
        QApplication.sendEvent(card.editor, QFocusEvent(QEvent.Type.FocusOut))


def test_pasting_takes_words_only(card):
    """Files and pictures are left to the wells; of a page the words are taken."""
    files, picture, page = (QMimeData() for _ in range(3))
    files.setUrls([QUrl.fromLocalFile("/x/a.jpg")])
    picture.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    page.setHtml("<b>粗</b>")
    page.setText("粗")
    assert not card.editor.canInsertFromMimeData(files)
    assert not card.editor.canInsertFromMimeData(picture)
    card.editor.clear()
    card.editor.insertFromMimeData(page)
    assert card.editor.toPlainText() == "粗"


def test_tab_goes_on(qtbot, card):
    """Tab leaves the field instead of writing one."""
    card.activateWindow()
    card.editor.setFocus()
    qtbot.keyClick(card.editor, Qt.Key.Key_Tab)
    assert "\t" not in card.editor.toPlainText()


def test_without_a_frame_nothing_can_be_typed(card):
    """Where there is no frame the card is switched off and empty."""
    card.show_frame(None, 0)
    assert not card.isEnabled()
    assert card.editor.toPlainText() == ""


def test_it_speaks_chinese_at_once(qtbot, card, services):
    """Another language is spoken without losing the text."""
    services.languages.choose("zh_CN")
    qtbot.waitUntil(lambda: "character" not in words(card))
    assert card.editor.toPlainText() == "你好"
    services.languages.choose("en")
